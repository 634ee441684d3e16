"""How a server's answers slow us down before it has to refuse."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from briefing.adapters.pace import LONGEST_PAUSE, Pace

NOW = 1_800_000_000.0


def left(what: str, count: int, seconds: float) -> dict[str, str]:
    """The headers that say so much is left until a moment."""
    reset = datetime.fromtimestamp(NOW + seconds, UTC).isoformat()
    name = f"anthropic-ratelimit-{what}"
    return {f"{name}-remaining": str(count), f"{name}-reset": reset}


def pace(most: int = 8) -> Pace:
    """A pace whose clock stands still."""
    return Pace(most, lambda: NOW)


@pytest.mark.parametrize(
    ("what", "count", "tokens", "pause"),
    [
        ("requests", 0, 10, 30.0),
        ("requests", 1, 10, 0.0),
        ("input-tokens", 4_999, 5_000, 30.0),
        ("input-tokens", 5_000, 5_000, 0.0),
        ("tokens", 100, 101, 30.0),
        ("output-tokens", 0, 10, 30.0),
        ("output-tokens", 1, 10, 0.0),
    ],
)
def test_a_question_waits_for_what_it_needs(
    what: str, count: int, tokens: int, pause: float
) -> None:
    """It is held back before it would be refused, and no longer than to the reset."""
    one = pace()
    one.learn(200, left(what, count, 30))
    assert one.pause(tokens) == pytest.approx(pause)


def test_what_goes_is_no_longer_left_for_others() -> None:
    """Two questions cannot both take the last tokens that an answer told of."""
    one = pace()
    one.learn(200, left("input-tokens", 9_000, 30))
    with one.turn(5_000):
        assert one.pause(5_000) == pytest.approx(30)
        assert one.pause(4_000) == 0


def test_a_busy_server_is_asked_half_as_much_then_more_again() -> None:
    """Halved once for refusals that come together; one more for as many successes."""
    moment = [NOW]
    one = Pace(8, lambda: moment[0])
    for status in (429, 529, 503):
        one.learn(status, {"retry-after": "7"})
    assert (one.allowed, one.pause()) == (4, 7)
    moment[0] += 8
    one.learn(529, {})
    assert (one.allowed, one.pause()) == (2, 0)
    for _answer in range(60):
        one.learn(200, {})
    assert one.allowed == 8


def test_at_least_one_question_may_always_go() -> None:
    """However often it is refused."""
    moment = [NOW]
    one = Pace(8, lambda: moment[0])
    for _refusal in range(9):
        moment[0] += 2
        one.learn(429, {})
    assert one.allowed == 1


@pytest.mark.parametrize("value", ["", "snart", "-5", "nan"])
def test_headers_that_make_no_sense_are_not_waited_for(value: str) -> None:
    """Nor is a day."""
    one = pace()
    one.learn(429, {"retry-after": value, "anthropic-ratelimit-tokens-reset": value,
                    "anthropic-ratelimit-tokens-remaining": value})  # fmt: skip
    assert one.pause() == 0
    one.learn(429, {"retry-after": "86400"})
    assert one.pause() <= LONGEST_PAUSE


def test_no_more_go_at_a_time_than_are_allowed() -> None:
    """Threads wait for each other."""
    one, running, most = Pace(3), 0, 0
    lock = threading.Lock()

    def go(_number: int) -> None:
        nonlocal running, most
        with one.turn():
            with lock:
                running += 1
                most = max(most, running)
            threading.Event().wait(0.005)
            with lock:
                running -= 1

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(go, range(40)))
    assert most == 3
