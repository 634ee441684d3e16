"""What has changed at the Folketing since the last sweep, without reading it all.

`opdateringsdato` of a case does not always move when something that hangs on the
case does, so each kind of related row is asked for its own changes. How far each
was read is a mark: the latest stamp seen in the data (never our clock), and the
fingerprints of the rows stamped shortly before it, since rows are not written in
the order of their stamps and a whole batch may share one. Re-touched rows come by
the thousand; more than `MOST_ROWS` means that reading everything is cheaper.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from briefing.domain.source import SourceConfig
from briefing.errors import ParseError
from briefing.sources import odata
from briefing.sources.shape import Record, required, required_list

SOURCE = "folketinget"
OVERLAP = timedelta(minutes=15)
MOST_ROWS = 500
_LONG_AGO = "1900-01-01T00:00:00"

Mark = Mapping[str, Any]
"""`to`: the latest stamp; `seen`: the rows within OVERLAP before it, as stamps by
fingerprint; `exact`: that there were too many of them, so that only later ones count.
"""


@dataclass(frozen=True, slots=True)
class Related:
    """One kind of row that hangs on a case.

    `mark` names the rows whose stamps count; `dated` is the way to those rows from
    the rows asked for, and `session` the way to the session's code. A service may
    not have rows that are `optional`.
    """

    name: str
    entity: str
    mark: str
    dated: str = ""
    session: str = ""
    expand: str = ""
    optional: bool = False


RELATED = (
    Related("steps", "Sagstrin", "Sagstrin", session="Sag/Periode"),
    Related("actors", "SagAktør", "SagAktør", session="Sag/Periode"),
    Related("links", "SagDokument", "SagDokument", session="Sag/Periode"),
    Related("step links", "SagstrinDokument", "SagstrinDokument",
            session="Sagstrin/Sag/Periode", expand="Sagstrin"),
    Related("documents", "SagDokument", "Dokument", "Dokument", "Sag/Periode",
            "Dokument"),
    Related("step documents", "SagstrinDokument", "Dokument", "Dokument",
            "Sagstrin/Sag/Periode", "Sagstrin,Dokument"),
    Related("files", "Fil", "Fil",
            expand="Dokument/SagDokument,Dokument/SagstrinDokument/Sagstrin"),
    Related("votes", "Afstemning", "Afstemning",
            session="Sagstrin/Sag/Periode", expand="Sagstrin", optional=True),
)  # fmt: skip
_ON_STEPS = frozenset({"SagstrinDokument", "Afstemning"})
_FREE_TEXT = frozenset({"titel", "filurl"})


def changes_address(
    config: SourceConfig, related: Related, session: str, mark: Mark, since: str
) -> str:
    """The address of the rows that changed after a mark, or from a day on."""
    dated = f"{related.dated}/opdateringsdato" if related.dated else "opdateringsdato"
    compared, start = _start(mark, since)
    conditions = [f"{dated} {compared} datetime'{start}'"]
    if related.session:
        code = odata.text_literal(session)
        conditions.append(f"{related.session}/kode eq {code}")
    options = {"filter": " and ".join(conditions), "orderby": f"{dated},id"}
    if related.expand:
        options["expand"] = related.expand
    return odata.query(config, related.entity, **options, inlinecount="allpages")


def latest_address(config: SourceConfig, related: Related, session: str) -> str:
    """The address of the row of this kind that changed last."""
    dated = f"{related.dated}/opdateringsdato" if related.dated else "opdateringsdato"
    options = {"orderby": f"{dated} desc", "top": "1"}
    if related.session:
        code = odata.text_literal(session)
        options["filter"] = f"{related.session}/kode eq {code}"
    if related.expand:
        options["expand"] = related.expand
    return odata.query(config, related.entity, **options)


def dated_row(related: Related, row: Record, where: str) -> Record:
    """The row whose stamp counts: this one, or the document it leads to."""
    found = required(row, related.dated, SOURCE, where) if related.dated else row
    if isinstance(found, dict):
        return found
    raise ParseError(SOURCE, f"{where}: {related.dated!r} is not an object")


def _start(mark: Mark, since: str) -> tuple[str, str]:
    """How stamps are compared, and with what."""
    if since:
        return "ge", since
    if mark.get("exact"):
        return "gt", str(mark["to"])
    return "ge", _earlier(str(mark.get("to", _LONG_AGO)))


def _earlier(stamp: str) -> str:
    """The stamp OVERLAP earlier, with trailing zeros cut as the service does."""
    moment = datetime.fromisoformat(stamp) - OVERLAP
    text = moment.isoformat(timespec="milliseconds")
    return text.rstrip("0").removesuffix(".")


def changed_cases(
    related: Related, row: Record, mark: Mark, since: str, where: str
) -> Iterator[int]:
    """The ids of the cases that a changed row hangs on; none when it is known.

    The date is checked again here, since the service is said to ignore filters
    that it does not understand.
    """
    dated = dated_row(related, row, where)
    stamp = odata.stamp(dated, SOURCE, where)
    compared, start = _start(mark, since)
    old = stamp < start or (compared == "gt" and stamp == start)
    if old or (not since and fingerprint(dated) in mark.get("seen", ())):
        return
    yield from _cases_of(related, row, where)


def _cases_of(related: Related, row: Record, where: str) -> Iterator[int]:
    if related.entity == "Fil":
        document = required(row, "Dokument", SOURCE, where) or {}
        for link in required_list(document, "SagDokument", SOURCE, where):
            yield required(link, "sagid", SOURCE, where)
        for link in required_list(document, "SagstrinDokument", SOURCE, where):
            step = required(link, "Sagstrin", SOURCE, where) or {}
            yield required(step, "sagid", SOURCE, where)
    elif related.entity in _ON_STEPS:
        step = required(row, "Sagstrin", SOURCE, where)
        yield required(step, "sagid", SOURCE, where)
    else:
        yield required(row, "sagid", SOURCE, where)


def fingerprint(row: Record, without: frozenset[str] = _FREE_TEXT) -> str:
    """A short hash of a row's own columns, without what was expanded in it.

    Titles may name private persons and are not hashed, nor are addresses of files.
    """
    own = {
        key: value
        for key, value in row.items()
        if not isinstance(value, (dict, list))
        and "odata" not in key
        and key not in without
    }
    text = json.dumps(own, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def mark_of(rows: Iterable[Record], where: str) -> Mark:
    """The mark that these rows reach; empty without rows."""
    seen = {fingerprint(row): odata.stamp(row, SOURCE, where) for row in rows}
    return _mark(seen) if seen else {}


def whole_mark(row: Record, where: str) -> Mark:
    """The mark that says: everything up to this row is read."""
    return {"to": odata.stamp(row, SOURCE, where), "seen": {}, "exact": True}


def further(mark: Mark, other: Mark) -> Mark:
    """The mark that both reach together."""
    if not mark or not other:
        return mark or other
    ahead = max(mark, other, key=lambda each: str(each["to"]))
    if mark.get("exact") or other.get("exact"):
        return ahead
    return _mark({**mark["seen"], **other["seen"]})


def _mark(seen: dict[str, str]) -> Mark:
    """`exact` when too many rows share the last moments to remember each of them."""
    latest = max(seen.values())
    recent = {key: at for key, at in seen.items() if at >= _earlier(latest)}
    if len(recent) > MOST_ROWS:
        return {"to": latest, "seen": {}, "exact": True}
    return {"to": latest, "seen": recent}


def marks_of_case(case: Record, step_documents: Iterable[Record]) -> dict[str, Mark]:
    """The marks that a whole case reaches, by the kind of row that hangs on it."""
    steps, links = case["Sagstrin"], case["SagDokument"]
    documents = [link["Dokument"] for link in links if link["Dokument"]]
    others = list(step_documents)
    rows = {
        "Sagstrin": steps,
        "SagAktør": case["SagAktør"],
        "SagDokument": links,
        "SagstrinDokument": [row for step in steps for row in step["SagstrinDokument"]],
        "Dokument": [*documents, *others],
        "Fil": [file for each in (*documents, *others) for file in each["Fil"]],
        "Afstemning": [row for step in steps for row in step.get("Afstemning", ())],
    }
    where = str(case.get("nummer"))
    return {name: mark_of(each, where) for name, each in rows.items() if each}
