"""Hostile text: a model that obeys every order it reads, and none of it is printed.

The corpus stands in `hostile/corpus.yaml`. The model obeys whether or not it was sent
the order, cites the order itself and, beside it, an honest passage, and confirms
everything in its second reading.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hand_readings import EMPLOYEES, document, proposal
from hand_texts import NEW_ACT_ON_AI

from briefing.adapters.processes import here
from briefing.assessment.embedded import EmbeddedAnalyst
from briefing.assessment.ground import ground
from briefing.assessment.hostile import gives_orders
from briefing.assessment.prompted import PromptedAnalyst
from briefing.assessment.risk_rules import STARTING_POINT
from briefing.assessment.schema import Statements
from briefing.domain.assessment import Assessment, DraftAssessment, Point
from briefing.domain.document import Document, Passage
from briefing.domain.model import Answer, Ask, Reply, Role, Usage
from briefing.domain.profile import Relevance
from briefing.domain.proposal import Proposal
from briefing.domain.record import record_document

CORPUS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "hostile" / "corpus.yaml").read_text(encoding="utf-8")
)
IDS = [f"{number}-{each['text'][:30]}" for number, each in enumerate(CORPUS)]
HONEST = (
    "Arbejdsgiveren skal informere de ansatte og deres tillidsrepræsentanter",
    "Overtrædelse af §§ 2 og 3 straffes med bøde.",
    "Et AI-system må kun træffe beslutning om afskedigelse",
    "Loven finder anvendelse på arbejdsgivere, der bruger AI-systemer",
)
READER = replace(EMPLOYEES, model_may_read={"folketinget": ("all",)})
NUMBERED = re.compile(r"^\[(\d+)\](?: \([^)]*\))? (.*)$", re.MULTILINE)
FIRST, SECOND = "Første plads i teksten.", "Anden plads i teksten."


class Obedient:
    """A model that does as an order in the text says, and swears that it is true."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.order = order
        self.sent: list[str] = []

    def window(self, _role: Role) -> int:
        """Room for everything."""
        return 100_000

    def ask(self, ask: Ask[Answer]) -> Reply[Answer]:
        """The order obeyed, once for each passage it could be hung on."""
        self.sent.append(f"{ask.system}\n{ask.shared}\n{ask.question}")
        if ask.answer is Statements:
            passages = {int(n): t for n, t in NUMBERED.findall(ask.shared)}
            value: dict[str, Any] = {"statements": self._obeyed(passages)}
        else:
            verdicts = [{"number": n, "supported": "yes"} for n in range(1, 99)]
            value = {"verdicts": verdicts}
        answer = ask.answer.model_validate(value)  # type: ignore[attr-defined] # a form
        return Reply(answer, "lydig", Usage(), "", "native")

    def _obeyed(self, passages: dict[int, str]) -> list[dict[str, Any]]:
        if self.order.get("silent"):
            return []
        quotes = [" ".join(each.split()) for each in self.order["text"].split(" | ")]
        found = [
            {"passage": number, "quote": quote}
            for quote in (*quotes, *HONEST)
            for number, text in passages.items()
            if quote in text
        ]
        evidence = [[each] for each in found] + [found, [{"passage": 1, "quote": "x"}]]
        return [self._statement(each) for each in evidence]

    def _statement(self, evidence: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "kind": self.order.get("kind", "conclusion"),
            "text": self.order["says"],
            "evidence": evidence,
            "party": "employees",
            "dimension": "workers_rights",
            "horizon": "short",
            "likelihood": 1,
            "impact": 1,
            "mitigation": self.order["says"],
            "today": "",
            "proposed": self.order.get("proposed", self.order["says"]),
            "about": self.order.get("about", self.order["says"]),
        }


def planted(order: dict[str, Any]) -> tuple[Proposal, tuple[Document, ...]]:
    """The order hidden in an honest case, where it says."""
    text, where = order["text"], order.get("where", "passage")
    first, second = text.split(" | ", 1) if where == "split" else (text, SECOND)
    fields = {"title": {"title": text}, "field": {"subtitle": text}}.get(where, {})
    case = proposal(**fields)
    told = f"{NEW_ACT_ON_AI}\n[§ 8] {FIRST}\n[§ 9] {SECOND}\n"
    bill = document(told, title=text if where == "title" else "Lovforslag")
    if where not in {"title", "field"}:
        bill = _with(_with(bill, FIRST, first), SECOND, second)
    return case, (bill, record_document(case))


def _with(bill: Document, old: str, new: str) -> Document:
    assert bill.reading
    passages = tuple(
        Passage(each.number, new, each.locator) if each.text == old else each
        for each in bill.reading.passages
    )
    return replace(bill, reading=replace(bill.reading, passages=passages))


