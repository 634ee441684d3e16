"""The tables about documents: their versions, why one is missing, their readings."""

import zlib
from datetime import datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.engine import RowMapping

from briefing.adapters.database.base import Connected, find, put
from briefing.adapters.database.codec import dump, dump_any, load, load_any
from briefing.adapters.database.findable import put_searchable
from briefing.adapters.database.schema import document_versions, documents, readings
from briefing.domain.document import Reading
from briefing.domain.ports import Answer
from briefing.domain.proposal import DocumentKind
from briefing.domain.search import Searchable
from briefing.domain.store import (
    StoredDocument,
    StoredReading,
    Trouble,
)

_VALIDATORS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_NO_TROUBLE = {"error": "", "error_detail": "", "tries": 0, "next_try_at": None}


def validators_of(answer: Answer) -> dict[str, str]:
    """The request headers that ask for this answer again only if it changed."""
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return {ask: headers[name] for name, ask in _VALIDATORS.items() if name in headers}


class DocumentTables(Connected):
    """Reading and writing `documents`, `document_versions` and `readings`."""

    def documents(self, ref: str) -> dict[str, StoredDocument]:
        """How the documents of a proposal stand, by key."""
        query = select(documents).where(documents.c.ref == ref)
        with self.reading_from() as connection:
            rows = connection.execute(query).mappings()
            return {row["key"]: _stored(row) for row in rows}

    def save_document(
        self, ref: str, key: str, url: str, answer: Answer, now: datetime
    ) -> StoredDocument:
        """Keep a document's bytes; a new version when they differ from the last."""
        sha256 = self.blobs.put(answer.body)
        with self.writing_to() as connection:
            row = find(connection, documents, ref=ref, key=key)
            values = dict(_NO_TROUBLE, checked_at=now)
            values |= {"validators": dump_any(validators_of(answer)), "url": url}
            if row is None or row["sha256"] != sha256:
                version = (row["version"] if row else 0) + 1
                fresh = {
                    "version": version,
                    "sha256": sha256,
                    "content_type": answer.content_type[:200],
                    "fetched_at": now,
                }
                values |= fresh
                kept = {"ref": ref, "key": key, "url": url, **fresh}
                kept["headers"] = dump_any(dict(answer.headers))
                connection.execute(insert(document_versions), kept)
            return _put_document(connection, ref, key, values)

    def save_document_failure(
        self, ref: str, key: str, url: str, trouble: Trouble
    ) -> StoredDocument:
        """Keep why a document could not be had; earlier bytes stay."""
        with self.writing_to() as connection:
            row = find(connection, documents, ref=ref, key=key)
            values = {
                "error": trouble.error,
                "error_detail": trouble.detail,
                "tries": (row["tries"] if row else 0) + 1,
                "next_try_at": trouble.next_try_at,
            }
            if row is None:
                values |= {
                    "url": url,
                    "version": 0,
                    "sha256": "",
                    "content_type": "",
                    "validators": "{}",
                }
            return _put_document(connection, ref, key, values)

    def keep_bytes(self, body: bytes) -> str:
        """Keep bytes of our own making; their SHA-256."""
        return self.blobs.put(body)

    def blob_path(self, sha256: str) -> str:
        """The file that holds these bytes."""
        return str(self.blobs.path(sha256))

    def reading(
        self, sha256: str, kind: DocumentKind, reader: str
    ) -> StoredReading | None:
        """An earlier reading of these bytes by this version of the reader."""
        with self.reading_from() as connection:
            row = find(connection, readings, sha256=sha256, kind=kind, reader=reader)
        if row is None:
            return None
        data = row["data"]
        reading = load(Reading, zlib.decompress(data)) if data else None
        return StoredReading(reading, row["error"], row["error_detail"])

    def save_reading(
        self,
        sha256: str,
        kind: DocumentKind,
        reader: str,
        found: StoredReading,
        found_as: Searchable | None = None,
    ) -> None:
        """Keep a reading, and make it findable as this in the same transaction."""
        data = zlib.compress(dump(found.reading).encode(), 1) if found.reading else None
        values = {
            "data": data,
            "error": found.error,
            "error_detail": found.error_detail,
        }
        key = {"sha256": sha256, "kind": kind, "reader": reader}
        with self.writing_to() as connection:
            put(connection, readings, key, values)
            if found_as is not None:
                put_searchable(connection, found_as)


def _put_document(
    connection: Connection, ref: str, key: str, values: dict[str, object]
) -> StoredDocument:
    put(connection, documents, {"ref": ref, "key": key}, values)
    row = find(connection, documents, ref=ref, key=key)
    if row is None:  # the row was written in this transaction
        raise AssertionError(f"{ref} {key} vanished while it was written")
    return _stored(row)


def _stored(row: RowMapping) -> StoredDocument:
    values = {name: row[name] for name in row if name != "ref"}
    return StoredDocument(**{**values, "validators": load_any(row["validators"])})
