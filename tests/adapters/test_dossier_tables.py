"""The store of dossiers: replaced as a whole, decisions only ever added."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.adapters.database import Database, open_database
from briefing.domain.dossier import Dossier, Join, JoinDecision, JoinReason

DRAFT, BILL, ACT, OTHER = "dk/hearing/71231", "dk/ft/L31", "dk/act/LOV1", "dk/hearing/9"
IDENTIFIER = Join(BILL, ACT, JoinReason.IDENTIFIER, "LOV 1/2027", 1.0, certain=True)
MAYBE = Join(BILL, OTHER, JoinReason.TITLE, "arbejdsmiljø", 0.6, certain=False)
MATTER = Dossier((DRAFT, BILL, ACT), (IDENTIFIER,), (MAYBE,))
QUESTION = Dossier((OTHER,), (), (MAYBE,))


@pytest.fixture
def store(tmp_path: Path, database_url: str | None) -> Iterator[Database]:
    """An empty store, on SQLite and on PostgreSQL."""
    database = open_database(tmp_path, database_url)
    yield database
    database.close()


def test_every_part_leads_to_its_dossier(store: Database) -> None:
    """Asked by any of its parts, the dossier comes back whole."""
    store.save_dossiers([MATTER, QUESTION])
    assert [MATTER] * 3 == [store.dossier(ref) for ref in MATTER.refs]
    assert store.dossier(OTHER) == QUESTION
    assert store.dossiers() == (MATTER, QUESTION)


def test_what_stands_alone_is_a_dossier_of_itself(store: Database) -> None:
    """Nothing is kept for a proposal that nothing is joined to."""
    store.save_dossiers([Dossier((BILL,))])
    assert store.dossier(BILL) == Dossier((BILL,))
    assert store.dossiers() == ()


def test_saving_says_whose_dossier_is_another(store: Database) -> None:
    """The parts of new, changed and dissolved dossiers; those of the same are not."""
    assert sorted((*MATTER.refs, OTHER)) == list(
        store.save_dossiers([MATTER, QUESTION])
    )
    assert store.save_dossiers([QUESTION, MATTER]) == ()
    smaller = Dossier((DRAFT, BILL))
    assert sorted((*MATTER.refs, OTHER)) == list(store.save_dossiers([smaller]))
    assert store.dossier(ACT) == Dossier((ACT,))
    assert store.dossiers() == (smaller,)


def test_decisions_are_kept_in_order(store: Database) -> None:
    """A later decision stands beside the earlier one, with name, reason and moment."""
    at = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    joined = JoinDecision(BILL, OTHER, True, "Prøve Prøvesen", "samme sag", at)
    split = JoinDecision(BILL, OTHER, False, "Prøve Prøvesen", "nej, alligevel", at)
    store.save_join_decision(joined)
    store.save_join_decision(split)
    assert store.join_decisions() == (joined, split)
