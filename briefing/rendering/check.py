"""`templates check`: what an edit broke in a template, in Danish.

A template is looked at as it stands (text that would disappear, stray braces, unknown
fields) and as it comes out when the invented sample is printed with it: as a draft,
approved, and empty.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn

from briefing.domain.briefing import Form
from briefing.errors import TemplateError
from briefing.language import Translator, translator
from briefing.rendering import correction, daily, newsletter, trends
from briefing.rendering.check_code import code_problems, named
from briefing.rendering.check_printed import (
    broken_form,
    lacking_fields,
    lacking_marks,
    left_draft_marks,
    read,
)
from briefing.rendering.comments import SETTING, Comments, setting
from briefing.rendering.context import fields
from briefing.rendering.correction_fields import (
    CORRECTION_MARKS,
    NEEDED_IN_A_CORRECTION,
    CorrectionFields,
)
from briefing.rendering.daily_fields import (
    DAILY_MARKS,
    NEEDED_IN_A_FULL_BRIEF,
    NEEDED_IN_AN_EMPTY_BRIEF,
    DailyFields,
)
from briefing.rendering.fields import (
    MARKS,
    NEEDED_IN_A_DRAFT,
    NEEDED_WHEN_APPROVED,
    BriefingFields,
    field_types,
)
from briefing.rendering.newsletter_fields import (
    NEEDED_IN_A_NEWSLETTER,
    NEEDED_IN_AN_EMPTY_NEWSLETTER,
    NEWSLETTER_MARKS,
    NewsletterFields,
)
from briefing.rendering.response_fields import NEEDED_IN_A_RESPONSE, ResponseFields
from briefing.rendering.runs import STYLE_NAMES, Paper
from briefing.rendering.sample import empty_content, sample_content
from briefing.rendering.sample_correction import (
    sample_correction,
    small_correction,
)
from briefing.rendering.sample_daily import empty_daily, sample_daily
from briefing.rendering.sample_newsletter import (
    empty_newsletter,
    sample_newsletter,
)
from briefing.rendering.sample_trends import empty_trend, sample_trend
from briefing.rendering.short_fields import NEEDED_IN_A_SHORT_NOTE, ShortFields
from briefing.rendering.trend_fields import (
    NEEDED_IN_A_TREND,
    NEEDED_IN_AN_EMPTY_TREND,
    NEEDED_PICTURES,
    TREND_MARKS,
    TrendFields,
)
from briefing.rendering.word import (
    FIELDS,
    character_styles,
    opened,
    render,
    sources,
)

_PROBLEMS = (
    ("unsafe", "templates may not do this"),
    ("may not do this", "templates may not do this"),
    ("No filter named", "there is no such filter"),
    ("No test named", "there is no such test"),
    ("is not a Word file", "is not a Word file (.docx)"),
    ("cannot be read", "cannot be read"),
    ("breaks the text", "a field breaks the text"),
    ("cannot be computed", "a field cannot be computed"),
)
"""What a problem's text holds, and the sentence it is told in."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a template, in a sentence that says what to do."""

    text: str

    def __str__(self) -> str:
        return self.text


def check_template(path: Path) -> tuple[Problem, ...]:
    """Everything wrong with a template; empty when it can be used.

    `path` is a .docx file; one whose name ends in `.en.docx` is tried in English.
    """
    _ = translator("da")
    try:
        found = list(_examine(path, _))
    except TemplateError as error:
        found = [_broken(error, _)]
    return tuple(Problem(text) for text in dict.fromkeys(found))


def _examine(path: Path, say: Translator) -> Iterator[str]:
    document = opened(path)
    parts = sources(document)
    owner = _owner(parts)
    in_code = [each for part in parts for each in code_problems(part, owner, say)]
    yield from in_code
    yield from _styles(document.docx, say)
    yield from _comments(document.docx, say)
    if not in_code:
        yield from _PRINTED[owner](path, say)


