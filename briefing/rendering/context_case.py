"""The case over time, translated: what is new, its other parts, the way it went."""

from collections.abc import Iterator, Sequence

from briefing.domain.assessment import Point
from briefing.domain.change import Edit, EditKind, TextChange
from briefing.domain.dossier import Milestone
from briefing.domain.event import Event
from briefing.domain.proposal import Proposal
from briefing.domain.reference import session_label
from briefing.language.written import NO_BREAK, keep_together
from briefing.rendering.desk import Desk, prose
from briefing.rendering.events import (
    event_sentence,
    shown_edits,
    text_change_sentence,
    touched_sentence,
)
from briefing.rendering.fields import NewsFields, RelatedFields, StepFields
from briefing.rendering.labels import kind_label, stage_label
from briefing.rendering.runs import (
    CHANGED_STYLE,
    DELETED_STYLE,
    INSERTED_STYLE,
    Runs,
    printable,
)

_NEWS_SHOWN = 6
_DETAILS_SHOWN = 4
_STEPS_SHOWN = 10
_TELLS_NOTHING = frozenset({"Endelig", "Konfirmeret", "Foreløbig"})
"""What the Folketing calls a day that stands or not; the day itself says as much."""
FEEDBACK = {"OPEN": "open for feedback", "CLOSED": "closed for feedback"}
"""What the Commission's portal calls a publication that can be commented on or not."""
_LONGEST_EDIT = 240
"""Characters of one insertion or deletion."""


def designation(proposal: Proposal) -> str:
    """The proposal in one word or two: "L 115 (2025-26)", else its number at home."""
    number = proposal.number or proposal.ref.rsplit("/", 1)[-1]
    session = session_label(proposal.session)
    return prose(f"{number} ({session})" if session else number)


def news(desk: Desk) -> list[NewsFields]:
    """What happened since the previous version; the last line counts what is left."""
    events = desk.content.events
    shown = [_news(desk, each) for each in events[:_NEWS_SHOWN]]
    if len(events) > _NEWS_SHOWN:
        more = desk.say("… and {count} more.", count=len(events) - _NEWS_SHOWN)
        shown.append(NewsFields(more, []))
    return shown


def _news(desk: Desk, event: Event) -> NewsFields:
    say, change = desk.say, event.change
    details = []
    if change is not None:
        several = change.changes
        details = [_edited(desk, each) for each in several[:_DETAILS_SHOWN]]
        if len(several) > _DETAILS_SHOWN:
            left = len(several) - _DETAILS_SHOWN
            details.append(desk.shown(say("… and {count} more.", count=left)))
        details += [desk.shown(touched_sentence(e, say)) for e in change.touched]
    return NewsFields(prose(event_sentence(event, say)), details)


_EDIT_STYLES = {
    EditKind.DELETED: DELETED_STYLE,
    EditKind.INSERTED: INSERTED_STYLE,
    EditKind.KEPT: "",
}


def _edited(desk: Desk, change: TextChange) -> Runs:
    """Where the text changed, and its words: what is gone struck, what came lined."""
    place = text_change_sentence(change, desk.say)
    words = shown_edits(change)
    if not words:
        return desk.shown(place)
    said = [(f"{keep_together(place)}: ", "")]
    said += [(_cut(each), _EDIT_STYLES[each.kind]) for each in words]
    return desk.paper.joined(said)


def _cut(edit: Edit) -> str:
    text = keep_together(edit.text)
    if len(text) <= _LONGEST_EDIT:
        return text
    return f"{text[:_LONGEST_EDIT].rsplit(' ', 1)[0]} … "


def mark(desk: Desk, point: Point) -> Runs:
    """Whether a point is new or changed since the version before; empty if neither."""
    if not desk.content.earlier or point in desk.content.earlier:
        return Runs("", "")
    was_there = any(_same_matter(point, each) for each in desk.content.earlier)
    label = desk.say("Changed") if was_there else desk.say("New")
    return desk.paper.styled(f"{NO_BREAK}{label}{NO_BREAK}", CHANGED_STYLE)


def _same_matter(one: Point, other: Point) -> bool:
    """Whether two points say something of the same thing, in other words perhaps."""
    if one.text == other.text:
        return True
    first, second = (
        (each.kind, each.rule, each.dimension, each.party, each.about)
        for each in (one, other)
    )
    return first == second


def related(desk: Desk) -> list[RelatedFields]:
    """The other parts of the same matter, in the order of the way of a law."""
    return [
        RelatedFields(
            kind_label(each.kind, desk.say),
            designation(each),
            desk.paper.link(printable(each.title), each.url),
            stage_label(each.stage_on(desk.today), desk.say),
        )
        for each in desk.content.related
    ]


def timeline(desk: Desk) -> list[StepFields]:
    """The steps of the case, those of every part of it where there are several."""
    milestones = desk.content.milestones
    if milestones:
        return list(_milestones(desk, milestones[-_STEPS_SHOWN:]))
    return list(_steps(desk))


def left_out(desk: Desk) -> str:
    """How many earlier steps are not shown; empty when all are."""
    count = len(desk.content.milestones) - _STEPS_SHOWN
    if count <= 0:
        return ""
    return desk.say("Earlier steps that are not shown: {count}.", count=count)


def _milestones(desk: Desk, milestones: Sequence[Milestone]) -> Iterator[StepFields]:
    parts = {each.ref: each for each in (desk.content.proposal, *desk.content.related)}
    for each in milestones:
        part = parts[each.ref]
        title = desk.say(each.title) if each.is_own else _as_named(each.title, part)
        yield StepFields(
            desk.date(each.date),
            prose(title),
            designation(part),
            each.is_planned,
        )


def _as_named(title: str, proposal: Proposal) -> str:
    """A step's title; the proposal's name where it is its title in English."""
    return proposal.title if title and title == proposal.subtitle else title


def _status(desk: Desk, native: str) -> str:
    """A step's status; the Commission's two are said in words."""
    known = FEEDBACK.get(native)
    return desk.say(known) if known else prose(native)


def _steps(desk: Desk) -> Iterator[StepFields]:
    for each in desk.content.proposal.steps:
        title = prose(_as_named(each.title, desk.content.proposal) or each.native_type)
        planned = each.date is not None and each.date > desk.today
        status = "" if planned else _status(desk, each.native_status)
        told = status and status not in {title, *_TELLS_NOTHING}
        if title:
            what = f"{title} ({status})" if told else title
            yield StepFields(desk.date(each.date), what, "", planned)
