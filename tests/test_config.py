"""The configuration: every key checked, every error with its line."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from briefing.config import load, parse
from briefing.config.base import parse_duration
from briefing.errors import ConfigError

GOOD = """\
sources:
  folketinget:
    base_url: https://oda.example/api/
    every: 2h
    document_origins: [https://files.example]
profiles:
  lef:
    organisation: Eksempelforbundet
    perspective: employees
    topics:
      - name: Arbejdsmiljø
        words: [arbejdsmiljø]
"""


def test_good_settings_are_read() -> None:
    """Sources and profiles come out as the domain's own types."""
    settings = parse(GOOD, Path("sources.yaml"))
    source = settings.sources["folketinget"]
    assert ("https://oda.example/api", timedelta(hours=2)) == (
        source.base_url,
        source.every,
    )
    assert settings.profiles["lef"].topics[0].words == ("arbejdsmiljø",)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("    every: 2h", "    evry: 2h", 4, "unknown key"),
        ("    every: 2h", "    every: often", 4, "90s, 15m, 1h or 7d"),
        ("    perspective: employees", "    perspective: both", 9, "employees"),
        ("        words: [arbejdsmiljø]", "        word: []", 11, "required"),
        ("    organisation: Eksempelforbundet", "    name: x", 7, "organisation"),
    ],
)
def test_a_wrong_key_is_an_error_with_its_line(
    old: str, new: str, line: int, words: str
) -> None:
    """The message names the file, the line and what is wrong."""
    with pytest.raises(ConfigError) as caught:
        parse(GOOD.replace(old, new), Path("sources.yaml"))
    assert f"sources.yaml, line {line}" in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize("text", ["", "sources: [", "just words", "- 1"])
def test_what_is_no_configuration_is_refused(text: str) -> None:
    """Empty, broken and shapeless files are configuration errors."""
    with pytest.raises(ConfigError):
        parse(text, Path("sources.yaml"))


def test_a_missing_file_is_a_configuration_error(tmp_path: Path) -> None:
    """A file that is not there is said to be so, by name."""
    with pytest.raises(ConfigError, match=r"nowhere\.yaml"):
        load(tmp_path / "nowhere.yaml")


def test_durations() -> None:
    """Seconds, minutes, hours and days, and nothing else."""
    assert timedelta(days=7) == parse_duration("7d")
    with pytest.raises(ValueError, match="1h"):
        parse_duration("1 week")


MODEL = """\
model:
  analyst: prompted
  large: {name: stor, price_sent: 20, price_answered: 100}
  small: {name: lille, price_sent: 5, price_answered: 25}
  budget: {day_kroner: 100}
"""


def test_only_rules_assess_unless_told_otherwise() -> None:
    """Without `model:` no text may go anywhere."""
    settings = parse(GOOD, Path("sources.yaml"))
    assert settings.model.analyst == "embedded"
    assert settings.profiles["lef"].model_may_read == {}


def test_a_language_model_is_configured() -> None:
    """Names, prices and limits; what a profile lets it read, by source and kind."""
    may_read = "    model_may_read: {folketinget: [bill_text, all]}\n"
    settings = parse(GOOD + may_read + MODEL, Path("sources.yaml"))
    assert settings.model.large.price_answered == 100
    assert settings.model.budget.day_kroner == 100
    allowed = settings.profiles["lef"].model_may_read["folketinget"]
    assert allowed == ("bill_text", "all")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("analyst: prompted", "analyst: wizard", "embedded"),
        ("analyst: prompted", "key: sk-hemmelig", "unknown key"),
        ("analyst: prompted", "base_url: ftp://x", "pattern"),
        ("price_sent: 5, price_answered: 25", "", "price of lille"),
        ("day_kroner: 100", "day_kroner: -1", "greater than or equal"),
        ("day_kroner: 100", "month_kroner: 1", "unknown key"),
        ("name: stor, ", "", "required"),
    ],
)
def test_a_wrong_model_section_is_refused(old: str, new: str, words: str) -> None:
    """A key in the file, a budget without prices, a word that means nothing."""
    text = GOOD + MODEL.replace(old, new)
    with pytest.raises(ConfigError, match=words):
        parse(text, Path("sources.yaml"))


def test_a_kind_of_document_that_there_is_not_is_refused() -> None:
    """A misspelt kind must not look like a permission."""
    may_read = "    model_may_read: {folketinget: [bil_text]}\n"
    with pytest.raises(ConfigError, match="model_may_read"):
        parse(GOOD + may_read, Path("sources.yaml"))


SENDING = """\
    recipients:
      - name: Anne
        address: anne@lef.example
        role: policy_officer
        follows: {topics: [Arbejdsmiljø]}
        importance: 10
        quiet_days: [friday, 2026-12-23]
delivery: {host: mail.example, from_address: briefing@lef.example, daily_at: "06:30"}
"""


def test_recipients_are_read() -> None:
    """Days by name or date; nobody is told of less than the profile's threshold."""
    settings = parse(GOOD + SENDING, Path("sources.yaml"))
    (anne,) = settings.recipients
    assert (40, {4}, {date(2026, 12, 23)}) == (
        anne.threshold,
        anne.quiet_days,
        anne.quiet_dates,
    )
    assert (6, 30) == (
        settings.delivery.daily_at.hour,
        settings.delivery.daily_at.minute,
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("topics: [Arbejdsmiljø]", "topics: [Fisk]", "no 'Fisk'"),
        ("host: mail.example, ", "", "recipients need delivery"),
        ("address: anne@lef.example", "address: anne", "pattern"),
        ("role: policy_officer", "role: chair", "board"),
        ("friday, ", "fredag, ", "friday"),
        ("host: mail.example,", "host: x, password: hemmelig,", "unknown key"),
    ],
)
def test_recipients_are_checked(old: str, new: str, words: str) -> None:
    """What nobody follows, nobody can deliver or nobody understands is an error."""
    with pytest.raises(ConfigError, match=words):
        parse(GOOD + SENDING.replace(old, new), Path("sources.yaml"))
