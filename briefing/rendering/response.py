"""The outline of a consultation response: what could be said, and on what it stands.

It is the organisation's own letter to write on. Nothing in it says what the
organisation thinks: the points of the assessment are gathered by the provisions they
concern, and what only people can write is a marked place.
"""

import re
from collections.abc import Collection, Iterable

from briefing.domain.assessment import Answer, Party, Point, PointKind
from briefing.domain.briefing import BriefingContent
from briefing.domain.proposal import ProposalKind, Stage
from briefing.rendering import context, context_checks, context_sources
from briefing.rendering.desk import Desk, prose
from briefing.rendering.labels import PARTIES, check_label, source_label
from briefing.rendering.response_fields import (
    ProvisionFields,
    RemarkFields,
    ResponseFields,
)
from briefing.rendering.runs import Paper

_MAIN = 3
_PROVISIONS = 12
_SAID = (
    PointKind.RESPONSE,
    PointKind.RISK,
    PointKind.OPPORTUNITY,
    PointKind.AGREEMENT,
    PointKind.EU,
)
"""The kinds of point that a response can take up, in that order."""
_NUMBERS = re.compile(r"(\d+)(?: ([a-zæøå]))?(?!\w)")
_CASE_NUMBER = re.compile(r"\d{4} ?[-–/] ?\d{2,}")
"""A ministry's number for a case ("2026 - 4471"), from the consultation's page."""
_READ_BY_COMMITTEE = frozenset(
    {
        Stage.INTRODUCED,
        Stage.FIRST_READING,
        Stage.COMMITTEE_REPORT,
        Stage.SECOND_READING,
    }
)


def fields(content: BriefingContent, paper: Paper) -> ResponseFields:
    """Everything that the template of the response can print."""
    desk = Desk.of(content, paper)
    said, asked = _sayable(desk), _ours(desk, (PointKind.ATTENTION,))
    provisions, placed = _provisions(desk, said, asked)
    main = _weightiest(desk, said)
    general = [each for each in said if not _is_among(each, (*placed, *main))]
    return ResponseFields(
        organisation=context.organisation(desk),
        forslag=context.proposal_fields(desk),
        udkast=context.draft_mark(desk),
        eksempel=context.example_mark(desk),
        fortroligt=context.confidential_mark(desk),
        dato=desk.date(desk.today),
        version=desk.assessment.version,
        modtager=_addressee(desk),
        modtagers_sag=_case_number(desk),
        frist=context.next_deadline(desk),
        fristdag=context.next_day(desk),
        udestår=_open_points(desk),
        hovedpunkter=_remarks(desk, main),
        generelt=[*_remarks(desk, general), *_from_checks(desk)],
        undersøges=_remarks(desk, (e for e in asked if not _is_among(e, placed))),
        paragraffer=provisions[:_PROVISIONS],
        paragraffer_udeladt=_left_out(desk, len(provisions) - _PROVISIONS),
        spørgsmål=context_checks.questions(desk),
        dokumenter=context_sources.documents(desk),
        tilblivelse=_how_made(desk),
        godkendelse=context_sources.approval(desk),
    )


def can_be_answered(content: BriefingContent) -> bool:
    """Whether there is anybody to answer, at this stage of the case."""
    return context.can_be_answered(content)


def _sayable(desk: Desk) -> list[Point]:
    """What can be said for our own side and for both, a response's points first."""
    return sorted(_ours(desk, _SAID), key=lambda each: _SAID.index(each.kind))


def _ours(desk: Desk, kinds: Collection[PointKind]) -> list[Point]:
    ours = {desk.own_party, Party.BOTH, None}
    return [
        each
        for each in desk.assessment.points
        if each.kind in kinds and each.party in ours
    ]


def _weightiest(desk: Desk, said: Iterable[Point]) -> list[Point]:
    """The risks and opportunities of our own side that weigh most."""
    graded = [each for each in said if each.likelihood and each.impact]
    own = [each for each in graded if each.party is desk.own_party] or graded
    own.sort(key=lambda each: -(each.likelihood or 0) * (each.impact or 0))
    return own[:_MAIN]


