"""The fields of a Word template, with the explanation that the secretariat reads.

The names are Danish because the people who edit templates are. `context.py` fills
them; `templates/FELTER.md` is generated from here; `check.py` knows from here which
names there are. A text that does not apply is empty, a list likewise, so that a
template asks `{%p if … %}`.
"""

from dataclasses import dataclass, is_dataclass
from types import GenericAlias
from typing import Annotated, Any, get_args, get_type_hints

from briefing.rendering.runs import Runs


@dataclass(frozen=True, slots=True)
class OrganisationFields:
    """The organisation that the briefing is for."""

    navn: Annotated[str, "Organisationens navn, som det står i sources.yaml"]
    journalnummer: Annotated[str, "Organisationens journalnummer for sagen"]


@dataclass(frozen=True, slots=True)
class ProposalFields:
    """The proposal, from the source's record."""

    titel: Annotated[str, "Forslagets titel, som kilden skriver den"]
    undertitel: Annotated[
        str, "Undertitlen; den siger tit, hvad ministeriet selv kalder det"
    ]
    nummer: Annotated[str, "Nummer, f.eks. L 115"]
    samling: Annotated[str, "Folketingssamling, f.eks. 2025-26"]
    betegnelse: Annotated[str, "Nummer og samling samlet, ellers den korte reference"]
    art: Annotated[str, "Hvad det er: lovforslag, udkast i høring, EU-initiativ …"]
    stadie: Annotated[str, "Hvor langt sagen er"]
    status: Annotated[str, "Sagens status med kildens egne ord"]
    ministerium: Annotated[str, "Ministerium eller myndighed"]
    minister: Annotated[str, "Den ansvarlige minister"]
    udvalg: Annotated[str, "Folketingsudvalg"]
    fremsat: Annotated[str, "Dato for fremsættelsen"]
    offentliggjort: Annotated[
        str, "Dato, hvor det blev sendt i høring eller offentliggjort"
    ]
    kilde: Annotated[Runs, "Kildens navn som link til sagen"]
    reference: Annotated[str, "Den fulde reference, som kommandolinjen bruger"]


@dataclass(frozen=True, slots=True)
class RelevanceFields:
    """Why the briefing was written."""

    score: Annotated[int, "Relevans fra 0 til 100"]
    grunde: Annotated[list[str], "Grundene, den vægtigste først"]
    tekst: Annotated[str, "De vægtigste grunde i én linje"]


@dataclass(frozen=True, slots=True)
class DeadlineFields:
    """One deadline."""

    hvad: Annotated[str, "Hvilken frist det er"]
    hvornår: Annotated[str, "Dato og eventuelt klokkeslæt"]
    tilbage: Annotated[str, "Arbejdsdage tilbage i ord, eller at fristen er udløbet"]
    kilder: Annotated[
        list[str], "Hvad hver kilde siger om fristen, med feltet eller citatet"
    ]
    flyttet: Annotated[str, "At fristen er flyttet, og fra hvornår; ellers tom"]
    uenighed: Annotated[
        str, "At kilderne siger hver sit, med begge citater; ellers tom"
    ]
    afgørelse: Annotated[
        str, "Hvem der har besluttet, hvilken frist der gælder, og hvorfor; ellers tom"
    ]
    kort: Annotated[
        str, "At høringen er kortere end fire uger, og hvad det bygger på; ellers tom"
    ]
    forbehold: Annotated[list[str], "Alt det ovenstående, som sætninger"]


@dataclass(frozen=True, slots=True)
class SentenceFields:
    """One sentence of the bottom line."""

    tekst: Annotated[Runs, "Sætningen"]
    henvisninger: Annotated[Runs, "Korte henvisninger til kildelisten, f.eks. [1, § 5]"]


@dataclass(frozen=True, slots=True)
class ChangeFields:
    """One change: today and proposed."""

    sted: Annotated[str, "Stedet i forslaget, f.eks. § 1, nr. 3"]
    ny: Annotated[
        Runs, "»Nyt« eller »Ændret« siden notatets forrige version; ellers tom"
    ]
    i_dag: Annotated[
        Runs, "Hvad der gælder i dag; ord, der ændres, er fremhævet, hvis de er kendt"
    ]
    foreslået: Annotated[Runs, "Hvad der foreslås, med de nye ord fremhævet"]
    forklaring: Annotated[
        Runs, "Hvad ændringen går ud på, når »foreslået« ikke siger det"
    ]
    henvisninger: Annotated[Runs, "Korte henvisninger til kildelisten"]


