"""Domain objects as JSON text and back, checked on the way in."""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from briefing.domain.proposal import Proposal
from briefing.domain.source import Need, Request
from briefing.errors import StoreError

Kind = TypeVar("Kind")
_DAY = "$day"
"""Marks a day among the values of a kept request."""


_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def dump(value: object, kind: Any = None) -> str:
    """The value as JSON text; `kind` where the value's own type does not say it."""
    return _adapter(kind or type(value)).dump_json(value).decode()


def load(kind: type[Kind], text: str | bytes) -> Kind:
    """The value of this type; StoreError when the text is not one."""
    try:
        value: Kind = _adapter(kind).validate_json(text)
    except ValidationError as error:
        raise StoreError(f"a stored {kind} cannot be read: {error}") from error
    return value


def load_any(text: str) -> Any:
    """Plain JSON values, such as a cursor."""
    return json.loads(text)


def dump_any(value: object) -> str:
    """Plain JSON values as text with sorted keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def content_hash(proposal: Proposal) -> str:
    """SHA-256 of everything a proposal says except when its source touched it.

    What a field's default says is left out, so that a field added later changes
    nothing for proposals that do not use it.
    """
    bare = replace(proposal, updated_at=None)
    text = _adapter(Proposal).dump_json(bare, exclude_defaults=True)
    return hashlib.sha256(text).hexdigest()


def dump_request(request: Request | None) -> str:
    """A request as text; empty when its context holds more than plain values.

    Plain are JSON values, tuples (which come back as lists) and days.
    """
    if request is None:
        return ""
    values = {each.name: getattr(request, each.name) for each in fields(Request)}
    body = request.body
    values["body"] = None if body is None else b64encode(body).decode()
    try:
        return json.dumps(_plain(values), ensure_ascii=False)
    except TypeError:
        return ""


def load_request(text: str) -> Request | None:
    """The request that `dump_request` made this text of; None for an empty one."""
    if not text:
        return None
    values = _whole(json.loads(text))
    body = values["body"]
    values["body"] = None if body is None else b64decode(body)
    values["also"], values["need"] = tuple(values["also"]), Need(values["need"])
    return Request(**values)


def _plain(node: Any) -> Any:
    """The same in JSON values; a day as an object; TypeError for anything else."""
    if isinstance(node, Mapping):
        if not all(isinstance(key, str) for key in node):
            raise TypeError("a key that is no text")
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_plain(each) for each in node]
    if type(node) is date:
        return {_DAY: node.isoformat()}
    if node is None or isinstance(node, str | int | float):
        return node
    raise TypeError(f"{type(node)} is not kept")


def _whole(node: Any) -> Any:
    """What `_plain` was given."""
    if isinstance(node, dict):
        if set(node) == {_DAY}:
            return date.fromisoformat(node[_DAY])
        return {key: _whole(value) for key, value in node.items()}
    return [_whole(each) for each in node] if isinstance(node, list) else node
