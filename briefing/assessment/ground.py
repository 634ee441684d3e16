"""The step that makes a draft an assessment: what the sources do not bear is withheld.

The same for every analyst, in layers: the quotations stand where they are said to
(`quotes`), the figures and names of a statement stand in its sources (`support`), and
the statement does not turn round what it quotes (`reversal`). Nothing is repaired:
a statement passes, or it is listed with the reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from briefing.assessment.clauses import clauses, quoted_clauses, quoted_sentences
from briefing.assessment.pairing import misplaced
from briefing.assessment.quotes import forms, long_enough, quotations, verify_quote
from briefing.assessment.reversal import turned
from briefing.assessment.support import Known, known, known_text, unsupported
from briefing.domain.assessment import (
    SCALE,
    Answer,
    Assessment,
    Check,
    DraftAssessment,
    Fact,
    Point,
    PointKind,
    Question,
    Withheld,
)
from briefing.domain.document import RECORD_KEY, Citation, Document, Passage
from briefing.domain.profile import Profile, Relevance
from briefing.domain.proposal import Proposal
from briefing.domain.record import record_document
from briefing.domain.reference import session_label
from briefing.language import Translator, translator

__all__ = ["ground", "verify_quote"]

_GRADED = (PointKind.RISK, PointKind.OPPORTUNITY)
_LONGEST_SHOWN = 120


def ground(
    draft: DraftAssessment,
    proposal: Proposal,
    documents: tuple[Document, ...],
    profile: Profile,
    *,
    version: int,
    relevance: Relevance,
    input_hash: str,
    created_at: datetime,
) -> Assessment:
    """The assessment that may be shown: verified statements, the rest withheld.

    `documents` are what the analyst read, the source's own record (`RECORD_KEY`)
    among them; it is added where it is missing. Reasons are in the profile's
    language. `created_at` is UTC. Never raises, whatever the draft holds.
    """
    judge = _Judge.of(proposal, documents, profile)
    withheld: list[Withheld] = []
    return Assessment(
        ref=proposal.ref,
        profile=profile.id,
        version=version,
        analyst=draft.analyst,
        relevance=relevance,
        summary=tuple(judge.points(draft.summary, withheld)),
        points=tuple(judge.points(draft.points, withheld)),
        checks=tuple(judge.checks(draft.checks, withheld)),
        questions=tuple(judge.questions(draft.questions, withheld)),
        facts=tuple(judge.facts(draft.facts, withheld)),
        gaps=draft.gaps,
        withheld=tuple(withheld),
        language=profile.language,
        input_hash=input_hash,
        created_at=created_at,
    )


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The verified citations of a statement, and why others are not."""

    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...]
    failures: tuple[str, ...]

    def pairs(self) -> Iterator[tuple[Citation, Passage]]:
        """Each verified citation with its passage."""
        return zip(self.citations, self.passages, strict=True)


