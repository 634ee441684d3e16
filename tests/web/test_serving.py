"""The web server as programs that watch it see it, over real connections."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
from post_line import MONDAY, Office

from briefing.config import ServeSection
from briefing.domain.store import SourceState
from briefing.errors import ConfigError
from briefing.pipeline.condition import Pulse, Service
from briefing.web.app import create_app
from briefing.web.server import answering


@dataclass
class Watched:
    """A service that answers, and what is behind it."""

    office: Office
    service: Service
    address: str

    def get(self, path: str) -> httpx.Response:
        """The answer."""
        return httpx.get(self.address + path)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    """A service with one source, answering on loopback."""
    office = Office(tmp_path)
    settings = replace(office.line.settings, serve=ServeSection(min_free_mb=0))
    line = replace(office.line, settings=settings)
    service = Service(line, tmp_path / "data", Pulse())
    with answering(create_app(service), "127.0.0.1", 0) as address:
        yield Watched(office, service, address)
    office.store.close()


def test_health_says_which_part_is_not_well(watched: Watched) -> None:
    """200 while all is well; 503 and the name of a source that failed too often."""
    found = watched.get("/health")
    assert (200, True) == (found.status_code, found.json()["ok"])
    watched.office.store.save_source_failure(
        SourceState("toy", read_at=MONDAY, errors=3, error="Unreachable")
    )
    found = watched.get("/health")
    assert 503 == found.status_code
    parts = found.json()["parts"]
    assert {"ok": False, "detail": "toy"} == parts["sources"]
    assert ["sources"] == [name for name, each in parts.items() if not each["ok"]]
    assert 200 == watched.get("/alive").status_code


def test_health_tells_of_a_pass_that_broke(watched: Watched) -> None:
    """And is well again after one that did not."""
    watched.service.pulse.beat("StoreError")
    found = watched.get("/health")
    assert {"ok": False, "detail": "StoreError"} == found.json()["parts"]["scheduler"]
    watched.service.pulse.beat()
    assert 200 == watched.get("/health").status_code


def test_metrics_are_what_prometheus_reads(watched: Watched) -> None:
    """Figures of each source, and of the process."""
    watched.office.store.save_source_failure(
        SourceState("toy", read_at=MONDAY, errors=2)
    )
    found = watched.get("/metrics")
    assert found.headers["content-type"].startswith("text/plain")
    lines = found.text.splitlines()
    assert 'briefing_source_errors{source="toy"} 2.0' in lines
    assert 'briefing_well{part="sources"} 1.0' in lines
    read = 'briefing_source_last_read_timestamp_seconds{source="toy"} '
    (at,) = [each.removeprefix(read) for each in lines if each.startswith(read)]
    assert MONDAY.timestamp() == float(at)


def test_an_address_that_is_taken_is_said(watched: Watched) -> None:
    """With the address and the key to change."""
    port = int(watched.address.rpartition(":")[2])
    with (
        pytest.raises(ConfigError, match=f"serve: 127.0.0.1:{port}"),
        answering(create_app(watched.service), "127.0.0.1", port),
    ):
        pass


def test_it_stops_with_its_block(tmp_path: Path) -> None:
    """Nobody answers afterwards, and the port is free again."""
    office = Office(tmp_path)
    service = Service(office.line, tmp_path / "data", Pulse())
    with answering(create_app(service), "127.0.0.1", 0) as address:
        assert json.loads(httpx.get(f"{address}/alive").text) == {"ok": True}
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{address}/alive")
    office.store.close()
