"""What changes: today and proposed, from the amending instructions and the notes.

Three ways, best first: the main points of point 3 (law today, proposed scheme);
the amending instructions, each joined with the special note of its number; and, in
an act of its own, a draft order or an EU text, the duties paragraph by paragraph.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefing.assessment.case import Case
from briefing.assessment.negation import is_negated
from briefing.assessment.passages import (
    Clause,
    cite,
    clean_place,
    is_proposed,
    is_today,
    quoted,
    short_act,
    unlabelled,
)
from briefing.assessment.quotes import SHORTEST
from briefing.domain.assessment import Point, PointKind
from briefing.domain.document import (
    Change,
    Citation,
    Document,
    Part,
    Passage,
    PassageKind,
    Reading,
)
from briefing.domain.proposal import DocumentKind
from briefing.language.sentences import sentences

MOST_CHANGES = 12
MOST_MAIN_POINTS = 4
LONGEST_CELL = 320
_EFFECT = re.compile(
    r"\bvil (?:medføre|indebære|betyde)\b|\b(?:medfører|indebærer), at\b", re.IGNORECASE
)
_FORESEEN = re.compile(r"\bforeslå(?:s|r|et|ede)\b|\bforslaget\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"§+|\b(?:stk|nr|pkt|og|eller|litra|til|jf|[a-z])\b|\d+|[\W_]", re.IGNORECASE
)
_WEIGHT = {
    "replace": 2,
    "insert": 3,
    "rewrite": 3,
    "repeal": 2,
    "delete": 1,
    "renumber": 0,
}
_MATTER = re.compile(
    r"\b(?:skal|må ikke|må kun|kan|ret til|straffes|bøde|pct|kr|dage|uger|måneder"
    r"|timer|år|arbejdsgiver\w*|lønmodtager\w*|ansat\w*|minister\w*)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\b(?:skal|må ikke|må kun|har pligt til|har ret til|kan kun|shall|must|may not"
    r"|sikrer|pålægger regeringen|opfordrer regeringen)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"\bophæves,? og i stedet indsættes\b", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A change with its weight; more is more important."""

    point: Point
    weight: float


def changes(case: Case) -> tuple[tuple[Point, ...], int]:
    """The most important changes, and how many more there are."""
    ranked = [each for text in case.texts for each in _of_text(case, text)]
    ranked.sort(key=lambda each: -each.weight)
    kept = ranked[:MOST_CHANGES]
    return tuple(each.point for each in kept), len(ranked) - len(kept)


def _of_text(case: Case, document: Document) -> Iterable[Ranked]:
    reading = document.reading
    if reading is None:
        return
    pairs = list(_main_points(case, document, reading))
    yield from pairs[:MOST_MAIN_POINTS]
    if reading.changes:
        for change in reading.changes:
            if change.action != "renumber":
                yield _instruction(case, document, reading, change)
    else:
        yield from _duties(case, document)


def _main_points(case: Case, document: Document, reading: Reading) -> Iterable[Ranked]:
    """Each "Gældende ret" with the "foreslåede ordning" that follows it."""
    today: tuple[Passage, str] | None = None
    seen = False
    for part, passage in _in_order(reading):
        if part is Part.CURRENT_LAW:
            if seen or today is None:
                today, seen = _first_text(passage), False
        elif not seen:
            proposed = _proposing(passage)
            if proposed:
                seen = True
                yield _pair(case, document, today, (passage, proposed))


def _in_order(reading: Reading) -> Iterable[tuple[Part, Passage]]:
    where = {
        number: part
        for part in (Part.CURRENT_LAW, Part.PROPOSED_SCHEME)
        for number in reading.parts.get(part, ())
    }
    for number in sorted(where):
        passage = reading.passages[number]
        if passage.kind is not PassageKind.HEADING:
            yield where[number], passage


def _first_text(passage: Passage) -> tuple[Passage, str] | None:
    text = next(iter(sentences(passage.text)), "")
    return (passage, text) if text else None


def _proposing(passage: Passage) -> str:
    return next(
        (each for each in sentences(passage.text) if _FORESEEN.search(each)), ""
    )


