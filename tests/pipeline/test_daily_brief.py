"""The daily brief out of a store: what is new, changed, ended, due, and missing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from briefing.adapters.database import open_database
from briefing.adapters.processes import here
from briefing.assessment.embedded import EmbeddedAnalyst
from briefing.config import parse
from briefing.domain.daily import DailyBrief, Trouble
from briefing.domain.ports import Answer
from briefing.domain.profile import Profile, Relevance
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.domain.source import Request, SourceConfig
from briefing.domain.store import SourceState
from briefing.errors import NotFound
from briefing.pipeline.daily import daily_brief, write_daily
from briefing.pipeline.line import Line

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """\
sources:
  toy: {base_url: "http://x.example"}
  closed: {base_url: "http://y.example", enabled: false}
profiles:
  lef:
    organisation: Lønmodtagernes Eksempelforbund
    perspective: employees
    threshold: 40
"""
MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
BILL = Proposal(
    ref="dk/toy/L1",
    source="toy",
    kind=ProposalKind.BILL,
    native_kind="Lovforslag",
    title="Forslag til lov om vagter",
    stage=Stage.INTRODUCED,
    native_status="",
    url="",
    number="L 1",
)


class NoSite:
    """A network that has nothing."""

    def listing(self, source: SourceConfig, request: Request) -> Answer:
        """Nothing."""
        raise NotFound(source.id, request.url, "404")

    def document(self, source: SourceConfig, url: str) -> Answer:
        """Nothing."""
        raise NotFound(source.id, url, "404")

    def address(self, url: str) -> Answer:
        """Nothing."""
        raise NotFound("toy", url, "404")


class Morning:
    """A store, a clock that tests move, and the profile."""

    def __init__(self, folder: Path) -> None:
        self.now = MONDAY
        self.store = open_database(folder / "data")
        settings = parse(CONFIG, ROOT / "sources.yaml")
        self.profile: Profile = settings.profiles["lef"]
        self.line = Line(
            settings=settings,
            store=self.store,
            fetcher=NoSite(),
            sources={},
            analyst=EmbeddedAnalyst(),
            analyst_id="embedded",
            compute=here,
            clock=lambda: self.now,
            output=folder / "output",
            templates=ROOT / "templates",
        )

    def keep(self, proposal: Proposal, score: int = 80, *, ago: float = 1.0) -> None:
        """A proposal with its relevance, seen so many hours ago."""
        self.store.save_proposal(proposal, self.now - timedelta(hours=ago))
        self.store.save_relevance(proposal.ref, "lef", Relevance(score))

    def brief(self) -> DailyBrief:
        """The brief of this morning, not written."""
        return daily_brief(self.line, self.profile)


@pytest.fixture
def morning(tmp_path: Path) -> Iterator[Morning]:
    """Monday at seven in Denmark, over a source that was read."""
    found = Morning(tmp_path)
    found.store.save_source_failure(SourceState("toy", read_at=MONDAY))
    yield found
    found.store.close()


def refs(items: tuple[object, ...]) -> list[str]:
    """The refs of items, in order."""
    return [each.proposal.ref for each in items]  # type: ignore[attr-defined]  # items


def test_new_changed_and_ended_are_told_apart(morning: Morning) -> None:
    """Each proposal stands once: adopted before changed, changed before new."""
    changed = replace(BILL, ref="dk/toy/L2", number="L 2")
    adopted = replace(BILL, ref="dk/toy/L3", number="L 3")
    for each in (changed, adopted):
        morning.keep(each, ago=200)
    morning.keep(BILL)
    morning.keep(replace(changed, committee="Beskæftigelsesudvalget"))
    morning.keep(replace(adopted, stage=Stage.ADOPTED))
    found = morning.brief()
    assert [["dk/toy/L1"], ["dk/toy/L2"], ["dk/toy/L3"]] == [
        refs(each) for each in (found.new, found.changed, found.ended)
    ]


def test_an_act_that_is_published_is_adopted_and_not_new(morning: Morning) -> None:
    """What is seen for the first time when it has ended stands with what ended."""
    morning.keep(replace(BILL, kind=ProposalKind.ADOPTED_ACT, stage=Stage.PUBLISHED))
    found = morning.brief()
    assert (["dk/toy/L1"], []) == (refs(found.ended), refs(found.new))


def test_what_does_not_matter_is_left_out(morning: Morning) -> None:
    """Below the threshold nothing is told, whatever happened."""
    morning.keep(BILL, score=39)
    assert morning.brief().is_empty


def test_the_most_relevant_stands_first(morning: Morning) -> None:
    """By relevance; of equals, the one that is due first."""
    soon = Deadline(DeadlineKind.COMMITTEE_QUESTIONS, date(2026, 12, 18), "step.1")
    morning.keep(replace(BILL, ref="dk/toy/a"), 60)
    morning.keep(replace(BILL, ref="dk/toy/b", deadlines=(soon,)), 60)
    morning.keep(replace(BILL, ref="dk/toy/c"), 90)
    assert ["dk/toy/c", "dk/toy/b", "dk/toy/a"] == refs(morning.brief().new)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 11, 20), False),
        (date(2026, 11, 23), True),
        (date(2026, 12, 7), True),
        (date(2026, 12, 8), False),
    ],
)
def test_due_within_ten_working_days(morning: Morning, day: date, *, due: bool) -> None:
    """From Monday 23 November that is Monday 7 December; what has passed is not due."""
    deadline = Deadline(DeadlineKind.COMMITTEE_QUESTIONS, day, "step.1")
    morning.keep(replace(BILL, deadlines=(deadline,)), ago=200)
    assert due is bool(morning.brief().due)


def test_a_brief_goes_back_to_the_last_one(morning: Morning) -> None:
    """What came while no brief was made is in the next; what was told is not again."""
    morning.keep(BILL)
    path = write_daily(morning.line, morning.brief())
    assert "lef/dagens-overblik/2026-11-23_dagens-overblik_da.docx" == path
    assert (morning.line.output / path).with_suffix(".json").exists()
    morning.now += timedelta(days=4)
    morning.keep(replace(BILL, ref="dk/toy/L9"), ago=80)
    found = morning.brief()
    assert MONDAY == found.since
    assert ["dk/toy/L9"] == refs(found.new)


def test_the_same_day_again_gives_the_same_brief(morning: Morning) -> None:
    """A second brief of a day goes back as far as the first, and replaces it."""
    morning.keep(BILL)
    first = morning.brief()
    write_daily(morning.line, first)
    morning.now += timedelta(hours=3)
    again = morning.brief()
    assert refs(first.new) == refs(again.new)
    write_daily(morning.line, again)
    assert 1 == len(list(morning.line.output.rglob("*.docx")))


@pytest.mark.parametrize(
    ("now", "since"),
    [
        (datetime(2026, 11, 24, 6, tzinfo=UTC), datetime(2026, 11, 23, 6, tzinfo=UTC)),
        (datetime(2026, 11, 23, 6, tzinfo=UTC), datetime(2026, 11, 20, 6, tzinfo=UTC)),
        (datetime(2026, 12, 28, 6, tzinfo=UTC), datetime(2026, 12, 23, 6, tzinfo=UTC)),
        (datetime(2026, 4, 7, 6, tzinfo=UTC), datetime(2026, 4, 1, 6, tzinfo=UTC)),
    ],
)
def test_the_first_brief_goes_back_one_working_day(
    morning: Morning, now: datetime, since: datetime
) -> None:
    """Over weekends, Christmas and Easter."""
    morning.now = now
    assert since == morning.brief().since


def test_sources_that_may_have_left_something_out(morning: Morning) -> None:
    """One that failed, and one never read; one switched off is no loss."""
    assert () == morning.brief().troubles
    failed = SourceState("toy", read_at=MONDAY, errors=1, error="Unreachable")
    morning.store.save_source_failure(failed)
    (found,) = morning.brief().troubles
    assert ("toy", Trouble.FAILED) == (found.source, found.trouble)
    morning.store.save_source_failure(SourceState("toy"))
    assert [Trouble.NEVER_READ] == [each.trouble for each in morning.brief().troubles]
