"""Identifiers of a matter: one key for every way of writing one, and who may hold it.

An identifier in a record is an identity only on the kinds in `HOLDERS`: "LOV 357/2026"
is what a bill became and what an act is, but on a draft order it is the act that the
order rests on, and many orders rest on one act. What is not an identity is a mention.

| written | key |
|---|---|
| `COM(2024) 123`, `CELEX 52024PC0123` | `com 2024/123` |
| `DIR 2023/970`, `REG 2024/1689`, `CELEX 32023L0970` | `eu 2023/970` |
| `2024/0258(COD)`, whatever its type became since | `procedure 2024/258` |
| `L 86 A/20251` | `l 86 a/20251` |
| `LOV 357/2026`, `LBK …`, `BEK …` | in lower case |
| `ELI eli/lta/2026/357` | `eli lta/2026/357` |
| `IP/25/1907`, `Ares(2026)7014840`, `PLAN/2026/1655` | `ip 25/1907` and so on |
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from briefing.domain.proposal import ProposalKind
from briefing.language.recognise import act_numbers

K = ProposalKind
_UNION = frozenset({K.EU_INITIATIVE, K.EU_PROPOSAL, K.EU_PROCEDURE, K.ADOPTED_ACT})
HOLDERS = {
    "lov": frozenset({K.BILL, K.ADOPTED_ACT}),
    "lbk": frozenset({K.ADOPTED_ACT}),
    "bek": frozenset({K.EXECUTIVE_ORDER}),
    "eli": frozenset({K.BILL, K.ADOPTED_ACT, K.EXECUTIVE_ORDER}),
    "l": frozenset({K.BILL, K.ADOPTED_ACT}),
    "b": frozenset({K.RESOLUTION_PROPOSAL}),
    "f": frozenset({K.INTERPELLATION}),
    "r": frozenset({K.GOVERNMENT_REPORT}),
    "com": _UNION,
    "eu": _UNION,
    "procedure": _UNION,
    "ip": frozenset({K.SOCIAL_PARTNER_CONSULTATION}),
    "ares": frozenset({K.EU_INITIATIVE}),
    "plan": frozenset({K.EU_INITIATIVE}),
}
"""The kinds on which an identifier says what the proposal is, by the sort of key."""

_UNION_SORTS = frozenset({"com", "eu", "procedure", "ip", "ares", "plan"})
_WRITTEN = (
    (re.compile(r"(?:CELEX )?5(\d{4})[PD]C0*(\d+)(?:\(\d+\))?"), "com {}/{}"),
    (re.compile(r"COM ?\((\d{4})\) ?0*(\d+)(?: final)?"), "com {}/{}"),
    (re.compile(r"(?:CELEX )?3(\d{4})[LRDH]0*(\d+)"), "eu {}/{}"),
    (re.compile(r"(?:DIR|REG|DEC) (\d{4})/0*(\d+)"), "eu {}/{}"),
    (re.compile(r"(\d{4})/0*(\d+[A-Z]?) ?\([A-Z]{3}\)"), "procedure {}/{}"),
    (re.compile(r"(LOV|LBK|BEK) 0*(\d+/\d{4})"), "{} {}"),
    (re.compile(r"([LBFR]) 0*(\d+(?: [A-ZÆØÅ])?/\d{5})"), "{} {}"),
    (re.compile(r"ELI eli/(lta)/(\d{4}/\d+)"), "eli {}/{}"),
    (re.compile(r"(IP|PLAN)/(\d+/\d+)"), "{} {}"),
    (re.compile(r"(Ares)\((\d{4}\)\d+)"), "{} {}"),
)
_BILL = re.compile(
    r"\b(?P<letter>[LB]) (?P<number>\d{1,4}(?: [A-D]\b)?)"
    r"(?P<between>[^.;\n]{0,40}?)\b(?P<year>20\d\d)\s?[-–/]\s?(?:20)?(?P<next>\d\d)\b"
    r"(?:[^.;\n]{0,12}?(?P<ordinal>\d)\. samling)?"
)
_RELEASE = re.compile(r"\bIP/(\d\d)/(\d{1,5})\b")
_PROCEDURE_WORDS = re.compile(r"[a-z]{3}$")
_BECOMES = re.compile(
    r"\b(?:implement(?:er(?!ede)|ing|s)|gennemfør(?!t)|omsæt|udmønt(?!ede)|transpos)\w*",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:der|som|hvorved|hvormed|ikke|which|that|not)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:ændr|ophæv|erstat|amend|repeal|replac|jf\.|i medfør|under hensyn)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?<!\bjf)(?<!\bnr)(?<!\bstk)(?<!\bpkt)(?<!\bart)[.;](?:\s|$)|\n|\((?!E)"
)
_REACH = 240


@lru_cache(maxsize=65536)
def key_of(written: str) -> str:
    """The key of an identifier; empty for what is none, such as "DG EMPL"."""
    for pattern, form in _WRITTEN:
        if match := pattern.fullmatch(" ".join(written.split())):
            return form.format(*match.groups()).casefold()
    return ""


def sort_of(key: str) -> str:
    """The sort of a key: "com", "lov"."""
    return key.partition(" ")[0]


def is_identity(key: str, kind: ProposalKind, *, danish: bool) -> bool:
    """Whether a key in the record of a proposal says what the proposal is."""
    sort = sort_of(key)
    if danish and sort in _UNION_SORTS:
        return False
    return kind in HOLDERS.get(sort, frozenset())


def root_of(key: str) -> str:
    """The bill before it was split: `l 86/20251` of `l 86 a/20251`."""
    return re.sub(r" [a-zæøå]/", "/", key) if sort_of(key) == "l" else key


def number_year(key: str) -> int:
    """The year in the number of an act: 2026 of `lov 357/2026` and `eli lta/2026/357`.

    0 where the key has none.
    """
    years = re.findall(r"\b(?:19|20)\d\d\b", key)
    if not years:
        return 0
    return int(years[-1] if sort_of(key) in {"lov", "lbk", "bek"} else years[0])


def named_in(text: str) -> Iterator[tuple[str, bool]]:
    """The keys that a text names, each with whether it says that it carries it out.

    "gennemfører direktiv (EU) 2023/970" carries it out, "de regler, der gennemfører
    direktiv …" does not. What a text says that it amends, repeals or rests on ("i
    medfør af", "jf.") is left out: it is as much the matter of many others. The words
    must stand in the same sentence, before the number.
    """
    for key, start in _found_in(text):
        clause = _CLAUSE.split(text[max(0, start - _REACH) : start])[-1]
        says = [*_BECOMES.finditer(clause)][-1:]
        if not _CHANGES.search(clause, says[0].end() if says else 0):
            yield key, any(not _OTHERS.search(clause, 0, s.start()) for s in says)


def _found_in(text: str) -> Iterator[tuple[str, int]]:
    """The keys that a text names, and where."""
    for found in act_numbers(text):
        if key := _key_of_find(found.value):
            yield key, found.start
    for match in _RELEASE.finditer(text):
        yield f"ip {match[1]}/{match[2]}", match.start()
    for match in _BILL.finditer(text):
        if int(match["year"]) % 100 + 1 == int(match["next"]):
            session = f"{match['year']}{match['ordinal'] or 1}"
            name = f"{match['letter']} {match['number']}/{session}"
            yield name.casefold(), match.start()


def _key_of_find(value: str) -> str:
    sort, _, number = value.partition(" ")
    if sort in {"lov", "lbk", "bek"}:
        return value if number.partition("/")[2] else ""
    if sort in {"com", "eu"}:
        return value
    return f"procedure {number}".casefold() if _is_procedure(sort) else ""


def _is_procedure(sort: str) -> bool:
    return sort not in {"cir", "vej", "swd", "join"} and bool(
        _PROCEDURE_WORDS.fullmatch(sort)
    )
