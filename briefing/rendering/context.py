"""From the domain to the fields of a template: the one translation table.

English types go in, Danish field names come out, every text in the language of the
assessment. Nothing is decided here about the proposal: what the board is asked, the
marks and the days left follow from stage, status and dates alone.
"""

from typing import Any

from briefing.domain.assessment import Assessment
from briefing.domain.briefing import BriefingContent
from briefing.domain.deadline import ANSWERED_KINDS, Due, ends_at
from briefing.domain.proposal import DeadlineKind, Proposal, ProposalKind, Stage
from briefing.domain.reference import session_label
from briefing.domain.review import ApprovedAssessment
from briefing.language import translator
from briefing.language.remaining import when
from briefing.language.written import danish_day, keep_together
from briefing.rendering import (
    consultation,
    context_case,
    context_checks,
    context_points,
    context_sources,
    deadlines,
)
from briefing.rendering.desk import (
    DRAFT_MARK,
    NO_RECOMMENDATION,
    RECOMMENDATION,
    Desk,
    prose,
)
from briefing.rendering.fields import (
    BriefingFields,
    DeadlineFields,
    OrganisationFields,
    ProposalFields,
    RelevanceFields,
)
from briefing.rendering.handling import reason_texts
from briefing.rendering.labels import (
    analyst_label,
    deadline_label,
    kind_label,
    source_label,
    stage_label,
)
from briefing.rendering.law import law_gaps
from briefing.rendering.runs import Paper, Runs, printable, printable_lines

_REASONS_SHOWN = 2
_ENDED = frozenset({Stage.REJECTED, Stage.WITHDRAWN, Stage.LAPSED})
_PASSED = frozenset({Stage.ADOPTED, Stage.ROYAL_ASSENT})
_ANSWERABLE = frozenset(
    {
        Stage.CONSULTATION_OPEN,
        Stage.EU_CALL_FOR_EVIDENCE,
        Stage.EU_PUBLIC_CONSULTATION,
        Stage.EU_DRAFT_ACT,
    }
)
_PARLIAMENTARY = frozenset({ProposalKind.BILL, ProposalKind.RESOLUTION_PROPOSAL})
_MEETINGS = frozenset(
    {DeadlineKind.READING, DeadlineKind.COMMITTEE_REPORT, DeadlineKind.PLENARY_VOTE}
)
"""Days on which others meet, beside those on which somebody may answer."""


def fields(content: BriefingContent, paper: Paper) -> BriefingFields:
    """Everything that a template can print, for one briefing."""
    desk = Desk.of(content, paper)
    _ = desk.say
    found = desk.assessment
    risks = context_points.risks(desk)
    opportunities = context_points.opportunities(desk)
    return BriefingFields(
        organisation=organisation(desk),
        forslag=proposal_fields(desk),
        udkast=draft_mark(desk),
        eksempel=example_mark(desk),
        fortroligt=confidential_mark(desk),
        dato=desk.date(desk.today),
        version=found.version,
        relevans=_relevance(found),
        analyse=prose(analyst_label(found.analyst, _)),
        sammenfatning=context_points.summary(desk),
        beslutning=_decision(desk),
        frist=next_deadline(desk),
        frister=_deadlines(desk),
        indstilling=recommendation(content),
        indstilling_mangler=no_recommendation(desk),
        hovedrisici=risks[: context_points.FIRST_PAGE],
        hovedmuligheder=opportunities[: context_points.FIRST_PAGE],
        ændringer=context_points.changes(desk),
        ændringer_udeladt=context_points.changes_left_out(desk),
        i_dag_mangler=context_points.lacks_today(desk),
        risici=risks,
        matrix=context_points.matrix(risks),
        muligheder=opportunities,
        modsætninger=context_points.conflicts(desk),
        parter=context_points.attention(desk),
        tjek=context_checks.checks(desk),
        tjek_ukendte=context_checks.checks_unknown(desk),
        tjek_uden_udslag=context_checks.checks_without(desk),
        fakta=context_checks.facts(desk),
        **_over_time(desk),
        spørgsmål=context_checks.questions(desk),
        huller=[prose(each) for each in (*found.gaps, *law_gaps(content.law, _))],
        dokumenter=context_sources.documents(desk),
        øvrige_dokumenter=context_sources.other_documents(desk),
        ikke_hentet=context_sources.not_fetched(desk),
        optælling=context_sources.count(desk),
        tilbageholdt=context_sources.withheld(desk),
        tilblivelse=context_sources.how_made(desk),
        godkendelse=context_sources.approval(desk),
        belæg=context_sources.evidence(desk),
    )


