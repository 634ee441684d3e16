"""An act with a bill's instructions applied, paragraf by paragraf.

A paragraf is given whole, today and as proposed, when every instruction on it was
applied exactly; else today's text stands alone, with the instructions and the reason.
Each paragraf is for itself, so that one that cannot be worked out harms no other.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeVar

from briefing.documents.compare import edits
from briefing.documents.law.applying import NEW, apply
from briefing.documents.law.finding import STYKKE, Pieces, Refused, written
from briefing.documents.law.instructions import (
    Action,
    Operation,
    operations,
    sections,
)
from briefing.documents.law.pieces import (
    LEFT_OUT,
    Path,
    Piece,
    lines_of,
    order,
    passages_of,
    pieces,
)
from briefing.documents.law.places import level, number
from briefing.documents.law.words import occurrences
from briefing.domain.change import Edit, EditKind
from briefing.domain.law import (
    AmendedParagraph,
    Effect,
    Hindrance,
    Obstacle,
    Told,
)

T = TypeVar("T")
_BEFORE_VERB = re.compile(
    r"(?:I )?([^»]*?),?\s*\b(?:affattes|ændres|ophæves|indsættes|udgår|bliver)\b"
)
_NO_SECTION = re.compile(
    r"(?:lovens )?(?:overskrift|titel|bilag|kapitel|fodnote|note)", re.IGNORECASE
)


@dataclass(slots=True)
class _Task:
    """What is asked of one paragraf: each instruction with its operations.

    An instruction that was not understood has None.
    """

    section: str
    told: list[tuple[Told, tuple[Operation, ...] | None]] = field(default_factory=list)

    def add(self, told: Told, operation: Operation | None) -> None:
        """One more operation, or that the instruction was not understood."""
        before = self.told[-1] if self.told and self.told[-1][0] == told else None
        if before is None:
            self.told.append((told, None if operation is None else (operation,)))
        elif before[1] is not None and operation is not None:
            self.told[-1] = (told, (*before[1], operation))


def amended(
    law: Pieces, instructions: Iterable[Told], *, excerpt: bool = False
) -> tuple[AmendedParagraph, ...]:
    """Every paragraf that the instructions touch, in the order they come to it.

    `excerpt` says that the text is an appendix, which may leave out what is not
    changed: a stykke that is missing then counts as there, its text unknown.
    """
    tasks: dict[str, _Task] = {}
    for told in instructions:
        for section, operation in _by_section(law, told):
            tasks.setdefault(section, _Task(section)).add(told, operation)
    return tuple(_worked_out(law, each, excerpt=excerpt) for each in tasks.values())


def _by_section(law: Pieces, told: Told) -> Iterator[tuple[str, Operation | None]]:
    """The operations of an instruction, each with the paragraf that it touches."""
    found = operations(told.text)
    if found is None:
        for section in _concerned(told.text):
            yield section, None
        return
    for operation in found:
        yield from _parted(law, operation)


def _concerned(text: str) -> tuple[str, ...]:
    """What an instruction that was not understood is about.

    A heading, a title or an annex is told in the bill's words: it is no part of the
    paragraf that it stands before.
    """
    named = _BEFORE_VERB.match(text)
    subject = named[1].strip(" ,") if named else ""
    if _NO_SECTION.match(subject):
        return (subject,)
    return sections(text) or (subject,)


def _parted(law: Pieces, operation: Operation) -> Iterator[tuple[str, Operation]]:
    """An operation for each paragraf that it touches."""
    if _brings_sections(operation):
        for name, lines in _new_sections(operation.new):
            yield name, replace(operation, new="\n".join(lines))
        return
    if not operation.spots:
        holding = [each for each in law if occurrences(each.text, operation.old)]
        for section in dict.fromkeys(each.path[0] for each in holding) or ("",):
            yield section, operation
        return
    for section in dict.fromkeys(each.path[0] for each in operation.spots):
        own = [each.path[0] == section for each in operation.spots]
        yield (
            section,
            replace(
                operation,
                spots=_chosen(operation.spots, own),
                units=_chosen(operation.units, own)
                if operation.action is Action.RENUMBER
                else operation.units,
            ),
        )


def _chosen(several: tuple[T, ...], wanted: Sequence[bool]) -> tuple[T, ...]:
    return tuple(each for each, own in zip(several, wanted, strict=True) if own)


def _brings_sections(operation: Operation) -> bool:
    """Whether whole new paragraffer come after or before another."""
    beside = operation.action in (Action.AFTER, Action.BEFORE)
    return beside and (not operation.spots or len(operation.spots[0].path) == 1)


def _new_sections(wording: str) -> Iterator[tuple[str, list[str]]]:
    """The new paragraffer in a wording with their lines, headings above them too."""
    name = ""
    lines: list[str] = []
    for line in wording.split("\n"):
        found = pieces([(line.strip(), None)])
        if found and found[0].path[0] != name:
            if name:
                yield name, lines
                lines = []
            name = found[0].path[0]
        if line.strip():
            lines.append(line.strip())
    yield name, lines


def _worked_out(law: Pieces, task: _Task, *, excerpt: bool) -> AmendedParagraph:
    today = tuple(each for each in law if each.path[0] == task.section)
    plain = AmendedParagraph(
        place=task.section,
        today=lines_of(today),
        proposed=(),
        told=tuple(told for told, _found in task.told),
        passages=passages_of(today),
    )
    fresh = _only_new(task)
    if fresh is not None:
        return _new_paragraph(plain, fresh, is_there=bool(today))
    start = _filled(today, task) if excerpt else today
    hindered, final, touched = _applied(start, task, law_is_there=bool(law))
    if hindered:
        return replace(plain, hindered=tuple(hindered))
    return replace(
        plain,
        today=lines_of(start),
        proposed=lines_of(final),
        effects=tuple(_effects(task, start, final, touched)),
        edits=edits(_text(start), _text(final)),
    )


def _only_new(task: _Task) -> Operation | None:
    """The operation that brings the paragraf, where nothing else is done to it."""
    if len(task.told) != 1 or not task.told[0][1] or len(task.told[0][1]) != 1:
        return None
    operation = task.told[0][1][0]
    return operation if _brings_sections(operation) else None


def _new_paragraph(
    plain: AmendedParagraph, operation: Operation, *, is_there: bool
) -> AmendedParagraph:
    """A paragraf that is new; one of its name may not be there already."""
    told = plain.told[0]
    if is_there or not plain.place:
        hindrance = Hindrance(told.place, Obstacle.NUMBERS, plain.place)
        return replace(plain, hindered=(hindrance,))
    lines = tuple(operation.new.split("\n"))
    whole = (Edit(EditKind.INSERTED, "\n".join(lines)),)
    effect = Effect(told.place, whole)
    return replace(plain, proposed=lines, effects=(effect,), edits=whole)


def _applied(
    start: Pieces, task: _Task, *, law_is_there: bool
) -> tuple[list[Hindrance], Pieces, list[set[Path]]]:
    """What hindered it, the units at the end, and what each instruction touched."""
    if not start:
        obstacle = Obstacle.PLACE if law_is_there else Obstacle.NO_TEXT
        return (
            [
                Hindrance(told.place, Obstacle.FORM)
                if found is None
                else Hindrance(told.place, obstacle, task.section)
                for told, found in task.told
            ],
            (),
            [],
        )
    hindered: list[Hindrance] = []
    current, touched = start, []
    for told, found in task.told:
        before = current
        try:
            current = _all(current, found)
        except Refused as refused:
            hindered.append(Hindrance(told.place, refused.obstacle, refused.about))
        touched.append(_touched(before, current))
    if not hindered:
        hindered += _out_of_order(start, current, task)
    return hindered, current, touched


def _all(current: Pieces, found: tuple[Operation, ...] | None) -> Pieces:
    """The operations of one instruction, one after the other."""
    if found is None:
        raise Refused(Obstacle.FORM)
    if any(_brings_sections(each) for each in found):
        raise Refused(Obstacle.NUMBERS)
    moves_sentences = any(
        each.action is Action.RENUMBER and level(each.units[0][-1]) == "pkt"
        for each in found
    )
    for each in found:
        operation = each
        if each.action is Action.AS and moves_sentences:
            operation = replace(each, times=0)
        current = apply(current, operation)
    return current


def _touched(before: Pieces, after: Pieces) -> set[Path]:
    """The origins of what an instruction changed, came with or took away.

    What only got another number counts when nothing else was done.
    """
    old = {(each.origin, each.text) for each in before}
    new = {(each.origin, each.text) for each in after}
    changed = {origin for origin, _text in old ^ new if origin}
    if changed:
        return changed
    paths = {(each.origin, each.path) for each in before}
    return {each.origin for each in after if (each.origin, each.path) not in paths} - {
        None
    }  # type: ignore[return-value] # None has been taken out


def _effects(
    task: _Task, start: Pieces, final: Pieces, touched: Sequence[set[Path]]
) -> Iterator[Effect]:
    """For each instruction the text around it, today and in the end."""
    for (told, _found), origins in zip(task.told, touched, strict=True):
        today = [each for each in start if each.origin in origins]
        proposed = [each for each in final if each.origin in origins]
        yield Effect(told.place, edits(_text(today), _text(proposed)))


def _text(several: Iterable[Piece]) -> str:
    return "\n".join(lines_of(several))


def _out_of_order(start: Pieces, final: Pieces, task: _Task) -> list[Hindrance]:
    """Numbers that clash or go down in the end, or are not what the bill says."""
    last = task.told[-1][0].place
    if not _is_rising(start) or not _is_rising(final) or _opens_gap(start, final):
        return [Hindrance(last, Obstacle.NUMBERS, task.section)]
    return [
        Hindrance(told.place, Obstacle.NUMBERS, written(spot.becomes))
        for told, found in task.told
        for operation in found or ()
        for spot in operation.spots
        if spot.becomes and not _has_become(final, spot.path, spot.becomes)
    ]


def _has_become(final: Pieces, path: Path, becomes: Path) -> bool:
    """Whether what is left of a unit has the number that the bill says it gets."""
    depth = min(len(path), len(becomes), 3)
    left = [
        each for each in final if each.origin and each.origin[:depth] == path[:depth]
    ]
    if len(path) > 1 and level(path[1]) != "stk":
        return True
    return all(each.path[:depth] == becomes[:depth] for each in left)


def _is_rising(several: Pieces) -> bool:
    """Whether the units below each unit stand in rising order, each once."""
    return all(
        _rises([name for name, _unit in steps]) for steps in _lists(several).values()
    )


def _opens_gap(start: Pieces, final: Pieces) -> bool:
    """Whether what is put in leaves a number out in a list that had them all.

    A unit that is repealed may leave its number empty; one that comes may not.
    """
    before = _lists(start)
    for unit, steps in _lists(final).items():
        comes = any(origin[-1].startswith(NEW) for _name, origin in steps)
        names = [name for name, _origin in steps]
        known = [name for name, _origin in before.get(unit, [])]
        if comes and _is_whole(known) and not _is_whole(names):
            return True
    return False


def _lists(several: Pieces) -> dict[Path, list[tuple[str, Path]]]:
    """The units below each unit, in order: the step to each, and its origin."""
    seen: dict[Path, list[tuple[str, Path]]] = {}
    for each in several:
        for depth in range(1, len(each.path)):
            step = (each.path[depth], (each.origin or each.path)[: depth + 1])
            steps = seen.setdefault(each.path[:depth], [])
            if not steps or steps[-1] != step:
                steps.append(step)
    return seen


def _is_whole(names: Sequence[str]) -> bool:
    """Whether the numbers begin with the first and leave none out."""
    keys = [_step_key(each) for each in names]
    numbers = [key[0] or ord(key[1]) - ord("a") + 1 for key in keys]
    return numbers == list(range(1, len(numbers) + 1))


def _rises(steps: Sequence[str]) -> bool:
    keys = [_step_key(each) for each in steps]
    return all(one < other for one, other in pairwise(keys))


def _step_key(step: str) -> tuple[int, str]:
    name = number(step)
    return order(name) if name[:1].isdigit() else (0, name)


def _filled(today: Pieces, task: _Task) -> Pieces:
    """An excerpt with the stykker that it leaves out and that are pointed at."""
    named = {
        (task.section, step)
        for _told, found in task.told
        for operation in found or ()
        for path in _pointed_at(operation)
        for step in (path[1:STYKKE] or ("stk 1",))
    }
    known = {each.path[:STYKKE] for each in today}
    added = [
        Piece(path, LEFT_OUT, origin=path)
        for path in named - known
        if level(path[1]) == "stk"
    ]
    if not today and not added:
        path = (task.section, "stk 1")
        added = [Piece(path, LEFT_OUT, origin=path)]
    both = [*today, *added]
    return tuple(sorted(both, key=lambda each: _step_key(each.path[1])))


def _pointed_at(operation: Operation) -> Iterator[Path]:
    """The places that must be there for an operation to be done."""
    yield from (each.path for each in operation.spots)
    if operation.action is Action.AS and level(operation.units[0][-1]) == "stk":
        section, step = operation.units[0][0], operation.units[0][-1]
        yield section, f"stk {max(1, int(number(step)) - 1)}"
