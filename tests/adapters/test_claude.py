"""The language model's adapter, against a real server that speaks its wire format."""

import json
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from messages_server import NATIVE, TOOL, Asked, Fault, MessagesServer, Said
from pydantic import BaseModel

from briefing.adapters.asking import ModelSettings, ServerSettings
from briefing.adapters.claude import ClaudeModel
from briefing.adapters.database import Database, open_database
from briefing.domain.budget import Limits, Prices
from briefing.domain.model import Ask, Prompt, Role, Usage
from briefing.errors import (
    AnalysisError,
    BudgetSpent,
    InvalidAnswer,
    KeyNotAccepted,
    ModelBusy,
    ModelRefused,
    ModelUnavailable,
    QuestionRejected,
    QuestionTooLong,
    Truncated,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SOON = {"retry-after-ms": "1"}
OVERFLOW = (
    b'{"error": {"code": 400, "message": "the request exceeds the available context '
    b'size, try increasing it", "type": "exceed_context_size_error", "n_ctx": 8192}}'
)
UNPAID = (
    b'{"type": "error", "error": {"type": "invalid_request_error", "message": '
    b'"Your credit balance is too low to access the API."}}'
)
BUSY = (Fault(529, SOON), Fault(429, SOON), Fault(500, SOON))


class Answer(BaseModel):
    """The form asked for in these tests."""

    place: str
    count: int


GOOD = Said({"place": "§ 5", "count": 3})


def good(_asked: Asked) -> Said:
    """A model that answers as asked."""
    return GOOD


def ask(question: str = "Hvor?", shared: str = "", ref: str = "dk/1") -> Ask[Answer]:
    """A question in the form."""
    prompt = Prompt("test", "7", "abc", question)
    return Ask(
        Role.ASSESS, prompt, "Svar.", shared, question, Answer, ref, "lef", {"b": "1"}
    )


@pytest.fixture
def store(tmp_path: Path, database_url: str | None) -> Iterator[Database]:
    """An empty store, on SQLite and on PostgreSQL."""
    database = open_database(tmp_path / "data", database_url)
    yield database
    database.close()


@contextmanager
def model_at(
    server: MessagesServer, store: Database, folder: Path, **more: Any
) -> Iterator[ClaudeModel]:
    """The adapter pointed at the server, keeping its calls in the store."""
    one = {key: more.pop(key) for key in ("window", "most", "effort") if key in more}
    prices, clock = Prices(20.0, 100.0), more.pop("clock", lambda: NOW)
    settings = ServerSettings(
        {Role.ASSESS: ModelSettings("stand-in", prices=prices, **one)},
        base_url=server.base_url,
        **{"timeout": 5.0, "retries": 0, **more},
    )
    model = ClaudeModel(
        settings,
        memory=folder / "ways.json",
        kept=store,
        clock=clock,
    )
    try:
        yield model
    finally:
        model.close()


@pytest.mark.parametrize(
    ("honours", "mode"),
    [((NATIVE, TOOL), "native"), ((TOOL,), "tool"), ((), "text")],
)
def test_the_way_to_ask_is_found_out_once(
    honours: tuple[str, ...], mode: str, store: Database, tmp_path: Path
) -> None:
    """Whatever a server honours, an answer comes; the next process does not probe."""
    with MessagesServer(good, honours=honours) as server:
        for question in ("Hvor?", "Hvornår?"):
            with model_at(server, store, tmp_path) as model:
                reply = model.ask(ask(question))
            assert (reply.value, reply.mode) == (Answer(place="§ 5", count=3), mode)
        probes = [each for each in map(Asked, server.bodies) if each.is_probe]
    assert len(probes) == {"native": 1, "tool": 2, "text": 2}[mode]
    assert (tmp_path / "ways.json").read_text().count("stand-in") == 1


def test_a_server_that_refuses_a_form_is_asked_in_another(
    store: Database, tmp_path: Path
) -> None:
    """A 400 to structured output says nothing of the question itself."""
    faults = deque([Fault(400), Fault(400)])
    with (
        MessagesServer(good, faults=faults) as server,
        model_at(server, store, tmp_path) as model,
    ):
        assert model.ask(ask()).mode == "text"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"x": "native"}', '{"x": 3}'])
