"""The configuration: every key checked, every error with its line."""

from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import load, parse, parse_duration
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
