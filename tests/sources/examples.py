"""Plays a source's example answers to it, as the tests and the docs describe.

A folder holds the answers as `<kind of request>.<n>.<ending>`, the n-th answer to
requests of that kind (`<kind>.<n>.<status>.<ending>` where the status is not 200),
and `expected.json`, what the source must make of them, defaults left out.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from briefing.config import SourceSection, source_config
from briefing.domain.proposal import Proposal
from briefing.domain.source import Page, Request, Scope, SourceConfig
from briefing.sources.base import Swept

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
SCOPE = Scope(today=TODAY)
CONTENT_TYPES = {
    ".json": "application/json; charset=utf-8",
    ".xml": "application/atom+xml; charset=utf-8",
    ".html": "text/html; charset=utf-8",
}


def configured(source_id: str) -> SourceConfig:
    """The source's entry in the project's own `sources.yaml`.

    For a source that has several entries, the first of them.
    """
    entries = yaml.safe_load((ROOT / "sources.yaml").read_text())["sources"]
    found = (key for key, each in entries.items() if each.get("reader") == source_id)
    key = source_id if source_id in entries else next(found)
    return source_config(key, SourceSection(**entries[key]))


class Player:
    """Answers requests from the files of a folder, and remembers them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[Request] = []

    def __call__(self, request: Request) -> Page:
        """The next answer to a request of this kind."""
        self.asked.append(request)
        number = Counter(each.kind for each in self.asked)[request.kind]
        (path,) = self.folder.glob(f"{request.kind}.{number}.*")
        kind, status = CONTENT_TYPES[path.suffix], path.name.split(".")[2]
        return Page(
            request,
            path.read_bytes(),
            kind,
            request.url,
            int(status) if status.isdecimal() else 200,
        )


def as_json(swept: Swept) -> dict[str, Any]:
    """A sweep as plain JSON values."""
    proposals = TypeAdapter(tuple[Proposal, ...])
    found = {
        "proposals": proposals.dump_python(swept.proposals, exclude_defaults=True),
        "rejected": [[each.record, each.error] for each in swept.rejected],
        "listed": swept.listed,
        "warnings": list(swept.warnings),
        "cursor": dict(swept.cursor),
    }
    text = json.dumps(found, default=str, ensure_ascii=False)
    result: dict[str, Any] = json.loads(text)
    return result
