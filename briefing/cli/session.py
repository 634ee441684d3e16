"""What every command starts with: where things are, the language, the way out."""

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape

from briefing.adapters.holding import Holder
from briefing.bootstrap import Places, one_run_at_a_time, open_line
from briefing.cli.explain import explain
from briefing.cli.logs import write_logs
from briefing.domain.profile import Profile
from briefing.domain.reference import resolve, resolve_number
from briefing.errors import BriefingError, UnknownRef, UsageError
from briefing.language import Translator, translator
from briefing.language.catalogue import LANGUAGES
from briefing.pipeline.line import Line

DONE, FAILED, USAGE, PARTLY = 0, 1, 2, 3
PATIENCE = timedelta(minutes=1)
"""How long a command waits for another that works in the store."""
LANGUAGE_VARIABLE = "BRIEFING_LANGUAGE"

Json = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]
RefWords = Annotated[
    list[str], typer.Argument(metavar="REF", help="dk/folketinget/20251/L115 or L 115")
]
ProfileId = Annotated[
    str | None, typer.Option("--profile", metavar="ID", help="One profile only.")
]


@dataclass(frozen=True, slots=True)
class Session:
    """One command's surroundings: places, language, and where it prints."""

    places: Places
    verbose: bool
    translate: Translator
    out: Console = field(default_factory=lambda: Console(soft_wrap=True))
    err: Console = field(default_factory=lambda: Console(stderr=True, soft_wrap=True))

    def say(self, message: str, /, style: str = "", **values: object) -> None:
        """Print a sentence of the catalogue with its values."""
        self.out.print(escape(self.translate(message, **values)), style=style)

    def show_json(self, value: object) -> None:
        """Print JSON and nothing else."""
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def waiting(self, holder: Holder | None) -> None:
        """Say that another command is waited for."""
        text = self.translate(
            "Waiting for process {pid} to finish what it is working on.",
            pid=holder.pid if holder else "?",
        )
        self.err.print(escape(text), style="dim")

    def fail(self, error: BaseException) -> NoReturn:
        """Print one sentence that says what to do, and leave with the exit code."""
        if self.verbose:
            self.err.print_exception()
        message = escape(explain(error, self.translate))
        self.err.print(self.translate("Error:"), message, style="bold red")
        raise typer.Exit(USAGE if isinstance(error, UsageError) else FAILED)


def start(
    context: typer.Context, config: Path, data: Path, output: Path, *, verbose: bool
) -> None:
    """Keep the common options for the command that follows."""
    language = os.environ.get(LANGUAGE_VARIABLE, "da")
    if language not in LANGUAGES:
        language = "da"
    write_logs(logging.DEBUG if verbose else logging.CRITICAL)
    places = Places(config, data, output)
    context.obj = Session(places, verbose, translator(language))


def session_of(context: typer.Context) -> Session:
    """The session that `start` made."""
    found = context.obj
    if not isinstance(found, Session):  # Typer always runs `start` first
        raise TypeError("no session")
    return found


@contextmanager
def reporting(context: typer.Context) -> Iterator[Session]:
    """The session; an error inside becomes one sentence and an exit code."""
    session = session_of(context)
    try:
        yield session
    except (typer.Exit, typer.Abort):
        raise
    except BriefingError as error:
        session.fail(error)
    except KeyboardInterrupt as error:
        session.fail(error)
    except Exception as error:  # noqa: BLE001 - a person never sees a bare trace
        session.fail(error)


@contextmanager
def opened(
    context: typer.Context, *, alone: bool = False
) -> Iterator[tuple[Session, Line]]:
    """The session and the line; `alone` holds the store against other runs."""
    with reporting(context) as session:
        if alone:
            with (
                one_run_at_a_time(session.places.data, PATIENCE, session.waiting),
                open_line(session.places) as line,
            ):
                yield session, line
        else:
            with open_line(session.places) as line:
                yield session, line


def one_ref(line: Line, words: list[str]) -> str:
    """The one proposal that these words mean: its ref, a short form, its number."""
    given, refs = " ".join(words), line.store.refs()
    try:
        return resolve(given, refs)
    except UnknownRef:
        return resolve_number(given, map(line.store.proposal, refs))


def chosen_profiles(line: Line, profile_id: str | None) -> tuple[Profile, ...]:
    """Every profile, or the one named; UsageError when there is none of that name."""
    profiles = line.settings.profiles
    if profile_id is None:
        return tuple(profiles.values())
    if profile_id not in profiles:
        raise UsageError(
            "No profile is called “{given}”. There are {known}.",
            given=profile_id,
            known=", ".join(profiles),
        )
    return (profiles[profile_id],)


def one_profile(line: Line, profile_id: str | None) -> Profile:
    """The profile named, or the only one; UsageError when a choice is needed."""
    found = chosen_profiles(line, profile_id)
    if len(found) != 1:
        names = ", ".join(each.id for each in found)
        raise UsageError("Choose one profile with --profile: {names}.", names=names)
    return found[0]
