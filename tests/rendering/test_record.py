"""The JSON beside the Word file: its keys, its values, its stability."""

import json
from dataclasses import replace
from typing import Any

from awkward_contents import CASES, TYPICAL

from briefing.domain.document import Locator
from briefing.rendering.record import as_json
from briefing.rendering.references import locator_text
from briefing.rendering.sample import empty_content, sample_content

TOP = {
    "schema", "ref", "status", "version", "language", "created_at", "example",
    "profile", "proposal", "relevance", "analyst", "summary", "recommendation",
    "points", "checks", "questions", "facts", "gaps", "withheld", "documents",
    "review", "events", "related", "milestones", "consultation", "law",
}  # fmt: skip
CITATION = {"document", "locator", "quote", "verified"}


def read(content: Any) -> dict[str, Any]:
    """The record as a reader of JSON has it."""
    found: dict[str, Any] = json.loads(as_json(content))
    return found


def test_a_draft_has_these_keys() -> None:
    """The keys that others rely on are there, also when there is nothing in them."""
    assert set(read(TYPICAL)) == TOP
    assert set(read(empty_content())) == TOP
    assert read(TYPICAL)["review"] is None


def test_an_approved_briefing_says_who_and_what() -> None:
    """Status, decision and recommendation come from the review."""
    found = read(sample_content(approved=True))
    assert TOP == set(found)
    assert "approved" == found["status"]
    assert found["recommendation"].startswith("Forbundet støtter forslaget")
    assert {
        "by": "Mille Eksempelsen",
        "at": "2026-02-10T13:05:00+00:00",
        "why": "Gennemgået med arbejdsmiljøudvalget",
        "document": "",
        "edits": [],
    } == found["review"]


def test_the_proposal() -> None:
    """The record's own values, with deadlines as kind, date, origin and time left."""
    found = read(TYPICAL)["proposal"]
    expected = {
        "title", "kind", "number", "session", "stage", "native_status", "source",
        "url", "committee", "ministry", "deadlines",
    }  # fmt: skip
    assert expected == set(found)
    assert ("L 999", "20251", "bill", "first_reading") == (
        found["number"], found["session"], found["kind"], found["stage"]
    )  # fmt: skip
    asked = ("kind", "date", "origin", "time", "zone")
    assert [
        {
            "kind": "committee_questions",
            "date": "2026-02-20",
            "origin": "step.3",
            "time": None,
            "zone": "Europe/Copenhagen",
        },
        {
            "kind": "reading",
            "date": "2026-04-09",
            "origin": "step.4",
            "time": "10:00",
            "zone": "Europe/Copenhagen",
        },
    ] == [{key: each[key] for key in asked} for each in found["deadlines"]]
    assert [(False, None), (False, None)] == [
        (each["conflict"], each["decision"]) for each in found["deadlines"]
    ]


def test_points_have_citations_that_lead_to_a_document() -> None:
    """Every citation of a point names a document in the list, and is verified."""
    found = read(TYPICAL)
    keys = {each["key"] for each in found["documents"]}
    for point in found["points"]:
        assert point["citations"]
        for citation in point["citations"]:
            assert set(citation) == CITATION
            assert citation["document"] in keys
            assert citation["verified"] is True
    risk = next(each for each in found["points"] if each["kind"] == "risk")
    assert ("business_burden", "employers", 4, 3, "high", "short") == tuple(
        risk[key]
        for key in ("dimension", "party", "likelihood", "impact", "level", "horizon")
    )
    assert "§ 15 c, stk. 2, s. 2" == risk["citations"][0]["locator"]


def test_summary_checks_questions_and_withheld() -> None:
    """Each has the keys that the format promises."""
    found = read(TYPICAL)
    assert {"text", "citations"} == set(found["summary"][0])
    assert {"id", "answer", "text", "rule", "citations", "missing"} == set(
        found["checks"][0]
    )
    assert {"text", "about", "citations"} == set(found["questions"][0])
    assert {"text", "reason"} == set(found["withheld"][0])
    assert {"kind": "embedded", "model": "", "prompt": ""} == found["analyst"]


def test_documents_with_and_without_error() -> None:
    """A document that could not be had has its error and no hash."""
    bill, _memo, speech, record = read(TYPICAL)["documents"]
    assert (1, "2026-02-08T05:02:00+00:00", None) == (
        bill["number"], bill["fetched_at"], bill["error"]
    )  # fmt: skip
    assert (None, None, "Blocked", "403 from www.ft.dk") == (
        speech["sha256"], speech["fetched_at"], speech["error"], speech["error_detail"]
    )  # fmt: skip
    assert "record" == record["key"]


def test_equal_content_is_equal_bytes() -> None:
    """Keys are sorted and letters are written as they are."""
    assert as_json(TYPICAL) == as_json(replace(TYPICAL))
    assert "Beskæftigelsesministeriet".encode() in as_json(TYPICAL)


def test_every_awkward_case_is_json() -> None:
    """Also a lone surrogate in a name does not break the record."""
    for content in CASES.values():
        assert read(content)["ref"]


def test_locators_are_written_for_people() -> None:
    """Every kind of place, in both languages."""
    cases = {
        Locator(page=14): ("s. 14", "p. 14"),
        Locator(page=3, provision="§ 5, stk. 2"): (
            "§ 5, stk. 2, s. 3",
            "§ 5, stk. 2, p. 3",
        ),
        Locator(paragraph=7, heading="Baggrund"): (
            "»Baggrund«, afsnit 7",
            "»Baggrund«, para. 7",
        ),
        Locator(field="deadline.consultation"): (
            "feltet »høringsfrist«",
            "field »consultation deadline«",
        ),
        Locator(field="step.3"): (
            "feltet »sagstrin 3«",
            "field »step of the case 3«",
        ),
        Locator(): ("", ""),
    }
    for locator, expected in cases.items():
        assert expected == (locator_text(locator), locator_text(locator, "en"))
