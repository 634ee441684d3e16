"""What the codes of the European Parliament's open data mean, in tables.

Codes as seen in recorded records, else as the published description lists them (with
its own misspelling); Danish names as Parliament uses them.
"""

from briefing.domain.proposal import DocumentKind
from briefing.sources.rules import rules

COMMITTEES = {
    "AFCO": "Udvalget om Konstitutionelle Anliggender",
    "BUDG": "Budgetudvalget",
    "CULT": "Kultur- og Uddannelsesudvalget",
    "ECON": "Økonomi- og Valutaudvalget",
    "EMPL": "Udvalget om Beskæftigelse og Sociale Anliggender",
    "FEMM": "Udvalget om Kvinders Rettigheder og Ligestilling",
    "IMCO": "Udvalget om det Indre Marked og Forbrugerbeskyttelse",
    "INTA": "Udvalget om International Handel",
    "ITRE": "Udvalget om Industri, Forskning og Energi",
    "JURI": "Retsudvalget",
    "LIBE": "Udvalget om Borgernes Rettigheder og Retlige og Indre Anliggender",
    "TRAN": "Transport- og Turismeudvalget",
}
"""The record has codes only; a committee that is not here is shown by its code."""

EVENTS = {
    "REFERRAL": "Henvist til udvalg",
    "COMMITTEE_TABLING_REPORT": "Udkast til betænkning fremlagt i udvalget",
    "COMMITTEE_TABLING_AMENDMENT": "Ændringsforslag fremlagt i udvalget",
    "COMMITTEE_ADOPTING_REPORT": "Betænkning vedtaget i udvalget",
    "COMMITTEE_ADOPTING_OPINION": "Udtalelse vedtaget i udvalget",
    "COMMITTEE_APPROVE_PROVISIONAL_AGREEMENT": "Foreløbig aftale godkendt i udvalget",
    "TABLING_PLENARY": "Indgivet til plenarforsamlingen",
    "PLENARY_DEBATE": "Forhandling i plenarforsamlingen",
    "PLENARY_VOTE": "Afstemning i plenarforsamlingen",
    "PLENARY_VOTE_RESULTS": "Resultat af afstemningen i plenarforsamlingen",
    "PLENARY_AMEND": "Ændringer vedtaget i plenarforsamlingen",
    "PLENARY_AMEND_PROPOSAL": "Forslaget ændret i plenarforsamlingen",
    "PLENARY_ADOPT_POSITION": "Parlamentets holdning vedtaget",
    "PLENARY_AMEND_COUNCIL_POSITION": "Rådets holdning ændret i plenarforsamlingen",
    "PLENARY_APPROVE_COUNCIL_POSITION": "Rådets holdning godkendt i plenarforsamlingen",
    "PLENARY_REJECT_COUNCIL_POSITION": "Rådets holdning forkastet i plenarforsamlingen",
    "PLENARY_REFER_COMMITTEE_INTERINSTITUTIONAL_NEGOTIATIONS":
        "Sendt tilbage til udvalget til interinstitutionelle forhandlinger",
    "PLENARY_ENDORSE_COMMITTEE_INTERINSTITUTIONAL_NEGOTIATIONS":
        "Forhandlingsmandat godkendt i plenarforsamlingen",
    "PLENARY_REJECT_COMMITTEE_INTERINSTUTIONAL_NEGOTIATIONS":
        "Forhandlingsmandat forkastet i plenarforsamlingen",
    "PLENARY_DECISION": "Afgørelse i plenarforsamlingen",
    "PLENARY_VOTE_URGENCY": "Afstemning om uopsættelig behandling",
    "INTERINSTITUTIONAL_NEGOTIATION": "Interinstitutionel forhandling (trilog)",
    "SIGNATURE": "Retsakten undertegnet",
    "PUBLICATION_OFFICIAL_JOURNAL": "Offentliggjort i EU-Tidende",
    "Decision": "Afgørelse",
}  # fmt: skip
"""Codes of the vocabulary ep-activities; one that is not here is shown as it is."""

DOCUMENTS = rules(
    (r"-AM-", ("Ændringsforslag", DocumentKind.AMENDMENT)),
    (r"^TA-", ("Vedtaget tekst", DocumentKind.TEXT_AS_ADOPTED)),
    (r"^A-\d", ("Betænkning", DocumentKind.COMMITTEE_REPORT)),
    (r"^[A-Z]+-PR-", ("Udkast til betænkning", DocumentKind.OTHER)),
    (r"^[A-Z]+-PA-", ("Udkast til udtalelse", DocumentKind.OTHER)),
    (r"^[A-Z]+-AD-", ("Udtalelse", DocumentKind.OTHER)),
    (r"^[A-Z]+-AG-", ("Foreløbig aftale", DocumentKind.OTHER)),
    (r"", ("Dokument", DocumentKind.OTHER)),
)
"""By the reference of a document; drafts and opinions are not Parliament's text."""
