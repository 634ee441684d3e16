"""A procedure of the European Parliament, from its record in the open data.

Values that are terms of a vocabulary are addresses; their last segment is the code.
A list of one may come as the value itself, and an empty one as no key at all. The key
for the stage of an event is misspelt at the source (`occured_at_stage`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
    Step,
)
from briefing.domain.source import SourceConfig
from briefing.errors import ParseError
from briefing.sources.europarl_rules import COMMITTEES, DOCUMENTS, EVENTS
from briefing.sources.shape import Record, clean, required

SOURCE = "europarl"
ZONE = "Europe/Brussels"
PROCESS_ID = re.compile(r"(\d{4})-(\d{4}[A-Z]?)", re.ASCII)
ENDED = frozenset({"PUBLICATION_OFFICIAL_JOURNAL"})
"""After this the procedure is law and nothing more happens in Parliament."""

FORESEEN = "på dagsordenen"
"""The status of a step that stands on an agenda."""

_SIGNED = ENDED | {"SIGNATURE"}
_VOTE = "PLENARY_VOTE"
_AFTER_COMMITTEE = re.compile(
    r"COMMITTEE_ADOPTING_REPORT|TABLING_PLENARY|PLENARY_(?!DEB)"
)
_TABLING = frozenset({"COMMITTEE_TABLING_AMENDMENT", "TABLING_PLENARY"})
_DOCUMENT_ID = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Za-z0-9]+)+")
_LEAD = re.compile(r"COMMITTEE_LEAD")
_OPINION = re.compile(r"COMMITTEE_OPINION")
_RAPPORTEUR = re.compile(r"RAPPORTEUR(?:_CO)?")
_PERSON = re.compile(r"person/(\d+)")


def code(value: object) -> str:
    """The last segment of a term's address: `org/EMPL` is `EMPL`."""
    if isinstance(value, dict):
        return code(value.get("id"))
    return clean(value).rpartition("/")[2]


