"""Asking one question at a time through the Messages API.

The service of Anthropic or a server of one's own (`base_url`). Such servers differ in
what they honour, and say nothing when they ignore something: how an answer can be had
in a given form is found out once by a probe whose form its question does not give
away, and remembered. Documents always go as text. Retries, time-outs and headers are
the SDK's (its HTTP is `httpx2`); every call is handed to `keep`, whether it succeeded
or not. What was answered before is not asked again, nor, for a day, what was asked and
had no usable answer.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import anthropic
import httpx2
from pydantic import BaseModel

from briefing import errors
from briefing.adapters.asking import (
    KEY_VARIABLE,
    Mode,
    ModelSettings,
    ServerSettings,
    Ways,
)
from briefing.adapters.claude.batches import Batches
from briefing.adapters.claude.wire import (
    COUNTED,
    Bounded,
    body_of,
    hash_of,
    refuse_partial,
    text_of,
    translated,
    usage_of,
    value_of,
)
from briefing.adapters.pace import Pace
from briefing.domain.budget import Purse, Spent
from briefing.domain.calls import ModelCalls
from briefing.domain.model import Ask, ModelCall, Prompt, Reply, Role, Usage
from briefing.domain.ports import Clock
from briefing.errors import (
    AnalysisError,
    AnswersAwaited,
    InvalidAnswer,
    ModelRefused,
    ModelUnavailable,
    QuestionRejected,
    Truncated,
)

Answer = TypeVar("Answer")
LETTERS_PER_TOKEN = 2.5
SERVICE = "https://api.anthropic.com"
STREAMED = 20_000
"""Answers that may be longer than so many tokens come as a stream: the SDK would not
wait for one in a single piece."""


class _Probe(BaseModel):
    """A form that its question says nothing of."""

    q7_place: str
    q7_sure: bool


class ClaudeModel:
    """Answers questions through the Messages API; safe to use from several threads.

    `memory` is the file in which it is kept how each server can be asked; `kept` holds
    the calls made and the questions handed in together.
    """

    def __init__(
        self,
        settings: ServerSettings,
        *,
        memory: Path,
        kept: ModelCalls,
        clock: Clock = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings, self._clock = settings, clock
        self.kept = kept
        self._ways = Ways(memory)
        self._purse = Purse(settings.limits, kept.spent)
        self._local = threading.local()
        self._slots = threading.Semaphore(settings.concurrency)
        names = {each.name for each in settings.models.values()}
        self._paces = {name: Pace(settings.concurrency) for name in names}
        self._client = self._connected()
        self.batches = Batches(
            self._client, settings, self._ways, kept, clock=clock, sleep=sleep
        )

    def _connected(self) -> anthropic.Anthropic:
        return anthropic.Anthropic(
            api_key=self._settings.key or "none",
            base_url=self._settings.base_url or SERVICE,
            timeout=self._settings.timeout,
            max_retries=self._settings.retries,
            http_client=anthropic.DefaultHttpxClient(
                follow_redirects=False,
                event_hooks={
                    "request": [self._on_request],
                    "response": [self._on_response],
                },
            ),
        )

    def close(self) -> None:
        """Let go of every connection."""
        self._client.close()

    def window(self, role: Role) -> int:
        """How many tokens a question to this model may send."""
        return self._model(role).window

    def ask(self, ask: Ask[Answer]) -> Reply[Answer]:
        """A whole, valid answer of the type asked for.

        Raises ModelUnavailable, ModelRefused, Truncated, QuestionRejected,
        InvalidAnswer, BudgetSpent; AnswersAwaited where it is asked with others.
        """
        if not (self._settings.key or self._settings.base_url):
            raise ModelUnavailable(f"there is no key in {KEY_VARIABLE}")
        model = self._model(ask.role)
        with self._slots, self._asking(model):
            key = f"{self._server} {model.name}"
            mode = self._ways.of(key, Mode, lambda: self._probe(ask))
            body = body_of(ask, model, mode)
            asked = hash_of(body)
            known = self.kept.settled(self._server, model.name, asked, self._clock())
            if known is not None:
                return _again(ask, model, mode, known)
            if self.batches.takes(ask, asked):
                self._hand_in(ask, mode, body)
            return self._afforded(ask, mode, body)

    @property
    def _server(self) -> str:
        return str(self._client.base_url)

    def _model(self, role: Role) -> ModelSettings:
        models = self._settings.models
        return models.get(role) or models[Role.ASSESS]

    @contextmanager
    def _asking(self, model: ModelSettings) -> Iterator[None]:
        """Whose answers this thread learns from."""
        self._local.pace = self._paces[model.name]
        try:
            yield
        finally:
            self._local.pace = None

    def _afforded(
        self, ask: Ask[Answer], mode: Mode, body: Mapping[str, Any]
    ) -> Reply[Answer]:
        """The answer, if the question fits in the window and in the budget."""
        model = self._model(ask.role)
        most = self._most(model, body)
        held = Spent(most.total, model.prices.kroner(most) or 0.0)
        with self._purse.holding(ask.ref, self._clock(), held):
            return self._call(ask, mode, body, most.cache_write)

    def _hand_in(self, ask: Ask[Any], mode: Mode, body: Mapping[str, Any]) -> None:
        """Keep the question for the next batch; raises AnswersAwaited."""
        model = self._model(ask.role)
        most = self._most(model, body)
        kroner = model.prices.kroner(most, batched=True)
        call = replace(
            self._begun(ask, model, mode, body),
            sent=json.dumps(body, ensure_ascii=False),
            usage=most,
            kroner=kroner,
        )
        held = Spent(most.total, kroner or 0.0)
        with self._purse.holding(ask.ref, self._clock(), held):
            self.kept.queue(call)
        raise AnswersAwaited("the question is handed in with others")

    def _most(self, model: ModelSettings, body: Mapping[str, Any]) -> Usage:
        """The most that a question may use; Truncated when it does not fit."""
        tokens = self._count(body)
        if tokens > model.window:
            raise errors.QuestionTooLong(
                f"{tokens} tokens do not fit in {model.window}"
            )
        return Usage(cache_write=tokens, output=model.most)

    def _count(self, body: Mapping[str, Any]) -> int:
        """The tokens a question would send: counted by the server, else estimated."""
        counted = {key: value for key, value in body.items() if key in COUNTED}
        try:
            client = self._client.with_options(max_retries=0)
            tokens: int = client.messages.count_tokens(**counted).input_tokens
        except (anthropic.AnthropicError, ValueError, AttributeError):
            tokens = 0
        text = json.dumps(counted, ensure_ascii=False)
        return tokens or int(len(text) / LETTERS_PER_TOKEN)

    def _call(
        self, ask: Ask[Answer], mode: Mode, body: Mapping[str, Any], tokens: int
    ) -> Reply[Answer]:
        model = self._model(ask.role)
        call = self._begun(ask, model, mode, body)
        begun = time.monotonic()
        try:
            message = self._send(body, tokens)
            usage = usage_of(message)
            call = replace(call, usage=usage, kroner=model.prices.kroner(usage))
            text = text_of(message)
            call = replace(call, answer=text)
            refuse_partial(message)
            value = value_of(ask.answer, text)
        except AnalysisError as error:
            call = replace(call, error=type(error).__name__, error_detail=str(error))
            raise
        finally:
            seconds = time.monotonic() - begun
            self.kept.save_call(replace(call, seconds=seconds, sent=self._local.body))
        return Reply(value, model.name, usage, text, mode.value, call.asked)

    def _send(self, body: Mapping[str, Any], tokens: int) -> Any:
        self._local.body = ""
        with translated(), self._paces[body["model"]].turn(tokens):
            if body["max_tokens"] <= STREAMED:
                return self._client.messages.create(**body)
            with self._client.messages.stream(**body) as stream:
                return stream.get_final_message()

    def _begun(
        self, ask: Ask[Any], model: ModelSettings, mode: Mode, body: Mapping[str, Any]
    ) -> ModelCall:
        kept_apart = {"system", "messages", "tools", "model"}
        return ModelCall(
            ref=ask.ref,
            profile=ask.profile,
            role=ask.role.value,
            prompt=ask.prompt.id,
            prompt_version=ask.prompt.version,
            prompt_sha256=ask.prompt.sha256,
            model=model.name,
            server=self._server,
            mode=mode.value,
            parameters={k: v for k, v in body.items() if k not in kept_apart},
            documents=ask.documents,
            asked=hash_of(body),
            sent="",
            answer="",
            usage=Usage(),
            kroner=None,
            started_at=self._clock(),
            seconds=0.0,
        )

    def _on_request(self, request: httpx2.Request) -> None:
        self._local.body = request.content.decode("utf-8", errors="replace")

    def _on_response(self, response: httpx2.Response) -> None:
        pace = getattr(self._local, "pace", None)
        path = response.request.url.path
        if pace is not None and path.endswith("/messages"):
            pace.learn(response.status_code, response.headers)
        if isinstance(response.stream, httpx2.SyncByteStream):
            many = self._settings.batch_answers if path.endswith("/results") else 1
            response.stream = Bounded(
                response.stream, self._settings.largest * many, self._settings.timeout
            )

    def _probe(self, ask: Ask[Any]) -> Mode:
        """The first way in which a small question comes back in its form.

        TEXT when none does: then every answer is validated all the same. Raises
        ModelUnavailable when the server does not answer at all.
        """
        small: Ask[_Probe] = Ask(
            role=ask.role,
            prompt=Prompt("probe", "1", "", ""),
            system="Answer the question.",
            shared="",
            question="What is the capital of Denmark?",
            answer=_Probe,
            ref="",
            profile="",
        )
        for mode in (Mode.NATIVE, Mode.TOOL):
            try:
                self._afforded(small, mode, body_of(small, self._model(ask.role), mode))
            except (InvalidAnswer, Truncated, ModelRefused, QuestionRejected):
                continue
            return mode
        return Mode.TEXT


def _again(
    ask: Ask[Answer], model: ModelSettings, mode: Mode, known: ModelCall
) -> Reply[Answer]:
    """The answer that was kept; the error that was, where there was none."""
    if known.error:
        kind = getattr(errors, known.error)
        raise kind(known.error_detail)
    value = value_of(ask.answer, known.answer)
    return Reply(value, model.name, Usage(), known.answer, mode.value, known.asked)
