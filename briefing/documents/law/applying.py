"""One operation applied to the units of one paragraf, exactly or not at all.

Places are those of the law in force ("origin"), whatever the numbers have become by
then. What the same bill puts in has an origin that no instruction can name, below
that of the unit it stands in, so that it is renumbered together with it.
"""

import re
from dataclasses import replace

from briefing.documents.law.finding import (
    STYKKE,
    Pieces,
    Refused,
    places_of,
    written,
)
from briefing.documents.law.in_text import on_sentences, on_words
from briefing.documents.law.instructions import Action, Operation
from briefing.documents.law.pieces import Path, Piece, pieces
from briefing.documents.law.places import Spot, level, number
from briefing.domain.law import Obstacle

_NAMED = re.compile(r"§\s*\d")
NEW = "+"
"""What an origin's step begins with where the bill put the unit in."""


def apply(current: Pieces, operation: Operation) -> Pieces:
    """The units after the operation; Refused when it cannot be done exactly."""
    operation = _whole(current, operation)
    if operation.action in _ON_WORDS:
        return on_words(current, operation)
    if operation.action is Action.RENUMBER:
        return _renumber(current, operation)
    if any(level(each.path[-1]) == "pkt" for each in operation.spots) or any(
        level(each[-1]) == "pkt" for each in operation.units
    ):
        return on_sentences(current, operation)
    return _on_units(current, operation)


_ON_WORDS = frozenset(
    {Action.REPLACE, Action.DELETE, Action.WORDS_AFTER, Action.WORDS_BEFORE}
)


def _whole(current: Pieces, operation: Operation) -> Operation:
    """The operation with its places down from the stykke, where there is only one."""
    return replace(
        operation,
        spots=tuple(
            Spot(_with_stykke(current, each.path), _with_stykke(current, each.becomes))
            for each in operation.spots
        ),
        units=tuple(_with_stykke(current, each) for each in operation.units),
    )


def _with_stykke(current: Pieces, path: Path) -> Path:
    if len(path) < STYKKE or level(path[1]) in ("stk", "§"):
        return path
    stykker = {each.origin[1] for each in current if each.origin}
    if any(not each.startswith(NEW) for each in stykker - {"stk 1"}):
        raise Refused(Obstacle.PLACE, written(path))
    return (path[0], "stk 1", *path[1:])


def _on_units(current: Pieces, operation: Operation) -> Pieces:
    action = operation.action
    if action is Action.REPEAL:
        gone = {at for each in operation.spots for at in places_of(current, each.path)}
        return tuple(each for at, each in enumerate(current) if at not in gone)
    if action is Action.AS:
        return _unit_as(current, operation)
    if action in (Action.AFTER, Action.BEFORE):
        where = places_of(current, operation.spots[0].path)
        at = where[-1] + 1 if action is Action.AFTER else where[0]
        new = _put_in(operation, current[where[0]], len(operation.spots[0].path) - 1)
        return (*current[:at], *new, *current[at:])
    return _instead(current, operation)


def _new_pieces(operation: Operation, start: Path) -> Pieces:
    """The new wording as units, all of it; Refused when it has no number to go by."""
    lines = operation.new.split("\n")
    found = pieces(((each.strip(), None) for each in lines if each.strip()), start)
    if not found or not found[0].text or any(each.uneven for each in found):
        raise Refused(Obstacle.NUMBERS)
    return found


def _put_in(operation: Operation, beside: Piece, depth: int) -> Pieces:
    """New units below the one that stands this deep above a piece."""
    parent, origin = beside.path[:depth], (beside.origin or beside.path)[:depth]
    return tuple(
        replace(
            each, origin=(*origin, f"{NEW}{each.path[depth]}", *each.path[depth + 1 :])
        )
        for each in _new_pieces(operation, parent)
    )


