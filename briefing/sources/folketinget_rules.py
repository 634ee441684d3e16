"""What the Folketing's own words mean: stages, deadlines, kinds of documents.

Texts, never numeric ids: several ids share a text, and public lists of them
disagree. A text that no rule knows is kept as it is and given no meaning.
"""

from briefing.domain.proposal import DeadlineKind, DocumentKind, ProposalKind, Stage
from briefing.sources.rules import rules

KINDS = {
    "lovforslag": ProposalKind.BILL,
    "beslutningsforslag": ProposalKind.RESOLUTION_PROPOSAL,
}
"""By Sagstype.type, in lower case."""

STAGES = rules(
    (r"stadfæstet", Stage.ROYAL_ASSENT),
    (r"bortfaldet", Stage.LAPSED),
    (r"tilbagetaget|udgået|trukket tilbage", Stage.WITHDRAWN),
    (r"forkastet", Stage.REJECTED),
    (r"vedtaget", Stage.ADOPTED),
    (r"^2\. *beh", Stage.SECOND_READING),
    (r"betænkning afgivet|tillægsbetænkning", Stage.COMMITTEE_REPORT),
    (r"^1\. *beh", Stage.FIRST_READING),
    (r"^fremsat", Stage.INTRODUCED),
)
"""By Sagsstatus.status, else by the type and status of the last step taken.

`2. beh/Vedtaget` ends a resolution proposal, whose second reading is its last.
"""

PLANNED = rules((r"planlagt|konfirmeret|forventet|aflyst|udgået|udsat", True))
"""Step statuses of what has not happened, or says nothing about the stage."""

CANCELLED = rules((r"aflyst|udgået|udsat", True))

DEADLINES = rules(
    (r"^frist for spørgsmål", DeadlineKind.COMMITTEE_QUESTIONS),
    (r"^frist for (?:politiske )?(?:bem\S* og )?(?:ændringsforslag|ÆF)\b",
     DeadlineKind.COMMITTEE_AMENDMENTS),
    (r"^frist for (?:politiske bem|betænkningsbidrag|bidrag)",
     DeadlineKind.COMMITTEE_REPORT),
    (r"^(?:eventuelt: )?[123]\. (?:\(sidste\) )?behandling", DeadlineKind.READING),
)  # fmt: skip
"""By the title of a step, else by its type.

"Frist for svar" is the minister's deadline, not one for the parties, and has none.
"""

DOCUMENTS = rules(
    (r"^(?:kommenteret )?(?:høringsnotat|høringsoversigt|høringsskema)"
     r"|^høringssvar og (?:kommenteret )?hørings(?:notat|oversigt|skema)"
     r"|^hørings\w+ og høringssvar", DocumentKind.CONSULTATION_MEMO),
    (r"^høringssvar", DocumentKind.CONSULTATION_RESPONSE),
    (r"^ændringsforslag", DocumentKind.AMENDMENT),
    (r"^(?:\d+\. )?udkast til (?:tillægs)?betænkning", DocumentKind.OTHER),
    (r"^(?:tillægs)?betænkning\b",
     DocumentKind.COMMITTEE_REPORT),
    (r"^skriftlig fremsættelse", DocumentKind.PRESENTATION_SPEECH),
    (r"^vedtaget af folketinget ved", DocumentKind.TEXT_AS_ADOPTED),
    (r"^efter afstemningen i folketinget ved 2\. behandling",
     DocumentKind.TEXT_AFTER_SECOND_READING),
    (r"^(?:[LB] \d+ - )?(?:\w+ )?(?:foreløbigt |endeligt |supplerende )?svar på",
     DocumentKind.ANSWER),
    (r"^(?:\w+ )?spm\.?,? ", DocumentKind.QUESTION),
    (r"^fremsat den", DocumentKind.BILL_TEXT),
)  # fmt: skip
"""By the title, where category and type do not tell."""

CATEGORIES = rules(
    (r"^forslag som fremsat", DocumentKind.BILL_TEXT),
    (r"^optryk efter 2", DocumentKind.TEXT_AFTER_SECOND_READING),
    (r"^forslag som vedtaget", DocumentKind.TEXT_AS_ADOPTED),
    (r"^fremsættelsestale", DocumentKind.PRESENTATION_SPEECH),
    (r"^(?:udvalgs)?spørgsmål", DocumentKind.QUESTION),
    (r"(?:^|\s)svar$", DocumentKind.ANSWER),
)
"""By Dokumentkategori.kategori or Dokumenttype.type, looked at before the title.

`Betænkning m.v.` also holds drafts and amendments, and `Notat` consultation memos:
there the title tells.
"""
