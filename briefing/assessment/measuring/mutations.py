"""True statements with one thing changed: what grounding must catch, made by rules.

A rule changes a statement in one place so that it is no longer true: a figure, a date,
a provision, a denial, a modal verb, a direction, a party, a body; or it changes the
quotation and leaves the statement. Which word has which opposite stands in tables.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from briefing.assessment.measuring.opposites import (
    ANTONYMS,
    BODIES,
    DENIALS,
    DIRECTIONS,
    FINITE,
    MODALS,
    MONTHS,
    NUMBER_WORDS,
    ORGANISATIONS,
    OVER_UNDER,
    PARTIES,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement with the passage of a document it cites, and the words it quotes.

    `group` says how it is worded: `close` to its source, `free`, or `verbatim`.
    """

    case: str
    document: str
    passage: int
    quote: str
    text: str
    group: str = "free"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A claim that is no longer true, by what was changed."""

    kind: str
    claim: Claim


_DATE = re.compile(rf"(\d{{1,2}})\. ({'|'.join(MONTHS)})( \d{{4}})?")
_SLASHED = re.compile(r"\b(\d{1,2})([/.])(\d{1,2})([-./ ])((?:19|20)\d{2})\b")
_PLACE = re.compile(
    r"(§§? ?|stk\. |nr\. (?=\d+[,).])|artikel |kapitel )(\d+)(?! af)(?!\d)"
)
_NUMBER = re.compile(
    r"(?<![\d/.§])(?<!§ )(\d+(?:\.\d{3})*)(,\d+)?(?![\d/]|\. (?:j|f|m|a|s|o|n|d))"
)
_BEFORE_FIGURE = re.compile(
    r"\b(?:under|over)(?=\s(?:\d+|to|tre|fire|fem|seks|ti|tyve|et|en)\b)"
)
_IDIOM = re.compile(r"\s+(?:alene|kun|blot|mindst|højst)\b")
Rule = Callable[[str], Iterator[str]]


def swapped(text: str, table: Mapping[str, str]) -> Iterator[str]:
    """The text with one word of the table replaced, once for each place."""
    words = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    for match in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE):
        word = table[match[0].casefold()]
        word = word.capitalize() if match[0][0].isupper() else word
        yield text[: match.start()] + word + text[match.end() :]


def numbers(text: str) -> Iterator[str]:
    """Each number made one more, one less, ten times as much; number words changed."""
    taken = [
        match.span()
        for pattern in (_DATE, _SLASHED, _PLACE)
        for match in pattern.finditer(text)
    ]
    for match in _NUMBER.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        whole = int(match[1].replace(".", ""))
        for value in (whole + 1, max(whole - 1, 0), whole * 10):
            if value == whole:
                continue
            shown = f"{value:,}".replace(",", ".") if "." in match[1] else str(value)
            yield text[: match.start(1)] + shown + text[match.end(1) :]
    yield from swapped(text, NUMBER_WORDS)


def dates(text: str) -> Iterator[str]:
    """Each date a day later, a month later, a year later."""
    for match in _DATE.finditer(text):
        day, month, year = int(match[1]), match[2], match[3] or ""
        following = MONTHS[(MONTHS.index(month) + 1) % 12]
        for mutant in (
            f"{day % 27 + 1}. {month}{year}",
            f"{min(day, 28)}. {following}{year}",
            f"{day}. {month} {int(year) + 1}" if year else "",
        ):
            if mutant:
                yield text[: match.start()] + mutant + text[match.end() :]
    for match in _SLASHED.finditer(text):
        day, month = int(match[1]), int(match[3])
        for changed in (
            f"{day % 27 + 1}{match[2]}{month}{match[4]}{match[5]}",
            f"{min(day, 28)}{match[2]}{month % 12 + 1}{match[4]}{match[5]}",
        ):
            yield text[: match.start()] + changed + text[match.end() :]


def provisions(text: str) -> Iterator[str]:
    """Each §, stk., nr., article and chapter one and ten further."""
    for match in _PLACE.finditer(text):
        for more in (1, 10):
            number = int(match[2]) + more
            yield text[: match.start(2)] + str(number) + text[match.end(2) :]


def negations(text: str) -> Iterator[str]:
    """Each denial left out or turned; a statement without any denied after a verb."""
    denied = [*swapped(text, DENIALS), *swapped(text, ANTONYMS)]
    yield from (re.sub(r"\s{2,}", " ", each).replace(" ,", ",") for each in denied)
    verb = FINITE.search(text)
    if verb and not denied and not _IDIOM.match(text, verb.end()):
        yield f"{text[: verb.end()]} ikke{text[verb.end() :]}"


def modality(text: str) -> Iterator[str]:
    """Must for may, may for must."""
    yield from swapped(text, MODALS)


def directions(text: str) -> Iterator[str]:
    """Up for down, least for most, earlier for later, and the reverse."""
    yield from swapped(text, DIRECTIONS)
    for match in _BEFORE_FIGURE.finditer(text):
        word = OVER_UNDER[match[0]]
        yield text[: match.start()] + word + text[match.end() :]


def parties(text: str) -> Iterator[str]:
    """Employees for employers and the reverse; both at once where both are named."""
    words = "|".join(sorted(PARTIES, key=len, reverse=True))
    found = re.compile(rf"\b({words})", re.IGNORECASE)

    def other(match: re.Match[str]) -> str:
        word = PARTIES[match[0].casefold()]
        return word.capitalize() if match[0][0].isupper() else word

    changed = found.sub(other, text)
    if changed != text:
        yield changed


def organisations(text: str) -> Iterator[str]:
    """A body or an organisation that is named put in place of another."""
    yield from swapped(text, BODIES)
    for name in ORGANISATIONS:
        if re.search(rf"\b{name}\b", text):
            other = next(each for each in ORGANISATIONS if each not in text)
            yield re.sub(rf"\b{name}\b", other, text, count=1)


RULES: Mapping[str, Rule] = {
    "number": numbers,
    "date": dates,
    "provision": provisions,
    "negation": negations,
    "modality": modality,
    "direction": directions,
    "party": parties,
    "organisation": organisations,
}
QUOTE_KINDS = ("quote fabricated", "quote changed", "quote spliced", "quote foreign")
ANOTHERS = "citation of another"
"""A statement beside the passage and the true quotation of another statement."""
LEAST_CAUGHT: Mapping[str, float] = {
    **dict.fromkeys(QUOTE_KINDS, 1.0),
    **dict.fromkeys(("number", "date", "provision"), 0.99),
    **dict.fromkeys(("negation", "modality", "direction", "party"), 0.9),
    "organisation": 0.9,
    ANOTHERS: 1.0,
}
"""The share of each kind that is to be caught at the least."""
MOST_FALSE_ALARMS = 0.02
"""The share of true statements that may be withheld."""


def mutants(claim: Claim) -> Iterator[Mutant]:
    """Every mutant of a claim whose statement is changed, each text once."""
    seen = {claim.text}
    for kind, rule in RULES.items():
        for text in rule(claim.text):
            if text not in seen:
                seen.add(text)
                yield Mutant(kind, replace(claim, text=text))


def quote_mutants(claim: Claim, other: Claim, missing: int) -> Iterator[Mutant]:
    """The claim with a false quotation: made up, changed, spliced, another's.

    `other` is a claim on another passage; `missing` a passage that does not exist.
    """
    words = claim.quote.split()
    middle = len(words) // 2
    altered = (
        [*words[:middle], "ganske", *words[middle:]],
        [*words[:middle], *words[middle + 1 :]],
        [*words[: middle - 1], *words[middle - 1 : middle + 1][::-1],
         *words[middle + 1 :]],
    )  # fmt: skip
    spliced = (
        " ".join([*words[:2], "[…]", *words[-2:]]),
        " ".join([*words[:2], "...", *words[-2:]]),
        f"{claim.quote} {other.quote}",
        " ".join([*words[:middle], *other.quote.split()[-3:]]),
    )
    made_up = ("Det fremgår, at forslaget er til gavn for alle parter.", "", "–", "a")
    told = [
        *(("quote changed", " ".join(each)) for each in altered),
        *(("quote spliced", each) for each in spliced),
        *(("quote fabricated", each) for each in made_up),
    ]
    for kind, quote in told:
        if quote not in claim.quote or not quote.strip():
            yield Mutant(kind, replace(claim, quote=quote))
    foreign = "quote foreign"
    if other.quote not in claim.quote and claim.quote not in other.quote:
        yield Mutant(foreign, replace(claim, quote=other.quote))
        yield Mutant(
            foreign, replace(claim, document=other.document, passage=other.passage)
        )
        yield Mutant(ANOTHERS, replace(other, text=claim.text, group=claim.group))
    yield Mutant(foreign, replace(claim, passage=missing))
