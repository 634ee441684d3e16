"""A press release of the Commission that announces a consultation of social partners.

Before it proposes law on working life, the Commission consults the social partners at
EU level in two stages (Article 154(2) and (3) TFEU) and gives them a date to answer by.
A release is such an announcement when

- its title, or a sentence with "today" in its first paragraphs, says that a
  consultation of, or talks with, social partners begin, and
- it speaks of a first or second stage or of Article 154.

A release on a proposal that came of a consultation mentions one as well, but as what
lies behind: "following the consultation of social partners". Only English is read for
this; there always is an English text.

The date to answer by stands in a sentence on answers ("until 6 October 2025"). A day
without a year is the first such day after the release. What is not recognised is said
in a note and never guessed; of two days the earlier one counts, and a note names both.

History: no recorded body is known; keys from a client's notes of July 2026, sentences
as releases of 2019 to 2025 are quoted elsewhere. `commissionerResource` and the
contacts of press officers are never read; paragraphs with an e-mail address or a
telephone number are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from urllib.parse import urlsplit

from briefing.domain.document import RECORD_KEY
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.domain.source import Page, SourceConfig
from briefing.errors import ParseError
from briefing.language.find import Found
from briefing.language.recognise import dates
from briefing.sources.shape import (
    Record,
    clean,
    clean_address,
    clean_paragraphs,
    read_json,
    required,
)

SOURCE = "press_corner"
ZONE = "Europe/Brussels"
REFERENCE = re.compile(r"[A-Z]{2,10}/\d{2}/\d{1,6}")

_PARTNERS = (
    r"social[ -]partners?|(?:employers|trade unions?) and (?:employers|trade unions?)"
)
_BETWEEN = r"(?:(?:of|with|the|its|eu|eu-level|european|recognised|cross-industry)\s+)*"
_WITH_PARTNERS = re.compile(
    rf"\b(?:consult(?:s|ed|ing|ations?)?|talks|discussions|views (?:of|from))\s+"
    rf"{_BETWEEN}(?:{_PARTNERS})"
    rf"|\b(?:{_PARTNERS})['’]?s?\s+(?:consultation|views|opinions?)"
    rf"|\b(?:asks?|invit\w+|seek\w*)\s+{_BETWEEN}(?:{_PARTNERS})",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"\b(?:launch\w*|start\w*|open(?:s|ed|ing)?|beg[aiu]n\w*|initiat\w+|kick\w*|seek\w*"
    r"|asks?|asked|asking|invit\w+|consults|consulting|gathers?|moves? to)\b",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\btoday\b", re.IGNORECASE)
_LOOKS_BACK = re.compile(
    r"\b(?:propos\w+|adopt\w+|present\w*|welcom\w+|conclu\w+|agree\w*|reach\w*"
    r"|results?|outcomes?|sign(?:s|ed)|summit|after|following)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\bArticle 154\b", re.IGNORECASE)
_STAGES = (
    (re.compile(r"\b(?:first|1st)[ -](?:stage|phase)\b", re.IGNORECASE),
     Stage.SOCIAL_PARTNERS_FIRST),
    (re.compile(r"\b(?:second|2nd)[ -](?:stage|phase)\b", re.IGNORECASE),
     Stage.SOCIAL_PARTNERS_SECOND),
    (re.compile(r"\bArticle 154 ?\(2\)", re.IGNORECASE), Stage.SOCIAL_PARTNERS_FIRST),
    (re.compile(r"\bArticle 154 ?\(3\)", re.IGNORECASE), Stage.SOCIAL_PARTNERS_SECOND),
)  # fmt: skip
_ANSWERS = re.compile(
    r"\b(?:repl(?:y|ies)|respon[ds]\w*|answers?|views|contribut\w*|comments?|feedback"
    r"|input|opinions?|consultation|closes?)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:until|till|by|before|no later than|deadline\b[^.]{0,60}|up to"
    r"|closes? on|ends? on|runs? (?:to|until))\s*(?:\w+day,?\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[^\d\s][.!?])\s+(?=[A-ZÆØÅ“\"])|(?<=\d{4}\.)\s+|\n")
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w|\+\d{2,3}[ .(\d-]{6,}|\bpress contacts?\b",
                      re.IGNORECASE)  # fmt: skip
_PAPER = re.compile(
    r"consultation (?:document|paper)|analytical (?:document|report)"
    r"|(?:first|second)[ -](?:stage|phase)|høringsdokument|(?:første|anden) fase",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:pdf|docx?)(?:$|\?)|/document/download/", re.IGNORECASE)
_NEAR = 60
"""Characters in which a consultation is said to begin once it has been named."""

Papers = tuple[tuple[str, str], ...]
"""Addresses of documents, each with what it is called."""

_LEAD = 2
"""Paragraphs that belong to the headline: what a release is about stands there."""


@dataclass(frozen=True, slots=True)
class Release:
    """A press release in one language; `text` is its paragraphs, a line for each."""

    reference: str
    language: str
    title: str
    subtitle: str
    text: str
    html: str
    day: date
    topics: tuple[str, ...]


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, which end at a line's end at the latest."""
    return tuple(each.strip() for each in _SENTENCE.split(text) if each.strip())


