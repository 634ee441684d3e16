"""PDF files beside what a command has written, and what is said of them."""

from rich.markup import escape

from briefing.cli.session import Session
from briefing.pipeline.line import Line
from briefing.pipeline.printing import print_all


def print_beside(session: Session, line: Line) -> None:
    """Make the PDF files that are lacking; what is said goes to standard error."""
    _ = session.translate
    found = print_all(line)
    if found.no_program:
        session.err.print(
            _("LibreOffice is not installed: no PDF is made beside the Word files."),
            style="yellow",
        )
    for each in found.failed:
        text = _("No PDF could be made of {path}.", path=each)
        session.err.print(escape(text), style="yellow")
