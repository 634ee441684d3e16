"""How much a proposal matters to a profile: 0–100, always with the reasons.

The points are fixed and stand here:

| ground | points |
|---|---|
| the committee is one the profile follows | 22 |
| the ministry is one the profile follows | 22 |
| a topic in title or subtitle, weight 1 / 2 / 3 | 10 / 16 / 24, at most 40 |
| the same topic in the source's summary or subject words | half, within the 40 |
| a saved search, all of it in one text | as a topic |
| a topic often in a document, weight 1 / 2 / 3 | 2–4 / 5–8 / 7–12, at most 24 |
| a topic, sector or member group in passing | 1–4, together at most 6 |
| a sector or member group in the title / often | 8 / 3, at most 12 |
| the profile is on the consultation list | 12 |
| an agreement or fund of the profile in the title / a document | 10 / 6, at most 14 |

A word in a document counts in steps of how many times it occurs and how many times
per thousand words, whichever is the lower step, in the document where it is highest:
one mention in 300 pages is nothing, and another document never takes anything away.
The list of bodies consulted is left out of that count, for it names half the labour
market in every bill. "Often" begins at the third step, "in passing" ends below it, so
that being asked and being mentioned together stay under 20. Points above 100 are cut
off the smallest reasons.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from briefing.domain.document import RECORD_KEY, Document, Part
from briefing.domain.profile import Profile, Reason, Relevance, SearchTopic, Topic
from briefing.domain.proposal import DocumentKind, Proposal
from briefing.language import Translator, translator
from briefing.language.query import Query, parse
from briefing.language.words import Hits, Text, Words

FOLLOWED = 22
CONSULTED = 12
TOPIC_IN_TITLE = {1: 10, 2: 16, 3: 24}
TOPICS_IN_TITLE_AT_MOST = 40
STEPS = ((0, 0.0), (1, 0.05), (2, 0.3), (5, 1.0), (15, 3.0))
"""From how many times, and how many times per thousand words, a step is reached."""
STEP_POINTS = (0, 1, 3, 5, 8)
"""For a topic of weight 2; half as much for 1, half as much again for 3."""
OFTEN = 3
TOPICS_IN_TEXT_AT_MOST, IN_PASSING_AT_MOST = 24, 6
GROUP_IN_TITLE, GROUP_IN_TEXT, GROUPS_AT_MOST = 8, 3, 12
NAMED_IN_TITLE, NAMED_IN_TEXT, NAMED_AT_MOST = 10, 6, 14
HIGHEST = 100
_SHORT_NAME = 4
_SHOWN = 5


def screen(
    proposal: Proposal, documents: tuple[Document, ...], profile: Profile
) -> Relevance:
    """The score and its reasons, the weightiest first, in the profile's language.

    Works on the proposal alone too. The points of the reasons add up to the score;
    a proposal that nothing speaks for has one reason of 0 points that says so.
    """
    case = _Case.of(proposal, documents)
    _ = translator(profile.language)
    reasons = [
        *_followed(proposal, profile, _),
        *_topics(case, profile, _),
        *_searches(case, proposal, profile, _),
        *_groups(case, profile, _),
        *_named(case, profile, _),
        *_consulted(documents, profile, _),
    ]
    if not any(each.points for each in reasons if each.family != "consulted"):
        reasons.append(
            _Found(_("None of your topics, committees or ministries is named."), 0)
        )
    return _relevance(reasons)


@dataclass(frozen=True, slots=True)
class _Found:
    """A reason before the caps; `family` says which cap it stands under."""

    text: str
    points: int
    family: str = ""


@dataclass(frozen=True, slots=True)
class _Case:
    """What the words are looked for in."""

    title: Text
    lead: Text
    front: Text
    texts: tuple[Text, ...]

    @classmethod
    def of(cls, proposal: Proposal, documents: tuple[Document, ...]) -> "_Case":
        """Title, the source's own summary, and each document that was read."""
        title = f"{proposal.title}\n{proposal.subtitle}"
        lead = "\n".join((proposal.summary, *proposal.topics))
        return cls(
            Text.of(title),
            Text.of(lead),
            Text.of(f"{title}\n{lead}"),
            tuple(_prepared(each) for each in documents if _is_read(each)),
        )