def test_a_damaged_memory_is_no_memory(
    content: str, store: Database, tmp_path: Path
) -> None:
    """The way is found out again."""
    (tmp_path / "ways.json").write_text(content)
    with (
        MessagesServer(good) as server,
        model_at(server, store, tmp_path) as model,
    ):
        assert model.ask(ask()).mode == "native"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (Said(stop="refusal", text="Nej."), ModelRefused),
        (Said({"place": "§ 5", "count": 3}, stop="max_tokens"), Truncated),
        (Said(text='{"place": "§ 5"', stop="max_tokens"), Truncated),
        (Said(GOOD.value, stop="model_context_window_exceeded"), Truncated),
        (Said(text="Det ved jeg ikke."), InvalidAnswer),
        (Said(text='{"place": "§ 5", "count": '), InvalidAnswer),
        (Said({"sted": "§ 5"}), InvalidAnswer),
        (Said({"place": ["§ 5"], "count": "mange"}), InvalidAnswer),
        (Said([1, 2]), InvalidAnswer),
        (Said(text="{" * 5000 + "}" * 5000), InvalidAnswer),
    ],
)
def test_half_an_answer_is_no_answer(
    said: Said, error: type[AnalysisError], store: Database, tmp_path: Path
) -> None:
    """Refused, cut off, no JSON, another form: an error by name, and a kept call."""
    with (
        MessagesServer(lambda _asked: said) as server,
        model_at(server, store, tmp_path) as model,
        pytest.raises(error),
    ):
        model.ask(ask())
    (call,) = store.calls("dk/1")
    assert (call.error, call.usage.output) == (error.__name__, 50)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(401),
        Fault(404),
        Fault(500),
        Fault(529),
        Fault(307, {"location": "http://127.0.0.1:9/"}),
        Fault(200, body=b"<html>Log ind</html>"),
        Fault(200, body=b"\xff\xfe"),
        Fault(200, body=b"[]"),
        Fault(200, body=b"null"),
        Fault(200, body=b'{"type": "message", "content": null}'),
        Fault(cut=True),
    ],
    ids=lambda each: f"{each.status} {each.body[:12]!r} {each.cut}",
)
def test_whatever_a_server_does_is_an_error_of_ours(
    fault: Fault, store: Database, tmp_path: Path
) -> None:
    """Errors, log-in pages, redirects, broken connections: never a bare exception."""
    with MessagesServer(good) as server, model_at(server, store, tmp_path) as model:
        model.ask(ask("Først?"))
        server.faults.append(fault)
        with pytest.raises((ModelUnavailable, InvalidAnswer)):
            model.ask(ask())
    names = {"ModelUnavailable", "InvalidAnswer", "ModelBusy", "KeyNotAccepted"}
    assert store.calls("dk/1")[-1].error in names


def test_an_answer_without_an_end_is_given_up(store: Database, tmp_path: Path) -> None:
    """Bytes that never stop are cut off by number."""
    with (
        MessagesServer(good) as server,
        model_at(server, store, tmp_path, largest=50_000) as model,
    ):
        model.ask(ask("Først?"))
        server.faults.append(Fault(endless=True))
        with pytest.raises(ModelUnavailable, match="Timeout"):
            model.ask(ask())


def test_a_trickle_is_given_up_after_its_time(store: Database, tmp_path: Path) -> None:
    """The time-out counts for the whole answer, not for each piece of it."""
    with (
        MessagesServer(good) as server,
        model_at(server, store, tmp_path, timeout=0.3) as model,
    ):
        model.ask(ask("Først?"))
        server.faults.append(Fault(endless=True))
        with pytest.raises(ModelUnavailable, match="Timeout"):
            model.ask(ask())


