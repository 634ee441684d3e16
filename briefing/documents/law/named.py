"""The acts that a bill amends, as its amending paragraphs name them.

"I lov om …, jf. lovbekendtgørelse nr. N af DATO, som ændret ved § n i lov nr. N af
DATO og lov nr. N af DATO, foretages følgende ændringer:" (guide on law quality, 3.4).
"""

import re
from collections.abc import Iterator

from briefing.documents.changes import Numbered
from briefing.domain.law import LaterAct, NamedAct
from briefing.language.acts import act_numbers
from briefing.language.find import Found

_CHANGED = re.compile(r",?\s+som (?P<latest>senest )?ændret\b", re.IGNORECASE)
_WITH_CHANGES = re.compile(r"\bmed (?:de )?senere ændringer\b", re.IGNORECASE)
_PARAGRAPHS = re.compile(
    r"§§?\s*(?P<items>\d+(?: [a-zæøå]\b)?(?:(?:, | og )\d+(?: [a-zæøå]\b)?)*)\s+i\s+$"
)
_DANISH = ("lov ", "lbk ", "bek ")


def named_act(instruction: Numbered) -> NamedAct:
    """The act that an instruction changes, read from the passage that introduces it."""
    text = instruction.introduction.text
    changed = _CHANGED.search(text)
    found = [each for each in act_numbers(text) if each.value.startswith(_DANISH)]
    split = changed.start() if changed else len(text)
    own = next((each for each in found if each.start < split), None)
    return NamedAct(
        article=instruction.article,
        name=instruction.act,
        identifier=identifier(own) if own else "",
        later=tuple(_later(text, [each for each in found if each.start >= split])),
        more_later=bool(changed and changed["latest"])
        or bool(_WITH_CHANGES.search(text)),
    )


def identifier(act: Found) -> str:
    """`LBK 1108/2025`; empty when the text gives no year."""
    kind, _, number = act.value.partition(" ")
    return f"{kind.upper()} {number}" if not number.endswith("/") else ""


def _later(text: str, found: list[Found]) -> Iterator[LaterAct]:
    for act in found:
        name = identifier(act) or act.text
        paragraphs = _PARAGRAPHS.search(text[: act.start])
        if not paragraphs:
            yield LaterAct(name)
            continue
        for each in re.split(r", | og ", paragraphs["items"]):
            yield LaterAct(name, f"§ {each}")