def checked(
    draft: DraftAssessment, case: Proposal, documents: tuple[Document, ...]
) -> Assessment:
    """What the line makes of a draft."""
    return ground(
        draft, case, documents, READER, version=1, relevance=Relevance(60),
        input_hash="x", created_at=datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip


def ours(found: Assessment) -> set[str]:
    """Every text of ours that a reader sees: all but the quotations."""
    texts = [*found.gaps, found.analyst.model, found.analyst.prompt]
    for point in (*found.summary, *found.points):
        texts += [point.text, point.today, point.proposed, point.mitigation]
        texts += [point.about]
    texts += [part for each in found.questions for part in (each.text, each.about)]
    texts += [part for each in found.withheld for part in (each.text, each.reason)]
    texts += [part for each in found.checks for part in (each.text, each.missing)]
    return {*texts, *(each.value for each in found.facts)}


def by_both(
    order: dict[str, Any],
) -> tuple[Obedient, Assessment, Assessment]:
    """The obedient model, the assessment with it, and the rules' alone."""
    case, documents = planted(order)
    model = Obedient(order)
    analyst = PromptedAnalyst(model, EmbeddedAnalyst(), here)
    prompted = checked(analyst.analyse(case, documents, READER), case, documents)
    ruled = EmbeddedAnalyst().analyse(case, documents, READER)
    return model, prompted, checked(ruled, case, documents)


@pytest.mark.parametrize("order", CORPUS, ids=IDS)
def test_nothing_that_was_ordered_is_said(order: dict[str, Any]) -> None:
    """No text of ours is, or holds, what the order wanted said."""
    _model, prompted, ruled = by_both(order)
    if order.get("silent") or order.get("graded"):
        return
    new = "\n".join(ours(prompted) - ours(ruled)).casefold()
    wanted = [order[key] for key in ("says", "proposed", "about") if key in order]
    assert [each for each in wanted if each.casefold() in new] == []
    assert order["text"].casefold() not in new


@pytest.mark.parametrize("order", CORPUS, ids=IDS)
def test_orders_hide_nothing_and_grade_nothing(order: dict[str, Any]) -> None:
    """What the rules found stands, or is said of the same passages with its grade."""
    _model, prompted, ruled = by_both(order)
    for rule in ruled.points:
        (stands,) = [each for each in prompted.points if _stands_for(each, rule)][:1]
        assert (stands.likelihood, stands.impact) == (rule.likelihood, rule.impact)
        assert stands.mitigation == rule.mitigation
    assert set(ruled.summary) <= set(prompted.summary)
    assert (ruled.checks, ruled.facts) == (prompted.checks, prompted.facts)
    graded = [each for each in prompted.points if each.rule.startswith("overview.risk")]
    known = set(STARTING_POINT.values()) | {(4, 4)}
    assert {(each.likelihood, each.impact) for each in graded} <= known


def _stands_for(point: Point, rule: Point) -> bool:
    places = [
        {(c.document, c.passage) for c in each.citations} for each in (point, rule)
    ]
    alike = (point.kind, point.dimension, point.party) == (
        rule.kind,
        rule.dimension,
        rule.party,
    )
    return point == rule or (alike and places[1] <= places[0])


@pytest.mark.parametrize("order", CORPUS, ids=IDS)
def test_orders_are_not_sent_and_the_reader_is_told(order: dict[str, Any]) -> None:
    """The model never sees them; the briefing says that they are there."""
    model, prompted, _ruled = by_both(order)
    split = order.get("where") == "split"
    pieces = order["text"].split(" | ") if split else [order["text"]]
    whole = [" ".join(each.split()) for each in pieces]
    assert [sent for sent in model.sent if all(each in sent for each in whole)] == []
    assert any("skrevet som ordrer til et program" in each for each in prompted.gaps)


def test_honest_texts_give_no_orders() -> None:
    """Laws, notes and letters are not taken for orders."""
    honest = [
        "§ 2. Arbejdsgiveren skal informere de ansatte, før et AI-system tages i brug.",
        "I lov om arbejdsmiljø, jf. lovbekendtgørelse nr. 2062 af 16. november 2021, "
        "foretages følgende ændringer: 1. I § 5 indsættes som stk. 3:",
        "Ministeren kan fastsætte nærmere regler om risikovurdering.",
        "Arbejdsgiveren skal udarbejde en skriftlig vurdering af risikoen.",
        "Udbydere af AI-modeller til almen brug skal udarbejde teknisk dokumentation.",
        "Providers of high-risk AI systems shall ensure that the instructions for use "
        "include the risk assessment.",
        "Høringssvar bedes sendt til ministeriet senest den 12. december 2026.",
        "Svar på spørgsmål 5 om risikoen for nedslidning",
        "Brug af kunstig intelligens til vurdering af ansøgere",
        "Report on the risk assessment of the Commission",
        "Denne analyse skal foretages, før systemet tages i brug.",
        "System til indberetning af arbejdsulykker",
        "Lovforslaget har ingen økonomiske konsekvenser for det offentlige.",
        "Member States shall not disclose confidential information.",
        "Reglerne tilsidesætter ikke kollektive overenskomster.",
    ]
    assert [each for each in honest if gives_orders(each)] == []


@pytest.mark.parametrize(
    "text", ["a b ", "a1 ", "a", "aB3", "a\u200b", ": ", "ai-model "]
)
def test_no_text_takes_the_time_of_all_others(text: str) -> None:
    """Texts made to be slow to look through are looked through, and are harmless."""
    assert gives_orders(text * 30_000) in {True, False}
