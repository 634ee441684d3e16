"""`briefing runs`, and what of a run is kept however it ends."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from post_line import MONDAY, Office
from typer.testing import CliRunner

from briefing.adapters.holding import holder, is_wanted
from briefing.bootstrap import one_run_at_a_time
from briefing.cli.app import app
from briefing.domain.run import Run, RunState
from briefing.errors import StoreHeld
from briefing.pipeline.line import ItemOutcome, RunReport, SourceOutcome
from briefing.pipeline.recording import recorded

CONFIG = """\
sources:
  toy: {reader: hoeringsportalen, base_url: "http://x.example", every: 1h}
profiles:
  lef: {organisation: Lønmodtagernes Eksempelforbund, perspective: employees}
"""
REPORT = RunReport(
    (
        SourceOutcome("toy", 12, ("dk/toy/1", "dk/toy/2"), ("dk/toy/3",)),
        SourceOutcome("gone", error="Unreachable", error_detail="no answer"),
    ),
    (
        ItemOutcome("dk/toy/1", ("a.docx",), verified=40, withheld=2),
        ItemOutcome("dk/toy/2", error="ScannedWithoutText", error_detail="1.pdf"),
    ),
    looked_at=3,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A store and a clock."""
    (tmp_path / "sources.yaml").write_text(CONFIG)
    found = Office(tmp_path)
    yield found
    found.store.close()


def told(office: Office, *words: str, code: int = 0) -> str:
    """What the command prints."""
    folder = office.line.output.parent
    places = {"--config": "sources.yaml", "--data": "data", "--output": "output"}
    given = [each for key, name in places.items() for each in (key, str(folder / name))]
    env = {"COLUMNS": "160"}
    found = CliRunner().invoke(app, [*given, "runs", *words], env=env)
    assert found.exit_code == code, found.output
    return found.output


def test_a_run_tells_what_it_did_and_what_broke(office: Office) -> None:
    """In the table, alone in detail, and as JSON."""
    with recorded(office.line, "serve") as kept:
        kept.read(REPORT)
        kept.add(archived=1)
        office.now += timedelta(seconds=75)
    table = told(office).splitlines()
    assert "Tokens" not in table[0]
    words = "1 23.11. 08:00 serve færdig, med fejl 1/2 2 1 1 42 2 1:15 min"
    assert words == " ".join(table[1].split())
    detail = told(office, "1")
    assert "Så på 3 forslag" in detail
    assert "no answer" in detail
    assert "dk/toy/2: Filen består af billeder af sider" in detail
    (found,) = json.loads(told(office, "--json"))
    assert ("partly", ["gone"], 75.0) == (
        found["state"], found["failed_sources"], found["seconds"],
    )  # fmt: skip
    assert "ingen kørsel 7" in told(office, "7", code=2)


def test_only_those_with_faults(office: Office) -> None:
    """What went well is left out."""
    for fault in (False, True, False):
        with recorded(office.line, "serve") as kept:
            kept.read(REPORT if fault else RunReport())
    found = json.loads(told(office, "--faults", "--json"))
    assert [2] == [each["id"] for each in found]


def test_a_run_that_breaks_is_kept_as_failed(office: Office) -> None:
    """With the error, which comes out again."""
    with pytest.raises(ZeroDivisionError), recorded(office.line, "serve"):
        1 / 0  # noqa: B018 - to break
    (found,) = office.store.runs(5)
    assert RunState.FAILED is found.state
    assert "ZeroDivisionError" == found.broke[0].error


def test_a_run_whose_process_died_is_broken_off(office: Office) -> None:
    """The next run says so, since nobody else can be running."""
    office.store.begin_run(Run("serve", MONDAY))
    with recorded(office.line, "run"):
        pass
    assert [RunState.DONE, RunState.BROKEN_OFF] == [
        each.state for each in office.store.runs(5)
    ]
    assert office.store.runs(5)[1].seconds is None


def test_a_run_stopped_before_its_end_says_so(office: Office) -> None:
    """And is no crash."""
    with recorded(office.line, "serve") as kept:
        kept.read(RunReport(is_whole=False))
    assert RunState.STOPPED is office.store.runs(1)[0].state


def test_old_runs_are_forgotten(office: Office) -> None:
    """Those that began before a day."""
    for days in (0, 10):
        office.now = MONDAY + timedelta(days=days)
        with recorded(office.line, "serve"):
            pass
    assert 1 == office.store.forget_runs(MONDAY + timedelta(days=1))
    assert [2] == [each.id for each in office.store.runs(5)]


HOLD = """
import sys, time
from pathlib import Path
from briefing.adapters.holding import holding
with holding(Path(sys.argv[1]), "run"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_store_at_work_says_who_works_in_it(office: Office) -> None:
    """The process that holds it, since when; free again when that is killed."""
    data = office.line.output.parent / "data"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert "held\n" == other.stdout.readline()

        found = holder(data, "run")
        assert found is not None
        assert other.pid == found.pid
        waited_for = []
        with (
            pytest.raises(StoreHeld, match=f"process {other.pid}"),
            one_run_at_a_time(data, timedelta(seconds=0.5), waited_for.append),
        ):
            pass
        assert [found] == waited_for
        assert not is_wanted(data, "run")
        other.kill()
        other.wait()
    assert holder(data, "run") is None
    with one_run_at_a_time(data):
        mine = holder(data, "run")
        assert mine is not None
        assert os.getpid() == mine.pid
