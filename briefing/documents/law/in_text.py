"""Words and sentences changed within a unit, exactly or not at all."""

from dataclasses import replace

from briefing.documents.law.finding import (
    Pieces,
    Refused,
    places_of,
    unit_of,
    written,
)
from briefing.documents.law.instructions import Action, Operation
from briefing.documents.law.pieces import Path, Piece
from briefing.documents.law.places import Spot, level, number
from briefing.documents.law.sentences import sentences
from briefing.documents.law.words import occurrences, put_beside, replaced
from briefing.domain.law import Obstacle

Sentences = list[tuple[int, str]]
"""Sentences with their numbers in the law in force, 0 for new ones."""


def _told_apart(piece: Piece, found: Sentences) -> Piece:
    """The piece with these sentences."""
    kept = [(n, text) for n, text in found if text]
    return replace(
        piece, text=" ".join(text for _n, text in kept), sentences=tuple(kept)
    )


def _changed(current: Pieces, at: int, found: Sentences) -> Pieces:
    return (*current[:at], _told_apart(current[at], found), *current[at + 1 :])


def on_words(current: Pieces, operation: Operation) -> Pieces:
    """Words replaced, taken out or put in, at each place as often as they must be."""
    places = operation.spots or (None,)
    for spot in places:
        current = _words_at(current, spot, operation)
    return current


def _words_at(current: Pieces, spot: Spot | None, operation: Operation) -> Pieces:
    where = list(range(len(current))) if spot is None else places_of(current, spot.path)
    if spot is not None and level(spot.path[-1]) == "pkt":
        return _words_in_sentence(current, spot.path, operation)
    counts = [len(occurrences(current[at].text, operation.old)) for at in where]
    _check_count(
        sum(counts), operation, left_out=any(current[at].is_left_out for at in where)
    )
    for at, count in zip(where, counts, strict=True):
        if count:
            piece = _piece_with_words(current[at], operation, count)
            current = (*current[:at], piece, *current[at + 1 :])
    return current


def _piece_with_words(piece: Piece, operation: Operation, count: int) -> Piece:
    """The piece changed, sentence by sentence where these are told apart."""
    if not piece.sentences:
        return replace(piece, text=_with_words(piece.text, operation))
    inside = sum(len(occurrences(text, operation.old)) for _n, text in piece.sentences)
    if inside != count:
        raise Refused(Obstacle.SENTENCES, written(piece.path))
    return _told_apart(
        piece, [(n, _with_words(text, operation)) for n, text in piece.sentences]
    )


def _words_in_sentence(current: Pieces, path: Path, operation: Operation) -> Pieces:
    at, found = _sentences_of(current, path)
    place = _sentence(found, path)
    original, text = found[place]
    _check_count(len(occurrences(text, operation.old)), operation, left_out=False)
    found[place] = (original, _with_words(text, operation))
    return _changed(current, at, found)


def _with_words(text: str, operation: Operation) -> str:
    if operation.action is Action.WORDS_AFTER:
        return put_beside(text, operation.old, operation.new, before=False)
    if operation.action is Action.WORDS_BEFORE:
        return put_beside(text, operation.old, operation.new, before=True)
    return replaced(text, operation.old, " ".join(operation.new.split()))


def _check_count(count: int, operation: Operation, *, left_out: bool) -> None:
    if left_out:
        raise Refused(Obstacle.LEFT_OUT, operation.old)
    if count == 0:
        raise Refused(Obstacle.WORDS, operation.old)
    if operation.times == 1 and count > 1:
        raise Refused(Obstacle.MORE_THAN_ONCE, operation.old)
    if operation.times not in (0, count):
        raise Refused(Obstacle.OTHER_COUNT, operation.old)


def _sentences_of(current: Pieces, path: Path) -> tuple[int, Sentences]:
    """The piece a sentence is counted in, and its sentences."""
    where = places_of(current, path)
    unit = unit_of(path)
    first = current[where[0]]
    if first.is_left_out:
        raise Refused(Obstacle.LEFT_OUT, written(path))
    if first.sentences:
        return where[0], list(first.sentences)
    found = sentences(first.text)
    if found is None or first.origin != unit:
        raise Refused(Obstacle.SENTENCES, written(path))
    return where[0], list(enumerate(found, 1))


def _sentence(found: Sentences, path: Path) -> int:
    """Where the sentence with this number in the law in force is by now."""
    wanted = int(number(path[-1]))
    places = [at for at, (original, _text) in enumerate(found) if original == wanted]
    if len(places) != 1:
        raise Refused(Obstacle.PLACE, written(path))
    return places[0]


def on_sentences(current: Pieces, operation: Operation) -> Pieces:
    """Sentences put in, rewritten or repealed, by their number in the law in force."""
    if operation.action is Action.AS:
        return _sentence_as(current, operation)
    paths = [each.path for each in operation.spots]
    if len({unit_of(each) for each in paths}) > 1:
        if operation.action is not Action.REPEAL or operation.new:
            raise Refused(Obstacle.FORM)
        for each in operation.spots:
            current = on_sentences(current, replace(operation, spots=(each,)))
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
    kept = int(number(paths[0][-1])) if operation.action is Action.REWRITE else 0
    new = [(kept, " ".join(operation.new.split()))] if operation.new else []
    found[places[0] : places[-1] + 1] = new
    return _changed(current, at, found)


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
    current: Pieces, at: int, found: Sentences, place: int, operation: Operation
) -> Pieces:
    """Put in at a place; not at the end of what a list follows."""
    unit = current[at].path
    has_list = sum(each.path[: len(unit)] == unit for each in current) > 1
    if has_list and place == len(found):
        raise Refused(Obstacle.SENTENCES, written(unit))
    new = (0, " ".join(operation.new.split()))
    return _changed(current, at, [*found[:place], new, *found[place:]])
