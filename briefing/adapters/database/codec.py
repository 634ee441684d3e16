"""Domain objects as JSON text and back, checked on the way in."""

import hashlib
import json
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from briefing.domain.proposal import Proposal
from briefing.errors import StoreError

Kind = TypeVar("Kind")


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
