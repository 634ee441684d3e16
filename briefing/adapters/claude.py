"""A language model that speaks the Messages API; the only importer of `anthropic`.

The service of Anthropic or a server of one's own (`base_url`). Such servers differ in
what they honour, and say nothing when they ignore something: how an answer can be had
in a given form is found out once by a probe whose form its question does not give
away, and remembered. Documents always go as text. Retries, time-outs and headers are
the SDK's (its HTTP is `httpx2`); every call is handed to `keep`, whether it succeeded
or not, and what was answered before is not asked again.
"""

import hashlib
import json
import re
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
from pydantic import BaseModel, TypeAdapter, ValidationError

from briefing.adapters.asking import (
    KEY_VARIABLE,
    Hold,
    Mode,
    ModelSettings,
    ServerSettings,
    Ways,
)
from briefing.domain.budget import Purse, Spending, Spent
from briefing.domain.model import Ask, ModelCall, Prompt, Reply, Role, Usage
from briefing.domain.ports import Clock
from briefing.errors import (
    AnalysisError,
    InvalidAnswer,
    ModelRefused,
    ModelUnavailable,
    Truncated,
)

Answer = TypeVar("Answer")
LETTERS_PER_TOKEN = 2.5
SERVICE = "https://api.anthropic.com"
TOOL = "answer"
_CUT = frozenset({"max_tokens", "model_context_window_exceeded"})
_OBJECT = re.compile(r"{.*}", re.DOTALL)


class _Probe(BaseModel):
    """A form that its question says nothing of."""

    q7_place: str
    q7_sure: bool


