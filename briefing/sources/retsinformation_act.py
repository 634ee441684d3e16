"""One act at Retsinformation: its LexDania record as a proposal.

History: two recorded documents of LexDania 2.1 (an amending act of 2023, an executive
order of 2024). What was learnt from them:

- `StartDate` is the day of signing and **not** that of entry into force, which
  stands in the text alone. It is taken from the sentence that says so, with its
  words, and never from wording that the act writes into another one.
- An amending act is marked `Historic` once a consolidation has taken it in. Its rules
  are in force all the same, so that it stays published here.
- `Concerns` and its like are empty marks, followed by `Ref_Accn`, `Ref_Af` (a day)
  and `Ref_Text` that carry the mark's id.
- An accession number is a letter, the year, five digits and the class: 05 executive
  orders, 29 consolidations, 30 acts.

`Signature` holds the names of those who signed, `JournalNumber` a case number; the
names are never taken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lxml import etree

from briefing.domain.proposal import (
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
    Step,
)
from briefing.domain.source import Page, SourceConfig
from briefing.errors import ParseError
from briefing.language.recognise import dates
from briefing.sources.shape import clean, refuse_html

SOURCE = "retsinformation"
KINDS = {
    "LOV": ProposalKind.ADOPTED_ACT,
    "LBK": ProposalKind.ADOPTED_ACT,
    "BEK": ProposalKind.EXECUTIVE_ORDER,
    "ANG": ProposalKind.EXECUTIVE_ORDER,
}
"""By the first word of a document's type; every other is a notice."""

_CLASSES = {"05": "BEK", "29": "LBK", "30": "LOV"}
_ACCESSION = re.compile(r"[A-Z](\d{4})(\d{5})(\d{2})")
_BILL = re.compile(r"(\d{5})[23]L([A-Z]?)0*(\d+)")
_MARKS = {"Concerns": "Vedrører", "Change": "Ændrer", "Changes": "Ændrer"}
_TYPE = re.compile(r"[A-ZÆØÅ]{2,}")
_HISTORIC, _VALID = "Historic", "Valid"
_QUOTING = {"AendringsNummer", "Bilag", "BilagGruppe", "FodnoteGruppe"}
"""What an act says to other acts, or beside itself."""

_PLACES = {"Paragraf", "AendringCentreretParagraf", "IkraftCentreretParagraf"}
_IN_FORCE = re.compile(
    r"\b(?<!der )(?<!som )træder i kraft\b"
    r"|\b(?:fastsætter|bestemmer) tidspunktet for .{0,80}?ikrafttræden"
)
_DAY = re.compile(r"\s*(?:\w+dag\s+)?(?:den\s+|d\.\s*)?(?=\d)")
_NEXT_DAY = re.compile(r"\s*dagen efter (?:bekendtgørelsen|kundgørelsen)\b")
_SAME_DAY = re.compile(r"\s*(?:ved|på dagen for) (?:bekendtgørelsen|kundgørelsen)\b")


@dataclass(frozen=True, slots=True)
class Act:
    """A document as its record describes it; `kind` is such as `LOV Æ`."""

    path: str
    root: etree._Element
    meta: etree._Element
    kind: str
    title: str
    ministry: str

    @property
    def word(self) -> str:
        """The letters that its type begins with, such as LOV, LBK, BEK or CIR."""
        found = _TYPE.match(self.kind)
        return found[0] if found else ""

    @property
    def is_amending(self) -> bool:
        """Whether it only changes other acts."""
        return self.kind.endswith(" Æ")

    def said(self, name: str) -> str:
        """The text of an element of the record; empty when it has none."""
        return clean((self.meta.findtext(name) or "").replace("\\n", " "))

    def required(self, name: str) -> str:
        """The text of an element that must be there; ParseError names it."""
        return _required(self.meta, name, self.path)

    def day(self, name: str) -> date | None:
        """The day in an element, None when it is empty; ParseError when it is none."""
        found = self.said(name)
        try:
            return date.fromisoformat(found) if found else None
        except ValueError as error:
            raise ParseError(
                SOURCE, f"{self.path}: {name} is {found!r}, not a day"
            ) from error