@dataclass(frozen=True, slots=True)
class GradedFields:
    """A risk or an opportunity."""

    nummer: Annotated[str, "R1, R2 … for risici, M1, M2 … for muligheder"]
    ny: Annotated[
        Runs, "»Nyt« eller »Ændret« siden notatets forrige version; ellers tom"
    ]
    tekst: Annotated[Runs, "Hvad der kan ske, og hvorfor"]
    kort: Annotated[Runs, "Det samme, afkortet til forsiden"]
    dimension: Annotated[str, "Risikodimension, f.eks. Løn og lønudvikling"]
    part: Annotated[
        str, "Hvem det gælder: lønmodtagere, arbejdsgivere eller begge parter"
    ]
    forside_part: Annotated[
        str, "Parten med kolon, til forsiden; tom, når teksten selv begynder med den"
    ]
    sandsynlighed: Annotated[int, "Sandsynlighed fra 1 til 5"]
    konsekvens: Annotated[int, "Konsekvens fra 1 til 5; for en mulighed: gavn"]
    niveau: Annotated[
        Runs, "Lav, middel, høj eller kritisk, i den tilsvarende tegntypografi"
    ]
    horisont: Annotated[str, "Kort, mellemlangt eller langt sigt"]
    afbødning: Annotated[Runs, "Hvad der kan gøres ved det"]
    henvisninger: Annotated[Runs, "Korte henvisninger til kildelisten"]


@dataclass(frozen=True, slots=True)
class ConflictFields:
    """A place where one party's risk is another's opportunity."""

    tekst: Annotated[str, "Hvilke punkter der trækker hver sin vej, par for par"]
    henvisninger: Annotated[Runs, "Korte henvisninger til kildelisten"]


@dataclass(frozen=True, slots=True)
class AttentionFields:
    """One attention point."""

    tekst: Annotated[Runs, "Opmærksomhedspunktet"]
    ny: Annotated[
        Runs, "»Nyt« eller »Ændret« siden notatets forrige version; ellers tom"
    ]
    dimension: Annotated[str, "Risikodimension, når punktet har en"]
    henvisninger: Annotated[Runs, "Korte henvisninger til kildelisten"]


@dataclass(frozen=True, slots=True)
class PartyFields:
    """The attention points of one party."""

    navn: Annotated[str, "Lønmodtagere, arbejdsgivere eller begge parter"]
    punkter: Annotated[list[AttentionFields], "Partens opmærksomhedspunkter"]


@dataclass(frozen=True, slots=True)
class CheckFields:
    """One process check that found something."""

    navn: Annotated[str, "Hvad der er undersøgt"]
    svar: Annotated[str, "Ja"]
    tekst: Annotated[str, "Hvad der blev fundet"]
    regel: Annotated[str, "Reglen og hvor den står"]
    regelkilde: Annotated[str, "Kun, hvor reglen står"]
    henvisninger: Annotated[Runs, "Korte henvisninger til kildelisten"]


@dataclass(frozen=True, slots=True)
class FactFields:
    """One fact read from the documents."""

    navn: Annotated[str, "Hvad det er, f.eks. Ikrafttræden"]
    værdi: Annotated[Runs, "Hvad dokumenterne siger"]
    henvisninger: Annotated[Runs, "Korte henvisninger til kildelisten"]


@dataclass(frozen=True, slots=True)
class StepFields:
    """One step of the case."""

    hvornår: Annotated[str, "Datoen; tom, når kilden ingen har"]
    hvad: Annotated[str, "Trinnet med kildens egne ord"]
    hvor: Annotated[str, "Hvilken del af sagen; tom, når sagen kun står ét sted"]
    planlagt: Annotated[bool, "Om dagen endnu ikke var kommet, da notatet blev lavet"]


@dataclass(frozen=True, slots=True)
class NewsFields:
    """One thing that happened since the previous version of the briefing."""

    tekst: Annotated[str, "Hvad der er sket"]
    detaljer: Annotated[
        list[Runs],
        "Hvad i teksten der er ændret, med de slettede og de nye ord i hver sin "
        "tegntypografi, og hvilke punkter det rammer",
    ]


