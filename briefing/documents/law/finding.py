"""Finding a unit by its place in the law in force, or saying why it is not there."""

from briefing.documents.law.pieces import Path, Piece
from briefing.documents.law.places import level, number
from briefing.domain.law import Obstacle

Pieces = tuple[Piece, ...]
STYKKE = 2
"""How many steps lead to a stykke; a paragraf has one."""


class Refused(Exception):
    """The operation cannot be done exactly; never leaves this folder."""

    def __init__(self, obstacle: Obstacle, about: str = "") -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle
        self.about = about


def written(path: Path) -> str:
    """A path as lawyers write it: "§ 5, stk. 2, nr. 3"."""
    names = {"stk": "stk. {}", "nr": "nr. {}", "litra": "litra {}", "pkt": "{}. pkt."}
    return ", ".join(
        names[level(each)].format(number(each)) if level(each) in names else each
        for each in path
    )


def unit_of(path: Path) -> Path:
    """The path of the unit that a sentence stands in."""
    return path[:-1] if level(path[-1]) == "pkt" else path


def places_of(current: Pieces, path: Path) -> list[int]:
    """The pieces of a unit, with those below it; Refused when it is not there."""
    unit = unit_of(path)
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
