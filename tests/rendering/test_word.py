"""The produced Word file: what stands in it, what does not, and its form."""

import pickle
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from awkward_contents import CASES, TYPICAL, judged, with_points, with_proposal
from docx.oxml.ns import qn
from word_texts import header_text, headings, opened, parts, text

from briefing.domain.assessment import Analyst, PointKind
from briefing.domain.briefing import BriefingContent
from briefing.domain.proposal import Stage
from briefing.errors import TemplateError
from briefing.language.written import NO_BREAK
from briefing.rendering.sample import NOW, REVIEW, sample_content
from briefing.rendering.word import in_language, render

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "templates" / "notat.docx"
UNNAMED_LOOKS = {"b", "i", "color", "sz", "rFonts", "shd", "u"}


@pytest.fixture(scope="module")
def rendered() -> dict[str, bytes]:
    """Every awkward case, filled in."""
    return {name: render(content, TEMPLATE) for name, content in CASES.items()}


def plain(content: BriefingContent) -> str:
    """The text of a briefing with ordinary spaces."""
    return text(render(content, TEMPLATE)).replace(NO_BREAK, " ")


def test_equal_content_gives_equal_parts() -> None:
    """Two renderings of the same briefing differ in nothing but zip times."""
    assert parts(render(TYPICAL, TEMPLATE)) == parts(render(TYPICAL, TEMPLATE))


def test_no_field_code_is_left(rendered: dict[str, bytes]) -> None:
    """No braces are printed but those that stand in the data."""
    left = {
        name: re.findall(r"{{.*?}}|{%.*?%}", text(body) + header_text(body))
        for name, body in rendered.items()
        if name != "tegn"
    }
    assert {name: [] for name in left} == left


def test_data_is_printed_as_it_stands(rendered: dict[str, bytes]) -> None:
    """Braces, angle brackets, quotation marks and emoji in data stay data."""
    expected = "A & B <b>fed</b> \"citat\" 'enkelt' {{ forslag.titel }} {% raw %} }} 🙂"
    assert expected in text(rendered["tegn"])


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_draft_is_marked_and_an_approved_briefing_is_not(
    name: str, rendered: dict[str, bytes]
) -> None:
    """The mark stands in the header of every draft and nowhere when approved."""
    mark = "DRAFT" if name == "engelsk" else "UDKAST"
    whole = header_text(rendered[name]) + text(rendered[name])
    assert (name != "godkendt") is (mark in header_text(rendered[name]))
    assert (name != "godkendt") is (mark in whole)


def test_every_page_has_the_same_header(rendered: dict[str, bytes]) -> None:
    """No section and no kind of page goes without the marks."""
    document = opened(rendered["fuld"])
    assert not document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        assert not section.different_first_page_header_footer
        assert "UDKAST" in "".join(p.text for p in section.header.paragraphs)


def test_example_data_is_marked() -> None:
    """The example mark stands in the header of example data alone."""
    real = with_proposal(TYPICAL, example=False)
    assert "EKSEMPELDATA" in header_text(render(TYPICAL, TEMPLATE))
    assert "EKSEMPELDATA" not in header_text(render(real, TEMPLATE))


def test_the_recommendation_is_an_empty_place_until_approved() -> None:
    """Code writes no recommendation; the officer's own words are printed."""
    assert "[Indsættes af sagsbehandleren]" in plain(TYPICAL)
    approved = plain(sample_content(approved=True))
    assert REVIEW.recommendation in approved
    assert "[Indsættes af sagsbehandleren]" not in approved


def test_an_approval_says_who_when_and_why() -> None:
    """Name, Danish time and reason stand in the approved briefing."""
    expected = (
        "Godkendt af Mille Eksempelsen den 10. februar 2026 kl. 14.05. "
        "Begrundelse: Gennemgået med arbejdsmiljøudvalget"
    )
    assert expected in plain(sample_content(approved=True))


def test_lines_of_a_recommendation_are_kept() -> None:
    """A recommendation in two lines is printed in two lines."""
    approved = sample_content(approved=True)
    review = replace(REVIEW, recommendation="Første linje\nAnden linje")
    content = replace(approved, judged=replace(approved.judged, review=review))
    paragraph = next(
        each
        for each in opened(render(content, TEMPLATE)).paragraphs
        if "Første linje" in each.text
    )
    assert "Første linje\nAnden linje" == paragraph.text


def test_an_empty_section_goes_with_its_heading(rendered: dict[str, bytes]) -> None:
    """A briefing with nothing in it has only the headings that always apply."""
    expected = [
        "Til beslutning",
        "Indstilling",
        "Sådan er notatet lavet",
    ]
    assert expected == [title for _level, title in headings(rendered["tom"])]


