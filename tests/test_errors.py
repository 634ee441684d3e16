"""Every error passes whole between processes."""

import pickle
from datetime import timedelta

import pytest

from briefing import errors
from briefing.errors import BriefingError

SAMPLES: tuple[BriefingError, ...] = (
    errors.ConfigError("a"),
    errors.SaidError("{a} is odd", a=1),
    errors.AmbiguousRef("L 1", ("a", "b")),
    errors.UnknownRef("L 1"),
    errors.SourceError("toy", "b"),
    errors.FetchError("toy", "https://x", "c"),
    errors.RateLimited("toy", "https://x", timedelta(seconds=90)),
    errors.NotFound("toy", "https://x", "answered 404"),
    errors.ParseError("toy", "d"),
    errors.TemplateError("notat.docx", None, "e"),
    errors.ReviewError("{a}", a="f"),
)


@pytest.mark.parametrize("error", SAMPLES, ids=lambda each: type(each).__name__)
def test_an_error_comes_back_as_it_was(error: BriefingError) -> None:
    """Type, sentence and values; whatever its constructor takes."""
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(again) is type(error)
    assert (str(again), vars(again)) == (str(error), vars(error))
