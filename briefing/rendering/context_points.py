"""The points of an assessment as template fields: numbered, ranked, with references."""

from collections.abc import Iterable
from itertools import combinations

from briefing.domain.assessment import (
    SCALE,
    Answer,
    Level,
    Party,
    Point,
    PointKind,
)
from briefing.domain.profile import Perspective
from briefing.language.written import NO_BREAK
from briefing.rendering.desk import Desk, prose
from briefing.rendering.fields import (
    AttentionFields,
    ChangeFields,
    CheckFields,
    ConflictFields,
    FactFields,
    GradedFields,
    PartyFields,
    QuestionFields,
    SentenceFields,
)
from briefing.rendering.labels import (
    ANSWERS,
    BENEFITS,
    DIMENSIONS,
    HORIZONS,
    LEVELS,
    PARTIES,
    check_label,
    fact_label,
)
from briefing.rendering.runs import BENEFIT_STYLE, LEVEL_STYLES, Runs

FIRST_PAGE = 3
_LONGEST_ON_FIRST_PAGE = 220
_SHOWN_ELSEWHERE = frozenset({"deadline", "ministry", "committee"})
_LEVEL_STYLE = dict(zip(Level, LEVEL_STYLES, strict=True))


def summary(desk: Desk) -> list[SentenceFields]:
    """The bottom line."""
    return [
        SentenceFields(prose(each.text), desk.references(each.citations))
        for each in desk.assessment.summary
    ]


def changes(desk: Desk) -> list[ChangeFields]:
    """What changes, in the analyst's order."""
    return [
        ChangeFields(
            sted=prose(each.about),
            i_dag=prose(each.today) or "–",
            foreslået=prose(each.proposed) or "–",
            forklaring=_adds(each),
            henvisninger=desk.references(each.citations),
        )
        for each in _of_kind(desk, PointKind.CHANGE)
    ]


def _adds(point: Point) -> str:
    """The text of a change, unless it only repeats what is proposed."""
    inner = point.proposed.strip('»«"“” ….')
    return "" if inner and inner in point.text else prose(point.text)


def risks(desk: Desk) -> list[GradedFields]:
    """The risks, R1 the weightiest."""
    return _graded(desk, PointKind.RISK)


def opportunities(desk: Desk) -> list[GradedFields]:
    """The opportunities, M1 (O1 in English) the weightiest."""
    return _graded(desk, PointKind.OPPORTUNITY)


def _of_kind(desk: Desk, kind: PointKind) -> list[Point]:
    return [each for each in desk.assessment.points if each.kind is kind]


def _ranked(desk: Desk, kind: PointKind) -> list[tuple[str, Point]]:
    """The points of a kind with their numbers, by level, else in the given order."""
    found = sorted(_of_kind(desk, kind), key=lambda each: -_weight(each))
    letter = desk.say("R") if kind is PointKind.RISK else desk.say("O")
    return [(f"{letter}{number}", each) for number, each in enumerate(found, 1)]


def _weight(point: Point) -> int:
    return (point.likelihood or 0) * (point.impact or 0)


def _graded(desk: Desk, kind: PointKind) -> list[GradedFields]:
    return [_judged(desk, number, each) for number, each in _ranked(desk, kind)]


def _judged(desk: Desk, number: str, point: Point) -> GradedFields:
    text = prose(point.text)
    return GradedFields(
        nummer=number,
        tekst=text,
        kort=_cut(text, _LONGEST_ON_FIRST_PAGE),
        dimension=_dimension(desk, point),
        part=desk.say(PARTIES[point.party]) if point.party else "",
        sandsynlighed=point.likelihood or 0,
        konsekvens=point.impact or 0,
        niveau=_level(desk, point),
        horisont=desk.say(HORIZONS[point.horizon]) if point.horizon else "",
        afbødning=prose(point.mitigation),
        henvisninger=desk.references(point.citations),
    )


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


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return f"{text[:longest].rsplit(' ', 1)[0].rstrip(' ,;:')} …"


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
    """Where a risk of one party and an opportunity of the other share a passage."""
    named = [
        *_ranked(desk, PointKind.RISK),
        *_ranked(desk, PointKind.OPPORTUNITY),
    ]
    return [
        _conflict(desk, first, second)
        for first, second in combinations(named, 2)
        if _are_opposed(first[1], second[1])
    ]


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
    desk: Desk, risk: tuple[str, Point], chance: tuple[str, Point]
) -> ConflictFields:
    _ = desk.say
    shared = _places(risk[1]) & _places(chance[1])
    citations = tuple(
        each for each in risk[1].citations if (each.document, each.passage) in shared
    )
    values = {"risk": risk[0], "opportunity": chance[0]}
    text = (
        _("A risk for employers ({risk}) is an opportunity for employees "
          "({opportunity}).", **values)
        if risk[1].party is Party.EMPLOYERS
        else _("A risk for employees ({risk}) is an opportunity for employers "
               "({opportunity}).", **values)
    )  # fmt: skip
    return ConflictFields(text, desk.references(citations))


def attention(desk: Desk) -> list[PartyFields]:
    """The attention points by party, the organisation's own side first."""
    own = (
        Party.EMPLOYEES
        if desk.content.profile.perspective is Perspective.EMPLOYEES
        else Party.EMPLOYERS
    )
    other = Party.EMPLOYERS if own is Party.EMPLOYEES else Party.EMPLOYEES
    found = _of_kind(desk, PointKind.ATTENTION)
    groups = [
        PartyFields(
            desk.say(PARTIES[party]),
            [
                AttentionFields(
                    prose(each.text),
                    _dimension(desk, each),
                    desk.references(each.citations),
                )
                for each in found
                if (each.party or Party.BOTH) is party
            ],
        )
        for party in (own, other, Party.BOTH)
    ]
    return [each for each in groups if each.punkter]


def checks(desk: Desk) -> list[CheckFields]:
    """The process checks that found something, then those that cannot be told."""
    order = [Answer.YES, Answer.UNKNOWN]
    found = [each for each in desk.assessment.checks if each.answer in order]
    found.sort(key=lambda each: order.index(each.answer))
    return [
        CheckFields(
            navn=check_label(each.id, desk.say),
            svar=desk.say(ANSWERS[each.answer]),
            tekst=prose(each.text),
            mangler=prose(each.missing),
            regel=prose(each.rule),
            henvisninger=desk.references(each.citations),
        )
        for each in found
    ]


def checks_without(desk: Desk) -> str:
    """The process checks that found nothing, in one line; empty without any."""
    _ = desk.say
    names = [
        check_label(each.id, _)
        for each in desk.assessment.checks
        if each.answer is Answer.NO
    ]
    if not names:
        return ""
    shown = "; ".join(each[:1].lower() + each[1:] for each in names)
    return _("Examined without finding anything: {checks}.", checks=shown)


def facts(desk: Desk) -> list[FactFields]:
    """The facts that do not stand in the title block or the bottom line already."""
    said = " ".join(each.text for each in desk.assessment.summary)
    return [
        FactFields(
            fact_label(each.key, desk.say),
            prose(each.value),
            desk.references(each.citations),
        )
        for each in desk.assessment.facts
        if each.key not in _SHOWN_ELSEWHERE
        and not (each.key == "purpose" and each.value in said)
    ]


def questions(desk: Desk) -> list[QuestionFields]:
    """The open questions."""
    return [
        QuestionFields(
            prose(each.text), prose(each.about), desk.references(each.citations)
        )
        for each in desk.assessment.questions
    ]
