"""What goes over the wire to a Messages API and what comes back, as values of ours."""

import hashlib
import json
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import anthropic
import httpx2
from pydantic import TypeAdapter, ValidationError

from briefing.adapters.asking import Mode, ModelSettings
from briefing.domain.model import Ask, Usage
from briefing.errors import (
    AnalysisError,
    InvalidAnswer,
    KeyNotAccepted,
    ModelBusy,
    ModelRefused,
    ModelUnavailable,
    QuestionRejected,
    QuestionTooLong,
    Truncated,
)

Answer = TypeVar("Answer")
TOOL = "answer"
COUNTED = frozenset({"model", "system", "messages", "tools", "tool_choice"})
"""What of a question is counted in tokens."""
_CUT = frozenset({"max_tokens", "model_context_window_exceeded"})
_OBJECT = re.compile(r"{.*}", re.DOTALL)
_BUSY = frozenset({429, 503, 529})
_KEY = frozenset({401, 403})
_QUESTION = frozenset({400, 413, 422})
_TOO_LONG = re.compile(
    r"context (?:size|length|window)|n_ctx|too (?:long|large)|exceed\w* .{0,40}tokens",
    re.IGNORECASE | re.DOTALL,
)
_UNPAID = re.compile(r"credit balance|billing", re.IGNORECASE)


def body_of(ask: Ask[Any], model: ModelSettings, mode: Mode) -> dict[str, Any]:
    """The request: what all questions share first, each part marked as worth keeping.

    Instructions and passages are the same for every reader of a proposal; who reads
    comes after them, so that a second profile finds them kept too.
    """
    keep = {"cache_control": {"type": "ephemeral"}}
    kept = [each for each in (ask.shared, ask.reader) if each]
    blocks: list[dict[str, Any]] = [{"type": "text", "text": e, **keep} for e in kept]
    blocks.append({"type": "text", "text": ask.question})
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


def hash_of(body: Mapping[str, Any]) -> str:
    """What a question is known by: the hash of its whole body."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@contextmanager
def translated() -> Iterator[None]:
    """The SDK's errors as ours; what it could not make sense of as no answer."""
    try:
        yield
    except anthropic.APIStatusError as error:
        raise _of_status(error) from error
    except anthropic.AnthropicError as error:
        raise ModelUnavailable(f"{type(error).__name__}: {error}") from error
    except (ValueError, TypeError, AttributeError, httpx2.HTTPError) as error:
        raise ModelUnavailable(f"the answer made no sense: {error}") from error


def _of_status(error: anthropic.APIStatusError) -> AnalysisError:
    """What a status means; a server of one's own words its reasons as it likes."""
    text = f"{error.status_code}: {error}"
    if error.status_code in _BUSY or "overloaded_error" in text:
        return ModelBusy(text)
    if error.status_code in _KEY:
        return KeyNotAccepted(text)
    if error.status_code not in _QUESTION or _UNPAID.search(text):
        return ModelUnavailable(text)
    return QuestionTooLong(text) if _TOO_LONG.search(text) else QuestionRejected(text)


def usage_of(message: Any) -> Usage:
    """The tokens that a message says it took; 0 for what it does not say."""
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


def text_of(message: Any) -> str:
    """What came back: the tool's input as JSON where there is one, else the text."""
    blocks = getattr(message, "content", None)
    blocks = blocks if isinstance(blocks, list) else []
    for block in blocks:
        if getattr(block, "type", "") == "tool_use" and block.name == TOOL:
            return json.dumps(block.input, ensure_ascii=False)
    texts = [each.text for each in blocks if getattr(each, "type", "") == "text"]
    return "\n".join(filter(None, texts))


def refuse_partial(message: Any) -> None:
    """Raise ModelRefused or Truncated where an answer is none."""
    reason = getattr(message, "stop_reason", None)
    if reason == "refusal":
        raise ModelRefused("the model declined to answer")
    if reason in _CUT:
        raise Truncated(f"the answer was cut off: {reason}")


def value_of(kind: type[Answer], text: str) -> Answer:
    """The answer as the type asked for; InvalidAnswer with what was wrong."""
    match = _OBJECT.search(text)
    if match is None:
        raise InvalidAnswer(f"no JSON object in {text[:200]!r}")
    try:
        return TypeAdapter(kind).validate_json(match[0])
    except ValidationError as error:
        raise InvalidAnswer(str(error)) from error


class Bounded(httpx2.SyncByteStream):
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
