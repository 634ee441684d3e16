"""Facts read from the fixed places of a bill, a draft or an EU text.

Every function takes a case and gives a `Fact` with its citations, or None where
the text does not say. Places and phrases: the Ministry of Justice's guide on law
quality (points 4.2.1–4.2.14) and the standard form of Commission proposals.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from briefing.assessment.case import Case, Sentence, all_sentences
from briefing.assessment.consultation import (
    case_number,
    consultation_period,
    consulted_us,
)
from briefing.assessment.passages import (
    PROVISION_PARTS,
    Clause,
    cite,
    quoted,
    tick,
    unlabelled,
)
from briefing.assessment.places import place_names
from briefing.domain.assessment import Fact
from briefing.domain.deadline import DECISION
from briefing.domain.document import Citation, Document, Part, Passage, PassageKind
from briefing.domain.proposal import Deadline, DeadlineKind, DocumentKind
from briefing.language.recognise import dates
from briefing.language.remaining import when
from briefing.language.written import format_date

_PURPOSE = re.compile(
    r"Folketinget pålægger regeringen|Folketinget opfordrer regeringen"
    r"|\bhar til formål\b|\bFormålet (?:med|er)\b|\bMed (?:lov)?forslaget\b"
    r"|\bLovforslaget (?:har|indebærer|udmønter|gennemfører|skal|følger)\b"
    r"|\b(?:sender|sendes) hermed\b|\bBekendtgørelsen (?:fastsætter|indebærer)\b"
    r"|\b(?:Dette direktiv|Denne forordning|Denne bekendtgørelse) fastsætter\b"
    r"|\bFormålet med (?:dette|direktivet|forslaget)\b"
    r"|\bInitiativet (?:tilsigter|sigter (?:mod|på)|skal|har til)\b"
    r"|\b(?:proposal|initiative|Directive|Regulation) (?:aims|lays down|seeks)\b"
    r"|\b(?:objective|purpose|aim) of (?:this|the)\b",
    re.IGNORECASE,
)
_LETTER_SUMS_UP = re.compile(
    r"\bDe (?:væsentligste|vigtigste) ændringer\b"
    r"|\b(?:Udkastet|Lovudkastet|Bekendtgørelsen) (?:gennemfører|har til|indebærer"
    r"|indeholder|medfører)\b",
)
"""What a letter says in sum, rather than that it is sent."""
_STATED = re.compile(
    r"^\W*(?:§ 1\.\s+)?(?:Folketinget (?:pålægger|opfordrer) regeringen"
    r"|(?:Loven|Bekendtgørelsen|Dette direktiv|Denne forordning|Denne bekendtgørelse)\s"
    r"(?:har til formål|fastsætter|indeholder regler)|Lovens formål|Formålet med loven"
    r"|Ved loven tilstræbes|Th(?:is|e) (?:Directive|Regulation) lays down)",
    re.IGNORECASE,
)
_WHOLE = (".", "!", "«", "”")
_PURPOSE_PARTS = (
    (Part.INTRODUCTION,),
    (Part.PROVISIONS,),
    (Part.EU_OPTIONS,),
    (Part.TITLE_PAGE, Part.UNPLACED, Part.EU_CONTEXT),
    (Part.EU_ARTICLES,),
    (Part.MAIN_POINTS,),
)
_STRICT = frozenset({Part.PROVISIONS, Part.EU_ARTICLES})
_SCOPE = re.compile(
    r"\b(?:Loven|Bekendtgørelsen|Lovforslaget|Direktivet|Forslaget|Dette direktiv"
    r"|Denne forordning|Reglerne)\b.{0,40}\b(?:omfatter|gælder for|finder anvendelse på"
    r"|vedrører|berører)\b"
    r"|\b(?:Directive|Regulation) (?:applies|shall apply) to\b",
    re.IGNORECASE,
)
_NOT_SCOPE = re.compile(
    r"\b(?:ikke|not|kan .{0,60}fastsættes?|dette kapitel)\b", re.IGNORECASE
)
_ENTRY = re.compile(
    r"\b(?:træder i kraft|sættes i kraft|har virkning fra|ikrafttræden"
    r"|enters? into force|shall apply from)\b",
    re.IGNORECASE,
)
_ENTERS = re.compile(
    r"\b(?:træder i kraft|fastsætter tidspunktet|enters? into force)\b", re.IGNORECASE
)
_ENTRY_DATE = re.compile(
    r"\b(?:træder i kraft|enters? into force|shall apply from|i kraft)\b.{0,20}?",
    re.IGNORECASE,
)
_SANCTION = re.compile(
    r"\b(?:straffes med|bødestraf|tvangsbøder|administrativ\w* bøde\w*|fængsel indtil"
    r"|penalties)\b",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"\b(?:revisionsbestemmelse|forslag om revision|ophæves den \d|bortfalder den \d"
    r"|shall (?:review|evaluate)|evalueringsrapport)"
    r"|\b(?:loven|ordningen|reglerne|bestemmelsen|direktivet)\b.{0,40}\bevalueres\b",
    re.IGNORECASE,
)
_TRANSPOSITION = re.compile(
    r"\b(?:gennemført|sætter de nødvendige|efterkomme dette direktiv|transpos\w+"
    r"|bring into force the laws)\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"overimplement|fem principper|i strid med de", re.IGNORECASE)
_TICK = re.compile(r"\b(?:ja|nej)\b|[xX☒☑✓✔]", re.IGNORECASE)
_POWER = re.compile(
    r"\b(?:\w*minister\w*|\w*styrelse\w*|\w*tilsynet|direktør\w*|Kommissionen"
    r"|Commission)\b.{0,60}?"
    r"\b(?:kan\b.{0,60}?\bfastsætte|fastsætter\b.{0,40}?\bregler|bemyndiges"
    r"|tillægges beføjelser?|is empowered|may adopt)",
    re.IGNORECASE,
)
_LEGAL_BASIS = re.compile(r"\b(?:artikel|Article) 1?\d\d\b")


def facts(case: Case) -> tuple[Fact, ...]:
    """Every fact the case answers, in the order of the title block."""
    found = [make(case) for make in _FACTS]
    return tuple(each for each in found if each is not None)


def purpose(case: Case) -> Fact | None:
    """What the ministry or the Commission says that it wants, in its words."""
    for parts in _PURPOSE_PARTS:
        for sentence in case.sentences(*parts):
            if _says_purpose(parts, sentence[2]) and sentence[2].endswith(_WHOLE):
                return _quoting("purpose", sentence, limit=320)
    for letter in case.of_kind(
        DocumentKind.CONSULTATION_LETTER, DocumentKind.EU_SUMMARY
    ):
        for pattern in (_LETTER_SUMS_UP, _PURPOSE):
            for sentence in all_sentences(letter):
                if pattern.search(sentence[2]):
                    return _quoting("purpose", sentence, limit=320)
    return None


def _says_purpose(parts: tuple[Part, ...], text: str) -> bool:
    """In provisions only a sentence that opens with it states the purpose."""
    pattern = _STATED if set(parts) <= _STRICT else _PURPOSE
    return bool(pattern.search(text))


def entry_sentence(case: Case) -> Sentence | None:
    """The sentence that says when it takes effect, its date before its other parts."""
    found = [
        each
        for each in case.sentences(Part.ENTRY_INTO_FORCE, Part.EU_ARTICLES)
        if _ENTRY.search(each[2])
    ]
    dated = [each for each in found if entry_date(each[2])]
    plain = [each for each in found if _ENTERS.search(each[2])]
    return next(iter(dated or plain or found), None)


def entry_date(sentence: str) -> date | None:
    """The day of entry into force that a sentence names, or None."""
    start = _ENTRY_DATE.search(sentence)
    if start is None:
        return None
    after = [each for each in dates(sentence) if each.start >= start.start()]
    return next((each.day for each in after if each.day), None)


def entry_into_force(case: Case) -> Fact | None:
    """When it takes effect: the day, else what the text says instead."""
    sentence = entry_sentence(case)
    if sentence is None:
        return None
    day = entry_date(sentence[2])
    if day is None:
        return _quoting("entry_into_force", sentence)
    return Fact(
        "entry_into_force",
        format_date(day, case.profile.language),
        (cite(*sentence),),
    )


_MOST_SENTENCES = 3
"""The sentences that one fact repeats: costs are told one-off, yearly, on paper."""


def _quoting_all(key: str, found: Sequence[Sentence]) -> Fact | None:
    """One fact of several sentences, each in its own quotation marks."""
    if not found:
        return None
    facts = [_quoting(key, each) for each in found]
    citations = tuple(one for each in facts for one in each.citations)
    return Fact(key, " ".join(each.value for each in facts), citations)


def _cost(key: str, part: Part) -> Callable[[Case], Fact | None]:
    def read(case: Case) -> Fact | None:
        found = case.sentences(part)
        with_amount = [each for each in found if re.search(r"\d.*\bkr\b", each[2])]
        return _quoting_all(key, (with_amount or found[:1])[:_MOST_SENTENCES])

    return read


def eu_relation(case: Case) -> Fact | None:
    """The first sentences of point 10, or the legal basis of an EU proposal."""
    found = case.sentences(Part.EU_LAW)
    basis = [
        each
        for each in case.sentences(Part.EU_LEGAL_BASIS)
        if _LEGAL_BASIS.search(each[2])
    ]
    return _quoting_all("eu_relation", found[:_MOST_SENTENCES] or basis[:1])


def over_implementation(case: Case) -> Fact | None:
    """What the summary table says of the five principles: yes or no, as ticked."""
    row = over_implementation_row(case)
    if row is None:
        return None
    document, passage = row
    ticked = tick(passage)
    if ticked is None:
        value = quoted(passage.text, 160)
    else:
        value = case.translate("Yes") if ticked else case.translate("No")
    return Fact("over_implementation", value, (cite(document, passage),))


def over_implementation_row(case: Case) -> tuple[Document, Passage] | None:
    """The last row of the summary table, on over-implementation, if recognised."""
    rows = [
        (document, passage)
        for document, passage in case.part(Part.SUMMARY_TABLE)
        if passage.kind is PassageKind.TABLE_ROW
        and _OVER.search(passage.text)
        and _TICK.search(" ".join(passage.cells[1:]))
    ]
    return rows[-1] if rows else None


def delegated_powers(case: Case) -> Fact | None:
    """The provisions that let a minister or the Commission decide the rest."""
    found = power_clauses(case)
    if not found:
        return None
    value = place_names(case.translate, found[:6])
    return Fact("delegated_powers", value, tuple(each.citation() for each in found[:6]))


def power_clauses(case: Case) -> tuple[Clause, ...]:
    """The clauses of the provisions that delegate a power to make rules."""
    return tuple(
        each
        for each in case.clauses
        if each.part in PROVISION_PARTS and _POWER.search(each.scan)
    )


def sanctions(case: Case) -> Fact | None:
    """What breaking the rules costs, in the words of the provision."""
    return _first_clause(case, "sanctions", _SANCTION)


def review_clause(case: Case) -> Fact | None:
    """Whether it will be reviewed or lapses by itself."""
    return _first_clause(case, "review_clause", _REVIEW)


def who_affected(case: Case) -> Fact | None:
    """Whom it applies to, where the text says so in a sentence."""
    for sentence in case.sentences(
        Part.PROVISIONS, Part.EU_ARTICLES, Part.INTRODUCTION, Part.PROPOSED_SCHEME
    ):
        if _SCOPE.search(sentence[2]) and not _NOT_SCOPE.search(sentence[2]):
            return _quoting("who_affected", sentence)
    return None


def transposition(case: Case) -> Fact | None:
    """By when the member states must have carried a directive out."""
    for sentence in case.sentences(Part.EU_ARTICLES):
        if _TRANSPOSITION.search(sentence[2]):
            return _quoting("transposition", sentence)
    return None


def deadline(case: Case) -> Fact | None:
    """The days by which something must be sent, as the source's record gives them."""
    found = [each for each in case.proposal.deadlines if each.kind in _ANSWERED]
    for each in sorted(found, key=lambda one: one.date):
        citations = deadline_citations(case, each)
        if citations:
            return Fact("deadline", when(each, case.translate), citations)
    return None