def _owner(parts: list[str]) -> type:
    """Which kind of document a template is for: the one whose fields it asks for."""
    asked = set().union(*(named(part) for part in parts))
    return max(_PRINTED, key=lambda owner: len(asked & set(field_types(owner))))


def _broken(error: TemplateError, say: Translator) -> str:
    problem = _in_words(error.problem, say)
    if error.field:
        return say(
            "The field {field} cannot be filled: {problem}",
            field=error.field,
            problem=problem,
        )
    return say("The template cannot be used: {problem}", problem=problem)


def _in_words(problem: str, say: Translator) -> str:
    """A problem in the reader's language, as far as it is one that is known."""
    for sign, sentence in _PROBLEMS:
        if sign in problem:
            detail = problem.partition(f"{sentence}: ")[2]
            return f"{say(sentence)} ({detail})" if detail else f"{say(sentence)}."
    return problem


def _styles(document: Any, say: Translator) -> Iterator[str]:
    known = character_styles(document)
    for name in STYLE_NAMES:
        if name not in known:
            yield say(
                "The character style »{name}« is missing. Links, references and levels "
                "take their look from it; make it again under that name.",
                name=name,
            )


def _comments(document: Any, say: Translator) -> Iterator[str]:
    known = [each.value for each in Comments]
    found = setting(document.core_properties.keywords)
    if found not in known:
        yield say(
            "The keywords of the template say »{setting}: {found}«, which means "
            "nothing. Write one of: {known}.",
            setting=SETTING,
            found=found,
            known=", ".join(known),
        )


def _printed(path: Path, say: Translator) -> Iterator[str]:
    """What is wrong with the sample when it is printed with the template."""
    language = "en" if path.stem.endswith(".en") else "da"
    draft = sample_content(language=language)
    approved = sample_content(approved=True, language=language)
    values = fields(draft, _PAPER)
    as_draft, as_approved = read(render(draft, path)), read(render(approved, path))
    yield from lacking_marks(as_draft, MARKS, values, say)
    yield from left_draft_marks(as_approved, values, say)
    yield from lacking_fields(as_draft, NEEDED_IN_A_DRAFT, values, say)
    final = fields(approved, _PAPER)
    yield from lacking_fields(as_approved, NEEDED_WHEN_APPROVED, final, say)
    empty = render(empty_content(language=language), path)
    for document in (as_draft, read(empty)):
        yield from broken_form(document, say)


def _printed_response(path: Path, say: Translator) -> Iterator[str]:
    yield from _printed_form(path, Form.RESPONSE, NEEDED_IN_A_RESPONSE, say)


def _printed_short(path: Path, say: Translator) -> Iterator[str]:
    yield from _printed_form(path, Form.SHORT, NEEDED_IN_A_SHORT_NOTE, say)


def _printed_form(
    path: Path, form: Form, needed: tuple[str, ...], say: Translator
) -> Iterator[str]:
    """What is wrong with the sample of a document beside the board's briefing."""
    language = "en" if path.stem.endswith(".en") else "da"
    draft = sample_content(language=language)
    approved = sample_content(approved=True, language=language)
    values: Any = FIELDS[form](draft, _PAPER)
    as_draft, as_approved = (
        read(render(each, path, form)) for each in (draft, approved)
    )
    yield from lacking_marks(as_draft, MARKS, values, say)
    yield from left_draft_marks(as_approved, values, say)
    yield from lacking_fields(as_draft, needed, values, say)
    empty = read(render(empty_content(language=language), path, form))
    for document in (as_draft, as_approved, empty):
        yield from broken_form(document, say)


