"""Errors as a person should read them: what was wrong, and what to do."""

from briefing import errors
from briefing.language import Translator

# The first type that fits is used, so that the narrow ones stand first.
SENTENCES: tuple[tuple[type[BaseException], str], ...] = (
    (errors.ConfigError, "The configuration cannot be used: {detail}"),
    (errors.StoreError, "The store cannot be used: {detail}"),
    (
        errors.RateLimited,
        "The source asks us to wait: {detail}. It is tried again later by itself.",
    ),
    (
        errors.Blocked,
        "The source refuses programs: {detail}. Open the address in a browser, save "
        "the file, and run `briefing brief FILE`.",
    ),
    (
        errors.TooLarge,
        "The file is larger than allowed: {detail}. Raise `run: size_cap_mb` if you "
        "trust it.",
    ),
    (
        errors.ForbiddenHost,
        "The address is not one of the source's own: {detail}. Add its origin to "
        "`document_origins` in the configuration if you trust it.",
    ),
    (
        errors.NotFound,
        "There is nothing at the address: {detail}. It is looked for again tomorrow.",
    ),
    (
        errors.Unreachable,
        "The source did not answer: {detail}. It is tried again later by itself.",
    ),
    (
        errors.UnexpectedlyEmpty,
        "The source listed nothing, and it always lists something: {detail}. "
        "Nothing was changed. Look at the source in a browser; if it really may be "
        "empty, set `may_be_empty: true`.",
    ),
    (
        errors.ParseError,
        "The source answers in another form than before: {detail}. Nothing was "
        "changed. Report it, and read the source by hand until it is mended.",
    ),
    (errors.SourceError, "The source could not be read: {detail}"),
    (
        errors.ScannedWithoutText,
        "The file holds pictures of pages and no text: {detail}. Have text "
        "recognised in it (OCR) and try again.",
    ),
    (errors.DocumentError, "The document cannot be read: {detail}"),
    (errors.TemplateError, "The Word template cannot be used: {detail}"),
    (errors.ArchiveError, "The archive cannot be used: {detail}"),
    (errors.DeliveryError, "The briefing could not be put in place: {detail}"),
    (errors.AnalysisError, "No assessment could be made: {detail}"),
    (KeyboardInterrupt, "Stopped. What was finished is kept; run again to go on."),
)
UNEXPECTED = (
    "Something unexpected happened ({name}: {detail}). Run again with --verbose "
    "before the command to see where, and report it."
)


def explain(error: BaseException, translate: Translator) -> str:
    """The error as a sentence in the reader's language that says what to do."""
    if isinstance(error, errors.SaidError):
        return translate(error.message, **error.values)
    for kind, sentence in SENTENCES:
        if isinstance(error, kind):
            return translate(sentence, detail=str(error).rstrip("."))
    return translate(UNEXPECTED, name=type(error).__name__, detail=str(error))


def explain_stored(name: str, detail: str, translate: Translator) -> str:
    """The same for an error that was kept as its type's name and its message."""
    kind = getattr(errors, name, None)
    for known, sentence in SENTENCES:
        if isinstance(kind, type) and issubclass(kind, known):
            return translate(sentence, detail=detail.rstrip("."))
    return translate(UNEXPECTED, name=name, detail=detail)
