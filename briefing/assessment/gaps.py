"""What is not known, in plain words, and what is worth asking."""

from briefing.assessment.case import LATER_KINDS, Case
from briefing.assessment.checks_eu import beyond_sentence, is_denied
from briefing.assessment.checks_text import (
    duty_clauses,
    none_stated,
    retroactive_clauses,
)
from briefing.assessment.extract import (
    entry_sentence,
    over_implementation_row,
    power_clauses,
)
from briefing.assessment.passages import Clause, cite, part_clauses, quoted, tick
from briefing.assessment.phrases import GROUPS, compile_phrases
from briefing.assessment.places import place_names, with_comma
from briefing.assessment.timeline import entry, is_danish
from briefing.domain.assessment import Answer, Check, PointKind, Question
from briefing.domain.document import Part
from briefing.domain.proposal import EU_KINDS, PRIMARY_KINDS
from briefing.language import Translator

_HEARD = compile_phrases(GROUPS["heard"])
_AMOUNT = compile_phrases("mio. kr|mia. kr|kr.")
_COMPARED = (
    (Part.PUBLIC_ECONOMY, "offentlige|stat|kommuner|regioner"),
    (Part.BUSINESS_ECONOMY, "erhvervsliv*|virksomhed*"),
)


def gaps(case: Case, more: dict[PointKind, int], changes: int) -> tuple[str, ...]:
    """What could not be read, was not found or was left out for length."""
    return (
        *_documents(case),
        *_parts(case),
        *_left_out(case.translate, more, changes),
    )


def _documents(case: Case) -> tuple[str, ...]:
    _ = case.translate
    said = []
    if not case.texts:
        said.append(
            _(
                "The text of the proposal could not be read; what is said here rests "
                "on the source's own record and on the documents listed."
            )
            if case.readable
            else _(
                "No document could be read: this is an assessment of the source's own "
                "record alone, and it says nothing about the content."
            )
        )
    said += [
        _("The document {title} could not be had.", title=quoted(each.title, 160))
        for each in case.listed
        if each.reading is None and each.kind in PRIMARY_KINDS
    ]
    others = sum(
        each.reading is None and each.kind not in PRIMARY_KINDS for each in case.listed
    )
    if others:
        said.append(
            _("Other documents that have not been read: {count}.", count=others)
        )
    if case.texts and any(each.kind in LATER_KINDS for each in case.listed):
        said.append(
            _(
                "Amendments or a later text stand in the case; the analysis is of the "
                "text as it was introduced."
            )
        )
    return tuple(said)


def _parts(case: Case) -> tuple[str, ...]:
    """Compulsory parts that were not recognised in the texts."""
    _ = case.translate
    names = part_names(_)
    missing = {
        part for text in case.texts if text.reading for part in text.reading.missing
    }
    found = [name for part, name in names.items() if part in missing]
    said = []
    if found:
        said.append(
            _("Parts that were not recognised: {parts}.", parts=", ".join(found))
        )
    if has_no_provisions(case):
        said.append(
            _(
                "The text is about an initiative under preparation and holds no "
                "provisions yet: what is said here is about what is being considered."
            )
        )
        return tuple(said)
    if case.texts and not case.clauses:
        said.append(
            _(
                "The structure of the text was not recognised, so that no rule could "
                "be applied to it."
            )
        )
    if case.texts and entry_sentence(case) is None:
        said.append(_("The text that was read does not say when it takes effect."))
    return tuple(said)


def has_no_provisions(case: Case) -> bool:
    """Whether the texts tell what is being considered, before there are provisions."""
    return bool(case.part(Part.EU_OPTIONS)) and not case.part(
        Part.PROVISIONS, Part.EU_ARTICLES
    )


def part_names(say: Translator) -> dict[Part, str]:
    """The parts as a reader knows them."""
    return {
        Part.TITLE_PAGE: say("title page"),
        Part.PROVISIONS: say("the provisions"),
        Part.ENTRY_INTO_FORCE: say("entry into force"),
        Part.INTRODUCTION: say("introduction"),
        Part.MAIN_POINTS: say("main points"),
        Part.PUBLIC_ECONOMY: say("consequences for the public sector"),
        Part.BUSINESS_ECONOMY: say("consequences for business"),
        Part.CITIZENS: say("administrative consequences for citizens"),
        Part.CLIMATE: say("consequences for the climate"),
        Part.ENVIRONMENT: say("consequences for environment and nature"),
        Part.EU_LAW: say("relation to EU law"),
        Part.CONSULTED: say("bodies consulted"),
        Part.SUMMARY_TABLE: say("summary table"),
        Part.SPECIAL_NOTES: say("notes to the provisions"),
        Part.COMPARISON: say("the appendix beside the law in force"),
        Part.EU_CONTEXT: say("context of the proposal"),
        Part.EU_LEGAL_BASIS: say("legal basis, subsidiarity and proportionality"),
        Part.EU_OPTIONS: say("aims and options"),
        Part.EU_IMPACTS: say("likely impacts"),
        Part.EU_CONSULTATIONS: say("consultations and impact assessment"),
        Part.EU_BUDGET: say("budgetary implications"),
        Part.EU_RECITALS: say("recitals"),
        Part.EU_ARTICLES: say("articles"),
    }


