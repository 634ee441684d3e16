"""Who wrote to a committee: organisations keep their name, private persons do not.

Letters (category `Henvendelse`), the notes of delegations and the questions about
them name their senders in titles. A sender that is not recognisably an organisation
is taken for a private person: the name is taken out of every title before anything
is hashed, kept or set aside, and the letter itself is never fetched. Members of the
Folketing and ministers act in office and keep theirs.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from briefing.domain.proposal import DocumentKind, DocumentRef
from briefing.errors import ParseError
from briefing.language.organisations import UNKNOWN, is_organisation
from briefing.language.written import format_date
from briefing.sources import odata
from briefing.sources.shape import Record, clean

SOURCE = "folketinget"
_RECEIVED = frozenset({"deputation", "foretræde"})
_TITLE = re.compile(r'"(?:[^"\\]|\\.)*"?')
_PROSE = re.compile(r"[^\W\d][\W_]+[^\W\d]")
_LETTER = re.compile(r"(?:kopi af )?henvendelse", re.IGNORECASE)
_WROTE = re.compile(r"henvendels|\bbrev\b|mail\b", re.IGNORECASE)
_SUSPECT = re.compile(rf"{_WROTE.pattern}|foretræde", re.IGNORECASE)
_END = (
    r"(?=\s+(?:om|vedr|vedrørende|angående|ang|til|i|af|på|med|for|ved|hos|fra|jf)\b"
    r"|,\s+jf\b|\s*[;()»«\"]|\s+[-–]\s|\.?$)"
)
_WHO = r"(?:[a-zæøå.\-]+ ){0,3}(?:[A-ZÆØÅ]|3F)"
_FROM = re.compile(rf"\bfra ({_WHO}.*?){_END}")
_AUDIENCE = re.compile(
    rf"\b(?:til|fra|om|før|efter|under|for) ({_WHO}[^;()]*?)(?:s|['’]s?) foretræde\b"
)
_DELEGATION = re.compile(
    r"(?:.*?\b(?:deputation|foretræde)\w* (?:fra|af|for) )?(.+?)"
    r"(?=\s+om [LBFR] ?\d|\s+(?:vedr|om)\b|$)"
)


def without_names(title: str) -> str:
    """The title of a document without the names of private senders in it."""
    if _WROTE.search(title):
        title = _FROM.sub(_neutral_sender, title)
    return _AUDIENCE.sub(_neutral_audience, title)


def _neutral_sender(match: re.Match[str]) -> str:
    return match[0] if is_organisation(match[1]) else f"fra {UNKNOWN}"


def _neutral_audience(match: re.Match[str]) -> str:
    if is_organisation(match[1]) or is_organisation(match[1].removesuffix("s")):
        return match[0]
    return f"{match[0].split()[0]} foretræde for {UNKNOWN}"


def delegation_without_names(title: str) -> str:
    """The title of a step in which a delegation is received, without private names."""
    found = _DELEGATION.match(title)
    if found is None or is_organisation(found[1]):
        return title
    before = title[: found.start(1)]
    return (
        f"{before}{UNKNOWN if before else UNKNOWN.capitalize()}{title[found.end(1) :]}"
    )


def impersonal(case: Record) -> Record:
    """A case, or a document, without the names and addresses of private senders.

    Doing it twice changes nothing more.
    """
    found: Record = _impersonal(case)
    return found


def answer_without_names(text: str) -> str:
    """An answer as it came without those names; one cut off short, by its titles."""
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return _TITLE.sub(lambda each: _text_without_names(each[0]), text)
    bare = _impersonal(found)
    return text if bare == found else json.dumps(bare)


def _impersonal(node: Any) -> Any:
    if isinstance(node, list):
        return [_impersonal(each) for each in node]
    if isinstance(node, str):
        return _text_without_names(node)
    if not isinstance(node, dict):
        return node
    if _is_letter(node):
        return _letter(node)
    received = _text(node, "Sagstrinstype", "type").casefold() in _RECEIVED
    return {
        key: _delegation(value) if received else _impersonal(value)
        for key, value in node.items()
    }


def _text_without_names(text: str) -> str:
    if not _SUSPECT.search(text):
        return text
    given = clean(text)
    bare = without_names(given)
    return text if bare == given else bare


def _delegation(value: Any) -> Any:
    if not isinstance(value, str) or not _PROSE.search(value):
        return _impersonal(value)
    return delegation_without_names(clean(value))


def _text(node: Record, relation: str, key: str) -> str:
    related = node.get(relation)
    return clean(related.get(key)) if isinstance(related, dict) else ""


def _is_letter(row: Record) -> bool:
    if not isinstance(row.get("Fil"), list):
        return False
    category = _text(row, "Dokumentkategori", "kategori")
    return bool(_LETTER.match(category or clean(row.get("titel"))))


def _letter(row: Record) -> Record:
    """A letter as it stands, or bare of title and files when a person may be behind."""
    title = clean(row.get("titel"))
    senders = [each[1] for each in (*_FROM.finditer(title), *_AUDIENCE.finditer(title))]
    if senders and all(is_organisation(each) for each in senders):
        return row
    files = [_bare(each) for each in row["Fil"] if isinstance(each, dict)]
    return {**_bare(row), "titel": _neutral_title(row), "Fil": files}


def _bare(row: Record) -> Record:
    """The row without anything that could name somebody, whatever its columns."""
    return {key: "" if _tells(value) else value for key, value in row.items()}


def _tells(value: Any) -> bool:
    return isinstance(value, str) and bool(_PROSE.search(value) or "/" in value)


def _neutral_title(row: Record) -> str:
    try:
        day = odata.day(row.get("dato"), SOURCE, "")
    except ParseError:
        day = None
    of = f" af {format_date(day)}" if day else ""
    return f"Henvendelse{of} fra {UNKNOWN}"


def left_out(documents: Iterable[DocumentRef]) -> tuple[str, ...]:
    """A note that says how many letters are not fetched; empty when there are none."""
    count = sum(
        each.kind is DocumentKind.SUBMISSION and not each.urls for each in documents
    )
    if not count:
        return ()
    letters = "henvendelse" if count == 1 else "henvendelser"
    return (
        f"{count} {letters} fra privatpersoner eller ukendte afsendere er ikke hentet, "
        "og navnene er udeladt.",
    )
