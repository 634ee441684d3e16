"""Checking the shape of what a source answers, and cleaning the text in it."""

import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from briefing.domain.proposal import Proposal
from briefing.domain.source import Page, Rejected, SourceConfig
from briefing.errors import ConfigError, ParseError
from briefing.sources.private import bare_record

Record = dict[str, Any]
_HIDDEN_TAGS = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE
)
_TERMINAL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_BREAKS = re.compile(r"</(?:p|div|li|h\d|tr)\s*>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z!][^<>]*>", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_HTML_START = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)", re.IGNORECASE
)


def clean(text: object) -> str:
    """The text on one line; empty for None.

    Control characters, bidirectional overrides, zero-width characters and lone
    surrogates are removed; tags are stripped, with what scripts hold; no-break
    spaces and runs of whitespace become one space.
    """
    return " ".join(_visible(_without_tags(str(text or ""))).split())


def clean_paragraphs(text: object) -> str:
    """As `clean`, but paragraphs stay apart by single line breaks."""
    broken = _BREAKS.sub("\n", str(text or ""))
    lines = (
        " ".join(line.split()) for line in _visible(_without_tags(broken)).splitlines()
    )
    return "\n".join(line for line in lines if line)


def clean_address(text: object) -> str:
    """An address as given, without characters that no address holds."""
    return "".join(each for each in str(text or "") if each.isprintable()).strip()


def _without_tags(text: str) -> str:
    bare = _TAG.sub(" ", _HIDDEN_TAGS.sub(" ", text)) if "<" in text else text
    return _ENTITY.sub(lambda match: html.unescape(match[0]), bare)


def _visible(text: str) -> str:
    """The text without what cannot be seen; what ends a line or page stays a space."""
    return "".join(
        each
        for each in _TERMINAL.sub("", text)
        if each.isspace() or not unicodedata.category(each).startswith("C")
    )


def refuse_html(source_id: str, page: Page) -> None:
    """ParseError when an HTML page came where data was expected.

    A wrong path at the Commission's portal and a maintenance page elsewhere answer
    200 with the page of the application: the status says nothing.
    """
    claimed = page.content_type.split(";")[0].strip().lower()
    if claimed in {"text/html", "application/xhtml+xml"} or _HTML_START.match(
        page.body
    ):
        title = re.search(
            rb"<title[^>]*>(.{0,200}?)</title>", page.body, re.IGNORECASE | re.DOTALL
        )
        named = clean(title[1].decode(errors="replace")) if title else "untitled"
        raise ParseError(
            source_id, f"{page.request.url}: an HTML page ({named}) instead of data"
        )


def read_json(source_id: str, page: Page) -> Record:
    """The JSON object that a page holds; ParseError for anything else."""
    refuse_html(source_id, page)
    where = page.request.url
    try:
        content = json.loads(page.body.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as error:
        raise ParseError(source_id, f"{where}: not JSON: {error}") from error
    if not isinstance(content, dict):
        raise ParseError(source_id, f"{where}: not a JSON object")
    return content


def required(record: Mapping[str, Any], key: str, source_id: str, where: str) -> Any:
    """The value of a key that must be there (it may be null).

    ParseError names the key, where it was missed, and what was there instead.
    """
    if key in record:
        return record[key]
    seen = ", ".join(sorted(record)[:12])
    raise ParseError(source_id, f"{where}: {key!r} is missing; there are {seen}")


def required_list(
    record: Mapping[str, Any], key: str, source_id: str, where: str
) -> list[Record]:
    """A list of objects that must be there; ParseError when it is not."""
    found = required(record, key, source_id, where)
    if isinstance(found, list) and all(isinstance(each, dict) for each in found):
        return found
    raise ParseError(source_id, f"{where}: {key!r} is not a list of objects")


def build_each(
    source_id: str,
    records: Iterable[Record],
    name: Callable[[Record], str],
    build: Callable[[Record], Proposal],
) -> tuple[tuple[Proposal, ...], tuple[Rejected, ...]]:
    """The proposals made from records, and the records that no proposal came of.

    A record that does not validate is kept aside with its bytes; ParseError when
    that happens to every one of them, which means that the format has changed.
    """
    proposals: list[Proposal] = []
    rejected: list[Rejected] = []
    for record in records:
        try:
            proposals.append(build(record))
        except ParseError as error:
            rejected.append(set_aside(name(record), record, error))
    if rejected and not proposals:
        raise ParseError(source_id, rejected[0].error)
    return tuple(proposals), tuple(rejected)


def option_texts(
    config: SourceConfig, key: str, default: tuple[str, ...]
) -> tuple[str, ...]:
    """The texts of an option of a source; ConfigError unless it is a list of texts."""
    found = config.options.get(key, default)
    if isinstance(found, list | tuple) and found:
        return tuple(str(each) for each in found)
    raise ConfigError(f"{config.id}: options.{key}: write a list, not {found!r}")


def option_count(config: SourceConfig, key: str, default: int) -> int:
    """A number that an option of a source gives; ConfigError for anything else."""
    found = config.options.get(key, default)
    if isinstance(found, int) and not isinstance(found, bool) and found >= 0:
        return found
    raise ConfigError(f"{config.id}: options.{key}: write a number, not {found!r}")


def set_aside(name: str, record: Record, error: Exception) -> Rejected:
    """A record to keep aside, without the personal data in it."""
    bare, removed = bare_record(record)
    body = json.dumps(bare, ensure_ascii=True).encode()
    return Rejected(name, body, str(error), removed)
