"""How a briefing came about: each statement's origin, checks and calls."""

import json
from pathlib import Path

import pytest
from messages_server import Asked, MessagesServer, Said, from_passages
from test_run import WORK_BILL
from test_run_with_model import world_with

from briefing.assessment.prompted import QUESTIONS
from briefing.errors import UsageError
from briefing.pipeline.provenance import passages_sent, provenance

LIE = "Arbejdsgiveren skal betale 5 mio. kr. til de ansatte hvert år."


def half_true(asked: Asked) -> Said:
    """What the passages say, and one lie beside a real quotation."""
    found = from_passages(asked)
    if "kind »risk«" in asked.text:
        number, text = next((n, t) for n, t in asked.passages.items() if "skal" in t)
        evidence = [{"passage": number, "quote": text}]
        lie = {"kind": "attention", "text": LIE, "evidence": evidence}
        found.value["statements"].append(lie)
    return found


def test_each_statement_tells_whose_it_is(tmp_path: Path) -> None:
    """The call, the prompt, the passages, the quotation, each layer's answer."""
    with (
        MessagesServer(half_true) as server,
        world_with(tmp_path, server.base_url) as world,
    ):
        world.run()
        found = provenance(world.line, WORK_BILL.ref, "lef")
        said = [each for each in found.said if each.call is not None]
        assert said
        for each in said:
            call = each.call
            assert call is not None
            assert (call.model, call.server) == ("stor", f"{server.base_url}")
            assert call.prompt == each.rule.split(".")[0]
            assert set(each.layers.values()) == {""}
            assert {"quoted", "figures", "names", "direction"} <= set(each.layers)
            numbers = passages_sent(call)
            bodies = [q.passages for q in server.questions if q.passages]
            assert list(numbers) == sorted(bodies[0])
        points = [each for each in said if each.kind != "question"]
        assert all({"wording", "second reading"} <= set(e.layers) for e in points)
        rules = [each for each in found.said if each.call is None]
        assert rules
        assert not {"wording", "second reading"} & {k for e in rules for k in e.layers}
        (held,) = (e for e in found.assessment.trace.held if e.text == LIE)
        assert held.question == "risks"
        assert held.reason
        assert {*QUESTIONS, "second"} == set(found.assessment.trace.asked)


def test_the_words_of_what_is_held_back_stay_out_of_documents(tmp_path: Path) -> None:
    """They are shown to who asks, and stand in no file."""
    with (
        MessagesServer(half_true) as server,
        world_with(tmp_path, server.base_url) as world,
    ):
        world.run()
        (record,) = world.line.output.rglob("*.json")
        assert LIE not in record.read_text()
        assert json.loads(record.read_text())["withheld"]


def test_without_a_briefing_there_is_nothing_to_tell(tmp_path: Path) -> None:
    """Said in a sentence."""
    with (
        world_with(tmp_path, "http://127.0.0.1:9") as world,
        pytest.raises(UsageError),
    ):
        provenance(world.line, "dk/toy/1", "lef")


def test_the_rules_alone_name_no_call(tmp_path: Path) -> None:
    """A model that was away said nothing, and nothing of the matter was sent."""
    with world_with(tmp_path, "http://127.0.0.1:9") as world:
        world.run()
        found = provenance(world.line, WORK_BILL.ref, "lef")
        assert found.said
        assert all(each.call is None for each in found.said)
        assert found.calls == ()
