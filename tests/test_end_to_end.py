"""The whole line: the demo's server over real HTTP, to the text of the Word files."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from postgres_server import Server

from briefing.demo.server import DemoServer
from briefing.language.written import COPENHAGEN

ROOT = Path(__file__).resolve().parents[1]


def briefing(
    folder: Path, *words: str, before: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as a person would."""
    return subprocess.run(
        [*_command(folder), *before, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
        env={**os.environ, "BRIEFING_LANGUAGE": "da", "COLUMNS": "200"},
    )


def _command(folder: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "briefing",
        "--data",
        str(folder / "data"),
        "--output",
        str(folder / "output"),
    ]


def word_text(path: Path) -> str:
    """Everything a reader sees in a Word file: body, tables, headers and footers."""
    with zipfile.ZipFile(path) as archive:
        parts = [
            archive.read(name).decode()
            for name in archive.namelist()
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name)
        ]
    paragraphs = re.sub(r"</w:p>", "\n", "\n".join(parts))
    text = re.sub(r"<[^>]+>", "", paragraphs)
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return text


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo has run once."""
    folder = tmp_path_factory.mktemp("demo")
    found = briefing(folder, "demo")
    assert found.returncode == 0, found.stdout + found.stderr
    return folder


def records(folder: Path) -> list[dict[str, Any]]:
    """Every briefing's JSON."""
    return [json.loads(path.read_text()) for path in folder.rglob("*_UDKAST.json")]


def test_the_demo_writes_enough_briefings_with_enough_points(demo: Path) -> None:
    """At least 12 briefings for two profiles with at least 60 cited points."""
    found = records(demo / "output" / "demo")
    assert len(found) >= 12
    assert {"lef", "aef"} == {each["profile"] for each in found}
    assert sum(len(each["points"]) for each in found) >= 60


def test_every_point_has_a_verified_citation(demo: Path) -> None:
    """Nothing is printed that no passage stands behind."""
    for record in records(demo / "output" / "demo"):
        for point in record["points"]:
            verified = [each["verified"] for each in point["citations"]]
            assert any(verified), point
            assert all(verified), point


def test_the_line_writes_the_same_on_postgresql(
    demo: Path, postgresql: Server, tmp_path: Path
) -> None:
    """Every briefing, with every word, is as with a file; no file holds the store."""
    env = {**os.environ, "BRIEFING_DATABASE": postgresql.new_database()}
    script = str(ROOT / "tests" / "kill_target.py")
    with DemoServer() as server:
        subprocess.run(
            [sys.executable, script, str(tmp_path), server.base_url],
            cwd=ROOT,
            env=env,
            check=True,
            timeout=240,
        )
    assert not list((tmp_path / "data").glob("briefing.db*"))
    written = {
        str(path.relative_to(tmp_path / "output")): json.loads(path.read_text())
        for path in (tmp_path / "output").rglob("*_UDKAST.json")
    }
    expected = {
        str(path.relative_to(demo / "output" / "demo")): json.loads(path.read_text())
        for path in (demo / "output" / "demo").rglob("*_UDKAST.json")
    }
    assert written.keys() == expected.keys()
    assert _bare(expected) == _bare(written)


def _bare(found: dict[str, Any]) -> str:
    """As text, without the port of the demo's server."""
    return re.sub(r"127\.0\.0\.1:\d+", "host", json.dumps(found, sort_keys=True))


def test_the_rules_say_nothing_that_is_withheld(demo: Path) -> None:
    """What our own rules state must pass the check that models are held to."""
    withheld = {
        path.name: found
        for path in demo.rglob("*.json")
        if (found := json.loads(path.read_text())["withheld"])
    }
    assert withheld == {}


def test_one_matter_is_told_whole(demo: Path) -> None:
    """A bill with its consultation: the draft, who answered, what came of it."""
    (path,) = (demo / "output" / "demo" / "lef").rglob("*_L31_notat_*_UDKAST.docx")
    record = json.loads(path.with_suffix(".json").read_text())
    assert ["dk/hoeringsportalen/70862"] == [each["ref"] for each in record["related"]]
    (memo,) = record["consultation"]["memos"]
    assert [("unknown", 1), ("unknown", 2), ("met", 1), ("met", 1), ("not_met", 1)] == [
        (each["outcome"], len(each["organisations"])) for each in memo["positions"]
    ]
    text = word_text(path)
    assert "Hvad de andre svarede i høringen" in text
    assert "Samme sag: " in text
    assert "Lønmodtagernes Eksempelforbund er blevet hørt." in text


