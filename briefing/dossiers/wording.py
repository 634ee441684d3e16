"""Titles taken apart: what form the text has, which acts it amends, what it is about.

"Høring over udkast til forslag til lov om ændring af lov om ferie (Ferie under barsel)"
is an amending law, of the act about holidays, about holidays during leave. What stands
in brackets tells most: the rest comes back year after year. English titles of the
Union are taken apart as well, as its bodies write them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from briefing.dossiers.facts import Facts
from briefing.language.words import stem

Bag = frozenset[str]


class Form(Enum):
    """What a text calls itself; OPEN where it does not say."""

    LAW = auto()
    AMENDING_LAW = auto()
    ORDER = auto()
    AMENDING_ORDER = auto()
    CONSOLIDATION = auto()
    OPEN = auto()


@dataclass(frozen=True, slots=True)
class Wording:
    """A title taken apart. Words are stems; those that say nothing are left out.

    `subjects` are the ways in which it says what it is about: its title, and the short
    or other-language title beside it. `is_bare` when the title itself names only the
    acts that are amended. `is_again` when it says that it is heard once more. `about`
    are the words of the title that the first subject comes from.
    """

    form: Form
    acts: Bag
    subjects: tuple[Bag, ...]
    is_bare: bool
    is_again: bool
    about: str

    @property
    def words(self) -> Bag:
        """Every word, of acts and subjects."""
        return self.acts.union(*self.subjects)


# fmt: off
_EMPTY = frozenset({
    "af", "om", "og", "i", "til", "for", "på", "med", "ved", "der", "som", "en", "et",
    "den", "det", "de", "samt", "fra", "eller", "at", "er", "over", "m", "v", "mv",
    "mfl", "fl", "herunder", "visse", "forskellige", "andre", "love", "lov", "nr",
    "eu", "ef", "direktiv", "direktivet", "forordning", "gennemførelse",
    "implementering", "ændring", "ændringer", "ny", "nye", "vedrørende", "så", "vidt",
    "angår", "dele", "the", "of", "on", "and", "to", "a", "an", "in", "from", "by",
    "with", "regarding", "as", "regards", "certain", "directive", "regulation",
    "amending",
})
"""Words that tell nothing: they come and go between a draft and what it becomes."""

_WEAK_WORDS = (
    "regler", "krav", "vilkår", "forenkling", "justering", "regulering", "tilpasning",
    "forlængelse", "indførelse", "afskaffelse", "fastsættelse", "præcisering",
    "styrkelse", "styrket", "bedre", "øget", "øgede", "lavere", "højere", "skærpet",
    "skærpede", "skærpelse", "bøder", "bødeniveau", "satser", "takster", "beløb",
    "opfølgning", "konsekvensændringer", "følge", "ophævelse", "midlertidig",
    "midlertidige", "aftale", "udmøntning", "arbejde", "arbejdet", "område", "adgang",
    "ordning", "ordninger", "forsøg", "år", "work", "working", "workers", "rules",
    "conditions", "protection", "improving", "better", "evaluation", "revision",
    "review", "modernisering", "regelforenkling", "mindre", "tekniske", "teknisk",
)
_TURN_WORDS = (
    "forlængelse", "forlænget", "yderligere", "ophævelse", "udvidelse", "udvidet",
    "udskydelse", "videreførelse", "genindførelse", "indførelse", "afskaffelse",
    "suspension", "fortsat", "permanent", "permanentgørelse", "midlertidig",
    "midlertidige", "forhøjelse", "nedsættelse", "evaluering", "evaluation",
)
# fmt: on
"""Words that many titles have: they must agree, but say little by agreeing."""

_HEARING = re.compile(
    r"^(?:[^\W\d]+:\s*)?(?:(?P<again>fornyet|supplerende|ny|genoptaget|2\.|anden)\s+|\w+\s+)?"
    r"(?P<gen>gen)?høring\b\s*(?:over|om|af|vedr\.?|vedrørende|:|-|–)?\s*",
    re.IGNORECASE,
)
_DRAFT = re.compile(
    r"^(?:ændret\s+|revideret\s+|nyt\s+)?(?:et\s+)?(?:udkast(?:et)?(?:\s+til)?|"
    r"forslag(?:et)?(?:\s+til)?|ny|nyt|amended proposal for an?|proposal for an?)\b\s*",
    re.IGNORECASE,
)
_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE), form)
    for pattern, form in (
        (r"lov(?:forslag|udkast)?(?:et)?\s+om\s+ændring\s+af\s+", Form.AMENDING_LAW),
        (r"bekendtgørelse\s+om\s+ændring\s+af\s+", Form.AMENDING_ORDER),
        (r"ændring(?:er)?\s+af\s+(?=bekendtgørelse)", Form.AMENDING_ORDER),
        (r"ændring(?:er)?\s+af\s+(?=lov\b|\w+lov(?:en)?\b)", Form.AMENDING_LAW),
        (r"bekendtgørelse\s+af\s+", Form.CONSOLIDATION),
        (r"(?:lovforslag|lovudkast)(?:et)?\s+(?:om|vedr\w*\.?)\s+", Form.OPEN),
        (r"lov\s+(?:om\s+|(?=for\b))", Form.LAW),
        (r"bekendtgørelse\s+(?:om\s+|(?=for\b))", Form.ORDER),
    )
)
_UNION = re.compile(
    r"^(?:europa-parlamentets og rådets|rådets|kommissionens)\s+"
    r"(?:delegerede\s+|gennemførelses)?"
    r"(?:direktiv|forordning|afgørelse|henstilling)(?:\s*\(eu\))?\s+(?:om\s+)?"
    r"|^(?:council\s+|commission\s+)?(?:delegated\s+|implementing\s+)?"
    r"(?:directive|regulation|decision|recommendation)\b"
    r"(?:\s+of the european parliament and of the council)?\s*"
    r"(?:on\s+|concerning\s+|laying down\s+|amending\s+)?",
    re.IGNORECASE,
)
_PARTNERS = re.compile(
    r"^.*?\b(?:social partners|arbejdsmarkedets parter)\b(?:\s+på\s+EU-plan)?\s+"
    r"(?:on|om|about|regarding)\s+",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\((?:EU|EF|EØF|EC|EEC)\)\s*(?:nr\.?\s*|no\s*)?\d+/\d+"
    r"|\b\d{2,4}/\d+/(?:EU|EF|EØF|EC|EEC)\b|\(\w+forslag\)",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"(?:\s+(?:er\s+)?(?:sendt|sendes))?\s+i\s+(?:\w+\s+)?høring$", re.IGNORECASE
)
_ABOUT = re.compile(r"^om\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_LETTERS = 2
_SHORTEST = 4
_YEAR = 4


def wording(facts: Facts) -> Wording:
    """The title of a proposal taken apart."""
    title = _NUMBERED.sub(" ", " ".join(facts.title.split())).rstrip(" .")
    title = _SENT.sub("", title)
    hearing = _HEARING.match(title)
    form, rest = _form(title[hearing.end() :] if hearing else title)
    amends = form in {Form.AMENDING_LAW, Form.AMENDING_ORDER}
    name, bracket = _bracket(rest) if amends else (rest, rest)
    second = _ABOUT.sub("", _form(facts.subtitle.rstrip(" ."))[1])
    subjects = dict.fromkeys(filter(None, (bag(bracket), bag(second))))
    return Wording(
        form=form,
        acts=frozenset(_acts(name)) if amends else frozenset(),
        subjects=tuple(subjects),
        is_bare=amends and not bag(bracket),
        is_again=bool(hearing and (hearing["again"] or hearing["gen"])),
        about=(bracket or name).strip(" ."),
    )


def bag(text: str) -> Bag:
    """The stems of the words that tell something, and the numbers."""
    words = (each.casefold() for each in _WORD.findall(text))
    return frozenset(
        _stem(each)
        for each in words
        if each not in _EMPTY and (len(each) > _LETTERS or each.isdecimal())
    )


def _stem(word: str) -> str:
    """The stem; the word where that is too short: "ledelse" and "ledige" are two."""
    found = stem(word)
    return word if len(found) < _SHORTEST <= len(word) - _LETTERS else found


def turning(words: Bag) -> Bag:
    """Those that make another proposal of the same subject: to prolong, to repeal."""
    return words & _TURNS


_TURNS = bag(" ".join(_TURN_WORDS))
_WEAK = bag(" ".join(_WEAK_WORDS))


def telling(words: Bag) -> Bag:
    """Those that few titles have; a year tells one time from the next."""
    return frozenset(
        each
        for each in words
        if each not in _WEAK and (len(each) == _YEAR or not each.isdecimal())
    )


def numbers(words: Bag) -> Bag:
    """The years and other numbers among them."""
    return frozenset(each for each in words if each.isdecimal())


def _form(text: str) -> tuple[Form, str]:
    """The form a title names, and the title without it."""
    while (draft := _DRAFT.match(text)) and draft.end():
        text = text[draft.end() :]
    for pattern, form in _FORMS:
        if match := pattern.match(text):
            return form, text[match.end() :]
    for pattern in (_UNION, _PARTNERS):
        text = pattern.sub("", text, count=1)
    return Form.OPEN, text


def _bracket(text: str) -> tuple[str, str]:
    """The names of the acts, and what stands in the brackets at the end."""
    depth = 0
    for position in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[position], 0)
        if text[position] == "(" and depth == 0 and text.endswith(")"):
            return text[:position], text[position + 1 : -1]
    return text, ""


def _acts(names: str) -> Iterator[str]:
    """The words of the names: "ferieloven" and "lov om ferie" are one."""
    for each in bag(names):
        short = re.sub(r"s?lov$", "", each)
        if short and short != "bekendtgør":
            yield _stem(short)
