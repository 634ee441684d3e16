"""`templates check` finds what an edit in Word breaks, and says it in Danish."""

import io
import zipfile
from pathlib import Path

import pytest

from briefing.rendering.check import check_template

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "templates" / "notat.docx"
DOCUMENT, HEADER = "word/document.xml", "word/header1.xml"


def edited(folder: Path, part: str, old: str, new: str) -> Path:
    """A copy of the template in which a text has been exchanged, as Word would."""
    path = folder / "min.docx"
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            body = source.read(name).decode()
            if name == part:
                assert old in body
                body = body.replace(old, new)
            target.writestr(name, body)
    return path


def paragraph(text: str) -> str:
    """A paragraph as Word writes it."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def added(folder: Path, text: str) -> Path:
    """A copy of the template with a paragraph at the start."""
    return edited(folder, DOCUMENT, "<w:body>", f"<w:body>{paragraph(text)}")


def problems(path: Path) -> str:
    """What the check says, a line for each problem."""
    return "\n".join(str(each) for each in check_template(path))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ forslag.titl }}", "Der er ikke noget felt, der hedder forslag.titl. "
         "Mente du forslag.titel?"),
        ("{{ titel }}", "Der er ikke noget felt, der hedder titel."),
        ("{% if aldrig %}{{ x }}{% endif %}", "der hedder aldrig"),
        ("{% if udkast == 1 %}{{ forslag.ukendt }}{% endif %}", "forslag.ukendt"),
        ("{% for r in risici %}{{ r.henvisninger }}{{ r.text }}{% endfor %}",
         "der hedder r.text. Mente du r.tekst?"),
        ("{{ risici.tekst }}", "risici er en liste: gå den igennem med "
         "{% for x in risici %}"),
        ("{% for r in risici %}{{ r.tekst }}{% endfor %}",
         "Punkter fra risici bliver trykt uden deres henvisninger"),
        ("Vigtigt: {%p if udkast %}{%p endif %}", "»Vigtigt:« står sammen med"),
        ("{{ forslag.titel }", "løs krøllet parentes"),
        ("{ forslag.titel }", "løs krøllet parentes"),
        ("{{ forslag.titel | }}", "Feltkoden {{ forslag.titel | }} kan ikke læses."),
        ("{{ forslag.titel|storebogstaver }}", "Feltet storebogstaver kan ikke"),
        ("{%p if udkast %}", "hvert if skal lukkes af sit eget endif"),
        ("{{ ''.__class__.__mro__ }}", "Feltet __class__ kan ikke udfyldes"),
        ("{{ forslag.titel.__init__ }}", "der hedder forslag.titel.__init__"),
        ("{{ version + udkast }}", "Skabelonen kan ikke bruges"),
        ("{{ matrix[9][9] }}", "Skabelonen kan ikke bruges"),
        ("{{ beslutning|safe }}", "|safe må ikke bruges"),
        ("{% autoescape false %}{{ dato }}{% endautoescape %}",
         "{% autoescape %} må ikke bruges"),
        ("{{ 9**99999999 }}", "bruges: det må en skabelon ikke (**)"),
        ("{{ 'x' * 999999999 }}", "bruges: det må en skabelon ikke (*)"),
        ("{{ '%999999999d' % version }}", "det må en skabelon ikke (%)"),
        ("{% include 'x' %}", "bruges: et felt kan ikke beregnes ("),
    ],
)  # fmt: skip
def test_a_fault_in_the_text_is_named(text: str, expected: str, tmp_path: Path) -> None:
    """Each kind of slip is found and told apart."""
    assert expected in problems(added(tmp_path, text))


@pytest.mark.parametrize(
    "name",
    ["optælling", "frist", "indstilling_mangler", "indstilling", "godkendelse"],
)
def test_what_a_briefing_may_not_be_without(name: str, tmp_path: Path) -> None:
    """Taking a required field out of the text is found."""
    path = edited(tmp_path, DOCUMENT, f"{{{{ {name} }}}}", "")
    assert f"Feltet {name} bliver ikke trykt" in problems(path)


@pytest.mark.parametrize(
    ("old", "name"),
    [
        ("{{ t.grund }}", "tilbageholdt"),
        ("{{ d.titel }}", "dokumenter"),
        ("{% for t in tilblivelse %}", "tilblivelse"),
        ("{{ d.titel }}. {{ d.hvorfor }} ", "ikke_hentet"),
    ],
)
def test_what_lists_may_not_be_without(old: str, name: str, tmp_path: Path) -> None:
    """Taking the sources, the holes or how it was made out is found."""
    new = "{% for t in [] %}" if old.startswith("{% for") else ""
    assert f"Feltet {name} bliver ikke trykt" in problems(
        edited(tmp_path, DOCUMENT, old, new)
    )


def test_a_choice_of_comments_that_there_is_not(tmp_path: Path) -> None:
    """A slip in the keywords is told of with what can be written there."""
    core = "docProps/core.xml"
    path = edited(tmp_path, core, "kommentarer: udkast", "kommentarer: ja")
    assert "»kommentarer: ja«" in problems(path)
    assert "udkast, altid, aldrig" in problems(path)


@pytest.mark.parametrize("name", ["udkast", "eksempel", "fortroligt"])
def test_a_mark_taken_out_of_the_header(name: str, tmp_path: Path) -> None:
    """Each mark must stand on every page."""
    path = edited(tmp_path, HEADER, f"{{{{ {name} }}}}", "")
    assert f"Mærket {{{{ {name} }}}} står ikke på alle sider" in problems(path)


def test_a_first_page_of_its_own_without_the_mark(tmp_path: Path) -> None:
    """A title page without header is a page without the mark."""
    path = edited(tmp_path, DOCUMENT, "</w:sectPr>", "<w:titlePg/></w:sectPr>")
    assert "Mærket {{ udkast }} står ikke på alle sider" in problems(path)


def test_a_mark_turned_round(tmp_path: Path) -> None:
    """A mark that is printed when it should not be is found."""
    path = edited(tmp_path, HEADER, "{{ udkast }}", "{{ udkast }}UDKAST")
    assert "" == problems(path)
    path = edited(tmp_path, HEADER, "{%p if udkast %}", "{%p if not udkast %}")
    assert "Mærket {{ udkast }} står ikke på alle sider" in problems(path)


def test_a_mark_written_by_hand(tmp_path: Path) -> None:
    """The words instead of the field stand on approved briefings too."""
    path = edited(
        tmp_path, HEADER, "</w:hdr>", f"{paragraph('UDKAST – ikke godkendt')}</w:hdr>"
    )
    assert "Udkastmærket står også på godkendte notater" in problems(path)


def test_a_style_that_was_deleted(tmp_path: Path) -> None:
    """The character styles that code uses must be there under their names."""
    path = edited(tmp_path, "word/styles.xml", 'w:val="Niveau høj"', 'w:val="Andet"')
    assert "Tegntypografien »Niveau høj« mangler" in problems(path)


def test_a_style_whose_id_word_has_changed_is_found_by_name(tmp_path: Path) -> None:
    """Word in another language renames ids, never names."""
    path = edited(
        tmp_path, "word/styles.xml", 'w:styleId="Hyperlink"', 'w:styleId="Link"'
    )
    assert "" == problems(path)


def test_text_in_a_row_that_disappears(tmp_path: Path) -> None:
    """Text beside a row instruction goes with the row."""
    path = edited(
        tmp_path, DOCUMENT, "{%tr for v in risici %}", "Risiko {%tr for v in risici %}"
    )
    assert "»Risiko« står sammen med {%tr for v in risici %}" in problems(path)


def test_a_cell_that_loses_its_only_paragraph(tmp_path: Path) -> None:
    """A cell without a paragraph is a file that Word will not open."""
    cell = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>"
    cell += paragraph("{%p if ændringer %}") + paragraph("{{ dato }}")
    cell += paragraph("{%p endif %}") + "</w:tc></w:tr></w:tbl>"
    path = edited(tmp_path, DOCUMENT, "<w:body>", f"<w:body>{cell}")
    assert "En tabelcelle står tilbage uden afsnit" in problems(path)


def test_a_link_in_the_header(tmp_path: Path) -> None:
    """Links do not work in headers."""
    path = edited(
        tmp_path, HEADER, "</w:hdr>", f"{paragraph('{{ forslag.kilde }}')}</w:hdr>"
    )
    assert "links ikke virker" in problems(path)


def test_a_tag_that_word_has_split_into_runs_is_read(tmp_path: Path) -> None:
    """Formatting half a field does not break it."""
    split = "{{ forslag.</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>titel }}"
    assert "" == problems(added(tmp_path, split))


def test_a_file_that_is_no_word_file(tmp_path: Path) -> None:
    """A PDF renamed, an empty file, a zip of something else."""
    for number, body in enumerate((b"", b"%PDF-1.7", _zip())):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(body)
        assert "Skabelonen kan ikke bruges" in problems(path)
    assert "Skabelonen kan ikke bruges" in problems(tmp_path / "ingen.docx")


def _zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("hej.txt", "hej")
    return stream.getvalue()
