"""The source's record as a document: which fields can be cited, and what they say."""

from dataclasses import replace
from datetime import date

from briefing.domain.proposal import Proposal, ProposalKind, Stage, Vote
from briefing.domain.record import record_document

PROPOSAL = Proposal(
    ref="dk/toy/L1",
    source="toy",
    kind=ProposalKind.BILL,
    native_kind="Lovforslag",
    title="Forslag til lov om stiger",
    stage=Stage.ADOPTED,
    native_status="Vedtaget",
    url="https://toy.example/L1",
)


def cited(proposal: Proposal, name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Text and cells of each passage of a field."""
    passages = record_document(proposal).reading.passages  # type: ignore[union-attr]  # a record always has one
    return [(p.text, p.cells) for p in passages if p.locator.field == name]


def test_a_vote_can_be_cited() -> None:
    """Each vote is one passage: its day, its type, its conclusion as it stands."""
    votes = (
        Vote(date(2026, 11, 10), "Ændringsforslag", is_adopted=False, conclusion=""),
        Vote(None, "", is_adopted=True, conclusion="Vedtaget.\nFor stemte 98."),
    )
    assert [
        (
            "2026-11-10 | Ændringsforslag | forkastet",
            ("2026-11-10", "Ændringsforslag", "forkastet"),
        ),
        ("Vedtaget.\nFor stemte 98.", ()),
    ] == cited(replace(PROPOSAL, votes=votes), "vote")


def test_a_vote_changes_the_record() -> None:
    """The hash of the record moves when a vote is taken or comes out otherwise."""
    vote = Vote(date(2026, 11, 10), "", is_adopted=True, conclusion="")
    hashes = {
        record_document(each).sha256
        for each in (
            PROPOSAL,
            replace(PROPOSAL, votes=(vote,)),
            replace(PROPOSAL, votes=(replace(vote, is_adopted=False),)),
        )
    }
    assert 3 == len(hashes)
