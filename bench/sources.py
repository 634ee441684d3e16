"""Reading the Folketing: our sweeps beside what a plain client does, in one run.

The plain client pages through everything again each time with nested `$expand` and
downloads every file, with httpx alone and at the same pace. The stand-in server that
lies beside the project plays the service over 1,008 cases made from its recorded ones;
where it is not there, the demo's server does, over its few. Wall time, requests, bytes.
No pause is made between requests, so that wall time is mostly the stand-in's own; at a
pace that a service asks for, it is the number of requests that counts.
"""

import copy
import json
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import httpx

from briefing.adapters.http import HttpFetcher
from briefing.demo.server import DemoServer, demo_sources
from briefing.domain.source import Page, Request, Scope, SourceConfig
from briefing.sources.base import Swept, sweep
from briefing.sources.folketinget import Folketinget

SHARED = Path(__file__).resolve().parents[2] / "shared"
TODAY = date(2026, 3, 27)
COPIES = 63
SESSION = "20251"
PAGE = 20
FILES_OF = 100
"""Cases whose files the plain client downloads."""
EXPAND = (
    "Sagstype,Sagsstatus,Periode,SagAktør/Aktør,Sagstrin/Sagstrinstype,"
    "Sagstrin/SagstrinDokument,SagDokument/Dokument/Fil"
)
IDS = ("sag_id", "sagstrin_id", "document_id")


@dataclass
class Cost:
    """What some reading cost."""

    seconds: float = 0.0
    requests: int = 0
    size: int = 0


@dataclass
class Service:
    """A running stand-in: how to reach it, and how to change one case of it."""

    config: SourceConfig
    session: str
    today: date
    change: Callable[[], None] = field(default=lambda: None)


def plain_client(service: Service, *, files: bool) -> Cost:
    """Everything again: each page with all that hangs on it, then each file.

    With files, of the first pages only: the whole takes many minutes.
    """
    cost, started = Cost(), time.perf_counter()
    skip, more = 0, True
    with httpx.Client(timeout=60) as client:
        while more:
            query: dict[str, str] = {
                "$filter": f"Periode/kode eq '{service.session}'",
                "$expand": EXPAND,
                "$orderby": "id",
                "$top": str(PAGE),
                "$skip": str(skip),
                "$format": "json",
            }
            answer = client.get(f"{service.config.base_url}/Sag", params=query)
            cost.requests, cost.size = (
                cost.requests + 1,
                cost.size + len(answer.content),
            )
            rows = answer.json()["value"]
            for url in _addresses(rows) if files else ():
                body = client.get(url, follow_redirects=True).content
                cost.requests, cost.size = cost.requests + 1, cost.size + len(body)
            skip, more = skip + len(rows), len(rows) == PAGE
            more = more and not (files and skip >= FILES_OF)
    cost.seconds = time.perf_counter() - started
    return cost