class ClaudeModel:
    """Answers questions through the Messages API; safe to use from several threads.

    `memory` is the file in which it is kept how each server can be asked. `keep`
    receives every call; `answered` gives the answer kept for a server, a model and
    the hash of a question, else an empty text; `spent` says what was used.
    """

    def __init__(
        self,
        settings: ServerSettings,
        *,
        memory: Path,
        keep: Callable[[ModelCall], None],
        spent: Spending,
        answered: Callable[[str, str, str], str] = lambda _server, _model, _asked: "",
        clock: Clock = lambda: datetime.now(UTC),
    ) -> None:
        self._settings, self._keep, self._answered = settings, keep, answered
        self._clock, self._ways = clock, Ways(memory)
        self._purse = Purse(settings.limits, spent)
        self._local = threading.local()
        self._slots = threading.Semaphore(settings.concurrency)
        self._hold = Hold()
        self._client = anthropic.Anthropic(
            api_key=settings.key or "none",
            base_url=settings.base_url or SERVICE,
            timeout=settings.timeout,
            max_retries=settings.retries,
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

        Raises ModelUnavailable, ModelRefused, Truncated, InvalidAnswer, BudgetSpent.
        """
        if not (self._settings.key or self._settings.base_url):
            raise ModelUnavailable(f"there is no key in {KEY_VARIABLE}")
        model = self._model(ask.role)
        with self._slots:
            server = str(self._client.base_url)
            mode = self._ways.of(f"{server} {model.name}", lambda: self._probe(ask))
            body = _body(ask, model, mode)
            known = self._answered(server, model.name, _hash(body))
            if known:
                value = _value(ask.answer, known)
                return Reply(value, model.name, Usage(), known, mode.value)
            return self._afforded(ask, mode, body)

    def _model(self, role: Role) -> ModelSettings:
        models = self._settings.models
        return models.get(role) or models[Role.ASSESS]

    def _afforded(
        self, ask: Ask[Answer], mode: Mode, body: Mapping[str, Any]
    ) -> Reply[Answer]:
        """The answer, if the question fits in the window and in the budget."""
        model = self._model(ask.role)
        tokens = self._count(body)
        if tokens > model.window:
            raise Truncated(f"{tokens} tokens do not fit in {model.window}")
        most = Usage(cache_write=tokens, output=model.most)
        held = Spent(most.total, model.prices.kroner(most) or 0.0)
        with self._purse.holding(ask.ref, self._clock(), held):
            return self._call(ask, mode, body)

    def _count(self, body: Mapping[str, Any]) -> int:
        """The tokens a question would send: counted by the server, else estimated."""
        known = {"model", "system", "messages", "tools", "tool_choice"}
        counted = {key: value for key, value in body.items() if key in known}
        try:
            client = self._client.with_options(max_retries=0)
            tokens: int = client.messages.count_tokens(**counted).input_tokens
        except (anthropic.AnthropicError, ValueError, AttributeError):
            tokens = 0
        text = json.dumps(counted, ensure_ascii=False)
        return tokens or int(len(text) / LETTERS_PER_TOKEN)

    def _call(
        self, ask: Ask[Answer], mode: Mode, body: Mapping[str, Any]
    ) -> Reply[Answer]:
        model = self._model(ask.role)
        call = self._begun(ask, model, mode, body)
        begun = time.monotonic()
        try:
            message = self._send(body)
            usage = _usage(message)
            call = replace(call, usage=usage, kroner=model.prices.kroner(usage))
            text = _text_of(message)
            call = replace(call, answer=text)
            _refuse(message)
            value = _value(ask.answer, text)
        except AnalysisError as error:
            call = replace(call, error=type(error).__name__, error_detail=str(error))
            raise
        finally:
            seconds = time.monotonic() - begun
            self._keep(replace(call, seconds=seconds, sent=self._local.body))
        return Reply(value, model.name, usage, text, mode.value)

    def _send(self, body: Mapping[str, Any]) -> Any:
        self._local.body = ""
        with _translated():
            self._hold.wait()
            return self._client.messages.create(**body)

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
            server=str(self._client.base_url),
            mode=mode.value,
            parameters={k: v for k, v in body.items() if k not in kept_apart},
            documents=ask.documents,
            asked=_hash(body),
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
        self._hold.learn(response.headers)
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = _Bounded(
                response.stream, self._settings.largest, self._settings.timeout
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
                self._afforded(small, mode, _body(small, self._model(ask.role), mode))
            except (InvalidAnswer, Truncated, ModelRefused):
                continue
            except ModelUnavailable as error:
                if not _not_understood(error):
                    raise
                continue
            return mode
        return Mode.TEXT


class _Bounded(httpx2.SyncByteStream):
    """An answer's bytes, cut off with ReadTimeout after so many bytes or seconds."""

    def __init__(
        self, stream: httpx2.SyncByteStream, largest: int, seconds: float
    ) -> None:
        self._stream, self._left = stream, largest
        self._until = time.monotonic() + seconds

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            self._left -= len(chunk)
            if self._left < 0 or time.monotonic() > self._until:
                raise httpx2.ReadTimeout("the answer has no end")
            yield chunk

    def close(self) -> None:
        """Let go of the connection."""
        self._stream.close()


def _hash(body: Mapping[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _body(ask: Ask[Any], model: ModelSettings, mode: Mode) -> dict[str, Any]:
    """The request: what all questions share first, marked as worth keeping."""
    blocks: list[dict[str, Any]] = [{"type": "text", "text": ask.question}]
    if ask.shared:
        keep = {"type": "ephemeral"}
        blocks.insert(0, {"type": "text", "text": ask.shared, "cache_control": keep})
    body: dict[str, Any] = {
        "model": model.name,
        "max_tokens": model.most,
        "system": [{"type": "text", "text": ask.system}],
        "messages": [{"role": "user", "content": blocks}],
    }
    if model.effort:
        body["output_config"] = {"effort": model.effort}
    schema = anthropic.transform_schema(TypeAdapter(ask.answer).json_schema())
    if mode is Mode.NATIVE:
        form = {"type": "json_schema", "schema": schema}
        body["output_config"] = {**body.get("output_config", {}), "format": form}
    elif mode is Mode.TOOL:
        tool = {"name": TOOL, "description": "The answer.", "input_schema": schema}
        body |= {"tools": [tool], "tool_choice": {"type": "tool", "name": TOOL}}
    else:
        text = json.dumps(schema, ensure_ascii=False)
        asked = f"Answer with one JSON object of this schema and nothing else:\n{text}"
        blocks.append({"type": "text", "text": asked})
    return body


@contextmanager
def _translated() -> Iterator[None]:
    """The SDK's errors as ours; what it could not make sense of as no answer."""
    try:
        yield
    except anthropic.AnthropicError as error:
        raise ModelUnavailable(f"{type(error).__name__}: {error}") from error
    except (ValueError, httpx2.HTTPError) as error:
        raise ModelUnavailable(f"the answer made no sense: {error}") from error


def _not_understood(error: ModelUnavailable) -> bool:
    """Whether a server refused the form of a question, rather than any question."""
    cause = error.__cause__
    return isinstance(
        cause, anthropic.BadRequestError | anthropic.UnprocessableEntityError
    )


def _usage(message: Any) -> Usage:
    found = getattr(message, "usage", None)

    def tokens(name: str) -> int:
        value = getattr(found, name, 0)
        return value if isinstance(value, int) else 0

    return Usage(
        input=tokens("input_tokens"),
        cache_write=tokens("cache_creation_input_tokens"),
        cache_read=tokens("cache_read_input_tokens"),
        output=tokens("output_tokens"),
    )


def _text_of(message: Any) -> str:
    """What came back: the tool's input as JSON where there is one, else the text."""
    blocks = getattr(message, "content", None)
    blocks = blocks if isinstance(blocks, list) else []
    for block in blocks:
        if getattr(block, "type", "") == "tool_use" and block.name == TOOL:
            return json.dumps(block.input, ensure_ascii=False)
    texts = [each.text for each in blocks if getattr(each, "type", "") == "text"]
    return "\n".join(filter(None, texts))


def _refuse(message: Any) -> None:
    """Raise ModelRefused or Truncated where an answer is none."""
    reason = getattr(message, "stop_reason", None)
    if reason == "refusal":
        raise ModelRefused("the model declined to answer")
    if reason in _CUT:
        raise Truncated(f"the answer was cut off: {reason}")


def _value(kind: type[Answer], text: str) -> Answer:
    """The answer as the type asked for; InvalidAnswer with what was wrong."""
    match = _OBJECT.search(text)
    if match is None:
        raise InvalidAnswer(f"no JSON object in {text[:200]!r}")
    try:
        return TypeAdapter(kind).validate_json(match[0])
    except ValidationError as error:
        raise InvalidAnswer(str(error)) from error
