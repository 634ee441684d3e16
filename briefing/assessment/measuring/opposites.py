"""The words that mutations change, each with what it is changed into.

Independent of the words that grounding listens for: what stands here was written from
how statements are turned round, not from what is caught.
"""

import re

MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august",
          "september", "oktober", "november", "december")  # fmt: skip
NUMBER_WORDS = {
    "to": "tre", "tre": "fire", "fire": "fem", "fem": "seks", "seks": "otte",
    "syv": "ni", "otte": "ti", "ni": "elleve", "ti": "tyve", "elleve": "tolv",
    "tolv": "fjorten", "fjorten": "tyve", "tyve": "tredive", "fyrre": "halvtreds",
    "hvert andet år": "hvert fjerde år", "hvert tredje år": "hvert femte år",
    "en uge": "tre uger", "et år": "to år", "et halvt år": "to år",
    "halvandet år": "tre år", "en måned": "to måneder", "hver tredje": "hver femte",
    "hver anden": "hver fjerde", "halvdelen": "en fjerdedel", "fordobles": "tredobles",
    "tre fjerdedele": "to femtedele", "en fjerdedel": "en ottendedel",
    "to tredjedele": "to femtedele",
}  # fmt: skip
MODALS = {
    "skal": "kan", "kan": "skal", "bør": "skal", "må": "skal",
    "får mulighed for": "får pligt til", "har pligt til": "har lov til",
    "har ret til": "har pligt til", "får ret til": "får pligt til",
    "anbefales": "pålægges", "anbefaler": "pålægger", "frivillig": "tvungen",
    "frivilligt": "tvunget", "kræver": "tillader", "er nødt til": "kan vælge",
}  # fmt: skip
DIRECTIONS = {
    "øges": "nedsættes", "forhøjes": "nedsættes", "hæves": "sænkes", "sænkes": "hæves",
    "stiger": "falder", "stige": "falde", "falder": "stiger", "forkortes": "forlænges",
    "kortes": "forlænges", "forlænges": "forkortes", "skærpes": "lempes",
    "strammes": "lempes", "nedsættes": "forhøjes", "lempes": "skærpes",
    "færre": "flere", "flere": "færre", "længere:": "kortere:",
    "længere tid": "kortere tid",
    "højere": "lavere", "lavere": "højere", "mindre end": "mere end",
    "mere end": "mindre end", "afskaffes": "indføres", "ophæves": "indføres",
    "indføres": "ophæves",
    "mindst": "højst", "højst": "mindst", "maksimalt": "mindst",
    "op til": "mindst", "indtil": "mindst",
    "senest": "tidligst", "inden for": "først efter",
    "merudgift": "besparelse", "merudgifter": "besparelser",
    "ekstraregning": "besparelse",
    "billigere": "dyrere", "dyrere": "billigere", "langsommere": "hurtigere",
    "før": "efter",
}  # fmt: skip
PARTIES = {
    "lønmodtager": "arbejdsgiver", "arbejdsgiver": "lønmodtager",
    "medarbejder": "arbejdsgiver", "virksomhederne": "lønmodtagerne",
    "virksomheden": "lønmodtageren", "virksomheder": "lønmodtagere",
    "de ansatte": "arbejdsgiverne", "den ansatte": "arbejdsgiveren",
    "ansatte": "arbejdsgivere", "chefen": "den ansatte",
}  # fmt: skip
"""Beginnings and whole words; all that a statement names are changed at once."""
OVER_UNDER = {"under": "over", "over": "under"}
"""Changed only before a figure."""
BODIES = {
    "kommunerne": "regionerne", "regionerne": "kommunerne", "kommunen": "regionen",
    "staten": "kommunerne",
}  # fmt: skip
ORGANISATIONS = (
    "Arbejdstilsynet", "Skattestyrelsen", "Arbejdsmiljørådet", "Beskæftigelsesrådet",
    "Eksempelforbundet", "Landsforeningen Norden", "Finanstilsynet", "Datatilsynet",
)  # fmt: skip
DENIALS = {
    "ikke længere": "fortsat", "ikke": "", "ingen": "", "intet": "et",
    "ingenting": "alt",
    "uden": "med", "aldrig": "altid", "ikke mere": "stadig", "hverken": "både",
}  # fmt: skip
ANTONYMS = {
    "forbudt": "tilladt", "ulovligt": "lovligt", "tilladt": "forbudt",
    "undtaget": "omfattet", "omfattet": "undtaget", "slipper for": "får",
    "frivillig": "obligatorisk", "frivilligt": "obligatorisk",
    "bortfalder": "består", "falder bort": "består", "består": "bortfalder",
    "sagde nej til": "sagde ja til", "mangler": "har",
}  # fmt: skip
FINITE = re.compile(
    r"\b(skal|kan|bør|får|er|var|gælder|stiger|falder|risikerer|giver|har|mister"
    r"|koster|betaler|modtager|ophæves|afskaffes|lempes|skærpes|forkortes|nedsættes"
    r"|hæves|øges|sænkes|venter|ændres|fastsættes|bliver|hæfter|må|dækker|omfatter"
    r"|kræver|strammes|anbefales|råder|bruger|består|ventes|udløser|ønsker|vil"
    r"|forventer|skønnes|peger|betyder|kender|får|går)\b"
)
