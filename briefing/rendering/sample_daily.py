"""An invented daily brief with something in every field, and one of an empty day."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from briefing.domain.daily import DailyBrief, Item, SourceTrouble, Trouble
from briefing.domain.deadline import Claim, Due
from briefing.domain.event import Event, EventKind
from briefing.domain.handling import OwnResponse, ResponseState
from briefing.domain.profile import Reason, Relevance
from briefing.domain.proposal import Deadline, DeadlineKind, Stage
from briefing.rendering.sample import PROFILE, PROPOSAL
from briefing.rendering.sample_case import DRAFT

NOW = datetime(2026, 2, 10, 6, 0, tzinfo=UTC)
_RELEVANCE = Relevance(
    78, (Reason("Sagen ligger i Beskæftigelsesudvalget, som følges", 22),)
)
_QUESTIONS = Deadline(DeadlineKind.COMMITTEE_QUESTIONS, date(2026, 2, 20), "step.3")
_ANSWERS = Deadline(
    DeadlineKind.CONSULTATION, date(2026, 2, 17), "Høringsfrist", time(12)
)
_SENT = OwnResponse(
    DRAFT.ref,
    PROFILE.id,
    ResponseState.SENT,
    "Anne Berg",
    NOW,
    file="hoeringssvar.docx",
)


def _item(
    number: int, kind: EventKind, title: str, stage: Stage = PROPOSAL.stage
) -> Item:
    proposal = replace(
        PROPOSAL,
        ref=f"dk/folketinget/20251/L{number}",
        number=f"L {number}",
        title=title,
        stage=stage,
    )
    event = Event(kind, NOW, Stage.INTRODUCED.value, proposal.stage.value)
    due = Due(_QUESTIONS, (Claim(_QUESTIONS),))
    path = f"eksempel/dk/folketinget/20251/L{number}/notat.docx"
    return Item(proposal, _RELEVANCE, (event,), due, path)


def sample_daily(*, language: str = "da") -> DailyBrief:
    """A day on which everything happened."""
    due = Due(_ANSWERS, (Claim(_ANSWERS),))
    draft = replace(DRAFT, stage=Stage.CONSULTATION_OPEN, deadlines=(_ANSWERS,))
    return DailyBrief(
        profile=replace(PROFILE, language=language),
        since=NOW - timedelta(days=1),
        now=NOW,
        new=(_item(991, EventKind.APPEARED, "Forslag til lov om nattevagter"),),
        changed=(_item(992, EventKind.STAGE, "Forslag til lov om pauser"),),
        ended=(
            _item(
                993,
                EventKind.STAGE,
                "Forslag til lov om feriefridage",
                Stage.ADOPTED,
            ),
        ),
        due=(Item(draft, _RELEVANCE, (), due, assigned="Anne Berg", response=_SENT),),
        troubles=(
            SourceTrouble("hoeringsportalen", Trouble.FAILED, NOW - timedelta(days=2)),
            SourceTrouble("europarl", Trouble.UNUSUAL, NOW),
        ),
    )


def empty_daily(*, language: str = "da") -> DailyBrief:
    """A day on which nothing happened, and one source could not be read."""
    profile = replace(PROFILE, case_number="", language=language)
    trouble = SourceTrouble("europarl", Trouble.NEVER_READ)
    return DailyBrief(profile, NOW - timedelta(days=1), NOW, troubles=(trouble,))
