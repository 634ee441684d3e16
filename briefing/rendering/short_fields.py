"""The fields of the short note in plain language, `kort-notat.docx`."""

from dataclasses import dataclass
from typing import Annotated

from briefing.rendering.fields import (
    OrganisationFields,
    ProposalFields,
    SentenceFields,
    StepFields,
)
from briefing.rendering.runs import Runs


@dataclass(frozen=True, slots=True)
class ShortFields:
    """All that the short note can print."""

    organisation: Annotated[OrganisationFields, "Organisationen"]
    forslag: Annotated[ProposalFields, "Forslaget"]
    udkast: Annotated[str, "UDKAST-mærket; tomt, når notatet er godkendt"]
    eksempel: Annotated[str, "Mærket for eksempeldata; ellers tomt"]
    fortroligt: Annotated[str, "Mærket for fortroligt materiale; ellers tomt"]
    dato: Annotated[str, "Notatets dato"]
    version: Annotated[int, "Notatets version"]
    modtagere: Annotated[str, "Hvem notatet er til, i én linje"]
    kort_sagt: Annotated[list[SentenceFields], "Hvad sagen går ud på"]
    ændringer: Annotated[list[SentenceFields], "Hvad der bliver anderledes"]
    opmærksom: Annotated[
        list[SentenceFields], "Hvad man selv skal være opmærksom på; de tre vægtigste"
    ]
    muligheder: Annotated[
        list[SentenceFields], "Hvad der kan blive bedre; de tre vægtigste"
    ]
    hvornår: Annotated[list[StepFields], "Hvad der sker hvornår, fra i dag og frem"]
    hvad_gør_vi: Annotated[Runs, "Organisationens indstilling, eller pladsen til den"]
    kilder: Annotated[str, "Hvilke dokumenter henvisningerne gælder, i én linje"]
    tilblivelse: Annotated[str, "Hvordan notatet er lavet"]
    godkendelse: Annotated[str, "Hvem der har godkendt notatet; ellers tom"]


NEEDED_IN_A_SHORT_NOTE = ("kort_sagt", "kilder", "tilblivelse", "hvad_gør_vi")
"""The fields that a short note may not be without."""
