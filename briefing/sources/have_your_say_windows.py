"""Feedback windows of Have your say: what is open, what is announced, and when.

Status and both dates are always taken from one place, since an initiative has several.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from briefing.domain.source import SourceConfig
from briefing.errors import ParseError
from briefing.sources.labour import names_labour
from briefing.sources.shape import (
    Record,
    clean,
    option_texts,
    required,
    required_list,
)

SOURCE = "have_your_say"
ZONE = "Europe/Brussels"
BRUSSELS = ZoneInfo(ZONE)
TOPICS = ("EMPL",)
"""Topics that are matters of working life as a whole; option `topics` replaces them."""
_PORTAL_DATE = "%Y/%m/%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class Window:
    """One feedback period: status, stage and both dates, all from the same place."""

    status: str
    stage: str
    start: date | None
    end: date | None
    at: time | None

    @property
    def is_open(self) -> bool:
        """Whether the source says that feedback is being received."""
        return self.status == "OPEN"


def identity(record: Record, where: str) -> int:
    """The id of an initiative, a float in the list; ParseError when it is neither."""
    found = required(record, "id", SOURCE, where)
    if isinstance(found, int | float) and int(found) == found and found > 0:
        return int(found)
    raise ParseError(SOURCE, f"{where}: id is {found!r}")


def portal_moment(value: object, where: str) -> datetime | None:
    """A date of the portal, `2026/09/28 23:59:59`, which is Brussels time."""
    if value is None or value == "":
        return None
    try:
        return datetime.strptime(str(value), _PORTAL_DATE).replace(tzinfo=BRUSSELS)
    except ValueError as error:
        raise ParseError(SOURCE, f"{where}: {value!r} is no date") from error


def _window(
    status: object, stage: object, start: object, end: object, where: str
) -> Window:
    began, ends = portal_moment(start, where), portal_moment(end, where)
    return Window(
        clean(status),
        clean(stage),
        began.date() if began else None,
        ends.date() if ends else None,
        ends.time().replace(second=0) if ends else None,
    )


def listed_window(row: Record, where: str) -> Window | None:
    """The period that the list calls open, the current one first.

    Without any open one, the first is given, so that it can be said what it is.
    None when the entry has no periods, which happens.
    """
    if not row.get("currentStatuses"):
        return None
    statuses = required_list(row, "currentStatuses", SOURCE, where)
    chosen = min(
        statuses,
        key=lambda each: (
            each.get("receivingFeedbackStatus") != "OPEN",
            not each.get("isCurrent"),
        ),
    )
    return _window(
        required(chosen, "receivingFeedbackStatus", SOURCE, where),
        chosen.get("frontEndStage"),
        required(chosen, "feedbackStartDate", SOURCE, where),
        required(chosen, "feedbackEndDate", SOURCE, where),
        where,
    )


def upcoming_windows(row: Record, where: str) -> tuple[Window, ...]:
    """The periods that the list calls upcoming, and any that is open already."""
    if not row.get("currentStatuses"):
        return ()
    found = (
        _window(
            each.get("receivingFeedbackStatus"),
            each.get("frontEndStage"),
            each.get("feedbackStartDate"),
            each.get("feedbackEndDate"),
            where,
        )
        for each in required_list(row, "currentStatuses", SOURCE, where)
    )
    return tuple(each for each in found if each.status in {"UPCOMING", "OPEN"})


def opened_within(row: Record, first: date, last: date, where: str) -> bool:
    """Whether a period of an entry of the list began within these days."""
    if not row.get("currentStatuses"):
        return False
    starts = (
        portal_moment(each.get("feedbackStartDate"), where)
        for each in required_list(row, "currentStatuses", SOURCE, where)
    )
    return any(each and first <= each.date() <= last for each in starts)


def is_ours(config: SourceConfig, record: Record) -> bool:
    """Whether an entry or an initiative is a matter of working life.

    By topic or department, else by the words of its titles and summary.
    """
    topics = set(option_texts(config, "topics", TOPICS))
    codes = {clean(each.get("code")) for each in record.get("topics") or ()}
    if topics & {*codes, clean(record.get("dg"))}:
        return True
    rows = record.get("initiativeTranslations")
    translated = [
        str(each.get("value") or "")
        for each in (rows if isinstance(rows, list) else ())
        if isinstance(each, dict) and each.get("language") in {"DA", "EN"}
    ]
    said = " ".join((clean(record.get("shortTitle")), *translated))
    return names_labour(config, said)


def publication_window(publication: Record, where: str) -> Window:
    """The period of a publication."""
    return _window(
        publication.get("receivingFeedbackStatus"),
        publication.get("frontEndStage") or publication.get("stage"),
        required(publication, "publishedDate", SOURCE, where),
        required(publication, "endDate", SOURCE, where),
        where,
    )


def published_window(publications: list[Record], where: str) -> Window | None:
    """The period of the publication that receives feedback, the current one first."""
    windows = [
        (not each.get("isCurrent"), number, publication_window(each, where))
        for number, each in enumerate(publications)
        if each.get("receivingFeedbackStatus") == "OPEN"
    ]
    return min(windows, key=lambda each: each[:2])[2] if windows else None


def last_window(publications: list[Record], where: str) -> Window:
    """The latest period there has been, for an initiative that is no longer open."""
    windows = [publication_window(each, where) for each in publications]
    ended = [each for each in windows if each.end]
    return max(ended, key=lambda each: each.end or date.min, default=windows[0])
