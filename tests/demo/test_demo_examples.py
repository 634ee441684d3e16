"""The examples: each folder is whole, marked as invented, and true to itself."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from briefing.demo.markup import EXAMPLE_MARK, Example, ItemKind, examples, parse
from briefing.demo.server import DEMO_NOW
from briefing.documents.read import read
from briefing.domain.proposal import DocumentKind
from briefing.language.recognise import dates

EXAMPLES = examples()
SLUGS = [each.slug for each in EXAMPLES]
TODAY = DEMO_NOW.date()
SESSION_OPENS = date(2026, 10, 6)
ORGANISATIONS = (
    "Lønmodtagernes Eksempelforbund (LEF)",
    "Arbejdsgivernes Eksempelforening (AEF)",
)
IRRELEVANT = ("l88", "hp-malkekvaeg", "hys-lufthavn")
CONSULTED_BILLS = (
    "l31",
    "l47",
    "l52",
    "l63",
    "l70",
    "l74",
    "l81",
    "hp-loen",
    "hp-plat",
)
KEYS = {
    "folketinget": {
        *("source", "number", "title", "short_title", "ministry", "minister"),
        *("category", "status", "resume", "keywords", "steps", "documents"),
    },
    "hoeringsportalen": {
        *("source", "id", "title", "type", "authority", "published", "deadline"),
        "documents",
    },
    "have_your_say": {
        *("source", "id", "short_title", "title_da", "summary_da", "summary_en"),
        *("topics", "dg", "act_type", "stage", "start", "end", "documents"),
    },
    "cellar": {
        *("source", "number", "celex", "type", "title", "title_en", "date"),
        *("procedure", "subjects", "documents"),
    },
    "europarl": {
        *("source", "id", "number", "title", "title_en", "committees"),
        *("rapporteur", "events", "agenda", "documents"),
    },
}
DOCUMENT_KEYS = {
    "folketinget": {"title", "type", "category", "date", "format"},
    "hoeringsportalen": {"name", "format"},
    "have_your_say": {"title", "language", "format"},
    "cellar": {"stream", "language", "format"},
    "europarl": {"reference", "language", "format"},
}
FORMATS = {"pdf", "docx", "lexdania", "html", "cellar"}
WINDOWS = ("hoeringsportalen", "have_your_say")
"""The sources whose examples can be answered until a day."""


def example(slug: str) -> Example:
    """The example whose folder begins so."""
    return next(each for each in EXAMPLES if each.slug.startswith(slug))


def texts(found: Example) -> dict[str, str]:
    """What an example's documents say, by file."""
    return {
        path.name: path.read_text("utf-8") for path in sorted(found.folder.glob("*.md"))
    }


def test_there_are_enough_examples_of_each_source() -> None:
    """At least twelve that matter and three that do not, with numbers of their own."""
    assert len(EXAMPLES) >= 15
    assert {each.case["source"] for each in EXAMPLES} == set(KEYS)
    numbers = [each.case.get("number") or each.case["id"] for each in EXAMPLES]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_folder_is_whole(slug: str) -> None:
    """Every key is there and none is unknown; every file named is there, and built."""
    found = example(slug)
    case: dict[str, Any] = found.case
    source = case["source"]
    assert set(case) - {"committee"} == KEYS[source]
    for document in case["documents"]:
        assert set(document) - {"file"} == DOCUMENT_KEYS[source]
        assert document["format"] in FORMATS
        path = found.built(document)
        assert path is None or path.is_file()
    used = {each["file"] for each in case["documents"] if "file" in each}
    assert used == set(texts(found))


@pytest.mark.parametrize("slug", SLUGS)
def test_everything_is_marked_as_invented(slug: str) -> None:
    """The first line of each text, and the first words of each built document."""
    found = example(slug)
    for name, text in texts(found).items():
        assert f"@ {EXAMPLE_MARK}" == text.splitlines()[0], name
    for document in found.case["documents"]:
        path = found.built(document)
        if path is not None:
            reading = read(path.read_bytes(), "", path.name, DocumentKind.OTHER)
            start = " ".join(each.text for each in reading.passages[:4])
            assert EXAMPLE_MARK in start, path


@pytest.mark.parametrize("slug", SLUGS)
def test_a_text_has_no_empty_piece(slug: str) -> None:
    """No empty heading, and every table has rows of one width."""
    for text in texts(example(slug)).values():
        for item in parse(text):
            assert item.text or item.rows
            if item.kind is ItemKind.TABLE:
                assert 1 == len({len(row) for row in item.rows}), item.rows


