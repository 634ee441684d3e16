"""Reading the past: every version of proposals and documents, oldest first."""

from datetime import datetime

from sqlalchemy import select, union

from briefing.adapters.database.base import Connected
from briefing.adapters.database.codec import load
from briefing.adapters.database.schema import document_versions, proposal_versions
from briefing.domain.event import DocumentVersion, ProposalVersion
from briefing.domain.proposal import Proposal


class HistoryTables(Connected):
    """Reading `proposal_versions` and `document_versions`, which only grow."""

    def proposal_versions(self, ref: str) -> tuple[ProposalVersion, ...]:
        """Every version of a proposal, oldest first; empty when there is none."""
        table = proposal_versions
        query = select(table).where(table.c.ref == ref).order_by(table.c.version)
        with self.reading_from() as connection:
            rows = connection.execute(query).mappings()
            return tuple(
                ProposalVersion(
                    row["version"], load(Proposal, row["data"]), row["seen_at"]
                )
                for row in rows
            )

    def document_versions(self, ref: str) -> tuple[DocumentVersion, ...]:
        """Every version of every document of a proposal, in the order fetched."""
        table = document_versions
        query = select(table).where(table.c.ref == ref)
        query = query.order_by(table.c.fetched_at, table.c.key, table.c.version)
        with self.reading_from() as connection:
            rows = connection.execute(query).mappings()
            return tuple(
                DocumentVersion(**{name: row[name] for name in row if name != "ref"})
                for row in rows
            )

    def changed_since(self, moment: datetime) -> tuple[str, ...]:
        """The proposals that came, changed, or got a document from a moment on."""
        seen, fetched = proposal_versions, document_versions
        query = union(
            select(seen.c.ref).where(seen.c.seen_at >= moment),
            select(fetched.c.ref).where(fetched.c.fetched_at >= moment),
        )
        with self.reading_from() as connection:
            return tuple(sorted(connection.execute(query).scalars()))
