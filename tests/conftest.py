"""What every test stands on: no network but loopback, folders of its own."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import postgres_server
import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
REQUIRE_PROGRAMS = os.environ.get("BRIEFING_REQUIRE_PROGRAMS") == "1"


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host not in ("", "127.0.0.1", "::1", "localhost"):
            raise ConnectionRefusedError(f"tests may not connect to {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def shared() -> Path:
    """The folder of recorded real data; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("the folder of recorded real data is not beside the project")
    return SHARED


@pytest.fixture
def soffice() -> str:
    """LibreOffice; skipped where absent, unless programs are required."""
    return program("soffice")


@pytest.fixture
def pdftoppm() -> str:
    """Poppler's renderer; skipped where absent, unless programs are required."""
    return program("pdftoppm")


def program(name: str) -> str:
    """The path of a system program."""
    found = shutil.which(name)
    if found is None:
        if REQUIRE_PROGRAMS:
            pytest.fail(f"{name} is required here but not installed")
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres_server.Server]:
    """A real server; skipped where absent, unless programs are required."""
    found = postgres_server.programs()
    if found is None:
        if REQUIRE_PROGRAMS:
            pytest.fail("PostgreSQL is required here but not installed")
        pytest.skip("PostgreSQL is not installed")
    with postgres_server.running_server(found) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str | None:
    """Where the store is: the file in its folder (None), then a real PostgreSQL."""
    return _database_url(request)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_database_url(request: pytest.FixtureRequest) -> str | None:
    """The same, for a store that the tests of a module share and only read."""
    return _database_url(request)


def _database_url(request: pytest.FixtureRequest) -> str | None:
    if request.param == "sqlite":
        return None
    url: str = request.getfixturevalue("postgresql").new_database()
    return url
