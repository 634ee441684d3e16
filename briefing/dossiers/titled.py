"""Joins by title and time.

A title joins only when nothing competes: one candidate from either side, in the way of
a law, as many days apart as is usual, of one ministry. All else is a question.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from briefing.domain.dossier import Join, JoinReason
from briefing.domain.proposal import ProposalKind
from briefing.dossiers.components import Components
from briefing.dossiers.facts import Facts
from briefing.dossiers.likeness import WORTH_ASKING, Likeness, likeness
from briefing.dossiers.ministries import agree
from briefing.dossiers.way import WAYS, Way, after
from briefing.dossiers.wording import Wording, wording

SURE, ASKED = 0.9, 0.7
_ALIKE = 0.8
_MARGIN = 0.25
_RAREST = 4
_CROWD = 200
"""More proposals than this with one word in the time in question: the word is no sign.
"""

_PROPOSED = "PROP_"
_LEGISLATIVE = {"COD", "CNS", "APP", "NLE", "AVC", "SYN"}
"""Types of procedure that begin with a proposal of the Commission."""

Dated = list[tuple[date, str]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two proposals that may be one matter by their titles."""

    earlier: Facts
    later: Facts
    likeness: Likeness
    in_time: bool | None
    one_ministry: bool | None
    about: str

    @property
    def is_rival(self) -> bool:
        """Whether it is likely enough to make another doubtful."""
        return (
            self.likeness.is_rival
            and self.in_time is not False
            and self.one_ministry is not False
        )


class Titles:
    """The titles of all proposals, found by their rarest words."""

    def __init__(self, known: Iterable[Facts]) -> None:
        self._known = {each.ref: each for each in known}
        self._wordings = {ref: wording(each) for ref, each in self._known.items()}
        self._dated: defaultdict[tuple[ProposalKind, str], Dated] = defaultdict(list)
        self._undated: defaultdict[tuple[ProposalKind, str], list[str]]
        self._undated = defaultdict(list)
        self._candidates: dict[Way, list[Candidate]] = {}
        self._sides: dict[str, defaultdict[str, list[Candidate]]] = {}
        self._common: defaultdict[str, int] = defaultdict(int)
        for ref, words in self._wordings.items():
            self._enter(self._known[ref], words)
        for rows in self._dated.values():
            rows.sort()

    def _enter(self, facts: Facts, words: Wording) -> None:
        for word in words.words:
            self._common[word] += 1
            if facts.begins:
                self._dated[facts.kind, word].append((facts.begins, facts.ref))
            else:
                self._undated[facts.kind, word].append(facts.ref)

    def candidates(self, way: Way) -> list[Candidate]:
        """What may have gone this way, by the refs of both."""
        if way not in self._candidates:
            self._candidates[way] = self._all(way)
        return self._candidates[way]

    def rivals(self, way: Way, ref: str) -> list[Candidate]:
        """What a proposal may have to do with by its title, on ways like this one.

        Those with a like beginning; what is heard again stands by itself.
        """
        if way.sort not in self._sides:
            sides = self._sides[way.sort] = defaultdict(list)
            for each in WAYS:
                for found in self.candidates(each) if each.sort == way.sort else ():
                    sides[found.earlier.ref].append(found)
                    sides[found.later.ref].append(found)
        return self._sides[way.sort].get(ref, [])

    def _all(self, way: Way) -> list[Candidate]:
        return [
            self._candidate(way, facts, self._known[each], alike)
            for ref, facts in self._known.items()
            if facts.kind is way.earlier
            for each in sorted(self._near(way, facts) - {ref})
            for alike in [likeness(self._wordings[ref], self._wordings[each])]
            if alike.score >= WORTH_ASKING
        ]

    def _near(self, way: Way, facts: Facts) -> set[str]:
        """The proposals of the later kind that share a rare word, within the time."""
        words = sorted(
            self._wordings[facts.ref].words, key=lambda each: (self._common[each], each)
        )
        found: set[str] = set()
        for word in words[:_RAREST]:
            refs = list(self._in_time(way, facts.begins, word))
            if len(refs) <= _CROWD:
                found.update(refs)
        return found

    def _in_time(self, way: Way, begins: date | None, word: str) -> Iterator[str]:
        dated = self._dated.get((way.later, word), [])
        low, high = 0, len(dated)
        if begins:
            first, last = way.widest(begins)
            low = bisect_left(dated, (first, ""))
            high = bisect_right(dated, (last, "\uffff"))
        yield from (ref for _, ref in dated[low:high])
        yield from self._undated.get((way.later, word), ())

    def _candidate(
        self, way: Way, earlier: Facts, later: Facts, alike: Likeness
    ) -> Candidate:
        one, other = self._wordings[earlier.ref], self._wordings[later.ref]
        return Candidate(
            earlier=earlier,
            later=later,
            likeness=alike,
            in_time=way.is_usual(earlier.begins, later.begins),
            one_ministry=agree(earlier.ministry, later.ministry),
            about=one.about or other.about,
        )

    def says_again(self, candidate: Candidate) -> bool:
        """Whether the later title says that something is heard once more."""
        return self._wordings[candidate.later.ref].is_again


