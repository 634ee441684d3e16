"""Amending instructions understood: which operation, where, with which words.

The forms are those of the guide on law quality, 3.4.5. An instruction is understood
whole or not at all: what is left over when its clauses are taken out makes it one of
a form that code does not apply.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from briefing.documents.law.pieces import Path
from briefing.documents.law.places import Spot, paths, sections_named, spots


class Action(StrEnum):
    """What is done at a place."""

    REPLACE = "replace"
    WORDS_AFTER = "words_after"
    WORDS_BEFORE = "words_before"
    DELETE = "delete"
    AFTER = "after"
    BEFORE = "before"
    AS = "as"
    REWRITE = "rewrite"
    INSTEAD = "instead"
    REPEAL = "repeal"
    RENUMBER = "renumber"


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing to do.

    `spots` are where; none means everywhere in the act. `old` and `new` are the words
    between the guillemets, new wording with its lines. `times` is how often the old
    words must stand there; 0 means wherever they stand. `units` are the numbers that
    what is put in is to have, or that a renumbered unit gets.
    """

    action: Action
    spots: tuple[Spot, ...]
    old: str = ""
    new: str = ""
    times: int = 1
    units: tuple[Path, ...] = ()


_TIMES = {
    "": 1, "et sted": 1, "to steder": 2, "de to steder": 2, "begge steder": 2,
    "tre steder": 3, "de tre steder": 3, "fire steder": 4, "fem steder": 5,
    "seks steder": 6, "syv steder": 7, "otte steder": 8, "ni steder": 9,
    "ti steder": 10, "alle steder": 0, "overalt": 0, "overalt i bestemmelsen": 0,
    "overalt i paragraffen": 0,
}  # fmt: skip
_OLD, _NEW, _WHERE = r"⟦(?P<old>\d+)⟧", r"⟦(?P<new>\d+)⟧", r"(?P<where>[^⟦⟧]*?)"
_T1, _T2 = r"(?P<t1>[^⟦⟧]*?)", r"(?P<t2>[^⟦⟧]*?)"
_SIDE = r"(?P<side>[Ee]fter|[Ff]ør)"
_CLAUSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("section", rf"(?P<start>){_SIDE} (?P<where>§[^⟦⟧]*?),? indsættes"
                    r"(?:,? i kapitel \d+(?: \w)?|,? som nye? paragraf\w*"
                    rf"|,? før overskriften før § [^⟦⟧:]*)?: ?{_NEW}"),
        ("section", rf"(?P<start>)(?P<side>Efter) (?P<where>kapitel \d+(?: \w)?),? "
                    rf"indsættes(?:,? som nyt kapitel)?: ?{_NEW}"),
        ("words", rf"{_WHERE}\bindsættes{_T1} {_SIDE} {_OLD}{_T2}: ?{_NEW}"),
        ("words", rf"{_WHERE}\b{_SIDE} {_OLD}{_T1} indsættes{_T2}: ?{_NEW}"),
        ("unit", rf"{_WHERE}\bindsættes (?P<how>[^⟦⟧]+?): ?{_NEW}"),
        ("unit", rf"{_WHERE}\b(?P<how>som [^⟦⟧]*?) indsættes: ?{_NEW}"),
        ("replace", rf"{_WHERE}\bændres{_T1} ?{_OLD}{_T2} til:? ?{_NEW}"),
        ("replace", rf"{_WHERE}{_OLD}{_T1}(?: ændres)?{_T2} til:? ?{_NEW}"),
        ("delete", rf"{_WHERE}\budgår{_T1} ?{_OLD}"
                   rf"{_T2}(?=[\s.]*$|, ⟦|, og\b| og ⟦)"),
        ("more", rf"(?P<where>(?:,| og|, og)?) ?{_OLD}(?P<t1>(?: \w+){{0,2}} steder)?"
                 r"(?=[\s.]*$|, ⟦| og ⟦)"),
        ("delete", rf"{_WHERE}{_OLD}{_T1} udgår{_T2}(?=[\s.]*$|,)"),
        ("rewrite", rf"{_WHERE}\baffattes(?: således)?: ?{_NEW}"),
        ("instead", rf"{_WHERE}\bophæves,? og i stedet indsættes"
                    rf"(?: som (?P<how>[^⟦⟧]*?))?: ?{_NEW}"),
        ("repeal", rf"{_WHERE}\bophæves(?P<what>(?: [^⟦⟧,.]*(?:\.[^⟦⟧,.]*)*?)?)"
                   r"(?=[\s.]*$|, og\b)"),
    )
)  # fmt: skip
_ITEM = r"\d+(?: [a-zæøå]\b)?"
_ITEMS = rf"{_ITEM}(?:(?:\s*[-–]\s*|, | og ){_ITEM})*"
_LETTERS = r"[a-zæøå]\b(?:(?:\s*[-–]\s*|, | og )[a-zæøå]\b)*"
_PKT = r"\d+\.(?:(?:\s*[-–]\s*|, | og )\d+\.)*\s*pkt\.?"
_UNIT = rf"(?:(?:stk\.|nr\.|§§?)\s*{_ITEMS}|litra {_LETTERS}|{_PKT})"
_RENUMBER = re.compile(
    rf"(?:,? og )?(?P<old>{_UNIT}),? bliver (?:herefter )?(?:til )?(?P<new>{_UNIT})",
    re.IGNORECASE,
)
_EVERYWHERE = re.compile(r"^(?:Overalt i|I hele) loven$", re.IGNORECASE)
_OVERALL = re.compile(r"^Overalt i (?=§|stk|nr)", re.IGNORECASE)
_NEW_UNIT = re.compile(
    r"^(?:et )?(?:nyt?|nye) "
    r"(?:stykke\w*|stk\.|nummer|numre|nr\.|punktum\w*|pkt\.|litra\w*)$"
)
_HOW = re.compile(
    r"^(?:(?P<side>efter|før) (?P<anchor>(?:(?! som\b).)+?))?"
    r"(?:,?\s*som (?P<what>.+))?$"
)
_GLUE = re.compile(r"^(?:[\s,.:;]|og\b)*$")
_LEAD = re.compile(r"^[\s,]*(?:og\b)?[\s,]*")