def test_everything_is_marked_as_example_and_as_draft(demo: Path) -> None:
    """Each Word file says on every page that it is a draft over invented data."""
    for path in (demo / "output" / "demo").rglob("*_notat_*.docx"):
        text = word_text(path)
        assert "EKSEMPELDATA" in text
        assert "UDKAST" in text
        word: WordDocument = docx.Document(str(path))
        assert word.core_properties.title


def test_every_point_of_the_record_is_in_the_document(demo: Path) -> None:
    """What the JSON says, the Word file says."""
    for path in (demo / "output" / "demo").rglob("*_notat_*.docx"):
        record = json.loads(path.with_suffix(".json").read_text())
        text = " ".join(word_text(path).replace("\xa0", " ").split())
        missing = [
            point["text"]
            for point in record["points"]
            if point["kind"] != "change"
            and " ".join(point["text"].replace("\xa0", " ").split()) not in text
        ]
        assert missing == []


def test_the_same_bill_differs_by_profile(demo: Path) -> None:
    """Employees and employers get different briefings on the same bill.

    A text without provisions gives no points, and so nothing to tell apart.
    """
    by_ref: dict[str, dict[str, dict[str, Any]]] = {}
    for record in records(demo / "output" / "demo"):
        by_ref.setdefault(record["ref"], {})[record["profile"]] = record
    both = [
        each for each in by_ref.values() if len(each) == 2 and each["lef"]["points"]
    ]
    assert len(both) >= 8
    assert [
        each
        for each in both
        if each["lef"]["summary"] == each["aef"]["summary"]
        and each["lef"]["points"] == each["aef"]["points"]
    ] == []


