"""Places as readers name them: provisions, points of the notes, articles."""

import re
from collections.abc import Iterable

from briefing.assessment.passages import PROVISION_PARTS, Clause
from briefing.domain.document import Part
from briefing.language import Translator

_NUMBER = re.compile(r"\d+")
_ARTICLE = re.compile(r"\bArticle (\d+[a-z]?)(?:\((\d+)\))?")


def with_comma(text: str, place: str, language: str) -> str:
    """A Danish text with the comma that closes a place such as "§ 1, nr. 3"."""
    if language != "da" or "," not in place[place.rfind("§") :]:
        return text
    return text.replace(f"{place} ", f"{place}, ")


def place_names(say: Translator, clauses: Iterable[Clause]) -> str:
    """Where the clauses stand: "§ 5, § 7 og § 9", or a point of the notes."""
    found = sorted(clauses, key=lambda each: each.passage.number)
    named = [_localised(say, each.place) for each in found if each.place]
    unique = _outermost(sorted(dict.fromkeys(named), key=_natural))
    if not unique:
        return _notes_place(say, found[0]) if found else say("the text")
    if len(unique) == 1:
        return unique[0]
    first, *others = unique
    stem = first[: first.rfind(" ") + 1]
    if stem != "§ " and all(_NUMBER.fullmatch(e.removeprefix(stem)) for e in unique):
        unique = [first, *(each.removeprefix(stem) for each in others)]
    return say("{places} and {last}", places=", ".join(unique[:-1]), last=unique[-1])


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
