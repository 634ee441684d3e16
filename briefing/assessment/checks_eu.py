"""The process checks on EU law: beyond the minimum, and who carries the rule out."""

import re
from collections.abc import Iterable

from briefing.assessment.case import Case
from briefing.assessment.extract import over_implementation_row
from briefing.assessment.passages import cite, quoted, tick
from briefing.assessment.timeline import is_danish
from briefing.domain.assessment import Answer, Check
from briefing.domain.document import Document, Part, Passage

Sentence = tuple[Document, Passage, str]

_BEYOND = re.compile(
    r"\b(?:går (?:dermed |således |også )?videre end|overimplementer\w*"
    r"|går ud over|ud over direktivets)\b",
    re.IGNORECASE,
)
_NOT_BEYOND = re.compile(
    r"\b(?:går|at gå) (?:dermed |således )?ikke (?:videre|ud over)"
    r"|\bikke (?:at gå |går )?(?:videre end|ud over)|\bminimumsimplementer\w*"
    r"|\b(?:ikke|ingen) (?:EU-retlige|overimplementer)\w*"
    r"|\bikke (?:til at )?overimplementer\w*",
    re.IGNORECASE,
)
_IMPLEMENTS = re.compile(
    r"\b(?:gennemfør\w*|implementer\w*)\b.{0,80}\b(?:direktiv|forordning)"
    r"|\b(?:direktiv|forordning)\w*\b.{0,80}\b(?:gennemfør|implementer)",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\bikke (?:allerede )?(?:er )?omfattet af .{0,60}overenskomst"
    r"|\b(?:supplerende|udfyldende|følge)lov\w*|\buden for .{0,40}overenskomst",
    re.IGNORECASE,
)
_REPLACES = re.compile(
    r"\b(?:fravige\w*|fraviges)\b.{0,80}overenskomst|overenskomst.{0,80}\bfravig"
    r"|\b(?:gælder|finder) ikke\b.{0,160}overenskomst"
    r"|\bi det omfang\b.{0,120}overenskomst",
    re.IGNORECASE,
)
_CANNOT = re.compile(r"\bkan ikke\b|\btil ugunst\b", re.IGNORECASE)
_BY_AGREEMENT = re.compile(
    r"\bgennemføres (?:alene |i Danmark )?(?:ved|gennem) (?:kollektiv|aftale|overens)",
    re.IGNORECASE,
)


def beyond_eu_minimum(case: Case) -> Check | None:
    """Whether it goes beyond the EU minimum, by the table's tick or by point 10."""
    if not is_danish(case) or not case.texts:
        return None
    _ = case.translate
    rule = _(
        "Rules for business from the EU are not to go beyond the minimum, and a "
        "departure from the five principles is marked in the summary table (guide on "
        "law quality, 4.2.14)."
    )
    name = "beyond_eu_minimum"
    row = over_implementation_row(case)
    ticked = tick(row[1]) if row else None
    said = beyond_sentence(case)
    marks = _marked(case, ticked)
    if said is not None and (ticked is None or not is_denied(said[2])):
        quote = _("The text says: {quote}", quote=quoted(said[2]))
        answer = Answer.NO if is_denied(said[2]) else Answer.YES
        cited = (cite(*said), *((cite(*row),) if row else ()))
        return Check(name, answer, f"{quote} {marks}".strip(), rule, cited)
    if row and ticked is not None:
        answer = Answer.YES if ticked else Answer.NO
        return Check(name, answer, marks, rule, (cite(*row),))
    return Check(
        name,
        Answer.UNKNOWN,
        _("This cannot be told from what could be read."),
        rule,
        missing=_("a mark in the summary table or a sentence in the point on EU law"),
    )


def _marked(case: Case, ticked: bool | None) -> str:
    """What the summary table is marked, in words; empty when it cannot be seen."""
    _ = case.translate
    if ticked is None:
        return ""
    if ticked:
        return _("The summary table is marked »Ja«.")
    return _("The summary table is marked »Nej«.")


def beyond_sentence(case: Case) -> Sentence | None:
    """What the point on EU law says of the minimum: that it is exceeded, or not."""
    found = [
        each
        for each in case.sentences(Part.EU_LAW)
        if is_denied(each[2]) or _BEYOND.search(each[2])
    ]
    beyond = [each for each in found if not is_denied(each[2])]
    return next(iter((*beyond, *found)), None)


def is_denied(text: str) -> bool:
    """Whether a sentence says that the minimum is not exceeded."""
    return bool(_NOT_BEYOND.search(text))


def eu_implementation_model(case: Case) -> Check | None:
    """Which of the four Danish models carries the EU rule out."""
    if not is_danish(case):
        return None
    _ = case.translate
    name = "eu_implementation_model"
    rule = _(
        "Danish practice has four models: law alone, law that agreements may replace, "
        "agreement alone, agreement with supplementary law for those outside."
    )
    implements = _first(
        case.sentences(
            Part.EU_LAW, Part.INTRODUCTION, Part.TITLE_PAGE, Part.PROPOSED_SCHEME
        ),
        _IMPLEMENTS,
    )
    if implements is None:
        if not case.part(Part.EU_LAW):
            return Check(
                name,
                Answer.UNKNOWN,
                _("This cannot be told from what could be read."),
                rule,
                missing=_("the point on EU law"),
            )
        text = _("The text does not say that it carries an EU rule out.")
        return Check(
            name, Answer.NO, text, rule, (cite(*case.sentences(Part.EU_LAW)[0]),)
        )
    chosen, clause = _model(case)
    cited = (cite(*clause),) if clause else ()
    return Check(name, Answer.YES, chosen, rule, (*cited, cite(*implements)))


def _model(case: Case) -> tuple[str, Sentence | None]:
    _ = case.translate
    scanned = [(each.document, each.passage, each.text) for each in case.clauses]
    outside = _first(scanned, _OUTSIDE)
    if outside:
        return (
            _(
                "Agreement with supplementary law for those outside, as {quote} "
                "points to.",
                quote=quoted(outside[2], 160),
            ),
            outside,
        )
    replaces = next(
        (e for e in scanned if _REPLACES.search(e[2]) and not _CANNOT.search(e[2])),
        None,
    )
    if replaces:
        quote = quoted(replaces[2], 160)
        return (
            _("Law that agreements may replace: {quote}", quote=quote),
            replaces,
        )
    agreed = _first(scanned, _BY_AGREEMENT)
    if agreed:
        return (
            _("Agreement alone: {quote}", quote=quoted(agreed[2], 160)),
            agreed,
        )
    return _("Law alone: no exception for collective agreements was found."), None


def _first(sentences: Iterable[Sentence], pattern: re.Pattern[str]) -> Sentence | None:
    return next((each for each in sentences if pattern.search(each[2])), None)