def deadline_citations(case: Case, deadline: Deadline) -> tuple[Citation, ...]:
    """Where a deadline stands: the words of a letter, else the record's field.

    Empty for a day that a person decided on, which stands in no document.
    """
    if deadline.document:
        return tuple(
            cite(document, passage, deadline.quote)
            for document in case.documents
            if document.key == deadline.document and document.reading
            for passage in document.reading.passages
            if deadline.quote in passage.text
        )[:1]
    if deadline.origin == DECISION:
        return ()
    day = deadline.date.isoformat()
    fields = case.field(f"deadline.{deadline.kind}")
    own = tuple(each for each in fields if each.quote.startswith(day))
    return own[:1] or record_date(case, deadline.date)


_ANSWERED = frozenset(
    {
        DeadlineKind.CONSULTATION,
        DeadlineKind.FEEDBACK,
        DeadlineKind.COMMITTEE_QUESTIONS,
        DeadlineKind.COMMITTEE_AMENDMENTS,
    }
)


def record_date(case: Case, day: date) -> tuple[Citation, ...]:
    """Citations of the record's fields that hold this day, in any form."""
    if case.record is None or case.record.reading is None:
        return ()
    return tuple(
        cite(case.record, passage)
        for passage in case.record.reading.passages
        if any(each.day == day for each in dates(passage.text))
    )[:1]


def _from_record(key: str) -> Callable[[Case], Fact | None]:
    def read(case: Case) -> Fact | None:
        value: str = getattr(case.proposal, key)
        citations = case.field(key)
        return Fact(key, value, citations) if value and citations else None

    return read


def _first_clause(case: Case, key: str, pattern: re.Pattern[str]) -> Fact | None:
    for each in case.clauses:
        if pattern.search(each.scan) and " ikke " not in f" {each.scan} ":
            return _quoting(key, (each.document, each.passage, each.text))
    return None


def _quoting(key: str, sentence: Sentence, limit: int = 240) -> Fact:
    return Fact(key, quoted(unlabelled(sentence[2]), limit), (cite(*sentence),))


_FACTS: tuple[Callable[[Case], Fact | None], ...] = (
    purpose,
    who_affected,
    entry_into_force,
    deadline,
    consultation_period,
    consulted_us,
    case_number,
    _cost("public_costs", Part.PUBLIC_ECONOMY),
    _cost("business_costs", Part.BUSINESS_ECONOMY),
    _cost("citizens", Part.CITIZENS),
    eu_relation,
    over_implementation,
    transposition,
    delegated_powers,
    sanctions,
    review_clause,
    _from_record("ministry"),
    _from_record("committee"),
)
