"""The process checks that the text itself answers: powers, effect, consequences."""

import re
from collections.abc import Iterator

from briefing.assessment.case import Case
from briefing.assessment.extract import power_clauses
from briefing.assessment.judge import instrument_of
from briefing.assessment.passages import (
    PROVISION_PARTS,
    Clause,
    Instrument,
    cite,
    part_clauses,
    quoted,
)
from briefing.assessment.phrases import GROUPS, compile_phrases
from briefing.assessment.places import place_names
from briefing.assessment.thresholds import unknown
from briefing.assessment.timeline import introduced, is_danish
from briefing.domain.assessment import Answer, Check
from briefing.domain.document import Part
from briefing.domain.proposal import EU_KINDS, ProposalKind
from briefing.language.recognise import Found, dates

_NONE = re.compile(
    r"^\W*(?:ingen|nej|ikke relevant|-|–)\W*$"
    r"|\b(?:har|medfører|indebærer|vil have|vil medføre|forventes at have"
    r"|forventes at medføre|vurderes at have|vurderes at medføre|vurderes)\s+"
    r"(?:ikke|ingen)\b"
    r"|\bikke\s+at\s+(?:have|medføre|indebære)\b|\bingen\b.{0,60}\bkonsekvens",
    re.IGNORECASE,
)
_STRAIGHT = re.compile(r"\bkan stadfæstes straks\b", re.IGNORECASE)
_EFFECT = re.compile(r"\bhar virkning fra\b|\bmed virkning fra\b", re.IGNORECASE)
_BACK = re.compile(r"\btilbagevirkende kraft\b", re.IGNORECASE)
_IN_FORCE = frozenset({ProposalKind.ADOPTED_ACT, ProposalKind.EXECUTIVE_ORDER})
_DIGITAL = re.compile(
    r"digitaliseringsklar|digital\w* lovgivning|\bit-\w+|\bautomat\w+|sagsbehandl\w+"
    r"|implementeringskonsekvens\w*|principper",
    re.IGNORECASE,
)
_RULES = frozenset(
    {
        ProposalKind.BILL,
        ProposalKind.DRAFT_BILL,
        ProposalKind.DRAFT_ORDER,
        ProposalKind.OTHER_CONSULTATION,
        ProposalKind.LOCAL_DOCUMENT,
        ProposalKind.EU_INITIATIVE,
        ProposalKind.EU_PROPOSAL,
        ProposalKind.ADOPTED_ACT,
        ProposalKind.EXECUTIVE_ORDER,
    }
)
"""What holds provisions by which a power can be left to somebody."""
_HEARD = compile_phrases(GROUPS["heard"])


def says_none(text: str) -> bool:
    """Whether a sentence or a cell says that there are no consequences."""
    return bool(_NONE.search(text))


def minister_powers(case: Case) -> Check | None:
    """Where the rest is left to a minister, and whether the parties are heard."""
    if not case.texts or case.proposal.kind not in _RULES:
        return None
    _ = case.translate
    rule = _(
        "What is delegated is decided later, with or without a duty to hear or to "
        "negotiate with the social partners."
    )
    if not case.part(*PROVISION_PARTS):
        if case.proposal.kind in EU_KINDS:
            return None
        return unknown(case, "minister_powers", rule, _("the provisions"))
    found = power_clauses(case)
    if not found:
        text = _("No delegated power was found in the provisions.")
        return Check("minister_powers", Answer.NO, text, rule)
    return Check(
        "minister_powers",
        Answer.YES,
        " ".join(_with_and_without(case, found)),
        rule,
        tuple(each.citation() for each in found[:6]),
    )


def _with_and_without(case: Case, found: tuple[Clause, ...]) -> Iterator[str]:
    """Where the parties are heard, where they are not, and where both stand."""
    _ = case.translate
    alone = [each for each in found if not _HEARD.search(each.text)]
    heard = [each for each in found if _HEARD.search(each.text)]
    shared = {each.place for each in alone} & {each.place for each in heard}
    if only := [each for each in alone if each.place not in shared]:
        places = place_names(_, only[:6])
        yield _("Without a duty to hear the parties: {places}.", places=places)
    if only := [each for each in heard if each.place not in shared]:
        yield _("With the parties: {places}.", places=place_names(_, only[:6]))
    if shared:
        both = [each for each in heard if each.place in shared]
        yield _(
            "Several powers, of which some are with the parties and others are not: "
            "{places}.",
            places=place_names(_, both[:6]),
        )