def _pair(
    case: Case,
    document: Document,
    today: tuple[Passage, str] | None,
    proposed: tuple[Passage, str],
) -> Ranked:
    _ = case.translate
    citations = [cite(document, *proposed)]
    if today:
        citations.append(cite(document, *today))
    point = Point(
        kind=PointKind.CHANGE,
        text=_("The notes say: {quote}", quote=quoted(proposed[1])),
        citations=tuple(citations),
        rule="change.main_point",
        today=quoted(today[1], LONGEST_CELL) if today else "",
        proposed=quoted(proposed[1], LONGEST_CELL),
    )
    return Ranked(point, 20.0)


@dataclass(frozen=True, slots=True)
class Note:
    """What the special note to a number says: today, proposed, effect."""

    today: tuple[Passage, str] | None = None
    proposed: tuple[Passage, str] | None = None
    effect: tuple[Passage, str] | None = None

    @property
    def found(self) -> tuple[tuple[Passage, str], ...]:
        """What there is of the three, in reading order."""
        return tuple(each for each in (self.today, self.proposed, self.effect) if each)


def note_for(reading: Reading, place: str) -> Note:
    """The special note of a place in the bill such as "§ 1, nr. 3"."""
    today = proposed = effect = None
    for passage in reading.part(Part.SPECIAL_NOTES):
        if passage.kind is PassageKind.HEADING or not covers(
            passage.locator.provision, place
        ):
            continue
        for text in sentences(passage.text):
            if today is None and proposed is None and is_today(text):
                today = (passage, text)
            elif _EFFECT.search(text) and is_proposed(text):
                effect = effect or (passage, text)
            elif _FORESEEN.search(text) and is_proposed(text):
                proposed = proposed or (passage, text)
    return Note(today, proposed, effect)


def covers(heading: str, place: str) -> bool:
    """Whether a note's heading ("Til § 1, nr. 3-5 og 7") is about a place.

    "Til § 1" alone is about § 1 as a whole and about no number of it.
    """
    note, wanted = clean_place(heading), clean_place(place)
    if note == wanted:
        return bool(note)
    head, _, numbers = note.partition("nr. ")
    wanted_head, _, wanted_number = wanted.partition("nr. ")
    if head != wanted_head or not numbers or not wanted_number.isdigit():
        return False
    return any(
        int(low) <= int(wanted_number) <= int(high or low)
        for low, high in _NUMBERS.findall(numbers)
    )


def _instruction(
    case: Case, document: Document, reading: Reading, change: Change
) -> Ranked:
    note = note_for(reading, change.bill_place)
    change = replace(change, new=_in_one_passage(reading, change))
    citations = _change_citations(document, reading, change, note)
    today = _cell(change.old, note.today)
    proposed = _proposed(case, change, note)
    if not (today or proposed):
        proposed = quoted(reading.passages[change.passages[0]].text, LONGEST_CELL)
    point = Point(
        kind=PointKind.CHANGE,
        text=_sentence(case, change, note, reading.passages[change.passages[0]].text),
        citations=citations,
        rule=f"change.{change.action}",
        today=today,
        proposed=proposed,
        about=change.bill_place,
    )
    return Ranked(point, _weigh(change, note))


def _in_one_passage(reading: Reading, change: Change) -> str:
    """The new words, or the first passage of them where they run over several."""
    read = [reading.passages[number].text for number in change.passages]
    if any(change.new in text for text in read):
        return change.new
    pieces = [text.strip("»«“” ") for text in read]
    found = next((each for each in pieces if each and each in change.new), "")
    if found or not change.new:
        return found
    new = (own for text, own in zip(read, pieces, strict=True) if text[:1] in "»“")
    return next(filter(None, new), "")


def _change_citations(
    document: Document, reading: Reading, change: Change, note: Note
) -> tuple[Citation, ...]:
    read = [reading.passages[number] for number in change.passages]
    own = [cite(document, passage) for passage in read]
    own += _act_citation(document, reading, change)
    return (*own, *(cite(document, *each) for each in note.found))


def _act_citation(
    document: Document, reading: Reading, change: Change
) -> list[Citation]:
    """The nearest passage above that names the act, which a change does not."""
    act = short_act(change.act)
    before = reading.passages[: change.passages[0]]
    named = next((each for each in reversed(before) if act and act in each.text), None)
    return [cite(document, named, act)] if named else []


def _cell(words: str, noted: tuple[Passage, str] | None) -> str:
    if noted:
        return quoted(noted[1], LONGEST_CELL)
    return quoted(words, LONGEST_CELL) if _can_be_quoted(words) else ""


def _can_be_quoted(words: str) -> bool:
    """Two letters prove nothing when they are looked up again."""
    return sum(each.isalnum() for each in words) >= SHORTEST


