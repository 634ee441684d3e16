"""Searching the store, keeping its index whole, and searches that became topics."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from briefing.config import Settings
from briefing.documents.read import READER_VERSION
from briefing.domain.document import Document
from briefing.domain.profile import Profile, Relevance, SearchTopic
from briefing.domain.proposal import PRIMARY_KINDS, Proposal
from briefing.domain.record import record_document
from briefing.domain.search import (
    Filters,
    Found,
    SavedSearch,
    Searchable,
    Term,
    TermKind,
    of_assessment,
    of_document,
    of_proposal,
)
from briefing.errors import UsageError
from briefing.language.query import Query, parse
from briefing.language.written import danish_day
from briefing.pipeline.collecting import ARCHIVE, standing
from briefing.pipeline.line import Line
from briefing.relevance import screen

MOST_CAUGHT = 200
"""So many proposals are screened for a preview."""


@dataclass(frozen=True, slots=True)
class Widened:
    """An abbreviation that was searched for with the words of topics too."""

    word: str
    topics: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found, and with what it was widened."""

    query: Query
    found: Found
    widened: tuple[Widened, ...] = ()


@dataclass(frozen=True, slots=True)
class Caught:
    """A stored proposal that a search would have given another relevance."""

    ref: str
    title: str
    before: int
    after: int
    reasons: tuple[str, ...]
    is_new: bool
    """Whether only the search brings it over the profile's threshold."""


def search(
    line: Line, text: str, filters: Filters, limit: int, *, widen: bool = True
) -> Answer:
    """The best places for what a person typed.

    An abbreviation stands for all words of the topics that hold it, unless `widen` is
    False. Raises QueryError when it cannot be searched for.
    """
    query = parse(text)
    profiles = [
        each
        for key, each in line.settings.profiles.items()
        if filters.profile in ("", key)
    ]
    pairs = [_widened(e, query, profiles) if widen else (e, ()) for e in query.wanted]
    terms = tuple(term for term, _told in pairs)
    told = tuple(each for _term, some in pairs for each in some)
    found = line.store.search(terms, query.unwanted, filters, limit)
    return Answer(replace(query, wanted=terms), found, told)


def _widened(
    term: Term, query: Query, profiles: Iterable[Profile]
) -> tuple[Term, tuple[Widened, ...]]:
    """The term, any word of the topics that it is an abbreviation of will do."""
    short = term.text.upper()
    if short not in query.text.split():
        return term, ()
    topics = [t for each in profiles for t in each.topics if short in t.words]
    words = dict.fromkeys(w for t in topics for w in t.words if w != short)
    if not words:
        return term, ()
    more = dict.fromkeys(each for word in words for each in _as_terms(word))
    names = tuple(dict.fromkeys(each.name for each in topics))
    return replace(term, also=(*term.also, *more)), (
        Widened(short, names, tuple(words)),
    )


def _as_terms(words: str) -> Iterator[Term]:
    """A topic's word or phrase as it is looked for."""
    found = parse(f'"{words}"').wanted
    yield from (each for each in found if each.kind is not TermKind.PREFIX)


def with_searches(settings: Settings, saved: Iterable[SavedSearch]) -> Settings:
    """The settings with each saved search in its profile; of those that there are."""
    topics: dict[str, list[SearchTopic]] = {}
    for each in saved:
        topics.setdefault(each.profile, []).append(topic_of(each))
    profiles = {
        key: replace(each, searches=tuple(topics[key])) if key in topics else each
        for key, each in settings.profiles.items()
    }
    return replace(settings, profiles=profiles)


def topic_of(saved: SavedSearch) -> SearchTopic:
    """The search as something that proposals are screened by."""
    return SearchTopic(saved.name, saved.query, saved.weight, dict(saved.only))


def to_save(
    line: Line, name: str, text: str, filters: Filters, profile: Profile, weight: int
) -> SavedSearch:
    """The search to be saved; UsageError for what a proposal cannot be screened by."""
    parse(text)
    later = {
        "--stage": filters.stage,
        "--party": filters.party,
        "--dimension": filters.dimension,
        "--level": filters.level,
        "--status": filters.status,
        "--in": filters.what,
        "--from": filters.since,
        "--to": filters.until,
        "--all-versions": filters.all_versions,
    }
    if wrong := [key for key, value in later.items() if value]:
        raise UsageError(
            "A saved search cannot be limited by {given}: a new proposal has none of "
            "that yet. It can by --source, --kind and --committee.",
            given=", ".join(wrong),
        )
    if not name.strip():
        raise UsageError("Give the saved search a name: --save NAME.")
    if name in {each.name for each in profile.topics}:
        raise UsageError("The profile has a topic called “{name}” already.", name=name)
    only = {
        "source": filters.source,
        "kind": filters.kind.value if filters.kind else "",
        "committee": filters.committee,
    }
    given = {key: value for key, value in only.items() if value}
    return SavedSearch(profile.id, name.strip(), text, weight, line.clock(), given)


