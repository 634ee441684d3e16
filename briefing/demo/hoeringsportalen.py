"""The example consultations as Høringsportalen shows them: feed, page and list.

The feed's outline and the list's keys are known from others' programs; of the page
only its labels are. Dates are days in Denmark, `dd-mm-yyyy` on the page.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import partial
from html import escape
from typing import Any
from urllib.parse import quote

from briefing.demo.markup import EXAMPLE_MARK, Example
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

SOURCE = "hoeringsportalen"
_PAGE = re.compile(r"hearing/details/(\d+)", re.IGNORECASE)
_FILE = re.compile(r"blob/(\d+)/(.+)")

DEMO_DAY = date(2026, 11, 23)
"""The Danish day that the demo plays."""
FEED_UPDATED = "2026-11-23T08:00:00+01:00"
"""An hour before the moment that the demo plays."""


def newest_first(known: Iterable[Example]) -> list[Example]:
    """The consultations in the order of the feed, the one updated last first."""
    return sorted(known, key=lambda each: _updated(each.case), reverse=True)


def _updated(case: dict[str, Any]) -> date:
    """When a consultation was last updated: as it says, else when it was published."""
    day: date = case.get("updated", case["published"])
    return day


def feed(site_url: str, known: Iterable[Example]) -> str:
    """The Atom feed of consultations at this site."""
    entries = "".join(_entry(site_url, each.case) for each in newest_first(known))
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>Høringsportalen - Høringer ({EXAMPLE_MARK})</title>"
        f"<id>{site_url}</id><updated>{FEED_UPDATED}</updated>{entries}</feed>"
    )


def _entry(site_url: str, case: dict[str, Any]) -> str:
    link = f"{site_url}/Hearing/Details/{case['id']}"
    day = f"{case['published'].isoformat()}T10:00:00+01:00"
    updated = f"{_updated(case).isoformat()}T10:00:00+01:00"
    summary = (
        f"Høringstype {case['type']} · Myndighed {case['authority']} · "
        f"Høringsfrist {case['deadline']:%d-%m-%Y}"
    )
    return (
        f"<entry><id>{link}</id><title>{escape(case['title'])}</title>"
        f'<link rel="alternate" href="{link}"/><updated>{updated}</updated>'
        f"<published>{day}</published>"
        f'<summary type="html">{escape(escape(summary))}</summary></entry>'
    )


def details(site_url: str, example: Example) -> str:
    """The page of one consultation, with links to its files."""
    case = example.case
    fields = {
        "Høringstype": case["type"],
        "Myndighed": case["authority"],
        "Publiceringsdato": f"{case['published']:%d-%m-%Y}",
        "Høringsfrist": f"{case['deadline']:%d-%m-%Y}",
        "Status": "Igangværende" if case["deadline"] >= DEMO_DAY else "Afsluttet",
    }
    shown = "".join(
        f'<div class="fieldContainer"><label>{label}</label>'
        f"<span>{escape(value)}</span></div>"
        for label, value in fields.items()
    )
    names = [each["name"] for each in case["documents"]]
    responses = [each for each in names if each.startswith("Høringssvar")]
    material = [each for each in names if each not in responses]
    parts = (("Høringsmateriale", material), ("Høringssvar", responses))
    links = "".join(
        f"<h3>{heading}</h3><ul>{_links(site_url, case['id'], files)}</ul>"
        for heading, files in parts
        if files
    )
    title = escape(case["title"])
    return (
        f'<!DOCTYPE html><html lang="da"><head><meta charset="utf-8">'
        f"<title>{title}</title></head><body><h1>{title}</h1>"
        f'<h3 class="Høringsdetaljer">Høringsdetaljer</h3><fieldset>{shown}'
        f"</fieldset>{links}<p>{EXAMPLE_MARK}</p></body></html>"
    )


def _links(site_url: str, number: int, names: Iterable[str]) -> str:
    return "".join(
        f'<li><a href="{site_url}/blob/{number}/{quote(name)}">{escape(name)}</a></li>'
        for name in names
    )


def listed(known: Iterable[Example]) -> dict[str, Any]:
    """What `POST /hearing/gethearings` answers; the question is not looked at."""
    hearings = [
        {
            "Id": each.case["id"],
            "Title": each.case["title"],
            "AuthorityName": each.case["authority"],
            "PublicationDate": f"{each.case['published'].isoformat()}T10:00:00",
            "DeadlineDate": f"{each.case['deadline'].isoformat()}T00:00:00",
        }
        for each in newest_first(known)
    ]
    return {"Hearings": hearings, "TotalCount": len(hearings)}


def config(base_url: str) -> SourceConfig:
    """The source as the demo's server serves it."""
    return demo_config(base_url, SOURCE, SOURCE)


def routes(base_url: str, known: Iterable[Example]) -> tuple[Route, ...]:
    """The portal with its files below one folder."""
    hearings = {each.case["id"]: each for each in of_source(known, SOURCE)}
    return ((f"/{SOURCE}/", partial(_answer, f"{base_url}/{SOURCE}", hearings)),)


def _answer(site_url: str, hearings: dict[int, Example], asked: Asked) -> Reply:
    path = asked.path
    if asked.method == "POST":
        is_list = path.lower() == "hearing/gethearings"
        return json_reply(listed(hearings.values())) if is_list else NOT_FOUND
    if path.lower() == "syndication/hearingsfeed":
        text = feed(site_url, hearings.values())
        return Reply(text.encode(), "application/atom+xml; charset=utf-8")
    if found := _PAGE.fullmatch(path):
        example = hearings.get(int(found[1]))
        return html_page(details(site_url, example)) if example else NOT_FOUND
    if found := _FILE.fullmatch(path):
        return _file(hearings.get(int(found[1])), found[2])
    return NOT_FOUND


def _file(example: Example | None, name: str) -> Reply:
    if example:
        for document in example.case["documents"]:
            if document["name"] == name:
                return document_reply(example, document)
    return NOT_FOUND