def _provisions(
    desk: Desk, said: list[Point], asked: list[Point]
) -> tuple[list[ProvisionFields], list[Point]]:
    """Each provision that changes something with its remarks; the points placed.

    A point on several provisions stands at the first of them.
    """
    found: list[ProvisionFields] = []
    placed: list[Point] = []
    for change in sorted(_placed_changes(desk), key=_in_reading_order):
        remarks, questions = (
            [e for e in points if _concerns(e, change) and not _is_among(e, placed)]
            for points in (said, asked)
        )
        placed += [*remarks, *questions]
        found.append(
            ProvisionFields(
                sted=prose(change.about),
                foreslået=desk.shown(change.proposed or change.text),
                henvisninger=desk.references(change.citations),
                bemærkninger=_remarks(desk, remarks),
                undersøges=_remarks(desk, questions),
            )
        )
    return found, placed


def _placed_changes(desk: Desk) -> list[Point]:
    points = desk.assessment.points
    return [e for e in points if e.kind is PointKind.CHANGE and e.about]


def _in_reading_order(change: Point) -> list[tuple[int, str]]:
    """The numbers of the place, so that § 38 a comes after § 38 and before § 39."""
    return [(int(number), letter) for number, letter in _NUMBERS.findall(change.about)]


def _is_among(point: Point, others: Iterable[Point]) -> bool:
    return any(point is each for each in others)


def _concerns(point: Point, change: Point) -> bool:
    """Whether a point is about the provision that a change is about."""
    places = {change.about, f"Til {change.about}"}
    named = {each.locator.provision for each in point.citations} | {point.about}
    passages = {(each.document, each.passage) for each in change.citations}
    cited = {(each.document, each.passage) for each in point.citations}
    return bool(named & places) or bool(passages & cited)


def _remarks(desk: Desk, points: Iterable[Point]) -> list[RemarkFields]:
    return [_remark(desk, each) for each in points]


def _remark(desk: Desk, point: Point) -> RemarkFields:
    return RemarkFields(
        tekst=desk.shown(point.text),
        part=desk.say(PARTIES[point.party]) if point.party else "",
        henvisninger=desk.references(point.citations),
    )


def _from_checks(desk: Desk) -> list[RemarkFields]:
    """What the checks of the process found, such as a short consultation."""
    return [
        RemarkFields(
            desk.shown(f"{check_label(each.id, desk.say)}: {each.text}"),
            "",
            desk.references(each.citations),
        )
        for each in desk.assessment.checks
        if each.answer is Answer.YES
    ]


def _left_out(desk: Desk, more: int) -> str:
    if more <= 0:
        return ""
    return desk.say("Provisions that are not taken in here: {count}.", count=more)


def _addressee(desk: Desk) -> str:
    """Who the letter goes to, as far as the source tells."""
    proposal = desk.content.proposal
    in_committee = proposal.stage in _READ_BY_COMMITTEE and proposal.committee
    if in_committee and proposal.kind in {
        ProposalKind.BILL,
        ProposalKind.RESOLUTION_PROPOSAL,
    }:
        return desk.say("The Folketing, {committee}", committee=proposal.committee)
    if proposal.ministry:
        return prose(proposal.ministry)
    if proposal.ref.startswith("eu/"):
        return desk.say("The European Commission")
    return prose(source_label(proposal.source))


def _case_number(desk: Desk) -> str:
    """The number that the addressee gave the case; empty where none is known."""
    known = desk.content.proposal.other_identifiers
    recorded = [each for each in known if _CASE_NUMBER.fullmatch(each)]
    facts = desk.assessment.facts
    read = [each.value for each in facts if each.key == "case_number"]
    return next((prose(each) for each in (*recorded, *read)), "")


def _open_points(desk: Desk) -> list[str]:
    """What only the organisation can write or settle."""
    _ = desk.say
    found = [
        _("Write what the organisation thinks; that is not in the sources."),
        _("Choose the remarks: each is a possibility and not a position."),
        _("Write the wording you want where there is a place for it."),
    ]
    if not _case_number(desk):
        found.append(
            _(
                "Find the addressee's case number, for example in the letter; "
                "it is not among the source's own details."
            )
        )
    groups = ", ".join(desk.content.profile.member_groups)
    if groups:
        found.append(_("Ask those affected: {groups}.", groups=groups))
    return [prose(each) for each in found]


def _how_made(desk: Desk) -> str:
    """What kind of text this is, in two sentences nobody can miss."""
    return prose(
        desk.say(
            "An outline to write on, made from the assessment in version {version}: "
            "each remark was held against the passages it refers to. It holds no "
            "position of {organisation} before people have written one.",
            version=desk.assessment.version,
            organisation=desk.content.profile.organisation,
        )
    )
