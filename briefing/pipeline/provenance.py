"""How an assessment came about: who said what, on which words, and what was sent.

Nothing is taken on trust: each printed statement is held against the stored texts
again, layer by layer, with the code as it is now. What was asked of a model is taken
from the kept calls, by the hashes that the assessment names.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefing.assessment.evidence import Evidence, Shelf
from briefing.assessment.prompted import QUESTIONS
from briefing.assessment.statements import Judge
from briefing.assessment.trusting import QUESTION
from briefing.assessment.wording import speaks_of
from briefing.domain.assessment import Assessment, Point, PointKind
from briefing.domain.document import RECORD_KEY, Citation, Document
from briefing.domain.model import ModelCall
from briefing.domain.store import Judged
from briefing.errors import UsageError
from briefing.language import translator
from briefing.pipeline.collecting import with_reading
from briefing.pipeline.line import Line

WORDING, SECOND = "wording", "second reading"
_SENT = re.compile(r"^\[(\d+)\]", re.MULTILINE)
_GRADED = (PointKind.RISK, PointKind.OPPORTUNITY)


@dataclass(frozen=True, slots=True)
class Said:
    """One printed statement: whose it is, the call it came by, how it was checked.

    `kind` is that of a point, or "question", "fact", "check". `rule` names the rule or
    prompt. `call` is None for what the rules say. `layers` gives each layer of
    grounding with its answer: empty where the statement passes, else why not.
    """

    kind: str
    text: str
    rule: str
    citations: tuple[Citation, ...]
    call: ModelCall | None
    layers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Everything that is known of how one version of a briefing came about.

    `documents` are those it rests on; `calls` all that were made for the proposal.
    """

    assessment: Assessment
    documents: tuple[Document, ...]
    said: tuple[Said, ...]
    calls: tuple[ModelCall, ...]


def provenance(
    line: Line, ref: str, profile: str, version: int | None = None
) -> Provenance:
    """The provenance of a version of a briefing, or of the latest.

    UsageError where there is none.
    """
    judged = line.store.judged(ref, profile, version)
    if judged is None:
        raise UsageError(
            "There is no briefing on {ref} for {profile}.", ref=ref, profile=profile
        )
    documents = tuple(
        with_reading(line, each) for each in judged.documents if each.key != RECORD_KEY
    )
    calls = line.store.calls(ref)
    said = tuple(_Teller(line, judged, documents, calls).everything())
    return Provenance(judged.assessment, judged.documents, said, calls)


def passages_sent(call: ModelCall) -> tuple[int, ...]:
    """The numbers of the passages that a call sent, as the model knew them."""
    return tuple(
        sorted({int(n) for text in texts_sent(call) for n in _SENT.findall(text)})
    )


def texts_sent(call: ModelCall) -> tuple[str, ...]:
    """The texts of a call's messages, in order; none where the body is not kept."""
    try:
        body = json.loads(call.sent)
        blocks = [block for each in body["messages"] for block in each["content"]]
        return tuple(str(block["text"]) for block in blocks)
    except (ValueError, KeyError, TypeError):
        return ()


class _Teller:
    """Tells of each statement of an assessment."""

    def __init__(
        self,
        line: Line,
        judged: Judged,
        documents: tuple[Document, ...],
        calls: Iterable[ModelCall],
    ) -> None:
        self._found = judged.assessment
        self._profile = line.settings.profiles[self._found.profile]
        say = translator(self._found.language)
        shelf = Shelf.of(judged.proposal, documents, self._profile, say)
        self._judge = Judge(shelf, self._found.language, say)
        self._calls = {each.asked: each for each in calls if not each.error}

    def everything(self) -> Iterator[Said]:
        """Every statement that is printed, as it stands in the briefing."""
        found = self._found
        for point in (*found.summary, *found.points):
            yield self._point(point)
        for fact in found.facts:
            layers = self._layers(fact.citations, (fact.value,))
            yield Said("fact", fact.value, fact.key, fact.citations, None, layers)
        for asked in found.questions:
            call = self._call(QUESTION) if asked.citations and not asked.about else None
            layers = self._layers(asked.citations, (), (asked.text, asked.about))
            rule = f"{QUESTION}.question" if call else asked.about
            yield Said("question", asked.text, rule, asked.citations, call, layers)
        for check in found.checks:
            layers = {"quoted": ""} if check.citations else {}
            yield Said("check", check.text, check.id, check.citations, None, layers)

    def _point(self, point: Point) -> Said:
        name = point.rule.split(".", 1)[0]
        call = self._call(name) if name in QUESTIONS else None
        layers = self._layers(
            point.citations,
            (point.text, point.today, point.proposed),
            (point.mitigation, point.about),
            foresees=point.kind in _GRADED,
        )
        if name in QUESTIONS:
            layers |= self._of_model(point)
        return Said(point.kind, point.text, point.rule, point.citations, call, layers)

    def _call(self, prompt: str) -> ModelCall | None:
        asked = self._found.trace.asked.get(prompt, ())
        return next((self._calls[e] for e in asked if e in self._calls), None)

    def _layers(
        self,
        citations: tuple[Citation, ...],
        statements: tuple[str, ...],
        remarks: tuple[str, ...] = (),
        *,
        foresees: bool = False,
    ) -> dict[str, str]:
        if not citations:
            return {}
        evidence = self._evidence(citations)
        layers = self._judge.layers(evidence, statements, remarks, foresees=foresees)
        found: dict[str, str] = {}
        for layer, reason in layers:
            found[layer.value] = found.get(layer.value, "") or reason
        return found

    def _evidence(self, citations: Iterable[Citation]) -> Evidence:
        return self._judge.shelf.look_up(citations)

    def _of_model(self, point: Point) -> dict[str, str]:
        """The layers that only a model's statement goes through."""
        _ = self._judge.say
        borne = speaks_of(point, self._evidence(point.citations))
        reason = "" if borne else _("The statement does not speak of what it quotes.")
        read = point.text in self._found.trace.borne
        unread = _("No second reading of the statements could be made.")
        return {WORDING: reason, SECOND: "" if read else unread}
