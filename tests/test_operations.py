"""The operator's page is true: what it lists is what the program has."""

import re
from pathlib import Path

import httpx
import pytest
from post_line import Office

from briefing.cli.app import app
from briefing.domain.run import Run, RunState
from briefing.pipeline import alarms
from briefing.pipeline.condition import Pulse, Service, parts
from briefing.web.app import create_app
from briefing.web.server import answering

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "operations.md").read_text()


@pytest.fixture
def service(tmp_path: Path) -> Service:
    """A service with a run and a backup behind it."""
    office = Office(tmp_path)
    run = office.store.begin_run(Run("serve", office.now))
    office.store.end_run(
        Run("serve", office.now, run.id, office.now, RunState.DONE, verified=3)
    )
    return Service(office.line, tmp_path / "data", Pulse(), lambda: office.now)


def test_every_metric_is_listed_and_nothing_else(service: Service) -> None:
    """The names in the table are those that are answered."""
    with answering(create_app(service), "127.0.0.1", 0) as address:
        text = httpx.get(f"{address}/metrics").text
    answered = set(re.findall(r"^# TYPE (briefing_\w+)", text, re.MULTILINE))
    (table,) = re.findall(r"### Metrics\n(.*?)\n### ", PAGE, re.DOTALL)
    assert answered == set(re.findall(r"`(briefing_\w+)", table))


def test_every_part_of_health_is_explained(service: Service) -> None:
    """What is not well has a row that says what to do."""
    (table,) = re.findall(r"### Parts in `/health`\n(.*?)\n### ", PAGE, re.DOTALL)
    rows = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    named = {each for row in rows for each in re.findall(r"`(\w+)`", row)}
    assert {each.name for each in parts(service)} == named


def test_every_alarm_is_explained() -> None:
    """Each cause in the code has a row; each row is a cause in the code."""
    code = Path(alarms.__file__).read_text()
    causes = set(re.findall(r'Alert\(f?"(\w+)', code)) | {alarms.BUDGET_CAUSE}
    (table,) = re.findall(r"## Alarms\n(.*?)\n## ", PAGE, re.DOTALL)
    assert causes == set(re.findall(r"^\| `(\w+)", table, re.MULTILINE))


def test_every_field_of_the_log_is_explained() -> None:
    """What any line of the log carries stands on the page."""
    (part,) = re.findall(r"### Logs\n(.*?)\n## ", PAGE, re.DOTALL)
    fields = set[str]()
    for path in (ROOT / "briefing").rglob("*.py"):
        for call in re.findall(r"\blog\.\w+\(\s*\"[^\"]*\"(.*?)\)\n", path.read_text(),
                               re.DOTALL):  # fmt: skip
            fields |= set(re.findall(r"(\w+)=", call))
    assert {each for each in fields if f"`{each}`" not in part} == set()


def test_the_commands_on_the_page_exist() -> None:
    """Nobody is told to type what there is not."""
    names = {each.name for each in app.registered_commands}
    names |= {each.name for each in app.registered_groups}
    told = set(re.findall(r"`briefing (\w+)", PAGE)) | set(
        re.findall(r"^\s*\$B (\w+)", PAGE, re.MULTILINE)
    )
    assert told - names == set()


def test_the_unit_starts_what_there_is() -> None:
    """The command of the unit is a command, and it is given the time to end."""
    unit = (ROOT / "deploy" / "briefing.service").read_text()
    (command,) = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    assert " serve " in command
    (seconds,) = re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    assert int(seconds) > 10
