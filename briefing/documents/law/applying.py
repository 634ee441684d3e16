"""One operation applied to the units of one paragraf, exactly or not at all.

Places are those of the law in force ("origin"), whatever the numbers have become by
then. What the same bill puts in has an origin that no instruction can name, below
that of the unit it stands in, so that it is renumbered together with it.
"""

from collections.abc import Sequence
from dataclasses import replace

from briefing.documents.law.instructions import Action, Operation
from briefing.documents.law.pieces import Path, Piece, pieces
from briefing.documents.law.places import Spot, level, number
from briefing.documents.law.sentences import sentences
from briefing.documents.law.words import occurrences, put_beside, replaced
from briefing.domain.law import Obstacle

Pieces = tuple[Piece, ...]
STYKKE = 2
"""How many steps lead to a stykke; a paragraf has one."""
NEW = "+"
"""What an origin's step begins with where the bill put the unit in."""


class Refused(Exception):
    """The operation cannot be done exactly; never leaves this folder."""

    def __init__(self, obstacle: Obstacle, about: str = "") -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle
        self.about = about


def apply(current: Pieces, operation: Operation) -> Pieces:
    """The units after the operation; Refused when it cannot be done exactly."""
    operation = _whole(current, operation)
    if operation.action in _ON_WORDS:
        return _on_words(current, operation)
    if operation.action is Action.RENUMBER:
        return _renumber(current, operation)
    if any(level(each.path[-1]) == "pkt" for each in operation.spots) or any(
        level(each[-1]) == "pkt" for each in operation.units
    ):
        return _on_sentences(current, operation)
    return _on_units(current, operation)


_ON_WORDS = frozenset(
    {Action.REPLACE, Action.DELETE, Action.WORDS_AFTER, Action.WORDS_BEFORE}
)


