"""Sources as template fields: what was read, what was not, and how it was made."""

from collections.abc import Iterator
from datetime import datetime

from briefing import errors
from briefing.domain.assessment import Assessment
from briefing.domain.document import RECORD_KEY, Citation, Document
from briefing.domain.proposal import PRIMARY_KINDS
from briefing.domain.review import ApprovedAssessment
from briefing.language.written import COPENHAGEN, danish_day
from briefing.rendering.desk import Desk, prose, verbatim
from briefing.rendering.fields import (
    DocumentFields,
    EvidenceFields,
    MissingFields,
    WithheldFields,
)
from briefing.rendering.labels import analyst_label, source_label
from briefing.rendering.runs import printable

_MOST_DOCUMENTS = 12
_MOST_ONE_BY_ONE = 6
_HASH_SHOWN = 12
_LONGEST_QUOTE = 700
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (errors.Blocked, "The source refuses programs; open it in a browser."),
    (errors.NotFound, "There is nothing at the address given by the source."),
    (errors.TooLarge, "The file is larger than what is fetched."),
    (errors.ForbiddenHost, "The address is not one of the source's own."),
    (errors.RateLimited, "The source asked us to wait; it is tried again later."),
    (errors.Unreachable, "The source did not answer; it is tried again later."),
    (errors.ScannedWithoutText, "The file holds pictures of pages and no text."),
    (errors.DocumentError, "The file could not be read."),
    (errors.SourceError, "The source could not be read."),
)
_NOT_ASKED = "It has not been asked for yet."
_OTHER = "It could not be had."
REASONS = (*(sentence for _kind, sentence in _REASONS), _NOT_ASKED, _OTHER)
"""Every reason a document was not read, for the test of the catalogue."""


def _is_read(document: Document) -> bool:
    return bool(document.sha256) and not document.error


def _cited(found: Assessment) -> set[str]:
    return {each.document for each in all_citations(found)}


def all_citations(found: Assessment) -> Iterator[Citation]:
    """Every citation of an assessment, in the order of print."""
    for statements in (
        found.summary,
        found.points,
        found.checks,
        found.facts,
        found.questions,
    ):
        for each in statements:
            yield from each.citations


def _listed(desk: Desk) -> list[Document]:
    """What the table shows: all that was read, or what is cited when that is much."""
    read = [each for each in desk.content.documents if _is_read(each)]
    if len(read) <= _MOST_DOCUMENTS:
        return read
    cited = _cited(desk.assessment)
    return [each for each in read if each.key in cited]


def documents(desk: Desk) -> list[DocumentFields]:
    """The documents that the briefing stands on."""
    return [
        DocumentFields(
            nummer=desk.paper.bookmarked(desk.numbers[each.key]),
            titel=desk.paper.link(title_of(desk, each), each.url),
            hentet=_fetched(desk, each),
            version="" if each.key == RECORD_KEY else str(each.version),
            kontrolsum=each.sha256[:_HASH_SHOWN],
        )
        for each in _listed(desk)
    ]


def title_of(desk: Desk, document: Document) -> str:
    """What a document is called in print."""
    if document.key == RECORD_KEY:
        return desk.say(
            "The record of the case at {source}",
            source=printable(source_label(desk.content.proposal.source)),
        )
    return prose(document.title) or prose(document.key)


def _fetched(desk: Desk, document: Document) -> str:
    moment = document.fetched_at
    if moment is None and document.key == RECORD_KEY:
        moment = desk.assessment.created_at
    return desk.date(danish_day(moment)) if moment else ""


def other_documents(desk: Desk) -> str:
    """How many more were read; empty when all are in the table."""
    read = sum(_is_read(each) for each in desk.content.documents)
    more = read - len(_listed(desk))
    if not more:
        return ""
    return desk.say(
        "Documents also read, but not quoted: {count}.",
        count=more,
    )


def not_fetched(desk: Desk) -> list[MissingFields]:
    """The documents that are missing, why, and where they are to be had.

    When they are many, only the texts themselves stand one by one; the others are
    gathered by reason, with the page of the case as the place to find them.
    """
    missing = [each for each in desk.content.documents if not _is_read(each)]
    if len(missing) <= _MOST_ONE_BY_ONE:
        return [_missing(desk, each) for each in missing]
    texts = [each for each in missing if each.kind in PRIMARY_KINDS]
    found = [_missing(desk, each) for each in texts]
    by_reason: dict[str, list[Document]] = {}
    for each in missing:
        if each not in texts:
            by_reason.setdefault(_why(desk, each), []).append(each)
    return [*found, *(_gathered(desk, why, those) for why, those in by_reason.items())]


