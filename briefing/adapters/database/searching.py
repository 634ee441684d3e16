"""Asking the index: the best places of the best proposals, within filters."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, case, delete, literal, or_, select
from sqlalchemy.engine import RowMapping

from briefing.adapters.database.base import find, put
from briefing.adapters.database.findable import (
    put_case,
    put_searchable,
    search_cases,
    search_entries,
    search_passages,
    search_points,
    search_state,
    unpacked,
)
from briefing.adapters.database.fulltext import ANYWHERE, Expression, full_text
from briefing.adapters.database.vocabulary import Vocabulary
from briefing.domain.assessment import Party
from briefing.domain.proposal import Proposal, Stage
from briefing.domain.search import Filters, Found, Place, Searchable, Term, What
from briefing.language.find import lowered
from briefing.language.marking import Marker

INDEX_FORM = "1"
"""Kept with the index; raise it when what is written into it changes."""
COUNTED_TO = 1_000
RANKED = 1_000
"""Of more hits than this in titles, leads or anywhere, the latest are ranked."""
FETCHED = 200
PLACES_SHOWN = 3
PIECES_SHOWN = 2

_E, _C, _P = search_entries.c, search_cases.c, search_points.c


class Searching(Protocol):
    """A store that keeps the words of its index in memory."""

    vocabulary: Vocabulary

    def reading_from(self) -> AbstractContextManager[Connection]:
        """A connection for reading."""
        ...

    def writing_to(self) -> AbstractContextManager[Connection]:
        """A transaction for writing."""
        ...


class SearchTables(Searching):
    """Reading and writing the index, and the saved searches."""

    def index(self, *found: Searchable) -> None:
        """Make texts findable, in one transaction; nothing happens when they are."""
        with self.reading_from() as connection:
            new = [each for each in found if not _is_there(connection, each)]
            if new:
                self.vocabulary.refresh(connection)
        if new:
            with self.writing_to() as connection:
                for each in new:
                    put_searchable(connection, each)

    def index_is_whole(self) -> bool:
        """Whether everything in the store can be found."""
        with self.reading_from() as connection:
            row = find(connection, search_state, name="form")
        return row is not None and row["value"] == INDEX_FORM

    def start_index(self, proposals: Iterable[Proposal]) -> None:
        """Empty the index but for what these proposals are, to be filled again."""
        with self.writing_to() as connection:
            full_text(connection.dialect.name).clear(connection)
            for table in (
                search_entries, search_passages, search_cases, search_points
            ):  # fmt: skip
                connection.execute(delete(table))
            connection.execute(delete(search_state))
            for each in proposals:
                put_case(connection, each)

    def finish_index(self) -> None:
        """Keep that everything can be found."""
        with self.writing_to() as connection:
            put(connection, search_state, {"name": "form"}, {"value": INDEX_FORM})

    def search(
        self,
        wanted: tuple[Term, ...],
        unwanted: tuple[Term, ...],
        filters: Filters,
        limit: int,
    ) -> Found:
        """The proposals in which everything wanted is found, the best first."""
        with self.reading_from() as connection:
            self.vocabulary.refresh(connection)
            known = self.vocabulary.wanted
            asked = Expression(
                tuple(tuple(map(known, each.alternatives)) for each in wanted),
                tuple(tuple(map(known, each.alternatives)) for each in unwanted),
            )
            forms = tuple(
                frozenset(form for one in clause for form in one.forms)
                for clause in asked.wanted
            )
            counted = connection.execute(_counting(connection, asked, filters)).all()
            groups = _best(connection, asked, filters, limit) if counted else {}
            marker = Marker(wanted, forms)
            return Found(
                groups=_shown(connection, groups, marker),
                places=min(len(counted), COUNTED_TO),
                proposals=len({row.ref for row in counted[:COUNTED_TO]}),
                capped=len(counted) > COUNTED_TO,
                forms=forms,
            )


def _is_there(connection: Connection, found: Searchable) -> bool:
    row = find(
        connection,
        search_entries,
        ref=found.ref,
        what=found.what.value,
        key=found.key,
        profile=found.profile,
        version=found.version,
    )
    return row is not None and row["made_from"] == found.made_from


def _counting(connection: Connection, asked: Expression, filters: Filters) -> Any:
    matching = full_text(connection.dialect.name).matching(_E.id, asked, ANYWHERE)
    query = select(_E.ref).where(*matching.conditions, *_conditions(filters))
    return query.order_by(matching.age.desc()).limit(COUNTED_TO + 1)


def _best(
    connection: Connection, asked: Expression, filters: Filters, limit: int
) -> dict[str, dict[int, bool]]:
    """The best entries by proposal, the best first; whether each is our briefing.

    What the sources say comes before the details of our own briefings. Once there are
    proposals enough, more of their places are looked up without weighing each word
    against the whole store, which takes most of the time; the latest come first then.
    """
    text = full_text(connection.dialect.name)
    conditions = _conditions(filters)
    ours = case((_E.what == What.BRIEFING.value, 1), else_=0)
    groups: dict[str, dict[int, bool]] = {}
    for tier in range(ANYWHERE + 1):
        matching = text.matching(_E.id, asked, tier)
        is_full = len(groups) == limit
        score = literal(0.0) if is_full else matching.score
        newest = (
            select(_E.id, _E.ref, _E.day, ours.label("ours"), score.label("score"))
            .where(*matching.conditions, *conditions)
            .order_by(matching.age.desc())
            .limit(RANKED)
            .subquery()
        )
        ranked = select(newest.c.id, newest.c.ref, newest.c.ours).order_by(
            *((newest.c.ours,) if tier == ANYWHERE else ()),
            newest.c.score,
            newest.c.day.desc().nulls_last(),
            newest.c.id.desc(),
        )
        if is_full:
            ranked = ranked.where(newest.c.ref.in_(tuple(groups)))
        for row in connection.execute(ranked.limit(FETCHED)):
            group = groups.get(row.ref)
            if group is None and len(groups) < limit:
                group = groups[row.ref] = {}
            if group is not None:
                group.setdefault(row.id, bool(row.ours))
    return groups


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    equal = {
        _E.what: filters.what,
        _E.status: filters.status,
        _C.source: filters.source,
        _C.kind: filters.kind,
    }
    found = [column == value for column, value in equal.items() if value]
    found += [] if filters.all_versions else [_E.superseded.is_(False)]
    found += [_E.profile.in_(("", filters.profile))] if filters.profile else []
    found += [_E.day >= filters.since] if filters.since else []
    found += [_E.day <= filters.until] if filters.until else []
    if filters.committee:
        name = lowered(filters.committee)
        found.append(_C.committee.contains(name, autoescape=True))
    if filters.stage:
        found.append(_in_stage(filters.stage, filters.today))
    if filters.source or filters.kind or filters.committee or filters.stage:
        found.append(_C.ref == _E.ref)
    if filters.dimension or filters.party or filters.level:
        found.append(_has_point(filters))
    return found


def _in_stage(stage: Stage, today: date) -> ColumnElement[bool]:
    """The stage of today: a consultation closes when its last day has passed."""
    over = _C.open_until < today
    if stage is Stage.CONSULTATION_CLOSED:
        return or_(_C.stage == stage.value, over)
    still = or_(_C.open_until.is_(None), _C.open_until >= today)
    return (_C.stage == stage.value) & still


def _has_point(filters: Filters) -> ColumnElement[bool]:
    conditions = [_P.ref == _E.ref, or_(_E.profile == "", _E.profile == _P.profile)]
    if filters.profile:
        conditions.append(_P.profile == filters.profile)
    if filters.dimension:
        conditions.append(_P.dimension == filters.dimension.value)
    if filters.level:
        conditions.append(_P.level == filters.level.value)
    if filters.party:
        conditions.append(_P.party.in_((filters.party.value, Party.BOTH.value)))
    return select(_P.ref).where(*conditions).exists()


def _shown(
    connection: Connection, groups: Mapping[str, Mapping[int, bool]], marker: Marker
) -> tuple[tuple[Place, ...], ...]:
    """The best few places of each proposal, with their passages."""
    chosen = [_few(entries) for entries in groups.values()]
    wanted = [entry for each in chosen for entry in each]
    packed = search_passages.c
    query = select(search_entries, packed.packed).where(
        _E.id.in_(wanted), packed.entry == _E.id
    )
    rows = {row["id"]: row for row in connection.execute(query).mappings()}
    return tuple(
        tuple(_said_once(_as_place(rows[entry], marker) for entry in each))
        for each in chosen
    )


def _few(entries: Mapping[int, bool]) -> list[int]:
    """The best, of which one briefing where there is anything else."""
    briefings = [each for each, is_ours in entries.items() if is_ours]
    first = [each for each in entries if each not in briefings[1:]]
    return [*first, *briefings[1:]][:PLACES_SHOWN]


def _said_once(places: Iterable[Place]) -> Iterator[Place]:
    """The places without passages that say what one before has said."""
    said: set[str] = set()
    for place in places:
        new = [e for e in place.pieces if not any(e.text in each for each in said)]
        said.update(each.text for each in place.pieces)
        yield replace(place, pieces=tuple(new))


def _as_place(row: RowMapping, marker: Marker) -> Place:
    lead, body = unpacked(row["packed"])
    chosen = marker.best([e.text for e in lead], 1)
    pieces = [lead[number] for number in chosen]
    numbers = marker.best([e.text for e in body], PIECES_SHOWN - len(pieces))
    pieces += [body[number] for number in numbers]
    return Place(
        ref=row["ref"],
        what=What(row["what"]),
        key=row["key"],
        profile=row["profile"],
        version=row["version"],
        title=row["title"],
        document_kind=row["document_kind"],
        status=row["status"],
        day=row["day"],
        superseded=row["superseded"],
        pieces=tuple(pieces),
    )
