"""Where a quotation stands, as people write it: "§ 5, stk. 2", "s. 14", "afsnit 3"."""

from collections.abc import Iterable, Iterator, Mapping

from briefing.domain.document import Citation, Document, Locator
from briefing.language import Translator, translator
from briefing.language.written import NO_BREAK, keep_together
from briefing.rendering.labels import field_label

_LONGEST_HEADING = 60


def locator_text(locator: Locator, language: str = "da") -> str:
    """Everything a person needs to find the place: "§ 5, stk. 2, s. 14".

    Empty when the locator says nothing. `language` is "da" or "en".
    """
    say = translator(language)
    parts = [locator.provision]
    if locator.heading and not locator.provision:
        parts.append(f"»{_shortened(locator.heading)}«")
    parts += [*_counted(locator, say)]
    if locator.field:
        parts.append(_field(locator, say))
    return ", ".join(filter(None, parts))


def short_place(locator: Locator, say: Translator) -> str:
    """What finds the place: the provision, else the page, the field, the paragraph."""
    if locator.provision:
        return locator.provision
    if locator.field:
        return _field(locator, say)
    found = next(_counted(locator, say), "")
    return found or (f"»{_shortened(locator.heading)}«" if locator.heading else "")


def _counted(locator: Locator, say: Translator) -> Iterator[str]:
    if locator.page is not None:
        yield say("p. {page}", page=locator.page)
    if locator.paragraph is not None:
        yield say("para. {number}", number=locator.paragraph)


def _field(locator: Locator, say: Translator) -> str:
    return say("field »{name}«", name=field_label(locator.field, say))


def _shortened(heading: str) -> str:
    flat = " ".join(heading.split())
    if len(flat) <= _LONGEST_HEADING:
        return flat
    return flat[:_LONGEST_HEADING].rsplit(" ", 1)[0] + " …"


def numbered(documents: Iterable[Document]) -> dict[str, int]:
    """The number of each document in the briefing's list, from 1, by its key."""
    return {each.key: number for number, each in enumerate(documents, 1)}


def _has_inner(place: str, others: Iterable[str]) -> bool:
    """Whether another place lies within this one: "§ 1, nr. 3" within "§ 1"."""
    return any(each.startswith(f"{place}, ") for each in others)


def short_references(
    citations: Iterable[Citation], numbers: Mapping[str, int], say: Translator
) -> tuple[tuple[str, int | None], ...]:
    """One reference per document, with its number: ("[1, § 5, stk. 2; § 7]", 1).

    A document that is not in the list is named by its key and has no number.
    """
    places: dict[str, list[str]] = {}
    for each in citations:
        place = short_place(each.locator, say)
        known = places.setdefault(each.document, [])
        if place and place not in known:
            known.append(place)
    found = []
    for key, told in places.items():
        number = numbers.get(key)
        name = key if number is None else str(number)
        named = [each for each in told if not _has_inner(each, told)]
        # No break between number and place.
        inner = f",{NO_BREAK}".join(filter(None, (name, "; ".join(named))))
        found.append((keep_together(f"[{inner}]"), number))
    return tuple(found)
