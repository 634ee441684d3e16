"""Just enough OData v3 to answer as oda.ft.dk does: filter, order, expand, pages.

Read-only and over rows in memory. What it does not understand is `BadQuery`, which
the server answers with 400, as the real service does.
"""

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

Row = dict[str, Any]
Test = Callable[[Row], Any]
Paths = list[list[str]]

PAGE = 100
_TOKEN = re.compile(
    r"\s*(?:(?P<date>datetime'[^']*')|(?P<text>'(?:[^']|'')*')|(?P<number>-?\d+)"
    r"|(?P<word>[^\W\d]\w*(?:/\w+)*)|(?P<mark>[()]))"
)
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}


class BadQuery(ValueError):
    """A query that this service does not understand."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How one entity leads to another: `many` rows by their `key`, or one by ours."""

    target: str
    key: str
    many: bool = False


@dataclass(frozen=True)
class Service:
    """Tables of rows by entity, and the relations between them."""

    url: str
    tables: Mapping[str, list[Row]]
    relations: Mapping[str, Mapping[str, Relation]]

    def answer(self, path: str, options: Mapping[str, str]) -> Row | None:
        """The JSON of a collection or of one row; None for what does not exist."""
        found = re.fullmatch(r"(\w+)(?:\((\d+)\))?", path)
        if not found or found[1] not in self.tables:
            return None
        entity, key = found[1], found[2]
        if key is None:
            return self._collection(entity, options)
        row = next((r for r in self.tables[entity] if r["id"] == int(key)), None)
        if row is None:
            return None
        about = {"odata.metadata": f"{self.url}/$metadata#{entity}/@Element"}
        return about | self._shape(entity, row, *_columns(options))

    def _collection(self, entity: str, options: Mapping[str, str]) -> Row:
        rows = self.tables[entity]
        if "$filter" in options:
            test = _Parser(options["$filter"], self, entity).parse()
            rows = [row for row in rows if test(row)]
        for key in reversed([k for k in options.get("$orderby", "").split(",") if k]):
            name, _space, way = key.strip().partition(" ")
            value = self.value(entity, name)
            keyed = [(_order(value(row)), row) for row in rows]
            keyed.sort(key=operator.itemgetter(0), reverse=way == "desc")
            rows = [row for _key, row in keyed]
        answer: Row = {"odata.metadata": f"{self.url}/$metadata#{entity}"}
        if options.get("$inlinecount") == "allpages":
            answer["odata.count"] = str(len(rows))
        skip = _count(options, "$skip", 0)
        top = _count(options, "$top", len(rows))
        rest = rows[skip : skip + top]
        shape = _columns(options)
        answer["value"] = [self._shape(entity, row, *shape) for row in rest[:PAGE]]
        if len(rest) > PAGE:
            following = {**options, "$skip": str(skip + PAGE)}
            if "$top" in options:
                following["$top"] = str(top - PAGE)
            answer["odata.nextLink"] = f"{self.url}/{quote(entity)}?" + "&".join(
                f"{key}={quote(value, safe='')}" for key, value in following.items()
            )
        return answer

    def _shape(self, entity: str, row: Row, expand: Paths, select: Paths) -> Row:
        own = {path[0] for path in select if len(path) == 1}
        shaped = {k: v for k, v in row.items() if not select or k in own or "*" in own}
        for name in dict.fromkeys(path[0] for path in expand):
            relation = self._relation(entity, name)
            deeper = [path[1:] for path in expand if path[0] == name and path[1:]]
            inner = [path[1:] for path in select if path[0] == name and path[1:]]
            rows = [
                self._shape(relation.target, each, deeper, inner)
                for each in self._related(entity, row, name)
            ]
            shaped[name] = rows if relation.many else (rows[0] if rows else None)
        return shaped

    def _relation(self, entity: str, name: str) -> Relation:
        try:
            return self.relations[entity][name]
        except KeyError as error:
            raise BadQuery(f"{entity} has no relation {name}") from error

    def _related(self, entity: str, row: Row, name: str) -> list[Row]:
        relation = self._relation(entity, name)
        theirs, ours = (relation.key, "id") if relation.many else ("id", relation.key)
        return [
            each for each in self.tables[relation.target] if each[theirs] == row[ours]
        ]

    def value(self, entity: str, path: str) -> Test:
        """A column, reached over relations to one row."""
        *steps, column = path.split("/")

        def read(row: Row) -> Any:
            at, here = entity, row
            for step in steps:
                rows = self._related(at, here, step)
                if not rows:
                    return None
                at, here = self._relation(at, step).target, rows[0]
            if column not in here:
                raise BadQuery(f"{at} has no column {column}")
            return here[column]

        return read


