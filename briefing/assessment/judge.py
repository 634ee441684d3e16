"""The rules at work: clauses in, risks, opportunities and attention points out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefing.assessment.case import Case
from briefing.assessment.passages import (
    PROVISION_PARTS,
    Clause,
    Instrument,
    part_clauses,
    quoted,
    section,
)
from briefing.assessment.phrases import compile_phrases
from briefing.assessment.places import place_names, with_comma
from briefing.assessment.risk_rules import (
    DISCOUNT,
    DISCOUNTED,
    PARTS,
    POWER_PHRASES,
    SANCTIONED_IMPACT,
    STARTING_POINT,
    Audience,
    Rule,
    Trigger,
    Where,
    fires,
)
from briefing.assessment.rules_frame import FRAME_RULES
from briefing.assessment.rules_jobs import JOB_RULES
from briefing.assessment.rules_welfare import WELFARE_RULES
from briefing.assessment.rules_work import WORK_RULES
from briefing.assessment.triggers_frame import FRAME_TRIGGERS
from briefing.assessment.triggers_welfare import WELFARE_TRIGGERS
from briefing.assessment.triggers_work import WORK_TRIGGERS
from briefing.domain.assessment import SCALE, Party, Point, PointKind
from briefing.domain.document import Part
from briefing.domain.profile import Perspective
from briefing.language import Translator

RULES: tuple[Rule, ...] = (*JOB_RULES, *WORK_RULES, *WELFARE_RULES, *FRAME_RULES)
TRIGGERS: tuple[Trigger, ...] = (
    *WORK_TRIGGERS,
    *WELFARE_TRIGGERS,
    *FRAME_TRIGGERS,
)
CHECK = "check:"
"""A rule may be set off by a process check ("check:retroactive") or a change."""
REPEAL = "change:repeal"
MOST = {PointKind.RISK: 10, PointKind.OPPORTUNITY: 6, PointKind.ATTENTION: 10}
KEPT_FOR_THE_OTHERS = {
    PointKind.RISK: 3,
    PointKind.OPPORTUNITY: 2,
    PointKind.ATTENTION: 3,
}
OWN_SIDE_BONUS = 4
BOTH_SIDES_BONUS = 2
MOST_CITATIONS = 3
_SECTION = re.compile(r"§+\s*(\d+(?:\s?[a-z]\b)?)")
_INSTRUMENTS: tuple[tuple[Instrument, str], ...] = (
    (
        Instrument.SANCTION,
        "straffes|bødestraf|tvangsbøder|administrativ* bøde*|fængsel|penalt*|fines",
    ),
    (
        Instrument.POWER,
        POWER_PHRASES,
    ),
    (Instrument.RIGHT, "har ret til|have the right|shall be entitled|kan kræve"),
    (Instrument.DUTY, "{duty}"),
    (
        Instrument.EXPECTATION,
        "forventes|vurderes|skønnes|anslås|antages|expected|estimated",
    ),
    (Instrument.OPTION, "kan|may"),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """The points kept, and how many more of each kind the rules found."""

    points: tuple[Point, ...]
    more: Mapping[PointKind, int]


@dataclass(frozen=True, slots=True)
class Graded:
    """A clause with what it does and what it starts from."""

    clause: Clause
    likelihood: int
    impact: int

    @property
    def order(self) -> tuple[int, int]:
        """Provisions before notes, severe before mild."""
        in_text = self.clause.part in PROVISION_PARTS
        return (0 if in_text else 1, -self.likelihood * self.impact)


def instrument_of(text: str) -> Instrument:
    """What a sentence does: punish, empower, give a right, bind, expect, allow."""
    for instrument, phrases in _INSTRUMENTS:
        if compile_phrases(phrases).search(text):
            return instrument
    return Instrument.STATEMENT


def judge(case: Case, signals: Mapping[str, tuple[Clause, ...]]) -> Judged:
    """Every rule applied to the case, the most severe points first.

    `signals` are what other parts of the analyst found, by trigger id
    ("check:retroactive"), each with the clauses it rests on.
    """
    found = {**_found(case), **{key: _grade(case, c) for key, c in signals.items()}}
    points = [point for rule in RULES for point in _points(case, rule, found)]
    kept: list[Point] = []
    more: dict[PointKind, int] = {}
    for kind, most in MOST.items():
        ranked = sorted(
            (each for each in points if each.kind is kind), key=_ranking(case)
        )
        chosen = choose(ranked, most, KEPT_FOR_THE_OTHERS[kind], own_party(case))
        kept += chosen
        more[kind] = len(ranked) - len(chosen)
    return Judged(tuple(kept), more)


def own_party(case: Case) -> Party:
    """The side the organisation stands on."""
    if case.profile.perspective is Perspective.EMPLOYEES:
        return Party.EMPLOYEES
    return Party.EMPLOYERS


def choose(ranked: list[Point], most: int, reserved: int, own: Party) -> list[Point]:
    """The first `most`, with up to `reserved` places for the other side's points."""
    others = [each for each in ranked if each.party not in {own, Party.BOTH}]
    chosen = ranked[:most]
    for other in others[:reserved]:
        if other in chosen:
            continue
        spare = [each for each in chosen if each not in others]
        if not spare:
            break
        chosen = [each for each in chosen if each is not spare[-1]]
        chosen.append(other)
    return chosen