def _missing(desk: Desk, document: Document) -> MissingFields:
    url = document.url or desk.content.proposal.url
    return MissingFields(
        nummer=str(desk.numbers[document.key]),
        titel=title_of(desk, document),
        hvorfor=_why(desk, document),
        hvor=desk.paper.link(printable(url), url),
    )


def _gathered(desk: Desk, why: str, documents: list[Document]) -> MissingFields:
    url = desk.content.proposal.url
    return MissingFields(
        nummer=", ".join(str(desk.numbers[each.key]) for each in documents),
        titel="; ".join(title_of(desk, each) for each in documents),
        hvorfor=why,
        hvor=desk.paper.link(printable(url), url),
    )


def _why(desk: Desk, document: Document) -> str:
    kind = getattr(errors, document.error, None) if document.error else None
    if not document.error:
        return desk.say(_NOT_ASKED)
    if isinstance(kind, type):
        for known, sentence in _REASONS:
            if issubclass(kind, known):
                return desk.say(sentence)
    return desk.say(_OTHER)


def count(desk: Desk) -> str:
    """How many statements were made, verified and withheld."""
    found = desk.assessment
    verified = len(found.summary) + len(found.points) + len(found.facts)
    verified += sum(bool(each.citations) for each in found.checks)
    verified += sum(bool(each.citations) for each in found.questions)
    held = sum(each.count for each in found.withheld)
    return desk.say(
        "Of {made} statements {verified} were held against the passages they quote, "
        "by code, and found there; {withheld} were withheld.",
        made=verified + held,
        verified=verified,
        withheld=held,
    )


def withheld(desk: Desk) -> list[WithheldFields]:
    """What was not printed as fact, with the reasons."""
    return [
        WithheldFields(prose(each.text), prose(each.reason))
        for each in desk.assessment.withheld
    ]


def how_made(desk: Desk) -> list[str]:
    """How the briefing came about, in sentences that the board must see."""
    _ = desk.say
    found = desk.assessment
    said = [
        _(
            "Made {moment} (Danish time), version {version}. Assessment: {analyst}.",
            moment=_moment(desk, found.created_at),
            version=found.version,
            analyst=analyst_label(found.analyst, _),
        )
    ]
    if found.analyst.kind == "embedded":
        said.append(
            _(
                "The rules read the fixed structure of the documents. They weigh "
                "nothing that does not stand there, and they can overlook matters; "
                "likelihood and impact follow fixed rules and are a starting point."
            )
        )
    else:
        said.append(
            _(
                "Rules and a language model wrote the statements from the documents "
                "alone (prompts: {prompt}). The model can be wrong; levels, places, "
                "dates, deadlines and checks were computed by code.",
                prompt=printable(found.analyst.prompt) or "?",
            )
        )
    said.append(_("A person must read and approve the briefing before it is used."))
    return [prose(each) for each in said]


def approval(desk: Desk) -> str:
    """Who approved it, when and why; empty for a draft."""
    judged = desk.content.judged
    if not isinstance(judged, ApprovedAssessment):
        return ""
    _ = desk.say
    review = judged.review
    said = _(
        "Approved by {name} on {moment}.",
        name=printable(review.by),
        moment=_moment(desk, review.at),
    )
    if review.why:
        said += " " + _("Reason: {why}", why=printable(review.why))
    return prose(said)


def _moment(desk: Desk, moment: datetime) -> str:
    local = moment.astimezone(COPENHAGEN)
    at = local.strftime("%H.%M" if desk.say.language == "da" else "%H:%M")
    return desk.say("{day} at {time}", day=desk.date(local.date()), time=at)


def evidence(desk: Desk) -> list[EvidenceFields]:
    """Each quotation once, by document and in reading order."""
    seen: dict[tuple[str, int, str], Citation] = {}
    for each in all_citations(desk.assessment):
        seen.setdefault((each.document, each.passage, each.quote), each)
    ranked = sorted(
        seen.values(),
        key=lambda each: (
            desk.numbers.get(each.document, len(desk.numbers) + 1),
            each.passage,
        ),
    )
    return [_quoted(desk, each) for each in ranked]


def _quoted(desk: Desk, citation: Citation) -> EvidenceFields:
    number = desk.numbers.get(citation.document)
    return EvidenceFields(
        desk.paper.references([(desk.place(citation), number)]),
        _shortened(citation.quote),
    )


def _shortened(quote: str) -> str:
    """The quotation; a very long one ends with "[…]", the JSON file has it whole."""
    text = printable(quote)
    if len(text) > _LONGEST_QUOTE:
        text = f"{text[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} […]"
    return verbatim(text)
