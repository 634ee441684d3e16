"""The tables about proposals: every version of them, and where the line stands."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from briefing.adapters.database.base import Connected, find, put
from briefing.adapters.database.codec import content_hash, dump, load
from briefing.adapters.database.findable import put_case, put_searchable
from briefing.adapters.database.handling import decisions_in
from briefing.adapters.database.schema import (
    proposal_versions,
    proposals,
    relevance,
    work,
)
from briefing.domain.handling import with_decisions
from briefing.domain.profile import Relevance
from briefing.domain.proposal import Proposal
from briefing.domain.search import of_proposal
from briefing.domain.store import Progress
from briefing.errors import UnknownRef


def upsert(connection: Connection, proposal: Proposal, now: datetime) -> str:
    """Keep a proposal: "new", "changed" (as a new version) or "unchanged"."""
    row = find(connection, proposals, ref=proposal.ref)
    digest = content_hash(proposal)
    if row and row["gone_at"] is not None:
        mark_gone(connection, (proposal.ref,), None)
    if row and row["content_hash"] == digest:
        return "unchanged"
    version = row["version"] + 1 if row else 1
    values = {
        "version": version,
        "content_hash": digest,
        "data": dump(proposal),
    }
    kept = {"ref": proposal.ref, "seen_at": now, **values}
    connection.execute(insert(proposal_versions), kept)
    values |= {"source": proposal.source, "changed_at": now}
    values |= {"first_seen_at": row["first_seen_at"] if row else now}
    put(connection, proposals, {"ref": proposal.ref}, values)
    put_case(connection, proposal)
    put_searchable(connection, of_proposal(proposal, version, digest))
    return "changed" if row else "new"


def mark_gone(
    connection: Connection, refs: Iterable[str], moment: datetime | None
) -> None:
    """Keep since when a source no longer lists these; None when it does again.

    No change of the proposals: what they say stays as it was last read.
    """
    for ref in refs:
        row = update(proposals).where(proposals.c.ref == ref)
        connection.execute(row.values(gone_at=moment))


class ProposalTables(Connected):
    """Reading and writing `proposals`, `work` and `relevance`."""

    def save_proposal(self, proposal: Proposal, now: datetime) -> str:
        """Keep one proposal: "new", "changed" or "unchanged"."""
        with self.writing_to() as connection:
            return upsert(connection, proposal, now)

    def proposal(self, ref: str) -> Proposal:
        """The proposal as it stands now; UnknownRef when there is none."""
        with self.reading_from() as connection:
            row = find(connection, proposals, ref=ref)
        if row is None:
            raise UnknownRef(ref)
        return load(Proposal, row["data"])

    def proposal_hash(self, ref: str) -> str:
        """The content hash of the proposal as it stands now."""
        with self.reading_from() as connection:
            row = find(connection, proposals, ref=ref)
        if row is None:
            raise UnknownRef(ref)
        return str(row["content_hash"])

    def refs(self, source: str | None = None) -> tuple[str, ...]:
        """Every reference in the store, or of one source, sorted."""
        query = select(proposals.c.ref).order_by(proposals.c.ref)
        if source is not None:
            query = query.where(proposals.c.source == source)
        with self.reading_from() as connection:
            return tuple(connection.execute(query).scalars())

    def listed_under(self, prefix: str) -> dict[str, datetime | None]:
        """Every ref that starts so, and since when its source no longer lists it."""
        query = select(proposals.c.ref, proposals.c.gone_at).where(
            proposals.c.ref.startswith(prefix, autoescape=True)
        )
        with self.reading_from() as connection:
            found = {row.ref: row.gone_at for row in connection.execute(query)}
        return {ref: at for ref, at in found.items() if ref.startswith(prefix)}

    def gone_at(self, ref: str) -> datetime | None:
        """Since when the source no longer lists a proposal; None while it does."""
        with self.reading_from() as connection:
            row = find(connection, proposals, ref=ref)
        found: datetime | None = row["gone_at"] if row else None
        return found

    def progress(self, ref: str) -> Progress:
        """Where the line stands with a proposal."""
        with self.reading_from() as connection:
            row = find(connection, work, ref=ref)
        if row is None:
            return Progress()
        return Progress(**{name: row[name] for name in row if name != "ref"})

    def save_progress(self, ref: str, progress: Progress) -> None:
        """Keep where the line stands with a proposal."""
        values = {name: getattr(progress, name) for name in Progress.__slots__}
        with self.writing_to() as connection:
            put(connection, work, {"ref": ref}, values)

    def relevance(self, ref: str) -> dict[str, Relevance]:
        """The relevance of a proposal by profile, as persons' decisions leave it."""
        query = select(relevance).where(relevance.c.ref == ref)
        with self.reading_from() as connection:
            rows = connection.execute(query).mappings().all()
            decisions = decisions_in(connection, ref)
        return {
            row["profile"]: with_decisions(
                load(Relevance, row["data"]),
                tuple(e for e in decisions if e.profile == row["profile"]),
            )
            for row in rows
        }

    def save_relevance(self, ref: str, profile: str, found: Relevance) -> None:
        """Keep a computed relevance; written only when it differs."""
        key = {"ref": ref, "profile": profile}
        values = {"score": found.score, "data": dump(found)}
        with self.reading_from() as connection:
            row = find(connection, relevance, **key)
        if row is None or row["data"] != values["data"]:
            with self.writing_to() as connection:
                put(connection, relevance, key, values)
