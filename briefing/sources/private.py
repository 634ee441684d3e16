"""Taking personal data out of what a source answered, before anything is kept.

The one place for it. What is taken out is named: fields by their name, the rest as
`e-mail address`, `phone number`, `CPR number` or `name of a private person`. Text that
we do not understand is cut rather too much than too little; nothing that is read for
proposals passes here.

Rules name a field of JSON, an element or attribute of markup, or a label that stands
before what it is about ("Kontaktperson: …"); `*` stands for any ending, capitals do
not matter. `FIELD where OTHER=1|2` and `FIELD unless OTHER=1|2` look at the object
that holds the field, or that the field holds. Sources name their own in `private`;
one whose answers name persons in titles, links or file names is `Unnaming` as well.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from fnmatch import fnmatchcase
from typing import Any, TypeVar

from briefing.domain.source import Discreet, Rejected, Source, Unnaming
from briefing.sources.markup import mask_markup

ALWAYS = (
    "author",
    "author[!i]*",
    "authori[!stz]*",
    "surveyContact*",
    "firstName",
    "surname",
    "Signature",
    "Kontakt",
    "Kontaktperson*",
    "Kontaktoplysning*",
    "Sagsbehandler*",
    "Contact*",
    "Press contact*",
    "fornavn",
    "efternavn",
    "biografi",
    "navn where typeid=5|12",
    "Aktør unless typeid=1|2|3|4|6|7|8|9|10|11",
)
"""What no source's answers may keep: officials at the Commission (`author…`, but
no authority), senders of feedback, signatures in LexDania, contacts at ministries, and
the actors of the Folketing that are persons (type 5 and 12 of its `Aktørtype`)."""

_SPACE = r"[ \xa0]"
_CALLED = r"(?i:tel|tlf|telefon|telefonnummer|mobil|mobilnummer|phone|fax)"
_PATTERNS = (
    ("e-mail address", "[e-mail fjernet]",
     r"[\w.+-]+(?:@|%40)(?!odata\.)[\w-]+(?:\.[\w-]+)+"),
    ("CPR number", "[personnummer fjernet]",
     r"(?<![\w-])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d-\d{4}(?![\w-])"),
    ("phone number", r"\1[telefon fjernet]",
     rf"(?<!\w)({_CALLED}\.?:?{_SPACE}?)\+?\d(?:[ \xa0.-]?\d){{6,13}}(?!\w)"),
    ("phone number", "[telefon fjernet]",
     r"(?<![\w.,])(?:\+|00)\d{2,3}[ \xa0.-]?\(?\d(?:[ \xa0.)-]{0,2}\d){6,11}(?!\w)"),
    ("phone number", "[telefon fjernet]",
     rf"(?<![§\d]{_SPACE})(?<![\w.,])\d\d(?:{_SPACE}\d\d){{3}}(?![\w.,]?\d|{_SPACE}\d)"),
)  # fmt: skip
_COMPILED = tuple(
    (name, instead, re.compile(pattern)) for name, instead, pattern in _PATTERNS
)
_RULE = re.compile(r"(\S.*?)(?: (where|unless) (\w+)=(\S+))?")
_VALIDATORS = frozenset({"etag", "last-modified"})
_IDENTIFYING_HEADER = re.compile(
    r"cookie|auth|token|session|user|^from$|client|forwarded|remote|-ip$|request-id",
    re.IGNORECASE,
)
_JSON_START = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*[\[{]")
_BINARY = re.compile(rb"%PDF|PK\x03\x04|.{0,2000}?\x00", re.DOTALL)

PERSON = "name of a private person"
Removed = tuple[str, ...]
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class _Rule:
    """One rule; see the module."""

    name: str
    condition: str | None = None
    other: str = ""
    values: frozenset[str] = frozenset()

    def covers(self, key: str) -> bool:
        """Whether a name is one that the rule is about."""
        return fnmatchcase(key.strip().casefold(), self.name.casefold())

    def takes(self, key: str, value: Any, record: Mapping[str, Any]) -> bool:
        """Whether this field of this object is to go."""
        if not self.covers(key):
            return False
        if self.condition is None:
            return True
        holder = value if isinstance(value, Mapping) else record
        is_one = str(holder.get(self.other)) in self.values
        return is_one if self.condition == "where" else not is_one


def _rules(names: Iterable[str]) -> tuple[_Rule, ...]:
    found = (_RULE.fullmatch(each.strip()) for each in names)
    return tuple(
        _Rule(each[1], each[2], each[3] or "", frozenset((each[4] or "").split("|")))
        for each in found
        if each
    )


def private_of(source: Source | None) -> tuple[str, ...]:
    """The rules for a source's answers: those for all, and its own."""
    own = source.private if isinstance(source, Discreet) else ()
    return (*ALWAYS, *own)


def bare_text(text: str) -> tuple[str, Removed]:
    """A text without addresses and numbers of persons, and what was taken out."""
    removed = []
    for name, instead, pattern in _COMPILED:
        text, count = pattern.subn(instead, text)
        removed += [name] if count else []
    return text, _unique(removed)


