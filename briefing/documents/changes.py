"""Amending instructions: what a bill changes, where, from which words to which.

Source of the phrases: the guide on law quality, 3.4.5.1-14.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.domain.document import Change, Part, Passage

_INTRODUCTION = re.compile(
    r"^(?:§\s*\d+[^I]{0,6})?I (?P<act>.+?)(?:,? jf\. .*?)?,?"
    r"(?: som (?:senest )?ændret.*?)?,? foretages følgende ændring(?:er)?\s*:?\s*$"
)
_NUMBER = re.compile(r"^(?P<number>\d{1,3})\.\s+(?P<text>.*)$", re.DOTALL)
_QUOTED = re.compile(r"»([^«]*)«?")
_REPLACED = re.compile(r"ændres »(?P<old>[^«]*)« til: »(?P<new>[^«]*)«")
_ACTIONS: tuple[tuple[str, str], ...] = (
    (r"\bændres »", "replace"),
    (r"\baffattes\b", "rewrite"),
    (r"\bindsættes\b", "insert"),
    (r"\bophæves\b", "repeal"),
    (r"\budgår\b", "delete"),
    (r"\bbliver\b", "renumber"),
)
_VERB = re.compile(
    r",?\s*(?:\bændres\b|\baffattes\b|\bindsættes\b|\bophæves\b|\budgår\b|\bbliver\b)"
)
_BULKY = re.compile(r"»[^«]*«?")


@dataclass(slots=True)
class Numbered:
    """One numbered instruction with the passages it runs over.

    `introduction` is the passage that names the act, "I lov om … foretages følgende
    ændringer:"; `act` the act's name in it.
    """

    article: str
    act: str
    number: str
    passages: list[Passage]
    introduction: Passage

    @property
    def text(self) -> str:
        """The instruction with its number, a line for each passage."""
        return "\n".join(each.text for each in self.passages)

    @property
    def bare(self) -> str:
        """The instruction without its number."""
        found = _NUMBER.match(self.text)
        return found["text"] if found else self.text

    @property
    def place(self) -> str:
        """Where it stands in the bill: "§ 1, nr. 3"."""
        return f"{self.article}, nr. {self.number}"


def changes_in(
    passages: Sequence[Passage], parts: dict[Part, tuple[int, ...]]
) -> tuple[Change, ...]:
    """Every amending instruction that is recognised; nothing is guessed."""
    return tuple(
        change
        for numbered in instructions_in(passages, parts)
        for change in _changes(numbered)
    )


def instructions_in(
    passages: Sequence[Passage], parts: dict[Part, tuple[int, ...]]
) -> tuple[Numbered, ...]:
    """Every numbered instruction of a bill's amending paragraphs, in order."""
    numbers = parts.get(Part.PROVISIONS, ()) + parts.get(Part.ENTRY_INTO_FORCE, ())
    return tuple(_numbered([passages[number] for number in sorted(numbers)]))


def _numbered(body: Sequence[Passage]) -> Iterator[Numbered]:
    act, current, open_quotes = "", None, 0
    introduction = body[0] if body else None
    for passage in body:
        text = passage.text
        article = passage.locator.provision.split(",", maxsplit=1)[0]
        if open_quotes <= 0 and (found := _INTRODUCTION.match(text)):
            act, introduction = _act_name(found["act"]), passage
            if current:
                yield current
            current = None
        elif open_quotes <= 0 and current and current.article != article:
            yield current
            current, act = None, ""
        elif (
            open_quotes <= 0 and act and introduction and (found := _NUMBER.match(text))
        ):
            if current:
                yield current
            current = Numbered(article, act, found["number"], [passage], introduction)
        elif current:
            current.passages.append(passage)
        open_quotes = max(0, open_quotes + text.count("»") - text.count("«"))
    if current:
        yield current


def _act_name(text: str) -> str:
    return text.split(", jf.", maxsplit=1)[0].strip().rstrip(",")


def _changes(numbered: Numbered) -> Iterator[Change]:
    text = numbered.bare
    instruction = _BULKY.sub("»…«", text)
    action = next((name for sign, name in _ACTIONS if re.search(sign, instruction)), "")
    if not action:
        return
    place = numbered.place
    where = _where(instruction)
    numbers = tuple(each.number for each in numbered.passages)
    pairs = [(each["old"], each["new"]) for each in _REPLACED.finditer(text)]
    if action == "replace" and pairs:
        for old, new in pairs:
            yield Change(place, numbered.act, where, action, old, new, numbers)
        return
    quoted = [each.strip() for each in _QUOTED.findall(text)]
    old = " ".join(quoted) if action == "delete" else ""
    new = " ".join(quoted) if action in ("insert", "rewrite") else ""
    yield Change(
        place, numbered.act, where, action, old, " ".join(new.split()), numbers
    )


def _where(instruction: str) -> str:
    """The place in the act, as lawyers write it: "§ 16 e, stk. 1, 1. pkt."."""
    before = _VERB.split(instruction, maxsplit=1)[0].strip().rstrip(",:")
    before = re.sub(r"^I(?= §| overskrift| bilag| kapitel)", "", before).strip()
    before = before.replace("»…«", "").strip(" ,")
    return re.sub(r",? som$", "", before)
