"""The guides are true: their examples run."""

import json
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import yaml

from briefing.config import SourceSection, source_config
from briefing.domain.source import Page, Request, Scope
from briefing.sources.base import find_sources, sweep

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)


def blocks(name: str, language: str) -> list[str]:
    """The code blocks of a page in one language."""
    text = (ROOT / "docs" / name).read_text()
    return [code for kind, code in BLOCK.findall(text) if kind == language]


def test_the_guide_to_a_new_source_works_as_written() -> None:
    """Its file, its configuration and its example give a proposal and a rejection."""
    (code,) = blocks("adding-a-source.md", "python")
    (entry,) = blocks("adding-a-source.md", "yaml")
    (answer,) = blocks("adding-a-source.md", "json")
    module = ModuleType("briefing.sources.toy_agency")
    sys.modules[module.__name__] = module
    try:
        exec(compile(code, "adding-a-source.md", "exec"), vars(module))  # noqa: S102 - the guide's own code
    finally:
        del sys.modules[module.__name__]
    section = SourceSection(**yaml.safe_load(entry)["toy_agency"])
    config = source_config("toy_agency", section)

    def fetch(request: Request) -> Page:
        return Page(request, answer.encode(), "application/json")

    found = sweep(module.ToyAgency(), config, {}, Scope(date(2026, 11, 23)), fetch)
    (proposal,) = found.proposals
    assert proposal.title == "Udkast til bekendtgørelse om stiger"
    assert proposal.deadlines[0].date == date(2026, 12, 20)
    assert proposal.documents[0].urls == ("https://files.agency.example/17.pdf",)
    assert [each.record for each in found.rejected] == ["notice 18"]
    assert "answer_by" in found.rejected[0].error
    closed = replace(Scope(date(2026, 11, 23)), today=date(2027, 1, 1))
    (later,) = sweep(module.ToyAgency(), config, {}, closed, fetch).proposals
    assert later.stage == "consultation_closed"


def test_every_source_is_described() -> None:
    """docs/sources.md has a section for every source there is."""
    page = (ROOT / "docs" / "sources.md").read_text()
    assert {each for each in find_sources() if f"## {each}" not in page} == set()


def test_links_between_pages_lead_somewhere() -> None:
    """No page points at a file that is not there."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    broken = [
        (page.name, link)
        for page in pages
        for link in re.findall(r"\]\(([^)#]+?)\)", page.read_text())
        if "://" not in link and not (page.parent / link).exists()
    ]
    assert broken == []


def test_the_example_configuration_is_in_the_form_that_is_documented() -> None:
    """sources.yaml loads, names both organisations and every source."""
    content = yaml.safe_load((ROOT / "sources.yaml").read_text())
    entries = content["sources"].items()
    assert {each.get("reader", key) for key, each in entries} == set(find_sources())
    assert json.loads(json.dumps(content["profiles"])).keys() == {"lef", "aef"}