def test_heading_levels_do_not_jump(rendered: dict[str, bytes]) -> None:
    """A heading is at most one level below the one before it."""
    for name, body in rendered.items():
        levels = [0, *(level for level, _title in headings(body))]
        jumps = [after - before for before, after in pairwise(levels)]
        assert max(jumps, default=0) <= 1, name


def test_data_tables_repeat_their_header(rendered: dict[str, bytes]) -> None:
    """Every table but the title block flags its first row, and all have a caption."""
    for table in opened(rendered["fuld"]).tables:
        properties = table._tbl.tblPr
        caption = properties.find(qn("w:tblCaption"))
        first = table.rows[0]._tr.trPr
        flagged = first is not None and first.find(qn("w:tblHeader")) is not None
        assert caption.get(qn("w:val"))
        assert flagged is (table.style.name != "Oplysninger")


def test_looks_come_from_named_styles(rendered: dict[str, bytes]) -> None:
    """No run carries formatting of its own."""
    for body in rendered.values():
        for properties in opened(body).element.body.iter(qn("w:rPr")):
            names = {each.tag.rsplit("}")[-1] for each in properties}
            assert set() == names & UNNAMED_LOOKS


@pytest.mark.parametrize(
    ("name", "locale"), [("typisk", "da-DK"), ("engelsk", "en-GB")]
)
def test_the_language_of_every_run_is_set(
    name: str, locale: str, rendered: dict[str, bytes]
) -> None:
    """Word's spelling starts in the briefing's language; hyphenation is on."""
    found = parts(rendered[name])
    assert f'w:lang w:val="{locale}"'.encode() in found["word/styles.xml"]
    assert b"<w:autoHyphenation/>" in found["word/settings.xml"]
    assert locale == opened(rendered[name]).core_properties.language


def test_pages_are_a4(rendered: dict[str, bytes]) -> None:
    """Every section is A4 upright."""
    for section in opened(rendered["typisk"]).sections:
        assert (210, 297) == (
            round(section.page_width.mm), round(section.page_height.mm)
        )  # fmt: skip


def test_document_properties() -> None:
    """Title, organisation, case number, status and time are in the properties."""
    found = opened(render(sample_content(approved=True), TEMPLATE)).core_properties
    assert "Forslag til lov om ændring af lov om arbejdsmiljø" == found.title
    assert "L 999 (2025-26)" == found.subject
    assert "Eksempelforbundet" == found.author
    assert "2026-0042" == found.category
    assert "Godkendt" == found.content_status
    assert "dk/folketinget/20251/L999 v2" == found.identifier
    assert REVIEW.at.replace(tzinfo=None) == found.modified.replace(tzinfo=None)


def test_a_property_is_not_escaped_and_not_too_long() -> None:
    """A title with & and 300 characters is cut, not refused, and reads as it is."""
    content = with_proposal(TYPICAL, title="Løn & pension <b> " * 20)
    found = opened(render(content, TEMPLATE)).core_properties
    assert found.title.startswith("Løn & pension <b> Løn")
    assert len(found.title) <= 255


def test_links_lead_to_the_sources() -> None:
    """Documents are links to their addresses; references lead to the list."""
    body = render(TYPICAL, TEMPLATE)
    targets = {
        each.target_ref for each in opened(body).part.rels.values() if each.is_external
    }
    assert {each.url for each in TYPICAL.documents if each.url} <= targets
    document = parts(body)["word/document.xml"].decode()
    anchors = set(re.findall(r'w:anchor="(\w+)"', document))
    marks = re.findall(r'bookmarkStart w:id="\d+" w:name="(\w+)"', document)
    assert anchors
    assert anchors <= set(marks)
    assert len(marks) == len(set(marks))


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    """A javascript: or file: address is printed as text only."""
    content = with_proposal(TYPICAL, url="javascript:alert(1)")
    targets = {
        each.target_ref for each in opened(render(content, TEMPLATE)).part.rels.values()
    }
    assert not any(each.startswith("javascript") for each in targets)


def test_points_carry_references() -> None:
    """Every risk's row ends its text with the places it stands on."""
    found = plain(with_points(TYPICAL, judged(4)))
    assert "hvem der skal underrettes. [1, § 4, stk. 1; § 54, stk. 1]" in found


def test_places_that_belong_together_stay_together() -> None:
    """In text of ours, "§ 15" and "1. juli" are printed with no-break spaces."""
    found, _heading, _quotations = text(render(TYPICAL, TEMPLATE)).partition("Belæg:")
    for words in ("§ 15", "1. juli", "L 999", "stk. 2"):
        assert words not in found
        assert words.replace(" ", NO_BREAK) in found


