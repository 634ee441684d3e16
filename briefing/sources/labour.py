"""Words by which a matter of the European Union may be one of working life."""

import re

from briefing.domain.source import SourceConfig
from briefing.sources.shape import option_texts

WORDS = (
    *("arbejd", "beskæftigelse", "ansæt", "løn", "ligeløn", "mindsteløn", "fagforen"),
    *("overenskomst", "arbejdsmarked", "barsel", "orlov", "pension", "dagpenge"),
    *("social", "ligestilling", "ligebehandling", "udstation", "vandrende", "praktik"),
    *("erhvervsuddannelse", "uddannelse", "faglig", "kvalifikation", "virksomhed"),
    *("kunstig intelligens", "algoritm", "platform", "databeskyttelse", "udbud"),
    *("kræftfremkaldende", "kemi", "asbest", "insolven", "diskrimin", "blå kort"),
    *("hviletid", "køretid", "fører", "søfar", "handicap", "sikkerhed og sundhed"),
    *("work", "labour", "employ", "occupation", "job", "wage", "pay ", "trade union"),
    *("collective", "maternity", "parental", "leave", "gender", "equal", "posting"),
    *("posted", "migra", "trainee", "apprentice", "vocational", "training", "skill"),
    *("qualification", "compan", "undertaking", "artificial intelligence"),
    *("data protection", "procurement", "carcinogen", "chemical", "asbestos"),
    *("discrimin", "blue card", "due diligence", "whistleblow", "talent", "disab"),
    *("rest period", "driver", "seafar", "health and safety", "safety and health"),
)
"""Beginnings of words, Danish and English; option `words` of a source replaces them."""


def names_labour(config: SourceConfig, text: str) -> bool:
    """Whether a text has a word that begins so."""
    words = option_texts(config, "words", WORDS)
    pattern = "|".join(re.escape(each) for each in words)
    return bool(re.search(rf"\b(?:{pattern})", text, re.IGNORECASE))
