"""Every document for readers who hear it, enlarge it or print it in grey."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from awkward_contents import CASES
from docx.oxml.ns import qn
from word_texts import headings, opened, parts

from briefing.domain.briefing import Form
from briefing.domain.trend import By
from briefing.rendering import correction, daily, newsletter, trends
from briefing.rendering.sample_correction import sample_correction, small_correction
from briefing.rendering.sample_daily import empty_daily, sample_daily
from briefing.rendering.sample_newsletter import empty_newsletter, sample_newsletter
from briefing.rendering.sample_trends import empty_trend, sample_trend
from briefing.rendering.word import render

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
OTHERS: dict[str, tuple[Any, dict[str, Any]]] = {
    "udvikling": (
        trends,
        {
            "typisk": sample_trend(),
            "ministerier": sample_trend(by=By.MINISTRY),
            "faa": sample_trend(count=5),
            "tom": empty_trend(),
            "engelsk": sample_trend(language="en"),
        },
    ),
    "dagens-overblik": (daily, {"fuldt": sample_daily(), "tomt": empty_daily()}),
    "rettelse": (
        correction,
        {
            "fuld": sample_correction(),
            "lille": small_correction(),
            "engelsk": sample_correction(language="en"),
        },
    ),
    "nyhedsbrev": (
        newsletter,
        {
            "fuldt": sample_newsletter(),
            "tomt": empty_newsletter(),
            "engelsk": sample_newsletter(language="en"),
        },
    ),
}
"""What is no briefing on a proposal: by template, who sets it and which cases."""
ALL = [
    *((form.value, name) for form in Form for name in CASES),
    *((kind, name) for kind, (_setter, cases) in OTHERS.items() for name in cases),
]


@pytest.fixture(scope="module")
def made() -> dict[tuple[str, str], bytes]:
    """Every document of every case."""
    return {(kind, name): _made(kind, name) for kind, name in ALL}


def _made(kind: str, name: str) -> bytes:
    template = TEMPLATES / f"{kind}.docx"
    if kind in OTHERS:
        setter, cases = OTHERS[kind]
        made: bytes = setter.render(cases[name], template)
        return made
    return render(CASES[name], template, Form(kind))


@pytest.mark.parametrize(("form", "name"), ALL)
def test_the_file_can_be_found_and_read_aloud(
    form: str, name: str, made: dict[tuple[str, str], bytes]
) -> None:
    """Title, language, heading levels, captions, header rows, alternative texts."""
    body = made[form, name]
    document = opened(body)
    assert document.core_properties.title
    expected = "en-GB" if name == "engelsk" else "da-DK"
    assert expected == document.core_properties.language
    styles = parts(body)["word/styles.xml"].decode()
    assert f'w:lang w:val="{expected}"' in styles
    found = document.element.body
    assert {each.get(qn("w:val")) for each in found.iter(qn("w:lang"))} <= {expected}
    levels = [0, *(level for level, _title in headings(body))]
    assert max((b - a for a, b in pairwise(levels)), default=0) <= 1
    for table in document.tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert _has_header(table) or table.style.name == "Oplysninger"
    for picture in found.iter(qn("wp:docPr")):
        assert picture.get("descr")


def _has_header(table: Any) -> bool:
    properties = table.rows[0]._tr.trPr
    return properties is not None and properties.find(qn("w:tblHeader")) is not None


@pytest.mark.parametrize(("form", "name"), ALL)
def test_word_can_open_it(
    form: str, name: str, made: dict[tuple[str, str], bytes]
) -> None:
    """Ids of bookmarks are numbers of their own, and every anchor has its target."""
    found = opened(made[form, name]).element.body
    starts = [each.get(qn("w:id")) for each in found.iter(qn("w:bookmarkStart"))]
    ends = [each.get(qn("w:id")) for each in found.iter(qn("w:bookmarkEnd"))]
    assert all(each.isdigit() for each in starts)
    assert sorted(set(starts)) == sorted(starts) == sorted(ends)
    names = {each.get(qn("w:name")) for each in found.iter(qn("w:bookmarkStart"))}
    anchors = {each.get(qn("w:anchor")) for each in found.iter(qn("w:hyperlink"))}
    assert anchors - {None} <= names
    for cell in found.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")