def bare_record(record: Any, names: tuple[str, ...] = ALWAYS) -> tuple[Any, Removed]:
    """JSON values without what the rules name, and what was taken out."""
    removed: list[str] = []
    return _bare(record, _rules(names), removed), _unique(removed)


def _bare(node: Any, rules: tuple[_Rule, ...], removed: list[str]) -> Any:
    if isinstance(node, Mapping):
        kept = {}
        for key, value in node.items():
            if any(rule.takes(str(key), value, node) for rule in rules):
                removed.append(str(key))
            else:
                kept[key] = _bare(value, rules, removed)
        return kept
    if isinstance(node, list | tuple):
        return type(node)(_bare(each, rules, removed) for each in node)
    if isinstance(node, str):
        node, taken = bare_text(node)
        removed.extend(taken)
    return node


def bare_body(body: bytes, source: Source | None = None) -> tuple[bytes, Removed]:
    """An answer of a source without personal data, and what was taken out.

    JSON, XML, HTML and plain text keep their form. What cannot be looked through, such
    as a PDF, is not kept at all.
    """
    if _BINARY.match(body):
        return b"", ("everything: it cannot be looked through",)
    body, named = _unnamed(body, source)
    names = private_of(source)
    if _JSON_START.match(body):
        bare, removed = _bare_json(body, names)
        return bare, _unique((*named, *removed))
    text = body.decode("utf-8", errors="surrogateescape")
    labels = tuple(each for each in _rules(names) if each.condition is None)
    text, found = mask_markup(text, lambda name: any(r.covers(name) for r in labels))
    text, patterns = bare_text(text)
    whole = text.encode("utf-8", errors="surrogateescape")
    return whole, _unique((*named, *found, *patterns))


def _unnamed(body: bytes, source: Source | None) -> tuple[bytes, Removed]:
    """An answer without the persons that only its source knows to be private."""
    if not isinstance(source, Unnaming):
        return body, ()
    text = body.decode("utf-8", errors="surrogateescape")
    bare = source.without_names(text)
    if bare == text:
        return body, ()
    return bare.encode("utf-8", errors="surrogateescape"), (PERSON,)


def _bare_json(body: bytes, names: tuple[str, ...]) -> tuple[bytes, Removed]:
    text = body.decode("utf-8-sig", errors="surrogateescape")
    try:
        kept, removed = bare_record(json.loads(text), names)
    except (ValueError, RecursionError):
        return _bare_broken(text, names)
    if not removed:
        return body, ()
    return json.dumps(kept, ensure_ascii=True).encode(), removed


def _bare_broken(text: str, names: tuple[str, ...]) -> tuple[bytes, Removed]:
    """JSON that ends too early: the value after a private name is cut."""
    rules, removed = _rules(names), list[str]()

    def cut(match: re.Match[str]) -> str:
        if not any(rule.covers(match[1]) for rule in rules):
            return match[0]
        removed.append(match[1])
        return f'"{match[1]}": null'

    pair = r'"([^"\\]{1,80})"\s*:\s*(?:"(?:[^"\\]|\\.)*(?:"|$)|[^",\]}\s][^,\]}]*)'
    text, patterns = bare_text(re.sub(pair, cut, text))
    return text.encode("utf-8", "surrogateescape"), _unique((*removed, *patterns))


def bare_value(value: Kind) -> tuple[Kind, Removed]:
    """A dataclass such as a proposal, with every text in it bare of addresses.

    Addresses of documents (`url`, `urls`) and names that identify (`ref`, `key`) stay.
    """
    removed: list[str] = []
    found: Kind = _bare_value(value, removed)
    return found, _unique(removed)


_IDENTIFYING = {"url", "urls", "ref", "key", "number", "other_identifiers"}


def _bare_value(value: Any, removed: list[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_bare_value(each, removed) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = dict(_changes(value, removed))
        return replace(value, **changes) if changes else value
    if type(value) is str:
        value, taken = bare_text(value)
        removed.extend(taken)
    return value


def _changes(value: Any, removed: list[str]) -> Iterator[tuple[str, Any]]:
    for each in fields(value):
        if each.name not in _IDENTIFYING:
            old = getattr(value, each.name)
            new = _bare_value(old, removed)
            if new != old:
                yield each.name, new


def bare_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that describe an answer, without those that identify anyone."""
    return {
        name: value if name.lower() in _VALIDATORS else bare_text(value)[0]
        for name, value in headers.items()
        if not _IDENTIFYING_HEADER.search(name)
    }


def bare_rejected(rejected: Rejected, source: Source | None) -> Rejected:
    """A record set aside without personal data: bytes, reason, request and name."""
    body, from_body = bare_body(rejected.body, source)
    error, from_error = bare_text(rejected.error)
    record, from_name = bare_text(rejected.record)
    request = rejected.request
    from_request: Removed = ()
    if request is not None:
        context, from_request = bare_record(request.context, private_of(source))
        request = replace(request, context=context)
    found = (*rejected.removed, *from_body, *from_error, *from_name, *from_request)
    return Rejected(record, body, error, _unique(found), request)


def _unique(names: Iterable[str]) -> Removed:
    return tuple(dict.fromkeys(names))
