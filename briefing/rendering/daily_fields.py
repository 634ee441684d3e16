"""The fields of the daily brief's Word template, as `fields.py` has the briefing's."""

from dataclasses import dataclass
from typing import Annotated

from briefing.rendering.fields import OrganisationFields
from briefing.rendering.runs import Runs


@dataclass(frozen=True, slots=True)
class DailyItemFields:
    """One proposal in the daily brief."""

    titel: Annotated[Runs, "Forslagets titel som link til kilden"]
    betegnelse: Annotated[str, "Nummer og samling, ellers den korte reference"]
    art: Annotated[str, "Hvad det er: lovforslag, udkast i høring, EU-forslag …"]
    stadie: Annotated[str, "Hvor langt sagen er"]
    grund: Annotated[str, "Den vægtigste grund til, at sagen er med"]
    nyt: Annotated[str, "Hvad der er sket, i én linje; tom for det nye"]
    frist: Annotated[str, "Den næste frist med arbejdsdage tilbage; ellers tom"]
    forbehold: Annotated[str, "Hvad der er usikkert om fristen; ellers tom"]
    relevans: Annotated[int, "Relevans fra 0 til 100"]
    opgave: Annotated[
        str, "Hvem der har sagen, og hvad der blev af høringen; ellers tom"
    ]
    notat: Annotated[str, "Hvor sagens notat ligger; tom, når der ikke er noget"]


@dataclass(frozen=True, slots=True)
class DailyFields:
    """All that the template of the daily brief can print."""

    organisation: Annotated[OrganisationFields, "Organisationen"]
    eksempel: Annotated[str, "Mærket for eksempeldata; ellers tomt"]
    dato: Annotated[str, "Dagen, overblikket er fra"]
    siden: Annotated[str, "Hvor langt overblikket går tilbage"]
    tomt: Annotated[str, "At der intet er sket, når det er sådan; ellers tom"]
    nye: Annotated[list[DailyItemFields], "Nye forslag, det mest relevante først"]
    ændrede: Annotated[list[DailyItemFields], "Forslag, der er sket noget med"]
    afsluttede: Annotated[
        list[DailyItemFields], "Forslag, der er vedtaget, forkastet eller bortfaldet"
    ]
    frister: Annotated[
        list[DailyItemFields], "Frister inden for ti arbejdsdage, den nærmeste først"
    ]
    udeladt: Annotated[str, "Hvor mange der ikke er plads til; ellers tom"]
    forbehold: Annotated[
        list[str], "Kilder, der ikke kunne læses eller ser usædvanlige ud"
    ]


DAILY_MARKS = ("eksempel",)
"""The fields that must stand on every page of a daily brief."""
NEEDED_IN_A_FULL_BRIEF = (
    "dato",
    "siden",
    "nye",
    "ændrede",
    "afsluttede",
    "frister",
    "forbehold",
)
"""The fields that a daily brief may not be without."""
NEEDED_IN_AN_EMPTY_BRIEF = ("dato", "tomt", "forbehold")
"""The fields that a daily brief of a day without news may not be without."""