def operations(text: str) -> tuple[Operation, ...] | None:
    """What an instruction, without its number, asks for; None when not understood."""
    bare, quotes = unquoted(text)
    if quotes is None:
        return None
    command = " ".join(bare.split())
    renumbering = list(_RENUMBER.finditer(command))
    main = _RENUMBER.sub("", command)
    found = _clauses(main, quotes)
    if found is None:
        return None
    base = found[0].spots[0].path if found and found[0].spots else ()
    moves = [_renumbered(each, base) for each in renumbering]
    if None in moves or not (found or moves):
        return None
    return (*found, *(each for each in moves if each))


def unquoted(text: str) -> tuple[str, tuple[str, ...] | None]:
    """The text with ⟦n⟧ for each outermost »…«, and what stood between them.

    Quotation marks within count; None when they do not come out even.
    """
    pieces: list[str] = []
    quotes: list[str] = []
    depth = start = 0
    for at, sign in enumerate(text):
        if sign == "»":
            if depth == 0:
                pieces.append(text[start:at])
                start = at + 1
            depth += 1
        elif sign == "«":
            depth -= 1
            if depth < 0:
                return text, None
            if depth == 0:
                pieces.append(f"⟦{len(quotes)}⟧")
                quotes.append(text[start:at])
                start = at + 1
    pieces.append(text[start:])
    return "".join(pieces), tuple(quotes) if depth == 0 else None


def _clauses(main: str, quotes: tuple[str, ...]) -> list[Operation] | None:
    """The clauses of the command in order; None when anything is left over."""
    found: list[Operation] = []
    rest = main
    while not _GLUE.match(rest):
        matches = [(name, each.match(rest)) for name, each in _CLAUSES]
        fitting = [(name, each) for name, each in matches if each]
        if not fitting:
            return None
        name, match = min(fitting, key=lambda one: _verb_at(one[1]))
        operation = _operation(name, match, quotes, found[-1] if found else None)
        if operation is None:
            return None
        found.append(operation)
        rest = rest[match.end() :]
    return found


def _verb_at(match: re.Match[str]) -> int:
    """Where the clause says what is done; the clause that says so first wins."""
    return 0 if "start" in match.re.groupindex else match.end("where")


