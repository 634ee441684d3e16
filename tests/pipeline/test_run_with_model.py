"""The line with a language model behind it: a fake site, a real server on loopback."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from docx import Document
from messages_server import LEADS, MessagesServer, from_passages
from test_run import (
    BILL_HTML,
    CONFIG,
    ROOT,
    SITE,
    START,
    WORK_BILL,
    FakeSite,
    ToySource,
    World,
)

from briefing import bootstrap
from briefing.adapters.database import open_database
from briefing.adapters.processes import here
from briefing.assessment.embedded import EmbeddedAnalyst
from briefing.assessment.prompted import QUESTIONS
from briefing.config import parse
from briefing.pipeline.line import Line

MODEL = """\
model:
  analyst: prompted
  base_url: "{base_url}"
  large: {{name: stor, price_sent: 20, price_answered: 100}}
  small: {{name: lille, price_sent: 5, price_answered: 25}}
  {more}
  budget: {{{budget}}}
"""
TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
MAY_READ = "    model_may_read: {toy: [all]}\n"


@contextmanager
def world_with(
    folder: Path, base_url: str, budget: str = "", more: str = "retries: 0"
) -> Iterator[World]:
    """A line as the composition root builds it, over a site with one bill."""
    text = CONFIG.replace("run:", MAY_READ + "run:")
    text += MODEL.format(base_url=base_url, budget=budget, more=more)
    settings = parse(text, ROOT / "sources.yaml")
    moment = [START]
    site = FakeSite({f"{SITE}/list": b"", WORK_BILL.url: BILL_HTML.encode()})
    source = ToySource([WORK_BILL])
    store = open_database(folder / "data")
    model = bootstrap._model(settings.model, folder / "data", store, lambda: moment[0])
    assert model
    line = Line(
        settings=settings,
        store=store,
        fetcher=site,
        sources={"toy": source},
        analyst=bootstrap._analyst(settings.model, EmbeddedAnalyst(), model, here),
        analyst_id=bootstrap._analyst_id(settings.model),
        compute=here,
        clock=lambda: moment[0],
        output=folder / "output",
        templates=ROOT / "templates",
        screener=bootstrap._screener(settings.model, model, here),
        together=bootstrap._together(settings.model, model),
    )
    yield World(line, source, site, moment)
    model.close()
    store.close()


def records(world: World) -> list[dict[str, Any]]:
    """The briefings written, the oldest version first."""
    return [
        json.loads(path.read_text())
        for path in sorted(world.line.output.rglob("*.json"))
    ]


def test_a_briefing_is_written_with_a_model(tmp_path: Path) -> None:
    """Its statements stand beside the rules'; each call is kept; once is enough."""
    with (
        MessagesServer(from_passages) as server,
        world_with(tmp_path, server.base_url) as world,
    ):
        assert world.run().complete
        (found,) = records(world)
        assert found["analyst"]["kind"] == "prompted"
        assert found["analyst"]["model"] == "stor"
        calls = world.line.store.calls(WORK_BILL.ref)
        assert {each.role for each in calls} == {"assess", "second"}
        assert {each.model for each in calls} == {"stor", "lille"}
        assert sum(each.kroner or 0 for each in calls) > 0
        asked = len(server.bodies)
        world.later(hours=3)
        world.run()
        assert (len(server.bodies), len(records(world))) == (asked, 1)


def test_the_rules_write_while_the_model_is_away(tmp_path: Path) -> None:
    """Told in the run and in the briefing; asked again after an hour, not before."""
    with MessagesServer(from_passages) as server:
        base_url, port = server.base_url, int(server.base_url.rpartition(":")[2])
    with world_with(tmp_path, base_url) as world:
        report = world.run()
        assert (report.complete, report.items[0].unanswered) == (
            False,
            "ModelUnavailable",
        )
        (found,) = records(world)
        assert found["analyst"]["kind"] == "embedded"
        assert any("kunne ikke nås" in each for each in found["gaps"])
        world.later(minutes=61)
        again = world.run()
        assert again.items[0].unanswered == "ModelUnavailable"
        assert len(records(world)) == 1
        with MessagesServer(from_passages, port=port) as back:
            world.later(minutes=30)
            world.run()
            assert back.bodies == []
            world.later(minutes=31)
            assert world.run().complete
        assert [each["analyst"]["kind"] for each in records(world)] == [
            "embedded",
            "prompted",
        ]


def test_a_spent_day_stops_politely_and_goes_on_tomorrow(tmp_path: Path) -> None:
    """What was answered before the limit is not asked or paid for again."""
    with (
        MessagesServer(from_passages) as server,
        world_with(tmp_path, server.base_url, "day_tokens: 13000") as world,
    ):
        report = world.run()
        assert report.items[0].unanswered == "BudgetSpent"
        assert any("budgettet er brugt" in each for each in records(world)[0]["gaps"])
        first = [each.asked for each in world.line.store.calls(WORK_BILL.ref)]
        assert len(first) in range(1, 5)
        assert world.line.store.spent("", world.moment[0])[1].tokens <= 13_000
        world.later(days=1)
        world.run()
        every = [each.asked for each in world.line.store.calls(WORK_BILL.ref)]
        assert len(every) == len(set(every)) > len(first)


