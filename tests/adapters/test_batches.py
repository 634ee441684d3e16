"""Questions asked together, against a real server that speaks the wire format."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from messages_server import Fault, MessagesServer, Said
from pydantic import BaseModel

from briefing.adapters.asking import ModelSettings, ServerSettings
from briefing.adapters.claude import ClaudeModel
from briefing.adapters.database import Database, open_database
from briefing.domain.budget import Limits, Prices
from briefing.domain.calls import QueueState
from briefing.domain.model import Ask, Prompt, Role
from briefing.errors import (
    AnswersAwaited,
    BudgetSpent,
    InvalidAnswer,
    ModelRefused,
    ModelUnavailable,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PRICES = Prices(20.0, 100.0)
ROUNDS = ("Hvor?", "Hvornår?", "Hvem?")


class Answer(BaseModel):
    """The form asked for."""

    place: str


def ask(question: str = "Hvor?", *, may_wait: bool = True) -> Ask[Answer]:
    """A question that may wait."""
    prompt = Prompt("test", "1", "abc", question)
    ref = f"dk/{question}"
    return Ask(Role.ASSESS, prompt, "Svar.", "", question, Answer, ref, "lef",
               may_wait=may_wait)  # fmt: skip


def placed(asked: Any) -> Said:
    """An answer that tells which question it is to."""
    return Said({"place": asked.text})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """An empty store."""
    database = open_database(tmp_path / "data")
    yield database
    database.close()


@pytest.fixture
def server() -> Iterator[MessagesServer]:
    """A server that takes batches."""
    with MessagesServer(placed) as running:
        yield running


@contextmanager
def model_at(
    server: MessagesServer, store: Database, folder: Path, **more: Any
) -> Iterator[ClaudeModel]:
    """The adapter, as a new process would have it."""
    settings = ServerSettings(
        {Role.ASSESS: ModelSettings("stand-in", prices=PRICES, most=1_000)},
        base_url=server.base_url,
        **{"timeout": 5.0, "retries": 0, "batch_poll": 1.0, "batch_wait": 5.0, **more},
    )
    model = ClaudeModel(
        settings,
        memory=folder / "ways.json",
        kept=store,
        clock=lambda: NOW,
        sleep=lambda _seconds: None,
    )
    try:
        yield model
    finally:
        model.close()


def gather(model: ClaudeModel, *questions: str) -> None:
    """Ask these while questions are gathered."""
    with model.batches.gathering():
        for each in questions:
            with pytest.raises(AnswersAwaited):
                model.ask(ask(each))


def singly(server: MessagesServer) -> list[str]:
    """The questions asked one by one, the probes left out."""
    return [each.text for each in server.questions]


def test_answers_are_taken_by_their_id(
    server: MessagesServer, store: Database, tmp_path: Path
) -> None:
    """They come in another order than asked, cost half, and are calls like others."""
    server.polls = 2
    with model_at(server, store, tmp_path) as model:
        gather(model, *ROUNDS)
        assert model.batches.waiting() == 3
        assert model.batches.hand_in() == 3
        assert model.batches.take() == frozenset()
        assert model.batches.wait() == {f"dk/{each}" for each in ROUNDS}
        assert (model.batches.waiting(), singly(server)) == (0, [])
        for each in ROUNDS:
            assert model.ask(ask(each)).value.place == each
        assert singly(server) == []
    (call,) = store.calls("dk/Hvor?")
    assert (call.batch, call.error) == ("msgbatch_1", "")
    full = PRICES.kroner(call.usage)
    assert full
    assert call.kroner == pytest.approx(full / 2)
    assert "Hvor?" in call.sent


def test_a_process_that_ends_loses_nothing(
    server: MessagesServer, store: Database, tmp_path: Path
) -> None:
    """Gathered by one, handed in by another, taken by a third: asked once."""
    with model_at(server, store, tmp_path) as model:
        gather(model, *ROUNDS)
    with model_at(server, store, tmp_path) as model:
        assert model.batches.hand_in() == 3
        with pytest.raises(AnswersAwaited):
            model.ask(ask())
    with model_at(server, store, tmp_path) as model:
        assert len(model.batches.take()) == 3
        assert model.batches.take() == frozenset()
        assert model.ask(ask()).value.place == "Hvor?"
    (batch,) = server.batched.values()
    assert len(batch.requests) == len(store.calls("dk/Hvor?")) + 2
    assert singly(server) == []


def test_a_batch_made_by_a_process_that_died_is_found_again(
    server: MessagesServer, store: Database, tmp_path: Path
) -> None:
    """The server took it, and the id was never kept: it is not asked a second time."""
    with model_at(server, store, tmp_path) as model:
        gather(model, *ROUNDS)
        model.batches.hand_in()
        for each in store.queue_of(model._server, QueueState.SENT):
            lost = replace(each, state=QueueState.HANDING, batch="")
            store.requeue(replace(lost, at=datetime.now(UTC)))
    with model_at(server, store, tmp_path) as model:
        assert model.batches.hand_in() == 3
        assert (len(server.batched), len(model.batches.take())) == (1, 3)


def test_questions_that_never_arrived_are_handed_in_again(
    server: MessagesServer, store: Database, tmp_path: Path
) -> None:
    """A server that breaks off is told of, and the questions stay."""
    with model_at(server, store, tmp_path) as model:
        gather(model, *ROUNDS)
        server.faults.append(Fault(529))
        with pytest.raises(ModelUnavailable):
            model.batches.hand_in()
        assert model.batches.waiting() == 3
        assert (model.batches.hand_in(), len(server.batched)) == (3, 1)


@pytest.mark.parametrize("fate", ["errored", "expired", "canceled"])
def test_what_a_batch_leaves_unanswered_is_asked_by_itself(
    fate: str, server: MessagesServer, store: Database, tmp_path: Path
) -> None:
    """The others are kept; the lost one is asked at full price, once."""
    with model_at(server, store, tmp_path) as model:
        gather(model, *ROUNDS)
        model.batches.hand_in()
        (batch,) = server.batched.values()
        batch.lost[batch.requests[0]["custom_id"]] = fate
        lost = batch.requests[0]["params"]["messages"][0]["content"][0]["text"]
        model.batches.take()
        with model.batches.gathering():
            for each in ROUNDS:
                assert model.ask(ask(each)).value.place == each
        assert singly(server) == [lost]
    (call,) = store.calls(f"dk/{lost}")
    assert call.batch == ""
    assert call.kroner == pytest.approx(PRICES.kroner(call.usage))


def test_a_batch_that_is_cancelled_or_gone_is_asked_singly(
    server: MessagesServer, store: Database, tmp_path: Path
) -> None:
    """Cancelled at the server, or thrown away there: nothing waits for ever."""
    with model_at(server, store, tmp_path) as model:
        gather(model, "Hvor?")
        model.batches.hand_in()
        model._client.messages.batches.cancel("msgbatch_1")
        model.batches.take()
        gather(model, "Hvem?")
        model.batches.hand_in()
        del server.batched["msgbatch_2"]
        model.batches.take()
        assert model.batches.waiting() == 0
        for each in ("Hvor?", "Hvem?"):
            model.ask(ask(each))
        assert singly(server) == ["Hvor?", "Hvem?"]


def test_a_server_without_batches_is_found_out_once(
    server: MessagesServer, store: Database, tmp_path: Path
) -> None:
    """It answers 404: every question is asked by itself, and that is remembered."""
    server.batches = False
    with model_at(server, store, tmp_path) as model, model.batches.gathering():
        assert model.ask(ask()).value.place == "Hvor?"
    server.batches = True
    with model_at(server, store, tmp_path) as model, model.batches.gathering():
        assert model.ask(ask("Hvem?")).value.place == "Hvem?"
    assert "no batches" in (tmp_path / "ways.json").read_text()
    assert server.batched == {}


def test_a_server_that_knows_none_after_all(
    server: MessagesServer, store: Database, tmp_path: Path
) -> None:
    """It lists batches and takes none: asked singly, and remembered."""
    with model_at(server, store, tmp_path) as model:
        gather(model, "Hvor?")
        server.faults.append(Fault(404))
        assert model.batches.hand_in() == 0
        assert model.ask(ask()).value.place == "Hvor?"
        with model.batches.gathering():
            assert model.ask(ask("Hvem?")).value.place == "Hvem?"


def test_what_others_wait_for_is_never_gathered(
    server: MessagesServer, store: Database, tmp_path: Path
) -> None:
    """A second reading is asked at once, in a backfill too."""
    with model_at(server, store, tmp_path) as model, model.batches.gathering():
        assert model.ask(ask(may_wait=False)).value.place == "Hvor?"


def test_a_budget_counts_what_is_under_way(
    server: MessagesServer, store: Database, tmp_path: Path
) -> None:
    """Questions handed in together cannot pass it together."""
    limits = Limits(day_tokens=4_000)
    refused = []
    with (
        model_at(server, store, tmp_path, limits=limits) as model,
        model.batches.gathering(),
    ):
        for number in range(9):
            try:
                model.ask(ask(f"{number}?"))
            except AnswersAwaited:
                continue
            except BudgetSpent as error:
                refused.append(error.limit)
    assert set(refused) == {"day_tokens"}
    assert 0 < len(store.queue_of(model._server, QueueState.QUEUED)) < 9
    assert store.spent("", NOW)[1].tokens <= 4_000


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (Said(text="Nej.", stop="refusal"), ModelRefused),
        (Said(text="Det ved jeg ikke."), InvalidAnswer),
    ],
)
def test_an_answer_that_is_none_is_told_and_not_asked_again(
    said: Said, error: type[Exception], server: MessagesServer, store: Database,
    tmp_path: Path,
) -> None:  # fmt: skip
    """As for a question asked by itself."""
    with model_at(server, store, tmp_path) as model:
        gather(model, "Hvor?")
        server.script = lambda _asked: said
        model.batches.hand_in()
        model.batches.take()
        with pytest.raises(error):
            model.ask(ask())
        assert singly(server) == []


def test_answers_are_not_fetched_from_elsewhere(
    server: MessagesServer, store: Database, tmp_path: Path
) -> None:
    """The key goes to the server that was asked, and to no other."""
    with model_at(server, store, tmp_path) as model:
        gather(model, "Hvor?")
        model.batches.hand_in()
        told = server.told
        server.told = lambda batch: {  # type: ignore[method-assign] # a lie
            **told(batch), "results_url": "http://127.0.0.1:9/results"
        }  # fmt: skip
        with pytest.raises(ModelUnavailable, match="another server"):
            model.batches.take()
