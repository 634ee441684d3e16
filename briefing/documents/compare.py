"""Two readings compared by section and paragraph, not by line.

First what is the same and in the same order (`aligning`); a paragraph there with
another number has moved. Between those, text that only is divided into paragraphs
otherwise is the same; the same text at another place has moved; text that resembles
is altered, with its words; the rest is removed or added. Work grows with the length
of the text: candidates for "resembles" share rare runs of words or stand beside each
other.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from rapidfuzz.fuzz import ratio

from briefing.documents.aligning import Pair, Span, aligned, gaps
from briefing.documents.resembling import Candidate, candidates, guests
from briefing.documents.units import Unit, normal, units
from briefing.domain.change import Edit, EditKind, TextChange, TextChangeKind
from briefing.domain.document import Part, Reading

_LONG_ENOUGH_TO_MOVE = 20
_ALL_THERE = 0.97
_TOO_MANY_WORDS = 4_000
_PROVISIONS = (
    Part.PROVISIONS,
    Part.ENTRY_INTO_FORCE,
    Part.EU_RECITALS,
    Part.EU_ARTICLES,
)
_PARAGRAPH = re.compile(r"(?:Til )?(?:§|Artikel|Article) ?\d+(?: [a-zæøå])?\b")
_WORD = re.compile(r"(?:\w+(?:[-\u2010]\w+)*|[^\w\s])\s*")


@dataclass(slots=True)
class _Sides:
    """Both texts as units, what is left of each, and the changes found so far.

    `order` gives the place of a change in the new text, for sorting.
    """

    old: tuple[Unit, ...]
    new: tuple[Unit, ...]
    old_left: set[int]
    new_left: set[int]
    pairs: list[Pair] = field(default_factory=list)
    found: list[tuple[float, TextChange]] = field(default_factory=list)

    def take(
        self, kind: TextChangeKind, olds: Sequence[int], news: Sequence[int]
    ) -> None:
        """Keep a change of these units, which are then no longer left."""
        self.old_left.difference_update(olds)
        self.new_left.difference_update(news)
        change = _change(kind, [self.old[n] for n in olds], [self.new[n] for n in news])
        self.found.append((self._order(olds, news), change))

    def _order(self, olds: Sequence[int], news: Sequence[int]) -> float:
        if news:
            return news[0]
        before = bisect_left(self.pairs, (olds[0], -1)) - 1
        return self.pairs[before][1] + 0.5 if before >= 0 else -0.5


def compare(old: Reading, new: Reading) -> tuple[TextChange, ...]:
    """Every difference between two readings, in the order of the new text.

    What `units.normal` takes away makes no difference, nor do page numbers or how a
    format divides text into passages. The two may be of different formats.
    """
    before, after = units(old.passages), units(new.passages)
    pairs = aligned([each.key for each in before], [each.key for each in after])
    sides = _Sides(
        before,
        after,
        set(range(len(before))) - {one for one, _ in pairs},
        set(range(len(after))) - {other for _, other in pairs},
        pairs,
    )
    _renumbered(sides)
    spans = list(gaps(pairs, len(before), len(after)))
    _moved(sides)
    hosts = [_redivided(sides, span) for span in spans]
    _altered(sides, spans, hosts)
    for olds, news in hosts:
        _lengthened(sides, olds, news)
    _removed_and_added(sides)
    return tuple(change for _at, change in sorted(sides.found, key=lambda one: one[0]))


def provisions(reading: Reading) -> Reading:
    """The text of the law alone, without title page, notes and appendices.

    For comparing texts of one case of which only some have notes: a draft or a bill
    with the text after second reading or as adopted. The whole reading when no
    provisions were recognised in it.
    """
    found = reading.part(*_PROVISIONS)
    return Reading(found) if found else reading


def _renumbered(sides: _Sides) -> None:
    """Text in its order with another number, or the first of a paragraph that has.

    A paragraph of which some text kept its place has not been renumbered, whatever
    else one of the readings says.
    """
    told: set[tuple[str, str]] = set()
    stay = {
        _root(sides.old[one].place)
        for one, other in sides.pairs
        if _root(sides.old[one].place) == _root(sides.new[other].place)
    }
    for one, other in sides.pairs:
        before, after = sides.old[one], sides.new[other]
        roots = (_root(before.place), _root(after.place))
        renamed = all(roots) and not stay & set(roots) and roots not in told
        numbered = before.number and after.number and before.number != after.number
        if numbered or renamed:
            told.add(roots)
            sides.take(TextChangeKind.MOVED, [one], [other])


def _root(place: str) -> str:
    """The paragraph or article of a place; empty for a heading."""
    found = _PARAGRAPH.match(place)
    return found[0] if found else ""


def _moved(sides: _Sides) -> None:
    """The same text elsewhere; what moved together is one change."""
    places: dict[str, list[int]] = {}
    for number in sorted(sides.new_left, reverse=True):
        places.setdefault(sides.new[number].key, []).append(number)
    pairs = [
        (number, places[key].pop())
        for number in sorted(sides.old_left)
        if len(key := sides.old[number].key) >= _LONG_ENOUGH_TO_MOVE and places.get(key)
    ]
    for run in _runs(pairs):
        sides.take(TextChangeKind.MOVED, [a for a, _ in run], [b for _, b in run])


def _runs(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    run: list[Pair] = []
    for pair in pairs:
        if run and pair != (run[-1][0] + 1, run[-1][1] + 1):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


_Hosts = dict[int, list[int]]


def _redivided(sides: _Sides, span: Span) -> tuple[_Hosts, _Hosts]:
    """Take away what is the same text in other paragraphs.

    Returns, for each unit of which a part stands in units of the other side, those
    units: by number in the old text, and by number in the new.
    """
    olds = [n for n in range(span[0], span[1]) if n in sides.old_left]
    news = [n for n in range(span[2], span[3]) if n in sides.new_left]
    _same_from_one_end(sides, olds, news)
    _same_from_one_end(sides, olds[::-1], news[::-1], backwards=True)
    olds = [n for n in olds if n in sides.old_left]
    news = [n for n in news if n in sides.new_left]
    if not olds or not news:
        return {}, {}
    in_old = guests(sides.new, news, sides.old, olds)
    in_new = guests(sides.old, olds, sides.new, news)
    _same_text(sides.old, in_old, sides.new, sides.old_left, sides.new_left)
    _same_text(sides.new, in_new, sides.old, sides.new_left, sides.old_left)
    return in_old, in_new


def _same_from_one_end(
    sides: _Sides, olds: list[int], news: list[int], *, backwards: bool = False
) -> None:
    """Take away paragraphs that, joined, are the same on both sides."""
    before = after = ""
    here: list[int] = []
    there: list[int] = []
    ones, others = iter(olds), iter(news)
    starts = str.endswith if backwards else str.startswith
    while starts(before, after) or starts(after, before):
        is_old = len(before) <= len(after)
        number = next(ones if is_old else others, None)
        if number is None:
            return
        side = sides.old if is_old else sides.new
        known, text = (before if is_old else after), side[number].whole
        joined = text + known if backwards else known + text
        before, after = (joined, after) if is_old else (before, joined)
        (here if is_old else there).append(number)
        if before == after:
            sides.old_left.difference_update(here)
            sides.new_left.difference_update(there)
            before = after = ""


def _same_text(
    side: Sequence[Unit],
    hosts: _Hosts,
    other: Sequence[Unit],
    left: set[int],
    other_left: set[int],
) -> None:
    for host, inside in hosts.items():
        held = sum(len(other[n].whole) for n in inside)
        if held >= _ALL_THERE * len(side[host].whole) and host in left:
            left.discard(host)
            other_left.difference_update(inside)


def _altered(
    sides: _Sides, spans: Sequence[Span], hosts: Sequence[tuple[_Hosts, _Hosts]]
) -> None:
    """Text that resembles, with what else of the same paragraph was divided off."""
    in_old = {host: inside for found, _ in hosts for host, inside in found.items()}
    in_new = {host: inside for _, found in hosts for host, inside in found.items()}
    found = candidates(sides.old, sides.new, sides.old_left, sides.new_left, spans)
    for each in sorted(found, key=_best):
        if each.old in sides.old_left and each.new in sides.new_left:
            olds = {each.old, *in_new.get(each.new, ())} & sides.old_left
            news = {each.new, *in_old.get(each.old, ())} & sides.new_left
            _widen(sides.old, sides.old_left, olds, _key(sides.new, news))
            _widen(sides.new, sides.new_left, news, _key(sides.old, olds))
            _alter(sides, sorted(olds), sorted(news))


def _widen(side: Sequence[Unit], left: set[int], chosen: set[int], other: str) -> None:
    """Take in unnumbered neighbours that make it more like the other side's text."""
    likeness = ratio(_key(side, chosen), other)
    for step in (1, -1):
        number = (max(chosen) if step > 0 else min(chosen)) + step
        while number in left and not side[max(number, number - step)].number:
            wider = ratio(_key(side, {*chosen, number}), other)
            if wider <= likeness:
                break
            chosen.add(number)
            likeness, number = wider, number + step


