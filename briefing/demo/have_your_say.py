"""The example EU initiatives in the wire format of Have your say.

Dates with slashes are Brussels time without a zone; those of attachments are UTC.
"""

import re
from collections.abc import Iterable
from functools import partial
from typing import Any

from briefing.demo.markup import Example
from briefing.demo.stand import (
    BAD_REQUEST,
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

SOURCE = "have_your_say"
FOLDER = "info/law/better-regulation"
SHELL = (
    "<!DOCTYPE html><html><head><title>Have your say</title></head><body></body></html>"
)
_INITIATIVE = re.compile(r"brpapi/groupInitiatives/(\d+)")
_ATTACHMENT = re.compile(r"(?:brp)?api/download/(\w+)")


def _titles(case: dict[str, Any], *, summaries: bool) -> list[dict[str, str]]:
    pairs = [("EN", "SHORT_TITLE", "short_title"), ("DA", "SHORT_TITLE", "title_da")]
    if summaries:
        pairs += [("EN", "SUMMARY", "summary_en"), ("DA", "SUMMARY", "summary_da")]
    return [
        {"value": case[key], "language": language, "field": field}
        for language, field, key in pairs
    ]


def listed(example: Example) -> dict[str, Any]:
    """The initiative as an item of searchInitiatives."""
    case = example.case
    status = {
        "frontEndStage": case["stage"],
        "receivingFeedbackStatus": "OPEN",
        "feedbackStartDate": f"{case['start']:%Y/%m/%d} 09:00:00",
        "feedbackEndDate": f"{case['end']:%Y/%m/%d} 23:59:59",
        "isCurrent": True,
    }
    return {
        "id": float(case["id"]),
        "initiativeStatus": "ACTIVE",
        "reference": f"Ares(2026)9{case['id']}",
        "foreseenActType": case["act_type"],
        "shortTitle": case["short_title"],
        "currentStatuses": [status],
        "topics": [{"code": each, "label": each} for each in case["topics"]],
        "initiativeTranslations": _titles(case, summaries=False),
    }


def initiative(example: Example) -> dict[str, Any]:
    """The initiative as groupInitiatives answers."""
    case = example.case
    start = f"{case['start']:%Y/%m/%d} 09:00:00"
    return {
        "id": case["id"],
        "reference": f"Ares(2026)9{case['id']}",
        "dossierSummary": case["summary_en"],
        "shortTitle": case["short_title"],
        "publications": [_publication(example, start)],
        "publishedDate": start,
        "modifiedDate": start,
        "createdDate": start,
        "initiativeStatus": "ACTIVE",
        "stage": case["stage"],
        "foreseenActType": case["act_type"],
        "receivingFeedbackStatus": "OPEN",
        "initiativeTranslations": _titles(case, summaries=True),
        "legalBasis": [],
        "dg": case["dg"],
        "topics": [{"code": each, "label": each} for each in case["topics"]],
    }


def _publication(example: Example, start: str) -> dict[str, Any]:
    case = example.case
    return {
        "id": case["id"] * 10,
        "createdDate": start,
        "modifiedDate": start,
        "publishedDate": start,
        "adoptionDate": None,
        "reference": None,
        "type": case["stage"],
        "stage": case["stage"],
        "title": case["short_title"],
        "attachments": _attachments(case),
        "initiativeStatus": "ACTIVE",
        "endDate": f"{case['end']:%Y/%m/%d} 23:59:59",
        "feedbackPeriod": round((case["end"] - case["start"]).days / 7),
        "totalFeedback": 0,
        "receivingFeedbackStatus": "OPEN",
        "publicationTranslations": [],
        "groupId": case["id"],
        "isCurrent": True,
        "frontEndStage": case["stage"],
        "isComplete": True,
    }


def document_id(case: dict[str, Any], position: int) -> str:
    """The id that a document is fetched by, in the form of the Commission's."""
    return f"090166e5{case['id']:06}{position:02}"


def _attachments(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "category": "DOCUMENT",
            "createdDate": f"{case['start'].isoformat()}T08:00:00.25",
            "documentId": document_id(case, position),
            "ersFileName": f"{position}.pdf",
            "filename": f"{position}.pdf",
            "id": case["id"] * 10 + position,
            "isOriginal": document["language"] == "EN",
            "language": document["language"],
            "pages": 1,
            "published": True,
            "title": document["title"],
            "type": "MAIN",
        }
        for position, document in enumerate(case["documents"])
    ]


def search(known: Iterable[Example], page: int, status: str = "OPEN") -> dict[str, Any]:
    """A page of searchInitiatives, numbered from 0; everything is on the first.

    Every example is open; nothing is announced.
    """
    found = [listed(each) for each in known if status == "OPEN"]
    content = found if page == 0 else []
    result = {
        "content": content,
        "last": True,
        "first": page == 0,
        "totalPages": 1,
        "totalElements": len(found),
        "numberOfElements": len(content),
        "size": 100,
        "number": page,
        "empty": not content,
    }
    return {"exactMatch": True, "initiativeResultDtoPage": result}


def config(base_url: str) -> SourceConfig:
    """The source as the demo's server serves it."""
    return demo_config(base_url, SOURCE, FOLDER, site=FOLDER)


def routes(_base_url: str, known: Iterable[Example]) -> tuple[Route, ...]:
    """The portal's backend below one folder."""
    initiatives = {each.case["id"]: each for each in of_source(known, SOURCE)}
    return ((f"/{FOLDER}/", partial(_answer, initiatives)),)


def _answer(initiatives: dict[int, Example], asked: Asked) -> Reply:
    """What the backend answers; the page of the application to a wrong path."""
    if asked.path == "brpapi/searchInitiatives":
        page = asked.query.get("page", "0")
        if not page.isdecimal():
            return BAD_REQUEST
        status = asked.query.get("feedbackStatus", "OPEN")
        return json_reply(search(initiatives.values(), int(page), status))
    if found := _INITIATIVE.fullmatch(asked.path):
        example = initiatives.get(int(found[1]))
        return json_reply(initiative(example)) if example else NOT_FOUND
    if found := _ATTACHMENT.fullmatch(asked.path):
        return _attachment(initiatives.values(), found[1])
    return html_page(SHELL)


def _attachment(initiatives: Iterable[Example], key: str) -> Reply:
    for example in initiatives:
        for position, document in enumerate(example.case["documents"]):
            if document_id(example.case, position) == key:
                return document_reply(example, document)
    return NOT_FOUND
