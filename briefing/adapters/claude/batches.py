"""Many questions handed in at once, their answers taken later, at a lower price.

A question that may wait is kept in the store, sent with others as a Message Batch, and
known by the batch's id until its answer is there: a process that ends in between loses
nothing, and nothing is asked twice. What a batch does not answer (expired, cancelled,
failed at the server) is asked by itself the next time. Servers of one's own mostly
answer 404: found out once and remembered, and then every question is asked by itself.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import anthropic

from briefing.adapters.asking import Batching, ModelSettings, ServerSettings, Ways
from briefing.adapters.claude.wire import (
    refuse_partial,
    text_of,
    translated,
    usage_of,
)
from briefing.domain.calls import OPEN, ModelCalls, Queued, QueueState
from briefing.domain.model import Ask, ModelCall, Role
from briefing.domain.ports import Clock
from briefing.errors import AnalysisError, ModelUnavailable, QuestionRejected

MOST_QUESTIONS, MOST_BYTES = 1_000, 50_000_000
"""Of one batch; the service takes 100,000 questions and 256 MB."""
_NOT_THERE = frozenset({404, 405, 501})
_SLACK = timedelta(minutes=5)


class Batches:
    """The questions handed in together at one server; see the module."""

    def __init__(
        self,
        client: anthropic.Anthropic,
        settings: ServerSettings,
        ways: Ways,
        kept: ModelCalls,
        *,
        clock: Clock,
        sleep: Callable[[float], None],
    ) -> None:
        self._client, self._settings, self._ways = client, settings, ways
        self._kept, self._clock, self._sleep = kept, clock, sleep
        self._gathering = False

    @contextmanager
    def gathering(self) -> Iterator[None]:
        """Meanwhile questions that may wait are kept for a batch, not asked."""
        self._gathering = True
        try:
            yield
        finally:
            self._gathering = False

    def takes(self, ask: Ask[Any], asked: str) -> bool:
        """Whether this question is, or is to be, asked with others.

        One that a batch left unanswered is not: it is asked by itself.
        """
        if not ask.may_wait:
            return False
        found = self._kept.queued(self._server, asked)
        if found is not None:
            return found.state in OPEN
        return self._gathering and self._are_taken()

    def hand_in(self) -> int:
        """Send what is kept for a batch; how many questions went.

        Raises ModelUnavailable when the server could not be reached: they stay kept.
        """
        self._look_for_lost()
        queued = self._kept.queue_of(self._server, QueueState.QUEUED)
        for some in _portions(queued):
            self._send(some)
        return len(self._kept.queue_of(self._server, QueueState.SENT))

    def take(self) -> frozenset[str]:
        """Take the answers that are there; the proposals they are of.

        Raises ModelUnavailable when the server could not be reached.
        """
        sent = self._kept.queue_of(self._server, QueueState.SENT)
        taken: set[str] = set()
        for batch in dict.fromkeys(each.batch for each in sent):
            some = [each for each in sent if each.batch == batch]
            if self._take(batch, {each.call.asked: each for each in some}):
                taken |= {each.call.ref for each in some}
        return frozenset(taken)

    def waiting(self) -> int:
        """How many questions have been handed in or kept and have no answer yet."""
        return sum(len(self._kept.queue_of(self._server, each)) for each in OPEN)

    def wait(self) -> frozenset[str]:
        """Ask for the answers again and again, as long as is configured."""
        taken = self.take()
        for _time in range(int(self._settings.batch_wait // self._settings.batch_poll)):
            if not self._kept.queue_of(self._server, QueueState.SENT):
                break
            self._sleep(self._settings.batch_poll)
            taken |= self.take()
        return taken

    @property
    def _server(self) -> str:
        return str(self._client.base_url)

    def _are_taken(self) -> bool:
        """Whether the server knows batches at all; found out once."""
        return (
            self._ways.of(f"{self._server} batches", Batching, self._probe)
            is Batching.TAKEN
        )

    def _probe(self) -> Batching:
        with translated():
            try:
                self._client.messages.batches.list(limit=1)
            except anthropic.APIStatusError as error:
                if error.status_code in _NOT_THERE:
                    return Batching.NONE
                raise
        return Batching.TAKEN

    def _send(self, some: list[Queued]) -> None:
        for each in some:
            self._set(each, QueueState.HANDING)
        try:
            with translated():
                batch = self._create(some)
        except QuestionRejected:
            state, name = QueueState.UNANSWERED, ""
        except ModelUnavailable:
            for each in some:
                self._set(each, QueueState.QUEUED)
            raise
        else:
            state = QueueState.SENT if batch else QueueState.UNANSWERED
            name = batch
        for each in some:
            self._set(each, state, name)

    def _create(self, some: list[Queued]) -> str:
        """The id of a new batch; empty when the server knows none after all."""
        requests: Any = [
            {"custom_id": each.call.asked, "params": json.loads(each.call.sent)}
            for each in some
        ]
        try:
            return self._client.messages.batches.create(requests=requests).id
        except anthropic.APIStatusError as error:
            if error.status_code not in _NOT_THERE:
                raise
            self._ways.learn(f"{self._server} batches", Batching.NONE)
            return ""

    def _set(self, each: Queued, state: QueueState, batch: str = "") -> None:
        self._kept.requeue(replace(each, state=state, batch=batch, at=self._clock()))

    def _look_for_lost(self) -> None:
        """Find the batch that was made when a process ended before it could tell.

        It is the unknown one of as many questions that is no older than they; where
        there is none, the questions never arrived and are handed in again.
        """
        lost = self._kept.queue_of(self._server, QueueState.HANDING)
        if not lost:
            return
        known = {e.batch for e in self._kept.queue_of(self._server, QueueState.SENT)}
        since = min(each.at for each in lost) - _SLACK
        with translated():
            found = [
                each.id
                for each in self._client.messages.batches.list(limit=20).data
                if each.id not in known
                and each.created_at >= since
                and sum(each.request_counts.model_dump().values()) == len(lost)
            ]
        state = QueueState.SENT if found else QueueState.QUEUED
        for each in lost:
            self._set(each, state, found[0] if found else "")

    def _take(self, batch: str, waiting: dict[str, Queued]) -> bool:
        """Whether the batch has ended; then each of its questions is settled."""
        with translated():
            try:
                found = self._client.messages.batches.retrieve(batch)
            except anthropic.NotFoundError:
                found = None
            if found is not None and found.processing_status != "ended":
                return False
            results = self._results(found) if found else []
            for each in results:
                queued = waiting.pop(each.custom_id, None)
                if queued is not None:
                    self._settle(queued, each.result)
        for queued in waiting.values():
            self._set(queued, QueueState.UNANSWERED, batch)
        return True

    def _results(self, found: Any) -> Any:
        """The results; never fetched from another server than the one asked."""
        address = urlsplit(found.results_url or "")
        if address.netloc and address.netloc != urlsplit(self._server).netloc:
            raise ModelUnavailable("the answers lie at another server than was asked")
        return self._client.messages.batches.results(found.id)

    def _settle(self, queued: Queued, result: Any) -> None:
        """Keep the answer as a call; what is none is asked by itself later."""
        if result.type != "succeeded":
            self._set(queued, QueueState.UNANSWERED, queued.batch)
            return
        call = self._answered(queued.call, result.message)
        call = replace(call, batch=queued.batch)
        state = replace(queued, state=QueueState.ANSWERED, at=self._clock())
        self._kept.requeue(state, call)

    def _answered(self, call: ModelCall, message: Any) -> ModelCall:
        usage = usage_of(message)
        kroner = self._model(call).prices.kroner(usage, batched=True)
        seconds = (self._clock() - call.started_at).total_seconds()
        call = replace(call, usage=usage, kroner=kroner, seconds=seconds)
        call = replace(call, answer=text_of(message))
        try:
            refuse_partial(message)
        except AnalysisError as error:
            return replace(call, error=type(error).__name__, error_detail=str(error))
        return call

    def _model(self, call: ModelCall) -> ModelSettings:
        models = self._settings.models
        return models.get(Role(call.role)) or models[Role.ASSESS]


def _portions(queued: tuple[Queued, ...]) -> Iterator[list[Queued]]:
    """The questions in portions that a batch takes."""
    some: list[Queued] = []
    size = 0
    for each in queued:
        length = len(each.call.sent.encode())
        if some and (len(some) == MOST_QUESTIONS or size + length > MOST_BYTES):
            yield some
            some, size = [], 0
        some.append(each)
        size += length
    if some:
        yield some
