"""A record carried to another machine: all is there, and nothing is done twice."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefing.bootstrap import Places, one_run_at_a_time, open_line
from briefing.cli.app import app
from briefing.config import load
from briefing.demo.server import DEMO_NOW, DemoServer, demo_sources
from briefing.domain.source import Scope
from briefing.language.written import danish_day
from briefing.pipeline.line import Order, RunReport
from briefing.pipeline.run import run

ROOT = Path(__file__).resolve().parents[1]
CONFIG = f"{(ROOT / 'sources.yaml').read_text()}\nrun: {{pdf: none}}\n"
SOURCE = "hoeringsportalen"
STANDING = (".db", ".db-wal", ".db-shm", ".lock", "verified")
"""Endings of files that say how things stand now."""


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    """The sources, which both machines read."""
    with DemoServer() as found:
        yield found


def places(folder: Path) -> Places:
    """Where things are on a machine."""
    return Places(folder / "sources.yaml", folder / "lager", folder / "ud")


def passed(folder: Path, server: DemoServer) -> RunReport:
    """One pass over one source of the demo."""
    at = places(folder)
    only = {SOURCE: demo_sources(server.base_url)[SOURCE]}
    settings = replace(load(at.config), sources=only)
    with (
        one_run_at_a_time(at.data),
        open_line(at, settings=settings, clock=lambda: DEMO_NOW) as line,
    ):
        return run(line, Order(Scope(danish_day(DEMO_NOW), everything=True)))


def told(folder: Path, *words: str) -> str:
    """What a command prints that succeeds."""
    at = places(folder)
    given = ["--config", at.config, "--data", at.data, "--output", at.output]
    found = CliRunner().invoke(app, [*map(str, given), *words])
    assert found.exit_code == 0, found.output
    return found.output


def contents(folder: Path) -> dict[str, str]:
    """The hash of every file that is the record or its output."""
    return {
        each.relative_to(folder).as_posix(): hashlib.sha256(
            each.read_bytes()
        ).hexdigest()
        for each in folder.rglob("*")
        if each.is_file() and not each.name.endswith(STANDING)
    }


def test_a_restored_record_goes_on_where_it_was(
    tmp_path: Path, server: DemoServer
) -> None:
    """Other folders, other absolute paths, the first machine destroyed."""
    first, second = tmp_path / "første", tmp_path / "et andet" / "sted"
    first.mkdir()
    (first / "sources.yaml").write_text(CONFIG)
    shutil.copytree(ROOT / "templates", first / "templates")
    assert passed(first, server).items
    told(first, "approve", "71231", "--profile", "lef", "--by", "Anne Berg")
    assert not [e for e in passed(first, server).items if e.written]
    file = tmp_path / "kopi.zip"
    told(first, "backup", "--into", str(file))
    before = contents(first)
    shutil.rmtree(first)
    second.mkdir(parents=True)
    assert "Poster i arkivet: 1. Fejl: 0." in told(second, "restore", str(file))
    assert before.keys() - contents(second).keys() <= {"lager/backup.json"}
    restored = contents(second)
    again = passed(second, server)
    assert again.complete
    assert not [each for each in again.items if each.written]
    assert restored == contents(second)
    assert "er, som det blev skrevet" in told(second, "archive", "verify")
    assert "(godkendt)" in told(second, "show", "71231")
