"""`templates/FELTER.md`: the fields of a template, for the secretariat, in Danish.

Generated from `fields.py`, with examples from the invented sample; a test compares.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from briefing.rendering import (
    correction,
    daily,
    newsletter,
    response,
    short,
    trends,
)
from briefing.rendering.context import fields
from briefing.rendering.correction_fields import (
    NEEDED_IN_A_CORRECTION,
    CorrectionFields,
)
from briefing.rendering.daily_fields import (
    NEEDED_IN_A_FULL_BRIEF,
    NEEDED_IN_AN_EMPTY_BRIEF,
    DailyFields,
)
from briefing.rendering.fields import (
    MARKS,
    NEEDED_IN_A_DRAFT,
    NEEDED_WHEN_APPROVED,
    BriefingFields,
    explanations,
    field_types,
    group_of,
    is_list,
)
from briefing.rendering.newsletter_fields import (
    NEEDED_IN_A_NEWSLETTER,
    NEEDED_IN_AN_EMPTY_NEWSLETTER,
    NewsletterFields,
)
from briefing.rendering.response_fields import NEEDED_IN_A_RESPONSE, ResponseFields
from briefing.rendering.runs import STYLE_NAMES, Paper
from briefing.rendering.sample import sample_content
from briefing.rendering.sample_correction import sample_correction
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
    TrendFields,
)

_LONGEST_EXAMPLE = 70
_HEAD = """# Felter i Word-skabelonerne

Denne side er lavet af programmet (`python tools/build_templates.py`). Hvordan man
ændrer en skabelon, står i `docs/templates.md`.

Et felt skrives i Word som `{{ forslag.titel }}`. En liste gennemgås med to
instruktioner, hver i sit eget afsnit: `{%p for r in risici %}` og `{%p endfor %}`;
i en tabel hver i sin egen række: `{%tr for r in risici %}` og `{%tr endfor %}`. Et
afsnit, der kun skal med, når et felt har et indhold, står mellem `{%p if … %}` og
`{%p endif %}`. Kør `briefing templates check` bagefter.