def _left_out(
    say: Translator, more: dict[PointKind, int], changes: int
) -> tuple[str, ...]:
    """How many more points the rules found than are shown."""
    said = {
        say("Further changes that are not shown: {count}.", count=changes): changes,
        say(
            "Further risks that are not shown: {count}.",
            count=more.get(PointKind.RISK, 0),
        ): more.get(PointKind.RISK, 0),
        say(
            "Further opportunities that are not shown: {count}.",
            count=more.get(PointKind.OPPORTUNITY, 0),
        ): more.get(PointKind.OPPORTUNITY, 0),
        say(
            "Further attention points that are not shown: {count}.",
            count=more.get(PointKind.ATTENTION, 0),
        ): more.get(PointKind.ATTENTION, 0),
    }
    return tuple(text for text, count in said.items() if count)


def questions(case: Case, checked: tuple[Check, ...]) -> tuple[Question, ...]:
    """Questions for the ministry or the Commission, each about a provision."""
    found = (
        _about_power(case),
        _about_none(case),
        _about_minimum(case, checked),
        _about_mark(case),
        _about_back(case),
        _about_table(case),
        _about_entry(case),
    )
    return tuple(each for each in found if each is not None)


def _ask(case: Case, text: str, clauses: tuple[Clause, ...]) -> Question:
    place = place_names(case.translate, clauses)
    return Question(
        with_comma(text, place, case.profile.language),
        place,
        tuple(each.citation() for each in clauses),
    )


def _about_power(case: Case) -> Question | None:
    _ = case.translate
    alone = tuple(e for e in power_clauses(case) if not _HEARD.search(e.text))[:3]
    if not alone:
        return None
    text = _(
        "How will the social partners be heard before the power in {place} is used?",
        place=place_names(_, alone),
    )
    return _ask(case, text, alone)


def _about_none(case: Case) -> Question | None:
    _ = case.translate
    stated, duties = none_stated(case), duty_clauses(case)[:2]
    if not stated or not duties:
        return None
    text = _(
        "How does {quote} go together with the duties in {place}?",
        quote=quoted(stated[0].text, 160),
        place=place_names(_, duties),
    )
    return Question(
        text,
        place_names(_, duties),
        tuple(each.citation() for each in (*stated, *duties)),
    )


def _about_minimum(case: Case, checked: tuple[Check, ...]) -> Question | None:
    """Asked where an EU rule is carried out and nothing is said of the minimum."""
    _ = case.translate
    answers = {each.id: each for each in checked}
    model = answers.get("eu_implementation_model")
    minimum = answers.get("beyond_eu_minimum")
    if model is None or minimum is None or model.answer is not Answer.YES:
        return None
    if minimum.answer is not Answer.UNKNOWN:
        return None
    return Question(
        _("On which points, if any, does the proposal go beyond the EU minimum?"),
        _("the relation to EU law"),
        model.citations,
    )


def _about_mark(case: Case) -> Question | None:
    """The text goes beyond the minimum, while the table is marked »Nej«."""
    _ = case.translate
    said, row = beyond_sentence(case), over_implementation_row(case)
    if said is None or row is None or is_denied(said[2]) or tick(row[1]) is not False:
        return None
    return Question(
        _(
            "The text says {quote}, while the summary table is marked »Nej«: why?",
            quote=quoted(said[2], 200),
        ),
        _("the relation to EU law"),
        (cite(*said), cite(*row)),
    )


def _about_back(case: Case) -> Question | None:
    _ = case.translate
    found = retroactive_clauses(case)[:2]
    if not found or not is_danish(case):
        return None
    text = _(
        "Why are the rules to apply to the time before they are adopted ({place})?",
        place=place_names(_, found),
    )
    return _ask(case, text, found)


def _about_table(case: Case) -> Question | None:
    """A point that names amounts beside a row of the table that says none."""
    _ = case.translate
    for text in case.texts:
        for part, names in _COMPARED:
            said = [
                each
                for each in part_clauses(text, part)
                if _AMOUNT.search(each.text) and any(x.isdigit() for x in each.text)
            ]
            empty = [
                row
                for row in part_clauses(text, Part.SUMMARY_TABLE)
                if _is_empty(row, names)
            ]
            if said and empty:
                return Question(
                    _(
                        "The notes say {quote}, while the summary table has none: "
                        "which of them holds?",
                        quote=quoted(said[0].text, 160),
                    ),
                    _("the summary table"),
                    (said[0].citation(), empty[0].citation()),
                )
    return None


def _is_empty(row: Clause, names: str) -> bool:
    """Whether a row of the summary table on these says »Ingen« in all its cells."""
    cells = row.passage.cells
    if len(cells) < 2 or "økonomiske konsekvenser" not in cells[0].lower():  # noqa: PLR2004 - a label and a value
        return False
    if not compile_phrases(names).search(cells[0]):
        return False
    return all(each.strip(" .").lower() in {"ingen", "nej"} for each in cells[1:])


def _about_entry(case: Case) -> Question | None:
    """Asked where a minister is to set the day of entry into force."""
    _ = case.translate
    sentence = entry_sentence(case)
    if sentence is None or entry(case) is not None:
        return None
    if case.proposal.kind in EU_KINDS:
        return None
    document, passage, text = sentence
    if "inister" not in text:
        return None
    clause = Clause(
        document, passage, Part.ENTRY_INTO_FORCE, text, text,
        passage.locator.provision,
    )  # fmt: skip
    asked = _("When are the rules to take effect, and with what notice?")
    return _ask(case, asked, (clause,))
