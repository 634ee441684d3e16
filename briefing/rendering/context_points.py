"""The points of an assessment as template fields: numbered, ranked, with references."""

from collections.abc import Iterable
from itertools import takewhile

from briefing.domain.assessment import (
    SCALE,
    Level,
    Party,
    Point,
    PointKind,
)
from briefing.domain.change import EditKind
from briefing.domain.document import Citation
from briefing.language.written import NO_BREAK, keep_together
from briefing.rendering.context_case import mark
from briefing.rendering.desk import Desk, prose
from briefing.rendering.fields import (
    AttentionFields,
    ChangeFields,
    ConflictFields,
    GradedFields,
    PartyFields,
    SentenceFields,
)
from briefing.rendering.labels import (
    BENEFITS,
    DIMENSIONS,
    HORIZONS,
    LEVELS,
    MATTERS,
    PARTIES,
)
from briefing.rendering.law import Shown, effects_by_place, side
from briefing.rendering.references import short_place
from briefing.rendering.runs import BENEFIT_STYLE, LEVEL_STYLES, Runs

FIRST_PAGE = 3
DEADLINE_RULE = "summary.deadline"
"""The rule of the sentence in the bottom line that says when the deadline is."""
_CHANGES, _FEWER_CHANGES, _MUCH = 8, 5, 18
"""Changes in the table, and fewer beside that many points: a board reads four pages."""
_LONGEST_ON_FIRST_PAGE = 220
_LONGEST_IN_LAW = 260
"""Characters of the law's text in a cell, about as many as the analyst's own."""
_SAME_START = 60
"""Characters from which a text is taken to repeat another."""
_QUOTE_MARKS = '»«"“” ….'
_LEVEL_STYLE = dict(zip(Level, LEVEL_STYLES, strict=True))


def summary(desk: Desk) -> list[SentenceFields]:
    """The bottom line, without the deadline, which the decision is printed with."""
    return [
        SentenceFields(
            desk.editable(f"{desk.tag(each)}.text", each.text),
            desk.references(each.citations),
        )
        for each in desk.assessment.summary
        if each.rule != DEADLINE_RULE
    ]


def changes(desk: Desk) -> list[ChangeFields]:
    """What changes, in the analyst's order."""
    known = effects_by_place(desk.content.law)
    return [_change(desk, each, known.get(each.about)) for each in _shown(desk)]


def _shown(desk: Desk) -> list[Point]:
    found = _changes(desk)
    others = len(desk.assessment.points) - len(found)
    return found[: _CHANGES if others <= _MUCH else _FEWER_CHANGES]


def _changes(desk: Desk) -> list[Point]:
    """The changes of provisions; what the notes tell of them where there are none."""
    found = _of_kind(desk, PointKind.CHANGE)
    return [each for each in found if each.about] or found


def changes_left_out(desk: Desk) -> str:
    """How many changes are not shown; empty when all are.

    What the notes tell of the changes of provisions is no change of its own.
    """
    more = len(_changes(desk)) - len(_shown(desk))
    if more <= 0:
        return ""
    return desk.say("Further changes that are not shown here: {count}.", count=more)


def _change(desk: Desk, point: Point, known: Shown | None) -> ChangeFields:
    """In the words of the law, where these are known, instead of the analyst's."""
    if known and known.effect.today:
        return _in_the_law(desk, point, known)
    once, tag = _without_place(_told_once(point), point), desk.tag(point)
    proposed = (
        desk.editable(f"{tag}.both", once)
        if once
        else desk.editable(f"{tag}.proposed", point.proposed or "–")
    )
    return ChangeFields(
        sted=prose(point.about),
        ny=mark(desk, point),
        i_dag=desk.editable(f"{tag}.today", point.today or "–"),
        foreslået=proposed,
        forklaring=desk.editable(f"{tag}.text", "" if once else point.text),
        henvisninger=desk.references(point.citations),
    )


def _in_the_law(desk: Desk, point: Point, known: Shown) -> ChangeFields:
    """The law today and as proposed, shortened around the words that change."""
    effect = known.effect
    today = side(effect, EditKind.DELETED, _LONGEST_IN_LAW)
    proposed = side(effect, EditKind.INSERTED, _LONGEST_IN_LAW)
    source = Citation(known.act.source, 0, "", known.paragraph.locator)
    return ChangeFields(
        sted=prose(point.about),
        ny=mark(desk, point),
        i_dag=desk.paper.marked(_kept_together(today)),
        foreslået=desk.paper.marked(_kept_together(proposed))
        if effect.proposed
        else desk.paper.styled(desk.say("Repealed"), ""),
        forklaring=desk.editable(f"{desk.tag(point)}.text", point.text),
        henvisninger=desk.references((*point.citations, source)),
    )


