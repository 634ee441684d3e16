"""`briefing sources` and what it can do, over real HTTP to the demo's server."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from typer.testing import CliRunner

from briefing.adapters.database import open_database
from briefing.cli.app import app
from briefing.demo.server import DemoServer, demo_sources
from briefing.domain.proposal import Proposal, ProposalKind, Stage
from briefing.domain.source import Need, Rejected, Request
from briefing.domain.store import Alarm, Harvest, SourceState
from briefing.pipeline.canary import LACKING
from briefing.sources.base import find_sources

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PROFILES = {
    "lef": {
        "organisation": "Lønmodtagernes Eksempelforbund",
        "perspective": "employees",
        "topics": [{"name": "Arbejdsmiljø", "words": ["arbejdsmiljø"]}],
    }
}


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    """The demo's server."""
    with DemoServer() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, server: DemoServer) -> Path:
    """A configuration of all sources that the demo plays, and an empty store."""
    sources = {}
    for config in demo_sources(server.base_url).values():
        section = asdict(config)
        del section["id"]
        section["every"] = "1h"
        section["pace"] = 1000
        sources[config.id] = json.loads(json.dumps(section))
    write(tmp_path, sources)
    (tmp_path / "templates").mkdir()
    return tmp_path


def write(folder: Path, sources: dict[str, Any]) -> None:
    """The configuration of these sources."""
    content = {"sources": sources, "profiles": PROFILES}
    (folder / "sources.yaml").write_text(yaml.safe_dump(content))


def change(folder: Path, source_id: str, **values: Any) -> None:
    """Change keys of one source in the configuration."""
    content = yaml.safe_load((folder / "sources.yaml").read_text())
    content["sources"][source_id] |= values
    write(folder, content["sources"])


def briefing(folder: Path, *words: str) -> Result:
    """The command as a person types it, in Danish."""
    places = ["--config", str(folder / "sources.yaml"), "--data", str(folder / "data")]
    arguments = [*places, "--output", str(folder / "output"), *words]
    return CliRunner().invoke(app, arguments, env={"BRIEFING_LANGUAGE": "da"})


def test_every_source_is_checked_to_its_records(folder: Path) -> None:
    """Each is in order, something new is named, more than one page is read."""
    found = briefing(folder, "sources", "check", "--json")
    assert (0, "") == (found.exit_code, found.stderr)
    rows = {each["id"]: each for each in json.loads(found.stdout)}
    assert set(rows) >= {"folketinget", "hoeringsportalen", "have_your_say"}
    for each in rows.values():
        assert each["ok"], each
        assert each["requests"] > 1, each
        assert each["newest"]["date"] > "2020", each


def test_a_check_says_what_is_wrong_and_what_to_do(folder: Path) -> None:
    """A source that is not there, and a page of another form; the others go on."""
    change(folder, "folketinget", base_url="http://127.0.0.1:9/api")
    content = yaml.safe_load((folder / "sources.yaml").read_text())["sources"]
    change(folder, "have_your_say", base_url=content["have_your_say"]["base_url"] + "x")
    found = briefing(folder, "sources", "check")
    assert 3 == found.exit_code
    assert "hoeringsportalen: kan nås, og svarer i den ventede form" in found.stdout
    assert "Nyeste fundet: " in found.stdout
    assert "briefing sources record folketinget" in found.stdout
    assert "Kilden kan være flyttet" in found.stdout


def test_one_source_is_checked_by_name(folder: Path) -> None:
    """And a name that no source has is refused with those there are."""
    found = briefing(folder, "sources", "check", "--source", "cellar", "--json")
    assert ["cellar"] == [each["id"] for each in json.loads(found.stdout)]
    unknown = briefing(folder, "sources", "check", "--source", "kilden")
    assert 2 == unknown.exit_code
    assert "hoeringsportalen" in unknown.stderr


@pytest.mark.parametrize("source_id", sorted(find_sources()))
def test_answers_are_recorded_as_example_files(folder: Path, source_id: str) -> None:
    """Named as the tests name them, with an index that says where each came from."""
    content = yaml.safe_load((folder / "sources.yaml").read_text())["sources"]
    if source_id not in content:
        pytest.skip(f"the demo plays no {source_id}")
    into = folder / "into"
    words = ("sources", "record", source_id, "--into", str(into), "--requests", "6")
    found = briefing(folder, *words)
    assert (0, "") == (found.exit_code, found.stderr)
    assert str(into) in found.stdout
    index = json.loads((into / "index.json").read_text())
    files = {each["file"] for each in index["answers"]}
    assert {path.name for path in into.iterdir()} == files | {"index.json"}
    assert 1 < len(index["answers"]) <= 6
    first = index["answers"][0]
    assert (into / first["file"]).read_bytes()
    assert first["file"].startswith(f"{first['kind']}.1.")
    assert (200, source_id) == (first["status"], index["source"])
    assert first["url"].startswith("http://127.0.0.1")