def test_irrelevant_examples_rank_low(demo: Path) -> None:
    """Planning law, dairy herds and airport noise are listed, not briefed."""
    data = demo / "data" / "demo"
    found = subprocess.run(
        [
            *(sys.executable, "-m", "briefing", "--data", str(data)),
            *("list", "--json"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    rows = json.loads(found.stdout)
    assert len(rows) >= 12
    low = [each for each in rows if max(each["relevance"].values()) < 40]
    assert len(low) >= 3
    assert {status for each in low for status in each["status"].values()} == {"listed"}


def test_each_briefing_has_its_companions(demo: Path) -> None:
    """A short note beside every briefing, a response where one can be sent."""
    found = list((demo / "output" / "demo").rglob("*.docx"))
    forms = Counter(each.name.split("_")[2] for each in found)
    assert forms["notat"] == forms["kort-notat"] > forms["hoeringssvar"] > 0
    in_hearing = next(each for each in found if "71216_hoeringssvar" in each.name)
    assert "Arbejdstilsynet" in word_text(in_hearing)
    assert not any("L31_hoeringssvar" in each.name for each in found)


def test_approving_writes_a_file_without_the_mark(tmp_path: Path) -> None:
    """The approved briefing names who stands behind it; the draft stays."""
    found = briefing(tmp_path, "demo")
    assert found.returncode == 0, found.stderr
    before = ("--data", str(tmp_path / "data/demo"), "--output")
    before = (*before, str(tmp_path / "output/demo"))
    approved = briefing(
        tmp_path,
        *("approve", "L", "31", "--profile", "lef", "--by", "Anne Eksempel"),
        *("--recommendation", "Bestyrelsen tager forslaget til efterretning."),
        before=before,
    )
    assert approved.returncode == 0, approved.stdout + approved.stderr
    folder = tmp_path / "output/demo/lef/dk/folketinget/20261/L31"
    names = sorted(path.name for path in folder.glob("*_notat_*.docx"))
    assert [name.endswith("_UDKAST.docx") for name in names] == [False, True]
    text = word_text(folder / names[0])
    assert "UDKAST" not in text
    assert "Anne Eksempel" in text
    assert "Bestyrelsen tager forslaget til efterretning." in text
    again = briefing(
        tmp_path,
        *("approve", "L", "31", "--profile", "lef", "--by", "Anne Eksempel"),
        before=before,
    )
    assert again.returncode == 1
    assert "Anne Eksempel" in again.stderr
    _is_on_record(tmp_path, before, folder / names[0])


def _is_on_record(folder: Path, before: tuple[str, ...], document: Path) -> None:
    """The archive holds the file, its sources as they were, and who decided."""
    shown = briefing(folder, "archive", "show", "L", "31", "--json", before=before)
    (entry,) = json.loads(shown.stdout)
    assert entry["case"]["number"] == f"{datetime.now(COPENHAGEN).year}-0001"
    kinds = Counter(each["kind"] for each in entry["items"])
    assert kinds["source"] > 1
    assert (kinds["reviews"], kinds["assessment"]) == (1, 3)
    objects = folder / "data/demo/archive/objects"
    bodies = {
        each["name"]: (objects / each["sha256"][:2] / each["sha256"]).read_bytes()
        for each in entry["items"]
    }
    assert bodies[document.name] == document.read_bytes()
    assert b"Anne Eksempel" in bodies["reviews.json"]
    source = next(body for name, body in bodies.items() if name.endswith(".warc"))
    for expected in (b"WARC/1.0\r\nWARC-Date: 20", b"HTTP/1.1 200 OK\r\n",
                     b"WARC-Target-URI: http", b"Content-Type: "):  # fmt: skip
        assert expected in source
    verified = briefing(folder, "archive", "verify", before=before)
    assert verified.returncode == 0, verified.stdout
    assert entry["previous"] == ""
    bag = ("archive", "export", "L", "31", "--into", str(folder / "bag"))
    taken = briefing(folder, *bag, before=before)
    assert taken.returncode == 0, taken.stderr
    data = folder / "bag" / "data" / entry["case"]["number"] / "000001"
    assert (data / document.name).read_bytes() == document.read_bytes()
    assert (data / f"{document.name}.dc.xml").exists()
    assert briefing(folder, *bag, before=before).returncode == 2
    (objects / entry["items"][0]["sha256"][:2] / entry["items"][0]["sha256"]).unlink()
    broken = briefing(folder, "archive", "verify", before=before)
    assert broken.returncode == 1
    assert entry["items"][0]["name"] in broken.stdout


def test_a_confidential_file_is_briefed_and_stays_here(tmp_path: Path) -> None:
    """A Word file from a ministry becomes a briefing under `local/`."""
    draft = tmp_path / "udkast.docx"
    word = docx.Document()
    word.add_heading("Forslag til lov om arbejdsmiljø på kontorer", 1)
    word.add_paragraph("Høringssvar bedes sendt senest den 18. december 2026.")
    word.add_paragraph("§ 1. Arbejdsgiveren skal føre tilsyn med arbejdsmiljøet.")
    word.add_paragraph("§ 2. Loven træder i kraft den 1. juli 2027.")
    word.save(str(draft))
    found = briefing(tmp_path, "brief", str(draft), "--profile", "lef", "--json")
    assert found.returncode == 0, found.stdout + found.stderr
    (row,) = json.loads(found.stdout)
    assert re.fullmatch(r"local/[0-9a-f]{8}", row["ref"])
    record = json.loads(Path(row["path"]).with_suffix(".json").read_text())
    assert [each["date"] for each in record["proposal"]["deadlines"]] == ["2026-12-18"]
    assert record["points"]


@pytest.mark.parametrize("wait", [1.0, 3.0, 5.0, 7.0])
def test_a_killed_run_loses_nothing_and_repeats_nothing(
    demo: Path, tmp_path: Path, wait: float
) -> None:
    """Killed at any moment and run again, the folder equals that of a clean run."""
    with DemoServer() as server:
        script = str(ROOT / "tests" / "kill_target.py")
        command = [sys.executable, script, str(tmp_path), server.base_url]
        first = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        time.sleep(wait)
        first.send_signal(signal.SIGKILL)
        first.wait()
        subprocess.run(command, cwd=ROOT, check=True, timeout=240)
    assert written(tmp_path / "output") == written(demo / "output" / "demo")


def written(folder: Path) -> set[str]:
    """The names of the finished files in a folder."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(".part")
    }


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("show", "L", "999"), 2, "L 999"),
        (("brief", "nowhere.pdf"), 2, "nowhere.pdf"),
        (("approve", "L", "31"), 2, "--by"),
        (("run", "--source", "nosource"), 2, "nosource"),
        (("list", "--nonsense"), 2, "--nonsense"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_two(
    tmp_path: Path, words: tuple[str, ...], code: int, sentence: str
) -> None:
    """What was wrong is said on one line, without a trace."""
    found = briefing(tmp_path, *words)
    assert found.returncode == code, found.stderr
    assert sentence in found.stderr
    assert "Traceback" not in found.stderr


def test_a_broken_configuration_names_its_line(tmp_path: Path) -> None:
    """The person is told which line to mend."""
    config = tmp_path / "sources.yaml"
    text = (ROOT / "sources.yaml").read_text()
    config.write_text(text + "\nnonsense: 1\n")
    found = briefing(tmp_path, "list", before=("--config", str(config)))
    assert found.returncode == 1
    assert f"line {len(text.splitlines()) + 2}" in found.stderr.replace("\n", " ")
