"""Searching 100,000 made-up documents on SQLite: time, rate of indexing, size.

The documents are made of the words of real acts, as often as they stand there: of the
acts recorded beside the project, else of the demo's. Common and rare words, several,
phrases, exclusions, beginnings, alternatives and filters are asked, once each,
after one search that reads the words of the store.
"""

import random
import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from briefing.adapters.database import Database, open_database
from briefing.domain.document import Locator
from briefing.domain.proposal import Proposal, ProposalKind, Stage
from briefing.domain.search import Filters, Piece, Searchable, What
from briefing.language.query import parse

DOCUMENTS = 100_000
PROPOSALS = 5_000
BATCH = 1_000
TODAY = date(2026, 11, 24)
_NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
_ROOT = Path(__file__).resolve().parents[1]
_PLACES = (_ROOT.parent / "shared/captures/dk/laws", _ROOT / "briefing/demo/acts")
_WORD = re.compile(r"[^\W\d_]{2,}")
# fmt: off
ASKED: tuple[tuple[str, Filters], ...] = tuple(
    (words, Filters(TODAY, **more))
    for words, more in (
        ("arbejdsgiver", {}), ("arbejdsmiljø", {}), ("bøde", {}), ("hviletid", {}),
        ("ansættelse", {}), ("lønmodtager", {}), ("arbejdstilsynet", {}), ("løn", {}),
        ("sikkerhed", {}), ("tilsyn", {}), ("tjenestebolig", {}), ("smudsigt", {}),
        ("maskindele", {}), ("arbejdsgiver bøde", {}), ("arbejdstid hvileperiode", {}),
        ("sundhed sikkerhed tilsyn", {}), ("arbejdsmiljø udvalg", {}),
        ("lov om arbejdsmiljø", {}), ("ministeren fastsætter regler", {}),
        ('"arbejdsmiljøloven"', {}), ('"sikkert og sundt"', {}), ('"efter stk"', {}),
        ('"tekniske hjælpemidler"', {}), ("arbejdsgiver -bøde", {}),
        ("tilsyn -sikkerhed -arbejdsgiver", {}), ("arbejds*", {}), ("bort*", {}),
        ("forsk*", {}), ("bøde ELLER straf ELLER fængsel", {}),
        ("hviletid ELLER fridøgn", {}), ("leverandør ELLER fremstiller", {}),
        ("arbejdsgiver", {"source": "s1"}), ("bøde", {"kind": ProposalKind.DRAFT_BILL}),
        ("arbejdsmiljø", {"since": date(2026, 6, 1)}), ("løn", {"what": What.BRIEFING}),
        ("tilsyn", {"stage": Stage.ADOPTED}), ("hviletid", {"committee": "udvalg 3"}),
        ("bøde", {"until": date(2020, 1, 1)}), ("svovlbrinteforgiftning", {}),
        ("arbejdsgiver svovlbrinteforgiftning", {}),
    )
)
# fmt: on


def run() -> list[tuple[str, str]]:
    """Milliseconds, documents per second, and bytes beside bytes of text."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        store = open_database(data)
        for each in _proposals():
            store.save_proposal(each, _NOW)
        before = _size(data)
        texts, spent, batch = 0, 0.0, list[Searchable]()
        for found in _documents():
            batch.append(found)
            texts += _length(found)
            if len(batch) == BATCH:
                start = time.perf_counter()
                store.index(*batch)
                spent += time.perf_counter() - start
                batch = []
        size = _size(data) - before
        _ask(store, "opsigelse", Filters(TODAY))
        times = sorted(_ask(store, words, filters) for words, filters in ASKED)
        store.close()
    return [
        ("search, 100,000 documents: median, ms", f"{_ms(statistics.median(times))}"),
        ("search, 100,000 documents: p95, ms", f"{_ms(times[len(times) * 95 // 100])}"),
        ("search, 100,000 documents: slowest, ms", f"{_ms(times[-1])}"),
        ("search, documents indexed per second", f"{DOCUMENTS / spent:,.0f}"),
        ("search, text, MB", f"{texts / 1e6:.0f}"),
        ("search, size of the index: text = 1", f"{size / texts:.2f}"),
    ]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


def _size(data: Path) -> int:
    return sum(each.stat().st_size for each in data.glob("briefing.db*"))


def _ask(store: Database, words: str, filters: Filters) -> float:
    """Seconds for one search of ten proposals with their passages."""
    query = parse(words)
    start = time.perf_counter()
    store.search(query.wanted, query.unwanted, filters, 10)
    return time.perf_counter() - start


def _proposals() -> Iterator[Proposal]:
    kinds = (ProposalKind.BILL, ProposalKind.DRAFT_BILL, ProposalKind.DRAFT_ORDER)
    stages = (Stage.INTRODUCED, Stage.ADOPTED, Stage.FIRST_READING)
    for number in range(PROPOSALS):
        yield Proposal(
            f"dk/x/{number}", f"s{number % 4}", kinds[number % 3], "", f"Sag {number}",
            stages[number % 3], "", "https://x", committee=f"Udvalg {number % 20}",
        )  # fmt: skip


def _documents() -> Iterator[Searchable]:
    draw = random.Random(20261124)
    words = Counter(_WORD.findall(_legal_text()))
    names, weights = list(words), list(accumulate(words.values()))

    def some(count: int) -> str:
        return " ".join(draw.choices(names, cum_weights=weights, k=count))

    for number in range(DOCUMENTS):
        yield Searchable(
            f"dk/x/{number % PROPOSALS}",
            What.BRIEFING if number % 5 == 0 else What.DOCUMENT,
            1,
            "x",
            some(8),
            (Piece(some(15)),),
            tuple(Piece(some(40), Locator(page=page)) for page in range(1, 4)),
            key=str(number),
            status="draft" if number % 5 == 0 else "",
            day=TODAY - timedelta(days=number % 3_000),
        )


def _length(found: Searchable) -> int:
    pieces = (*found.lead, *found.body)
    return len(found.title.encode()) + sum(len(each.text.encode()) for each in pieces)


def _legal_text() -> str:
    files = next(found for place in _PLACES if (found := sorted(place.glob("*.md"))))
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


if __name__ == "__main__":
    for label, value in run():
        print(f"{label:60} {value:>12}")
