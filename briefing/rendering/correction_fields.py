"""The fields of the correction's Word template, `rettelse.docx`."""

from dataclasses import dataclass
from typing import Annotated

from briefing.rendering.fields import OrganisationFields
from briefing.rendering.runs import Runs


@dataclass(frozen=True, slots=True)
class CorrectionFields:
    """All that a correction can print."""

    organisation: Annotated[OrganisationFields, "Organisationen"]
    eksempel: Annotated[str, "Mærket for eksempeldata; ellers tomt"]
    fortroligt: Annotated[str, "Mærket for fortroligt materiale; ellers tomt"]
    dato: Annotated[str, "Dagen, notatet blev trukket tilbage"]
    sagen: Annotated[Runs, "Forslagets titel som link til kilden"]
    betegnelse: Annotated[str, "Forslagets nummer og samling"]
    trukket: Annotated[str, "Hvilket notat der er trukket tilbage, af hvem og hvornår"]
    forkert: Annotated[str, "Hvad der var forkert, med deres ord, der trak det tilbage"]
    siden: Annotated[str, "Siden hvornår det har været i brug, og hvem der fik det"]
    i_stedet: Annotated[str, "Hvad man skal bruge i stedet"]
    gør: Annotated[str, "Hvad den, der har notatet, skal gøre"]


NEEDED_IN_A_CORRECTION = ("trukket", "forkert", "siden", "i_stedet", "gør")
"""The fields that a correction may not be without."""
CORRECTION_MARKS = ("eksempel", "fortroligt")
"""The fields that must stand on every page of a correction."""
