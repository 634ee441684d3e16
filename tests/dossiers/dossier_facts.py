"""Proposals and decisions for the tests of dossiers, invented."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from briefing.domain.dossier import JoinDecision
from briefing.domain.proposal import Proposal, ProposalKind, Stage
from briefing.dossiers import Facts, facts

START = datetime(2026, 11, 1, 9, tzinfo=UTC)
_PLACES = {
    ProposalKind.BILL: "dk/folketinget",
    ProposalKind.ADOPTED_ACT: "dk/retsinformation",
    ProposalKind.EXECUTIVE_ORDER: "dk/retsinformation",
    ProposalKind.DRAFT_BILL: "dk/hoeringsportalen",
    ProposalKind.DRAFT_ORDER: "dk/hoeringsportalen",
    ProposalKind.OTHER_CONSULTATION: "dk/hoeringsportalen",
    ProposalKind.EU_INITIATIVE: "eu/have-your-say",
    ProposalKind.EU_PROPOSAL: "eu/cellar",
    ProposalKind.EU_PROCEDURE: "eu/europarl",
    ProposalKind.SOCIAL_PARTNER_CONSULTATION: "eu/press-corner",
}


def proposal(name: str, kind: str, title: str = "", **values: Any) -> Proposal:
    """A proposal called `<source>/<name>`; `ids` are its identifiers."""
    its_kind = ProposalKind(kind)
    return Proposal(
        ref=f"{_PLACES.get(its_kind, 'dk/other')}/{name}",
        source="test",
        kind=its_kind,
        native_kind=values.pop("native_kind", ""),
        title=title,
        stage=Stage.UNKNOWN,
        native_status="",
        url="",
        other_identifiers=tuple(values.pop("ids", ())),
        **values,
    )


def known(name: str, kind: str, title: str = "", **values: Any) -> Facts:
    """The facts of such a proposal."""
    return facts(proposal(name, kind, title, **values))


def decision(first: Facts, second: Facts, joined: bool, hours: int = 0) -> JoinDecision:
    """A person's decision, so many hours after the first."""
    at = START + timedelta(hours=hours)
    return JoinDecision(first.ref, second.ref, joined, "Prøve Prøvesen", "", at)


def day(text: str) -> date:
    """A date from `2026-11-24`."""
    return date.fromisoformat(text)