def test_a_busy_server_is_asked_again(store: Database, tmp_path: Path) -> None:
    """Overloaded, rate limited, failing: asked again after what it says."""
    with (
        MessagesServer(good) as server,
        model_at(server, store, tmp_path, retries=3) as model,
    ):
        model.ask(ask("Først?"))
        server.faults.extend(BUSY)
        assert model.ask(ask()).value.count == 3
    assert [each.error for each in store.calls("dk/1")] == ["", ""]


def test_headers_that_say_wait_are_obeyed(store: Database, tmp_path: Path) -> None:
    """When nothing is left, the next call waits until the reset."""
    reset = datetime.now(UTC) + timedelta(seconds=0.5)
    name = "anthropic-ratelimit-requests"
    headers = {f"{name}-remaining": "0", f"{name}-reset": reset.isoformat()}
    with (
        MessagesServer(good, headers=headers) as server,
        model_at(server, store, tmp_path) as model,
    ):
        model.ask(ask())
        assert datetime.now(UTC) >= reset


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(401), KeyNotAccepted),
        (Fault(403), KeyNotAccepted),
        (Fault(429), ModelBusy),
        (Fault(529), ModelBusy),
        (Fault(400, body=b'{"error": {"message": "Noget er galt"}}'), QuestionRejected),
        (Fault(400, body=OVERFLOW), QuestionTooLong),
        (Fault(413), QuestionTooLong),
        (Fault(400, body=UNPAID), ModelUnavailable),
        (Fault(500), ModelUnavailable),
    ],
)
def test_a_refusal_is_told_by_what_it_means(
    fault: Fault, error: type[AnalysisError], store: Database, tmp_path: Path
) -> None:
    """The key, the question, its length, the bill, or the server itself."""
    if fault.status == 413:
        fault = Fault(413, body=b'{"error": {"message": "Request too large"}}')
    with MessagesServer(good) as server, model_at(server, store, tmp_path) as model:
        model.ask(ask("Først?"))
        server.faults.append(fault)
        with pytest.raises(error) as caught:
            model.ask(ask())
    assert type(caught.value) is error
    assert store.calls("dk/1")[-1].error == error.__name__


def test_what_had_no_usable_answer_is_not_asked_again_that_day(
    store: Database, tmp_path: Path
) -> None:
    """Nothing would come of it; the next day it is tried once more."""
    moment = [NOW]
    with MessagesServer(lambda _asked: Said(text="Det ved jeg ikke.")) as server:
        for hours in (0, 1, 23, 25):
            moment[0] = NOW + timedelta(hours=hours)
            with (
                model_at(server, store, tmp_path, clock=lambda: moment[0]) as model,
                pytest.raises(InvalidAnswer),
            ):
                model.ask(ask())
        assert len(server.questions) == 2


def test_a_server_that_runs_short_slows_its_own_model_only(
    store: Database, tmp_path: Path
) -> None:
    """What an answer says of tokens left holds the next one back, here by its size."""
    name = "anthropic-ratelimit-input-tokens"
    reset = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    headers = {f"{name}-remaining": "900", f"{name}-reset": reset}
    with (
        MessagesServer(good, headers=headers) as server,
        model_at(server, store, tmp_path) as model,
    ):
        model.ask(ask())
        pace = model._paces["stand-in"]
        assert pace.pause(901) > 0
        assert pace.pause(900) == 0


def test_long_answers_come_as_a_stream(store: Database, tmp_path: Path) -> None:
    """Text and tool use alike; one that breaks off half-way is no answer."""
    for honours in ((NATIVE, TOOL), (TOOL,)):
        folder = tmp_path / str(len(honours))
        with (
            MessagesServer(good, honours=honours) as server,
            model_at(server, store, folder, most=30_000) as model,
        ):
            reply = model.ask(ask(f"Hvor {honours}?"))
            assert reply.value == Answer(place="§ 5", count=3)
            assert server.questions[-1].body["stream"] is True
            server.script = lambda _asked: Said(GOOD.value, stop="broken")
            with pytest.raises(ModelUnavailable):
                model.ask(ask("Mere?"))
            server.script = lambda _asked: Said(GOOD.value, stop="max_tokens")
            with pytest.raises(Truncated):
                model.ask(ask("Endnu mere?"))