def _printed_daily(path: Path, say: Translator) -> Iterator[str]:
    """What is wrong with the sample of a daily brief printed with the template."""
    language = "en" if path.stem.endswith(".en") else "da"
    full, empty = sample_daily(language=language), empty_daily(language=language)
    as_full, as_empty = (
        read(daily.render(full, path)),
        read(daily.render(empty, path)),
    )
    values = daily.fields(full, _PAPER)
    yield from lacking_marks(as_full, DAILY_MARKS, values, say)
    yield from lacking_fields(as_full, NEEDED_IN_A_FULL_BRIEF, values, say)
    nothing = daily.fields(empty, _PAPER)
    yield from lacking_fields(as_empty, NEEDED_IN_AN_EMPTY_BRIEF, nothing, say)
    for document in (as_full, as_empty):
        yield from broken_form(document, say)


def _printed_trend(path: Path, say: Translator) -> Iterator[str]:
    """What is wrong with the sample of a development printed with the template."""
    language = "en" if path.stem.endswith(".en") else "da"
    full, empty = sample_trend(language=language), empty_trend(language=language)
    as_full = read(trends.render(full, path))
    as_empty = read(trends.render(empty, path))
    values = trends.fields(full, _PAPER)
    yield from lacking_marks(as_full, TREND_MARKS, values, say)
    yield from lacking_fields(as_full, NEEDED_IN_A_TREND, values, say)
    yield from lacking_pictures(as_full, values, say)
    nothing = trends.fields(empty, _PAPER)
    yield from lacking_fields(as_empty, NEEDED_IN_AN_EMPTY_TREND, nothing, say)
    for document in (as_full, as_empty):
        yield from broken_form(document, say)


def lacking_pictures(document: Any, values: Any, say: Translator) -> Iterator[str]:
    """The pictures that are lacking, or that nobody who cannot see them is told of."""
    told = {each.get("descr") for each in document.element.body.iter(qn("wp:docPr"))}
    for name in NEEDED_PICTURES:
        if str(getattr(values, name)) not in told:
            yield say(
                "The picture {field} is not printed, or without its text. The report "
                "must not be without it; put the field back, in a paragraph of its "
                "own.",
                field=f"{{{{ {name} }}}}",
            )


def _printed_correction(path: Path, say: Translator) -> Iterator[str]:
    """What is wrong with the sample of a correction printed with the template."""
    language = "en" if path.stem.endswith(".en") else "da"
    full, small = (
        sample_correction(language=language),
        small_correction(language=language),
    )
    as_full, as_small = (read(correction.render(e, path)) for e in (full, small))
    values = correction.fields(full, _PAPER)
    yield from lacking_marks(as_full, CORRECTION_MARKS, values, say)
    yield from lacking_fields(as_full, NEEDED_IN_A_CORRECTION, values, say)
    for document in (as_full, as_small):
        yield from broken_form(document, say)


def _printed_newsletter(path: Path, say: Translator) -> Iterator[str]:
    """What is wrong with the sample of a newsletter printed with the template."""
    language = "en" if path.stem.endswith(".en") else "da"
    full = sample_newsletter(language=language)
    empty = empty_newsletter(language=language)
    as_full, as_empty = (read(newsletter.render(e, path)) for e in (full, empty))
    values = newsletter.fields(full, _PAPER)
    yield from lacking_marks(as_full, NEWSLETTER_MARKS, values, say)
    yield from lacking_fields(as_full, NEEDED_IN_A_NEWSLETTER, values, say)
    nothing = newsletter.fields(empty, _PAPER)
    yield from lacking_fields(as_empty, NEEDED_IN_AN_EMPTY_NEWSLETTER, nothing, say)
    for document in (as_full, as_empty):
        yield from broken_form(document, say)


_PRINTED: Mapping[type, Callable[[Path, Translator], Iterator[str]]] = {
    BriefingFields: _printed,
    ResponseFields: _printed_response,
    ShortFields: _printed_short,
    DailyFields: _printed_daily,
    TrendFields: _printed_trend,
    CorrectionFields: _printed_correction,
    NewsletterFields: _printed_newsletter,
}
"""The kinds of document there are templates for, by their fields."""
_PAPER = Paper(lambda _address: "rId0", {})
