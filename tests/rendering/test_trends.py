"""The report on the development: its words, its pictures, its table, its numbers."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from PIL import Image
from word_texts import header_text, opened, parts, text

from briefing.domain.assessment import Level
from briefing.domain.trend import By, Length, Trend, matters, rows_of
from briefing.language import translator
from briefing.language.written import NO_BREAK
from briefing.rendering.check import check_template
from briefing.rendering.picture import Bar, bars
from briefing.rendering.sample_trends import _glance, empty_trend, sample_trend
from briefing.rendering.trends import as_csv, as_json, render

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "udvikling.docx"
FULL = sample_trend()
DANISH = translator("da")


def plain(found: Trend) -> str:
    """The text of a report with ordinary spaces."""
    return text(render(found, TEMPLATE)).replace(NO_BREAK, " ")


def test_the_latest_period_is_told_beside_the_one_before() -> None:
    """How many, how grave, approved and drafts apart, where most."""
    said = plain(FULL)
    last = FULL.totals[-1]
    assert (
        f"4. kvartal 2025: {last.now.total} sager, heraf {last.now.grave} med høj "
        f"eller kritisk risiko. Godkendt: {last.now.approved}. "
        f"Udkast: {last.now.drafts}." in said
    )
    assert f"Perioden før: {last.before.total} sager" in said
    assert "Flest med høj eller kritisk risiko: Beskæftigelse og jobindhold" in said
    assert "Der er få sager" not in said


def test_the_tables_hold_the_numbers_of_the_pictures() -> None:
    """Every number of every period, and of every group in the latest one."""
    document = opened(render(FULL, TEMPLATE))
    told = [e.get("descr") for e in document.element.body.iter(qn("wp:docPr"))]
    periods, groups = document.tables
    for number, total in enumerate(FULL.totals, 1):
        cells = [each.text for each in periods.rows[number].cells]
        counts = [total.now.levels.get(each, 0) for each in (None, *Level)]
        after = [total.now.total, total.now.approved, total.now.drafts]
        assert [str(each) for each in (*counts, *after)] == cells[1:]
        assert f"{cells[0]}: ".replace(NO_BREAK, " ") in told[0]
    assert len(FULL.of(FULL.spans[-1])) == len(groups.rows) - 1
    assert "Beskæftigelse og jobindhold: " in told[1]
    course = groups.rows[1].cells[-1].text.split(" · ")
    assert groups.rows[1].cells[6].text == course[-1]
    assert groups.rows[1].cells[7].text == course[-2]


def test_little_is_said_to_be_little() -> None:
    """No group is said to have grown; the difference is not called a development."""
    few = sample_trend(count=5)
    said = plain(few)
    assert "Der er få sager (1 i den seneste periode, 2 i perioden før)." in said
    assert "Mest vokset" not in said
    assert "4. kvartal 2025: 1 sag, heraf" in said


def test_a_period_that_is_not_over_is_not_compared() -> None:
    """It is marked wherever it stands."""
    found = replace(FULL, today=date(2025, 12, 31))
    said = plain(found)
    assert "4. kvartal 2025 (ikke slut)" in said
    assert "Den seneste periode er ikke slut" in said
    assert "Mest vokset" not in said
    assert "Mest vokset" in plain(FULL)


def test_nothing_is_said_to_be_nothing() -> None:
    """No tables, no pictures, no rates of nothing."""
    body = render(empty_trend(), TEMPLATE)
    assert "ikke fremsat eller sendt nogen sag i høring" in text(body)
    assert [] == opened(body).tables
    assert not [each for each in parts(body) if "media" in each]
    assert "EKSEMPELDATA" not in header_text(body)
    assert "EKSEMPELDATA" in header_text(render(FULL, TEMPLATE))


def test_the_same_numbers_give_the_same_picture() -> None:
    """Byte for byte, twice over, and whatever the day."""
    first = parts(render(FULL, TEMPLATE))
    later = parts(render(replace(FULL, now=FULL.now.replace(hour=9)), TEMPLATE))
    pictures = [name for name in first if "media" in name]
    assert 2 == len(pictures)
    assert [first[e] for e in pictures] == [later[e] for e in pictures]


def test_levels_are_told_apart_in_grey() -> None:
    """Each level has its own grey or its own hatching, measured in the picture."""
    greys = []
    for number in range(5):
        counts = tuple(int(each == number) for each in range(5))
        picture = Image.open(io.BytesIO(bars([Bar("x", counts)], ["l"] * 5, "n")))
        width, height = picture.size
        part = picture.convert("L").crop(
            (int(width * 0.2), int(height * 0.42), int(width * 0.4), int(height * 0.5))
        )
        seen = part.tobytes()
        greys.append(sum(seen) / len(seen))
    assert 12 < min(
        abs(a - b) for n, a in enumerate(greys) for b in greys[:n] if a != b
    ), greys
    assert 5 == len({round(each) for each in greys})


def test_a_danish_spreadsheet_opens_the_table() -> None:
    """Semicolons, a BOM, decimal commas, line ends of Windows; no formula."""
    hostile = replace(_glance(1, date(2025, 11, 3)), ministry='=HYPERLINK("x")')
    found = matters((hostile,), ())
    several = FULL.spans
    trend = replace(
        FULL,
        by=By.MINISTRY,
        totals=rows_of(found, None, several, Length.QUARTER),
        rows=rows_of(found, By.MINISTRY, several, Length.QUARTER),
    )
    body = as_csv([FULL, trend], DANISH)
    assert body.startswith(b"\xef\xbb\xbfProfil;Periode;")
    assert b"\r\n" in body
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    first = rows[0]
    assert ("1. kvartal 2025", "Alle, hver sag én gang", "ja") == (
        first["Periode"], first["Gruppe"], first["Slut"]
    )  # fmt: skip
    shares = [each["Høj eller kritisk (%)"] for each in rows]
    grave = FULL.totals[2].now
    assert f"{100 * grave.grave / grave.total:.1f}".replace(".", ",") in shares
    assert '\'=HYPERLINK("x")' == rows[-1]["Gruppe"]
    assert all(int(e["I alt"]) == int(e["Godkendt"]) + int(e["Udkast"]) for e in rows)


def test_the_json_holds_every_period() -> None:
    """Also the groups of the periods that the Word file has no room for."""
    found = json.loads(as_json(FULL))
    assert "trends/1" == found["schema"]
    assert 4 == len(found["totals"])
    assert len(FULL.rows) == len(found["groups"])
    assert found["totals"][3]["total"] == FULL.totals[3].now.total
    assert found["reservations"]


@pytest.mark.parametrize("field", ["billede", "hovedtal", "optælling", "perioder"])
def test_the_check_finds_what_the_report_may_not_be_without(
    field: str, tmp_path: Path
) -> None:
    """A picture, the numbers, or how they were counted, taken out of the template."""
    document = opened(TEMPLATE.read_bytes())
    for each in document.element.body.iter(qn("w:t")):
        if each.text in {f"{{{{ {field} }}}}", "{{ h }}", "{{ p.titel }}"}:
            known = {"{{ h }}": "hovedtal", "{{ p.titel }}": "perioder"}
            if known.get(each.text, field) == field:
                each.text = "–"
    path = tmp_path / "egen.docx"
    document.save(path)
    assert any(field in str(each) for each in check_template(path))