def _kept_together(pieces: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    return [(keep_together(text), stands_out) for text, stands_out in pieces]


def _without_place(text: str, point: Point) -> str:
    """The text without the place before it, which has a column of its own."""
    start = f"{point.about}: "
    is_placed = point.about and text.casefold().startswith(start.casefold())
    return text[len(start) :] if is_placed else text


def lacks_today(desk: Desk) -> bool:
    """Whether there are changes, and of none is it known what applies today."""
    found = changes(desk)
    return bool(found) and all(each.i_dag.text == "–" for each in found)


def _told_once(point: Point) -> str:
    """The text where it repeats what is proposed, so that nothing is printed twice.

    A text that leaves off before the end of the quotation keeps its opening words and
    has the whole of the quotation. Empty when the two say different things.
    """
    text, proposed = point.text, point.proposed
    inner = proposed.strip(_QUOTE_MARKS)
    start = text.find(inner[:_SAME_START]) if inner else -1
    if start < 0:
        return ""
    alike = (ours == theirs for ours, theirs in zip(text[start:], inner, strict=False))
    repeated = sum(takewhile(bool, alike))
    rest = inner[repeated:]
    if not rest:
        return text
    if text[start + repeated :].strip(_QUOTE_MARKS) or not rest[0].isspace():
        return ""
    return text[:start].rstrip('»«"“”') + proposed


def risks(desk: Desk) -> list[GradedFields]:
    """The risks, those of the organisation's own side first, R1 the weightiest."""
    return _graded(desk, PointKind.RISK)


def opportunities(desk: Desk) -> list[GradedFields]:
    """The opportunities, our side's first; M1 (O1 in English) the weightiest."""
    return _graded(desk, PointKind.OPPORTUNITY)


def _of_kind(desk: Desk, kind: PointKind) -> list[Point]:
    return [each for each in desk.assessment.points if each.kind is kind]


def _ranked(desk: Desk, kind: PointKind) -> list[tuple[str, Point]]:
    """The points of a kind with their numbers: our own side's first, then by level."""
    ours = {desk.own_party, Party.BOTH}
    found = sorted(
        _of_kind(desk, kind), key=lambda each: (each.party not in ours, -_weight(each))
    )
    letter = desk.say("R") if kind is PointKind.RISK else desk.say("O")
    return [(f"{letter}{number}", each) for number, each in enumerate(found, 1)]


def _weight(point: Point) -> int:
    return (point.likelihood or 0) * (point.impact or 0)


def _graded(desk: Desk, kind: PointKind) -> list[GradedFields]:
    return [_judged(desk, number, each) for number, each in _ranked(desk, kind)]


def _judged(desk: Desk, number: str, point: Point) -> GradedFields:
    tag = desk.tag(point)
    return GradedFields(
        nummer=number,
        ny=mark(desk, point),
        tekst=desk.editable(f"{tag}.text", point.text),
        kort=desk.editable(f"{tag}.short", on_first_page(point.text)),
        dimension=_dimension(desk, point),
        part=_party(desk, point),
        forside_part=_party_on_first_page(desk, point),
        sandsynlighed=point.likelihood or 0,
        konsekvens=point.impact or 0,
        niveau=_level(desk, point),
        horisont=desk.say(HORIZONS[point.horizon]) if point.horizon else "",
        afbødning=desk.editable(f"{tag}.mitigation", point.mitigation),
        henvisninger=desk.references(point.citations),
    )


def _party(desk: Desk, point: Point) -> str:
    return desk.say(PARTIES[point.party]) if point.party else ""


def _party_on_first_page(desk: Desk, point: Point) -> str:
    """Whose it is, before the text; empty where the text begins with them."""
    party = _party(desk, point)
    return "" if not party or point.text.startswith(party) else f"{party}:"


def _level(desk: Desk, point: Point) -> Runs:
    level = point.level
    if level is None:
        return Runs("", "")
    # No-break spaces give the shaded mark some air on both sides.
    names, style = LEVELS, _LEVEL_STYLE[level]
    if point.kind is PointKind.OPPORTUNITY:
        names, style = BENEFITS, BENEFIT_STYLE
    label = f"{NO_BREAK}{desk.say(names[level])}{NO_BREAK}"
    return desk.paper.styled(label, style)


def _dimension(desk: Desk, point: Point) -> str:
    return desk.say(DIMENSIONS[point.dimension]) if point.dimension else ""


def on_first_page(text: str) -> str:
    """A point's text as page one has it: shortened where it is long."""
    plain = prose(text)
    if len(plain) <= _LONGEST_ON_FIRST_PAGE:
        return plain
    cut = plain[:_LONGEST_ON_FIRST_PAGE].rsplit(" ", 1)[0]
    return f"{cut.rstrip(' ,;:')} …"


def matrix(found: Iterable[GradedFields]) -> dict[int, dict[int, str]]:
    """The numbers of the risks by likelihood and impact; empty cells are empty."""
    cells: dict[int, dict[int, list[str]]] = {
        likelihood: {impact: [] for impact in SCALE} for likelihood in SCALE
    }
    for each in found:
        if each.sandsynlighed in SCALE and each.konsekvens in SCALE:
            cells[each.sandsynlighed][each.konsekvens].append(each.nummer)
    return {
        likelihood: {impact: " ".join(names) for impact, names in row.items()}
        for likelihood, row in cells.items()
    }


def conflicts(desk: Desk) -> list[ConflictFields]:
    """Where a risk of one party and an opportunity of the other share a passage.

    One line for each way round, with the places and the pairs of numbers.
    """
    _ = desk.say
    pairs = [
        (risk, chance)
        for risk in _ranked(desk, PointKind.RISK)
        for chance in _ranked(desk, PointKind.OPPORTUNITY)
        if _are_opposed(risk[1], chance[1])
    ]
    said = {
        Party.EMPLOYERS: _("A risk for employers, an opportunity for employees:"),
        Party.EMPLOYEES: _("A risk for employees, an opportunity for employers:"),
    }
    found = [
        (text, [pair for pair in pairs if pair[0][1].party is party])
        for party, text in said.items()
    ]
    return [_conflict(desk, text, those) for text, those in found if those]


def _are_opposed(first: Point, second: Point) -> bool:
    if first.kind is second.kind or {first.party, second.party} != {
        Party.EMPLOYEES,
        Party.EMPLOYERS,
    }:
        return False
    return not _places(first).isdisjoint(_places(second))


def _places(point: Point) -> set[tuple[str, int]]:
    return {(each.document, each.passage) for each in point.citations}


def _conflict(
    desk: Desk, text: str, pairs: list[tuple[tuple[str, Point], tuple[str, Point]]]
) -> ConflictFields:
    shared = [(pair, _shared(pair[0][1], pair[1][1])) for pair in pairs]
    by_place: dict[str, list[str]] = {}
    for (risk, chance), citations in shared:
        place = short_place(citations[0].locator, desk.say).removeprefix("Til ")
        by_place.setdefault(place, []).append(f"{risk[0]}–{chance[0]}")
    told = "; ".join(f"{place} ({', '.join(by_place[place])})" for place in by_place)
    found = tuple(each for _pair, citations in shared for each in citations)
    return ConflictFields(prose(f"{text} {told}."), desk.references(found))


def _shared(one: Point, other: Point) -> tuple[Citation, ...]:
    """The citations of a point in passages that another point cites as well."""
    places = _places(other)
    return tuple(e for e in one.citations if (e.document, e.passage) in places)


def attention(desk: Desk) -> list[PartyFields]:
    """The attention points by party, our own side first; then the further matters."""
    own = desk.own_party
    other = Party.EMPLOYERS if own is Party.EMPLOYEES else Party.EMPLOYEES
    found = _of_kind(desk, PointKind.ATTENTION)
    groups = [
        _group(
            desk,
            desk.say(PARTIES[party]),
            [each for each in found if (each.party or Party.BOTH) is party],
        )
        for party in (own, other, Party.BOTH)
    ]
    groups += [
        _group(desk, desk.say(name), _of_kind(desk, kind))
        for kind, name in MATTERS.items()
    ]
    return [each for each in groups if each.punkter]


def _group(desk: Desk, name: str, points: Iterable[Point]) -> PartyFields:
    return PartyFields(
        name,
        [
            AttentionFields(
                desk.editable(f"{desk.tag(each)}.text", _with_name(each)),
                mark(desk, each),
                _dimension(desk, each),
                desk.references(each.citations),
            )
            for each in points
        ],
    )


def _with_name(point: Point) -> str:
    """The text, after the organisation or the scenario that it is about."""
    named = point.kind in {PointKind.POSITION, PointKind.SCENARIO} and point.about
    return f"{point.about}: {point.text}" if named else point.text
