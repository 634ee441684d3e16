"""The example procedures in the wire format of the European Parliament's open data."""

import re
from collections.abc import Iterable
from functools import partial
from typing import Any

from briefing.demo.markup import Example
from briefing.demo.stand import (
    NOT_FOUND,
    Asked,
    Reply,
    Route,
    demo_config,
    document_reply,
    html_page,
    json_reply,
    of_source,
)
from briefing.domain.source import SourceConfig

SOURCE = "europarl"
FOLDER = "europarl"
FILES = "europarl-files"
EMPTY = Reply(b"", status=204)
_PROCEDURE = re.compile(r"procedures/([\w-]+)")
_MEMBER = re.compile(r"meps/(\d+)")
_FILE = re.compile(r"distribution/doc/([\w-]+)_(da|en)\.(\w+)")
_LINKED = "application/ld+json"
_PHASE = "http://publications.europa.eu/resource/authority/procedure-phase/RDG1"


def config(base_url: str) -> SourceConfig:
    """The source as the demo's server serves it."""
    return demo_config(base_url, SOURCE, FOLDER, files=FILES, site=FOLDER)


def routes(_base_url: str, known: Iterable[Example]) -> tuple[Route, ...]:
    """The open data below one folder, the files below another."""
    found = {each.case["id"]: each for each in of_source(known, SOURCE)}
    return (
        (f"/{FOLDER}/", partial(_answer, found)),
        (f"/{FILES}/", partial(_file, list(found.values()))),
    )


def _answer(known: dict[str, Example], asked: Asked) -> Reply:
    if asked.path == "procedures":
        return _listed(known, asked)
    if found := _PROCEDURE.fullmatch(asked.path):
        example = known.get(found[1])
        return _data([procedure(example.case)]) if example else EMPTY
    if found := _MEMBER.fullmatch(asked.path):
        return _member(known.values(), int(found[1]))
    if asked.path.startswith("oeil/"):
        return html_page("<html><body><h1>OEIL</h1></body></html>")
    return NOT_FOUND


def _listed(known: dict[str, Example], asked: Asked) -> Reply:
    """A page of numbers; an empty one is no content at all."""
    offset, kind = int(asked.query.get("offset", "0")), asked.query.get("process-type")
    rows = [
        {
            "id": f"eli/dl/proc/{key}",
            "type": "Process",
            "process_id": key,
            "process_type": "COD",
            "label": known[key].case["number"],
        }
        for key in sorted(known)
        if kind == "COD"
    ]
    page = rows[offset : offset + int(asked.query.get("limit", "50"))]
    return _data(page, meta={"total": len(rows)}) if page else EMPTY


def _data(found: list[dict[str, Any]], **more: Any) -> Reply:
    return json_reply({"data": found, **more, "@context": []}, _LINKED)


def procedure(case: dict[str, Any]) -> dict[str, Any]:
    """A procedure's record; empty lists are left out, as at the source."""
    record = {
        "id": f"eli/dl/proc/{case['id']}",
        "type": "Process",
        "process_id": case["id"],
        "process_type": "def/ep-procedure-types/COD",
        "process_title": {"en": case["title_en"], "da": case["title"]},
        "current_stage": _PHASE,
        "label": case["number"],
        "identifierYear": case["id"][:4],
        "consists_of": [_event(each) for each in case["events"]],
        "was_scheduled_in": [_event(each) for each in case["agenda"]],
        "had_participation": _participations(case),
        "created_a_realization_of": [
            f"eli/dl/doc/{each['reference']}" for each in case["documents"]
        ],
    }
    return {key: value for key, value in record.items() if value}


def _event(event: dict[str, Any]) -> dict[str, Any]:
    found = {
        "type": "Activity",
        "activity_date": event["date"].isoformat(),
        "had_activity_type": f"def/ep-activities/{event['type']}",
        "occured_at_stage": _PHASE,
    }
    if "document" in event:
        found["based_on_a_realization_of"] = [f"eli/dl/doc/{event['document']}"]
    return found


def _participations(case: dict[str, Any]) -> list[dict[str, Any]]:
    """The committees, and the rapporteur of the one that leads."""
    committees = [
        {
            "type": "Participation",
            "had_participant_organization": [f"org/{each['code']}"],
            "participation_role": f"def/ep-roles/COMMITTEE_{each['role']}",
        }
        for each in case["committees"]
    ]
    member = case["rapporteur"]
    person = {
        "type": "Participation",
        "had_participant_person": [f"person/{member['id']}"],
        "participation_role": "def/ep-roles/RAPPORTEUR",
        "participation_in_name_of": f"org/{case['committees'][0]['code']}",
        "politicalGroup": f"org/{member['group']}",
        "activity_date": member["appointed"].isoformat(),
    }
    return [*committees, person]


def _member(known: Iterable[Example], number: int) -> Reply:
    for each in known:
        member = each.case["rapporteur"]
        if member["id"] == number:
            record = {
                "id": f"person/{number}",
                "type": "Person",
                "identifier": str(number),
                "label": member["name"],
            }
            return _data([record])
    return EMPTY


def _file(known: list[Example], asked: Asked) -> Reply:
    """A text in its language and format."""
    found = _FILE.fullmatch(asked.path)
    if not found:
        return NOT_FOUND
    reference, language, ending = found.groups()
    for example in known:
        for each in example.case["documents"]:
            named = (each["reference"], each["language"], each["format"])
            if named == (reference, language, ending):
                return document_reply(example, each)
    return NOT_FOUND