def retroactive(case: Case) -> Check | None:
    """Whether it reaches back, or Royal Assent is to follow at once."""
    if not (is_danish(case) or case.proposal.kind in _IN_FORCE) or not case.texts:
        return None
    _ = case.translate
    rule = _(
        "Retroactive effect and Royal Assent straight after adoption must be explained "
        "in the notes (guide on law quality)."
    )
    back = retroactive_clauses(case)
    straight = [each for each in case.clauses if _STRAIGHT.search(each.scan)]
    if not back and not straight:
        return Check(
            "retroactive",
            Answer.NO,
            _("No effect before adoption was found in the provisions."),
            rule,
        )
    found = (*back, *straight)
    text = _("The text says: {quote}", quote=quoted(found[0].text))
    return Check(
        "retroactive",
        Answer.YES,
        text,
        rule,
        tuple(each.citation() for each in found[:3]),
    )


def retroactive_clauses(case: Case) -> tuple[Clause, ...]:
    """The provisions that take effect before the day the bill was introduced."""
    start = introduced(case)
    since = start.date if start else case.proposal.published_on
    return tuple(
        each
        for each in case.clauses
        if each.part in PROVISION_PARTS
        and (
            _BACK.search(each.scan)
            or (
                since is not None
                and _EFFECT.search(each.scan)
                and any(f.day and f.day < since for f in _effect_days(each.scan))
            )
        )
    )


def _effect_days(text: str) -> list[Found]:
    match = _EFFECT.search(text)
    return [each for each in dates(text) if match and each.start >= match.start()][:1]


def no_consequences_stated(case: Case) -> Check | None:
    """Whether no consequences are stated although the text gives duties."""
    if not is_danish(case) or not case.texts:
        return None
    _ = case.translate
    rule = _(
        "Consequences are described in points 5 to 9 of the notes; that there are none "
        "is worth a question where duties change."
    )
    stated = none_stated(case)
    if not case.part(Part.PUBLIC_ECONOMY, Part.BUSINESS_ECONOMY, Part.CITIZENS):
        return Check(
            "no_consequences_stated",
            Answer.UNKNOWN,
            _("This cannot be told from what could be read."),
            rule,
            missing=_("the points on consequences"),
        )
    duties = duty_clauses(case)
    if not stated or not duties:
        text = _("No point says that there are none while the text gives duties.")
        return Check("no_consequences_stated", Answer.NO, text, rule)
    text = _(
        "{quote} Duties are found in {places}.",
        quote=quoted(stated[0].text, 160),
        places=place_names(_, duties[:4]),
    )
    return Check(
        "no_consequences_stated",
        Answer.YES,
        text,
        rule,
        (stated[0].citation(), *(each.citation() for each in duties[:4])),
    )


def none_stated(case: Case) -> tuple[Clause, ...]:
    """Where the point on business says that there are no consequences at all."""
    found = [
        each
        for text in case.texts
        for each in part_clauses(text, Part.BUSINESS_ECONOMY)
    ]
    if not found or not all(says_none(each.text) for each in found):
        return ()
    return tuple(found[:1])


def duty_clauses(case: Case) -> tuple[Clause, ...]:
    """The provisions that give employers a duty."""
    employers = compile_phrases(GROUPS["employer"])
    return tuple(
        each
        for each in case.clauses
        if each.part is Part.PROVISIONS
        and instrument_of(each.scan) is Instrument.DUTY
        and employers.search(each.scan)
    )


def public_implementation(case: Case) -> Check | None:
    """Where the text describes consequences for public work, IT and automation."""
    if not is_danish(case) or not case.texts:
        return None
    _ = case.translate
    rule = _(
        "Consequences for public employees' work, for IT and for automatic decisions "
        "are described in point 5, by the seven principles of digital-ready "
        "legislation (guide on law quality, 4.2.1)."
    )
    found = case.sentences(Part.PUBLIC_ECONOMY)
    if not found:
        return Check(
            "public_implementation",
            Answer.UNKNOWN,
            _("This cannot be told from what could be read."),
            rule,
            missing=_("the point on consequences for the public sector"),
        )
    said = next((each for each in found if _DIGITAL.search(each[2])), None)
    if said is None:
        text = _("The point on the public sector says nothing of IT or automation.")
        return Check("public_implementation", Answer.NO, text, rule, (cite(*found[0]),))
    text = _("The text says: {quote}", quote=quoted(said[2]))
    return Check("public_implementation", Answer.YES, text, rule, (cite(*said),))
