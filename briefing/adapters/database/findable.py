"""What is findable: the tables of the index, changed with what they are of."""

import json
import zlib
from collections.abc import Iterable, Sequence

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from briefing.adapters.database.base import find, put
from briefing.adapters.database.fulltext import Texts, full_text
from briefing.adapters.database.schema import metadata
from briefing.adapters.database.vocabulary import keep_words
from briefing.domain.document import Locator
from briefing.domain.proposal import Proposal
from briefing.domain.search import Piece, Searchable, What
from briefing.language.find import lowered
from briefing.language.query import tokens

search_entries = Table(
    "search_entries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("ref", String(300), nullable=False, index=True),
    Column("what", String(20), nullable=False),
    Column("key", Text, nullable=False),
    Column("profile", String(300), nullable=False),
    Column("version", Integer, nullable=False),
    Column("superseded", Boolean, nullable=False),
    Column("made_from", String(200), nullable=False),
    Column("document_kind", String(60), nullable=False),
    Column("status", String(20), nullable=False),
    Column("day", Date),
    Column("title", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""One row for each version of a text; short rows, since a search reads many."""

search_passages = Table(
    "search_passages",
    metadata,
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("packed", LargeBinary, nullable=False),
)
"""The passages of each entry with their places."""

search_cases = Table(
    "search_cases",
    metadata,
    Column("ref", String(300), primary_key=True),
    Column("source", String(100), nullable=False),
    Column("kind", String(60), nullable=False),
    Column("stage", String(60), nullable=False),
    Column("open_until", Date),
    Column("committee", Text, nullable=False),
)
"""What a proposal is now, for the filters."""

search_points = Table(
    "search_points",
    metadata,
    Column("ref", String(300), primary_key=True),
    Column("profile", String(300), primary_key=True),
    Column("dimension", String(60), primary_key=True),
    Column("party", String(20), primary_key=True),
    Column("level", String(20), primary_key=True),
)
"""What the latest briefing of a profile says, for the filters."""

search_state = Table(
    "search_state",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", String(60), nullable=False),
)

_E, _P = search_entries.c, search_points.c


def put_case(connection: Connection, proposal: Proposal) -> None:
    """Keep what a proposal is now."""
    values = {
        "source": proposal.source,
        "kind": proposal.kind.value,
        "stage": proposal.stage.value,
        "open_until": proposal.open_until,
        "committee": lowered(proposal.committee),
    }
    put(connection, search_cases, {"ref": proposal.ref}, values)


def put_searchable(connection: Connection, found: Searchable) -> None:
    """Make a text findable, and earlier versions of it superseded."""
    key = (
        _E.ref == found.ref,
        _E.what == found.what.value,
        _E.key == found.key,
        _E.profile == found.profile,
    )
    rows = connection.execute(select(_E.id, _E.version, _E.made_from).where(*key)).all()
    for row in rows:
        if row.version == found.version:
            if row.made_from == found.made_from:
                return
            _remove(connection, row.id)
    is_old = any(row.version > found.version for row in rows)
    if not is_old:
        _put_points(connection, found)
        connection.execute(update(search_entries).where(*key).values(superseded=True))
    _add(connection, found, superseded=is_old)


def _add(connection: Connection, found: Searchable, *, superseded: bool) -> None:
    values = {
        "ref": found.ref,
        "what": found.what.value,
        "key": found.key,
        "profile": found.profile,
        "version": found.version,
        "superseded": superseded,
        "made_from": found.made_from,
        "document_kind": found.document_kind,
        "status": found.status,
        "day": found.day,
        "title": found.title,
    }
    done = connection.execute(insert(search_entries), values)
    entry = int(done.inserted_primary_key[0]) if done.inserted_primary_key else 0
    packed = {"entry": entry, "packed": _packed(found.lead, found.body)}
    connection.execute(insert(search_passages), packed)
    texts = _texts(found.title, found.lead, found.body)
    full_text(connection.dialect.name).add(connection, entry, texts)
    words = {
        each
        for some in (*texts.title, *texts.lead, *texts.body)
        for each in some
        if each.isalpha()
    }
    keep_words(connection, words)


def _remove(connection: Connection, entry: int) -> None:
    row = find(connection, search_entries, id=entry)
    passages = find(connection, search_passages, entry=entry)
    if row is not None and passages is not None:
        texts = _texts(row["title"], *unpacked(passages["packed"]))
        full_text(connection.dialect.name).remove(connection, entry, texts)
        connection.execute(delete(search_entries).where(_E.id == entry))
        mine = search_passages.c.entry == entry
        connection.execute(delete(search_passages).where(mine))


def _put_points(connection: Connection, found: Searchable) -> None:
    if found.what is not What.BRIEFING:
        return
    own = _P.ref == found.ref, _P.profile == found.profile
    connection.execute(delete(search_points).where(*own))
    rows = [
        {"ref": found.ref, "profile": found.profile}
        | {"dimension": dimension, "party": party, "level": level}
        for dimension, party, level in sorted(found.points)
    ]
    if rows:
        connection.execute(insert(search_points), rows)


def _texts(title: str, lead: Iterable[Piece], body: Iterable[Piece]) -> Texts:
    return Texts(
        [tokens(title)], [tokens(e.text) for e in lead], [tokens(e.text) for e in body]
    )


def _packed(lead: Sequence[Piece], body: Sequence[Piece]) -> bytes:
    rows = [
        [e.text, w.page, w.provision, w.heading, w.paragraph, w.field]
        for e in (*lead, *body)
        for w in (e.locator,)
    ]
    text = json.dumps([len(lead), rows], ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), 1)


def unpacked(data: bytes) -> tuple[list[Piece], list[Piece]]:
    """The lead and the body that an entry was packed of."""
    count, rows = json.loads(zlib.decompress(data))
    pieces = [Piece(text, Locator(*where)) for text, *where in rows]
    return pieces[:count], pieces[count:]