def certain(titles: Titles, way: Way, so_far: Components) -> list[Join]:
    """What went this way for certain."""
    return [
        _join(each, certain=True)
        for each in titles.candidates(way)
        if _is_sure(titles, way, each)
        and _is_free(way, each, so_far)
        and not _is_contested(titles, way, each, so_far)
    ]


def asked(titles: Titles, way: Way, so_far: Components) -> list[Join]:
    """What may have gone this way, once everything certain is together."""
    return [
        _join(each, certain=False)
        for each in titles.candidates(way)
        if _is_worth_asking(way, each) and _is_free(way, each, so_far)
    ]


def _is_worth_asking(way: Way, candidate: Candidate) -> bool:
    """Whether a person can make something of the question.

    Two of one kind must be alike in all; two bills of one session are two bills.
    """
    earlier, later, like = candidate.earlier, candidate.later, candidate.likeness
    if not way.is_repeated:
        return True
    one_session = earlier.session == later.session != ""
    return like.is_rival and like.score >= _ALIKE and not one_session


def _is_sure(titles: Titles, way: Way, candidate: Candidate) -> bool:
    """Whether the two, by themselves, leave no doubt."""
    earlier, later = candidate.earlier, candidate.later
    return (
        not way.asks_only
        and candidate.likeness.is_telling
        and bool(candidate.in_time)
        and candidate.one_ministry is True
        and _acts_are_one(earlier, later)
        and not _memo_is_older(earlier, later)
        and (
            earlier.kind is not later.kind
            or earlier.kind is ProposalKind.SOCIAL_PARTNER_CONSULTATION
            or titles.says_again(candidate)
        )
    )


def _memo_is_older(earlier: Facts, later: Facts) -> bool:
    """Whether the memo on a bill's consultation was there before this consultation."""
    return bool(later.memo and earlier.begins and later.memo < earlier.begins)


def _acts_are_one(earlier: Facts, later: Facts) -> bool:
    """Whether the Commission plans and proposes one sort of act, and Parliament too.

    Reports of Parliament's own and evaluations have the titles of what they are about.
    """
    sorts = {each.kind: each.native_kind for each in (earlier, later)}
    planned = sorts.get(ProposalKind.EU_INITIATIVE, "")
    proposed = sorts.get(ProposalKind.EU_PROPOSAL, "").removeprefix("AMEND_")
    types = sorts.get(ProposalKind.EU_PROCEDURE, "").split()
    if planned and (planned != proposed if proposed else planned[:5] != _PROPOSED):
        return False
    return not types or not _LEGISLATIVE.isdisjoint(types)


def _is_contested(
    titles: Titles, way: Way, candidate: Candidate, so_far: Components
) -> bool:
    """Whether another would do nearly as well, for anything that is with either."""
    mine = so_far.parts(candidate.earlier.ref)
    yours = so_far.parts(candidate.later.ref)
    least = candidate.likeness.score - _MARGIN
    return any(
        other.is_rival
        and other.likeness.score > least
        and (other.earlier.ref in mine) != (other.later.ref in yours)
        and so_far.may_join(other.earlier.ref, other.later.ref)
        for ref in mine | yours
        for other in titles.rivals(way, ref)
    )


def _is_free(way: Way, candidate: Candidate, so_far: Components) -> bool:
    """Whether neither has what it is looking for already, or what lies between.

    A bill that became an act is not brought again, nor a draft that became a bill.
    """
    mine = so_far.kinds(candidate.earlier.ref)
    yours = so_far.kinds(candidate.later.ref)
    if way.is_repeated:
        return so_far.together(candidate.earlier.ref, candidate.later.ref) or (
            mine.isdisjoint(after(way.earlier))
        )
    return (
        way.later not in mine
        and way.earlier not in yours
        and way.through not in mine | yours
    )


def _join(candidate: Candidate, *, certain: bool) -> Join:
    first, second = sorted((candidate.earlier.ref, candidate.later.ref))
    score = candidate.likeness.score
    confidence = round(score * (SURE if certain else ASKED), 2)
    about = candidate.about
    return Join(first, second, JoinReason.TITLE, about, confidence, certain)