def _key(side: Sequence[Unit], several: set[int]) -> str:
    return "".join(side[number].whole for number in sorted(several))


def _best(each: Candidate) -> tuple[float, int, int]:
    return (-each.score, each.old, each.new)


def _alter(sides: _Sides, olds: list[int], news: list[int]) -> None:
    """An alteration, unless the texts are the same once joined."""
    before = "".join(sides.old[n].whole for n in olds)
    if before == "".join(sides.new[n].whole for n in news):
        sides.old_left.difference_update(olds)
        sides.new_left.difference_update(news)
        return
    sides.take(TextChangeKind.ALTERED, olds, news)


def _lengthened(sides: _Sides, in_old: _Hosts, in_new: _Hosts) -> None:
    """A paragraph of which only a part is in the other text."""
    for host, inside in in_old.items():
        here = [n for n in inside if n in sides.new_left]
        if host in sides.old_left and here:
            _alter(sides, [host], here)
    for host, inside in in_new.items():
        here = [n for n in inside if n in sides.old_left]
        if host in sides.new_left and here:
            _alter(sides, here, [host])


def _removed_and_added(sides: _Sides) -> None:
    """What is left, neighbours of one place together."""
    for run in _neighbours(sides.old, sides.old_left):
        sides.take(TextChangeKind.REMOVED, run, [])
    for run in _neighbours(sides.new, sides.new_left):
        sides.take(TextChangeKind.ADDED, [], run)


