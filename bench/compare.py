"""Comparing two versions of a 300-page text, beside a plain difference of lines.

The text is made up: 5,400 paragraphs of legal Danish, numbered, many rows alike. The
new version has every fiftieth paragraph altered, every ninetieth new, every
hundred-and-tenth gone, one chapter moved, and all that follows renumbered. The
second figure is the time for twice the text over the time for the text: about 2 when
work grows with the length.
"""

import time
from collections.abc import Callable
from difflib import SequenceMatcher

from briefing.documents.compare import compare
from briefing.domain.document import Locator, Passage, Reading

PARAGRAPHS = 5_400
_TEXT = (
    "§ {number}. Arbejdsgiveren skal senest {days} dage før ændringen af vilkår "
    "{subject} give lønmodtageren skriftlig besked, jf. § {other}, stk. 2. Bøden er "
    "mindst {fine}00 kr. Reglerne gælder ikke, medmindre andet følger af overenskomst."
)


def run() -> list[tuple[str, str]]:
    """Times as ratios of one run."""
    old, new = _lines(PARAGRAPHS)
    twice = _lines(2 * PARAGRAPHS)
    ours = _seconds(lambda: compare(_reading(old), _reading(new)))
    plain = _seconds(lambda: SequenceMatcher(None, old, new).get_opcodes())
    double = _seconds(lambda: compare(_reading(twice[0]), _reading(twice[1])))
    found = compare(_reading(old), _reading(new))
    return [
        ("compare, 300 pages: time of difflib over lines = 1", f"{ours / plain:.1f}"),
        ("compare, 600 pages: time for 300 pages = 1", f"{double / ours:.1f}"),
        ("compare, changes found", str(len(found))),
    ]


def _lines(count: int) -> tuple[list[str], list[str]]:
    subjects = list(range(count))
    old = [_line(place, each) for place, each in enumerate(subjects, 1)]
    moved = subjects[count // 2 : count // 2 + 60]
    rest = subjects[: count // 2] + subjects[count // 2 + 60 :]
    new: list[str] = []
    for each in [*rest[:500], *moved, *rest[500:]]:
        if each % 110 == 0:
            continue
        if each % 90 == 0:
            new.append(_line(len(new) + 1, each + 10 * count))
        line = _line(len(new) + 1, each)
        new.append(line.replace("mindst", "højst") if each % 50 == 0 else line)
    return old, new


def _line(place: int, subject: int) -> str:
    if subject % 9 == 0:
        return "Ingen konsekvenser af betydning."
    return _TEXT.format(
        number=place,
        days=subject % 90 + 7,
        subject=f"nr. {subject * 7919 % 1_000_003}",
        other=subject % 60 + 1,
        fine=subject % 80 + 10,
    )


def _reading(lines: list[str]) -> Reading:
    return Reading(
        tuple(
            Passage(number, line, Locator(provision=line.split(".")[0]))
            for number, line in enumerate(lines)
        )
    )


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