def test_every_quotation_is_a_comment_word_for_word() -> None:
    """The comment on a point's references holds each quotation it stands on."""
    document = opened(render(TYPICAL, TEMPLATE))
    said = "\n".join(each.text for each in document.comments)
    for point in TYPICAL.assessment.points:
        for citation in point.citations:
            assert f"»{citation.quote}«" in said
    assert {"Citat"} == {each.author for each in document.comments}
    assert {TYPICAL.today} == {each.timestamp for each in document.comments}


def test_every_comment_hangs_on_one_place() -> None:
    """Start, end and mark of each comment stand in the text, and no others."""
    document = opened(render(TYPICAL, TEMPLATE))
    known = sorted(str(each.comment_id) for each in document.comments)
    for tag in ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
        found = document.element.body.iter(qn(tag))
        assert known == sorted(each.get(qn("w:id")) for each in found)


@pytest.mark.parametrize(
    ("keywords", "draft", "approved"),
    [
        ("kommentarer: udkast", True, False),
        ("", True, False),
        ("Høring; Kommentarer: Altid", True, True),
        ("kommentarer: aldrig", False, False),
    ],
)
def test_a_template_chooses_its_comments(
    keywords: str, draft: bool, approved: bool, tmp_path: Path
) -> None:
    """The keywords of the template say when the quotations are comments."""
    template = docx.Document(str(TEMPLATE))
    template.core_properties.keywords = keywords
    path = tmp_path / "egen.docx"
    template.save(str(path))
    for wanted, case in ((draft, "typisk"), (approved, "godkendt")):
        body = render(CASES[case], path)
        marks = opened(body).element.body.iter(qn("w:commentReference"))
        assert wanted == any(True for _each in marks)
        assert wanted == bool(list(opened(body).comments))


def test_the_deadline_says_the_working_days_left() -> None:
    """Working days are counted from the briefing's Danish day."""
    assert (
        "Udvalgets frist for spørgsmål: 20. februar 2026 – 9 arbejdsdage tilbage."
        in plain(TYPICAL)
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    [(10, "1 arbejdsdag tilbage"), (11, "i dag"), (12, "er udløbet")],
)
def test_the_last_days_of_a_deadline(days: int, expected: str) -> None:
    """One day, the day itself and the day after are told apart."""
    content = replace(TYPICAL, today=NOW + timedelta(days=days))
    assert f"20. februar 2026 ({expected})" in plain(content)


def test_it_is_said_plainly_that_no_deadline_is_known() -> None:
    """Without a deadline, and when all have passed, the briefing says so."""
    assert "Kilden oplyser ingen frist." in plain(CASES["ingen-frist"])
    assert "Alle frister, som kilden oplyser, er udløbet." in plain(CASES["udløbet"])


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (
            Stage.FIRST_READING,
            "henvende sig til ministeren eller Beskæftigelsesudvalget",
        ),
        (Stage.CONSULTATION_OPEN, "afgive høringssvar"),
        (Stage.ROYAL_ASSENT, "forberede medlemmerne på ikrafttrædelsen"),
        (Stage.WITHDRAWN, "Der er ikke noget at beslutte"),
    ],
)
def test_what_is_to_be_decided_follows_from_the_stage(
    stage: Stage, expected: str
) -> None:
    """The question to the board is computed from where the case stands."""
    assert expected in plain(with_proposal(TYPICAL, stage=stage))


def test_the_weightiest_risks_stand_first() -> None:
    """R1 has the highest product, and the matrix holds every number once."""
    found = opened(render(CASES["40-risici"], TEMPLATE))
    matrix = next(t for t in found.tables if t.style.name == "Risikomatrix")
    numbers = [
        number
        for row in matrix.rows[1:]
        for cell in row.cells[1:]
        for number in cell.text.split()
    ]
    assert {f"R{n}" for n in range(1, 41)} == set(numbers)
    assert 40 == len(numbers)
    assert "R1" in matrix.rows[1].cells[5].text + matrix.rows[2].cells[5].text


def test_a_document_that_is_missing_is_named_with_why_and_where() -> None:
    """A refused document is listed in plain Danish with its address."""
    expected = (
        "[3]Skriftlig fremsættelse. Kilden afviser programmer; åbn dokumentet i en "
        "browser. Kan findes her: "
        "https://www.ft.dk/samling/20251/lovforslag/l999/fremsaettelse.pdf"
    )
    assert expected in plain(TYPICAL)


def test_many_missing_documents_are_gathered_by_reason() -> None:
    """Thirty-four missing answers take one item per reason, none left out."""
    found = plain(CASES["mange-dokumenter"])
    assert 1 == found.count("Kilden afviser programmer")
    for number in range(1, 41):
        assert number % 6 == 0 or f"spørgsmål {number} til" in found


