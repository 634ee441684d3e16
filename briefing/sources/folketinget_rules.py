"""What the Folketing's own words mean: stages, deadlines, kinds of documents.

Texts, never numeric ids: several ids share a text, and public lists of them
disagree. A text that no rule knows is kept as it is and given no meaning.
"""

from briefing.domain.proposal import DeadlineKind, DocumentKind, ProposalKind, Stage
from briefing.sources.rules import rules

DEBATES = frozenset({ProposalKind.INTERPELLATION, ProposalKind.GOVERNMENT_REPORT})
"""Kinds of case that are debated once, and neither read nor adopted."""

STAGES = rules(
    (r"stadfæstet", Stage.ROYAL_ASSENT),
    (r"bortfaldet", Stage.LAPSED),
    (r"tilbagetaget|udgået|trukket tilbage", Stage.WITHDRAWN),
    (r"forkastet|^afvist", Stage.REJECTED),
    (r"vedtaget", Stage.ADOPTED),
    (r"^[23]\. *beh", Stage.SECOND_READING),
    (r"betænkning afgivet|tillægsbetænkning|beretning afgivet", Stage.COMMITTEE_REPORT),
    (r"^1\. *beh", Stage.FIRST_READING),
    (r"^fremsat", Stage.INTRODUCED),
)
"""By Sagsstatus.status, else by the type and status of the last step taken.

`2. beh/Vedtaget` ends a resolution proposal, whose second reading is its last. A
third reading that was broken off leaves a bill where its second one brought it.
"""

DEBATE_STAGES = rules(
    (r"bortfaldet", Stage.LAPSED),
    (r"tilbagetaget|udgået|trukket tilbage", Stage.WITHDRAWN),
    (r"skal forhandles|ingen forhandling", Stage.INTRODUCED),
    (r"forhandlet|forhandling|afsluttet|behandlet|^behandling|vedtaget|forkastet"
     r"|taget til efterretning", Stage.DEBATED),
    (r"anmeld|afgivet|afgivelse|^fremm|^frems|^redegørelse", Stage.INTRODUCED),
)  # fmt: skip
"""The same for interpellations and reports to the Folketing.

`Vedtaget` there is said of a motion made in the debate, not of the case.
"""

PLANNED = rules(
    (r"planlagt|konfirmeret|forventet|aflyst|udgået|udsat|^skal |foreløbig", True)
)
"""Step statuses of what has not happened, or says nothing about the stage."""

CANCELLED = rules((r"aflyst|udgået|udsat", True))

INTRODUCTION = (r"fremsættelse", r"som fremsat", r"anmeldelse", r"afgivelse",
                r"redegørelse")  # fmt: skip
"""Words in the type of the step by which a case begins, the surest first."""

DEADLINES = rules(
    (r"^frist for spørgsmål", DeadlineKind.COMMITTEE_QUESTIONS),
    (r"^frist for (?:politiske )?(?:bem\S* og )?(?:ændringsforslag|ÆF)\b",
     DeadlineKind.COMMITTEE_AMENDMENTS),
    (r"^frist for (?:politiske bem|betænkningsbidrag|bidrag)",
     DeadlineKind.COMMITTEE_REPORT),
    (r"^(?:eventuelt: )?[123]\. (?:\((?:sidste|eneste)\) )?behandling",
     DeadlineKind.READING),
    (r"^forhandling", DeadlineKind.READING),
)  # fmt: skip
"""By the title of a step, else by its type.

"Frist for svar" is the minister's deadline, not one for the parties, and has none.
"""

DOCUMENTS = rules(
    (r"^(?:kommenteret )?(?:høringsnotat|høringsoversigt|høringsskema)"
     r"|^(?:suppl\w+ )?høringssvar og (?:\w+ )?hørings(?:notat|oversigt|skema)"
     r"|^(?:suppl\w+ )?hørings\w+ og (?:suppl\w+ )?høringssvar",
     DocumentKind.CONSULTATION_MEMO),
    (r"^(?:suppl\w+ )?høringssvar", DocumentKind.CONSULTATION_RESPONSE),
    (r"^(?:\w+ )?ændringsforslag", DocumentKind.AMENDMENT),
    (r"^(?:\w+\. )?(?:\w+ )?udkast til (?:tillægs)?(?:betænkning|beretning)",
     DocumentKind.OTHER),
    (r"^(?:tillægs)?betænkning\b|^beretning afgivet",
     DocumentKind.COMMITTEE_REPORT),
    (r"^skriftlig fremsættelse", DocumentKind.PRESENTATION_SPEECH),
    (r"^vedtaget af folketinget ved", DocumentKind.TEXT_AS_ADOPTED),
    (r"^efter afstemningen i folketinget ved 2\. behandling",
     DocumentKind.TEXT_AFTER_SECOND_READING),
    (r"^(?:[LBFR] \d+(?: [A-ZÆØÅ])? - )?(?:\w+ )?"
     r"(?:foreløbigt |endeligt |supplerende )?svar på", DocumentKind.ANSWER),
    (r"^(?:\w+ )?spm\.?,? ", DocumentKind.QUESTION),
    (r"^fremsat den", DocumentKind.BILL_TEXT),
    (r"^(?:kopi af )?henvendelse", DocumentKind.SUBMISSION),
)  # fmt: skip
"""By the title, where category and type do not tell."""

CATEGORIES = rules(
    (r"^forslag som fremsat", DocumentKind.BILL_TEXT),
    (r"^optryk efter 2", DocumentKind.TEXT_AFTER_SECOND_READING),
    (r"^forslag som vedtaget", DocumentKind.TEXT_AS_ADOPTED),
    (r"^fremsættelsestale", DocumentKind.PRESENTATION_SPEECH),
    (r"^(?:udvalgs)?spørgsmål", DocumentKind.QUESTION),
    (r"(?:^|\s)svar$", DocumentKind.ANSWER),
    (r"^henvendelse", DocumentKind.SUBMISSION),
)
"""By Dokumentkategori.kategori or Dokumenttype.type, looked at before the title.

`Betænkning m.v.` also holds drafts and amendments, and `Notat` consultation memos:
there the title tells.
"""

DEBATED_TEXTS = rules(
    (r"^(?:skriftlig )?redegørelse|^forespørgsel", DocumentKind.NOTICE_TEXT)
)
"""What is debated, in a case that is no proposal; looked at last."""