def _operation(
    name: str,
    match: re.Match[str],
    quotes: tuple[str, ...],
    last: Operation | None,
) -> Operation | None:
    groups = match.groupdict()
    old, new = (
        quotes[int(groups[key])] if groups.get(key) else "" for key in ("old", "new")
    )
    where = _LEAD.sub("", groups["where"]).strip(" ,")
    found = () if where.startswith("kapitel") else _places(where, last)
    times = _times(groups, is_everywhere=bool(_OVERALL.match(where)) or found == ())
    is_stray = name == "more" and (last is None or last.action is not Action.DELETE)
    if found is None or times is None or is_stray:
        return None
    plain = Operation(Action.REPLACE, found, old, new, times)
    return _of_kind(name, plain, groups)


_BESIDE = {
    ("words", "efter"): Action.WORDS_AFTER,
    ("words", "før"): Action.WORDS_BEFORE,
    ("section", "efter"): Action.AFTER,
    ("section", "før"): Action.BEFORE,
}


def _of_kind(
    name: str, plain: Operation, groups: dict[str, str | None]
) -> Operation | None:
    """The operation that a clause of this name asks for, at its places."""
    side = (groups.get("side") or "").casefold()
    if (name, side) in _BESIDE:
        return replace(plain, action=_BESIDE[name, side])
    if name == "unit":
        return _unit(plain, groups["how"] or "")
    if name == "repeal":
        return _repeal(plain, (groups["what"] or "").strip())
    return replace(plain, action=Action.DELETE if name == "more" else Action(name))


def _places(where: str, last: Operation | None) -> tuple[Spot, ...] | None:
    """The places of a clause; those of the clause before when it names none."""
    if _EVERYWHERE.match(where):
        return ()
    where = _OVERALL.sub("", where)
    if not where or where == "I":
        is_everywhere = last is not None and last.action is Action.REPLACE
        return last.spots if last and (last.spots or is_everywhere) else None
    base = last.spots[-1].path if last and last.spots else ()
    found = spots(where, base)
    return found if found and all(each.path[0][0] == "§" for each in found) else None


def _times(groups: dict[str, str | None], *, is_everywhere: bool) -> int | None:
    said = [(groups.get(key) or "").strip(" ,") for key in ("t1", "t2")]
    counts = [_TIMES.get(each) for each in said if each]
    if is_everywhere and not counts:
        return 0
    if not counts:
        return 1
    return counts[0] if len(counts) == 1 else None


def _unit(plain: Operation, how: str) -> Operation | None:
    """A unit put in beside another one, or as the one with a number."""
    found = _HOW.match(how)
    if not found or len(plain.spots) != 1:
        return None
    what = (found["what"] or "").strip()
    units = None if not what or _NEW_UNIT.match(what) else _beneath(plain, what)
    if what and units is None and not _NEW_UNIT.match(what):
        return None
    if found["anchor"]:
        anchors = _beneath(plain, found["anchor"])
        if anchors is None or len(anchors) != 1:
            return None
        action = Action.AFTER if found["side"] == "efter" else Action.BEFORE
        return replace(plain, action=action, spots=anchors)
    if not units:
        return None
    return replace(plain, action=Action.AS, units=tuple(each.path for each in units))


def _beneath(plain: Operation, text: str) -> tuple[Spot, ...] | None:
    """Places within the one place of an operation, and what they are to be called."""
    spot = plain.spots[0]
    found = paths(text, spot.path)
    if not found or any(each[:1] != spot.path[:1] for each in found):
        return None
    depth = len(spot.path)
    return tuple(
        Spot(each, (*spot.becomes, *each[depth:]) if spot.becomes else ())
        for each in found
    )


def _repeal(plain: Operation, what: str) -> Operation | None:
    """Both "§ 5, stk. 2, ophæves" and "I § 5 ophæves stk. 2" are read."""
    if not what:
        return replace(plain, action=Action.REPEAL)
    found = _beneath(plain, what) if len(plain.spots) == 1 else None
    return replace(plain, action=Action.REPEAL, spots=found) if found else None


def _renumbered(match: re.Match[str], base: Path) -> Operation | None:
    """Units that get other numbers, one to one."""
    old, new = paths(match["old"], base), paths(match["new"], base)
    if not old or not new or len(old) != len(new):
        return None
    if any(each[0][0] != "§" for each in (*old, *new)):
        return None
    return Operation(
        Action.RENUMBER, tuple(Spot(each) for each in old), units=tuple(new)
    )


def sections(text: str) -> tuple[str, ...]:
    """The paragraffer that an instruction names outside its quotations, in order."""
    return sections_named(unquoted(text)[0])