@dataclass(frozen=True, slots=True)
class AnswerFields:
    """What somebody answered in the consultation, and what came of it."""

    tema: Annotated[str, "Emnet, som høringsnotatet kalder det"]
    hvem: Annotated[str, "Hvem der mener det, som notatet skriver navnene"]
    synspunkt: Annotated[str, "Synspunktet som ordret citat, afkortet"]
    ministeriet: Annotated[str, "Ministeriets svar som ordret citat; tomt uden svar"]
    imødekommet: Annotated[str, "Ja, delvist, nej, eller at det ikke fremgår"]
    henvisninger: Annotated[Runs, "Korte henvisninger til kildelisten"]


@dataclass(frozen=True, slots=True)
class RelatedFields:
    """Another part of the same matter."""

    art: Annotated[str, "Hvad det er: udkast i høring, lovforslag, lov …"]
    betegnelse: Annotated[str, "Nummer og samling, ellers den korte reference"]
    titel: Annotated[Runs, "Titlen som link"]
    stadie: Annotated[str, "Hvor langt den del er"]


@dataclass(frozen=True, slots=True)
class QuestionFields:
    """One open question."""

    tekst: Annotated[Runs, "Spørgsmålet"]
    om: Annotated[str, "Hvad det handler om"]
    henvisninger: Annotated[Runs, "Korte henvisninger til kildelisten"]


@dataclass(frozen=True, slots=True)
class DocumentFields:
    """One document that was read."""

    nummer: Annotated[
        Runs, "Nummeret i henvisningerne; henvisningernes link fører hertil"
    ]
    titel: Annotated[Runs, "Titlen som link"]
    hentet: Annotated[str, "Hvornår det blev hentet"]
    version: Annotated[str, "Hvilken version af dokumentet det er, talt fra 1"]
    kontrolsum: Annotated[str, "De første 12 tegn af filens SHA-256"]


@dataclass(frozen=True, slots=True)
class MissingFields:
    """One document that could not be had or read."""

    nummer: Annotated[str, "Nummeret i kildelisten"]
    titel: Annotated[str, "Titlen"]
    hvorfor: Annotated[str, "Hvorfor det ikke kunne hentes eller læses"]
    hvor: Annotated[Runs, "Hvor det kan findes, som link"]


@dataclass(frozen=True, slots=True)
class WithheldFields:
    """One statement that was not printed as fact."""

    tekst: Annotated[str, "Udsagnet, som ikke er trykt som kendsgerning"]
    grund: Annotated[str, "Hvorfor det er holdt tilbage"]


@dataclass(frozen=True, slots=True)
class EvidenceFields:
    """One quotation that points rest on."""

    henvisning: Annotated[Runs, "Dokumentets nummer og stedet"]
    citat: Annotated[str, "Citatet i anførselstegn, ordret som i dokumentet"]


