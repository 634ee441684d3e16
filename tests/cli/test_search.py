"""`briefing search` as a person types it, over a store of two proposals."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefing.adapters.database import open_database
from briefing.bootstrap import Places, open_line
from briefing.cli.app import app
from briefing.domain.ports import Answer
from briefing.domain.profile import SearchTopic
from briefing.domain.proposal import (
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.pipeline.searching import rebuild
from briefing.pipeline.state import input_hash, state_hash
from briefing.relevance import screen

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
BILL = Proposal(
    ref="dk/folketinget/20261/L31", source="folketinget", kind=ProposalKind.BILL,
    native_kind="Lovforslag", title="Forslag til lov om dronekørsel i havne",
    stage=Stage.INTRODUCED, native_status="Fremsat", url="https://x/L31", number="L 31",
    documents=(
        DocumentRef("1", "Lovtekst", DocumentKind.BILL_TEXT, ("https://x/1",)),
    ),
)  # fmt: skip
OTHER = replace(
    BILL, ref="dk/folketinget/20261/L32", number="L 32", title="Lov om fiskeri",
    documents=(),
)  # fmt: skip
HTML = (
    "<html><body><h1>Lov om dronekørsel</h1><p>§ 1. Kranførere skal have hviletid.</p>"
    "<p>§ 2. Droner må kun føres af kranførere, og kunstig intelligens må ikke styre "
    "dem. Kranførerens droner mærkes.</p></body></html>"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder as a run leaves it, but that nothing is indexed yet."""
    monkeypatch.setenv("BRIEFING_LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "200")
    with closing(open_database(tmp_path / "data")) as store:
        for each in (BILL, OTHER):
            store.save_proposal(each, NOW)
        answer = Answer(HTML.encode(), "text/html", "https://x/1")
        store.save_document(BILL.ref, "1", "https://x/1", answer, NOW)
        store.start_index(())
    return tmp_path


def search(folder: Path, *words: str, code: int = 0) -> str:
    """What the command prints."""
    place = ["--config", str(ROOT / "sources.yaml"), "--data", str(folder / "data")]
    place += ["--output", str(folder / "output")]
    found = CliRunner().invoke(app, [*place, "search", *words])
    assert found.exit_code == code, found.output
    return found.output


def test_an_older_store_is_indexed_by_the_first_search(folder: Path) -> None:
    """The answer has the place, the hits marked, and how many there are."""
    text = search(folder, "hviletiden")
    assert "The index holds 2 proposals" in text
    assert "1 places in 1 proposals" in text
    assert "dk/folketinget/20261/L31" in text
    assert "Text of the bill: Lovtekst, § 1" in text
    assert "Kranførere skal have *hviletid*." in text
    assert "The index holds" not in search(folder, "hviletid")
    assert "The index holds 2" in search(folder, "--rebuild")


def test_json_has_the_positions_of_the_hits(folder: Path) -> None:
    """Nothing but JSON on standard output."""
    search(folder, "--rebuild")
    found = json.loads(search(folder, "dronerne", "-fiskeri", "--json"))
    (result,) = found["results"]
    assert (found["places"], found["proposals"], found["more"]) == (1, 1, False)
    texts = [each for place in result["places"] for each in place["snippets"]]
    (start, end), *_ = texts[0]["marks"]
    assert texts[0]["text"][start:end] == "Droner"


def test_an_abbreviation_stands_for_its_topic(folder: Path) -> None:
    """The profile's words are looked for too, unless they are left out."""
    search(folder, "--rebuild")
    text = search(folder, "AI")
    assert "AI was also looked for as kunstig intelligens" in text
    assert "*kunstig intelligens*" in text
    assert "Nothing was found for AI" in search(folder, "AI", "--exact")


def test_nothing_found_says_why_and_what_to_try(folder: Path) -> None:
    """A word that is nowhere, words that do not meet, a filter that leaves out."""
    search(folder, "--rebuild")
    assert "“svovl” stands in no text" in search(folder, "svovl")
    assert "but not in one text" in search(folder, "fiskeri hviletid")
    filtered = search(folder, "hviletid", "--kind", "draft_bill")
    assert "Without the filters there are 1 places" in filtered
    assert "The store holds 2 proposals" in filtered


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (('"kunstig',), "quotation mark is missing"),
        ((), "Write what to look for"),
        (("a", "--soruce", "x"), "There is no option --soruce"),
        (("a", "--source", "x"), "No source is called"),
        (("a", "--save", "X"), "Choose one profile"),
        (("a", "--save", "X", "--profile", "lef", "--level", "high"), "--level"),
        (("a", "--save", "Barsel og orlov", "--profile", "lef"), "already"),
        (("--forget", "X", "--profile", "lef"), "no saved search"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(
    folder: Path, words: tuple[str, ...], told: str
) -> None:
    """With the exit code of wrong use, and no trace."""
    text = " ".join(search(folder, *words, code=2).split())
    assert told in text
    assert "Traceback" not in text


def test_an_argument_with_a_blank_is_a_phrase_among_others(folder: Path) -> None:
    """The shell has taken its quotation marks away."""
    search(folder, "--rebuild")
    assert "1 places" in search(folder, "kunstig intelligens", "droner")
    assert "Nothing was found" in search(folder, "intelligens kunstig", "droner")


def test_a_saved_search_is_a_topic_with_its_name_as_the_reason(folder: Path) -> None:
    """Previewed, kept, screened by, listed, and taken away again."""
    typed = ("kranfører -fiskeri", "--profile", "lef")
    text = search(folder, *typed, "--preview")
    assert "would have raised the relevance of 1 stored proposals" in text
    assert "Jeres gemte søgning »kranfører -fiskeri«, i teksten" in text
    assert "Nothing was saved" in text
    assert "No search is saved" in search(folder, "--saved")
    saved = json.loads(search(folder, *typed, "--save", "Havne", "--json"))
    assert [each["ref"] for each in saved["caught"]] == [BILL.ref]
    assert saved["caught"][0]["before"] < saved["caught"][0]["after"]
    (kept,) = json.loads(search(folder, "--saved", "--json"))
    assert (kept["name"], kept["query"]) == ("Havne", "kranfører -fiskeri")
    assert "no longer a topic" in search(
        folder, "--forget", "Havne", "--profile", "lef"
    )
    assert json.loads(search(folder, "--saved", "--json")) == []


def test_saving_screens_again_and_makes_no_approval_stale(folder: Path) -> None:
    """What an assessment rests on stays; what makes the line look again does not."""
    places = Places(ROOT / "sources.yaml", folder / "data", folder / "output")
    with open_line(places) as line:
        rebuild(line, lambda _done, _total: None)
        before = line.settings.profiles["lef"]
        hashes = input_hash(line, BILL, (), before), state_hash(line, BILL.ref)
    search(folder, "fiskeri", "--profile", "lef", "--save", "Fisk", "--weight", "3")
    with open_line(places) as line:
        profile = line.settings.profiles["lef"]
        assert profile.searches == (SearchTopic("Fisk", "fiskeri", 3),)
        assert line.settings.profiles["aef"].searches == ()
        assert input_hash(line, BILL, (), profile) == hashes[0]
        assert state_hash(line, BILL.ref) != hashes[1]
        found = screen(OTHER, (), profile)
    assert "Jeres gemte søgning »Fisk«" in found.reasons[0].text
    assert found.score == 24


@pytest.mark.parametrize(
    ("only", "is_caught"),
    [
        ({}, True),
        ({"source": "folketinget", "kind": "bill"}, True),
        ({"source": "hoeringsportalen"}, False),
        ({"kind": "draft_bill"}, False),
        ({"committee": "Beskæftigelse"}, False),
    ],
)
def test_a_saved_search_is_limited(
    folder: Path, only: dict[str, str], is_caught: bool
) -> None:
    """To a source, a kind, a committee."""
    places = Places(ROOT / "sources.yaml", folder / "data", folder / "output")
    with open_line(places) as line:
        search_topic = SearchTopic("Fisk", "fiskeri", 2, only)
        profile = replace(line.settings.profiles["lef"], searches=(search_topic,))
    assert (screen(OTHER, (), profile).score > 0) is is_caught
