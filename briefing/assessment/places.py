"""Places as readers name them: provisions, points of the notes, articles."""

import re
from collections.abc import Iterable

from briefing.assessment.passages import PROVISION_PARTS, Clause
from briefing.domain.document import Part
from briefing.language import Translator

_STEM = re.compile(r"(?:§|artikel|Article) [^,]+, (?:nr|stk)\. ")
_NUMBERS = re.compile(r"\d+(?:(?:, | og )\d+)*")
_ARTICLE = re.compile(r"\bArticle (\d+[a-z]?)(?:\((\d+)\))?")


def with_comma(text: str, place: str, language: str) -> str:
    """A Danish text with the comma that closes a place such as "§ 1, nr. 3"."""
    last = re.split(r"(?=§|[Aa]rtikel)", place)[-1]
    if language != "da" or "," not in last:
        return text
    for each in (place, f"{place[:1].upper()}{place[1:]}"):
        text = text.replace(f"{each} ", f"{each}, ")
    return text


def place_names(say: Translator, clauses: Iterable[Clause]) -> str:
    """Where the clauses stand: "§ 5, § 7 og § 9", or a point of the notes."""
    found = sorted(clauses, key=lambda each: each.passage.number)
    named = [_localised(say, each.place) for each in found if each.place]
    unique = _outermost(sorted(dict.fromkeys(named), key=_natural))
    if not unique:
        return _notes_place(say, found[0]) if found else say("the text")
    if len(unique) == 1:
        return unique[0]
    if joined := _of_one_section(unique):
        *others, last = joined
        return say("{places} and {last}", places=", ".join(others), last=last)
    *others, last = unique
    comma = "," if say.language == "da" and "," in others[-1] else ""
    return say("{places} and {last}", places=", ".join(others) + comma, last=last)


def _of_one_section(places: list[str]) -> list[str]:
    """The first whole and of the rest the numbers: "§ 1, nr. 1", "5"; else empty."""
    found = _STEM.match(places[0])
    stem = found[0] if found else ""
    rest = [each.removeprefix(stem) for each in places]
    if not stem or not all(_NUMBERS.fullmatch(each) for each in rest):
        return []
    numbers = sorted({int(n) for each in rest for n in re.findall(r"\d+", each)})
    first, *others = map(str, numbers)
    return [f"{stem}{first}", *others] if others else []


def _outermost(places: list[str]) -> list[str]:
    """The places without those that lie within another of them: § 5 has § 5, stk. 2."""
    return [
        each for each in places if not any(each.startswith(f"{o}, ") for o in places)
    ]


def _natural(place: str) -> tuple[int, ...]:
    """The numbers of a place, so that § 10 comes after § 9."""
    return tuple(int(number) for number in re.findall(r"\d+", place))


def _notes_place(say: Translator, clause: Clause) -> str:
    """The point of the notes a clause stands in, by its subject."""
    if clause.part in PROVISION_PARTS:
        return say("the text")
    return {
        Part.BUSINESS_ECONOMY: say("the point on business"),
        Part.PUBLIC_ECONOMY: say("the point on the public sector"),
        Part.PROPOSED_SCHEME: say("the proposed scheme"),
        Part.EU_LAW: say("the point on EU law"),
        Part.EU_OPTIONS: say("the options considered"),
    }.get(clause.part, say("the explanatory notes"))


def _localised(say: Translator, place: str) -> str:
    """An article as a Danish reader writes it: "artikel 5, stk. 1"."""
    if say.language != "da":
        return place
    return _ARTICLE.sub(
        lambda found: (
            f"artikel {found[1]}" + (f", stk. {found[2]}" if found[2] else "")
        ),
        place,
    )