def release_of(page: Page, reference: str) -> Release:
    """The release on a page; ParseError when it is another one or of another shape."""
    where = page.request.url
    if not page.body.strip():
        raise ParseError(SOURCE, f"{where}: an empty answer")
    answer = read_json(SOURCE, page)
    found = clean(required(answer, "refCd", SOURCE, where))
    if found != reference:
        raise ParseError(SOURCE, f"{where}: the release there is {found!r}")
    content = required(answer, "docuLanguageResource", SOURCE, where)
    if not isinstance(content, dict):
        raise ParseError(SOURCE, f"{where}: 'docuLanguageResource' is no object")
    html = str(required(content, "htmlContent", SOURCE, where) or "")
    paragraphs = clean_paragraphs(html).split("\n")
    text = "\n".join(each for each in paragraphs if not _CONTACT.search(each))
    title = clean(required(content, "title", SOURCE, where))
    if not title or not text:
        raise ParseError(SOURCE, f"{where}: a release without title or text")
    return Release(
        reference=reference,
        language=clean(content.get("language")).lower(),
        title=title,
        subtitle=clean(content.get("subtitle")),
        text=text,
        html=html,
        day=day_of(required(answer, "eventDate", SOURCE, where), where),
        topics=tuple(_topics(answer)),
    )