def _found(case: Case) -> dict[str, tuple[Graded, ...]]:
    """The clauses that set off each trigger, by its id."""
    pools = {where: _pool(case, where) for where in Where}
    found: dict[str, list[Graded]] = {}
    for where, pool in pools.items():
        triggers = [each for each in TRIGGERS if where in each.where]
        for clause, instrument, graded in pool:
            for trigger in triggers:
                if fires(trigger, clause, instrument):
                    found.setdefault(trigger.id, []).append(graded)
    return {key: tuple(value) for key, value in found.items()}


def _pool(case: Case, where: Where) -> tuple[tuple[Clause, Instrument, Graded], ...]:
    if where in {Where.TEXT, Where.PROVISIONS}:
        clauses: tuple[Clause, ...] = tuple(
            each for each in case.clauses if each.part in PARTS[where]
        )
    else:
        clauses = tuple(
            each
            for text in case.texts
            for each in part_clauses(text, *sorted(PARTS[where]))
        )
    return tuple(
        (clause, instrument_of(clause.scan), graded)
        for clause, graded in zip(clauses, _grade(case, clauses), strict=True)
    )


def _grade(case: Case, clauses: Iterable[Clause]) -> tuple[Graded, ...]:
    """Likelihood and impact a clause starts from, by what it does."""
    punished = sanctioned_sections(case)
    discount = DISCOUNT if case.proposal.kind in DISCOUNTED else 0
    graded = []
    for clause in clauses:
        instrument = instrument_of(clause.scan)
        likelihood, impact = STARTING_POINT[instrument]
        key = (clause.document.key, section(clause.place))
        if instrument is Instrument.DUTY and key in punished:
            impact = SANCTIONED_IMPACT
        graded.append(Graded(clause, likelihood + discount, impact))
    return tuple(graded)


def sanctioned_sections(case: Case) -> frozenset[tuple[str, str]]:
    """The sections a text punishes breaches of, as (document key, "5 a")."""
    return frozenset(
        (each.document.key, number)
        for each in case.clauses
        if each.part is Part.PROVISIONS
        and not each.act
        and instrument_of(each.scan) is Instrument.SANCTION
        for number in _SECTION.findall(each.scan)
    )


def _points(
    case: Case, rule: Rule, found: Mapping[str, tuple[Graded, ...]]
) -> Iterable[Point]:
    """One point per document for a rule, its places and citations merged."""
    hits = [each for trigger in rule.triggers for each in found.get(trigger, ())]
    by_document: dict[str, list[Graded]] = {}
    for hit in hits:
        by_document.setdefault(hit.clause.document.key, []).append(hit)
    for own in by_document.values():
        point = _point(case, rule, _best(own))
        if point:
            yield point


def _best(hits: list[Graded]) -> list[Graded]:
    """The hits to show: provisions first, one per passage, not more than three."""
    ranked = sorted(hits, key=lambda each: each.order)
    by_passage: dict[int, Graded] = {}
    for each in ranked:
        by_passage.setdefault(each.clause.passage.number, each)
    return list(by_passage.values())[:MOST_CITATIONS]


def _point(case: Case, rule: Rule, hits: list[Graded]) -> Point | None:
    _ = case.translate
    named = _named(case, rule)
    if rule.audience and not any(named.values()):
        return None
    place = place_names(_, (each.clause for each in hits))
    first = hits[0].clause
    text = _(
        rule.text,
        place=place,
        quote=quoted(first.text),
        authority=_authority(_, first),
        **named,
    )
    text = with_comma(text, place, case.profile.language)
    graded = rule.kind is not PointKind.ATTENTION
    return Point(
        kind=rule.kind,
        text=text[:1].upper() + text[1:],
        citations=tuple(each.clause.citation() for each in hits),
        rule=rule.id,
        dimension=rule.dimension,
        party=own_party(case) if rule.audience else rule.party,
        likelihood=_within(hits[0].likelihood + rule.likelihood) if graded else None,
        impact=_within(hits[0].impact + rule.impact) if graded else None,
        horizon=rule.horizon if graded else None,
        mitigation=_(rule.mitigation) if rule.mitigation else "",
        about=first.place,
    )


def _within(value: int) -> int:
    return max(SCALE.start, min(SCALE.stop - 1, value))


def _named(case: Case, rule: Rule) -> dict[str, str]:
    """The organisation's own agreements or funds, where the rule speaks of them."""
    if rule.audience is None:
        return {}
    own = rule.audience is Audience.OWN_AGREEMENTS
    names = case.profile.agreements if own else case.profile.funds
    plain = [each for each in names if not any(sign.isdigit() for sign in each)]
    return {"agreements" if own else "funds": ", ".join(plain)}


def _authority(say: Translator, clause: Clause) -> str:
    text = clause.scan.lower()
    if "minister" in text:
        return say("the minister")
    if "ommission" in text:
        return say("the Commission")
    return say("the authority")


def _ranking(case: Case) -> "_Ranking":
    return _Ranking(own_party(case), {each.id: each.weight for each in RULES})


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Level first, with a bonus for the organisation's own side; then specificity."""

    own: Party
    weights: Mapping[str, int]

    def __call__(self, point: Point) -> tuple[int, int]:
        severity = (point.likelihood or 3) * (point.impact or 3)
        if point.party is self.own:
            severity += OWN_SIDE_BONUS
        elif point.party is Party.BOTH:
            severity += BOTH_SIDES_BONUS
        return (-severity, -self.weights[point.rule])
