"""Where logs go and in what form: lines to read, or a JSON object per line.

No text of a document and nobody's address is in them: what is logged are numbers,
names of sources, references of proposals, and the kinds of errors.
"""

import logging
import sys
from typing import Literal

import structlog
from structlog.typing import Processor

LogForm = Literal["text", "json"]
_LIBRARIES = {
    "apscheduler": logging.ERROR,  # that a tick is still at work is no news
    "uvicorn": logging.WARNING,
    "alembic": logging.WARNING,
}
"""From which level on each is passed on; their words hold none of our texts."""


def write_logs(level: int, form: LogForm | None = None) -> None:
    """Log from this level on to standard error; JSON where that is no terminal."""
    chosen = form or ("text" if sys.stderr.isatty() else "json")
    shape: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if chosen == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at_time"),
            shape,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    for name, least in _LIBRARIES.items():
        logger = logging.getLogger(name)
        logger.handlers[:] = [_PassOn(max(level, least))]
        logger.propagate = False


class _PassOn(logging.Handler):
    """Passes a library's warning on: which library, its level, its message."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log it among our own."""
        error = record.exc_info[1] if record.exc_info else None
        structlog.get_logger().warning(
            "library",
            library=record.name,
            message=record.getMessage(),
            error=type(error).__name__ if error else "",
        )