def day_of(value: object, where: str) -> date:
    """The day that `eventDate` begins with; ParseError when it is none."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise ParseError(SOURCE, f"{where}: eventDate is {value!r}") from error


def _topics(answer: Record) -> Iterator[str]:
    for each in answer.get("policiesResource") or ():
        if isinstance(each, dict) and (named := clean(each.get("description"))):
            yield named


def announcement_in(release: Release) -> str:
    """The sentence that announces a consultation of social partners; empty for none."""
    if not _ARTICLE.search(release.text) and not _stages_in(
        release.title, release.text
    ):
        return ""
    lead = sentences("\n".join(release.text.split("\n")[:_LEAD]))
    said = (release.title, release.subtitle, *filter(_TODAY.search, lead))
    return next(filter(_announces, said), "")


def _announces(sentence: str) -> bool:
    """Whether a sentence says that a consultation begins, rather than that it was.

    "launches a consultation of social partners" and "a consultation of social partners
    opens"; not "proposes a law following the consultation of social partners".
    """
    partners = _WITH_PARTNERS.search(sentence)
    if not partners:
        return False
    before = list(_BEGINS.finditer(sentence, 0, partners.end()))
    if before:
        return not _LOOKS_BACK.search(sentence, before[-1].end(), partners.start())
    after = _BEGINS.search(sentence, partners.end(), partners.end() + _NEAR)
    return bool(after) and not _LOOKS_BACK.search(sentence, 0, partners.start())


def _stages_in(*texts: str) -> list[Stage]:
    """The stages that texts name, in the order in which they do."""
    return [
        stage
        for text in texts
        for _start, stage in sorted(
            (found.start(), stage)
            for pattern, stage in _STAGES
            for found in pattern.finditer(text)
        )
    ]


def stage_of(release: Release, announcement: str) -> Stage:
    """The stage that is begun; UNKNOWN when the text does not tell.

    The first that the announcement, the title or the subtitle names; else the one that
    the text names, if it names one only.
    """
    first = _stages_in(announcement, release.title, release.subtitle)
    named = first[:1] or list(dict.fromkeys(_stages_in(release.text)))
    return named[0] if len(named) == 1 else Stage.UNKNOWN


def deadlines_in(release: Release) -> tuple[Deadline, ...]:
    """The days to answer by that an English text gives, the earliest first."""
    found = {
        day: _deadline(day, sentence)
        for sentence in reversed(sentences(release.text))
        if _ANSWERS.search(sentence)
        for each in dates(sentence)
        if _UNTIL.search(sentence[: each.start]) and (day := _day(each, release.day))
    }
    return tuple(found[day] for day in sorted(found))


def same_deadlines(release: Release, days: tuple[date, ...]) -> tuple[Deadline, ...]:
    """These days as a text in another language gives them; those it lacks are left."""
    said = {
        day: sentence
        for sentence in reversed(sentences(release.text))
        for each in dates(sentence)
        if (day := _day(each, release.day))
    }
    return tuple(_deadline(day, said[day]) for day in days if day in said)


def _deadline(day: date, sentence: str) -> Deadline:
    return Deadline(
        DeadlineKind.SOCIAL_PARTNERS,
        day,
        origin="htmlContent",
        zone=ZONE,
        document=RECORD_KEY,
        quote=sentence,
    )


def _day(found: Found, published: date) -> date | None:
    """A day after the release and within a year of it; None for any other."""
    day = found.day
    if day is None and found.value.startswith("--"):
        month, number = (int(each) for each in found.value[2:].split("-"))
        day = date(published.year, month, number)
        day = day if day >= published else date(published.year + 1, month, number)
    if day is None:
        return None
    return day if 0 <= (day - published).days <= 366 else None  # noqa: PLR2004 - a year


def proposal_of(
    config: SourceConfig,
    release: Release,
    stage: Stage,
    deadlines: tuple[Deadline, ...],
    papers: Papers,
) -> Proposal:
    """The consultation, as the release in this language announces it."""
    language = "da" if release.language == "da" else "en"
    name = release.reference.lower().replace("/", "_")
    return Proposal(
        ref=f"eu/press-corner/{release.reference.replace('/', '-')}",
        source=config.id,
        kind=ProposalKind.SOCIAL_PARTNER_CONSULTATION,
        native_kind="Article 154 TFEU",
        title=release.title,
        subtitle=release.subtitle,
        stage=stage,
        native_status="",
        url=f"{config.base_url}/detail/{language}/{name}",
        number=release.reference,
        summary=release.text,
        ministry="Europa-Kommissionen",
        published_on=release.day,
        deadlines=deadlines[:1],
        documents=tuple(
            _document(url, title, number, release)
            for number, (url, title) in enumerate(papers, 1)
        ),
        topics=release.topics,
        other_identifiers=(release.reference,),
        notes=tuple(_notes(stage, deadlines)),
    )


def _notes(stage: Stage, deadlines: tuple[Deadline, ...]) -> Iterator[str]:
    if stage is Stage.UNKNOWN:
        yield "Det fremgår ikke sikkert, om det er første eller anden fase."
    if not deadlines:
        yield "Svarfristen er ikke genkendt i pressemeddelelsen."
    if len(deadlines) > 1:
        days = ", ".join(each.date.isoformat() for each in deadlines)
        yield f"Pressemeddelelsen nævner flere frister: {days}. Den tidligste er brugt."


def papers_in(config: SourceConfig, release: Release) -> Papers:
    """The consultation papers that the release links to, from named origins alone."""
    links = _Links()
    links.feed(release.html)
    origins = {_origin(each) for each in config.document_origins}
    found = {
        address: clean(text)
        for given, text in links.found
        if _PAPER.search(text) and _FILE.search(address := clean_address(given))
    }
    return tuple((url, text) for url, text in found.items() if _origin(url) in origins)


def _document(url: str, title: str, number: int, release: Release) -> DocumentRef:
    return DocumentRef(
        key=f"paper-{number}",
        title=title,
        kind=DocumentKind.EU_TEXT,
        urls=(url,),
        date=release.day,
    )


def _origin(url: str) -> tuple[str, str]:
    """Scheme and host with port; nothing of the kind for what is no address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc.casefold()


class _Links(HTMLParser):
    """Gathers the links of a text: address and words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._address = ""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A link begins."""
        if tag == "a":
            self._address, self._words = dict(attrs).get("href") or "", []

    def handle_data(self, data: str) -> None:
        """Words, of a link or not."""
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        """A link ends."""
        if tag == "a" and self._address:
            self.found.append((self._address, "".join(self._words)))
            self._address = ""
