"""An evaluation: the labelled cases read and assessed as proposals are, then scored.

Nothing of a case is kept as a proposal. What a language model is sent are the texts
that come with the program; those of a folder of one's own only where the profile lets
a model read their source, as for any proposal.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from briefing import __version__
from briefing.assessment.ground import ground
from briefing.assessment.measuring.claims import (
    Source,
    by_kind,
    changed,
    claim_of,
    collected,
    held,
    verbatim,
)
from briefing.assessment.measuring.labelled import REF, LabelledCase
from briefing.assessment.measuring.mutations import Claim
from briefing.assessment.measuring.scoring import Score, scored
from briefing.assessment.prompting import prompts_digest
from briefing.documents.deadlines import stated_deadline
from briefing.documents.read import read
from briefing.domain.assessment import Assessment
from briefing.domain.document import RECORD_KEY, Document
from briefing.domain.evaluation import Evaluation, Share
from briefing.domain.model import Usage
from briefing.domain.profile import Profile, Relevance
from briefing.domain.record import record_document
from briefing.errors import BriefingError, ConfigError
from briefing.pipeline.line import Line

ALL = ("all",)


@dataclass(frozen=True, slots=True)
class Tried:
    """A case, its documents as read, and how the analyst fared on it."""

    case: LabelledCase
    documents: tuple[Document, ...]
    score: Score
    analyst: str = ""
    model: str = ""
    failed: str = ""


def evaluate(
    line: Line,
    cases: Iterable[LabelledCase],
    profile: Profile,
    *,
    shipped: bool,
    say: Callable[[str], None] = lambda _: None,
) -> Evaluation:
    """The evaluation of the analyst that is configured; kept in the store.

    `shipped` says that the cases are those that come with the program, whose texts may
    be sent to a model. `say` is told the name of each case that is begun. Raises
    ConfigError for a case whose labels do not fit its text.
    """
    chosen = tuple(cases)
    reader = _consenting(profile, chosen) if shipped else profile
    began, clock = line.clock(), time.perf_counter()
    tried = []
    for each in chosen:
        say(each.name)
        tried.append(_tried(line, each, reader))
    seconds = time.perf_counter() - clock
    found = _measured(line, tuple(tried), reader, shipped=shipped)
    calls = [e for e in line.store.calls(since=began) if e.ref.startswith(f"{REF}/")]
    priced = [each.kroner for each in calls if each.kroner is not None]
    evaluation = replace(
        found,
        at=began,
        calls=len(calls),
        usage=sum((each.usage for each in calls), Usage()),
        kroner=sum(priced) if priced else None,
        seconds=seconds,
    )
    line.store.save_evaluation(evaluation)
    return evaluation


def _consenting(profile: Profile, cases: Iterable[LabelledCase]) -> Profile:
    """The profile with a model let in to the cases' own sources."""
    return replace(
        profile, model_may_read={each.told.proposal.source: ALL for each in cases}
    )


def _tried(line: Line, case: LabelledCase, profile: Profile) -> Tried:
    proposal, documents = case.proposal, case_documents(line, case)
    try:
        draft = line.analyst.analyse(proposal, documents, profile)
    except BriefingError as error:
        failed = f"{type(error).__name__}: {error}"
        return Tried(case, documents, Score(), failed=failed)
    assessment: Assessment = line.compute(
        ground, draft, proposal, documents, profile, version=1,
        relevance=Relevance(0), input_hash="", created_at=line.clock(),
    )  # fmt: skip
    score = scored(case.told.expects, assessment, documents, _deadline(documents))
    return Tried(
        case, documents, score, draft.analyst.kind, draft.analyst.model,
        draft.unanswered,
    )  # fmt: skip


def case_documents(line: Line, case: LabelledCase) -> tuple[Document, ...]:
    """The documents of a case, read by the same code as any, and its record."""
    found = []
    for key, each in case.documents:
        body, name = case.body(each)
        kind = "text/plain" if name.endswith(".txt") else ""
        reading = line.compute(read, body, kind, name, each.kind)
        found.append(
            Document(
                key, each.title, each.kind, "", hashlib.sha256(body).hexdigest(),
                reading=reading, language=each.language,
            )
        )  # fmt: skip
    return (*found, record_document(case.proposal))


