"""The briefing as JSON: the same content as the Word file, for machines.

`SCHEMA` names the form. A key is added without changing it; a key that is taken
away or changes its meaning changes the number.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from briefing.domain.assessment import Check, Fact, Point, Question
from briefing.domain.briefing import BriefingContent
from briefing.domain.deadline import Due
from briefing.domain.document import Citation, Document
from briefing.domain.dossier import Milestone
from briefing.domain.event import Event
from briefing.domain.proposal import Deadline, Proposal
from briefing.domain.review import ApprovedAssessment
from briefing.language import Translator, translator
from briefing.language.remaining import remaining
from briefing.rendering.consultation import consultation_values
from briefing.rendering.events import event_sentence
from briefing.rendering.law import law_values
from briefing.rendering.references import locator_text, numbered

SCHEMA = "briefing/1"


def as_json(content: BriefingContent) -> bytes:
    """The briefing as UTF-8 JSON, keys sorted, so that equal content is equal bytes.

    Dates are ISO 8601; moments are UTC. A citation's `document` is a document's
    `key`; its `locator` is written for people, in the briefing's language.
    """
    return json_bytes(_briefing(content))


def json_bytes(value: object) -> bytes:
    """A value as UTF-8 JSON; what no text can hold becomes a question mark."""
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode("utf-8", "replace")


def _briefing(content: BriefingContent) -> dict[str, Any]:
    found = content.assessment
    language = found.language
    return {
        "schema": SCHEMA,
        "ref": found.ref,
        "status": "approved" if content.is_approved else "draft",
        "version": found.version,
        "language": language,
        "created_at": _moment(found.created_at),
        "example": content.proposal.example,
        "profile": found.profile,
        "proposal": _proposal(content.proposal)
        | {"deadlines": [_due(each, content.today) for each in content.deadlines]},
        "events": [_event(each, translator(language)) for each in content.events],
        "consultation": consultation_values(content.consultation, language),
        "law": law_values(content.law, content.documents, translator(language)),
        "related": [_related(each) for each in content.related],
        "milestones": [
            _milestone(each, translator(language)) for each in content.milestones
        ],
        "relevance": {
            "score": found.relevance.score,
            "computed": found.relevance.computed,
            "reasons": [each.text for each in found.relevance.reasons],
        },
        "analyst": {
            "kind": found.analyst.kind,
            "model": found.analyst.model,
            "prompt": found.analyst.prompt,
        },
        "summary": [
            {"text": each.text, "citations": _citations(each.citations, language)}
            for each in found.summary
        ],
        "points": [_point(each, language) for each in found.points],
        "checks": [_check(each, language) for each in found.checks],
        "questions": [_question(each, language) for each in found.questions],
        "facts": [_fact(each, language) for each in found.facts],
        "gaps": list(found.gaps),
        "withheld": [
            {"text": each.text, "reason": each.reason} for each in found.withheld
        ],
        "documents": _documents(content.documents),
        **_review(content),
    }


def _review(content: BriefingContent) -> dict[str, Any]:
    if not isinstance(content.judged, ApprovedAssessment):
        return {"recommendation": "", "review": None}
    review = content.judged.review
    return {
        "recommendation": review.recommendation,
        "review": {
            "by": review.by,
            "at": _moment(review.at),
            "why": review.why,
            "edits": [asdict(each) for each in review.edits],
            "document": review.document,
        },
    }


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "title": proposal.title,
        "kind": proposal.kind.value,
        "number": proposal.number,
        "session": proposal.session,
        "stage": proposal.stage.value,
        "native_status": proposal.native_status,
        "source": proposal.source,
        "url": proposal.url,
        "committee": proposal.committee,
        "ministry": proposal.ministry,
    }


def _due(due: Due, now: datetime) -> dict[str, Any]:
    """A deadline; `claims` is what each place says, `remaining` counted from `now`."""
    left = remaining(due.deadline, now)
    decision = due.decision
    return _deadline(due.deadline) | {
        "days_left": left.days,
        "working_days_left": left.working_days,
        "conflict": due.is_conflicting,
        "claims": [
            _deadline(each.deadline) | {"title": each.title} for each in due.claims
        ],
        "moved_from": _deadline(due.moves[0].before) if due.moves else None,
        "decision": {
            "by": decision.by,
            "at": _moment(decision.decided_at),
            "why": decision.why,
            "stale": due.is_stale,
        }
        if decision
        else None,
        "consultation_days": due.period.days if due.period else None,
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "kind": deadline.kind.value,
        "date": deadline.date.isoformat(),
        "time": deadline.at.isoformat("minutes") if deadline.at else None,
        "zone": deadline.zone,
        "origin": deadline.origin,
        "document": deadline.document or None,
        "quote": deadline.quote or None,
    }


def _event(event: Event, say: Translator) -> dict[str, Any]:
    change = event.change
    return {
        "kind": event.kind.value,
        "text": event_sentence(event, say),
        "document": event.document or None,
        "changes": [
            {"kind": each.kind.value, "place": each.place, "old_place": each.old_place,
             "old": each.old, "new": each.new}
            for each in change.changes
        ] if change else [],
        "touched": [each.point.text for each in change.touched] if change else [],
    }  # fmt: skip


def _related(proposal: Proposal) -> dict[str, Any]:
    return {
        "ref": proposal.ref,
        "kind": proposal.kind.value,
        "title": proposal.title,
        "stage": proposal.stage.value,
        "url": proposal.url,
    }


def _milestone(milestone: Milestone, say: Translator) -> dict[str, Any]:
    return {
        "date": milestone.date.isoformat(),
        "ref": milestone.ref,
        "title": say(milestone.title) if milestone.is_own else milestone.title,
        "planned": milestone.is_planned,
    }


def _point(point: Point, language: str) -> dict[str, Any]:
    return {
        "kind": point.kind.value,
        "dimension": point.dimension.value if point.dimension else None,
        "party": point.party.value if point.party else None,
        "text": point.text,
        "today": point.today,
        "proposed": point.proposed,
        "likelihood": point.likelihood,
        "impact": point.impact,
        "level": point.level.value if point.level else None,
        "horizon": point.horizon.value if point.horizon else None,
        "mitigation": point.mitigation,
        "about": point.about,
        "rule": point.rule,
        "citations": _citations(point.citations, language),
    }


def _check(check: Check, language: str) -> dict[str, Any]:
    return {
        "id": check.id,
        "answer": check.answer.value,
        "text": check.text,
        "rule": check.rule,
        "missing": check.missing,
        "citations": _citations(check.citations, language),
    }


def _question(question: Question, language: str) -> dict[str, Any]:
    return {
        "text": question.text,
        "about": question.about,
        "citations": _citations(question.citations, language),
    }


def _fact(fact: Fact, language: str) -> dict[str, Any]:
    return {
        "key": fact.key,
        "value": fact.value,
        "citations": _citations(fact.citations, language),
    }


def _citations(citations: tuple[Citation, ...], language: str) -> list[dict[str, Any]]:
    return [
        {
            "document": each.document,
            "locator": locator_text(each.locator, language),
            "quote": each.quote,
            "verified": each.verified,
        }
        for each in citations
    ]


def _documents(documents: tuple[Document, ...]) -> list[dict[str, Any]]:
    numbers = numbered(documents)
    return [
        {
            "number": numbers[each.key],
            "key": each.key,
            "title": each.title,
            "url": each.url,
            "sha256": each.sha256 or None,
            "fetched_at": _moment(each.fetched_at) if each.fetched_at else None,
            "version": each.version,
            "error": each.error or None,
            "error_detail": each.error_detail or None,
        }
        for each in documents
    ]


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