@pytest.mark.parametrize(
    "slug", [each.slug for each in EXAMPLES if each.case["source"] == "folketinget"]
)
def test_steps_of_a_bill_come_in_order(slug: str) -> None:
    """From its introduction in this session on; what has happened is not planned."""
    case = example(slug).case
    days = [step["date"] for step in case["steps"]]
    assert days == sorted(days)
    assert days[0] >= SESSION_OPENS
    begins = "Anmeldelse" if case["number"].startswith("F") else "Fremsættelse"
    assert begins == case["steps"][0]["type"]
    for step in case["steps"]:
        assert step["date"].weekday() < 5, step
        assert (step["date"] > TODAY) == (step["status"] == "Konfirmeret"), step
    for text in texts(example(slug)).values():
        title_page = text.partition("\n\n")[0]
        assert days[0] in {each.day for each in dates(title_page)}
    assert (case.get("committee") is not None) == ("beh./" in case["status"])


CLOSED = ("hp-psykisk-arbejdsmiljoe",)
"""Consultations that are over, with the responses that were published since."""


@pytest.mark.parametrize("slug", CLOSED)
def test_a_closed_consultation_has_its_responses(slug: str) -> None:
    """Of organisations; that of a private person is listed and not served."""
    found = example(slug)
    assert found.case["deadline"] < TODAY
    responses = [
        each for each in found.case["documents"] if "svar" in each["name"].lower()
    ]
    assert [True, True, False] == ["file" in each for each in responses]


@pytest.mark.parametrize(
    "slug",
    [
        each.slug
        for each in EXAMPLES
        if each.case["source"] in WINDOWS and each.slug not in CLOSED
    ],
)
def test_a_window_is_open_on_the_day_of_the_demo(slug: str) -> None:
    """Begun, not over, and its end is said in words as well."""
    case = example(slug).case
    start = case.get("published") or case["start"]
    end = case.get("deadline") or case["end"]
    assert start <= TODAY < end
    words = [*texts(example(slug)).values(), case.get("summary_da", "")]
    assert end in {each.day for text in words for each in dates(text)}


@pytest.mark.parametrize("slug", CONSULTED_BILLS)
def test_both_organisations_were_asked(slug: str) -> None:
    """Point 11 of the bills that matter names the two of the example profiles."""
    text = texts(example(slug))["text.md"]
    for name in ORGANISATIONS:
        assert name in text


@pytest.mark.parametrize("slug", IRRELEVANT)
def test_those_that_do_not_matter_ask_neither(slug: str) -> None:
    """Nothing in them speaks of the organisations."""
    together = " ".join(texts(example(slug)).values())
    assert not any(name in together for name in ORGANISATIONS)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_days_of_a_consultation_are_counted_right(slug: str) -> None:
    """`(28 dage)` is what lies between the two dates before it."""
    for text in texts(example(slug)).values():
        for period in re.findall(r"i perioden fra den .{10,60}? \(\d+ dage\)", text):
            begins, ends = [each.day for each in dates(period) if each.day]
            days = re.search(r"\((\d+) dage\)", period)
            assert begins
            assert ends
            assert days
            assert timedelta(int(days[1])) == ends - begins


AMOUNT = re.compile(r"\d[\d.,]*(?:-\d[\d.,]*)? (?:mio\.|mia\.) (?:kr\.|EUR)")


def amounts(slug: str) -> tuple[set[str], set[str]]:
    """The amounts in points 5 to 10, and those in the summary table."""
    written: set[str] = set()
    table: set[str] = set()
    point = ""
    for item in parse(texts(example(slug))["text.md"]):
        if item.kind is ItemKind.HEADING:
            point = item.text.split(".")[0] if item.level == 2 else ""
        if point in {"5", "6", "7", "8", "9", "10"}:
            written |= set(AMOUNT.findall(item.text))
        if point == "12":
            cells = " ".join(cell for row in item.rows for cell in row)
            table |= set(AMOUNT.findall(cells))
    return written, table


@pytest.mark.parametrize("slug", ["l47", "l52", "hp-loen"])
def test_the_table_has_the_amounts_of_the_points(slug: str) -> None:
    """Neither says anything that the other does not."""
    written, table = amounts(slug)
    assert written
    assert written == table


def test_one_table_differs_from_its_points() -> None:
    """L 31 was made with a difference that a reader should be told of."""
    written, table = amounts("l31")
    assert {"48 mio. kr."} == written - table
    assert {"42 mio. kr."} == table - written


def test_one_consultation_is_shorter_than_four_weeks_and_says_why() -> None:
    """Pay transparency: 24 days, with a reason in the letter and in point 11."""
    found = example("hp-loen")
    assert timedelta(24) == found.case["deadline"] - found.case["published"]
    for name in ("brev.md", "text.md"):
        assert "Høringsfristen er kortere end 4 uger, da" in texts(found)[name]
