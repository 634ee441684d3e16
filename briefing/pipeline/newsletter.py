"""The newsletter for members: what was approved since, and what proved wrong."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.delivery.folder import NewsletterName, deliver, put_whole
from briefing.domain.newsletter import DOCUMENT, Matter, Newsletter, Retraction
from briefing.domain.profile import Profile
from briefing.domain.review import Review
from briefing.errors import DeliveryError, ReviewError
from briefing.pipeline.approving import still_approved
from briefing.pipeline.line import Line
from briefing.rendering.newsletter import TEMPLATE, as_html, as_json, render


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An approval that the newsletter does not tell of, and why."""

    ref: str
    error: ReviewError


def newsletter(
    line: Line, profile: Profile, since: datetime, by: str
) -> tuple[Newsletter, tuple[LeftOut, ...]]:
    """What was approved from a moment on and still stands, the newest first.

    What was withdrawn and an earlier newsletter told of is corrected. What was
    received in confidence is not told. ReviewError without a name.
    """
    name = " ".join(by.split())
    if not name:
        raise ReviewError("A newsletter needs the name of who sends it out: --by.")
    matters, left = [], []
    for review in _approvals(line, profile, since):
        try:
            approved, judged = still_approved(line, review)
            matters.append(Matter(approved, judged.proposal, judged.documents))
        except ReviewError as error:
            left.append(LeftOut(review.ref, error))
    found = Newsletter(
        profile,
        name,
        since,
        line.clock(),
        tuple(matters),
        tuple(_retractions(line, profile, since)),
    )
    return found, tuple(left)


def _approvals(line: Line, profile: Profile, since: datetime) -> list[Review]:
    """The last approval of each matter, but of what was withdrawn or is secret."""
    withdrawn = {each.key for each in line.store.withdrawals()}
    last: dict[str, Review] = {}
    for each in line.store.approved():
        key = (each.ref, each.profile, each.assessment_version)
        if each.profile == profile.id and each.at >= since and key not in withdrawn:
            last[each.ref] = each
    public = [e for e in last.values() if not line.store.proposal(e.ref).confidential]
    return sorted(public, key=lambda each: each.at, reverse=True)


def _retractions(line: Line, profile: Profile, since: datetime) -> Iterator[Retraction]:
    told = set(_told(line, profile))
    for each in line.store.withdrawals():
        is_new = each.profile == profile.id and each.at >= since
        if is_new and (each.ref, each.assessment_version) in told:
            yield Retraction(each, line.store.proposal(each.ref))


def _told(line: Line, profile: Profile) -> Iterator[tuple[str, int]]:
    """What earlier newsletters told: the matters and the versions."""
    for each in line.store.briefings(DOCUMENT, profile.id):
        path = (line.output / each.path).with_suffix(".json")
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            several = (*record["matters"], *record["corrections"])
            yield from [(e["ref"], int(e["version"])) for e in several]
        except FileNotFoundError:
            continue
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DeliveryError(
                f"{path}: cannot be read, so that nobody knows what to correct: {error}"
            ) from error


def write_newsletter(line: Line, found: Newsletter) -> tuple[Path, Path]:
    """Write it as Word and as HTML; the paths. That of the same day is replaced."""
    body = line.compute(render, found, line.templates / TEMPLATE)
    name = NewsletterName(found)
    path = line.output / name.path
    deliver(line.output, name, body, as_json(found))
    page = path.with_suffix(".html")
    try:
        put_whole(page, as_html(found).encode())
    except OSError as error:
        raise DeliveryError(f"{page}: cannot be written: {error}") from error
    line.store.save_briefing(name.as_file(body))
    return path, page