def _addresses(rows: list[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        for link in row.get("SagDokument") or ():
            for file in (link.get("Dokument") or {}).get("Fil") or ():
                if file.get("filurl"):
                    yield file["filurl"]


def ours(
    service: Service, cursor: Mapping[str, Any] | None = None
) -> tuple[Cost, Swept]:
    """One sweep of ours: of everything, or of what is new."""
    cost, started = Cost(), time.perf_counter()
    with closing(HttpFetcher()) as fetcher:

        def fetch(request: Request) -> Page | None:
            answer = fetcher.listing(service.config, request)
            cost.requests, cost.size = cost.requests + 1, cost.size + len(answer.body)
            if answer.status == httpx.codes.NOT_MODIFIED:
                return None
            return Page(
                request,
                answer.body,
                answer.content_type,
                answer.final_url,
                answer.status,
            )

        scope = Scope(service.today, everything=cursor is None)
        found = sweep(Folketinget(), service.config, cursor or {}, scope, fetch)
    cost.seconds = time.perf_counter() - started
    return cost, found


def many(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The recorded cases over and over, each copy with numbers of its own."""
    bills = [each for each in cases if each["sag_type"] == "Lovforslag"][:22]
    found = []
    for turn in range(COPIES):
        for case in copy.deepcopy(bills):
            _move(case, turn * 10_000_000)
            case["sag_number"] = f"L {len(found) + 1}"
            case["deltundersagid"] = case["fremsatundersagid"] = None
            found.append(case)
    return found


def _move(node: Any, by: int) -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in IDS and isinstance(value, int):
                node[key] = value + by
            else:
                _move(value, by)
    elif isinstance(node, list):
        for each in node:
            _move(each, by)


@contextmanager
def peers() -> Iterator[Service]:
    """The stand-in server beside the project, over many cases."""
    folder = SHARED / "tools" / "peers"
    sys.path.insert(0, str(folder))
    from serve import serve  # noqa: PLC0415 - lives beside the project

    cases = json.loads(
        (SHARED / "captures/dk/oda/cases_2026-03-27.derived.json").read_text()
    )
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "cases.json"
        path.write_text(json.dumps(many(cases)))
        with serve([path]) as running:
            addresses = dict.fromkeys(("site", "files"), running.ft_url)
            addresses |= {
                "folketingstidende": running.folketingstidende_url,
                "retsinformation": running.retsinformation_url,
            }
            config = SourceConfig(
                "folketinget", running.oda_url, addresses=addresses, pace=1000
            )
            key = many(cases)[500]["sag_id"]
            change = {"entity": "Sag", "id": key, "set": {"titelkort": "Ændret"}}
            yield Service(
                config, SESSION, TODAY, lambda: running.control(change=change)
            )
    sys.path.remove(str(folder))


@contextmanager
def demo() -> Iterator[Service]:
    """The demo's server, whose few cases nobody changes."""
    with DemoServer() as server:
        config = demo_sources(server.base_url)["folketinget"]
        yield Service(config, "20261", date(2026, 11, 23))


def run() -> list[tuple[str, str]]:
    """The rows of this benchmark."""
    with peers() if SHARED.is_dir() else demo() as service:
        plain_client(service, files=False)  # the server has its answers warm for both
        first, found = ours(service)
        plain = plain_client(service, files=False)
        whole = plain_client(service, files=True)
        second, again = ours(service, found.cursor)
        service.change()
        third, changed = ours(service, again.cursor)
        tracemalloc.start()
        ours(service)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return [
        ("sources: cases, and found by the first sweep", f"{len(found.proposals)}"),
        ("sources: first sweep / plain pages, wall", _per(first, plain, "seconds")),
        ("sources: first sweep, requests and MB", _told(first)),
        ("sources: plain pages, requests and MB", _told(plain)),
        (f"sources: plain, files of {FILES_OF} cases, requests and MB", _told(whole)),
        (
            "sources: first / plain with files, requests for each case",
            f"{first.requests * FILES_OF / len(found.proposals) / whole.requests:.3f}",
        ),
        ("sources: unchanged / first, requests", _per(second, first, "requests")),
        ("sources: unchanged / first, bytes", _per(second, first, "size")),
        ("sources: unchanged / plain pages, bytes", _per(second, plain, "size")),
        (
            "sources: one changed among them, requests more",
            f"{third.requests - second.requests} ({len(changed.proposals)} found)",
        ),
        ("sources: first sweep, peak of Python's memory, MB", f"{peak / 1e6:.0f}"),
    ]


def _per(cost: Cost, other: Cost, name: str) -> str:
    return f"{getattr(cost, name) / getattr(other, name):.3f}"


def _told(cost: Cost) -> str:
    return f"{cost.requests}, {cost.size / 1e6:.1f}"


if __name__ == "__main__":
    for label, value in run():
        sys.stdout.write(f"{label:60} {value:>12}\n")