def preview(line: Line, saved: SavedSearch, filters: Filters) -> tuple[Caught, ...]:
    """What the search would have caught among the stored proposals, the most first."""
    profile = line.settings.profiles[saved.profile]
    others = tuple(e for e in profile.searches if e.name != saved.name)
    plain = replace(profile, searches=others)
    more = replace(profile, searches=(*others, topic_of(saved)))
    query = parse(saved.query)
    bare = replace(filters, profile="")
    found = line.store.search(query.wanted, query.unwanted, bare, MOST_CAUGHT)
    caught = []
    for group in found.groups:
        proposal = line.store.proposal(group[0].ref)
        documents = screened_by(line, proposal)
        before = line.compute(screen, proposal, documents, plain)
        after = line.compute(screen, proposal, documents, more)
        if after.score > before.score:
            caught.append(_caught(proposal, profile, before, after))
    return tuple(sorted(caught, key=lambda each: (-each.after, each.ref)))


def _caught(
    proposal: Proposal, profile: Profile, before: Relevance, after: Relevance
) -> Caught:
    known = {each.text for each in before.reasons}
    return Caught(
        ref=proposal.ref,
        title=proposal.title,
        before=before.score,
        after=after.score,
        reasons=tuple(e.text for e in after.reasons if e.text not in known),
        is_new=before.score < profile.threshold <= after.score,
    )


def screened_by(line: Line, proposal: Proposal) -> tuple[Document, ...]:
    """The documents that relevance is judged by, as they stand."""
    found = standing(line, proposal)
    primary = tuple(each for each in found if each.kind in PRIMARY_KINDS)
    return (*primary, record_document(proposal))


def rebuild(line: Line, notify: Callable[[int, int], None]) -> int:
    """Make the whole index anew from what the store holds; how many proposals."""
    refs = line.store.refs()
    line.store.start_index(map(line.store.proposal, refs))
    for number, ref in enumerate(refs, 1):
        proposal = line.store.proposal(ref)
        line.store.index(*_versions(line, proposal), *_briefings(line, ref))
        standing(line, proposal)  # what is read is findable
        notify(number, len(refs))
    line.store.finish_index()
    return len(refs)


def _versions(line: Line, proposal: Proposal) -> Iterator[Searchable]:
    """Every version of the proposal, and the earlier ones of its documents."""
    versions = line.store.proposal_versions(proposal.ref)
    for each in versions:
        is_last = each is versions[-1]
        made_from = line.store.proposal_hash(proposal.ref) if is_last else "earlier"
        yield of_proposal(each.proposal, each.version, made_from)
    listed = {e.key: e for e in proposal.documents if e.native_kind != ARCHIVE}
    stored = line.store.documents(proposal.ref)
    for old in line.store.document_versions(proposal.ref):
        ref = listed.get(old.key)
        if ref is None or old.version == stored[old.key].version:
            continue
        found = line.store.reading(old.sha256, ref.kind, READER_VERSION)
        document = Document(
            old.key, ref.title, ref.kind, old.url, old.sha256, version=old.version,
            reading=found.reading if found else None,
        )  # fmt: skip
        if searchable := of_document(proposal, document, READER_VERSION):
            yield searchable


def _briefings(line: Line, ref: str) -> Iterator[Searchable]:
    for profile in line.settings.profiles:
        latest = line.store.judged(ref, profile)
        last = latest.assessment.version if latest else 0
        reviews = line.store.reviews(ref, profile)
        gone = {
            each.assessment_version for each in line.store.withdrawals(ref, profile)
        }
        for version in range(1, last + 1):
            judged = line.store.judged(ref, profile, version)
            if judged is None:
                continue
            own = [each for each in reviews if each.assessment_version == version]
            found = judged.assessment
            day = danish_day(found.created_at)
            said = own[-1] if own else None
            yield of_assessment(found, day, said, is_withdrawn=version in gone)