def _proposed(case: Case, change: Change, note: Note) -> str:
    """The new text where it is whole, else the note's sentence or the new words."""
    _ = case.translate
    if change.action in {"insert", "rewrite"} and change.new:
        return quoted(change.new, LONGEST_CELL)
    if change.action in {"repeal", "delete"} and not note.proposed:
        return _("Repealed")
    return _cell(change.new, note.proposed)


def _sentence(case: Case, change: Change, note: Note, instruction: str) -> str:
    """The instruction in words, and its effect as the notes put it."""
    _ = case.translate
    place = change.provision or change.bill_place
    place += "," if "," in place else ""
    act = short_act(change.act)
    where = _("{place} of {act}", place=place, act=act) if act else place
    old, new = quoted(change.old, 120), quoted(change.new, 200)
    action = change.action
    if action in {"replace", "delete"} and not all(
        _can_be_quoted(each) for each in (change.old, change.new) if each
    ):
        action = ""
    said = {
        "replace": _("In {where}, {old} becomes {new}.", where=where, old=old, new=new),
        "insert": _inserted(case, where, instruction),
        "rewrite": _("{where} is rewritten.", where=where),
        "repeal": _("{where} is repealed.", where=where),
        "delete": _("In {where}, {old} is taken out.", where=where, old=old),
    }.get(action, _("{where} is changed.", where=where)).replace("..", ".")
    effect = note.effect or note.proposed
    if effect is None:
        return said
    return said + " " + _("The notes say: {quote}", quote=quoted(effect[1]))


def _inserted(case: Case, where: str, instruction: str) -> str:
    """Text is put in after a provision, in it, or instead of it."""
    _ = case.translate
    if _INSTEAD.search(instruction):
        return _("{where} is repealed, and new text takes its place.", where=where)
    after = re.match(r"(?:efter|after)\s+", where, re.IGNORECASE)
    if after:
        return _("New text is inserted after {where}.", where=where[after.end() :])
    return _("New text is inserted in {where}.", where=where)


def _weigh(change: Change, note: Note) -> float:
    """Kind of change, matters named and notes; references to numbers weigh least."""
    words = f"{change.old} {change.new}"
    if change.action == "replace" and not _REFERENCE.sub("", words):
        return 0.5
    text = " ".join([words, *(each[1] for each in note.found)])
    return _WEIGHT.get(change.action, 1) + min(8, len(_MATTER.findall(text)))


def _duties(case: Case, document: Document) -> Iterable[Ranked]:
    """In an act of its own: one point per provision that gives a duty or a right."""
    seen: set[str] = set()
    for clause in case.clauses:
        if clause.document is not document or not _is_duty(clause):
            continue
        key = clause.place or clause.text
        if key not in seen:
            seen.add(key)
            yield _duty(case, clause)


def _is_duty(clause: Clause) -> bool:
    """A provision that binds, allows only so much, or gives a right."""
    if clause.part not in {Part.PROVISIONS, Part.EU_ARTICLES}:
        return False
    if clause.document.kind is DocumentKind.RESOLUTION_TEXT:
        return clause.text.endswith((".", ",", "og"))
    found = _DUTY.search(clause.scan)
    return found is not None and not is_negated(clause.scan, *found.span(), own=True)


def _duty(case: Case, clause: Clause) -> Ranked:
    _ = case.translate
    quote = quoted(unlabelled(clause.text))
    text = (
        _("{place} says: {quote}", place=_capital(clause.place), quote=quote)
        if clause.place
        else _("The text says: {quote}", quote=quote)
    )
    point = Point(
        kind=PointKind.CHANGE,
        text=text,
        citations=(clause.citation(),),
        rule="change.duty",
        proposed=quoted(unlabelled(clause.text), LONGEST_CELL),
        about=clause.place,
    )
    return Ranked(point, float(len(_MATTER.findall(clause.text))))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def repeals(case: Case) -> tuple[Clause, ...]:
    """The instructions that repeal whole provisions, each with its place."""
    return tuple(
        Clause(
            document, passage, Part.PROVISIONS, passage.text, passage.text,
            clean_place(change.bill_place), short_act(change.act),
        )
        for document in case.texts
        if document.reading
        for change in document.reading.changes
        if change.action == "repeal" and change.passages
        for passage in (document.reading.passages[change.passages[0]],)
    )  # fmt: skip