@dataclass(frozen=True, slots=True)
class _Judge:
    passages: dict[tuple[str, int], Passage]
    record: tuple[Known, ...]
    record_texts: tuple[str, ...]
    language: str
    say: Translator

    @classmethod
    def of(
        cls, proposal: Proposal, documents: tuple[Document, ...], profile: Profile
    ) -> "_Judge":
        """A judge who has the documents and the record before them."""
        records = [each for each in documents if each.key == RECORD_KEY]
        record = records[0] if records else record_document(proposal)
        passages = {
            (document.key, passage.number): passage
            for document in (*documents, record)
            if document.reading
            for passage in document.reading.passages
        }
        fields = record.reading.passages if record.reading else ()
        label = session_label(proposal.session)
        return cls(
            passages,
            (*(known(each) for each in fields), known_text(label)),
            tuple(each.text for each in fields),
            profile.language,
            translator(profile.language),
        )

    def points(
        self, points: Iterable[Point], withheld: list[Withheld]
    ) -> Iterator[Point]:
        """The points that stand, with their verified citations."""
        for point in points:
            evidence = self.evidence(point.citations)
            reason = self._malformed(point) or self._reason(
                evidence,
                (point.text, point.today, point.proposed),
                (point.mitigation, point.about),
                foresees=point.kind in _GRADED,
            )
            if reason:
                withheld.append(Withheld(point.text, reason))
            else:
                yield replace(point, citations=evidence.citations)

    def facts(self, facts: Iterable[Fact], withheld: list[Withheld]) -> Iterator[Fact]:
        """The facts that stand."""
        for fact in facts:
            evidence = self.evidence(fact.citations)
            reason = self._reason(evidence, (fact.value,), ())
            if reason:
                withheld.append(Withheld(fact.value, reason))
            else:
                yield replace(fact, citations=evidence.citations)

    def questions(
        self, questions: Iterable[Question], withheld: list[Withheld]
    ) -> Iterator[Question]:
        """The questions whose citations stand, or that need none."""
        for question in questions:
            evidence = self.evidence(question.citations)
            texts = (question.text, question.about)
            reason = (
                self._reason(evidence, (), texts)
                if question.citations
                else self._needs_source(question)
            )
            if reason:
                withheld.append(Withheld(question.text, reason))
            else:
                yield replace(question, citations=evidence.citations)

    def checks(
        self, checks: Iterable[Check], withheld: list[Withheld]
    ) -> Iterator[Check]:
        """Every check; one whose evidence fails cannot be told.

        Their numbers are counted by code from what they cite, so that only the
        quotations are looked up.
        """
        for check in checks:
            evidence = self.evidence(check.citations)
            needed = check.citations or check.answer is Answer.YES
            if evidence.citations or not needed or check.answer is Answer.UNKNOWN:
                yield replace(check, citations=evidence.citations)
                continue
            reason = self._no_evidence(evidence)
            withheld.append(Withheld(check.text, reason))
            yield replace(check, answer=Answer.UNKNOWN, citations=(), missing=reason)

    def evidence(self, citations: Iterable[Citation]) -> _Evidence:
        """Each citation looked up: verified with its locator, or the reason why not."""
        good: list[Citation] = []
        passages: list[Passage] = []
        failures: list[str] = []
        for citation in citations:
            passage = self.passages.get((citation.document, citation.passage))
            failure = self._failure(citation, passage)
            if failure or passage is None:
                failures.append(failure)
                continue
            passages.append(passage)
            good.append(replace(citation, locator=passage.locator, verified=True))
        return _Evidence(tuple(good), tuple(passages), tuple(failures))

    def _failure(self, citation: Citation, passage: Passage | None) -> str:
        _ = self.say
        shown = _short(citation.quote)
        if passage is None:
            return _("The passage cited does not exist: »{quote}«.", quote=shown)
        if verify_quote(citation.quote, passage.text):
            return ""
        if not any(
            long_enough(needle, text)
            for needle in forms(citation.quote)
            for text in forms(passage.text)
        ):
            return _(
                "The quotation is too short to bear anything: »{quote}«.", quote=shown
            )
        return _(
            "The quotation does not stand in the passage cited: »{quote}«.", quote=shown
        )

    def _no_evidence(self, evidence: _Evidence) -> str:
        _ = self.say
        return " ".join(dict.fromkeys(evidence.failures)) or _("No passage is cited.")

    def _reason(
        self,
        evidence: _Evidence,
        statements: tuple[str, ...],
        remarks: tuple[str, ...],
        *,
        foresees: bool = False,
    ) -> str:
        """Why the texts cannot be printed; empty when they can.

        `statements` say something of the source; `remarks` (mitigation, place,
        questions) only may not hold figures of their own.
        """
        if not evidence.citations:
            return self._no_evidence(evidence)
        text = "\n".join(filter(None, (*statements, *remarks)))
        return (
            self._unquoted(text, evidence)
            or self._unsupported(text, evidence)
            or self._misplaced("\n".join(filter(None, statements)), evidence)
            or self._turned(statements, evidence, foresees=foresees)
        )

    def _unquoted(self, text: str, evidence: _Evidence) -> str:
        _ = self.say
        texts = (*(each.text for each in evidence.passages), *self.record_texts)
        wrong = [
            quote
            for quote in quotations(text)
            if not any(_quoted(quote, each) for each in texts)
        ]
        if not wrong:
            return ""
        return _(
            "The statement quotes what does not stand in its passages: »{quote}«.",
            quote=_short(wrong[0]),
        )

    def _unsupported(self, text: str, evidence: _Evidence) -> str:
        _ = self.say
        cited = [known(each) for each in evidence.passages]
        missing = unsupported(text, cited, self.record, self.language)
        if not missing:
            return ""
        return _(
            "Stands neither in the passages cited nor in the record: {items}.",
            items=", ".join(missing),
        )

    def _misplaced(self, text: str, evidence: _Evidence) -> str:
        _ = self.say
        cited = [known(each) for each in evidence.passages]
        sentences = [
            sentence
            for citation, passage in evidence.pairs()
            for sentence in quoted_sentences(citation.quote, passage.text)
        ]
        wrong = misplaced(text, sentences, cited, self.language)
        if not wrong:
            return ""
        return _(
            "Stands in the passages cited, but not in this place: {items}.",
            items=", ".join(wrong),
        )

    def _turned(
        self, statements: Iterable[str], evidence: _Evidence, *, foresees: bool
    ) -> str:
        _ = self.say
        quoted = tuple(
            clause
            for citation, passage in evidence.pairs()
            for clause in quoted_clauses(citation.quote, passage.text)
        )
        around = tuple(
            clause for passage in evidence.passages for clause in clauses(passage.text)
        )
        for text in filter(None, statements):
            turn = turned(text, quoted, around, foresees=foresees)
            if turn:
                return _(
                    "Turns round what the source says: »{ours}« against »{theirs}«.",
                    ours=_short(turn.ours),
                    theirs=_short(turn.theirs),
                )
        return ""

    def _malformed(self, point: Point) -> str:
        _ = self.say
        grades = (point.likelihood, point.impact)
        if point.kind in _GRADED and not all(_is_grade(each) for each in grades):
            return _("Likelihood and impact must be given as 1 to 5.")
        if point.kind is PointKind.CHANGE and not (point.today or point.proposed):
            return _("A change must say what applies today or what is proposed.")
        return ""

    def _needs_source(self, question: Question) -> str:
        _ = self.say
        if not question.about.strip():
            return _("A question without a source must name its subject.")
        text = f"{question.text}\n{question.about}"
        missing = unsupported(text, (), self.record, self.language)
        if missing or quotations(text):
            return _(
                "A question without a source may hold no figures: {items}.",
                items=", ".join(missing or quotations(text)),
            )
        return ""


def _is_grade(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in SCALE


def _quoted(quote: str, text: str) -> bool:
    """As `verify_quote`, for quoted words inside a statement, however short."""
    return verify_quote(quote, text) or any(
        needle == piece for needle in forms(quote) for piece in forms(text)
    )


def _short(text: str) -> str:
    flat = " ".join(str(text).split())
    return flat if len(flat) <= _LONGEST_SHOWN else f"{flat[:_LONGEST_SHOWN]} …"