@dataclass(frozen=True, slots=True)
class BriefingFields:
    """All that a template can print."""

    organisation: Annotated[OrganisationFields, "Organisationen"]
    forslag: Annotated[ProposalFields, "Forslaget"]
    udkast: Annotated[str, "UDKAST-mærket; tomt, når notatet er godkendt"]
    eksempel: Annotated[str, "Mærket for eksempeldata; ellers tomt"]
    fortroligt: Annotated[str, "Mærket for fortroligt materiale; ellers tomt"]
    dato: Annotated[str, "Notatets dato"]
    version: Annotated[int, "Notatets version, talt fra 1"]
    relevans: Annotated[RelevanceFields, "Hvorfor sagen er relevant"]
    analyse: Annotated[str, "Hvem der har lavet vurderingen, f.eks. Regelbaseret"]
    sammenfatning: Annotated[list[SentenceFields], "Kort fortalt: konklusionen først"]
    siden_sidst: Annotated[
        list[NewsFields], "Hvad der er sket siden notatets forrige version"
    ]
    beslutning: Annotated[
        str, "Hvad der skal tages stilling til på dette trin af sagen"
    ]
    frist: Annotated[
        str, "Den næste frist med arbejdsdage tilbage, eller at ingen kendes"
    ]
    frister: Annotated[list[DeadlineFields], "Alle frister, den nærmeste først"]
    indstilling: Annotated[str, "Indstillingen, når notatet er godkendt med en"]
    indstilling_mangler: Annotated[Runs, "Den tomme plads til indstillingen"]
    hovedrisici: Annotated[list[GradedFields], "De tre vægtigste risici"]
    hovedmuligheder: Annotated[list[GradedFields], "De tre vægtigste muligheder"]
    ændringer: Annotated[list[ChangeFields], "Hvad der ændres"]
    ændringer_udeladt: Annotated[
        str, "Hvor mange ændringer der ikke er vist; ellers tom"
    ]
    i_dag_mangler: Annotated[
        bool, "Om det for ingen af ændringerne er fundet, hvad der gælder i dag"
    ]
    risici: Annotated[list[GradedFields], "Alle risici, den vægtigste først"]
    matrix: Annotated[
        dict[int, dict[int, str]],
        "Risikonumrene i matricen: matrix[sandsynlighed][konsekvens]",
    ]
    muligheder: Annotated[list[GradedFields], "Alle muligheder, den vægtigste først"]
    modsætninger: Annotated[
        list[ConflictFields], "Hvor parternes interesser trækker hver sin vej"
    ]
    parter: Annotated[list[PartyFields], "Opmærksomhedspunkter, samlet pr. part"]
    tjek: Annotated[list[CheckFields], "Tjek af processen, der gav udslag"]
    tjek_ukendte: Annotated[
        str, "De tjek, der ikke kan afgøres, og hvad der mangler, i én linje"
    ]
    tjek_uden_udslag: Annotated[str, "De øvrige tjek i én linje"]
    fakta: Annotated[list[FactFields], "Faktiske oplysninger fra dokumenterne"]
    svar: Annotated[
        list[AnswerFields],
        "Hvad de andre svarede i høringen, og hvad der kom ud af det",
    ]
    svar_udeladt: Annotated[str, "Hvor mange synspunkter der ikke er vist; ellers tom"]
    vores_svar: Annotated[
        list[str], "Om organisationen blev hørt, svarede og blev imødekommet"
    ]
    samme_sag: Annotated[
        list[RelatedFields], "De øvrige dele af samme sag: udkast, lov, EU-forslag …"
    ]
    tidslinje: Annotated[list[StepFields], "Sagens gang, i alle dele af sagen"]
    tidslinje_udeladt: Annotated[
        str, "Hvor mange tidligere trin der ikke er vist; ellers tom"
    ]
    spørgsmål: Annotated[list[QuestionFields], "Åbne spørgsmål"]
    huller: Annotated[list[str], "Hvad dokumenterne ikke siger, eller som ikke er vist"]
    dokumenter: Annotated[list[DocumentFields], "De dokumenter, notatet bygger på"]
    øvrige_dokumenter: Annotated[
        str, "Hvor mange flere der er læst uden at være citeret"
    ]
    ikke_hentet: Annotated[
        list[MissingFields], "Dokumenter, der ikke kunne hentes eller læses"
    ]
    optælling: Annotated[
        str, "Hvor mange udsagn der er lavet, verificeret og tilbageholdt"
    ]
    tilbageholdt: Annotated[list[WithheldFields], "Udsagn, der ikke kunne verificeres"]
    tilblivelse: Annotated[list[str], "Sådan er notatet lavet, i sætninger"]
    godkendelse: Annotated[str, "Hvem der har godkendt notatet, hvornår og hvorfor"]
    belæg: Annotated[
        list[EvidenceFields], "De ordrette citater, som punkterne bygger på"
    ]


MARKS = ("udkast", "eksempel", "fortroligt")
"""The fields that must stand on every page."""
NEEDED_IN_A_DRAFT = (
    "tilblivelse",
    "optælling",
    "tilbageholdt",
    "dokumenter",
    "ikke_hentet",
    "indstilling_mangler",
    "frist",
)
"""The fields that a draft may not be without."""
NEEDED_WHEN_APPROVED = ("godkendelse", "indstilling")
"""The fields that an approved briefing may not be without."""


def field_types(owner: type) -> dict[str, Any]:
    """The names that stand under a group of fields, and what each holds."""
    return get_type_hints(owner)


def explanations(owner: type) -> dict[str, str]:
    """The names that stand under a group of fields, and what the secretariat reads."""
    hints = get_type_hints(owner, include_extras=True)
    return {name: str(hint.__metadata__[0]) for name, hint in hints.items()}


def group_of(kind: Any) -> type | None:
    """The group of fields that a field holds, one or a list of them; else None."""
    inner = get_args(kind)[0] if is_list(kind) else kind
    is_group = isinstance(inner, type) and is_dataclass(inner) and inner is not Runs
    return inner if is_group else None


def is_list(kind: Any) -> bool:
    """Whether a template goes through the field with `for`."""
    return isinstance(kind, GenericAlias) and kind.__origin__ is list
