"""Every source against its own example answers; a source without any fails."""

import json
import sys
from pathlib import Path

import pytest
from examples import SCOPE, Player, as_json, configured

from briefing.sources.base import find_sources, sweep

HERE = Path(__file__).parent


@pytest.mark.parametrize("source_id", sorted(find_sources()))
def test_a_source_reads_its_examples_as_reviewed(source_id: str) -> None:
    """The example answers give exactly the reviewed proposals, rejections and cursor.

    A missing expectation is written and fails once, so that a person looks at it.
    """
    folder = HERE / source_id
    assert folder.is_dir(), f"{source_id} has no example answers in {folder}"
    source = find_sources()[source_id]
    player = Player(folder)
    found = as_json(sweep(source, configured(source_id), {}, SCOPE, player))
    expected = folder / "expected.json"
    if not expected.exists():
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        pytest.fail(f"{expected} was written: review it and run again")
    assert json.loads(expected.read_text()) == found
    answers = {path.name for path in folder.iterdir()} - {"expected.json"}
    assert len(answers) == len(player.asked)


@pytest.mark.parametrize("source_id", sorted(find_sources()))
def test_a_source_says_what_its_publisher_asks(source_id: str) -> None:
    """What is known of robots and terms, and where its format is from."""
    module = sys.modules[type(find_sources()[source_id]).__module__]
    said = (module.__doc__ or "").lower()
    assert [] == [word for word in ("robots", "terms", "history") if word not in said]


@pytest.mark.parametrize("source_id", sorted(find_sources()))
def test_parsing_twice_gives_the_same(source_id: str) -> None:
    """`parse` is pure: the same page gives the same listing again."""
    source, config = find_sources()[source_id], configured(source_id)
    player = Player(HERE / source_id)
    sweep(source, config, {}, SCOPE, player)
    again = Player(HERE / source_id)
    for request in player.asked:
        page = again(request)
        assert _parsed(source_id, page) == _parsed(source_id, page)


def _parsed(source_id: str, page: object) -> object:
    try:
        return find_sources()[source_id].parse(configured(source_id), page)  # type: ignore[arg-type]  # a Page
    except Exception as error:  # noqa: BLE001 - whatever it is, it must be the same
        return str(error)