def _unit_as(current: Pieces, operation: Operation) -> Pieces:
    """Units with these numbers, after the one with the number before."""
    first = operation.units[0]
    depth, before = len(first) - 1, _before(first)
    at = (
        places_of(current, first[:-1])[0]
        if before is None
        else _end_of(current, before)
    )
    new = _put_in(operation, current[max(0, at - 1)], depth)
    names = [each[-1] for each in _names(new, depth + 1)]
    if names != [each[-1] for each in operation.units]:
        raise Refused(Obstacle.NUMBERS, written(first))
    return (*current[:at], *new, *current[at:])


def _names(new: Pieces, depth: int) -> list[Path]:
    """The units at a depth, in order."""
    return list(dict.fromkeys(each.path[:depth] for each in new))


def _before(path: Path) -> Path | None:
    """The unit with the number before; None for the first."""
    name, last = level(path[-1]), number(path[-1])
    if last in ("1", "a"):
        return None
    before = str(int(last) - 1) if last.isdigit() else chr(ord(last) - 1)
    return (*path[:-1], f"{name} {before}")


def _end_of(current: Pieces, unit: Path) -> int:
    """After the last piece of a unit, one that the bill itself put in included."""
    own = [
        at
        for at, each in enumerate(current)
        if _bare(each.origin or each.path)[: len(unit)] == unit
    ]
    if not own:
        raise Refused(Obstacle.PLACE, written(unit))
    if len(unit) > STYKKE and any(current[at].uneven for at in own):
        raise Refused(Obstacle.NUMBERS, written(unit[:STYKKE]))
    return own[-1] + 1


def _bare(origin: Path) -> Path:
    return tuple(each.removeprefix(NEW) for each in origin)


def _instead(current: Pieces, operation: Operation) -> Pieces:
    """New wording in place of units that stand together."""
    spots = operation.spots
    where = sorted({at for each in spots for at in places_of(current, each.path)})
    if where != list(range(where[0], where[-1] + 1)):
        raise Refused(Obstacle.FORM)
    starts_with_name = _NAMED.match(operation.new.strip())
    if len(spots[0].path) == 1 and not starts_with_name:
        raise Refused(Obstacle.NUMBERS, written(spots[0].path))
    if operation.action is Action.REWRITE:
        new = _rewritten(current, operation)
    else:
        new = _put_in(operation, current[where[0]], len(spots[0].path) - 1)
    return (*current[: where[0]], *new, *current[where[-1] + 1 :])


def _rewritten(current: Pieces, operation: Operation) -> Pieces:
    """The new wording, which must be of the same units; they keep their origin.

    They are named by their old numbers, or by the new ones that the bill says they
    get; until it renumbers them, they keep those they have.
    """
    spots = operation.spots
    depth = len(spots[0].path)
    new = _new_pieces(operation, spots[0].becomes or spots[0].path)
    expected = [each.becomes or each.path for each in spots]
    if _names(new, depth) != expected:
        raise Refused(Obstacle.NUMBERS, written(spots[0].path))
    names = {
        name: (spot.path, current[places_of(current, spot.path)[0]].path[:depth])
        for name, spot in zip(expected, spots, strict=True)
    }
    return tuple(
        replace(
            each,
            origin=names[each.path[:depth]][0] + each.path[depth:],
            path=names[each.path[:depth]][1] + each.path[depth:],
        )
        for each in new
    )


def _renumber(current: Pieces, operation: Operation) -> Pieces:
    """Other numbers for units; all at once, so that none is renumbered twice."""
    names = {
        spot.path: unit
        for spot, unit in zip(operation.spots, operation.units, strict=True)
        if level(spot.path[-1]) != "pkt"
    }
    for path in names:
        places_of(current, path)
    return tuple(_renamed(each, names) for each in current)


def _renamed(piece: Piece, names: dict[Path, Path]) -> Piece:
    for old, new in names.items():
        if piece.origin and piece.origin[: len(old)] == old:
            at = len(old) - 1
            path = (*piece.path[:at], new[at], *piece.path[at + 1 :])
            return replace(piece, path=path)
    return piece