def _deadline(documents: Iterable[Document]) -> date | None:
    """The deadline that the texts of a case state themselves."""
    stated = (
        stated_deadline(each.reading)
        for each in documents
        if each.reading and each.key != RECORD_KEY
    )
    return next((each.date for each in stated if each), None)


def _measured(
    line: Line, tried: tuple[Tried, ...], profile: Profile, *, shipped: bool
) -> Evaluation:
    unseen = tuple(each for each in tried if each.case.told.held_out)
    seen_claims, unseen_claims, sources = _claims(tried, with_collected=shipped)
    caught, alarms = _mutated(seen_claims, sources, profile)
    unseen_caught, unseen_alarms = _mutated(unseen_claims, sources, profile)
    heard = {(each.analyst, each.model) for each in tried if each.analyst}
    analyst, model = max(
        heard, key=lambda each: each[0] == "prompted", default=("", "")
    )
    prompted = "prompted" in line.analyst_id
    return Evaluation(
        at=line.clock(),
        program=__version__,
        analyst="prompted" if prompted else analyst,
        rules=line.analyst_id,
        model=model,
        prompts=prompts_digest() if prompted else "",
        profile=profile.id,
        cases=tuple(each.case.name for each in tried),
        held_out=tuple(each.case.name for each in unseen),
        cases_hash=_hash(each.case for each in tried),
        figures=_together(tried),
        unseen=_together(unseen),
        caught=caught,
        unseen_caught=unseen_caught,
        alarms=alarms,
        unseen_alarms=unseen_alarms,
        missed=_named(tried, lambda score: score.missed),
        sprung=_named(tried, lambda score: score.sprung),
        wrong=_named(tried, lambda score: score.wrong),
        failed=tuple(f"{e.case.name}: {e.failed}" for e in tried if e.failed),
    )


def _hash(cases: Iterable[LabelledCase]) -> str:
    told = "\n".join(each.told.model_dump_json() for each in cases)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _together(tried: Iterable[Tried]) -> dict[str, Share]:
    shares: dict[str, Share] = {}
    for each in tried:
        for name, share in each.score.shares.items():
            shares[name] = shares.get(name, Share()) + share
    return shares


def _named(
    tried: Iterable[Tried], what: Callable[[Score], tuple[str, ...]]
) -> tuple[str, ...]:
    return tuple(f"{e.case.name}: {each}" for e in tried for each in what(e.score))


def _claims(
    tried: Iterable[Tried], *, with_collected: bool
) -> tuple[tuple[Claim, ...], tuple[Claim, ...], dict[str, Source]]:
    """The true statements of the cases, of those held out, and their sources."""
    seen: list[Claim] = []
    unseen: list[Claim] = []
    sources: dict[str, Source] = {}
    if with_collected:
        claims, source = collected()
        seen += claims
        sources |= {each.case: source for each in claims}
    for each in tried:
        name = each.case.name
        sources[name] = Source(each.case.proposal, each.documents)
        mine = unseen if each.case.told.held_out else seen
        listed = tuple(e for e in each.documents if e.key != RECORD_KEY)
        try:
            mine += [
                claim_of(name, listed, truth.quote, truth.text)
                for truth in each.case.told.statements
            ]
        except ValueError as error:
            raise ConfigError(f"{each.case.folder / name}.yaml: {error}") from error
        mine += verbatim(name, listed)
    return tuple(seen), tuple(unseen), sources


def _mutated(
    claims: tuple[Claim, ...], sources: Mapping[str, Source], profile: Profile
) -> tuple[dict[str, Share], dict[str, Share]]:
    """The share of mutations caught by kind and wording, and of false alarms."""
    caught = {}
    for kind, some in by_kind(changed(claims)).items():
        found = held(some, sources, profile)
        caught[kind] = Share(found.withheld, found.total)
    alarms = {}
    for group in dict.fromkeys(each.group for each in claims):
        found = held([e for e in claims if e.group == group], sources, profile)
        alarms[group] = Share(found.withheld, found.total)
    return caught, alarms
