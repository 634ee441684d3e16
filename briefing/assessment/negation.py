"""Whether a sentence says that something is not so: such a sentence sets off no rule.

False alarms are worse than misses, so that doubt counts as a negation.
"""

import re

_NO = re.compile(
    r"\b(?:ikke|ingen|intet|hverken|aldrig|ej|not|no|nor|neither|never|without)\b"
    r"|\buden at\b",
    re.IGNORECASE,
)
_SAYS_NO = re.compile(
    r"\b(?:medfører|indebærer|indeholder|ændrer|ændres|berører|berøres|vedrører"
    r"|foreslås|indføres|stilles|betyder|tilsigter|tilsigtes|giver|er der|der er"
    r"|er det|det er|forslaget er|gælder|omfatter|pålægger|pålægges|skaber|kræver"
    r"|forventes|vurderes|skønnes|skal|will|would|does|do|is|are|shall)"
    r"\s+(?:\w+\s+){0,2}?(?:ikke|ingen|intet|hverken|not|no)\b"
    r"|\bikke\s+(?:hensigten|meningen|tale om|medføre|indebære|nye?\b)"
    r"|\bingen\s+(?:ændring\w*|konsekvens\w*|betydning|nye?\b)",
    re.IGNORECASE,
)
_UNCHANGED = re.compile(
    r"\b(?:er|forbliver|videreføres|fastholdes) uændre\w+|\bvidereføres\b"
    r"|\b(?:ændres|berøres|påvirkes) ikke\b|\bopretholdes\b|\bremains? unchanged\b",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[,;:()]|\s(?:men|mens|når|hvis|medmindre|dog|but|unless|while|if)\s",
    re.IGNORECASE,
)
_AFTER = 80
"""Characters after a find in which a negation still belongs to it."""


def is_negated(text: str, start: int, end: int, *, own: bool = False) -> bool:
    """Whether what stands at text[start:end] is denied in its sentence.

    `own` is for phrases that hold a negation themselves ("må ikke afskediges"): only
    a denial in the words that lead up to it counts then.
    """
    if _SAYS_NO.search(text, 0, start) or _UNCHANGED.search(text):
        return True
    if own:
        return False
    breaks = [each.end() for each in _BREAK.finditer(text, 0, start)]
    since = breaks[-1] if breaks else 0
    following = _BREAK.search(text, end)
    until = min(following.start() if following else len(text), end + _AFTER)
    return bool(_NO.search(text, since, until))
