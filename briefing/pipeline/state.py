"""What has changed since last time, what failed, and when to try again."""

import hashlib
import json
import traceback
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from briefing.documents.read import READER_VERSION
from briefing.domain.document import Document
from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal
from briefing.domain.store import Progress, Trouble
from briefing.errors import (
    Blocked,
    BriefingError,
    DocumentError,
    ForbiddenHost,
    NotFound,
    TooLarge,
)
from briefing.pipeline.line import Line

PACKAGE = Path(__file__).resolve().parents[1]
FIRST_WAIT = timedelta(minutes=15)
LONGEST_WAIT = timedelta(days=1)
"""An item or document that failed is tried again after 15 minutes, then twice as
long each time, up to a day."""
ANALYST_WAIT = timedelta(hours=1)
"""An analyst that could not answer in full is asked again after so long."""
PATIENT_WAITS: Mapping[type[BriefingError], timedelta] = {
    Blocked: timedelta(days=1),
    NotFound: timedelta(days=1),
    DocumentError: timedelta(days=1),
    ForbiddenHost: timedelta(days=30),
    TooLarge: timedelta(days=30),
}
"""Failures that asking again soon would not mend."""
NOT_IN_A_BRIEFING = frozenset({"searches", "daily_template", "trend_template"})
"""What a profile has that no briefing on a proposal depends on."""


def input_hash(
    line: Line, proposal: Proposal, documents: tuple[Document, ...], profile: Profile
) -> str:
    """A hash of everything an assessment rests on."""
    return _digest(
        line.store.proposal_hash(proposal.ref),
        [(each.key, each.sha256, bool(each.reading)) for each in documents],
        _configured(profile),
        line.analyst_id,
        READER_VERSION,
        *_decided(line, proposal.ref),
    )


def partial_hash(digest: str) -> str:
    """What an assessment is kept under while its analyst is to be asked again."""
    return _digest(digest, "partial")


def state_hash(line: Line, ref: str) -> str:
    """A hash of what would make the line look at a proposal again."""
    screened = line.settings.model.screen_below if line.screener else 0
    profiles = {
        key: _configured(each)
        | ({"searches": asdict(each)["searches"]} if each.searches else {})
        for key, each in line.settings.profiles.items()
    }
    return _digest(
        line.store.proposal_hash(ref),
        profiles,
        line.analyst_id,
        *([screened] if screened else ()),
        READER_VERSION,
        *_decided(line, ref),
        *(asdict(each) for each in line.store.relevance_decisions(ref)),
        *(each.key for each in line.store.withdrawals(ref)),
    )


def _configured(profile: Profile) -> dict[str, Any]:
    """What an assessment rests on of a profile, so that the rest makes none stale.

    Without what is as it is by default: a setting that a newer version brings makes
    no approval stale either, until somebody uses it.
    """
    usual = {each.name: each.default for each in fields(Profile)}
    return {
        name: value
        for name, value in asdict(profile).items()
        if name not in NOT_IN_A_BRIEFING and value != usual[name]
    }


def _decided(line: Line, ref: str) -> list[object]:
    """What a briefing tells beside the proposal: decisions, parts of its dossier."""
    decisions = [asdict(each) for each in line.store.deadline_decisions(ref)]
    parts = line.store.dossier(ref).refs
    return [*decisions, *(parts if len(parts) > 1 else ())]


def _digest(*parts: object) -> str:
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def keep_progress(
    line: Line,
    proposal: Proposal,
    state: str,
    *,
    wanted: bool,
    unanswered: bool = False,
) -> None:
    """Keep that the line is through, and when to look again.

    Documents are asked for again after a while, an analyst that gave no whole answer
    (`unanswered`) sooner.
    """
    stored = line.store.documents(proposal.ref).values()
    again = [each.next_try_at for each in stored if each.next_try_at is not None]
    if wanted and not proposal.is_finished and not proposal.confidential:
        recheck = line.settings.run.recheck_documents
        again += [each.checked_at + recheck for each in stored if each.checked_at]
    if unanswered:
        again.append(line.clock() + ANALYST_WAIT)
    progress = Progress(done_hash=state, next_try_at=min(again, default=None))
    if progress != line.store.progress(proposal.ref):
        line.store.save_progress(proposal.ref, progress)


def keep_failure(line: Line, ref: str, error: Exception) -> None:
    """Keep why the line could not bring a proposal through, and the next try."""
    progress = line.store.progress(ref)
    trouble = trouble_of(error, line.clock(), progress.tries)
    line.store.save_progress(
        ref,
        Progress(
            done_hash=progress.done_hash,
            tries=progress.tries + 1,
            error=trouble.error,
            error_detail=trouble.detail,
            next_try_at=trouble.next_try_at,
        ),
    )


def trouble_of(error: Exception, now: datetime, tries: int) -> Trouble:
    """The failure as it is kept; `tries` counts the failures before it."""
    patient = [
        pause for kind, pause in PATIENT_WAITS.items() if isinstance(error, kind)
    ]
    pause = patient[0] if patient else FIRST_WAIT * 2 ** min(tries, 10)
    longest = patient[0] if patient else LONGEST_WAIT
    return Trouble(type(error).__name__, str(error), now + min(pause, longest))


def told_of(error: BaseException) -> dict[str, str]:
    """An error as logs may have it: its kind and where it arose, none of its words."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [each for each in frames if Path(each.filename).is_relative_to(PACKAGE)]
    told = {"error": type(error).__name__}
    if ours:
        path = Path(ours[-1].filename).relative_to(PACKAGE)
        told["at"] = f"{path.as_posix()}:{ours[-1].lineno}"
    return told
