"""The templates that the product comes with, and the page of their fields."""

import subprocess
import sys
from pathlib import Path

import pytest

from briefing.rendering.check import check_template
from briefing.rendering.fields import BriefingFields, explanations, field_types
from briefing.rendering.guide import fields_page

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"


@pytest.mark.parametrize(
    "name",
    [
        "notat.docx",
        "notat.en.docx",
        "hoeringssvar.docx",
        "hoeringssvar.en.docx",
        "kort-notat.docx",
        "kort-notat.en.docx",
        "dagens-overblik.docx",
        "dagens-overblik.en.docx",
        "udvikling.docx",
        "udvikling.en.docx",
        "rettelse.docx",
        "rettelse.en.docx",
        "nyhedsbrev.docx",
        "nyhedsbrev.en.docx",
    ],
)
def test_the_templates_are_in_order(name: str) -> None:
    """The check finds nothing wrong with what the product comes with."""
    assert () == check_template(TEMPLATES / name)


@pytest.mark.parametrize(
    ("script", "language", "name"),
    [
        ("board_template", "da", "notat.docx"),
        ("board_template", "en", "notat.en.docx"),
        ("response_template", "da", "hoeringssvar.docx"),
        ("response_template", "en", "hoeringssvar.en.docx"),
        ("short_template", "da", "kort-notat.docx"),
        ("short_template", "en", "kort-notat.en.docx"),
        ("daily_template", "da", "dagens-overblik.docx"),
        ("daily_template", "en", "dagens-overblik.en.docx"),
        ("trend_template", "da", "udvikling.docx"),
        ("trend_template", "en", "udvikling.en.docx"),
        ("correction_template", "da", "rettelse.docx"),
        ("correction_template", "en", "rettelse.en.docx"),
        ("newsletter_template", "da", "nyhedsbrev.docx"),
        ("newsletter_template", "en", "nyhedsbrev.en.docx"),
    ],
)
def test_the_templates_are_what_the_script_builds(
    script: str, language: str, name: str
) -> None:
    """The committed files have not drifted from `tools/build_templates.py`."""
    built = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; sys.path.insert(0, 'tools'); import {script} as b; "
            f"sys.stdout.buffer.write(b.build({language!r}))",
        ],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    assert built == (TEMPLATES / name).read_bytes()


def test_the_page_of_fields_is_up_to_date() -> None:
    """FELTER.md is what the fields themselves say."""
    assert fields_page() == (TEMPLATES / "FELTER.md").read_text()


def test_every_field_is_explained_and_on_the_page() -> None:
    """No field is without its explanation, at any depth."""
    page = fields_page()
    for name in field_types(BriefingFields):
        assert explanations(BriefingFields)[name]
        assert f"`{name}`" in page or f"## {name}" in page


def test_the_guide_for_secretariats_names_the_check_and_the_fields() -> None:
    """docs/templates.md leads to the two things a person needs next to it."""
    page = (ROOT / "docs" / "templates.md").read_text()
    assert "briefing templates check" in page
    assert "FELTER.md" in page