def path_of_accession(accession: str) -> str:
    """`lta/2025/1772` for `A20250177230`; empty for what is not in Lovtidende A."""
    match = _ACCESSION.fullmatch(accession)
    if not match or match[3] not in _CLASSES:
        return ""
    return f"lta/{match[1]}/{int(match[2])}"


def act_of(page: Page, path: str) -> Act:
    """The document on a page; ParseError when it is another one or of another shape."""
    refuse_html(SOURCE, page)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(page.body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError(SOURCE, f"{path}: not a whole document: {error}") from error
    meta = root.find("Meta")
    if root.tag != "Dokument" or meta is None:
        raise ParseError(SOURCE, f"{path}: not LexDania: <{root.tag}> without <Meta>")
    kind = _required(meta, "DocumentType", path).split("#")[0].strip()
    act = Act(
        path,
        root,
        meta,
        kind,
        title=_required(meta, "DocumentTitle", path),
        ministry=_required(meta, "Ministry", path),
    )
    if not act.word:
        raise ParseError(SOURCE, f"{path}: DocumentType is {kind!r}")
    number = "/".join(_required(meta, each, path) for each in ("Year", "Number"))
    if path.partition("/")[2] != number:
        raise ParseError(SOURCE, f"{path}: the document there is number {number}")
    return act


def _required(meta: etree._Element, name: str, path: str) -> str:
    if found := clean(meta.findtext(name)):
        return found
    seen = ", ".join(sorted({str(each.tag) for each in meta})[:12])
    raise ParseError(SOURCE, f"{path}: {name!r} is missing in Meta; there are {seen}")


def proposal_of(config: SourceConfig, act: Act) -> Proposal:
    """The act as a proposal; ParseError when the record lacks what it must have."""
    number = "{1}/{0}".format(*act.path.split("/")[1:])
    name, eli = f"{act.word} {number}", f"eli/{act.path}"
    status = act.required("Status")
    signed, published = act.day("DiesSigni"), act.day("DiesEdicti")
    return Proposal(
        ref=ref_of(act.path),
        source=config.id,
        kind=KINDS.get(act.word, ProposalKind.NOTICE),
        native_kind=act.kind,
        title=act.title,
        subtitle=act.said("PopularTitle"),
        stage=_stage(act, status),
        native_status=status,
        url=f"{config.base_url}/{eli}",
        number=name,
        ministry=act.ministry,
        published_on=published,
        steps=tuple(_steps(act, signed, published)),
        documents=(_text(config, act, eli, signed),),
        other_identifiers=(
            name,
            f"ELI {eli}",
            act.required("AccessionNumber"),
            *_bills(act),
        ),
        notes=tuple(_notes(act, published)),
    )


def ref_of(path: str) -> str:
    """The stable name of the document at a path."""
    return f"dk/retsinformation/{path}"


def _stage(act: Act, status: str) -> Stage:
    if status == _HISTORIC and not act.is_amending:
        return Stage.NO_LONGER_IN_FORCE
    return Stage.PUBLISHED if status in (_VALID, _HISTORIC) else Stage.UNKNOWN


def _text(config: SourceConfig, act: Act, eli: str, signed: date | None) -> DocumentRef:
    """The text: as XML when there is more than the record, and as PDF."""
    address = f"{config.base_url}/{eli}"
    has_text = act.root.find("DokumentIndhold") is not None
    urls = (f"{address}/xml", f"{address}/pdf") if has_text else (f"{address}/pdf",)
    return DocumentRef(
        key="act",
        title=act.title,
        kind=DocumentKind.ACT_TEXT,
        urls=urls,
        date=signed,
        language="da",
        native_kind=act.kind,
    )


def _steps(act: Act, signed: date | None, published: date | None) -> Iterator[Step]:
    """What has happened to it, and when it takes effect."""
    if signed:
        yield Step("Underskrevet", "DiesSigni", "", signed)
    if published:
        paper = act.said("AnnouncedIn") or "Lovtidende"
        yield Step(f"Bekendtgjort i {paper}", "DiesEdicti", "", published)
    yield from _in_force(act, published)
    if marked := act.day("DateOfHistoricMark"):
        yield Step("Markeret som historisk", "DateOfHistoricMark", "", marked)


def _in_force(act: Act, published: date | None) -> Iterator[Step]:
    """When it takes effect, in the words of each provision that says so.

    A consolidation has no such day of its own: what it quotes are those of others.
    """
    if act.word == "LBK":
        return
    for place, text in _lines(act):
        for found in _IN_FORCE.finditer(text):
            day = _day_in(text[found.end() :], published)
            yield Step("Ikrafttræden", place, text, day)


def _lines(act: Act) -> Iterator[tuple[str, str]]:
    """The lines that are the act's own, and the provision of each."""
    body = act.root.find("DokumentIndhold")
    for line in () if body is None else body.iter("Linea"):
        above = [each.tag for each in line.iterancestors()]
        if not _QUOTING & set(above):
            yield _place(line), clean("".join(line.itertext()))


def _place(line: etree._Element) -> str:
    """The provision that a line stands in: "§ 30, stk. 2"."""
    stk, paragraph = "", ""
    for each in line.iterancestors():
        number = clean(each.findtext("Explicatus")).rstrip(".")
        if each.tag == "Stk" and not stk:
            stk = number
        elif each.tag in _PLACES:
            paragraph = number
            break
    return ", ".join(filter(None, (paragraph, stk.lower())))


def _day_in(when: str, published: date | None) -> date | None:
    """The day that stands right after "træder i kraft"; None when none does."""
    if published and _NEXT_DAY.match(when):
        return published + timedelta(days=1)
    if published and _SAME_DAY.match(when):
        return published
    near = _DAY.match(when)
    first = next(iter(dates(when)), None) if near else None
    return first.day if near and first and first.start == near.end() else None


def _notes(act: Act, published: date | None) -> Iterator[str]:
    """What the record refers to, who administers it, its case number."""
    yield from dict.fromkeys(_references(act))
    if authority := act.said("AdministrativeAuthority"):
        yield f"Myndighed: {authority}"
    if journal := act.said("JournalNumber"):
        yield f"Journalnummer: {journal}"
    missing = act.word != "LBK" and act.root.find("DokumentIndhold") is not None
    if missing and not any(each.date for each in _in_force(act, published)):
        yield "En dato for ikrafttræden er ikke genkendt i teksten."


def _references(act: Act) -> Iterator[str]:
    """What the record refers to, each by its words and its number."""
    mark, number = "Se", ""
    for each in act.meta:
        if each.get("id"):
            mark, number = _MARKS.get(str(each.tag), str(each.tag)), ""
        elif each.tag == "Ref_Accn":
            number = named(clean(each.text))
        elif each.tag == "Ref_Text":
            named_so = f" ({number})" if number else ""
            yield f"{mark}: {clean(each.text)}{named_so}"
            number = ""


def named(accession: str) -> str:
    """`LBK 97/2025` for `A20250009729`; empty for another class."""
    match = _ACCESSION.fullmatch(accession)
    if not match or match[3] not in _CLASSES:
        return ""
    return f"{_CLASSES[match[3]]} {int(match[2])}/{match[1]}"


def _bills(act: Act) -> Iterator[str]:
    """The bills that the record refers to, where it does."""
    for each in act.meta.findall("Ref_Accn"):
        if match := _BILL.fullmatch(clean(each.text)):
            yield f"L {match[3]}{f' {match[2]}' if match[2] else ''}/{match[1]}"
