"""Whether two authorities are of one ministry, as far as their names tell."""

import re

_AGENCIES = {
    "arbejdstilsynet": "beskæftigelse",
    "arbejdsmarkedets tillægspension": "beskæftigelse",
    "arbejdsmarkedets erhvervssikring": "beskæftigelse",
    "styrelsen for arbejdsmarked og rekruttering": "beskæftigelse",
    "det nationale forskningscenter for arbejdsmiljø": "beskæftigelse",
    "nævnenes hus": "erhverv",
    "erhvervsstyrelsen": "erhverv",
    "finanstilsynet": "erhverv",
    "søfartsstyrelsen": "erhverv",
    "sikkerhedsstyrelsen": "erhverv",
    "konkurrence- og forbrugerstyrelsen": "erhverv",
    "børne- og undervisningsstyrelsen": "undervisning",
    "styrelsen for undervisning og kvalitet": "undervisning",
    "skattestyrelsen": "skatte",
    "toldstyrelsen": "skatte",
    "færdselsstyrelsen": "transport",
    "trafikstyrelsen": "transport",
    "fødevarestyrelsen": "fødevarer",
    "miljøstyrelsen": "miljø",
    "sundhedsstyrelsen": "sundhed",
    "lægemiddelstyrelsen": "sundhed",
    "social- og boligstyrelsen": "social",
    "energistyrelsen": "klima",
    "digitaliseringsstyrelsen": "digitalisering",
}
"""Agencies that hear drafts for the minister, and a word of the ministry's name."""

_MINISTRY = re.compile(r"(.+)ministeriet$")
_SHORTEST = 4


def agree(first: str, second: str) -> bool | None:
    """Whether they are of one ministry; None when a name does not tell.

    Ministries are split and joined: one area in common is enough. A name that is
    missing disagrees with none.
    """
    if not (first and second) or first.casefold() == second.casefold():
        return True
    mine, yours = _areas(first), _areas(second)
    return not mine.isdisjoint(yours) if mine and yours else None


def _areas(name: str) -> frozenset[str]:
    """The areas of a ministry: "social", "bolig" of "Social- og Boligministeriet"."""
    folded = " ".join(name.casefold().split())
    if agency := _AGENCIES.get(folded):
        return frozenset({agency})
    if not (found := _MINISTRY.match(folded)):
        return frozenset()
    words = re.findall(r"\w+", found[1])
    return frozenset(each.removesuffix("s") for each in words if len(each) >= _SHORTEST)
