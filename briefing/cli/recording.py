"""Answers of a source as example files, in the form that `tests/sources` uses."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from briefing.domain.ports import Answer
from briefing.domain.source import Source
from briefing.pipeline.looking import Look
from briefing.pipeline.quarantine import program
from briefing.sources.private import bare_body, bare_headers, bare_text

_ENDINGS = (
    ("json", ".json"),
    ("html", ".html"),
    ("xml", ".xml"),
    ("rss", ".xml"),
    ("atom", ".xml"),
)
_OK = 200


@dataclass(slots=True)
class Recorder:
    """Saves answers in a folder as `<kind>.<n>[.<status>].<ending>`, and an index."""

    folder: Path
    source: Source
    answers: list[dict[str, Any]] = field(default_factory=list)
    _numbers: Counter[str] = field(default_factory=Counter)

    @property
    def saved(self) -> int:
        """How many files there are."""
        return sum(1 for each in self.answers if each["file"])

    def keep(self, look: Look) -> None:
        """Save one answer without personal data, or note why there is none."""
        request, answer = look.request, look.answer
        name = ""
        removed: tuple[str, ...] = ()
        if answer is not None:
            body, removed = bare_body(answer.body, self.source)
            if body:
                name = self._name(request.kind, answer)
                self.folder.mkdir(parents=True, exist_ok=True)
                (self.folder / name).write_bytes(body)
        sent = request.body.decode(errors="replace") if request.body else ""
        self.answers.append(
            {
                "file": name,
                "kind": request.kind,
                "method": request.method,
                "url": bare_text(request.url)[0],
                "sent": bare_text(sent)[0],
                "status": answer.status if answer else None,
                "headers": bare_headers(answer.headers) if answer else {},
                "bytes": len(answer.body) if answer else 0,
                "removed": list(removed),
                "error": bare_text(str(look.error))[0] if look.error else "",
            }
        )

    def finish(self, source_id: str, at: datetime) -> dict[str, Any]:
        """Write `index.json` beside the answers, and give back what it says."""
        index = {
            "source": source_id,
            "recorded_at": at.isoformat(),
            "program": program(),
            "answers": self.answers,
        }
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(index, ensure_ascii=False, indent=1) + "\n"
        (self.folder / "index.json").write_text(text, encoding="utf-8")
        return index

    def _name(self, kind: str, answer: Answer) -> str:
        self._numbers[kind] += 1
        status = "" if answer.status == _OK else f".{answer.status}"
        return f"{kind}.{self._numbers[kind]}{status}{_ending(answer)}"


def _ending(answer: Answer) -> str:
    claimed = answer.content_type.lower()
    start = answer.body[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start[:1] in (b"{", b"["):
        return ".json"
    if start.startswith((b"<!doctype html", b"<html")):
        return ".html"
    if start.startswith(b"<?xml"):
        return ".xml"
    return next((ending for word, ending in _ENDINGS if word in claimed), ".txt")
