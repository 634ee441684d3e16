"""Parts of a whole in words, as per cent."""

import pytest

from briefing.language.recognise import numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("en fjerdedel af de ansatte", "25 %"),
        ("tre fjerdedele af fleksjobberne", "75 %"),
        ("to ud af tre overenskomster", "66.67 %"),
        ("hver anden jobsamtale", "50 %"),
        ("halvdelen kontrollerer dem", "50 %"),
        ("ni tiendedele af merudgiften", "90 %"),
    ],
)
def test_a_part_is_a_percentage(text: str, value: str) -> None:
    """However it is put into words."""
    assert value in [each.value for each in numbers(text, "da")]


@pytest.mark.parametrize(
    "text",
    ["hver fjerde uge", "mindst hvert andet år", "hver tredje måned", "hver dag"],
)
def test_a_period_is_no_part(text: str) -> None:
    """What says when does not say how many."""
    assert "%" not in "".join(each.unit for each in numbers(text, "da"))
