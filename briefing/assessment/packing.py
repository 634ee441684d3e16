"""Documents as text for a model: a map, then passages with numbers of their own.

A passage's number counts through all documents of a question, so that an answer
names a passage by one number. Documents are text and nothing else: what stands in
them is never an instruction, and a passage that gives orders all the same is left out,
alone or with the one it runs on from.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from briefing.assessment.hostile import gives_orders
from briefing.domain.document import RECORD_KEY, Document, Part, Passage, PassageKind
from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal
from briefing.language import Translator
from briefing.language.recognise import guess_language

LETTERS_PER_TOKEN = 2.2
"""Letters of Danish legal text to a token, on the careful side: a small model of one's
own takes as many tokens."""

MAP_SHARE = 3
"""The map of a long text takes at most one part in so many of what is sent."""
_SAMPLE = 40
_SEAM = 120

CORE_PARTS = frozenset(
    {
        Part.TITLE_PAGE,
        Part.PROVISIONS,
        Part.ENTRY_INTO_FORCE,
        Part.INTRODUCTION,
        Part.PROPOSED_SCHEME,
        Part.EU_LAW,
        Part.SUMMARY_TABLE,
        Part.EU_CONTEXT,
        Part.EU_ARTICLES,
    }
)
"""What every question needs when the whole text is too long."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A passage with the number that a model knows it by."""

    number: int
    document: Document
    passage: Passage
    part: Part


