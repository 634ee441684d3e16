"""The fields of the outline of a consultation response, `hoeringssvar.docx`."""

from dataclasses import dataclass
from typing import Annotated

from briefing.rendering.fields import (
    DocumentFields,
    OrganisationFields,
    ProposalFields,
    QuestionFields,
)
from briefing.rendering.runs import Runs


@dataclass(frozen=True, slots=True)
class RemarkFields:
    """One thing that the organisation could say, and what it stands on."""

    tekst: Annotated[Runs, "Hvad der kan siges"]
    part: Annotated[str, "Hvem det gælder"]
    henvisninger: Annotated[Runs, "Korte henvisninger til kildelisten"]


@dataclass(frozen=True, slots=True)
class ProvisionFields:
    """One provision of the proposal, with what could be said of it."""

    sted: Annotated[str, "Stedet i forslaget, f.eks. § 1, nr. 3"]
    foreslået: Annotated[Runs, "Hvad der foreslås"]
    henvisninger: Annotated[Runs, "Korte henvisninger til kildelisten"]
    bemærkninger: Annotated[list[RemarkFields], "Hvad der kan siges om stedet"]
    undersøges: Annotated[
        list[RemarkFields], "Hvad organisationen selv må undersøge om stedet"
    ]


@dataclass(frozen=True, slots=True)
class ResponseFields:
    """All that the outline of a consultation response can print."""

    organisation: Annotated[OrganisationFields, "Organisationen"]
    forslag: Annotated[ProposalFields, "Forslaget"]
    udkast: Annotated[str, "UDKAST-mærket; tomt, når punkterne er godkendt"]
    eksempel: Annotated[str, "Mærket for eksempeldata; ellers tomt"]
    fortroligt: Annotated[str, "Mærket for fortroligt materiale; ellers tomt"]
    dato: Annotated[str, "Dagen, udkastet er lavet"]
    version: Annotated[int, "Notatets version, som udkastet hører til"]
    modtager: Annotated[str, "Hvem svaret skal sendes til"]
    modtagers_sag: Annotated[str, "Modtagerens sagsnummer; tomt, når det ikke kendes"]
    frist: Annotated[str, "Høringsfristen med arbejdsdage tilbage og forbehold"]
    fristdag: Annotated[str, "Kun dagen, til brevets hoved; tom uden en frist"]
    udestår: Annotated[list[str], "Hvad organisationen selv skal skrive eller afklare"]
    hovedpunkter: Annotated[
        list[RemarkFields], "De vægtigste punkter for organisationens side"
    ]
    generelt: Annotated[
        list[RemarkFields], "Bemærkninger, der ikke hører til ét sted i forslaget"
    ]
    undersøges: Annotated[
        list[RemarkFields],
        "Hvad organisationen selv må undersøge, og som ikke hører til ét sted",
    ]
    paragraffer: Annotated[
        list[ProvisionFields], "Forslagets bestemmelser, hver med bemærkninger"
    ]
    paragraffer_udeladt: Annotated[
        str, "Hvor mange bestemmelser der ikke er med; ellers tom"
    ]
    spørgsmål: Annotated[list[QuestionFields], "Spørgsmål til modtageren"]
    dokumenter: Annotated[list[DocumentFields], "De dokumenter, der er henvist til"]
    tilblivelse: Annotated[str, "Hvordan udkastet er lavet, og hvem der skal skrive"]
    godkendelse: Annotated[str, "Hvem der har godkendt punkterne; ellers tom"]


NEEDED_IN_A_RESPONSE = ("frist", "udestår", "dokumenter", "tilblivelse")
"""The fields that the outline of a response may not be without."""