def _over_time(desk: Desk) -> dict[str, Any]:
    """What is new, the consultation, and the course of the case in all its parts."""
    return {
        "siden_sidst": context_case.news(desk),
        "svar": consultation.answers(desk),
        "svar_udeladt": consultation.left_out(desk),
        "vores_svar": consultation.own(desk),
        "samme_sag": context_case.related(desk),
        "tidslinje": context_case.timeline(desk),
        "tidslinje_udeladt": context_case.left_out(desk),
    }


def organisation(desk: Desk) -> OrganisationFields:
    """The organisation that the document is for."""
    profile = desk.content.profile
    return OrganisationFields(prose(profile.organisation), prose(profile.case_number))


def draft_mark(desk: Desk) -> str:
    """The mark of a draft; empty when a person has approved it."""
    return "" if desk.content.is_approved else desk.say(DRAFT_MARK)


def example_mark(desk: Desk) -> str:
    """The mark of invented data; else empty."""
    if not desk.content.proposal.example:
        return ""
    return desk.say("EXAMPLE DATA – invented for demonstration")


def confidential_mark(desk: Desk) -> str:
    """The mark of what is not to be passed on; else empty."""
    if not desk.content.proposal.confidential:
        return ""
    return desk.say("CONFIDENTIAL – not to be passed on")


def proposal_fields(desk: Desk) -> ProposalFields:
    """The proposal, from the source's record."""
    _, proposal = desk.say, desk.content.proposal
    return ProposalFields(
        titel=prose(proposal.title),
        undertitel=prose(_subtitle(proposal)),
        nummer=prose(proposal.number),
        samling=prose(session_label(proposal.session)),
        betegnelse=context_case.designation(proposal),
        art=kind_label(proposal.kind, _),
        stadie=stage_label(proposal.stage_on(desk.today), _),
        status=prose(_status(proposal)),
        ministerium=prose(proposal.ministry),
        minister=prose(proposal.minister),
        udvalg=prose(proposal.committee),
        fremsat=desk.date(proposal.introduced_on),
        offentliggjort=desk.date(proposal.published_on),
        kilde=desk.paper.link(printable(source_label(proposal.source)), proposal.url),
        reference=printable(proposal.ref),
    )


def _status(proposal: Proposal) -> str:
    """The source's own word for where it stands; codes for programs are left out."""
    return "" if "_" in proposal.native_status else proposal.native_status


def _subtitle(proposal: Proposal) -> str:
    """The subtitle; empty where it says only what the title says as well."""
    said = proposal.subtitle.strip().rstrip(".").removeprefix("Om ").casefold()
    return "" if said and said in proposal.title.casefold() else proposal.subtitle


def _relevance(found: Assessment) -> RelevanceFields:
    _ = translator(found.language)
    reasons = [prose(each) for each in reason_texts(found.relevance, _)]
    shown = " ".join(reasons[:_REASONS_SHOWN])
    return RelevanceFields(found.relevance.score, reasons, shown)