def test_a_second_reader_finds_the_passages_kept(
    store: Database, tmp_path: Path
) -> None:
    """Who reads stands after the passages, so that they are read from cache."""
    shared = "\n".join(f"[{n}] Passage nummer {n}." for n in range(200))
    with MessagesServer(good) as server, model_at(server, store, tmp_path) as model:
        for reader in ("Lønmodtagerne", "Arbejdsgiverne"):
            model.ask(replace(ask("Hvor?", shared), reader=reader))
        one, other = (each.body for each in server.questions)
    first, second = (each["messages"][0]["content"] for each in (one, other))
    assert (one["system"], first[0]) == (other["system"], second[0])
    assert [each.get("text") for each in second[1:]] == ["Arbejdsgiverne", "Hvor?"]
    assert ["cache_control" in each for each in second] == [True, True, False]


def test_a_call_is_kept_whole(store: Database, tmp_path: Path) -> None:
    """Purpose, prompt, server, way, documents, what was sent, what came, the cost."""
    with MessagesServer(good) as server, model_at(server, store, tmp_path) as model:
        reply = model.ask(ask(shared="[1] Loven træder i kraft."))
        sent = server.questions[0].body
    (call,) = store.calls("dk/1")
    assert json.loads(call.sent) == sent
    assert (call.prompt, call.prompt_version, call.mode) == ("test", "7", "native")
    assert (dict(call.documents), call.profile) == ({"b": "1"}, "lef")
    assert call.server.startswith(server.base_url)
    assert json.loads(call.answer) == GOOD.value
    assert call.usage == reply.usage
    usage = call.usage
    expected = (usage.input + 1.25 * usage.cache_write) * 20 + usage.output * 100
    assert call.kroner == pytest.approx(expected / 1_000_000)
    assert usage.cache_write > 0


def test_what_all_questions_share_is_read_from_cache(
    store: Database, tmp_path: Path
) -> None:
    """Instructions and passages come first and unchanged; the question differs."""
    shared = "\n".join(f"[{n}] Passage nummer {n}." for n in range(200))
    with MessagesServer(good) as server, model_at(server, store, tmp_path) as model:
        first = model.ask(ask("Hvor?", shared)).usage
        second = model.ask(ask("Hvornår?", shared)).usage
    assert (first.cache_read, second.cache_write) == (0, 0)
    assert second.cache_read == first.cache_write > 1000


def test_a_question_is_not_paid_for_twice(store: Database, tmp_path: Path) -> None:
    """Answered before, in this process or another: the answer that was kept."""
    with MessagesServer(good) as server:
        for _time in range(2):
            with model_at(server, store, tmp_path) as model:
                reply = model.ask(ask())
        assert len(server.questions) == 1
    assert (reply.value.count, reply.usage) == (3, Usage())


def test_a_question_that_failed_is_asked_again(store: Database, tmp_path: Path) -> None:
    """Only a usable answer is kept as one."""
    with MessagesServer(good) as server, model_at(server, store, tmp_path) as model:
        model.ask(ask("Først?"))
        server.faults.append(Fault(500))
        with pytest.raises(ModelUnavailable):
            model.ask(ask())
        assert model.ask(ask()).value.count == 3


