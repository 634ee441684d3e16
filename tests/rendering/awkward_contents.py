"""Briefings that are hard to lay out: long, empty, many, odd characters."""

from dataclasses import replace
from datetime import timedelta

from briefing.domain.assessment import Dimension, Party, Point, PointKind
from briefing.domain.briefing import BriefingContent
from briefing.domain.document import Citation, Document, Locator
from briefing.domain.proposal import DocumentKind
from briefing.rendering.sample import NOW, empty_content, sample_content

HOSTILE = "A & B <b>fed</b> \"citat\" 'enkelt' {{ forslag.titel }} {% raw %} }} 🙂"
ARABIC = "اتحاد العمال في الدنمارك"
TYPICAL = sample_content()


def with_points(content: BriefingContent, *points: Point) -> BriefingContent:
    """The briefing with these points instead of its own."""
    return replace(content, judged=replace(content.assessment, points=points))


def with_proposal(content: BriefingContent, **values: object) -> BriefingContent:
    """The briefing with other values in the source's record."""
    return replace(content, proposal=replace(content.proposal, **values))


def cited(number: int, text: str = "") -> Citation:
    """A verified citation of the bill, each with its own place and words."""
    quote = text or (
        f"Arbejdsgiveren skal efter § {number} underrette de ansatte skriftligt om "
        f"ændringer, der har betydning for deres ansættelse, senest {number + 7} dage "
        "før ændringen får virkning."
    )
    locator = Locator(page=number + 1, provision=f"§ {number}, stk. 1")
    return Citation("bill", 100 + number, quote, locator, verified=True)


def judged(number: int, kind: PointKind = PointKind.RISK, text: str = "") -> Point:
    """A risk or an opportunity; levels, parties and dimensions go round."""
    return Point(
        kind,
        text
        or (
            f"Pligten i § {number}, stk. 1, kræver nye arbejdsgange og kan give tvist "
            "om, hvad der er en væsentlig ændring, og hvem der skal underrettes."
        ),
        (cited(number), cited(number + 50)),
        "test",
        dimension=list(Dimension)[number % len(Dimension)],
        party=list(Party)[number % len(Party)],
        likelihood=number % 5 + 1,
        impact=number * 3 % 5 + 1,
        mitigation="Bed om vejledning og en klar afgrænsning." if number % 2 else "",
    )


def change(number: int) -> Point:
    """A change with long texts on both sides."""
    return Point(
        PointKind.CHANGE,
        f"I § {number}, stk. 1, i lov om eksempler ændres »30 dage« til: »45 dage«. "
        "Bemærkningerne siger: »Det vil medføre, at fristen forlænges.«",
        (cited(number), cited(number + 20)),
        "change.replace",
        today="Det følger af gældende ret, at arbejdsgiveren skal underrette den "
        "ansatte senest 30 dage efter, at ændringen er besluttet, jf. lovens § 5.",
        proposed="»Det foreslås, at fristen forlænges til 45 dage, når ændringen "
        "omfatter flere end 20 ansatte på samme arbejdssted, og at underretningen "
        "skal være skriftlig og begrundet.«",
        about=f"§ 1, nr. {number}",
    )


def attention(number: int) -> Point:
    """An attention point."""
    return Point(
        PointKind.ATTENTION,
        f"§ {number}, stk. 1, henviser til kollektive overenskomster; undersøg, hvilke "
        "aftaler der menes, og hvem der afgør det.",
        (cited(number),),
        "test",
        dimension=list(Dimension)[number % len(Dimension)],
        party=list(Party)[number % len(Party)],
    )


def full_case() -> BriefingContent:
    """As much as the rules of the embedded analyst keep."""
    return with_points(
        replace(
            with_proposal(TYPICAL, example=False, confidential=False),
        ),
        *(change(n) for n in range(1, 13)),
        *(judged(n) for n in range(1, 11)),
        *(judged(n, PointKind.OPPORTUNITY) for n in range(11, 17)),
        *(attention(n) for n in range(1, 11)),
    )


def many_documents() -> BriefingContent:
    """Forty documents, some of which could not be had, each for its own reason."""
    errors = ("", "Blocked", "NotFound", "TooLarge", "ScannedWithoutText", "Novelty")
    documents = tuple(
        Document(
            f"d{number}",
            f"Svar på spørgsmål {number} til ministeren om beregningsgrundlaget",
            DocumentKind.ANSWER,
            f"https://www.ft.dk/samling/20251/lovforslag/l999/spm/{number}/svar.pdf",
            sha256="" if errors[number % 6] else f"{number:064x}",
            fetched_at=NOW,
            error=errors[number % 6],
        )
        for number in range(1, 41)
    )
    first, *others = TYPICAL.documents
    return replace(TYPICAL, documents=(first, *documents, *others))


CASES: dict[str, BriefingContent] = {
    "typisk": TYPICAL,
    "godkendt": sample_content(approved=True),
    "engelsk": sample_content(language="en"),
    "tom": empty_content(),
    "fuld": full_case(),
    "lang-titel": with_proposal(
        TYPICAL,
        title="Forslag til lov om ændring af lov om arbejdsmiljø, lov om "
        "ligebehandling af mænd og kvinder med hensyn til beskæftigelse, lov om "
        "forbud mod forskelsbehandling på arbejdsmarkedet m.v. og forskellige andre "
        "love (Gennemførelse af direktiv om bedre arbejdsvilkår for platformsarbejde "
        "og Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen)",
    ),
    "ingen-frist": with_proposal(TYPICAL, deadlines=(), steps=()),
    "ingen-punkter": with_points(TYPICAL),
    "en-risiko": with_points(TYPICAL, judged(3)),
    "40-risici": with_points(TYPICAL, *(judged(n) for n in range(40))),
    "tegn": replace(
        with_proposal(
            with_points(TYPICAL, judged(2, text=f"{HOSTILE} {ARABIC}")),
            title=f"{HOSTILE} {ARABIC}",
            ministry=ARABIC,
            committee=HOSTILE,
            url='https://example.org/a b"c>?d=æøå&e={{x}}',
        ),
        profile=replace(TYPICAL.profile, organisation=f"{HOSTILE} \x00\x1b\ud800"),
    ),
    "5000-tegn": with_points(
        TYPICAL,
        judged(1, text="Et meget langt punkt om overgangsreglerne. " * 116),
        judged(2, PointKind.OPPORTUNITY, text="uafbrudt" * 90),
        replace(change(1), today="Gældende ret. " * 357, proposed="Nyt. " * 1000),
    ),
    "udløbet": replace(TYPICAL, today=NOW + timedelta(days=400)),
    "mange-dokumenter": many_documents(),
    "lange-citater": with_points(
        TYPICAL,
        replace(judged(1), citations=(cited(1, "Citat med mange ord i. " * 200),)),
    ),
}