def _is_read(document: Document) -> bool:
    return (
        document.reading is not None
        and document.key != RECORD_KEY
        and document.kind is not DocumentKind.CONSULTATION_LIST
    )


def _prepared(document: Document) -> Text:
    reading = document.reading
    if reading is None:
        return Text.of("")
    left_out = set(reading.parts.get(Part.CONSULTED, ()))
    return _text(
        "\n".join(each.text for each in reading.passages if each.number not in left_out)
    )


@lru_cache(maxsize=4)
def _text(text: str) -> Text:
    """Kept for the next profile, which screens the same documents."""
    return Text.of(text)


@lru_cache(maxsize=256)
def _words(words: tuple[str, ...]) -> Words:
    return Words(words)


def _followed(proposal: Proposal, profile: Profile, _: Translator) -> Iterator[_Found]:
    if _is_among(proposal.committee, profile.committees):
        text = _("You follow the committee: {name}.", name=proposal.committee)
        yield _Found(text, FOLLOWED)
    if _is_among(proposal.ministry, profile.ministries):
        text = _("You follow the ministry: {name}.", name=proposal.ministry)
        yield _Found(text, FOLLOWED)


def _is_among(given: str, wanted: Iterable[str]) -> bool:
    folded = _flat(given)
    return any(_flat(each) and _flat(each) in folded for each in wanted)


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())