def listed(value: object) -> list[Any]:
    """A value that may be a list, one thing, or nothing, as a list."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def objects(record: Record, key: str, where: str) -> list[Record]:
    """The objects under a key, none when it is not there; ParseError for others."""
    found = listed(record.get(key))
    if all(isinstance(each, dict) for each in found):
        return found
    raise ParseError(SOURCE, f"{where}: {key!r} holds something that is no object")


def codes(record: Record, key: str) -> list[str]:
    """The codes under a key."""
    return [code(each) for each in listed(record.get(key))]


def check(record: Record, where: str) -> None:
    """ParseError when a key is missing that the rest of the record speaks of.

    An empty list is left out at the source, so a missing key alone says nothing; but
    committees cannot have acted without being named, nor texts come from no event.
    """
    for key in ("process_title", "process_type", "current_stage"):
        required(record, key, SOURCE, where)
    events = objects(record, "consists_of", where)
    types = {_type_of(each) for each in events}
    if any(each.startswith(("COMMITTEE_", "REFERRAL")) for each in types):
        required(record, "had_participation", SOURCE, where)
    if record.get("created_a_realization_of"):
        required(record, "consists_of", SOURCE, where)
    took_part = objects(record, "had_participation", where)
    of_committees = [
        each
        for each in took_part
        if code(each.get("participation_role")).startswith("COMMITTEE_")
    ]
    for found, key in (
        (events, "had_activity_type"),
        (events, "activity_date"),
        (took_part, "participation_role"),
        (of_committees, "had_participant_organization"),
    ):
        if found and not any(key in each for each in found):
            required(found[0], key, SOURCE, where)


def committees(record: Record, role: re.Pattern[str], where: str) -> list[str]:
    """The codes of the committees that take part in this role."""
    return sorted(
        organisation
        for each in objects(record, "had_participation", where)
        if role.match(code(each.get("participation_role")))
        for organisation in codes(each, "had_participant_organization")
    )


def is_before(record: Record, wanted: Iterable[str], where: str) -> bool:
    """Whether one of these committees leads or gives an opinion."""
    found = committees(record, re.compile("COMMITTEE_"), where)
    return bool({*wanted} & {*found})


def has_committee(record: Record, where: str) -> bool:
    """Whether it has been said which committee leads."""
    return bool(committees(record, _LEAD, where))


def has_ended(record: Record, today: date, where: str) -> bool:
    """Whether the procedure is law."""
    return bool(ENDED & _happened(record, today, where))


@dataclass(frozen=True, slots=True, order=True)
class Rapporteur:
    """Who reports: number, the codes of group and committee, the day of appointment."""

    person: str
    group: str
    committee: str
    day: date | None


def rapporteurs(record: Record, where: str) -> list[Rapporteur]:
    """The rapporteurs by number; shadow rapporteurs and those for opinions left out."""
    found = {
        match[1]: Rapporteur(
            match[1],
            code(each.get("politicalGroup")),
            " ".join(codes(each, "participation_in_name_of")),
            _day(each, where),
        )
        for each in objects(record, "had_participation", where)
        if _RAPPORTEUR.fullmatch(code(each.get("participation_role")))
        for person in listed(each.get("had_participant_person"))
        if (match := _PERSON.search(str(person)))
    }
    return [found[each] for each in sorted(found)]


def procedure_of(
    config: SourceConfig,
    record: Record,
    names: Mapping[str, str],
    today: date,
    where: str,
) -> Proposal:
    """The proposal that a procedure is on `today`.

    `names` are those of rapporteurs by number; ParseError when the record has no
    title or something in it cannot be read.
    """
    title = _title(record, where)
    labels = _labels(record, where)
    lead = committees(record, _LEAD, where)
    steps = tuple(_steps(record, names, where))
    key = str(record["process_id"])
    return Proposal(
        ref=f"eu/europarl/{key}",
        source=SOURCE,
        kind=ProposalKind.EU_PROCEDURE,
        native_kind=" ".join(codes(record, "process_type")),
        title=title,
        stage=_stage(record, today, where),
        native_status=code(record["current_stage"]),
        url=f"{config.addresses.get('site', config.base_url)}"
        f"/oeil/en/procedure-file?reference={quote(labels[0], safe='/()')}",
        number=labels[0],
        committee=", ".join(_committee(each) for each in lead),
        deadlines=tuple(_deadlines(steps)),
        steps=steps,
        documents=tuple(_documents(config, record, where)),
        other_identifiers=tuple(labels),
        notes=tuple(_notes(record, where)),
    )


def _title(record: Record, where: str) -> str:
    """The Danish title, else the English one."""
    given = record["process_title"]
    if not isinstance(given, dict):
        raise ParseError(SOURCE, f"{where}: process_title is {given!r}")
    for language in ("da", "en"):
        if title := clean(next(iter(listed(given.get(language))), "")):
            return title
    seen = ", ".join(sorted(given)[:12])
    raise ParseError(SOURCE, f"{where}: no title in da or en; there are {seen}")


def _labels(record: Record, where: str) -> list[str]:
    """`2024/0258(COD)`; two when the proposal has two legal bases."""
    if found := [clean(each) for each in listed(record.get("label"))]:
        return found
    match = PROCESS_ID.fullmatch(str(record["process_id"]))
    types = codes(record, "process_type")
    if not match or not types:
        raise ParseError(SOURCE, f"{where}: neither a label nor a type")
    return [f"{match[1]}/{match[2]}({each})" for each in types]


def _type_of(event: Record) -> str:
    return code(event.get("had_activity_type") or event.get("type"))


def _day(event: Record, where: str) -> date | None:
    text = str(event.get("activity_date") or "")
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise ParseError(SOURCE, f"{where}: {text!r} is no date") from error


def _happened(record: Record, today: date, where: str) -> set[str]:
    """The types of events until today."""
    return {
        _type_of(each)
        for each in objects(record, "consists_of", where)
        if (day := _day(each, where)) and day <= today
    }


def _stage(record: Record, today: date, where: str) -> Stage:
    """By what has happened, then by the reading.

    The source says `RDG1` from the proposal to the law if one reading is enough, so
    the committee's work is told from the plenary's by the events. A third reading
    and conciliation, which have no stage here, are UNKNOWN.
    """
    happened = _happened(record, today, where)
    if happened & _SIGNED:
        return Stage.EU_COMPLETED
    reading = code(record["current_stage"])
    if reading == "RDG2":
        return Stage.EU_SECOND_READING
    if reading != "RDG1":
        return Stage.UNKNOWN
    if any(_AFTER_COMMITTEE.match(each) for each in happened):
        return Stage.EU_FIRST_READING
    if "REFERRAL" in happened or has_committee(record, where):
        return Stage.EU_COMMITTEE
    return Stage.EU_PROPOSED


def _steps(record: Record, names: Mapping[str, str], where: str) -> Iterator[Step]:
    """What has happened and what is on an agenda, by date; each kind once a day.

    A rapporteur, who is an elected politician in office, is named with the day of the
    appointment.
    """
    found: dict[tuple[str, str], Step] = {}
    for key, status in (("consists_of", ""), ("was_scheduled_in", FORESEEN)):
        for each in objects(record, key, where):
            day, kind = _day(each, where), _type_of(each)
            step = Step(EVENTS.get(kind, _readable(kind)), kind, status, day)
            found.setdefault((day.isoformat() if day else "", kind), step)
    for who in rapporteurs(record, where):
        if name := names.get(who.person):
            told = ", ".join(filter(None, (who.group, who.committee)))
            step = Step(f"Ordfører: {name} ({told})", "RAPPORTEUR", "", who.day)
            found[who.day.isoformat() if who.day else "", f"R {who.person}"] = step
    yield from (found[each] for each in sorted(found))


def _readable(kind: str) -> str:
    return kind.replace("_", " ").capitalize()


def _deadlines(steps: Iterable[Step]) -> Iterator[Deadline]:
    """The votes that stand on an agenda."""
    for each in steps:
        if each.native_type == _VOTE and each.native_status == FORESEEN and each.date:
            yield Deadline(
                DeadlineKind.PLENARY_VOTE, each.date, "was_scheduled_in", zone=ZONE
            )


def _committee(organisation: str) -> str:
    name = COMMITTEES.get(organisation)
    return f"{name} ({organisation})" if name else organisation


def _notes(record: Record, where: str) -> Iterator[str]:
    """The committees that give an opinion."""
    if found := committees(record, _OPINION, where):
        yield f"Rådgivende udvalg: {', '.join(_committee(each) for each in found)}"


def _documents(
    config: SourceConfig, record: Record, where: str
) -> Iterator[DocumentRef]:
    """Parliament's own texts, and the amendments that were tabled."""
    days: dict[str, date] = {}
    tabled: list[str] = []
    for event in objects(record, "consists_of", where):
        day = _day(event, where)
        for key in ("based_on_a_realization_of", "decided_on_a_realization_of"):
            for document in codes(event, key):
                if day:
                    days[document] = min(day, days.get(document, day))
                if _type_of(event) in _TABLING:
                    tabled.append(document)
    for each in sorted({*codes(record, "created_a_realization_of"), *tabled}):
        if _DOCUMENT_ID.fullmatch(each):
            yield _document(config, each, days.get(each))


def _document(config: SourceConfig, key: str, day: date | None) -> DocumentRef:
    """A text at the addresses that Parliament's files lie at, Danish first."""
    name, kind = next(meaning for pattern, meaning in DOCUMENTS if pattern.search(key))
    files = config.addresses.get("files", config.base_url)
    return DocumentRef(
        key=key,
        title=f"{name} {key}",
        kind=kind,
        urls=tuple(
            f"{files}/distribution/doc/{key}_{language}.{ending}"
            for language in ("da", "en")
            for ending in ("docx", "pdf")
        ),
        date=day,
        native_kind=key,
    )
