"""Full text on each kind of database: what is written into it, and how it is asked.

Both keep Danish stems (Snowball), so that inflections are one word. Compounds come from
the vocabulary: a word asked for becomes every word of the store that it is a form of.
On SQLite the stems are made here, for an FTS5 table that keeps no text of its own; on
PostgreSQL by its own Danish stemmer, in a configuration without stop words, so that a
phrase holds every word that was typed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from sqlalchemy import (
    ColumnElement,
    Connection,
    cast,
    column,
    func,
    intersect,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import REGCONFIG

from briefing.domain.search import Term, TermKind
from briefing.language.query import begins_compounds
from briefing.language.words import stem

ANYWHERE = 2
"""The tiers: in the title alone, in title and bottom line, anywhere."""
_BREAK = "xqx"
"""Stands between two passages, so that no phrase reaches across."""
_SECTION = "xparagraf"
_AS_A_START = 100
"""From so many forms on, FTS5 finds all that begins so faster than each by its name."""
_SLICE = 8_000
"""PostgreSQL keeps places up to 16,383 in one vector."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term with every form of it in the store; `forms` is empty for a phrase."""

    term: Term
    forms: frozenset[str] = frozenset()
    is_whole_start: bool = False
    """Whether everything that begins like the word is a form of it."""


Clause = tuple[Wanted, ...]
"""Any of these will do."""


