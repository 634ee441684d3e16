"""The parts of every document against the schema of ISO/IEC 29500."""

import zipfile
from pathlib import Path

import pytest
from awkward_contents import CASES
from openxml_audit import OpenXmlValidator

from briefing.domain.briefing import Form
from briefing.rendering import daily
from briefing.rendering.sample_daily import empty_daily, sample_daily
from briefing.rendering.word import render

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def faults(path: Path) -> list[str]:
    """What a new validator says of a file; an old one remembers another's parts."""
    return [each.description for each in OpenXmlValidator().validate(str(path)).errors]


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.docx")), ids=lambda p: p.name)
def test_every_template_keeps_to_the_schema(path: Path) -> None:
    """Word opens it without mending anything."""
    assert [] == faults(path)


@pytest.mark.parametrize("name", CASES)
def test_every_document_keeps_to_the_schema(name: str, tmp_path: Path) -> None:
    """Filled with the most awkward contents as well."""
    for form in Form:
        path = tmp_path / f"{form}.docx"
        path.write_bytes(render(CASES[name], TEMPLATES / f"{form}.docx", form))
        assert [] == faults(path), form


def test_the_daily_overview_keeps_to_the_schema(tmp_path: Path) -> None:
    """On a full day and on an empty one."""
    for found in (sample_daily(), empty_daily()):
        path = tmp_path / "overblik.docx"
        path.write_bytes(daily.render(found, TEMPLATES / "dagens-overblik.docx"))
        assert [] == faults(path)


def test_the_validator_sees_a_fault(tmp_path: Path) -> None:
    """Properties in the wrong order, for instance."""
    path = tmp_path / "fejl.docx"
    source = TEMPLATES / "notat.docx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "word/document.xml":
                wrong = b'<w:pPr><w:jc w:val="center"/><w:pStyle'
                body = body.replace(b"<w:pPr><w:pStyle", wrong, 1)
            new.writestr(name, body)
    assert faults(path)