def _columns(options: Mapping[str, str]) -> tuple[Paths, Paths]:
    """What to expand and what to select."""
    return _paths(options.get("$expand", "")), _paths(options.get("$select", ""))


def _paths(text: str) -> Paths:
    return [each.strip().split("/") for each in text.split(",") if each.strip()]


def _count(options: Mapping[str, str], name: str, usual: int) -> int:
    given = options.get(name)
    if given is None:
        return usual
    if not given.isdecimal():
        raise BadQuery(f"{name}={given}")
    return int(given)


def _order(value: Any) -> tuple[bool, Any]:
    return value is not None, 0 if value is None else value


class _Parser:
    """Recursive descent over `$filter`."""

    def __init__(self, text: str, service: Service, entity: str) -> None:
        self._service, self._entity = service, entity
        self._tokens: list[tuple[str, str]] = []
        position = 0
        while position < len(text.rstrip()):
            found = _TOKEN.match(text, position)
            if not found or not found.lastgroup:
                raise BadQuery(text[position:])
            self._tokens.append((found.lastgroup, found[found.lastgroup]))
            position = found.end()

    def parse(self) -> Test:
        """The whole text as a test of a row."""
        test = self._either()
        if self._tokens:
            raise BadQuery(str(self._tokens))
        return test

    def _either(self) -> Test:
        return self._joined("or", self._both, any)

    def _both(self) -> Test:
        return self._joined("and", self._comparison, all)

    def _joined(
        self, word: str, part: Callable[[], Test], how: Callable[[Iterable[Any]], bool]
    ) -> Test:
        tests = [part()]
        while self._tokens and self._tokens[0] == ("word", word):
            self._tokens.pop(0)
            tests.append(part())
        return tests[0] if len(tests) == 1 else lambda row: how(t(row) for t in tests)

    def _comparison(self) -> Test:
        left = self._operand()
        if not self._tokens or self._tokens[0][1] not in _COMPARE:
            return left
        compare = _COMPARE[self._tokens.pop(0)[1]]
        right = self._operand()
        return lambda row: _compared(compare, left(row), right(row))

    def _operand(self) -> Test:
        if not self._tokens:
            raise BadQuery("the filter ends too soon")
        kind, text = self._tokens.pop(0)
        if text == "(":
            test = self._either()
            if not self._tokens or self._tokens.pop(0)[1] != ")":
                raise BadQuery("a bracket is not closed")
            return test
        if kind == "word":
            constants = {"null": None, "true": True, "false": False}
            if text in constants:
                return lambda _row: constants[text]
            return self._service.value(self._entity, text)
        if kind == "mark":
            raise BadQuery(text)
        value = _literal(kind, text)
        return lambda _row: value


def _literal(kind: str, text: str) -> int | str | datetime:
    if kind == "number":
        return int(text)
    if kind == "text":
        return text[1:-1].replace("''", "'")
    return _moment(text.removeprefix("datetime")[1:-1])


def _moment(text: object) -> datetime:
    """A date and time as the service writes it: Danish, without a zone."""
    try:
        return datetime.fromisoformat(str(text))
    except ValueError as error:
        raise BadQuery(f"no date: {text}") from error


def _compared(compare: Callable[[Any, Any], bool], one: Any, two: Any) -> bool:
    """Nothing is only ever equal to nothing, and never more or less."""
    if one is None or two is None:
        return compare(one, two) if compare in (operator.eq, operator.ne) else False
    if isinstance(one, datetime) or isinstance(two, datetime):
        one, two = _moment(one), _moment(two)
    if type(one) is not type(two):
        raise BadQuery(f"{one!r} and {two!r} cannot be compared")
    return compare(one, two)