def test_a_model_is_named() -> None:
    """A briefing written by a language model says so, with model and prompt."""
    assessment = replace(
        TYPICAL.assessment, analyst=Analyst("prompted", "model-x", "analyse/3")
    )
    found = plain(replace(TYPICAL, judged=assessment))
    assert "Sprogmodel: model-x" in found
    assert "instrukser: analyse/3" in found
    assert "Regelbaseret" not in found


def test_an_opportunity_is_never_called_critical() -> None:
    """The highest level of a benefit has a word of its own."""
    content = with_points(
        TYPICAL, replace(judged(4, PointKind.OPPORTUNITY), likelihood=5, impact=5)
    )
    assert "Meget høj" in plain(content)
    assert "Kritisk" not in plain(content)


def test_right_to_left_text_does_not_turn_the_reference() -> None:
    """Arabic words are closed with a mark before the reference that follows."""
    found = plain(CASES["tegn"])
    assert "الدنمارك\u200e [1, § 2, stk. 1" in found


def test_control_characters_are_left_out(rendered: dict[str, bytes]) -> None:
    """A NUL, an escape and a lone surrogate in a name do not break the file."""
    assert "🙂" in header_text(rendered["tegn"])


def test_the_language_chooses_the_template() -> None:
    """`notat.en.docx` is used for English, and any template as given otherwise."""
    assert "notat.en.docx" == in_language(TEMPLATE, "en").name
    assert "notat.docx" == in_language(TEMPLATE, "da").name
    own = ROOT / "templates" / "egen.docx"
    assert own == in_language(own, "en")
    assert "In brief" in plain(sample_content(language="en"))


def test_a_missing_template_is_an_error_that_names_it(tmp_path: Path) -> None:
    """A template that is not there, or is no Word file, is a TemplateError."""
    with pytest.raises(TemplateError, match=r"ingen\.docx: cannot be read"):
        render(TYPICAL, tmp_path / "ingen.docx")
    (tmp_path / "tekst.docx").write_text("ikke en Word-fil")
    with pytest.raises(TemplateError, match=r"is not a Word file"):
        render(TYPICAL, tmp_path / "tekst.docx")


def test_a_template_error_comes_back_from_another_process() -> None:
    """Rendering runs in other processes; its error must survive the way home."""
    error = pickle.loads(pickle.dumps(TemplateError("a.docx", "titel", "unknown")))  # noqa: S301 - our own bytes
    assert ("a.docx", "titel", "unknown", "a.docx: unknown") == (
        error.template, error.field, error.problem, str(error)
    )  # fmt: skip


def test_an_unknown_field_is_an_error_that_names_it(tmp_path: Path) -> None:
    """A template with a field that does not exist fills nothing and says which."""
    path = tmp_path / "egen.docx"
    with zipfile.ZipFile(path, "w") as target:
        for name, body in parts(TEMPLATE.read_bytes()).items():
            target.writestr(name, body.replace(b"{{ beslutning }}", b"{{ findes_ej }}"))
    with pytest.raises(TemplateError) as caught:
        render(TYPICAL, path)
    assert ("egen.docx", "findes_ej") == (caught.value.template, caught.value.field)


def test_what_is_new_stands_before_the_decision() -> None:
    """Steps and changed texts, with the points that rested on what has changed."""
    said = plain(TYPICAL)
    since = said.index("Siden sidst")
    assert since < said.index("Til beslutning")
    assert "Sagen er gået fra »Fremsat« til »1. behandling«." in said[since:]
    assert "§ 2, stk. 2 (tilføjet)" in said
    assert "(citatet kan ikke længere læses)" in said
    assert "Siden sidst" not in plain(replace(TYPICAL, events=()))


def test_what_is_new_is_counted_when_it_is_much() -> None:
    """The first six are told; how many more there are stands in the last line."""
    event = TYPICAL.events[0]
    said = plain(replace(TYPICAL, events=(event,) * 9))
    assert said.count("Sagen er gået fra") == 6
    assert "… og 3 mere." in said


def test_the_other_parts_of_the_case_and_their_steps() -> None:
    """The consultation on the draft is named, and each step says where it belongs."""
    said = plain(TYPICAL)
    assert "Samme sag: Udkast" in said
    assert "14. november 2025Sendt i høring – 79999" in said
    assert "27. januar 20261. behandling – L 999 (2025-26)" in said
    alone = plain(replace(TYPICAL, related=(), milestones=()))
    assert "Samme sag" not in alone
    assert "27. januar 20261. behandling" in alone
    assert "– L 999" not in alone


def test_a_long_course_keeps_its_latest_steps() -> None:
    """Ten steps are shown, and how many came before them is said."""
    many = tuple(
        replace(TYPICAL.milestones[0], title=f"Trin {number}.") for number in range(25)
    )
    said = plain(replace(TYPICAL, milestones=many))
    assert "Tidligere trin, der ikke er vist: 15." in said
    assert "Trin 14." not in said
    assert "Trin 15." in said
