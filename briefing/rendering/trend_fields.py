"""The fields of the report on the development, as `fields.py` has the briefing's."""

from dataclasses import dataclass
from typing import Annotated

from briefing.rendering.fields import OrganisationFields
from briefing.rendering.runs import Runs


@dataclass(frozen=True, slots=True)
class TrendPeriodFields:
    """One period, each matter once, at the highest level that it has."""

    titel: Annotated[str, "Perioden, f.eks. 4. kvartal 2026"]
    uden: Annotated[int, "Sager, der er vurderet uden at have nogen risiko"]
    lav: Annotated[int, "Sager, hvis højeste niveau er lav"]
    middel: Annotated[int, "Sager, hvis højeste niveau er middel"]
    høj: Annotated[int, "Sager, hvis højeste niveau er høj"]
    kritisk: Annotated[int, "Sager, hvis højeste niveau er kritisk"]
    i_alt: Annotated[int, "Sager i alt"]
    godkendte: Annotated[int, "Heraf sager, hvis vurdering er godkendt"]
    udkast: Annotated[int, "Heraf sager, hvis vurdering er et udkast"]


@dataclass(frozen=True, slots=True)
class TrendGroupFields:
    """One dimension, party, ministry or source in the latest period."""

    titel: Annotated[str, "Hvad der tælles, f.eks. Løn og lønudvikling"]
    uden: Annotated[int, "Sager, der er vurderet uden at have nogen risiko"]
    lav: Annotated[int, "Sager, hvis højeste niveau her er lav"]
    middel: Annotated[int, "Sager, hvis højeste niveau her er middel"]
    høj: Annotated[int, "Sager, hvis højeste niveau her er høj"]
    kritisk: Annotated[int, "Sager, hvis højeste niveau her er kritisk"]
    i_alt: Annotated[int, "Sager i alt"]
    før: Annotated[int, "Sager i alt i perioden før"]
    ændring: Annotated[str, "Ændringen siden perioden før, med fortegn"]
    forløb: Annotated[str, "Sager i alt i hver periode, den ældste først"]
    godkendte: Annotated[int, "Heraf sager, hvis vurdering er godkendt"]
    udkast: Annotated[int, "Heraf sager, hvis vurdering er et udkast"]


@dataclass(frozen=True, slots=True)
class TrendFields:
    """All that the template of the report on the development can print."""

    organisation: Annotated[OrganisationFields, "Organisationen"]
    eksempel: Annotated[str, "Mærket for eksempeldata; ellers tomt"]
    dato: Annotated[str, "Dagen, rapporten er fra"]
    titel: Annotated[str, "Rapportens titel, f.eks. Udvikling pr. risikodimension"]
    opdeling: Annotated[str, "Hvad der tælles efter, f.eks. Risikodimension"]
    tidsrum: Annotated[str, "Den første og den sidste dag, og hvor lang en periode er"]
    seneste: Annotated[str, "Den seneste periode"]
    tomt: Annotated[str, "At der ingen sager er, når det er sådan; ellers tom"]
    hovedtal: Annotated[list[str], "De vigtigste tal i hele sætninger"]
    forbehold: Annotated[list[str], "Hvad tallene ikke kan bære"]
    billede: Annotated[Runs, "Billedet af perioderne; teksten er dets alternativtekst"]
    perioder: Annotated[list[TrendPeriodFields], "Perioderne, den ældste først"]
    billede_grupper: Annotated[
        Runs, "Billedet af den seneste periode; teksten er dets alternativtekst"
    ]
    grupper: Annotated[list[TrendGroupFields], "Fordelingen i den seneste periode"]
    optælling: Annotated[str, "Hvordan der er talt"]


TREND_MARKS = ("eksempel",)
"""The fields that must stand on every page of the report."""
NEEDED_IN_A_TREND = (
    "dato",
    "opdeling",
    "tidsrum",
    "hovedtal",
    "forbehold",
    "perioder",
    "grupper",
    "optælling",
)
"""The fields that the report may not be without."""
NEEDED_PICTURES = ("billede", "billede_grupper")
"""The pictures that the report may not be without."""
NEEDED_IN_AN_EMPTY_TREND = ("dato", "tomt", "optælling")
"""The fields that a report of nothing may not be without."""
