"""The short note in plain language: one page for members and shop stewards."""

from datetime import date

from briefing.domain.assessment import Party, Point, PointKind
from briefing.domain.briefing import BriefingContent
from briefing.domain.deadline import ends_at
from briefing.language.written import danish_day
from briefing.rendering import context, context_points, context_sources
from briefing.rendering.desk import Desk, prose
from briefing.rendering.fields import SentenceFields, StepFields
from briefing.rendering.labels import analyst_label, deadline_label
from briefing.rendering.runs import Paper, Runs
from briefing.rendering.short_fields import ShortFields

_SENTENCES = 4
_FOR_THE_BOARD = frozenset({"summary.party", context_points.DEADLINE_RULE})
"""Sentences of the bottom line that members find elsewhere in their note."""
_CHANGES = 4
_POINTS = 3
_STEPS = 5
_LONGEST = 300
"""Characters of a sentence; a longer one is too long for a page of plain language."""


def fields(content: BriefingContent, paper: Paper) -> ShortFields:
    """Everything that the template of the short note can print."""
    desk = Desk.of(content, paper)
    return ShortFields(
        organisation=context.organisation(desk),
        forslag=context.proposal_fields(desk),
        udkast=context.draft_mark(desk),
        eksempel=context.example_mark(desk),
        fortroligt=context.confidential_mark(desk),
        dato=desk.date(desk.today),
        version=desk.assessment.version,
        modtagere=_readers(desk),
        kort_sagt=_sentences(desk, _in_short(desk)[:_SENTENCES]),
        ændringer=_changes(desk),
        opmærksom=_sentences(desk, _weightiest(desk, PointKind.RISK)),
        muligheder=_sentences(desk, _weightiest(desk, PointKind.OPPORTUNITY)),
        hvornår=_ahead(desk)[:_STEPS],
        hvad_gør_vi=_what_we_do(desk),
        kilder=_sources(desk),
        tilblivelse=_how_made(desk),
        godkendelse=context_sources.approval(desk),
    )


def _readers(desk: Desk) -> str:
    groups = desk.content.profile.member_groups
    if not groups:
        return desk.say("For members and shop stewards")
    return desk.say("For {groups}", groups=prose(", ".join(groups)))


def _in_short(desk: Desk) -> list[Point]:
    """The sentences written for members, else the bottom line."""
    plain = [each for each in desk.assessment.points if each.kind is PointKind.PLAIN]
    said = [e for e in desk.assessment.summary if e.rule not in _FOR_THE_BOARD]
    return plain or said or list(desk.assessment.summary)


def _changes(desk: Desk) -> list[SentenceFields]:
    """What the notes tell of the changes, else the changes of provisions.

    The notes are written to be understood, and the words of a law are not.
    """
    found = [each for each in desk.assessment.points if each.kind is PointKind.CHANGE]
    told = [each for each in found if not each.about] or found
    return [_sentence(desk, _in_plain_words(each), each) for each in told[:_CHANGES]]


def _in_plain_words(change: Point) -> str:
    """The quotation alone where the text only introduces it, as the headings do."""
    start, quote = change.text.find("»"), change.proposed
    introduces = start > 0 and change.text[:start].rstrip().endswith(":")
    return quote if introduces and quote and quote in change.text else change.text


def _weightiest(desk: Desk, kind: PointKind) -> list[Point]:
    """What weighs most for those the organisation speaks for."""
    found = [
        each
        for each in desk.assessment.points
        if each.kind is kind and each.party in {desk.own_party, Party.BOTH}
    ]
    found.sort(key=lambda each: -(each.likelihood or 0) * (each.impact or 0))
    return found[:_POINTS]


def _sentences(desk: Desk, points: list[Point]) -> list[SentenceFields]:
    return [_sentence(desk, each.text, each) for each in points]


def _sentence(desk: Desk, text: str, point: Point) -> SentenceFields:
    return SentenceFields(
        desk.shown(_cut(text)), desk.references(point.citations, linked=False)
    )


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rsplit(' ', 1)[0].rstrip(' ,;:')} …"


def _ahead(desk: Desk) -> list[StepFields]:
    """What comes, the nearest first: deadlines, steps of the case, entry into force."""
    days: dict[date, list[str]] = {}
    for due in desk.content.deadlines:
        if ends_at(due.latest) > desk.content.today:
            label = deadline_label(due.deadline.kind, desk.say)
            days.setdefault(due.deadline.date, []).append(label)
    for step in desk.content.proposal.steps:
        title = prose(step.title or step.native_type)
        is_ahead = step.date and step.date >= danish_day(desk.content.today)
        if step.date and is_ahead and title and step.date not in days:
            days[step.date] = [title]
    found = [
        StepFields(desk.date(day), prose("; ".join(said)), "", planlagt=True)
        for day, said in sorted(days.items())
    ]
    entry = [e for e in desk.assessment.facts if e.key == "entry_into_force"]
    return found[: _STEPS - len(entry)] + [
        StepFields(prose(each.value), desk.say("Entry into force"), "", planlagt=True)
        for each in entry
    ]


def _what_we_do(desk: Desk) -> Runs:
    """The recommendation, approved; before that the place for it."""
    text = context.recommendation(desk.content)
    return desk.paper.styled(text, "") if text else context.no_recommendation(desk)


def _sources(desk: Desk) -> str:
    """What the numbers of the references stand for."""
    cited = {each.document for each in context_sources.all_citations(desk.assessment)}
    named = [
        f"[{desk.numbers[each.key]}] {context_sources.title_of(desk, each)}"
        for each in desk.content.documents
        if each.key in cited and each.key in desk.numbers
    ]
    return desk.say("Sources: {sources}.", sources="; ".join(named)) if named else ""


def _analyst(desk: Desk) -> str:
    label = analyst_label(desk.assessment.analyst, desk.say)
    return label[:1].lower() + label[1:]


def _how_made(desk: Desk) -> str:
    return prose(
        desk.say(
            "Made from the briefing for the board, version {version} ({analyst}), and "
            "held against the sources by code. What is said of the future is a "
            "judgement.",
            version=desk.assessment.version,
            analyst=_analyst(desk),
        )
    )
