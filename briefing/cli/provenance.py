"""`briefing show --provenance`: whose each statement is, what was sent to whom."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from rich.markup import escape

from briefing.cli.costs import AT_FORMAT, call_values, print_calls
from briefing.cli.session import Session, chosen_profiles
from briefing.domain.document import Citation, Document
from briefing.domain.model import ModelCall
from briefing.language.written import COPENHAGEN
from briefing.pipeline.line import Line
from briefing.pipeline.provenance import (
    Provenance,
    Said,
    passages_sent,
    provenance,
    texts_sent,
)
from briefing.rendering.references import locator_text

LAYERS = {
    "quoted": "quotation",
    "figures": "figures and dates",
    "names": "names",
    "direction": "direction",
    "wording": "wording",
    "second reading": "second reading",
}
KINDS = {
    "change": "change",
    "risk": "risk",
    "opportunity": "opportunity",
    "attention": "attention point",
    "affected": "affected",
    "conflict": "conflict",
    "agreement": "agreements and co-operation",
    "eu": "EU law",
    "scenario": "scenario",
    "position": "position",
    "response": "consultation response",
    "plain": "plain language",
    "question": "question",
    "fact": "fact",
    "check": "process check",
}
SHOWN_HASH = 12


def show_provenance(
    session: Session, line: Line, ref: str, profile: str | None, *, as_json: bool
) -> None:
    """Print how the latest briefing for each profile, or for one, came about."""
    found = [
        provenance(line, ref, each.id)
        for each in chosen_profiles(line, profile)
        if profile or line.store.judged(ref, each.id) is not None
    ]
    if as_json:
        told = {
            "briefings": [_values(each) for each in found],
            "calls": [_call(each) for each in line.store.calls(ref)],
        }
        session.show_json({"ref": ref, **told})
        return
    if not found:
        session.say("No briefing has been written on it yet.")
    for each in found:
        _print(session, each)
    calls = list(line.store.calls(ref))
    if calls:
        session.say("Calls to a language model about this matter:", style="bold")
        print_calls(session, calls)
        session.say("What was sent and answered word for word: add --json.")
    else:
        session.say("Nothing of this matter was sent to a language model.")


def _print(session: Session, found: Provenance) -> None:
    assessment = found.assessment
    at = assessment.created_at.astimezone(COPENHAGEN).strftime(AT_FORMAT)
    session.say(
        "Briefing for {profile}, version {version}, made {at}",
        profile=assessment.profile,
        version=assessment.version,
        at=at,
        style="bold",
    )
    titles = {each.key: each for each in found.documents}
    for number, said in enumerate(found.said, 1):
        _print_said(session, number, said, titles)
    held = list(_not_printed(found))
    if held:
        session.say("Not printed:", style="bold")
    for text, reason in held:
        session.out.print(f"  – {escape(text)}\n    {escape(reason)}")


def _not_printed(found: Provenance) -> Iterator[tuple[str, str]]:
    """What was held back with the reason, a model's statements by their own words."""
    held = found.assessment.trace.held
    counts = Counter((each.question, each.reason) for each in held)
    told = {(reason, count) for (_question, reason), count in counts.items()}
    yield from ((each.text, each.reason) for each in held)
    for each in found.assessment.withheld:
        if (each.reason, each.count) not in told:
            yield each.text, each.reason


def _print_said(
    session: Session, number: int, said: Said, documents: dict[str, Document]
) -> None:
    _ = session.translate
    kind = _(KINDS.get(said.kind, said.kind))
    session.out.print(escape(f"{number}. [{kind}] {said.text}"))
    session.out.print(f"   {escape(_whose(session, said))}")
    for each in said.citations:
        session.out.print(f"   {escape(_quoted(session, each, documents))}")
    if said.layers:
        told = " · ".join(
            f"{_(LAYERS[layer])}: {reason or _('passed')}"
            for layer, reason in said.layers.items()
        )
        session.out.print(f"   {escape(told)}")


def _whose(session: Session, said: Said) -> str:
    _ = session.translate
    call = said.call
    if call is None:
        return _("By rule {rule}", rule=said.rule)
    return _(
        "By the language model {model} at {server}, {at}: prompt {prompt} version "
        "{version} ({sha256}), {count} passages sent",
        model=call.model,
        server=call.server,
        at=call.started_at.astimezone(COPENHAGEN).strftime(AT_FORMAT),
        prompt=call.prompt,
        version=call.prompt_version,
        sha256=call.prompt_sha256[:SHOWN_HASH],
        count=len(passages_sent(call)),
    )


def _quoted(
    session: Session, citation: Citation, documents: dict[str, Document]
) -> str:
    document = documents.get(citation.document)
    title = document.title if document else citation.document
    where = locator_text(citation.locator, session.translate.language)
    return f"{title}, {where}: »{citation.quote}«"


def _values(found: Provenance) -> dict[str, Any]:
    assessment = found.assessment
    return {
        "profile": assessment.profile,
        "version": assessment.version,
        "created_at": assessment.created_at.isoformat(),
        "analyst": assessment.analyst.kind,
        "model": assessment.analyst.model,
        "documents": {each.key: each.sha256 for each in found.documents},
        "asked": {key: list(each) for key, each in assessment.trace.asked.items()},
        "statements": [_said(each) for each in found.said],
        "withheld": [
            {"text": each.text, "reason": each.reason, "count": each.count}
            for each in assessment.withheld
        ],
        "held": [
            {"question": each.question, "text": each.text, "reason": each.reason}
            for each in assessment.trace.held
        ],
        "gaps": list(assessment.gaps),
    }


def _said(said: Said) -> dict[str, Any]:
    call = said.call
    return {
        "kind": said.kind,
        "text": said.text,
        "by": "model" if call else "rules",
        "rule": said.rule,
        "call": call.asked if call else None,
        "prompt": call.prompt if call else None,
        "prompt_version": call.prompt_version if call else None,
        "prompt_sha256": call.prompt_sha256 if call else None,
        "model": call.model if call else None,
        "server": call.server if call else None,
        "at": call.started_at.isoformat() if call else None,
        "citations": [
            {
                "document": each.document,
                "passage": each.passage,
                "quote": each.quote,
                "verified": each.verified,
            }
            for each in said.citations
        ],
        "layers": {layer: why or "passed" for layer, why in said.layers.items()},
    }


def _call(call: ModelCall) -> dict[str, Any]:
    return call_values(call) | {
        "asked": call.asked,
        "passages_sent": list(passages_sent(call)),
        "texts_sent": list(texts_sent(call)),
    }
