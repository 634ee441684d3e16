"""Build the Word templates under `templates/` and `templates/FELTER.md`.

Run once to make the templates that the product comes with. A secretariat then edits
the .docx files in Word; this script is not needed for that, and running it again
overwrites what was edited. The words that stand fixed in a template come from the
same catalogue as everything else, so that the two languages cannot drift apart in
anything but words.
"""

import sys
from pathlib import Path

import board_template
import correction_template
import daily_template
import newsletter_template
import response_template
import short_template
import trend_template

from briefing.rendering.guide import fields_page

ROOT = Path(__file__).resolve().parents[1]
KINDS = (
    board_template,
    response_template,
    short_template,
    daily_template,
    trend_template,
    correction_template,
    newsletter_template,
)
"""One module for each document: its names by language, and how it is built."""


def main() -> None:
    """Write every template and the page of their fields into `templates/`."""
    for kind in KINDS:
        for language, name in kind.NAMES.items():
            path = ROOT / "templates" / name
            path.write_bytes(kind.build(language))
            sys.stdout.write(f"{path}\n")
    (ROOT / "templates" / "FELTER.md").write_text(fields_page())


if __name__ == "__main__":
    main()
