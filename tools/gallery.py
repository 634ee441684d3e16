"""Every document for every awkward case as pages to look at: `make gallery`.

Writes `output/gallery/index.html` with a picture of each page. Needs LibreOffice and
pdftoppm; says so and stops where one is missing.
"""

import shutil
import subprocess
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "rendering"))

from awkward_contents import CASES  # noqa: E402 - the cases live with the tests

from briefing.delivery.pdf import has_program, make_beside  # noqa: E402
from briefing.documents.pdf import page_texts  # noqa: E402
from briefing.domain.briefing import Form  # noqa: E402
from briefing.domain.trend import By  # noqa: E402
from briefing.rendering import correction, daily, newsletter, trends  # noqa: E402
from briefing.rendering.sample_correction import (  # noqa: E402
    sample_correction,
    small_correction,
)
from briefing.rendering.sample_daily import empty_daily, sample_daily  # noqa: E402
from briefing.rendering.sample_newsletter import (  # noqa: E402
    empty_newsletter,
    sample_newsletter,
)
from briefing.rendering.sample_trends import empty_trend, sample_trend  # noqa: E402
from briefing.rendering.word import render  # noqa: E402

GALLERY = ROOT / "output" / "gallery"
TEMPLATES = ROOT / "templates"
PDFTOPPM = "pdftoppm"
STYLE = (
    "body{font-family:sans-serif;background:#ddd;margin:2rem}"
    "img{width:19rem;margin:.3rem;background:#fff;box-shadow:0 1px 4px #888}"
)


def main() -> int:
    """Write the gallery; 1 when a program is missing or a page could not be made."""
    if not has_program() or shutil.which(PDFTOPPM) is None:
        sys.stderr.write("The gallery needs LibreOffice (soffice) and pdftoppm.\n")
        return 1
    shutil.rmtree(GALLERY, ignore_errors=True)
    GALLERY.mkdir(parents=True)
    files = [*_briefings(), *_daily(), *_trends(), *_corrections(), *_newsletters()]
    failed = make_beside(files, page_texts)
    sections = [_section(each) for each in files if each not in failed]
    (GALLERY / "index.html").write_text(
        f'<!doctype html><html lang="da"><meta charset="utf-8"><title>Galleri</title>'
        f"<style>{STYLE}</style>{''.join(sections)}</html>"
    )
    for each in failed:
        sys.stderr.write(f"no page could be made of {each}\n")
    sys.stdout.write(f"{GALLERY / 'index.html'}\n")
    return 1 if failed else 0


def _briefings() -> list[Path]:
    files = []
    for form in Form:
        for name, content in CASES.items():
            path = GALLERY / f"{form}-{name}.docx"
            path.write_bytes(render(content, TEMPLATES / f"{form}.docx", form))
            files.append(path)
    return files


def _daily() -> list[Path]:
    files = []
    for name, found in (("fuldt", sample_daily()), ("tomt", empty_daily())):
        path = GALLERY / f"dagens-overblik-{name}.docx"
        path.write_bytes(daily.render(found, TEMPLATES / "dagens-overblik.docx"))
        files.append(path)
    return files


def _trends() -> list[Path]:
    cases = {
        **{each.value: sample_trend(by=each) for each in By},
        "faa": sample_trend(count=5),
        "tomt": empty_trend(),
        "engelsk": sample_trend(language="en"),
    }
    files = []
    for name, found in cases.items():
        path = GALLERY / f"udvikling-{name}.docx"
        path.write_bytes(trends.render(found, TEMPLATES / "udvikling.docx"))
        files.append(path)
    return files


def _corrections() -> list[Path]:
    """Corrections, and a briefing with the mark of one."""
    template = TEMPLATES / correction.TEMPLATE
    files = []
    for name, found in (("fuld", sample_correction()), ("lille", small_correction())):
        path = GALLERY / f"rettelse-{name}.docx"
        path.write_bytes(correction.render(found, template))
        files.append(path)
    body = render(CASES["godkendt"], TEMPLATES / "notat.docx")
    path = GALLERY / "notat-tilbagetrukket.docx"
    withdrawal = sample_correction().withdrawal
    path.write_bytes(correction.marked_word(body, withdrawal, "da"))
    return [*files, path]


def _newsletters() -> list[Path]:
    template = TEMPLATES / newsletter.TEMPLATE
    files = []
    for name, found in (("fuldt", sample_newsletter()), ("tomt", empty_newsletter())):
        path = GALLERY / f"nyhedsbrev-{name}.docx"
        path.write_bytes(newsletter.render(found, template))
        path.with_suffix(".html").write_text(newsletter.as_html(found))
        files.append(path)
    return files


def _section(document: Path) -> str:
    subprocess.run(
        [PDFTOPPM, "-r", "70", "-png", document.with_suffix(".pdf"),
         document.with_suffix("")],
        check=True,
    )  # fmt: skip
    pages = sorted(GALLERY.glob(f"{document.stem}-*.png"))
    title = escape(document.stem)
    pictures = "".join(
        f'<img src="{escape(each.name)}" alt="{title}, side {number}">'
        for number, each in enumerate(pages, 1)
        if each.stem.removeprefix(f"{document.stem}-").isdigit()
    )
    return f"<h2>{title}</h2>{pictures}"


if __name__ == "__main__":
    sys.exit(main())
