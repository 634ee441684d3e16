"""Screen, assess, render and deliver: from documents to briefings in the folder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from briefing.assessment.ground import ground
from briefing.assessment.prompted import asked_again
from briefing.delivery.folder import BriefingName, deliver
from briefing.domain.assessment import Assessment, Point
from briefing.domain.briefing import BriefingContent, Form
from briefing.domain.document import Document
from briefing.domain.profile import Profile, Relevance
from briefing.domain.proposal import DocumentKind, Proposal
from briefing.domain.review import ApprovedAssessment
from briefing.domain.store import Judged
from briefing.errors import AnswersAwaited
from briefing.language.written import danish_day
from briefing.pipeline.consultation import consultation_of
from briefing.pipeline.dossiers import matter
from briefing.pipeline.due import counting, dues_of
from briefing.pipeline.history import changes_since
from briefing.pipeline.law import law_of
from briefing.pipeline.line import Line
from briefing.pipeline.state import input_hash, partial_hash
from briefing.relevance import screen
from briefing.rendering.record import as_json
from briefing.rendering.response import can_be_answered
from briefing.rendering.word import render


def screen_all(
    line: Line, proposal: Proposal, documents: tuple[Document, ...]
) -> tuple[Mapping[str, Relevance], str]:
    """The relevance of a proposal to every profile, kept as it is found.

    Where a person has decided on it, that is what counts. With it the error for which
    a second look is to be tried again; empty if none.
    """
    unanswered = ""
    for profile in line.settings.profiles.values():
        relevance = line.compute(screen, proposal, documents, profile)
        if line.screener is not None:
            looked = line.screener.look(proposal, documents, profile, relevance)
            relevance = looked.relevance
            unanswered = unanswered or asked_again(looked.error)
        line.store.save_relevance(proposal.ref, profile.id, relevance)
    return line.store.relevance(proposal.ref), unanswered


ACT_IN_FORCE = DocumentKind.ACT_IN_FORCE


@dataclass(frozen=True, slots=True)
class Briefed:
    """The paths written, and why the analyst is to be asked again; empty if not.

    `verified` and `withheld` count statements, where an assessment was made.
    """

    written: tuple[str, ...]
    unanswered: str = ""
    verified: int = 0
    withheld: int = 0


def brief(
    line: Line,
    proposal: Proposal,
    documents: tuple[Document, ...],
    profile: Profile,
    relevance: Relevance,
) -> Briefed:
    """Assess anew when anything it rests on has changed; write what is not there.

    An assessment whose analyst could not answer in full is kept as such and made anew
    next time; a new version is written only when there is more in it.
    """
    digest = input_hash(line, proposal, documents, profile)
    latest = line.store.judged(proposal.ref, profile.id)
    known = latest.assessment.input_hash if latest else ""
    unanswered, verified, withheld = "", 0, 0
    if latest is None or known != digest or _is_withdrawn(line, latest.assessment):
        dated = counting(proposal, dues_of(line, proposal))
        # Acts in force are read by code alone: long, and nothing in them is proposed.
        proposed = tuple(each for each in documents if each.kind is not ACT_IN_FORCE)
        try:
            draft = line.analyst.analyse(dated, proposed, profile)
        except AnswersAwaited as error:
            return Briefed((), type(error).__name__)
        unanswered = draft.unanswered
        kept = partial_hash(digest) if unanswered else digest
        withdrawn = latest is not None and _is_withdrawn(line, latest.assessment)
        if latest is None or known != kept or withdrawn:
            assessment = line.compute(
                ground,
                draft,
                dated,
                documents,
                profile,
                version=latest.assessment.version + 1 if latest else 1,
                relevance=relevance,
                input_hash=kept,
                created_at=line.clock(),
            )
            verified, withheld = assessment.verified, assessment.held_back
            unread = tuple(replace(each, reading=None) for each in documents)
            latest = Judged(assessment, proposal, unread)
            line.store.save_judged(latest)
    return Briefed(write(line, latest), unanswered, verified, withheld)


def write(
    line: Line,
    judged: Judged,
    approved: ApprovedAssessment | None = None,
    finished: Callable[[BriefingContent], bytes] | None = None,
) -> tuple[str, ...]:
    """Write the documents of an assessment that are not there yet; their paths.

    `finished` gives the board's briefing where a person has edited it. Nothing is
    written of a version that was withdrawn.
    """
    assessment = judged.assessment
    if _is_withdrawn(line, assessment):
        return ()
    profile = line.settings.profiles[assessment.profile]
    known = {each.path for each in line.store.briefings(assessment.ref, profile.id)}
    names = {
        form: BriefingName(judged.proposal, assessment, form, is_draft=approved is None)
        for form in map(Form, profile.documents)
    }
    missing = {
        form: name
        for form, name in names.items()
        if name.path not in known or not (line.output / name.path).exists()
    }
    if not missing:
        return ()
    content = content_of(line, judged, approved)
    return tuple(
        _write_one(line, content, form, name, finished)
        for form, name in missing.items()
        if form is not Form.RESPONSE or can_be_answered(content)
    )


def _is_withdrawn(line: Line, found: Assessment) -> bool:
    key = (found.ref, found.profile, found.version)
    several = line.store.withdrawals(found.ref, found.profile)
    return any(each.key == key for each in several)


def _write_one(
    line: Line,
    content: BriefingContent,
    form: Form,
    name: BriefingName,
    finished: Callable[[BriefingContent], bytes] | None,
) -> str:
    if finished and form is Form.BOARD:
        body = finished(content)
    else:
        template = line.templates / _template(content.profile, form)
        body = line.compute(render, content, template, form)
    line.store.keep_bytes(body)
    record = as_json(content) if form is Form.BOARD else None
    deliver(line.output, name, body, record)
    line.store.save_briefing(name.as_file(body, content.today))
    return name.path


def _template(profile: Profile, form: Form) -> str:
    return {
        Form.BOARD: profile.template,
        Form.SHORT: profile.short_template,
        Form.RESPONSE: profile.response_template,
    }[form]


def _earlier(line: Line, found: Assessment) -> tuple[Point, ...]:
    """The points of the version before; none for the first."""
    last = None
    if found.version > 1:
        last = line.store.judged(found.ref, found.profile, found.version - 1)
    return last.assessment.points if last else ()


def content_of(
    line: Line, judged: Judged, approved: ApprovedAssessment | None = None
) -> BriefingContent:
    """Everything that a document of an assessment may print."""
    assessment = judged.assessment
    today = approved.review.at if approved else assessment.created_at
    found = matter(line, assessment.ref, danish_day(today))
    return BriefingContent(
        proposal=judged.proposal,
        documents=judged.documents,
        profile=line.settings.profiles[assessment.profile],
        judged=approved or assessment,
        today=today,
        dues=dues_of(line, judged.proposal),
        events=changes_since(line, judged),
        earlier=_earlier(line, assessment),
        law=law_of(line, judged.documents),
        consultation=consultation_of(line, judged.documents),
        related=tuple(e for e in found.parts if e.ref != assessment.ref),
        milestones=found.milestones if len(found.parts) > 1 else (),
    )