@pytest.mark.parametrize(
    ("limits", "limit"),
    [
        (Limits(proposal_tokens=3_000), "proposal_tokens"),
        (Limits(day_tokens=3_000), "day_tokens"),
        (Limits(proposal_kroner=0.25), "proposal_kroner"),
        (Limits(day_kroner=0.25), "day_kroner"),
    ],
)
def test_a_budget_stops_before_it_is_passed(
    limits: Limits, limit: str, store: Database, tmp_path: Path
) -> None:
    """The call that could pass it is not made, and nothing is spent on it."""
    with (
        MessagesServer(good) as server,
        model_at(server, store, tmp_path, limits=limits, most=1_500) as model,
        pytest.raises(BudgetSpent) as caught,
    ):
        [model.ask(ask(f"Spørgsmål {number}?")) for number in range(60)]
    assert caught.value.limit == limit
    proposal, day = store.spent("dk/1", NOW)
    assert proposal.tokens <= 3_000
    assert day.kroner <= 0.25 or limit.endswith("tokens")
    assert len(server.questions) == len(store.calls("dk/1")) > 0


def test_a_budget_holds_for_calls_made_at_once(store: Database, tmp_path: Path) -> None:
    """Eight at a time cannot spend together what one alone may not."""
    limits = Limits(day_tokens=8_000)
    refused = []
    with (
        MessagesServer(good) as server,
        model_at(server, store, tmp_path, limits=limits, most=2_000) as model,
    ):
        model.ask(ask("Først?"))

        def one(number: int) -> None:
            try:
                model.ask(ask(f"Spørgsmål {number}?", ref=f"dk/{number}"))
            except BudgetSpent as error:
                refused.append(error.limit)

        barrier = threading.Barrier(8)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda n: (barrier.wait(), one(n)), range(8)))
    assert refused
    assert store.spent("", NOW)[1].tokens <= 8_000


def test_yesterdays_calls_are_not_todays(store: Database, tmp_path: Path) -> None:
    """The day is the Danish one: 23.30 UTC is tomorrow."""
    with MessagesServer(good) as server, model_at(server, store, tmp_path) as model:
        model.ask(ask())
    late = NOW.replace(hour=22, minute=59)
    assert store.spent("dk/1", late)[1].tokens > 0
    proposal, day = store.spent("dk/1", NOW.replace(hour=23, minute=30))
    assert (proposal.tokens > 0, day.tokens) == (True, 0)


@pytest.mark.parametrize("counts", [True, False])
def test_what_does_not_fit_is_not_sent(
    counts: bool, store: Database, tmp_path: Path
) -> None:
    """Counted by the server, else estimated; a part of the text is never sent."""
    with (
        MessagesServer(good, counts=counts) as server,
        model_at(server, store, tmp_path, window=2_000) as model,
        pytest.raises(Truncated),
    ):
        model.ask(ask(shared="lang tekst " * 2_000))
    assert server.questions == []


def test_documents_go_as_text_alone(store: Database, tmp_path: Path) -> None:
    """No block of another kind, which a server of one's own would drop silently."""
    with MessagesServer(good) as server, model_at(server, store, tmp_path) as model:
        model.ask(ask(shared="[1] Tekst."))
    (asked,) = server.questions
    blocks = asked.body["messages"][0]["content"]
    assert {each["type"] for each in blocks} == {"text"}


def test_without_key_and_server_nothing_is_sent(
    store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key or a server of one's own is needed; the environment is not searched."""
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "stray")
    settings = ServerSettings({Role.ASSESS: ModelSettings("x")})
    model = ClaudeModel(settings, memory=tmp_path / "w", kept=store)
    with pytest.raises(ModelUnavailable, match="ANTHROPIC_API_KEY"):
        model.ask(ask())
    model.close()
    assert store.calls() == ()


def test_the_key_is_neither_shown_nor_kept(store: Database, tmp_path: Path) -> None:
    """It goes to the server in its header, and stands nowhere else."""
    with MessagesServer(good) as server:
        with model_at(server, store, tmp_path, key="sk-meget-hemmelig") as model:
            model.ask(ask())
        assert server.keys == {"Bearer sk-meget-hemmelig"}
    assert "sk-meget-hemmelig" not in repr(store.calls())
    settings = ServerSettings({}, key="sk-meget-hemmelig")
    assert "sk-meget-hemmelig" not in repr(settings)
