"""A draft edited in Word and approved: read back, checked again, both kept."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from typer.testing import CliRunner, Result

from briefing.adapters.database import open_database
from briefing.bootstrap import Places, archive_of, open_line
from briefing.cli.app import app
from briefing.language.written import NO_BREAK
from briefing.pipeline.record import archive_approved

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "output/demo/lef/dk/folketinget/20261/L31"
OURS = "[vores egen vurdering, ikke fra kilderne]"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo run without PDF files."""
    folder = tmp_path_factory.mktemp("redigeret")
    text = (ROOT / "sources.yaml").read_text()
    (folder / "sources.yaml").write_text(f"{text}\nrun:\n  pdf: none\n")
    shutil.copytree(ROOT / "templates", folder / "templates")
    found = CliRunner().invoke(
        app,
        ["--config", str(folder / "sources.yaml"), "--data", str(folder / "data"),
         "--output", str(folder / "output"), "demo"],
    )  # fmt: skip
    assert found.exit_code == 0, found.output
    return folder


@pytest.fixture
def place(demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo's store and folder of its own."""
    shutil.copytree(demo, tmp_path / "kopi")
    return tmp_path / "kopi"


def approve(place: Path, *more: str) -> Result:
    """The command, on the demo's L 31."""
    return CliRunner().invoke(
        app,
        ["--config", str(place / "sources.yaml"), "--data", str(place / "data/demo"),
         "--output", str(place / "output/demo"), "approve", "L", "31",
         "--profile", "lef", "--by", "Anne Eksempel", *more],
    )  # fmt: skip


class Edited:
    """A draft open as in Word."""

    def __init__(self, place: Path) -> None:
        (path,) = (place / FOLDER).glob("*_notat_*_UDKAST.docx")
        self.document = docx.Document(str(path))
        self.path = place / "redigeret.docx"

    def controls(self) -> Iterator[tuple[str, Any]]:
        """Each content control with its tag."""
        for control in self.document.element.body.iter(qn("w:sdt")):
            tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
            yield tag.get(qn("w:val")), control

    def write(self, tag: str, text: str) -> None:
        """Put a text into a control."""
        control = next(each for name, each in self.controls() if name == tag)
        first, *others = control.iter(qn("w:t"))
        first.text = text
        for each in others:
            each.text = ""

    def risks(self) -> list[tuple[str, str]]:
        """Tag and text of each risk that has a remedy."""
        texts = {
            tag: "".join(each.text for each in control.iter(qn("w:t")))
            for tag, control in self.controls()
        }
        names = [tag.removesuffix(".mitigation") for tag in texts if ".mit" in tag]
        return [(f"{name}.text", texts[f"{name}.text"]) for name in names]

    def delete_row(self, tag: str) -> None:
        """Take the table row out in which a text stands."""
        control = next(each for name, each in self.controls() if name == tag)
        row = next(control.iterancestors(qn("w:tr")))
        row.getparent().remove(row)

    def save(self) -> str:
        """The file, saved."""
        self.document.save(str(self.path))
        return str(self.path)


def approved(place: Path) -> tuple[str, dict[str, Any]]:
    """The approved briefing's text and its record."""
    (path,) = (
        each
        for each in (place / FOLDER).glob("*_notat_*.docx")
        if "UDKAST" not in each.name
    )
    document = docx.Document(str(path))
    assert not list(document.element.body.iter(qn("w:sdt")))
    assert not list(document.element.body.iter(qn("w:commentReference")))
    header = document.sections[0].header._element
    texts = [
        "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
        for part in (header, document.element.body)
        for paragraph in part.iter(qn("w:p"))
    ]
    record = json.loads(path.with_suffix(".json").read_text())
    return "\n".join(texts).replace(NO_BREAK, " "), record


def test_what_the_sources_bear_is_approved_as_it_was_written(place: Path) -> None:
    """A changed wording and the recommendation, kept in text, record and store."""
    edited = Edited(place)
    tag, text = edited.risks()[0]
    edited.write(tag, f"Bemærk: {text[0].lower()}{text[1:]}")
    edited.write("recommendation", "Forbundet støtter forslaget.")
    found = approve(place, "--document", edited.save())
    assert found.exit_code == 0, found.output
    said, record = approved(place)
    assert f"Bemærk: {text[0].lower()}{text[1:]}".replace(NO_BREAK, " ") in said
    assert "UDKAST" not in said
    assert "Forbundet støtter forslaget." in said
    assert "Godkendt af Anne Eksempel" in said
    assert OURS not in said
    assert "Forbundet støtter forslaget." == record["recommendation"]
    assert any(each["text"].startswith("Bemærk: ") for each in record["points"])
    assert ["recommendation", tag] == [e["tag"] for e in record["review"]["edits"]]
    store = open_database(place / "data/demo")
    review = store.reviews("dk/folketinget/20261/L31", "lef")[-1]
    kept = Path(store.blob_path(review.document))
    assert edited.path.read_bytes() == kept.read_bytes()
    draft = next(
        each
        for each in store.briefings("dk/folketinget/20261/L31", "lef")
        if each.status == "draft" and each.document == "notat"
    )
    assert Path(store.blob_path(draft.sha256)).exists()
    store.close()


def test_what_no_source_bears_is_refused(place: Path) -> None:
    """Another figure is told of with the reason, and nothing is approved."""
    edited = Edited(place)
    tag, text = next(each for each in edited.risks() if "48" in each[1])
    edited.write(tag, text.replace("48", "480"))
    found = approve(place, "--document", edited.save())
    assert found.exit_code == 1
    assert "480" in found.output
    assert "--own-words" in found.output
    assert not [e for e in (place / FOLDER).glob("*_notat_*.docx")
                if "UDKAST" not in e.name]  # fmt: skip


def test_own_words_are_marked_wherever_they_stand(place: Path) -> None:
    """The changed point, its short form on page one, and an added paragraph."""
    edited = Edited(place)
    tag, text = next(each for each in edited.risks() if "48" in each[1])
    edited.write(tag, "Det koster os 480 mio. kr.")
    edited.document.paragraphs[-1].insert_paragraph_before("Vi har spurgt medlemmerne.")
    found = approve(place, "--document", edited.save(), "--own-words")
    assert found.exit_code == 0, found.output
    said, record = approved(place)
    own = f"Det koster os 480 mio. kr. {OURS}"
    assert 2 == said.count(own)
    assert all(own not in line or "[1" not in line for line in said.splitlines())
    assert f"Vi har spurgt medlemmerne. {OURS}" in said
    assert not any("480" in each["text"] for each in record["points"])
    assert not any(text == each["text"] for each in record["points"])


def test_a_point_that_was_taken_out_is_gone_everywhere(place: Path) -> None:
    """From the table, page one, the matrix, the pairs and the record."""
    edited = Edited(place)
    tag, text = edited.risks()[1]
    edited.delete_row(tag)
    found = approve(place, "--document", edited.save())
    assert found.exit_code == 0, found.output
    said, record = approved(place)
    assert text.replace(NO_BREAK, " ") not in said
    assert "R2" not in said
    assert "R1–M" in said
    assert not any(each["text"] == text for each in record["points"])


def test_a_file_of_another_version_is_refused(place: Path) -> None:
    """What was made from an older draft does not approve the newest."""
    edited = Edited(place)
    edited.document.core_properties.identifier = "dk/folketinget/20261/L31 v7"
    found = approve(place, "--document", edited.save())
    assert found.exit_code == 1
    assert "v7" in found.output


def test_tracked_changes_are_refused(place: Path) -> None:
    """A text of which nobody can say how it reads is not approved."""
    edited = Edited(place)
    paragraph = edited.document.paragraphs[0]._p
    paragraph.append(paragraph.makeelement(qn("w:ins"), {}))
    found = approve(place, "--document", edited.save())
    assert found.exit_code == 1
    assert "registrerede ændringer" in found.output


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_word_file_is_refused(place: Path, body: bytes) -> None:
    """With a sentence, not with a trace."""
    path = place / "fil.docx"
    path.write_bytes(body)
    found = approve(place, "--document", str(path))
    assert found.exit_code == 1
    assert "ikke en Word-fil" in found.output
    missing = approve(place, "--document", str(place / "nej.docx"))
    assert "Der er ingen fil" in missing.output


def test_an_untouched_draft_is_approved_as_it_is(place: Path) -> None:
    """Nothing changed, nothing marked, and the empty recommendation said."""
    found = approve(place, "--document", Edited(place).save())
    assert found.exit_code == 0, found.output
    assert "Intet i teksten er ændret." in found.output
    said, record = approved(place)
    assert [] == record["review"]["edits"]
    assert "Indsættes af sagsbehandleren" not in said


def test_an_approval_that_was_cut_off_is_finished_as_it_was_edited(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before its file was written: written with the person's words, archived."""

    def cut_off(*_words: object) -> None:
        raise KeyboardInterrupt

    edited = Edited(place)
    edited.document.paragraphs[-1].insert_paragraph_before("Vi har spurgt medlemmerne.")
    with monkeypatch.context() as patched:
        patched.setattr("briefing.cli.decide.write", cut_off)
        found = approve(place, "--document", edited.save(), "--own-words")
    assert found.exit_code == 1
    places = Places(place / "sources.yaml", place / "data/demo", place / "output/demo")
    with open_line(places) as line:
        (entry,) = archive_approved(line, archive_of(line, places))
    said, _record = approved(place)
    assert f"Vi har spurgt medlemmerne. {OURS}" in said
    names = [each.name for each in entry.items]
    assert any("_notat_" in name and name.endswith(".docx") for name in names)
    assert "edited.docx" in names


def test_a_draft_saved_by_libreoffice_is_read_back(place: Path, soffice: str) -> None:
    """What it makes of the file keeps the marks that the texts are told by."""
    edited = Edited(place)
    (tag, text), (gone, _text), *_others = edited.risks()
    edited.write(tag, f"Bemærk: {text[0].lower()}{text[1:]}")
    edited.delete_row(gone)
    first = edited.document.paragraphs[8]
    first.insert_paragraph_before("Vi har drøftet forslaget med klubberne.")
    edited.save()
    command = [
        soffice, "--headless", f"-env:UserInstallation={(place / 'lo').as_uri()}",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(place / "igen"),
        str(edited.path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    again = place / "igen" / edited.path.name
    found = approve(place, "--document", str(again), "--own-words")
    assert found.exit_code == 0, found.output
    assert 1 == found.output.count("Tilføjet: »Vi har drøftet forslaget")
    assert "Ændret: »" in found.output
    said, record = approved(place)
    assert f"Vi har drøftet forslaget med klubberne. {OURS}" in said
    kinds = {(each["kind"], each["tag"]) for each in record["review"]["edits"]}
    assert {("changed", tag), ("removed", gone), ("added", "")} <= kinds
