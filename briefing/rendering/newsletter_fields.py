"""The fields of the newsletter's Word template, `nyhedsbrev.docx`."""

from dataclasses import dataclass
from typing import Annotated

from briefing.rendering.fields import OrganisationFields
from briefing.rendering.runs import Runs


@dataclass(frozen=True, slots=True)
class MatterFields:
    """One matter in the newsletter."""

    titel: Annotated[Runs, "Forslagets titel som link til kilden"]
    betegnelse: Annotated[str, "Nummer og samling, og hvor langt sagen er"]
    afsnit: Annotated[list[str], "Hvad sagen går ud på, i klart sprog"]
    hvornår: Annotated[str, "Den næste frist; ellers tom"]
    kilder: Annotated[str, "Hvad det bygger på, og hvem der har godkendt det"]


@dataclass(frozen=True, slots=True)
class RetractionFields:
    """Something that an earlier newsletter had wrong."""

    titel: Annotated[Runs, "Forslagets titel som link til kilden"]
    tekst: Annotated[str, "Hvad der var forkert, og hvad man skal bruge i stedet"]


@dataclass(frozen=True, slots=True)
class NewsletterFields:
    """All that the newsletter can print."""

    organisation: Annotated[OrganisationFields, "Organisationen"]
    eksempel: Annotated[str, "Mærket for eksempeldata; ellers tomt"]
    dato: Annotated[str, "Dagen, nyhedsbrevet er fra"]
    modtagere: Annotated[str, "Hvem det er til, i én linje"]
    indledning: Annotated[str, "Hvor langt det går tilbage, og hvor mange sager"]
    tomt: Annotated[str, "At der ikke er noget nyt, når det er sådan; ellers tom"]
    sager: Annotated[list[MatterFields], "Sagerne, den nyeste godkendelse først"]
    rettelser: Annotated[
        list[RetractionFields], "Det, et tidligere nyhedsbrev tog fejl i"
    ]
    tilblivelse: Annotated[str, "Hvordan det er lavet"]
    udsendt: Annotated[str, "Hvem der sender det ud, og hvornår"]


NEWSLETTER_MARKS = ("eksempel",)
"""The fields that must stand on every page of a newsletter."""
NEEDED_IN_A_NEWSLETTER = ("indledning", "sager", "rettelser", "tilblivelse", "udsendt")
"""The fields that a newsletter may not be without."""
NEEDED_IN_AN_EMPTY_NEWSLETTER = ("tomt", "tilblivelse", "udsendt")
"""The fields that a newsletter without news may not be without."""
