"""Whatever a source writes into whichever field, the briefing is a sound file."""

import dataclasses
import json
import zipfile
from collections.abc import Callable
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from word_texts import opened

from briefing.domain.briefing import BriefingContent
from briefing.domain.event import Event, EventKind
from briefing.rendering.record import as_json
from briefing.rendering.sample import sample_content
from briefing.rendering.word import render

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "notat.docx"
NASTY = "\x00\x0b\ud800<&{{x}}\u2028\ufffe{%p if %}\x85\u202e\t\n\r\"'"
KEPT = {"language", "zone", "template", "key", "document"}
"""Fields that code sets and no source: keys, and what is looked up by its text."""
CHANGES: dict[str, Callable[[str], str]] = {
    "after": lambda text: text + NASTY,
    "before": lambda text: NASTY + text,
    "alone": lambda _text: NASTY,
    "empty": lambda _text: "",
    "blank": lambda _text: "  \n ",
    "long": lambda text: text * 40,
    "marks": lambda text: f"{text}👩‍👩‍👧{chr(0x301) * 50}",
}


def changed(value: Any, change: Callable[[str], str], name: str = "") -> Any:
    """The content with every text in it changed."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return value if name in KEPT else change(value)
    if isinstance(value, tuple):
        return tuple(changed(each, change, name) for each in value)
    if isinstance(value, Event) and value.kind is EventKind.STAGE:
        return value  # holds codes of ours where other events hold a source's words
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        found = {
            each.name: changed(getattr(value, each.name), change, each.name)
            for each in dataclasses.fields(value)
        }
        return type(value)(**found)
    return value


@pytest.mark.parametrize("approved", [False, True])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_field_may_hold_anything(
    change: Callable[[str], str], approved: bool
) -> None:
    """Control characters, lone surrogates, field code and nothing at all."""
    content: BriefingContent = changed(sample_content(approved=approved), change)
    body = render(content, TEMPLATE)
    assert opened(body).paragraphs
    with zipfile.ZipFile(BytesIO(body)) as package:
        for name in package.namelist():
            etree.fromstring(package.read(name))
    assert "briefing/1" == json.loads(as_json(content))["schema"]