def test_another_model_makes_a_new_assessment() -> None:
    """The models and prompts are part of what an assessment rests on."""
    settings = parse(
        CONFIG + MODEL.format(base_url="", budget="", more="retries: 0"),
        ROOT / "x.yaml",
    )
    one = bootstrap._analyst_id(settings.model)
    large = settings.model.large.model_copy(update={"name": "andet"})
    other = bootstrap._analyst_id(settings.model.model_copy(update={"large": large}))
    embedded = settings.model.model_copy(update={"analyst": "embedded"})
    assert len({one, other, bootstrap._analyst_id(embedded)}) == 3
    assert bootstrap._model(embedded, Path(), None, lambda: START) is None  # type: ignore[arg-type] # not looked at


def test_a_partial_assessment_is_replaced_only_by_more(tmp_path: Path) -> None:
    """A changed bill is assessed anew even while the model is away."""
    with world_with(tmp_path, "http://127.0.0.1:9") as world:
        world.run()
        world.source.proposals = [replace(WORK_BILL, native_status="1. behandlet")]
        world.later(hours=2)
        world.run()
        assert [each["version"] for each in records(world)] == [1, 2]


def test_a_backfill_asks_together(tmp_path: Path) -> None:
    """One batch for the questions, one call for the reading that rests on answers."""
    with (
        MessagesServer(from_passages) as server,
        world_with(tmp_path, server.base_url) as world,
    ):
        assert world.run(since=START.date()).complete
        (batch,) = server.batched.values()
        assert len(batch.requests) == len(QUESTIONS)
        (second,) = server.questions
        assert "»" in second.text
        (found,) = records(world)
        assert found["analyst"]["kind"] == "prompted"
        calls = world.line.store.calls(WORK_BILL.ref)
        assert [bool(each.batch) for each in calls] == [True] * len(QUESTIONS) + [False]


def test_answers_that_are_late_are_taken_by_the_next_run(tmp_path: Path) -> None:
    """Nothing is written before they are there, and that is told; then once."""
    with MessagesServer(from_passages, polls=3) as server:
        waits = "batch_wait: 1s\n  batch_poll: 2s"
        with world_with(tmp_path, server.base_url, more=waits) as world:
            report = world.run(since=START.date())
            assert [each.unanswered for each in report.items] == ["AnswersAwaited"]
            assert (report.complete, records(world)) == (False, [])
        with world_with(tmp_path, server.base_url, more=waits) as world:
            world.later(minutes=5)
            world.run()
            assert records(world) == []
            assert world.run().complete
            assert [each["analyst"]["kind"] for each in records(world)] == ["prompted"]
            asked = len(server.bodies)
            world.later(hours=3)
            assert world.run().complete
        assert (len(server.batched), len(server.bodies)) == (1, asked)


def test_a_server_without_batches_is_asked_one_by_one(tmp_path: Path) -> None:
    """A backfill goes on all the same."""
    with (
        MessagesServer(from_passages, batches=False) as server,
        world_with(tmp_path, server.base_url) as world,
    ):
        assert world.run(since=START.date()).complete
        assert len(server.questions) == len(QUESTIONS) + 1
        assert len(records(world)) == 1


def wanting(world: World, more: int) -> int:
    """Set the threshold so many points above what the rules give the bill."""
    _change_threshold(world, 100)
    world.run()
    score = world.line.store.relevance(WORK_BILL.ref)["lef"].score
    _change_threshold(world, score + more)
    world.later(hours=2)
    return score


def _change_threshold(world: World, threshold: int) -> None:
    lef = replace(world.line.settings.profiles["lef"], threshold=threshold)
    settings = replace(world.line.settings, profiles={"lef": lef})
    world.line = replace(world.line, settings=settings)


def test_a_matter_just_below_is_raised_by_the_small_model(tmp_path: Path) -> None:
    """It is briefed, its reason is shown as the model's, and it is asked once."""
    with (
        MessagesServer(from_passages) as server,
        world_with(tmp_path, server.base_url) as world,
    ):
        score = wanting(world, 5)
        assert (records(world), server.questions) == ([], [])
        world.run()
        found = world.line.store.relevance(WORK_BILL.ref)["lef"]
        assert found.score == score + 5
        assert any("Sprogmodellen lille" in each.text for each in found.reasons)
        assert len(records(world)) == 1
        world.later(hours=2)
        world.run()
        roles = [each.role for each in world.line.store.calls(WORK_BILL.ref)]
        assert roles == ["screen", *["assess"] * len(QUESTIONS), "second"]


def test_a_second_look_that_failed_is_tried_again(tmp_path: Path) -> None:
    """The run says so; the matter is not lost by it."""
    with MessagesServer(from_passages) as server:
        base_url, port = server.base_url, int(server.base_url.rpartition(":")[2])
    with world_with(tmp_path, base_url) as world:
        wanting(world, 5)
        report = world.run()
        assert [each.unanswered for each in report.items] == ["ModelUnavailable"]
        assert records(world) == []
        with MessagesServer(from_passages, port=port):
            world.later(minutes=61)
            assert world.run().complete
        assert len(records(world)) == 1


def test_every_kind_of_statement_reaches_the_documents(tmp_path: Path) -> None:
    """As what it is in the record, and in words in the board's Word file."""
    with (
        MessagesServer(from_passages) as server,
        world_with(tmp_path, server.base_url) as world,
    ):
        world.run()
        (found,) = records(world)
        (path,) = world.line.output.rglob("*_notat_*.docx")
        printed = " ".join(
            node.text or "" for node in Document(path).element.body.iter(TEXT)
        )
    said = {
        each["kind"]: each["text"]
        for each in found["points"]
        if each["rule"].split(".")[0] in QUESTIONS
    }
    assert set(said) == set(LEADS) - {"conclusion"}
    for kind in ("affected", "risk", "conflict", "agreement", "eu"):
        assert LEADS[kind] in printed, kind
