"""A bill beside the law in force: the text today and the proposed text, whole.

The law today is taken from the bill's own appendix when it has one, else from the act
as it stands at retsinformation. Later acts that the bill names are not part of that
text: the paragraffer they change are shown, but nothing is worked out for them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefing.documents.changes import Numbered, instructions_in
from briefing.documents.law.amend import amended
from briefing.documents.law.appendix import appendix
from briefing.documents.law.instructions import sections
from briefing.documents.law.named import named_act
from briefing.documents.law.pieces import Piece, caveats, of_act, pieces
from briefing.domain.document import Document, Locator, Reading
from briefing.domain.law import (
    AmendedAct,
    AmendedParagraph,
    Hindrance,
    LaterAct,
    LawOrigin,
    NamedAct,
    Obstacle,
    Told,
)

_ELI = "eli/lta/"


def eli_path(identifier: str) -> str:
    """`eli/lta/2025/1108` for `LBK 1108/2025`; empty for what has no number."""
    number, _, year = identifier.partition(" ")[2].partition("/")
    return f"{_ELI}{year}/{number}" if number.isdigit() and year.isdigit() else ""


def acts_named(reading: Reading) -> tuple[NamedAct, ...]:
    """The acts a bill amends whose text is not in its own appendix, each once."""
    instructions = instructions_in(reading.passages, reading.parts)
    shown = appendix(reading, instructions)
    found = {each.article: each for each in instructions}
    return tuple(
        named_act(each) for article, each in found.items() if article not in shown
    )


def beside(bill: Document, acts: Iterable[Document]) -> tuple[AmendedAct, ...]:
    """Each act that a bill amends, beside what the bill makes of it.

    `acts` are the acts in force and the later acts, keyed by their ELI path. Empty
    when the bill has no amending instructions.
    """
    if bill.reading is None:
        return ()
    instructions = instructions_in(bill.reading.passages, bill.reading.parts)
    shown = appendix(bill.reading, instructions)
    known = {each.key: each for each in acts}
    articles = dict.fromkeys(each.article for each in instructions)
    return tuple(
        _act(
            bill,
            [each for each in instructions if each.article == article],
            shown.get(article, ()),
            known,
        )
        for article in articles
    )


def _act(
    bill: Document,
    instructions: Sequence[Numbered],
    shown: tuple[Piece, ...],
    known: Mapping[str, Document],
) -> AmendedAct:
    named = named_act(instructions[0])
    told = tuple(_told(each) for each in instructions)
    if shown:
        paragraphs = tuple(
            _located(bill.reading, each) for each in amended(shown, told, excerpt=True)
        )
        return AmendedAct(named, bill.key, LawOrigin.APPENDIX, bill.key, paragraphs)
    act = known.get(eli_path(named.identifier))
    if act is None or act.reading is None:
        return AmendedAct(named, bill.key, LawOrigin.NONE, "", amended((), told))
    paragraphs = tuple(
        replace(each, locator=Locator(provision=each.place))
        for each in amended(of_act(act.reading), told)
    )
    plain = AmendedAct(
        named,
        bill.key,
        LawOrigin.ACT,
        act.key,
        paragraphs,
        caveats=caveats(act.reading),
    )
    return _with_later(plain, known)


def _located(reading: Reading | None, paragraph: AmendedParagraph) -> AmendedParagraph:
    """With the page of the appendix, whose own paragraphs are not those of the bill."""
    if reading is None or not paragraph.passages:
        return paragraph
    locator = reading.passages[paragraph.passages[0]].locator
    return replace(paragraph, locator=replace(locator, provision=""))


def _told(each: Numbered) -> Told:
    return Told(each.place, each.bare, tuple(one.number for one in each.passages))


def _with_later(act: AmendedAct, known: Mapping[str, Document]) -> AmendedAct:
    """Nothing is worked out for what a later act changes, or may change."""
    unread: list[str] = []
    touched: dict[str, str] = {}
    for later in act.named.later:
        document = known.get(eli_path(later.identifier))
        found = _touched_by(later, act.named, document.reading if document else None)
        if found is None:
            unread.append(later.identifier)
        for section in found or ():
            touched.setdefault(section, later.identifier)
    is_unsure = bool(unread) or act.named.more_later
    return replace(
        act,
        paragraphs=tuple(
            _unless_changed(each, touched, is_unsure=is_unsure)
            for each in act.paragraphs
        ),
        unread=tuple(dict.fromkeys(unread)),
        touched_since=tuple(
            dict.fromkeys(
                touched[each.place] for each in act.paragraphs if each.place in touched
            )
        ),
    )


def _unless_changed(
    paragraph: AmendedParagraph, touched: Mapping[str, str], *, is_unsure: bool
) -> AmendedParagraph:
    """The paragraf, held back when the text of it may not be the law today."""
    section = paragraph.place
    if section in touched:
        obstacle, about = Obstacle.CHANGED_SINCE, touched[section]
    elif is_unsure and (paragraph.today or not paragraph.proposed):
        obstacle, about = Obstacle.SINCE_UNKNOWN, ""
    else:
        return paragraph
    hindered = tuple(Hindrance(each.place, obstacle, about) for each in paragraph.told)
    return replace(paragraph, proposed=(), effects=(), edits=(), hindered=hindered)


def _touched_by(
    later: LaterAct, named: NamedAct, reading: Reading | None
) -> tuple[str, ...] | None:
    """The paragraffer a later act changes; None when that cannot be told."""
    if reading is None:
        return None
    instructions = instructions_in(reading.passages, reading.parts)
    own = [each for each in instructions if _is_about(each, later, named)]
    if not own:
        return None
    found: list[str] = []
    for each in own:
        named_here = sections(each.bare)
        if not named_here:
            return None
        found += named_here
        found += _put_in(each.bare)
    return tuple(dict.fromkeys(found))


def _is_about(each: Numbered, later: LaterAct, named: NamedAct) -> bool:
    """Whether an instruction of a later act stands in the paragraph that is named."""
    if later.paragraph:
        return each.article == later.paragraph
    return named_act(each).identifier == named.identifier or each.act == named.name


def _put_in(text: str) -> Iterable[str]:
    """The paragraffer that begin within quoted wording."""
    found = pieces((line.lstrip("»"), None) for line in text.split("\n"))
    return (each.path[0] for each in found)