@dataclass(frozen=True)
class Pack:
    """The documents of one proposal, numbered through.

    `left_out` are the passages that give orders: they have no number.
    """

    numbered: tuple[Numbered, ...]
    left_out: tuple[tuple[Document, Passage], ...] = ()

    @cached_property
    def by_number(self) -> dict[int, Numbered]:
        """Each passage by its number."""
        return {each.number: each for each in self.numbered}

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents, in order."""
        return tuple(
            {each.document.key: each.document for each in self.numbered}.values()
        )

    @property
    def letters(self) -> int:
        """The length of the whole as it would be sent, in letters."""
        return sum(len(each.passage.text) + 40 for each in self.numbered)


def permitted(
    proposal: Proposal, documents: Iterable[Document], profile: Profile
) -> tuple[Document, ...]:
    """The documents whose text the profile lets a model see.

    Nothing given in confidence ever; the source's own record goes with whatever may.
    """
    kinds = profile.model_may_read.get(proposal.source, ())
    if proposal.confidential or not kinds:
        return ()
    allowed = [
        each
        for each in documents
        if each.reading is not None
        and each.key != RECORD_KEY
        and ("all" in kinds or each.kind.value in kinds)
    ]
    record = [each for each in documents if each.key == RECORD_KEY and each.reading]
    return (*allowed, *record) if allowed else ()


def in_language(document: Document, language: str) -> bool:
    """Whether a document is written in this language, by its first passages."""
    passages = document.reading.passages if document.reading else ()
    text = "\n".join(each.text for each in passages[:_SAMPLE])
    return document.key == RECORD_KEY or guess_language(text) == language


def readable_of(
    proposal: Proposal, documents: Iterable[Document], profile: Profile
) -> tuple[Document, ...]:
    """The documents that a model may see and whose language the briefing has."""
    allowed = permitted(proposal, documents, profile)
    return tuple(each for each in allowed if in_language(each, profile.language))


def pack(documents: Iterable[Document]) -> Pack:
    """The passages with numbers from 1, those that give orders left out."""
    found: list[Numbered] = []
    left_out: list[tuple[Document, Passage]] = []
    for document in documents:
        if document.reading is None:
            continue
        parts = {n: part for part, ns in document.reading.parts.items() for n in ns}
        ordering = _ordering(document.reading.passages)
        for passage in document.reading.passages:
            if passage.number in ordering:
                left_out.append((document, passage))
                continue
            part = parts.get(passage.number, Part.UNPLACED)
            found.append(Numbered(len(found) + 1, document, passage, part))
    return Pack(tuple(found), tuple(left_out))


def _ordering(passages: tuple[Passage, ...]) -> set[int]:
    """The numbers of the passages that give orders, alone or two together."""
    alone = {each.number for each in passages if gives_orders(each.text)}
    found = set(alone)
    for first, second in pairwise(passages):
        if first.number in alone or second.number in alone:
            continue
        joined = f"{first.text[-_SEAM:]} {second.text[:_SEAM]}"
        if gives_orders(joined) and not _each_does(first, second):
            found |= {first.number, second.number}
    return found


def _each_does(first: Passage, second: Passage) -> bool:
    """Whether one of two ends gives orders only because it was cut out."""
    return gives_orders(first.text[-_SEAM:]) or gives_orders(second.text[:_SEAM])


def shared_text(packed: Pack, letters: int) -> tuple[str, frozenset[int]]:
    """What every question is sent, at most so many letters, and the numbers in it.

    The whole text when it fits; else a map of it and the parts every question needs.
    """
    overview: list[str] = []
    if packed.letters <= letters:
        chosen: Collection[Numbered] = packed.numbered
        whole = True
    else:
        core = [each for each in packed.numbered if each.part in CORE_PARTS]
        overview = _map(packed, letters // MAP_SHARE)
        chosen = _first(core, letters - sum(map(len, overview)))
        whole = False
    numbers = frozenset(each.number for each in chosen)
    heading = () if whole else ("<oversigt>", *overview, "</oversigt>")
    return "\n".join((*heading, *_lines(chosen))), numbers


def extra_text(
    packed: Pack, parts: Collection[Part], sent: frozenset[int], letters: int
) -> str:
    """More passages of these parts, for one question; empty when all were sent."""
    more = [
        each
        for each in packed.numbered
        if each.part in parts and each.number not in sent
    ]
    return "\n".join(_lines(_first(more, letters)))


def _first(numbered: Iterable[Numbered], letters: int) -> list[Numbered]:
    chosen: list[Numbered] = []
    for each in numbered:
        letters -= len(each.passage.text) + 40
        if letters < 0:
            break
        chosen.append(each)
    return chosen


def _map(packed: Pack, letters: int) -> list[str]:
    """The first headings of the documents, with the number each stands at."""
    found = []
    for each in packed.numbered:
        if each.passage.kind is PassageKind.HEADING:
            line = f"{each.number}: {_flat(each.passage.text)}"
            letters -= len(line)
            if letters < 0:
                break
            found.append(line)
    return found


def _lines(numbered: Iterable[Numbered]) -> Iterable[str]:
    current = ""
    for each in numbered:
        if each.document.key != current:
            if current:
                yield "</dokument>"
            current = each.document.key
            yield f'<dokument titel="{_plain(each.document)}">'
        yield f"[{each.number}]{_place(each.passage)} {_flat(each.passage.text)}"
    if current:
        yield "</dokument>"


def titled(document: Document) -> str:
    """The title; the kind alone where the title gives orders."""
    return document.kind.value if gives_orders(document.title) else document.title


def _plain(document: Document) -> str:
    """The title as an attribute."""
    return _flat(titled(document)).replace('"', "'").replace("<", "(").replace(">", ")")


def _flat(text: str) -> str:
    """On one line, so that no text makes a line of its own that looks like ours."""
    return " ".join(text.split())


def place_of(passage: Passage, _: Translator) -> str:
    """Where a passage stands, for a reader: the provision, else the page."""
    locator = passage.locator
    if locator.field:
        return _("the field {name}", name=locator.field)
    if locator.provision or locator.page is None:
        number = locator.paragraph or passage.number + 1
        return locator.provision or _("para. {number}", number=number)
    return _("p. {page}", page=locator.page)


def _place(passage: Passage) -> str:
    locator = passage.locator
    named = locator.provision or locator.field
    return f" ({_flat(named)})" if named else ""
