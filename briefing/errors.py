"""Every error the product raises on purpose, in one tree.

Messages are English and go to logs; `briefing.language.explain` turns an error
into a sentence in the reader's language that says what to do.
"""

from datetime import timedelta
from typing import Any

AMBIGUOUS_REF = "“{given}” means {meanings}. Write one of them out in full."
UNKNOWN_REF = (
    "No proposal is called “{given}”. See what there is with `briefing list`, or read "
    "the sources with `briefing run`."
)


class BriefingError(Exception):
    """Anything this product raises on purpose; passes whole between processes."""

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is made again, whatever its own `__init__` takes."""
        return _made_again, (type(self), self.args, self.__dict__)


def _made_again(
    kind: type[BriefingError], args: tuple[Any, ...], values: dict[str, Any]
) -> BriefingError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(values)
    return error


class ConfigError(BriefingError):
    """`sources.yaml`, a template or the environment is not usable as it stands."""


class SaidError(BriefingError):
    """An error whose message is a sentence of the catalogue with values in braces."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values


class UsageError(SaidError):
    """A command was given something that does not name exactly one thing."""


class AmbiguousRef(UsageError):
    """A short reference has more than one meaning; `meanings` lists them."""

    def __init__(self, given: str, meanings: tuple[str, ...]) -> None:
        super().__init__(AMBIGUOUS_REF, given=given, meanings=", ".join(meanings))
        self.given = given
        self.meanings = meanings


class UnknownRef(UsageError):
    """A reference matches nothing in the store."""

    def __init__(self, given: str) -> None:
        super().__init__(UNKNOWN_REF, given=given)
        self.given = given


class StoreError(BriefingError):
    """The store cannot be opened or written."""


NEWER_STORE = (
    "The store in {path} belongs to a newer version of the program (it is {found}, "
    "this program knows {known}). Nothing was changed. Update the program, or restore "
    "a backup from before the update into another folder: `briefing --data DIR "
    "restore FILE`."
)


class NewerStore(SaidError, StoreError):
    """The store was written by a newer version of the program; it is left alone."""

    def __init__(self, path: object, found: str, known: str) -> None:
        super().__init__(NEWER_STORE, path=path, found=found, known=known)


HELD_BY = (
    "Another command is working in {path}: process {pid} on {host}, since {since}. "
    "Try again when it is done; `briefing status` tells how far it is."
)
HELD = (
    "Another command is working in {path}. Try again when it is done; `briefing "
    "status` tells how far it is."
)
SERVED_BY = (
    "The store in {path} is served already: by process {pid} on {host}, since {since}. "
    "End that one first, or give --data another folder."
)
SERVED = (
    "The store in {path} is served already by another process. End that one first, or "
    "give --data another folder."
)


class StoreHeld(SaidError, StoreError):
    """Another process holds the store; the sentence says which and since when."""


class BackupError(SaidError):
    """A backup cannot be made or put back; the sentence says why and what to do."""


class SourceError(BriefingError):
    """A source could not be read; `source_id` says which."""

    def __init__(self, source_id: str, message: str) -> None:
        super().__init__(message)
        self.source_id = source_id


class FetchError(SourceError):
    """An address did not answer as it should."""

    def __init__(self, source_id: str, url: str, message: str) -> None:
        super().__init__(source_id, f"{url}: {message}")
        self.url = url
        self.reason = message


class Unreachable(FetchError):
    """No usable answer after every retry: connection, time-out, 5xx, broken body."""


class NotFound(FetchError):
    """The address answered 404 or 410."""


class RateLimited(FetchError):
    """The source asked us to wait; `wait` says how long."""

    def __init__(self, source_id: str, url: str, wait: timedelta) -> None:
        super().__init__(source_id, url, f"asked to wait {int(wait.total_seconds())} s")
        self.wait = wait


class Blocked(FetchError):
    """A bot challenge or a refusal instead of an answer."""


class TooLarge(FetchError):
    """More bytes than the configured cap, on the wire or once unpacked."""


class ForbiddenHost(FetchError):
    """An address outside the origins written in `sources.yaml`."""


class ParseError(SourceError):
    """An answer does not have the expected shape; the message names what is missing."""


class UnexpectedlyEmpty(SourceError):
    """A source that is never empty listed nothing."""


class DocumentError(BriefingError):
    """A document's bytes cannot be read as the kind of file they claim to be."""


class ScannedWithoutText(DocumentError):
    """A PDF holds pictures of pages and no text."""


class AnalysisError(BriefingError):
    """No usable assessment could be made."""


class ModelUnavailable(AnalysisError):
    """The model gave no answer: unreachable, overloaded, or our key was refused."""


class ModelBusy(ModelUnavailable):
    """The model's server is overloaded, or has been asked too much of."""


class KeyNotAccepted(ModelUnavailable):
    """The model's server does not accept our key."""


class QuestionRejected(AnalysisError):
    """The model's server does not take the question, whoever asks it."""


class AnswersAwaited(AnalysisError):
    """Questions were handed in together, and their answers are not there yet."""


class ModelRefused(AnalysisError):
    """The model declined to answer."""


class Truncated(AnalysisError):
    """The answer was cut off; a part of an answer is no answer."""


class QuestionTooLong(Truncated):
    """The question is longer than the model takes; nothing of it was answered."""


class InvalidAnswer(AnalysisError):
    """The answer is not of the form that was asked for."""


class BudgetSpent(AnalysisError):
    """The tokens or kroner set aside are used up; `limit` names the limit."""

    def __init__(self, limit: str, message: str) -> None:
        super().__init__(message)
        self.limit = limit


class ReviewError(SaidError):
    """A decision on a briefing is not possible, such as approving a stale one."""


class TemplateError(BriefingError):
    """A Word template cannot be filled; `template` and `field` say where."""

    def __init__(self, template: str, field: str | None, message: str) -> None:
        super().__init__(f"{template}: {message}")
        self.template = template
        self.field = field
        self.problem = message


class ArchiveError(BriefingError):
    """The archive cannot be read or written, or is not as it was written."""


class DeliveryError(BriefingError):
    """A finished briefing could not be put where it belongs."""


class MailNotSent(DeliveryError):
    """The server has certainly not taken the message; it may be tried again.

    `is_down` tells that the server takes nothing at all at the moment, `wait` how long
    it asks to be left alone.
    """

    def __init__(
        self, message: str, *, is_down: bool = False, wait: timedelta | None = None
    ) -> None:
        super().__init__(message)
        self.is_down = is_down
        self.wait = wait


class MailRefused(DeliveryError):
    """The server will not take the message, in its own words."""


class MailUncertain(DeliveryError):
    """The message was handed over, but whether it was taken is not known."""


SENTENCES = (
    AMBIGUOUS_REF, UNKNOWN_REF, NEWER_STORE, HELD, HELD_BY, SERVED, SERVED_BY,
)  # fmt: skip
"""The sentences that are constants here, for the catalogue."""