Felter mærket * skal være i skabelonen; ellers siger kontrollen fra.
"""
_VARIABLE = {
    "frister": "f",
    "sammenfatning": "s",
    "hovedrisici": "r",
    "hovedmuligheder": "m",
    "ændringer": "æ",
    "risici": "r",
    "muligheder": "m",
    "modsætninger": "m",
    "parter": "part",
    "punkter": "o",
    "tjek": "t",
    "fakta": "f",
    "siden_sidst": "n",
    "svar": "s",
    "samme_sag": "s",
    "tidslinje": "t",
    "nye": "x",
    "ændrede": "x",
    "afsluttede": "x",
    "spørgsmål": "s",
    "dokumenter": "d",
    "ikke_hentet": "d",
    "tilbageholdt": "t",
    "belæg": "b",
    "hovedpunkter": "b",
    "generelt": "b",
    "paragraffer": "p",
    "bemærkninger": "b",
    "undersøges": "u",
    "kort_sagt": "s",
    "opmærksom": "s",
    "hvornår": "t",
    "sager": "s",
    "rettelser": "r",
    "afsnit": "a",
    "perioder": "p",
    "grupper": "g",
}


_NEEDED = {
    *MARKS,
    *NEEDED_IN_A_DRAFT,
    *NEEDED_WHEN_APPROVED,
    *NEEDED_IN_A_FULL_BRIEF,
    *NEEDED_IN_AN_EMPTY_BRIEF,
    *NEEDED_IN_A_RESPONSE,
    *NEEDED_IN_A_SHORT_NOTE,
    *NEEDED_IN_A_TREND,
    *NEEDED_IN_AN_EMPTY_TREND,
    *NEEDED_PICTURES,
    *NEEDED_IN_A_CORRECTION,
    *NEEDED_IN_A_NEWSLETTER,
    *NEEDED_IN_AN_EMPTY_NEWSLETTER,
}


def fields_page() -> str:
    """The whole page as Markdown."""
    paper = Paper(lambda _address: "", {})
    overview = daily.fields(sample_daily(), paper)
    nothing = daily.fields(empty_daily(), paper)
    members = newsletter.fields(sample_newsletter(), paper)
    no_news = newsletter.fields(empty_newsletter(), paper)
    development = trends.fields(sample_trend(), paper)
    none = trends.fields(empty_trend(), paper)
    lines = [
        _HEAD,
        *_fields(BriefingFields, _sample()),
        "\n# Felterne i udkastet til høringssvar (`hoeringssvar.docx`)\n",
        *_fields(ResponseFields, response.fields(sample_content(), paper)),
        "\n# Felterne i det korte notat (`kort-notat.docx`)\n",
        *_fields(ShortFields, short.fields(sample_content(), paper)),
        "\n# Felterne i dagens overblik (`dagens-overblik.docx`)\n",
        *_fields(DailyFields, replace(overview, tomt=nothing.tomt)),
        "\n# Felterne i rapporten om udviklingen (`udvikling.docx`)\n",
        *_fields(TrendFields, replace(development, tomt=none.tomt)),
        "\n# Felterne i rettelsen (`rettelse.docx`)\n",
        *_fields(CorrectionFields, correction.fields(sample_correction(), paper)),
        "\n# Felterne i nyhedsbrevet (`nyhedsbrev.docx`)\n",
        *_fields(NewsletterFields, replace(members, tomt=no_news.tomt)),
        "## Tegntypografier\n",
        "Programmet bruger disse tegntypografier ved navn. Deres udseende kan ændres "
        "frit i Word, men de skal findes:\n",
        *(f"- {name}" for name in STYLE_NAMES),
    ]
    return "\n".join(lines) + "\n"


def _fields(owner: type, values: Any) -> Iterator[str]:
    """Every field of one kind of document, the lists each in a section."""
    yield from _table(owner, "", values, only_texts=True)
    for name, kind in field_types(owner).items():
        group = group_of(kind)
        if group:
            yield from _section(owner, name, kind, getattr(values, name))


def _sample() -> BriefingFields:
    """The draft's fields, with what only an approved briefing has."""
    paper = Paper(lambda _address: "", {})
    approved = fields(sample_content(approved=True), paper)
    return replace(
        fields(sample_content(), paper),
        indstilling=approved.indstilling,
        godkendelse=approved.godkendelse,
    )


def _section(owner: type, name: str, kind: Any, value: Any) -> Iterator[str]:
    about, group = explanations(owner)[name], group_of(kind)
    yield f"\n## {name}{_star(name)}\n"
    if not is_list(kind):
        yield f"{about}.\n"
        yield from _table(group, f"{name}.", value)
        return
    variable = _VARIABLE[name]
    yield f"{about}. Gennemgås med `for {variable} in {name}`.\n"
    yield from _table(group, f"{variable}.", value[0])
    for inner, inner_kind in field_types(group).items() if group else ():
        if group_of(inner_kind) and is_list(inner_kind):
            yield f"\n`for {_VARIABLE[inner]} in {variable}.{inner}`:\n"
            items = getattr(value[0], inner)
            yield from _table(group_of(inner_kind), f"{_VARIABLE[inner]}.", items[0])


def _table(
    group: type | None, prefix: str, value: Any, *, only_texts: bool = False
) -> Iterator[str]:
    if group is None:
        return
    yield "| felt | hvad det er | eksempel |"
    yield "|---|---|---|"
    said = explanations(group)
    for name, kind in field_types(group).items():
        if only_texts and group_of(kind):
            continue
        star = _star(name) if only_texts else ""
        example = _example(getattr(value, name))
        yield f"| `{prefix}{name}`{star} | {said[name]} | {example} |"


def _star(name: str) -> str:
    return " *" if name in _NEEDED else ""


def _example(value: Any) -> str:
    """The value of the sample on one line, shortened; lists by their first text."""
    if isinstance(value, bool):
        return "sandt eller falsk, til `if`"
    if isinstance(value, dict):
        return "`{{ matrix[4][3] }}`"
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str)), "(liste)")
    text = " ".join(str(value).split()).replace("|", "/")
    if len(text) > _LONGEST_EXAMPLE:
        text = text[:_LONGEST_EXAMPLE].rsplit(" ", 1)[0] + " …"
    return text