def _topics(case: _Case, profile: Profile, _: Translator) -> Iterator[_Found]:
    for topic in profile.topics:
        words = _words(topic.words)
        yield from _topic_in_front(case, topic, words, _)
        hits, step = _best(words, case.texts)
        if step:
            points = max(1, STEP_POINTS[step] * topic.weight // 2)
            text = _(
                "In the text, “{topic}”: {words} ({count} in all).",
                topic=topic.name,
                words=_forms(hits),
                count=sum(each.count for each in hits),
            )
            yield _Found(text, points, "in text" if step >= OFTEN else "in passing")


def _searches(
    case: _Case, proposal: Proposal, profile: Profile, _: Translator
) -> Iterator[_Found]:
    """Saved searches: like topics, but all of a search must stand in one text."""
    for search in profile.searches:
        if not _is_within(proposal, search):
            continue
        query = parse(search.query)
        points = TOPIC_IN_TITLE[min(max(search.weight, 1), 3)]
        if hits := query.find(case.title):
            yield _Found(_in_front(search, hits, _), points, "in title")
        elif hits := query.find(case.front):
            yield _Found(_in_front(search, hits, _), points // 2, "in title")
        hits, step = _best(query, case.texts)
        if step:
            points = max(1, STEP_POINTS[step] * search.weight // 2)
            text = _(
                "Your saved search “{search}”, in the text: {words} ({count} in all).",
                search=search.name,
                words=_forms(hits),
                count=sum(each.count for each in hits),
            )
            yield _Found(text, points, "in text" if step >= OFTEN else "in passing")


def _in_front(search: SearchTopic, hits: Iterable[Hits], _: Translator) -> str:
    return _(
        "Your saved search “{search}”, in title or summary: {words}.",
        search=search.name,
        words=_forms(hits),
    )


def _is_within(proposal: Proposal, search: SearchTopic) -> bool:
    """Whether the proposal is of what the search is limited to."""
    only = search.only
    return (
        only.get("source", proposal.source) == proposal.source
        and only.get("kind", proposal.kind.value) == proposal.kind.value
        and _flat(only.get("committee", "")) in _flat(proposal.committee)
    )


def _topic_in_front(
    case: _Case, topic: Topic, words: Words, _: Translator
) -> Iterator[_Found]:
    points = TOPIC_IN_TITLE[min(max(topic.weight, 1), 3)]
    if hits := words.find(case.title):
        text = _(
            "In the title, “{topic}”: {words}.", topic=topic.name, words=_forms(hits)
        )
        yield _Found(text, points, "in title")
    elif hits := words.find(case.lead):
        text = _(
            "In the source's summary, “{topic}”: {words}.",
            topic=topic.name,
            words=_forms(hits),
        )
        yield _Found(text, points // 2, "in title")


def _best(words: Words | Query, texts: Iterable[Text]) -> tuple[tuple[Hits, ...], int]:
    """The hits in the text where they reach the highest step, and that step."""
    best: tuple[tuple[Hits, ...], int] = ((), 0)
    for text in texts:
        hits = words.find(text)
        step = _step(sum(each.count for each in hits), text.length)
        if step > best[1]:
            best = hits, step
    return best


def _step(count: int, length: int) -> int:
    density = 1000 * count / max(length, 1)
    return max(
        step
        for step, (least, dense) in enumerate(STEPS)
        if count >= least and density >= dense
    )


def _groups(case: _Case, profile: Profile, _: Translator) -> Iterator[_Found]:
    for name in dict.fromkeys((*profile.sectors, *profile.member_groups)):
        words = _words((name,))
        if hits := words.find(case.title):
            text = _("Your members, in the title: {words}.", words=_forms(hits))
            yield _Found(text, GROUP_IN_TITLE, "group")
        elif (found := _best(words, (case.lead, *case.texts)))[1]:
            text = _("Your members, in the text: {words}.", words=_forms(found[0]))
            often = found[1] >= OFTEN
            yield (
                _Found(text, GROUP_IN_TEXT, "group")
                if often
                else _Found(text, 1, "in passing")
            )


def _named(case: _Case, profile: Profile, _: Translator) -> Iterator[_Found]:
    for name in dict.fromkeys((*profile.agreements, *profile.funds)):
        words = _words((name,))
        points = NAMED_IN_TITLE if words.find(case.title) else NAMED_IN_TEXT
        if any(words.find(text) for text in (case.title, case.lead, *case.texts)):
            text = _("Your agreement or fund is named: {name}.", name=name)
            yield _Found(text, points, "named")


def _consulted(
    documents: tuple[Document, ...], profile: Profile, _: Translator
) -> Iterator[_Found]:
    for name in profile.names:
        pattern = _name_pattern(name)
        if any(pattern.search(body) for body in _bodies(documents)):
            text = _("You are on the consultation list: {name}.", name=name)
            yield _Found(text, CONSULTED, "consulted")
            return


def _bodies(documents: tuple[Document, ...]) -> Iterator[str]:
    """The bodies consulted, as read; else the places where they are listed."""
    for document in documents:
        reading = document.reading
        if reading is None or document.key == RECORD_KEY:
            continue
        if reading.consulted:
            yield from (name for name, _passage in reading.consulted)
        elif document.kind is DocumentKind.CONSULTATION_LIST:
            yield from (each.text for each in reading.passages)
        else:
            yield from (each.text for each in reading.part(Part.CONSULTED))


@lru_cache(maxsize=256)
def _name_pattern(name: str) -> re.Pattern[str]:
    """The name as whole words; an abbreviation in its own case."""
    flags = re.IGNORECASE if len(name) > _SHORT_NAME else re.NOFLAG
    words = r"\s+".join(re.escape(word) for word in name.split()) or r"(?!)"
    return re.compile(rf"(?<!\w){words}(?:'?s)?(?!\w)", flags)


def _forms(hits: Iterable[Hits]) -> str:
    forms = list(dict.fromkeys(form for each in hits for form in each.forms))
    shown = ", ".join(forms[:_SHOWN])
    return f"{shown} …" if len(forms) > _SHOWN else shown


_CAPS = {
    "in title": TOPICS_IN_TITLE_AT_MOST,
    "in text": TOPICS_IN_TEXT_AT_MOST,
    "in passing": IN_PASSING_AT_MOST,
    "group": GROUPS_AT_MOST,
    "named": NAMED_AT_MOST,
}


def _relevance(found: list[_Found]) -> Relevance:
    """The reasons within their caps and within 100, weightiest first."""
    within: list[tuple[str, int]] = []
    by_family = sorted(found, key=lambda each: (each.family, -each.points))
    for family, group in groupby(by_family, key=lambda each: each.family):
        room = _CAPS.get(family, HIGHEST)
        for each in group:
            points = min(each.points, room)
            room -= points
            within.append((each.text, points))
    reasons: list[Reason] = []
    room = HIGHEST
    for text, points in sorted(within, key=lambda each: -each[1]):
        reasons.append(Reason(text, min(points, room)))
        room -= min(points, room)
    return Relevance(HIGHEST - room, tuple(reasons))
