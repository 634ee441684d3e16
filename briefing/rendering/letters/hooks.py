"""A letter as a message to a channel: an Adaptive Card for Teams, blocks for Slack.

What a source wrote goes in as plain text runs, never as markup, so that it cannot
become a link or a mention. A message is cut to what the channel takes, and says so.
"""

import json
from collections.abc import Iterator
from typing import Any

from briefing.domain.delivery import Channel, Entry, Letter
from briefing.language import Translator, translator
from briefing.rendering.runs import printable

_MOST = 15
"""Matters in one message; Slack takes 50 blocks."""
_LARGEST = 27_000
"""Bytes of a message; Teams takes 28 kB."""
_LONGEST = 600
"""Characters of one line."""
_HEADING = 150


def as_message(letter: Letter, channel: Channel) -> bytes:
    """The message in the channel's own JSON."""
    _ = translator(letter.language)
    make = _teams if channel is Channel.TEAMS else _slack
    for room in range(_MOST, 0, -1):
        body = json.dumps(make(letter, _, room), ensure_ascii=False).encode()
        if len(body) <= _LARGEST:
            break
    return body


def _cut(text: str, most: int = _LONGEST) -> str:
    plain = printable(text)
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def _shown(letter: Letter, room: int) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """The sections with the entries that there is room for."""
    for section in letter.sections:
        entries = section.entries[:room]
        room -= len(entries)
        if entries:
            yield section.heading, entries


def _left_out(letter: Letter, say: Translator, room: int) -> list[str]:
    count = sum(len(each.entries) for each in letter.sections) - room
    if count <= 0:
        return []
    return [say("Further matters that there is no room for here: {count}.",
                count=count)]  # fmt: skip


def _why(entry: Entry, say: Translator) -> list[str]:
    return [f"{say('Why am I getting this?')} {entry.why}"] if entry.why else []


def _teams(letter: Letter, say: Translator, room: int) -> dict[str, Any]:
    body = [_block(letter.heading, size="Large", weight="Bolder")]
    body += [_block(each) for each in letter.lead]
    body += [_block(each, color="Warning") for each in letter.notes]
    for heading, entries in _shown(letter, room):
        body.append(_block(heading, weight="Bolder", separator=True))
        body += [_card_entry(each, say) for each in entries]
    body += [_block(each) for each in _left_out(letter, say, room)]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "lang": letter.language,
        "fallbackText": _cut(letter.subject),
        "msteams": {"width": "Full"},
        "body": body,
    }
    kind = "application/vnd.microsoft.card.adaptive"
    attached = {"contentType": kind, "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attached]}


def _block(text: str, *, separator: bool = False, **look: str) -> dict[str, Any]:
    run = {"type": "TextRun", "text": _cut(text), **look}
    found: dict[str, Any] = {"type": "RichTextBlock", "inlines": [run]}
    return found | ({"separator": True} if separator else {})


def _card_entry(entry: Entry, say: Translator) -> dict[str, Any]:
    title: dict[str, Any] = {
        "type": "TextRun",
        "text": _cut(entry.title),
        "weight": "Bolder",
    }
    if _is_web(entry.url):
        title["selectAction"] = {"type": "Action.OpenUrl", "url": entry.url}
    blocks: list[dict[str, Any]] = [{"type": "RichTextBlock", "inlines": [title]}]
    blocks += [_block(each) | {"spacing": "None"} for each in entry.lines]
    for each in _why(entry, say):
        run = {"type": "TextRun", "text": _cut(each), "isSubtle": True, "size": "Small"}
        blocks.append({"type": "RichTextBlock", "inlines": [run], "spacing": "None"})
    return {"type": "Container", "items": blocks}


def _slack(letter: Letter, say: Translator, room: int) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = [_slack_heading(letter.heading)]
    words = [*letter.lead, *(f"⚠ {each}" for each in letter.notes)]
    blocks += [_rich([_text(each)]) for each in words]
    for heading, entries in _shown(letter, room):
        blocks.append(_slack_heading(heading))
        blocks += [_rich(list(_slack_entry(each, say))) for each in entries]
    blocks += [_rich([_text(each)]) for each in _left_out(letter, say, room)]
    fallback = _cut(letter.subject)
    for mark, safe in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        fallback = fallback.replace(mark, safe)
    return {"text": fallback, "unfurl_links": False, "blocks": blocks}


def _slack_heading(text: str) -> dict[str, Any]:
    said = {"type": "plain_text", "text": _cut(text, _HEADING), "emoji": False}
    return {"type": "header", "text": said}


def _rich(elements: list[dict[str, Any]]) -> dict[str, Any]:
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "elements": [section]}


def _text(text: str, **style: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "text", "text": text}
    return found | ({"style": style} if style else {})


def _slack_entry(entry: Entry, say: Translator) -> Iterator[dict[str, Any]]:
    title = _cut(entry.title)
    if _is_web(entry.url):
        style = {"bold": True}
        yield {"type": "link", "url": entry.url, "text": title, "style": style}
    else:
        yield _text(title, bold=True)
    for each in entry.lines:
        yield _text(f"\n{_cut(each)}")
    for each in _why(entry, say):
        yield _text(f"\n{_cut(each)}", italic=True)