def _decision(desk: Desk) -> str:
    """What the board is asked; from kind, stage and open deadlines alone."""
    say, proposal = desk.say, desk.content.proposal
    name = prose(desk.content.profile.organisation)
    if proposal.stage in _ENDED:
        return say(
            "The proposal has fallen. Nothing is to be decided unless it comes again."
        )
    if can_be_answered(desk.content):
        return say(
            "Is {organisation} to send a consultation response, and what is it to say?",
            organisation=name,
        )
    if proposal.stage in _PASSED:
        return say(
            "The proposal has been adopted. Is {organisation} to do more, such as "
            "preparing the members for its entry into force?",
            organisation=name,
        )
    if proposal.kind in _PARLIAMENTARY:
        return say(
            "Is {organisation} to approach the minister or {committee}, and with "
            "which requests?",
            organisation=name,
            committee=prose(proposal.committee) or say("the committee"),
        )
    if proposal.kind is ProposalKind.INTERPELLATION:
        return say(
            "Is {organisation} to approach the minister or the parties in the "
            "Folketing about the interpellation, and with what?",
            organisation=name,
        )
    return say(
        "Is {organisation} to take a position on the proposal, and which?",
        organisation=name,
    )


def can_be_answered(content: BriefingContent) -> bool:
    """Whether a consultation is open: by the stage, or by a deadline not yet passed."""
    if content.proposal.stage_on(danish_day(content.today)) in _ANSWERABLE:
        return True
    return any(
        each.deadline.kind in ANSWERED_KINDS and not _has_passed(content, each)
        for each in content.deadlines
    )


def _has_passed(content: BriefingContent, due: Due) -> bool:
    """Whether every day that a place gives has passed."""
    return ends_at(due.latest) <= content.today


def _deadlines(desk: Desk) -> list[DeadlineFields]:
    """Those ahead first, the nearest at the top; then those that have passed.

    A meeting that has been held is no deadline; it stands in the course of the case.
    """
    ranked = sorted(
        (_has_passed(desk.content, each), ends_at(each.deadline), number)
        for number, each in enumerate(desk.content.deadlines)
    )
    found = [(passed, desk.content.deadlines[number]) for passed, _at, number in ranked]
    return [
        _deadline(desk, each)
        for passed, each in found
        if not (passed and each.deadline.kind in _MEETINGS)
    ]


def _deadline(desk: Desk, due: Due) -> DeadlineFields:
    say = desk.say
    return DeadlineFields(
        deadline_label(due.deadline.kind, say),
        prose(when(due.deadline, say)),
        prose(deadlines.left(due.deadline, desk.content.today, say)),
        [
            prose(f"{when(each.deadline, say)}: {deadlines.origin(each, say)}")
            for each in due.claims
        ],
        prose(" ".join(deadlines.moved(each, say) for each in due.moves)),
        prose(deadlines.conflict(due, say)),
        prose(deadlines.decided(due, say)),
        prose(deadlines.short_period(due, say)),
        [prose(each) for each in deadlines.remarks(due, say)],
    )


def next_deadline(desk: Desk) -> str:
    """The next deadline in a sentence with what is uncertain, or that there is none."""
    _ = desk.say
    ahead = _next(desk)
    if ahead:
        sentence = _(
            "{what}: {when} – {left}.",
            what=deadline_label(ahead.deadline.kind, _),
            when=when(ahead.deadline, _),
            left=deadlines.left(ahead.deadline, desk.content.today, _),
        )
        return prose(" ".join((sentence, *deadlines.remarks(ahead, _))))
    if desk.content.deadlines:
        return _("Every deadline that the source gives has passed.")
    return _("The source gives no deadline.")


def next_day(desk: Desk) -> str:
    """The day of the next deadline alone; empty without one."""
    ahead = _next(desk)
    return prose(when(ahead.deadline, desk.say)) if ahead else ""


def _next(desk: Desk) -> Due | None:
    known = desk.content.deadlines
    return next((each for each in known if not _has_passed(desk.content, each)), None)


def recommendation(content: BriefingContent) -> str:
    """The recommendation of an approved briefing; else empty."""
    if isinstance(content.judged, ApprovedAssessment):
        return keep_together(printable_lines(content.judged.review.recommendation))
    return ""


def no_recommendation(desk: Desk) -> Runs:
    """The place for a recommendation, where there is none."""
    if recommendation(desk.content):
        return Runs("", "")
    if desk.content.is_approved:
        return desk.paper.styled(desk.say(NO_RECOMMENDATION), "")
    return desk.editable(
        RECOMMENDATION, desk.say("[To be written by the policy officer]")
    )
