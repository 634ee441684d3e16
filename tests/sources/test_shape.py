"""Cleaning text and checking shapes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.source import Page, Request
from briefing.errors import ParseError
from briefing.sources.shape import (
    clean,
    clean_address,
    clean_paragraphs,
    read_json,
    required,
    required_list,
    set_aside,
)

REQUEST = Request("https://toy.example/list", "list")


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        (None, ""),
        ("Om\xa0løn \n\n og pension.\n", "Om løn og pension."),
        ("Om\u200bsorg\u202e\x00\x07", "Omsorg"),
        ("Rød \x1b[31mtekst", "Rød tekst"),
        ("Løn<script>alert(1)</script><img src=x onerror=alert(2)> nu", "Løn nu"),
        ("Pension &amp; l&oslash;n", "Pension & løn"),
        ("a < b og 3 > 2", "a < b og 3 > 2"),
        ("Løse \ud800 tegn", "Løse tegn"),
        ("Linje\x0bskift\x85her", "Linje skift her"),
        ("<script>aldrig lukket", ""),
        ("o\u0308re og œ", "o\u0308re og œ"),
    ],
)
def test_text_is_cleaned(given_text: str | None, expected: str) -> None:
    """One line of visible text without tags; what people wrote stays as it is."""
    assert expected == clean(given_text)


def test_paragraphs_stay_apart() -> None:
    """Paragraphs of HTML and of plain text become lines."""
    given_text = "<p>Et&nbsp;afsnit.</p><p>Et <b>til</b></p>\n\n\u2022 punkt"
    assert "Et afsnit.\nEt til\n\u2022 punkt" == clean_paragraphs(given_text)


@given(st.text())
def test_cleaned_text_can_always_be_stored(text: str) -> None:
    """Whatever comes in, UTF-8 can hold what comes out, and cleaning is stable."""
    for each in (clean(text), clean_paragraphs(text), clean_address(text)):
        each.encode()
    assert "\n" not in clean(text)


def test_a_missing_key_is_named_with_what_is_there() -> None:
    """The message helps whoever looks at a changed format."""
    with pytest.raises(ParseError, match=r"L 1: 'titel' is missing; there are nummer"):
        required({"nummer": 1}, "titel", "toy", "L 1")


@pytest.mark.parametrize("value", [None, {}, "x", [1], ["a"]])
def test_a_list_of_objects_is_demanded(value: object) -> None:
    """Anything else is refused."""
    with pytest.raises(ParseError, match="not a list of objects"):
        required_list({"value": value}, "value", "toy", "here")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"<!DOCTYPE html><title>Portal</title>", "application/json"),
        (b"{}", "text/html; charset=utf-8"),
        (b"\xef\xbb\xbf <html>", ""),
        (b"[]", "application/json"),
        (b"", "application/json"),
        (b'{"a": ', "application/json"),
        (b"[" * 100_000, "application/json"),
    ],
)
def test_what_is_no_json_object_is_refused(body: bytes, content_type: str) -> None:
    """A page of an application, a broken body and an empty one are all named."""
    with pytest.raises(ParseError):
        read_json("toy", Page(REQUEST, body, content_type))


def test_a_record_is_set_aside_without_personal_data() -> None:
    """Names and addresses of people are not kept, the rest is."""
    record = {
        "id": 1,
        "authorMail": "opfundet@example.dk",
        "publications": [{"authorName": "Opfundet", "title": "x"}],
        "SagAktør": [{"Aktør": {"navn": "Opfundet"}}],
    }
    kept = set_aside("x", record, ParseError("toy", "why"))
    bare = {"id": 1, "publications": [{"title": "x"}], "SagAktør": [{}]}
    assert bare == json.loads(kept.body)
    assert ("x", "why") == (kept.record, kept.error)
    assert ("authorMail", "authorName", "Aktør") == kept.removed
