"""From the domain to the fields of a template: the one translation table.

English types go in, Danish field names come out, every text in the language of the
assessment. Nothing is decided here about the proposal: what the board is asked, the
marks and the days left follow from stage, status and dates alone.
"""

from collections.abc import Iterator
from datetime import date

from briefing.domain.assessment import Assessment
from briefing.domain.briefing import BriefingContent
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.domain.reference import session_label
from briefing.domain.review import ApprovedAssessment
from briefing.language import Translator
from briefing.language.written import COPENHAGEN, keep_together, working_days
from briefing.rendering import context_points, context_sources
from briefing.rendering.desk import Desk, prose
from briefing.rendering.fields import (
    BriefingFields,
    DeadlineFields,
    OrganisationFields,
    ProposalFields,
    RelevanceFields,
    StepFields,
)
from briefing.rendering.labels import (
    analyst_label,
    deadline_label,
    kind_label,
    source_label,
    stage_label,
)
from briefing.rendering.runs import Paper, printable, printable_lines

_REASONS_SHOWN = 4
_ENDED = frozenset({Stage.REJECTED, Stage.WITHDRAWN, Stage.LAPSED})
_PASSED = frozenset({Stage.ADOPTED, Stage.ROYAL_ASSENT})
_ANSWERED_BY = frozenset({DeadlineKind.CONSULTATION, DeadlineKind.FEEDBACK})
_ANSWERABLE = frozenset(
    {
        Stage.CONSULTATION_OPEN,
        Stage.EU_CALL_FOR_EVIDENCE,
        Stage.EU_PUBLIC_CONSULTATION,
        Stage.EU_DRAFT_ACT,
    }
)
_PARLIAMENTARY = frozenset({ProposalKind.BILL, ProposalKind.RESOLUTION_PROPOSAL})


def fields(content: BriefingContent, paper: Paper) -> BriefingFields:
    """Everything that a template can print, for one briefing."""
    desk = Desk.of(content, paper)
    _ = desk.say
    found = desk.assessment
    proposal = content.proposal
    risks = context_points.risks(desk)
    opportunities = context_points.opportunities(desk)
    return BriefingFields(
        organisation=_organisation(desk),
        forslag=_proposal(desk, proposal),
        udkast=_draft_mark(desk),
        eksempel=_example_mark(desk),
        fortroligt=_confidential_mark(desk),
        dato=desk.date(desk.today),
        version=found.version,
        relevans=_relevance(found),
        analyse=prose(analyst_label(found.analyst, _)),
        sammenfatning=context_points.summary(desk),
        beslutning=_decision(desk),
        frist=_next_deadline(desk),
        frister=_deadlines(desk),
        indstilling=_recommendation(content),
        indstilling_mangler=_no_recommendation(content, _),
        hovedrisici=risks[: context_points.FIRST_PAGE],
        hovedmuligheder=opportunities[: context_points.FIRST_PAGE],
        ændringer=context_points.changes(desk),
        i_dag_mangler=context_points.lacks_today(desk),
        risici=risks,
        matrix=context_points.matrix(risks),
        muligheder=opportunities,
        modsætninger=context_points.conflicts(desk),
        parter=context_points.attention(desk),
        tjek=context_points.checks(desk),
        tjek_uden_udslag=context_points.checks_without(desk),
        fakta=context_points.facts(desk),
        tidslinje=_timeline(desk),
        spørgsmål=context_points.questions(desk),
        huller=[prose(each) for each in found.gaps],
        dokumenter=context_sources.documents(desk),
        øvrige_dokumenter=context_sources.other_documents(desk),
        ikke_hentet=context_sources.not_fetched(desk),
        optælling=context_sources.count(desk),
        tilbageholdt=context_sources.withheld(desk),
        tilblivelse=context_sources.how_made(desk),
        godkendelse=context_sources.approval(desk),
        belæg=context_sources.evidence(desk),
    )


def _organisation(desk: Desk) -> OrganisationFields:
    profile = desk.content.profile
    return OrganisationFields(prose(profile.organisation), prose(profile.case_number))


def _draft_mark(desk: Desk) -> str:
    return "" if desk.content.is_approved else desk.say("DRAFT – not approved")


def _example_mark(desk: Desk) -> str:
    if not desk.content.proposal.example:
        return ""
    return desk.say("EXAMPLE DATA – invented for demonstration")


def _confidential_mark(desk: Desk) -> str:
    if not desk.content.proposal.confidential:
        return ""
    return desk.say("CONFIDENTIAL – not to be passed on")