def written(path: Path) -> str:
    """A path as lawyers write it: "§ 5, stk. 2, nr. 3"."""
    names = {"stk": "stk. {}", "nr": "nr. {}", "litra": "litra {}", "pkt": "{}. pkt."}
    return ", ".join(
        names[level(each)].format(number(each)) if level(each) in names else each
        for each in path
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


def _unit(path: Path) -> Path:
    """The path of the unit that a sentence stands in."""
    return path[:-1] if level(path[-1]) == "pkt" else path


def _at(current: Pieces, path: Path) -> list[int]:
    """The pieces of a unit, with those below it; Refused when it is not there."""
    unit = _unit(path)
    found = [
        at
        for at, each in enumerate(current)
        if each.origin and each.origin[: len(unit)] == unit
    ]
    if not found:
        stykke = [
            each for each in current if (each.origin or ())[:STYKKE] == unit[:STYKKE]
        ]
        hidden = len(unit) > STYKKE and any(each.is_left_out for each in stykke)
        raise Refused(Obstacle.LEFT_OUT if hidden else Obstacle.PLACE, written(path))
    if len(unit) > STYKKE and any(current[at].uneven for at in found):
        raise Refused(Obstacle.NUMBERS, written(unit[:STYKKE]))
    return found


def _changed(current: Pieces, at: int, text: str) -> Pieces:
    return (*current[:at], replace(current[at], text=text), *current[at + 1 :])


# Words


def _on_words(current: Pieces, operation: Operation) -> Pieces:
    places = operation.spots or (None,)
    for spot in places:
        current = _words_at(current, spot, operation)
    return current


def _words_at(current: Pieces, spot: Spot | None, operation: Operation) -> Pieces:
    where = list(range(len(current))) if spot is None else _at(current, spot.path)
    if spot is not None and level(spot.path[-1]) == "pkt":
        return _words_in_sentence(current, spot.path, operation)
    counts = [len(occurrences(current[at].text, operation.old)) for at in where]
    _check_count(sum(counts), operation, any(current[at].is_left_out for at in where))
    for at, count in zip(where, counts, strict=True):
        if count:
            current = _changed(current, at, _with_words(current[at].text, operation))
    return current


def _words_in_sentence(current: Pieces, path: Path, operation: Operation) -> Pieces:
    at, found = _sentences_of(current, path)
    place = _sentence(found, path)
    _check_count(
        len(occurrences(found[place], operation.old)), operation, left_out=False
    )
    found[place] = _with_words(found[place], operation)
    return _changed(current, at, " ".join(each for each in found if each))


def _with_words(text: str, operation: Operation) -> str:
    if operation.action is Action.WORDS_AFTER:
        return put_beside(text, operation.old, operation.new, before=False)
    if operation.action is Action.WORDS_BEFORE:
        return put_beside(text, operation.old, operation.new, before=True)
    return replaced(text, operation.old, " ".join(operation.new.split()))


def _check_count(count: int, operation: Operation, left_out: bool) -> None:
    if left_out:
        raise Refused(Obstacle.LEFT_OUT, operation.old)
    if count == 0:
        raise Refused(Obstacle.WORDS, operation.old)
    if operation.times == 1 and count > 1:
        raise Refused(Obstacle.MORE_THAN_ONCE, operation.old)
    if operation.times not in (0, count):
        raise Refused(Obstacle.OTHER_COUNT, operation.old)


# Sentences


def _sentences_of(current: Pieces, path: Path) -> tuple[int, list[str]]:
    """The piece a sentence is counted in, and its sentences."""
    where = _at(current, path)
    unit = _unit(path)
    first = current[where[0]]
    if first.is_left_out:
        raise Refused(Obstacle.LEFT_OUT, written(path))
    found = sentences(first.text)
    if found is None or first.origin != unit:
        raise Refused(Obstacle.SENTENCES, written(path))
    return where[0], list(found)


def _sentence(found: Sequence[str], path: Path) -> int:
    place = int(number(path[-1])) - 1
    if place >= len(found):
        raise Refused(Obstacle.PLACE, written(path))
    return place


def _on_sentences(current: Pieces, operation: Operation) -> Pieces:
    if operation.action is Action.AS:
        return _sentence_as(current, operation)
    paths = [each.path for each in operation.spots]
    if len({_unit(each) for each in paths}) > 1:
        if operation.action is not Action.REPEAL or operation.new:
            raise Refused(Obstacle.FORM)
        for each in operation.spots:
            current = _on_sentences(current, replace(operation, spots=(each,)))
        return current
    at, found = _sentences_of(current, paths[0])
    places = [_sentence(found, each) for each in paths]
    if operation.action in (Action.AFTER, Action.BEFORE):
        place = places[0] + (operation.action is Action.AFTER)
        return _put_sentence(current, at, found, place, operation)
    if places != list(range(places[0], places[0] + len(places))):
        raise Refused(Obstacle.FORM)
    if not operation.new and len(places) == len(found):
        raise Refused(Obstacle.FORM)
    new = [" ".join(operation.new.split())] if operation.new else []
    found[places[0] : places[-1] + 1] = new
    return _changed(current, at, " ".join(found))


def _sentence_as(current: Pieces, operation: Operation) -> Pieces:
    """A sentence that is to be the second: after the first, with nothing after it.

    Where there is a second already, the bill renumbers it, which is tried first.
    """
    path = operation.units[0]
    at, found = _sentences_of(current, path)
    place = int(number(path[-1])) - 1
    if place > len(found):
        raise Refused(Obstacle.PLACE, written(path))
    if place < len(found) and not operation.times == 0:
        raise Refused(Obstacle.NUMBERS, written(path))
    return _put_sentence(current, at, found, place, operation)


def _put_sentence(
    current: Pieces, at: int, found: list[str], place: int, operation: Operation
) -> Pieces:
    """Put in at a place; not at the end of what a list follows."""
    unit = current[at].path
    has_list = sum(each.path[: len(unit)] == unit for each in current) > 1
    if has_list and place == len(found):
        raise Refused(Obstacle.SENTENCES, written(unit))
    new = " ".join(operation.new.split())
    return _changed(current, at, " ".join((*found[:place], new, *found[place:])))


# Units


def _on_units(current: Pieces, operation: Operation) -> Pieces:
    action = operation.action
    if action is Action.REPEAL:
        gone = {at for each in operation.spots for at in _at(current, each.path)}
        return tuple(each for at, each in enumerate(current) if at not in gone)
    if action is Action.AS:
        return _unit_as(current, operation)
    if action in (Action.AFTER, Action.BEFORE):
        where = _at(current, operation.spots[0].path)
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
    at = _at(current, first[:-1])[0] if before is None else _end_of(current, before)
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
    where = sorted({at for each in spots for at in _at(current, each.path)})
    if where != list(range(where[0], where[-1] + 1)):
        raise Refused(Obstacle.FORM)
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
        name: (spot.path, current[_at(current, spot.path)[0]].path[:depth])
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
        _at(current, path)
    return tuple(_renamed(each, names) for each in current)


def _renamed(piece: Piece, names: dict[Path, Path]) -> Piece:
    for old, new in names.items():
        if piece.origin and piece.origin[: len(old)] == old:
            at = len(old) - 1
            path = (*piece.path[:at], new[at], *piece.path[at + 1 :])
            return replace(piece, path=path)
    return piece
