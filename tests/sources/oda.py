"""An invented oda.ft.dk in memory, for the tests of the Folketinget source.

Rows are written by hand with a few words each; the demo's OData answers over them,
and can be told to misbehave as the real service does.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from briefing.demo.folketinget_rows import relations
from briefing.demo.odata import BadQuery, Row, Service
from briefing.domain.proposal import Proposal
from briefing.domain.source import Page, Request, Scope, SourceConfig
from briefing.errors import FetchError, NotFound
from briefing.sources.base import Swept, sweep
from briefing.sources.folketinget import Folketinget

URL = "https://oda.example/api"
TODAY = date(2026, 11, 23)
STAMP = "2026-11-02T09:00:00"
CONFIG = SourceConfig(
    id="folketinget",
    base_url=URL,
    addresses={
        "site": "https://ft.example",
        "folketingstidende": "https://tidende.example",
        "retsinformation": "https://ret.example",
    },
)
TEXTS = {
    "Sagstype": "type",
    "Sagsstatus": "status",
    "Sagstrinstype": "type",
    "Sagstrinsstatus": "status",
    "SagAktørRolle": "rolle",
    "Dokumenttype": "type",
    "Dokumentkategori": "kategori",
    "Afstemningstype": "type",
}
TYPES = {
    "L": "Lovforslag",
    "B": "Beslutningsforslag",
    "F": "Forespørgsel",
    "R": "Redegørelse",
    "V": "Forslag til vedtagelse",
}


class Oda:
    """The service: `add` and `drop` rows, `sweep` it, look at what was `asked`.

    `cut`: how long an expanded list may be. `deaf`: answer filters with everything.
    `refused`: statuses by a word in the address.
    """

    def __init__(self, *sessions: str) -> None:
        names = {*relations(), *TEXTS, "Afstemning"}
        self.rows: dict[str, list[Row]] = {name: [] for name in names}
        self.asked: list[str] = []
        self.cut = 100
        self.deaf = False
        self.refused: dict[str, int] = {}
        self._rest: dict[str, list[Any]] = {}
        for code in sessions or ("20261",):
            self.session(code)

    def add(self, entity: str, key: int, **values: Any) -> int:
        """Insert a row, or change the row with this key."""
        old = next((row for row in self.rows[entity] if row["id"] == key), None)
        row = {"id": key, "opdateringsdato": STAMP, **(old or {}), **values}
        if old is not None:
            self.drop(entity, key)
        self.rows[entity].append(row)
        self.rows[entity].sort(key=lambda each: each["id"])
        return key

    def drop(self, entity: str, key: int) -> None:
        """Withdraw a row without a trace."""
        self.rows[entity] = [row for row in self.rows[entity] if row["id"] != key]

    def session(self, code: str, begins: str = "", kind: str = "samling") -> int:
        """A session, by default of the October it is named after."""
        return self.add(
            "Periode",
            int(code),
            kode=code,
            type=kind,
            titel="",
            startdato=begins or f"{code[:4]}-10-06T00:00:00",
        )

    def text(self, entity: str, text: str | None) -> int | None:
        """The id of a text in a lookup."""
        if text is None:
            return None
        column = TEXTS[entity]
        known = {row[column]: row["id"] for row in self.rows[entity]}
        return known.get(text) or self.add(entity, len(known) + 1, **{column: text})

    def case(self, number: str, key: int, session: str = "20261", **values: Any) -> int:
        """A case; `type` and `status` are texts."""
        native = values.pop("type", TYPES.get(number[0], number[0]))
        status = values.pop("status", "Fremsat")
        given = {"titel": f"Forslag {number}", "titelkort": "", "resume": ""}
        empty = {"lovnummer": None, "lovnummerdato": None, "deltundersagid": None}
        return self.add(
            "Sag",
            key,
            nummer=number,
            typeid=self.text("Sagstype", native),
            statusid=self.text("Sagsstatus", status),
            periodeid=int(session),
            **{"retsinformationsurl": None, **given, **empty, **values},
        )

    def step(self, case: int, key: int, title: str, day: str, **values: Any) -> int:
        """A step of a case; `type` and `status` are texts."""
        return self.add(
            "Sagstrin",
            key,
            sagid=case,
            titel=title,
            dato=day if "T" in day or not day else f"{day}T00:00:00",
            typeid=self.text("Sagstrinstype", values.pop("type", title)),
            statusid=self.text("Sagstrinsstatus", values.pop("status", "Endelig")),
            **values,
        )

    def vote(self, step: int, key: int, text: str | None, **values: Any) -> int:
        """A vote at a step; `type` is a text."""
        kind = self.text("Afstemningstype", values.pop("type", "Endelig vedtagelse"))
        given = {"konklusion": text, "vedtaget": True, "typeid": kind, "nummer": key}
        return self.add("Afstemning", key, sagstrinid=step, **{**given, **values})

    def actor(self, case: int, key: int, role: str, name: str, **values: Any) -> int:
        """An actor of a case in a role, by name; each has a row of its own."""
        self.add("Aktør", key, navn=name, typeid=None)
        return self.add(
            "SagAktør",
            key,
            sagid=case,
            aktørid=key,
            rolleid=self.text("SagAktørRolle", role),
            **values,
        )

    def document(self, key: int, title: str, **values: Any) -> int:
        """A document on a `case`, or on a `step` alone; `type` and `category` too."""
        case, step = values.pop("case", None), values.pop("step", None)
        url = values.pop("url", f"https://www.ft.example/{key}.pdf")
        self.add(
            "Dokument",
            key,
            titel=title,
            typeid=self.text("Dokumenttype", values.pop("type", "Bilag")),
            kategoriid=self.text("Dokumentkategori", values.pop("category", None)),
            **{"dato": "2026-11-03T00:00:00", "frigivelsesdato": None, **values},
        )
        file = {"titel": title, "filurl": url, "variantkode": "P"}
        self.add("Fil", key, dokumentid=key, **file)
        if case is not None:
            self.add("SagDokument", key, sagid=case, dokumentid=key, bilagsnummer=None)
        if step is not None:
            self.add("SagstrinDokument", key, sagstrinid=step, dokumentid=key)
        return key

    def fetch(self, request: Request) -> Page:
        """The answer to a request, as the real fetcher gives it."""
        address = request.url.partition("#")[0]
        self.asked.append(unquote(address.removeprefix(URL)))
        for word, status in self.refused.items():
            if word in unquote(address):
                return self._refusal(request, status)
        found = self._answer(address)
        if found is None:
            return self._refusal(request, 404)
        return Page(request, json.dumps(found).encode(), "application/json")

    def _refusal(self, request: Request, status: int) -> Page:
        if status in request.also:
            return Page(request, b"", status=status)
        error = NotFound if status == 404 else FetchError
        raise error("folketinget", request.url, f"answered {status}")

    def _answer(self, address: str) -> Row | None:
        if address in self._rest:
            return self._cut({"value": self._rest[address]})
        parts = urlsplit(address)
        path = unquote(parts.path.removeprefix("/api/"))
        options = dict(parse_qsl(parts.query))
        if self.deaf:
            options.pop("$filter", None)
        try:
            found = Service(URL, self.rows, relations()).answer(path, options)
        except BadQuery as error:
            raise AssertionError(address) from error
        return None if found is None else self._cut(found)

    def _cut(self, node: Any, *, top: bool = True) -> Any:
        """The answer with every list in it cut, and links to where it goes on."""
        if isinstance(node, list):
            return [self._cut(each, top=False) for each in node]
        if not isinstance(node, dict):
            return node
        found = {}
        for key, value in node.items():
            found[key] = self._cut(value, top=False)
            if isinstance(value, list) and len(value) > self.cut and not top:
                found[key] = found[key][: self.cut]
                link = f"{URL}/rest{len(self._rest)}"
                self._rest[link] = value[self.cut :]
                found[f"{key}@odata.nextLink"] = link
        if top and len(found.get("value", ())) > self.cut and "odata.count" not in node:
            link = f"{URL}/rest{len(self._rest)}"
            self._rest[link] = node["value"][self.cut :]
            found = {**found, "value": found["value"][: self.cut]}
            found["odata.nextLink"] = link
        return found

    def config(self, **options: Any) -> SourceConfig:
        """The source as it reads this service."""
        return replace(CONFIG, options=options)

    def sweep(self, cursor: Any = None, **scope: Any) -> Swept:
        """A sweep; `options` are the source's own."""
        config = self.config(**scope.pop("options", {}))
        wanted = Scope(**{"today": TODAY, **scope})
        self.asked.clear()
        return sweep(Folketinget(), config, cursor or {}, wanted, self.fetch)

    def only(self, cursor: Any = None, **scope: Any) -> Proposal:
        """The one proposal that a sweep finds."""
        (proposal,) = self.sweep(cursor, **scope).proposals
        return proposal