def _proposal(desk: Desk, proposal: Proposal) -> ProposalFields:
    _ = desk.say
    return ProposalFields(
        titel=prose(proposal.title),
        undertitel=prose(proposal.subtitle),
        nummer=prose(proposal.number),
        samling=prose(session_label(proposal.session)),
        betegnelse=designation(proposal),
        art=kind_label(proposal.kind, _),
        stadie=stage_label(proposal.stage, _),
        status=prose(proposal.native_status),
        ministerium=prose(proposal.ministry),
        minister=prose(proposal.minister),
        udvalg=prose(proposal.committee),
        fremsat=desk.date(proposal.introduced_on),
        offentliggjort=desk.date(proposal.published_on),
        kilde=desk.paper.link(printable(source_label(proposal.source)), proposal.url),
        reference=printable(proposal.ref),
    )


def designation(proposal: Proposal) -> str:
    """The proposal in one word or two: "L 115 (2025-26)", else its number at home."""
    number = proposal.number or proposal.ref.rsplit("/", 1)[-1]
    session = session_label(proposal.session)
    return prose(f"{number} ({session})" if session else number)


def _relevance(found: Assessment) -> RelevanceFields:
    reasons = [prose(each.text) for each in found.relevance.reasons]
    shown = "; ".join(each.rstrip(".") for each in reasons[:_REASONS_SHOWN])
    return RelevanceFields(found.relevance.score, reasons, f"{shown}." if shown else "")


def _decision(desk: Desk) -> str:
    """What the board is asked; from kind, stage and open deadlines alone."""
    say, proposal = desk.say, desk.content.proposal
    name = prose(desk.content.profile.organisation)
    if proposal.stage in _ENDED:
        return say(
            "The proposal has fallen. Nothing is to be decided unless it comes again."
        )
    if _can_be_answered(desk):
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
    return say(
        "Is {organisation} to take a position on the proposal, and which?",
        organisation=name,
    )


def _can_be_answered(desk: Desk) -> bool:
    proposal = desk.content.proposal
    if proposal.stage in _ANSWERABLE:
        return True
    return any(
        each.kind in _ANSWERED_BY and each.date >= desk.today
        for each in proposal.deadlines
    )


def _deadlines(desk: Desk) -> list[DeadlineFields]:
    """Those ahead first, the nearest at the top; then those that have passed."""
    today = desk.today
    ranked = sorted(
        desk.content.proposal.deadlines,
        key=lambda each: (each.date < today, each.date),
    )
    return [
        DeadlineFields(
            deadline_label(each.kind, desk.say),
            _when(desk, each),
            _left(desk, each.date),
        )
        for each in ranked
    ]


def _when(desk: Desk, deadline: Deadline) -> str:
    day = desk.date(deadline.date)
    if deadline.at is None:
        return day
    zone = "" if deadline.zone == COPENHAGEN.key else f" ({deadline.zone})"
    at = deadline.at.strftime("%H.%M" if desk.say.language == "da" else "%H:%M")
    return desk.say("{day} at {time}", day=day, time=at) + zone


def _left(desk: Desk, day: date) -> str:
    _ = desk.say
    if day < desk.today:
        return _("has passed")
    if day == desk.today:
        return _("today")
    count = working_days(desk.today, day)
    if count == 1:
        return _("1 working day left")
    return prose(_("{count} working days left", count=count))


def _next_deadline(desk: Desk) -> str:
    """The next deadline in a sentence, or plainly that none is known."""
    _ = desk.say
    ahead = desk.content.proposal.next_deadline(desk.today)
    if ahead:
        return _(
            "{what}: {when} – {left}.",
            what=deadline_label(ahead.kind, _),
            when=_when(desk, ahead),
            left=_left(desk, ahead.date),
        )
    if desk.content.proposal.deadlines:
        return _("Every deadline that the source gives has passed.")
    return _("The source gives no deadline.")


def _recommendation(content: BriefingContent) -> str:
    if isinstance(content.judged, ApprovedAssessment):
        return keep_together(printable_lines(content.judged.review.recommendation))
    return ""


def _no_recommendation(content: BriefingContent, say: Translator) -> str:
    if _recommendation(content):
        return ""
    if content.is_approved:
        return say("[No recommendation has been written]")
    return say("[To be written by the policy officer]")


def _timeline(desk: Desk) -> list[StepFields]:
    return list(_steps(desk))


def _steps(desk: Desk) -> Iterator[StepFields]:
    for each in desk.content.proposal.steps:
        title = prose(each.title or each.native_type)
        status = prose(each.native_status)
        what = f"{title} ({status})" if status and status not in title else title
        if what:
            yield StepFields(desk.date(each.date), what)
