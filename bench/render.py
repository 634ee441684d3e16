"""Briefings per second, beside what the briefing is made of, in one run.

(a) our render from the content; (b) bare docxtpl with the same template and values;
(c) python-docx building the same texts as plain paragraphs and tables.
"""

import io
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import docx
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from briefing.rendering.context import fields
from briefing.rendering.runs import Paper
from briefing.rendering.sample import sample_content
from briefing.rendering.word import as_context, character_styles, render

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "templates" / "notat.docx"
TIMES, MANY = 40, 1_000
MEGABYTE = 1024 * 1024


def _bare_docxtpl() -> bytes:
    template = DocxTemplate(str(TEMPLATE))
    template.init_docx()
    paper = Paper(template.build_url_id, character_styles(template.docx))
    context = as_context(fields(sample_content(), paper))
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    template.render(context, environment)
    stream = io.BytesIO()
    template.save(stream)
    return stream.getvalue()


def _bare_python_docx(texts: list[list[list[str]]]) -> bytes:
    """The same texts: a table for each table, a paragraph for each paragraph."""
    document = docx.Document(str(TEMPLATE))
    for rows in texts:
        if len(rows) == 1 and len(rows[0]) == 1:
            document.add_paragraph(rows[0][0])
            continue
        table = document.add_table(len(rows), max(map(len, rows)))
        for line, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, cells, strict=False):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _texts(body: bytes) -> list[list[list[str]]]:
    """The paragraphs and tables of a briefing as plain texts."""
    return [
        [[cell.text for cell in row.cells] for row in each.rows]
        if hasattr(each, "rows")
        else [[each.text]]
        for each in docx.Document(io.BytesIO(body)).iter_inner_content()
    ]


def _seconds(make: Callable[[], bytes]) -> float:
    """The best of three rounds, in seconds for one briefing."""
    make()
    rounds = []
    for _round in range(3):
        started = time.perf_counter()
        for _time in range(TIMES):
            make()
        rounds.append((time.perf_counter() - started) / TIMES)
    return min(rounds)


def _growth() -> float:
    """Megabytes more in use after many briefings than after a few."""
    for _time in range(TIMES):
        render(sample_content(), TEMPLATE)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _time in range(MANY):
        render(sample_content(), TEMPLATE)
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return grown / MEGABYTE


def run() -> list[tuple[str, str]]:
    """The rows of this benchmark."""
    texts = _texts(render(sample_content(), TEMPLATE))
    ours = _seconds(lambda: render(sample_content(), TEMPLATE))
    bare = _seconds(_bare_docxtpl)
    plain = _seconds(lambda: _bare_python_docx(texts))
    return [
        ("render: briefings per second", f"{1 / ours:.0f}"),
        ("render: bare docxtpl, same template, per second", f"{1 / bare:.0f}"),
        ("render: bare python-docx, same texts, per second", f"{1 / plain:.0f}"),
        ("render: time / bare docxtpl (reach <= 1.3)", f"{ours / bare:.2f}"),
        ("render: time / bare python-docx", f"{ours / plain:.2f}"),
        (f"render: memory grown over {MANY} briefings", f"{_growth():.2f} MB"),
    ]


if __name__ == "__main__":
    for label, value in run():
        sys.stdout.write(f"{label:60} {value:>12}\n")