def test_a_recording_of_errors_keeps_their_pages(folder: Path) -> None:
    """A 404 page may be all there is to see; it is named by its status."""
    content = yaml.safe_load((folder / "sources.yaml").read_text())["sources"]
    change(folder, "have_your_say", base_url=content["have_your_say"]["base_url"] + "x")
    found = briefing(folder, "sources", "record", "have_your_say", "--json")
    answer, second = json.loads(found.stdout)["answers"]
    assert (404, "upcoming.1.404.html") == (second["status"], second["file"])
    assert (404, "search.1.404.html") == (answer["status"], answer["file"])
    assert "answered 404" in answer["error"]


@pytest.fixture
def aside(folder: Path) -> Path:
    """A store that holds a record kept aside, an alarm, and a bill that is gone."""
    request = Request("http://x.example/7", "case", need=Need.RECORD, record="L 7")
    harvest = Harvest(
        proposals=(
            Proposal(
                ref="dk/folketinget/20261/L1",
                source="folketinget",
                kind=ProposalKind.BILL,
                native_kind="",
                title="Forslag til lov om eksempler",
                stage=Stage.INTRODUCED,
                native_status="",
                url="",
            ),
        ),
        rejected=(
            Rejected("L 7", b"{\xff}", "titel is missing", ("Aktør",), request),
            Rejected("L 8", b"", "no date", ("e-mail address",)),
        ),
        gone=("dk/folketinget/20261/L1",),
    )
    values = {"kind": "bill", "field": "a committee", "share": 96, "count": 7, "all": 8}
    alarm = Alarm("bill committee", LACKING, NOW, values)
    state = SourceState("folketinget", read_at=NOW, alarms=(alarm,))
    with closing(open_database(folder / "data")) as store:
        store.save_sweep(state, harvest, NOW)
    return folder


def test_what_is_kept_aside_is_shown_with_what_to_do(aside: Path) -> None:
    """Error, when, how often, what was taken out, and where to read it meanwhile."""
    shown = briefing(aside, "sources", "quarantine", "folketinget").stdout
    for part in (
        "folketinget: L 7",
        "Kunne ikke læses: titel is missing",
        "Afvist 1 gange, første gang 23-11-2026 10:00",
        "Personoplysninger taget ud: Aktør",
        "Læs den indtil da på http://x.example/7",
        "Personoplysninger taget ud: e-mailadresse",
        "Den læses igen, når kilden viser den igen",
    ):
        assert part in shown
    rows = json.loads(briefing(aside, "sources", "quarantine", "--json").stdout)
    assert ["L 7", "L 8"] == [each["record"] for each in rows]
    assert ("http://x.example/7", None) == (rows[0]["url"], rows[1]["url"])
    empty = briefing(aside, "sources", "quarantine", "cellar").stdout
    assert "Intet er lagt til side" in empty


def test_the_bytes_of_a_record_come_out_as_they_are(aside: Path) -> None:
    """Nothing else is printed; an unknown name is refused."""
    found = briefing(aside, "sources", "quarantine", "--bytes", "L 7")
    assert b"{\xff}" == found.stdout_bytes
    unknown = briefing(aside, "sources", "quarantine", "--bytes", "L 9")
    assert 2 == unknown.exit_code
    assert "“L 9”" in unknown.stderr


def test_alarms_and_what_is_gone_are_seen_everywhere(aside: Path) -> None:
    """In `sources`, `doctor`, `list` and `show`, in Danish."""
    alarm = (
        "ALARM siden 23. november 2026: 7 af 8 poster (Lovforslag) mangler et udvalg"
    )
    sources = briefing(aside, "sources").stdout
    assert alarm in sources
    assert "2 poster er lagt til side: `briefing sources quarantine folketinget`" in (
        sources
    )
    doctor = briefing(aside, "doctor", "--json")
    assert 1 == doctor.exit_code
    assert alarm in doctor.stdout
    rows = json.loads(briefing(aside, "sources", "--json").stdout)
    texts = [alarm["text"] for row in rows for alarm in row["alarms"]]
    assert ["7 of 8 records"] == [each[:14] for each in texts]
    assert "[ikke længere hos kilden]" in briefing(aside, "list").stdout
    shown = briefing(aside, "show", "L", "1").stdout
    assert "Ikke længere hos kilden siden 23. november 2026." in shown
