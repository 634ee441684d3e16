"""The tables about judgements: assessments, decisions on them, files written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, func, insert, select
from sqlalchemy.engine import RowMapping

from briefing.adapters.database.base import Connected, find, put
from briefing.adapters.database.codec import dump, load
from briefing.adapters.database.findable import put_searchable
from briefing.adapters.database.schema import (
    assessments,
    briefings,
    reviews,
    withdrawals,
)
from briefing.domain.assessment import (
    Assessment,
    Dimension,
    Party,
    PointKind,
    level_of,
)
from briefing.domain.document import Document
from briefing.domain.proposal import Proposal
from briefing.domain.review import Decision, Edit, Review, Withdrawal
from briefing.domain.search import of_assessment
from briefing.domain.store import BriefingFile, Judged
from briefing.domain.trend import Glance, Weight
from briefing.language.written import danish_day

_BRIEFING_KEY = ("ref", "profile", "version", "document", "language", "status")


@dataclass(frozen=True, slots=True)
class _Point:
    """What is counted of a point; the rest of it is not read."""

    kind: PointKind
    dimension: Dimension | None = None
    party: Party | None = None
    likelihood: int | None = None
    impact: int | None = None


@dataclass(frozen=True, slots=True)
class _Points:
    points: tuple[_Point, ...]


@dataclass(frozen=True, slots=True)
class _Described:
    """What is counted of the proposal that an assessment saw."""

    source: str
    ministry: str = ""
    introduced_on: date | None = None
    published_on: date | None = None
    example: bool = False


class JudgementTables(Connected):
    """Reading and writing `assessments`, `reviews`, `withdrawals`, `briefings`."""

    def judged(
        self, ref: str, profile: str, version: int | None = None
    ) -> Judged | None:
        """An assessment with what it saw: this version, or the latest."""
        query = _of(assessments, ref, profile).order_by(assessments.c.version.desc())
        if version is not None:
            query = query.where(assessments.c.version == version)
        with self.reading_from() as connection:
            row = connection.execute(query.limit(1)).mappings().first()
        if row is None:
            return None
        return Judged(
            load(Assessment, row["data"]),
            load(Proposal, row["proposal"]),
            load(tuple[Document, ...], row["documents"]),
        )

    def glances(self, profile: str) -> tuple[Glance, ...]:
        """The latest assessment of each proposal for a profile, as it is counted.

        One that was withdrawn stands as rejected.
        """
        own = assessments.c.profile == profile
        latest = (
            select(
                assessments.c.ref,
                func.max(assessments.c.version).label("version"),
                func.min(assessments.c.created_at).label("first_at"),
            )
            .where(own)
            .group_by(assessments.c.ref)
            .subquery()
        )
        same = and_(
            assessments.c.ref == latest.c.ref,
            assessments.c.version == latest.c.version,
        )
        query = select(assessments, latest.c.first_at).join(latest, same).where(own)
        decided = select(reviews).where(reviews.c.profile == profile)
        with self.reading_from() as connection:
            rows = connection.execute(decided.order_by(reviews.c.id)).mappings()
            decisions = {
                (row["ref"], row["version"]): Decision(row["decision"]) for row in rows
            }
            wrong = select(withdrawals).where(withdrawals.c.profile == profile)
            for row in connection.execute(wrong).mappings():
                decisions[row["ref"], row["version"]] = Decision.REJECTED
            found = connection.execute(query.order_by(assessments.c.ref)).mappings()
            return tuple(_glance(row, decisions) for row in found)

    def save_judged(self, judged: Judged) -> None:
        """Keep a new assessment; its version is one more than the last."""
        assessment = judged.assessment
        values = {
            "ref": assessment.ref,
            "profile": assessment.profile,
            "version": assessment.version,
            "input_hash": assessment.input_hash,
            "created_at": assessment.created_at,
            "data": dump(assessment),
            "proposal": dump(judged.proposal),
            "documents": dump(judged.documents, tuple[Document, ...]),
        }
        with self.writing_to() as connection:
            connection.execute(insert(assessments), values)
            day = danish_day(assessment.created_at)
            put_searchable(connection, of_assessment(assessment, day, None))

    def reviews(self, ref: str, profile: str | None = None) -> tuple[Review, ...]:
        """The decisions on a proposal, oldest first."""
        query = _of(reviews, ref, profile).order_by(reviews.c.id)
        with self.reading_from() as connection:
            return tuple(map(_review, connection.execute(query).mappings()))

    def approved(self) -> tuple[Review, ...]:
        """Every approval of every briefing, oldest first."""
        query = select(reviews).where(reviews.c.decision == Decision.APPROVED)
        with self.reading_from() as connection:
            rows = connection.execute(query.order_by(reviews.c.id)).mappings()
            return tuple(map(_review, rows))

    def save_review(self, review: Review) -> None:
        """Keep a decision."""
        values = {
            "ref": review.ref,
            "profile": review.profile,
            "version": review.assessment_version,
            "decision": review.decision,
            "reviewer": review.by,
            "at": review.at,
            "why": review.why,
            "recommendation": review.recommendation,
            "edits": dump(review.edits, tuple[Edit, ...]),
            "document": review.document,
        }
        with self.writing_to() as connection:
            connection.execute(insert(reviews), values)
            _index_decided(
                connection, review.ref, review.profile, review.assessment_version
            )

    def withdrawals(
        self, ref: str | None = None, profile: str | None = None
    ) -> tuple[Withdrawal, ...]:
        """The briefings that were withdrawn, all or of a proposal, oldest first."""
        query = select(withdrawals) if ref is None else _of(withdrawals, ref, profile)
        with self.reading_from() as connection:
            rows = connection.execute(query.order_by(withdrawals.c.id)).mappings()
            return tuple(map(_withdrawal, rows))

    def save_withdrawal(self, withdrawal: Withdrawal) -> bool:
        """Keep that a briefing was withdrawn; False when it is already."""
        values = {
            "ref": withdrawal.ref,
            "profile": withdrawal.profile,
            "version": withdrawal.assessment_version,
            "withdrawn_by": withdrawal.by,
            "why": withdrawal.why,
            "instead": withdrawal.instead,
            "at": withdrawal.at,
        }
        key = {each: values[each] for each in ("ref", "profile", "version")}
        with self.writing_to() as connection:
            if find(connection, withdrawals, **key) is not None:
                return False
            connection.execute(insert(withdrawals), values)
            version = withdrawal.assessment_version
            _index_decided(connection, withdrawal.ref, withdrawal.profile, version)
        return True

    def briefings(
        self, ref: str, profile: str | None = None
    ) -> tuple[BriefingFile, ...]:
        """The briefings written for a proposal, oldest first."""
        query = _of(briefings, ref, profile)
        query = query.order_by(briefings.c.version, briefings.c.created_at)
        with self.reading_from() as connection:
            rows = connection.execute(query).mappings()
            return tuple(BriefingFile(**row) for row in rows)

    def briefing_files(self) -> tuple[BriefingFile, ...]:
        """Every document that was written, oldest first."""
        query = select(briefings).order_by(briefings.c.created_at)
        with self.reading_from() as connection:
            rows = connection.execute(query).mappings()
            return tuple(BriefingFile(**row) for row in rows)

    def save_briefing(self, briefing: BriefingFile) -> None:
        """Keep that a briefing was written; writing the same again is no change."""
        values = {name: getattr(briefing, name) for name in BriefingFile.__slots__}
        key = {name: values.pop(name) for name in _BRIEFING_KEY}
        with self.reading_from() as connection:
            row = find(connection, briefings, **key)
        if row is None or row["sha256"] != briefing.sha256:
            with self.writing_to() as connection:
                put(connection, briefings, key, values)


def _glance(row: RowMapping, decisions: dict[tuple[str, int], Decision]) -> Glance:
    shown = load(_Described, row["proposal"])
    days = (shown.introduced_on, shown.published_on, danish_day(row["first_at"]))
    return Glance(
        ref=row["ref"],
        version=row["version"],
        created_at=row["created_at"],
        first_at=row["first_at"],
        presented=min(each for each in days if each),
        source=shown.source,
        ministry=shown.ministry,
        risks=tuple(_weights(load(_Points, row["data"]))),
        decision=decisions.get((row["ref"], row["version"])),
        example=shown.example,
    )


def _weights(found: _Points) -> Iterator[Weight]:
    for each in found.points:
        is_graded = each.likelihood is not None and each.impact is not None
        if each.kind is PointKind.RISK and is_graded:
            level = level_of(each.likelihood or 0, each.impact or 0)
            yield Weight(each.dimension, each.party, level)


def _index_decided(
    connection: Connection, ref: str, profile: str, version: int
) -> None:
    """Make a version that was decided on findable as it stands now."""
    row = find(connection, assessments, ref=ref, profile=profile, version=version)
    if row is None:
        return
    query = _of(reviews, ref, profile).where(reviews.c.version == version)
    last = connection.execute(query.order_by(reviews.c.id.desc())).mappings().first()
    gone = find(connection, withdrawals, ref=ref, profile=profile, version=version)
    found = load(Assessment, row["data"])
    review = _review(last) if last else None
    day = danish_day(found.created_at)
    is_withdrawn = gone is not None
    put_searchable(
        connection, of_assessment(found, day, review, is_withdrawn=is_withdrawn)
    )


def _review(row: RowMapping) -> Review:
    return Review(
        ref=row["ref"],
        profile=row["profile"],
        assessment_version=row["version"],
        decision=Decision(row["decision"]),
        by=row["reviewer"],
        at=row["at"],
        why=row["why"],
        recommendation=row["recommendation"],
        edits=load(tuple[Edit, ...], row["edits"]),
        document=row["document"],
    )


def _of(table: Table, ref: str, profile: str | None) -> Select[Any]:
    query = select(table).where(table.c.ref == ref)
    return query if profile is None else query.where(table.c.profile == profile)


def _withdrawal(row: RowMapping) -> Withdrawal:
    return Withdrawal(
        ref=row["ref"],
        profile=row["profile"],
        assessment_version=row["version"],
        by=row["withdrawn_by"],
        at=row["at"],
        why=row["why"],
        instead=row["instead"],
    )