def _neighbours(side: Sequence[Unit], left: set[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in sorted(left):
        if runs and number == runs[-1][-1] + 1 and _near(side, runs[-1][0], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _near(side: Sequence[Unit], first: int, number: int) -> bool:
    """Whether both stand in the same paragraph of the law, or under one heading."""
    one, other = side[first].place, side[number].place
    return one.split(",")[0] == other.split(",")[0]


def _change(
    kind: TextChangeKind, olds: Sequence[Unit], news: Sequence[Unit]
) -> TextChange:
    old, new = _text(olds), _text(news)
    was, now = _place(olds), _place(news)
    if kind is TextChangeKind.MOVED and was == now:
        was, now = _with_label(was, olds[0]), _with_label(now, news[0])
    return TextChange(
        kind,
        now or was,
        old,
        new,
        tuple(n for each in olds for n in each.passages),
        tuple(n for each in news for n in each.passages),
        was if was != now and news else "",
        edits(old, new) if kind is TextChangeKind.ALTERED else (),
    )


def _text(several: Sequence[Unit]) -> str:
    return "\n".join(each.text for each in several)


def _place(several: Sequence[Unit]) -> str:
    return next((each.place or each.label for each in several), "")


def _with_label(place: str, unit: Unit) -> str:
    if not unit.label or unit.label.rstrip(".") in place:
        return place
    return ", ".join(filter(None, (place, unit.label)))


def edits(old: str, new: str) -> tuple[Edit, ...]:
    """The words of an altered text in order; kept ones as the new text writes them.

    A space that only one of them has between words stands with the words that change.
    Texts too long to be looked at word by word are deleted and inserted whole.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _TOO_MANY_WORDS:
        return (Edit(EditKind.DELETED, old), Edit(EditKind.INSERTED, new))
    matcher = SequenceMatcher(
        None, [normal(each) for each in before], [normal(each) for each in after],
        autojunk=False,
    )  # fmt: skip
    found = []
    before_gone = before_come = ""
    for tag, a, b, c, d in matcher.get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        if tag != "equal":
            found += _changed(before_gone + gone, before_come + come)
            before_gone = before_come = ""
            continue
        kept = come.rstrip()
        before_gone, before_come = gone[len(gone.rstrip()) :], come[len(kept) :]
        if (d == len(after) and b == len(before)) or (before_gone and before_come):
            kept, before_gone, before_come = come, "", ""
        found.append(Edit(EditKind.KEPT, kept))
    return tuple(found)


def _changed(old: str, new: str) -> list[Edit]:
    """What goes and what comes in one place, whichever of them there is."""
    both = Edit(EditKind.DELETED, old), Edit(EditKind.INSERTED, new)
    return [each for each in both if each.text]