@dataclass(frozen=True, slots=True)
class Expression:
    """Every clause of `wanted` must be found, none of `unwanted`."""

    wanted: tuple[Clause, ...]
    unwanted: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of an entry, passage by passage."""

    title: Sequence[Sequence[str]]
    lead: Sequence[Sequence[str]]
    body: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Matching:
    """Conditions, a score (the lower, the better), and what orders by age."""

    conditions: tuple[ColumnElement[bool], ...]
    score: ColumnElement[float]
    age: ColumnElement[int]


class FullText(Protocol):
    """One kind of database."""

    def add(self, connection: Connection, entry: int, texts: Texts) -> None:
        """Make an entry findable."""
        ...

    def remove(self, connection: Connection, entry: int, texts: Texts) -> None:
        """Take an entry out; `texts` is what it was added with."""
        ...

    def clear(self, connection: Connection) -> None:
        """Take everything out."""
        ...

    def matching(
        self, entry: ColumnElement[int], expression: Expression, tier: int
    ) -> Matching:
        """How to find the entries in which the expression holds, in this tier."""
        ...


class SqliteText:
    """An FTS5 table without a text of its own."""

    _table = table("search_text", column("rowid"), column("search_text"))
    _columns = ("{title} : ", "{title lead} : ", "")

    def add(self, connection: Connection, entry: int, texts: Texts) -> None:
        """Insert the stems."""
        connection.execute(
            text(
                "INSERT INTO search_text(rowid, title, lead, body) VALUES (:i,:t,:l,:b)"
            ),
            self._row(entry, texts),
        )

    def remove(self, connection: Connection, entry: int, texts: Texts) -> None:
        """Delete by the stems that were inserted, as FTS5 wants it."""
        connection.execute(
            text(
                "INSERT INTO search_text(search_text, rowid, title, lead, body) "
                "VALUES ('delete', :i, :t, :l, :b)"
            ),
            self._row(entry, texts),
        )

    def clear(self, connection: Connection) -> None:
        """Delete everything at once."""
        connection.execute(
            text("INSERT INTO search_text(search_text) VALUES ('delete-all')")
        )

    def matching(
        self, entry: ColumnElement[int], expression: Expression, tier: int
    ) -> Matching:
        """One MATCH; the sum keeps the full text in the lead of the join."""
        asked = self._table.c.search_text.op("MATCH")(self._asked(expression, tier))
        score = func.bm25(literal_column("search_text"), 10.0, 5.0, 1.0)
        joined = entry == self._table.c.rowid + 0
        return Matching((asked, joined), score, self._table.c.rowid)

    @staticmethod
    def _row(entry: int, texts: Texts) -> dict[str, object]:
        def stems(pieces: Iterable[Sequence[str]]) -> str:
            return f" {_BREAK} ".join(
                " ".join(stem(_safe(each)) for each in piece) for piece in pieces
            )

        return {
            "i": entry,
            "t": stems(texts.title),
            "l": stems(texts.lead),
            "b": stems(texts.body),
        }

    def _asked(self, expression: Expression, tier: int) -> str:
        wanted = " AND ".join(self._clause(each) for each in expression.wanted)
        asked = f"{self._columns[tier]}({wanted})"
        if expression.unwanted:
            unwanted = " OR ".join(self._clause(each) for each in expression.unwanted)
            asked = f"({asked}) NOT ({unwanted})"
        return asked

    def _clause(self, clause: Clause) -> str:
        return f"({' OR '.join(e for one in clause for e in self._one(one))})"

    @staticmethod
    def _one(wanted: Wanted) -> Iterator[str]:
        term = wanted.term
        if term.kind is TermKind.PHRASE:
            stems = " ".join(stem(_safe(each)) for each in term.text.split())
            yield f'"{stems}"{" *" if begins_compounds(term.text) else ""}'
            return
        start = stem(term.text) if term.kind is TermKind.WORD else term.text
        stems_found = {stem(each) for each in wanted.forms} | {stem(term.text)}
        if wanted.is_whole_start and len(stems_found) > _AS_A_START:
            yield f'"{start}" *'
            stems_found = {e for e in stems_found if not e.startswith(start)}
        yield from (f'"{each}"' for each in sorted(stems_found))


class PostgresText:
    """Vectors of the Danish configuration, several for a long text."""

    _table = table("search_text", column("entry"), column("vector"))
    _labels = ("A", "AB", "")

    def add(self, connection: Connection, entry: int, texts: Texts) -> None:
        """Insert the vectors; the first holds title and lead."""
        rows = [
            {"i": entry, "t": title, "l": lead, "b": body}
            for title, lead, body in _sliced(texts)
        ]
        connection.execute(
            text(
                "INSERT INTO search_text(entry, vector) VALUES (:i, "
                "setweight(to_tsvector('briefing_danish', :t), 'A') || "
                "setweight(to_tsvector('briefing_danish', :l), 'B') || "
                "to_tsvector('briefing_danish', :b))"
            ),
            rows,
        )

    def remove(self, connection: Connection, entry: int, texts: Texts) -> None:  # noqa: ARG002 - SQLite needs the texts
        """Delete the vectors."""
        connection.execute(
            text("DELETE FROM search_text WHERE entry = :i"), {"i": entry}
        )

    def clear(self, connection: Connection) -> None:
        """Delete everything."""
        connection.execute(text("DELETE FROM search_text"))

    def matching(
        self, entry: ColumnElement[int], expression: Expression, tier: int
    ) -> Matching:
        """Each clause in any vector of the entry, so that a long text is one text."""
        label = self._labels[tier]
        having = [self._holding(each, label) for each in expression.wanted]
        conditions = [entry.in_(intersect(*having) if len(having) > 1 else having[0])]
        conditions += [
            entry.not_in(self._holding(each, "")) for each in expression.unwanted
        ]
        inner = self._table.alias("scored")
        everything = self._query(
            tuple(one for each in expression.wanted for one in each), ""
        )
        score = (
            select(-func.max(func.ts_rank(inner.c.vector, everything, 1)))
            .where(inner.c.entry == entry)
            .scalar_subquery()
        )
        return Matching(tuple(conditions), score, entry)

    def _holding(self, clause: Clause, label: str) -> Any:
        vector = self._table.c.vector
        found = vector.op("@@")(self._query(clause, label))
        return select(self._table.c.entry).where(found)

    def _query(self, clause: Clause, label: str) -> ColumnElement[Any]:
        """Any of these, as a tsquery."""
        parts = [part for one in clause for part in self._one(one, label)]
        whole = parts[0]
        for each in parts[1:]:
            whole = whole.op("||")(each)
        return whole

    @staticmethod
    def _one(wanted: Wanted, label: str) -> Iterator[ColumnElement[Any]]:
        term, end = wanted.term, f":{label}" if label else ""
        if term.kind is TermKind.PHRASE:
            words = [_safe(each) for each in term.text.split()]
            open_end = f":*{label}" if begins_compounds(term.text) else end
            yield _tsquery(
                "briefing_danish",
                " <-> ".join(
                    [*(f"{e}{end}" for e in words[:-1]), words[-1] + open_end]
                ),
            )
            return
        if wanted.is_whole_start and term.kind is TermKind.PREFIX:
            yield _tsquery("simple", f"{term.text}:*{label}")
        forms = sorted({*wanted.forms, _safe(term.text)})
        yield _tsquery("briefing_danish", " | ".join(f"{e}{end}" for e in forms))


def _tsquery(config: str, asked: str) -> ColumnElement[Any]:
    return func.to_tsquery(cast(literal(config), REGCONFIG), asked)


def _safe(word: str) -> str:
    return _SECTION if word == "§" else word


def _sliced(texts: Texts) -> Iterator[tuple[str, str, str]]:
    """Title, lead and body as texts; a long body goes on in slices of its own."""

    def joined(pieces: Iterable[Sequence[str]]) -> str:
        return f" {_BREAK} ".join(" ".join(map(_safe, each)) for each in pieces)

    waiting, count = list[Sequence[str]](), 0
    slices = []
    for piece in texts.body:
        words = iter(piece)
        while part := list(islice(words, _SLICE)):
            if waiting and count + len(part) > _SLICE:
                slices.append(joined(waiting))
                waiting, count = [], 0
            waiting.append(part)
            count += len(part)
    slices.append(joined(waiting))
    yield joined(texts.title), joined(texts.lead), slices[0]
    yield from (("", "", each) for each in slices[1:])


def full_text(dialect: str) -> FullText:
    """The full text of this kind of database."""
    return PostgresText() if dialect == "postgresql" else SqliteText()
