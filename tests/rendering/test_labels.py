"""Every value that can be printed has a word in both languages."""

from enum import StrEnum

import pytest

from briefing.domain.assessment import Answer, Dimension, Horizon, Level, Party
from briefing.domain.proposal import DeadlineKind, ProposalKind, Stage
from briefing.domain.review import Status
from briefing.language import translator
from briefing.rendering import context_sources, labels

DA, EN = translator("da"), translator("en")
TABLES: tuple[tuple[type[StrEnum], object], ...] = (
    (ProposalKind, labels.KINDS),
    (Stage, labels.STAGES),
    (Status, labels.STATUSES),
    (DeadlineKind, labels.DEADLINES),
    (Dimension, labels.DIMENSIONS),
    (Party, labels.PARTIES),
    (Level, labels.LEVELS),
    (Level, labels.BENEFITS),
    (Horizon, labels.HORIZONS),
    (Answer, labels.ANSWERS),
)
MESSAGES = {
    *(text for _kind, table in TABLES for text in table.values()),  # type: ignore[attr-defined] # each is a mapping
    *labels.CHECKS.values(),
    *labels.FACTS.values(),
    *labels.RECORD_FIELDS.values(),
    *labels.LIKELIHOODS,
    *labels.IMPACTS,
    *context_sources.REASONS,
}


@pytest.mark.parametrize(("kind", "table"), TABLES)
def test_every_value_has_a_label(kind: type[StrEnum], table: object) -> None:
    """A new value of an enumeration is not forgotten."""
    assert set(kind) == set(table)  # type: ignore[call-overload] # each is a mapping


def test_every_label_has_a_danish_word() -> None:
    """What the tables hold stands in the catalogue, and is not left in English."""
    known = DA._messages
    assert set() == MESSAGES - set(known)
    same = {text for text in MESSAGES if known[text] == text}
    assert {"status", "minister"} >= same


def test_the_twelve_dimensions_are_called_as_agreed() -> None:
    """The Danish names of the fixed risk dimensions."""
    expected = [
        "Beskæftigelse og jobindhold",
        "Løn og lønudvikling",
        "Arbejdsmiljø og jobkvalitet",
        "Lønmodtagerrettigheder",
        "Overenskomster og aftalemodellen",
        "Samarbejdssystemet",
        "Kompetencer og efteruddannelse",
        "Flexicurity og ydelser",
        "Lighed og polarisering",
        "Erhvervslivets byrder og konkurrenceevne",
        "Menneskeligt tilsyn og ansvar",
        "EU-ret og retssikkerhed",
    ]
    assert expected == [DA(labels.DIMENSIONS[each]) for each in Dimension]


def test_what_is_not_known_is_shown_by_its_key() -> None:
    """An unknown check, fact, field or source is printed rather than dropped."""
    assert "New check" == labels.check_label("new_check", DA)
    assert "New fact" == labels.fact_label("new_fact", EN)
    assert "new field" == labels.field_label("new_field", DA)
    assert "ny_kilde" == labels.source_label("ny_kilde")
