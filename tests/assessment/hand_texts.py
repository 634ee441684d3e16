"""Short proposals with the full structure, written for the tests; nothing is real."""

from pathlib import Path

_FOLDER = Path(__file__).with_name("texts")


def _text(name: str) -> str:
    return (_FOLDER / f"{name}.txt").read_text()


AMENDING_BILL = _text("amending_bill")
NEW_ACT_ON_AI = _text("new_act_on_ai")
DRAFT_ORDER = _text("draft_order")
EU_DIRECTIVE_ENGLISH = _text("eu_directive_english")
EU_DIRECTIVE_DANISH = _text("eu_directive_danish")
RESOLUTION = _text("resolution")
HOSTILE = _text("hostile")

CALL_FOR_EVIDENCE = """
== eu_context
## A. Politisk baggrund
Arbejdsgivere skal i dag følge forskellige nationale regler om overvågning.
== eu_options
## B. Hvad initiativet tilsigter og hvordan
Initiativet tilsigter at sikre menneskeligt tilsyn med vigtige beslutninger.
Mulighed 1: ingen nye regler, men vejledning.
Vigtige beslutninger om løn og afskedigelse træffes af et menneske.
Hvilke systemer, der kræver menneskeligt tilsyn, anvendes i virksomheden?
== eu_impacts
## C. Sandsynlige virkninger
Virksomheder vil få omkostninger til dokumentation.
"""
