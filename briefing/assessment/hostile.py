"""Text that speaks to a program instead of saying something about the matter.

Documents, titles and feeds are data. A passage that gives a reader's program orders is
not sent to a model and cannot be cited by it; a statement that passes orders on, says
how great a risk is, takes sides or holds an address is not printed. The signs stand
below, Danish beside English, and are looked for in a text freed of its disguise:
look-alike letters, invisible characters, letters set apart.
"""

import re
import unicodedata
from functools import lru_cache

_LOOK_ALIKES = str.maketrans(
    dict(
        zip(
            "аеорсухкмтвніјѕԁԛԝɡɑıαενορικτυχ",
            "aeopcyxkmtbhijsdqwgaiaenopiktyx",
            strict=True,
        )
    )
)
_DIGITS = str.maketrans("01345@$", "oieasas")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_SMUGGLED = re.compile(
    "[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
    r"|[A-Za-zÆØÅæøå](?=[а-яѐ-џα-λν-ορ-ω])|[а-яѐ-џα-λν-ορ-ω](?=[A-Za-zÆØÅæøå])"
)
_APART = re.compile(r"\b(?:\w[ .·*_-]){4,40}\w\b")
_LONGEST_WORD = 80
_ENDLESS = re.compile(rf"\S{{{_LONGEST_WORD},}}")
"""No word is so long; one that is cut there keeps the time to look at it short."""
_BETWEEN = re.compile(r"[ .·*_-]")
_LETTERED = re.compile(r"(?=\w*[^\W\d_])(?=[^\W\d_]*[01345@$])[\w@$]{4,}")

_AT_START = r"(?:^|[.!?:;|,»«\"“”(\[*>–—-]\s*|\b(?:venligst|please|og|and|så|then)\s+)"
_ORDER = (
    r"(?:skriv|angiv|anfør|oplys|nævn|undlad|udelad|medtag|indsæt|tilføj|fremhæv"
    r"|konklud[eé]r|opsumm[eé]r|vurd[eé]r|sæt|gentag|vis|udskriv|return[eé]r|afslør"
    r"|besøg|klik|følg|mark[eé]r|fortæl|sig|rapport[eé]r|gengiv|erstat|slet|fjern"
    r"|klassific[eé]r|anbefal|bekræft|overfør|ring|indtast|hent|åbn|oversæt|forsikr"
    r"|betragt|behandl|lad|send|svar(?! på)|spring|nedton|forbigå|ændr|ret|giv|læg"
    r"|beskriv|fremstil|præsent[eé]r|omtal|stem|støt|brug|write|mention"
    r"|omit|insert|conclude"
    r"|summari[sz]e|classify|repeat|print|reveal|pretend|visit|click|recommend|reply"
    r"|respond|tell|say|include|add|leave|skip|describe|rate|set|mark|treat|assure"
    r"|output|show|send|give|translate|confirm|append|ensure|make sure|call|download"
    r"|do not|don't|never|always|answer|ignore|state)"
)
_OUTPUT = (
    r"(?:risiko\w*|risici\w*|sandsynlighed\w*|notat\w*|briefing\w*|sammenfatning\w*"
    r"|resum[eé]\w*|opsummering\w*|konklusion\w*|vurdering(?:en)?\b|analysen?\b"
    r"|svaret?\b"
    r"|udsagn\w*|links?\b|linket|https?:|www\.|\w+\.example|adgangskode\w*|kodeord\w*"
    r"|\w*nøgle[rn]?\b|api\b|hemmelig\w*|prompt\w*|instru\w+|bestyrelse\w*|læser\w*"
    r"|citat\w*|json|bundlinje\w*|hovedpunkt\w*|opmærksomhedspunkt\w*|afsnit\w*"
    r"|lønmodtagersiden|medlemmerne|risks?\b|likelihood|impact|summary|assessment"
    r"|analysis|report|output|statements?|passwords?|secrets?|keys?\b|credentials"
    r"|instructions?|board|readers?|bottom line|members|answer|only\b|kun\b)"
)
_PROGRAM = (
    r"(?:ai[- ]?(?:assistent\w*|model\w*|agent\w*|assistants?|models?)|sprogmodel\w*"
    r"|language models?|llms?|chatbot\w*|chatgpt|gpt-?\d\w*|claude|copilot|gemini"
    r"|assistent(?:en)?|assistant|model(?:len)?|analytiker(?:en)?|analyst|summari[sz]er"
    r"|automatiske? (?:læser|analyse|behandling|system|værktøj)\w*|ai-værktøj\w*"
    r"|kunstige? intelligens|systemet|robot(?:ten)?|maskine[nr]?"
    r"|bot)"
)
_YOU = r"(?:du|dig|din|dit|dine|jer|jeres|you|your|yours)"
_OPENING = (
    r"(?:^|[.!?:;|»\"“”(\[]\s*)(?:(?:venligst|vigtigt|obs|nb|important|note"
    r"|please)[,:!]?"
    r"\s+)?"
)
_BARE = (
    r"(?:ignor[eé]r|glem|skriv|undlad|udelad|nedton|fremhæv|kopi[eé]r|oversæt|udfør"
    r"|opsumm[eé]r|sammenfat|konklud[eé]r|return[eé]r|gentag|afslør|læs"
    r"|stop her|lad|priorit"
    r"[eé]r|betragt|behandl|tilføj|indsæt|besøg|klik|fortæl|anbefal|bekræft"
    r"|gengiv|erstat"
    r"|slet|forsikr|spring|ti|husk|vær|gør|gå|giv|tag|find|ros|antag|forestil|opfør"
    r"|lyv|skjul|ændr|fjern|undgå|omtal|nævn|hold|påstå|adlyd|følg|overvej|begynd"
    r"|svar (?:kun|altid|med|at)|sig|ignore|forget|disregard|write|pretend|respond"
    r"|reply|summari[sz]e|translate|downgrade|upgrade|treat|tell|leave out|omit|reveal"
    r"|repeat|do not|don't|never|stop here|act as|be|make sure|remember"
    r"|assume|praise|avoid"
    r"|hide|skip|say|ensure you|execute|obey|comply|consider|keep)(?=\s+[\w§\"»])"
)
"""Commands that open a sentence. Laws, notes and letters do not command their reader;
where they do ("Se § 5", "Svar på spørgsmål"), it is with words left out here."""
_THIS = (
    r"(?:dette dokument|denne tekst|dette afsnit|this (?:document|text|section|file))"
)
_SIGNS = (
    rf"{_OPENING}{_BARE}",
    r"\bplease (?!note|see|find|contact|refer)\w+\b",
    rf"\b{_PROGRAM}.{{0,60}}{_THIS}|{_THIS}.{{0,60}}\b{_PROGRAM}\b",
    r"\b(?:den|de|dem|enhver|alle|anyone|whoever|those)\b,? (?:der|som|who) (?:skal )?"
    r"(?:sammenfatte|opsummere|resumere|analysere|læse|vurdere|summari[sz]"
    r"|analy[sz]|read)"
    rf"\w*\b.{{0,30}}(?:{_THIS}|teksten|dokumentet|the (?:text|document))",
    r"\bved (?:opsummering|sammenfatning|resumering)\b",
    r"\b(?:dokument|tekst|sætning|afsnit|kapit|document|text|section"
    r"|sentence)\w*\b.{0,60}"
    r"\b(?:må|skal|bør|bedes|must|should|shall)\b.{0,20}\b(?:opsummeres|sammenfattes"
    r"|bedømmes|medtages|udelades|citeres|nævnes|fremhæves|forbigås|be (?:summari[sz]ed"
    r"|omitted|quoted|ignored|rated|included|mentioned))\b",
    r"\b(?:llm|ai|model|prompt)[ -](?:directive|instruks|ordre|besked|kommando|note)\b",
    r"\b(?:instruks|kommando|ordre|besked|directive|command)(?:en)?\b[^.:]{0,40}:",
    r"\bbe(?:der|des|ordre\w*) (?:\w+ ){0,2}(?:sprogmodel|assistent|ai"
    r"|model|robot|maskin)",
    r"\bdu er (?:en|et|nu|min|altid|ikke længere)\b|\byou are (?:a|an|now|no longer)\b",
    r"\b(?:overrides?|replaces?|tilsidesætter|erstatter) (?:your|dine|alle dine)\b",
    r"\b(?:modellen|assistenten|the model|assistant)\b.{0,20}\b(?:bør"
    r"|skal|må|should"
    r"|must|shall) (?:give|svare|skrive|nævne|leave|omit|say|write|answer"
    r"|rose|tie|undlade"
    r"|udelade|ignore\w*)",
    # what came before is to be forgotten
    r"\b(?:ignor[eé]r|ignore|glem|tilsidesæt|disregard|forget|override|bypass)\b.{0,60}"
    r"\b(?:instru\w+|anvisning\w*|ordrer?|prompt\w*|regler\w*|retningslinjer\w*|rules"
    r"|guidelines?|ovenstående|tidligere|forudgående|foregående|ovenfor|previous|prior"
    r"|above|earlier|everything|citat\w*|passage\w*|dokument\w*)",
    r"\bse bort fra\b.{0,40}\b(?:instru\w+|anvisning\w*|prompt\w*|ovenstående|alt)\b",
    # the same in other languages of the Union
    r"\b(?:ignorez|oublie[rz]|ignorieren?|ignorier[et]|vergiss|vergessen|ignora(?:te|d)?"
    r"|olvida|dimentica|ignorera|glöm|zignoruj|zapomnij|negeer|vergeet|ohita|ignorați"
    r"|ignorujte)\b.{0,60}\b(?:instru\w+|anweisung\w*|consigne\w*|istruzion\w*"
    r"|ohje\w*|pokyn\w*|regeln|rules|ordini|ordres)",
    # a reader that is a program
    r"\b(?:der|som) læser (?:dette|teksten) (?:maskinelt|automatisk)"
    r"|\b(?:ai|automatiske?|maskinelle?)[- ]læser\w*\s*[:,]"
    r"|\btil (?:sprogmodel\w*|ai[- ]\w+|llm\w*|chatbot\w*)\s*:",
    r"\b(?:nye|ny|new|updated?|vigtige?|important|særlige?|hemmelige?|secret|hidden)"
    r" (?:system)?(?:instru[ck]\w+|ordrer?|prompts?)\b",
    # posing as the system, or as the frame the documents stand in
    r"(?:^|\W)(?:system|assistant|assistent|user|bruger|human|developer|udvikler|admin"
    r"\w*|operator|root)\b(?:[ -]?(?:message|prompt|besked|instru\w+|override|note"
    r"|meddelelse|notice|update|opdatering))?\s*[:>\]}]",
    r"<[|/!\s]*(?:im_start|im_end|system|assistant|user|inst|endof\w+|dokument|document"
    r"|instru\w+|prompt|oversigt|script|--)",
    r"\[/?(?:inst|system|instru\w+|admin|slut|end)\b|#{2,}\s*(?:system|instru"
    r"|assist|new|ny)\w*|```|<!--|\]\(|javascript:"
    r"|{{|{%",
    r"\b(?:system ?prompt\w*|systembesked\w*|systeminstru\w+|system message|jailbreak"
    r"|developer mode|udviklertilstand|prompt injection|debug mode|slut på dokument\w*"
    r"|end of (?:the )?document\w*|begin (?:system|new)|administratortilstand)",
    r"\b(?:api|secret)[- ]?(?:key|nøgle)",
    # speaking to the program
    rf"\b(?:kære|hej|dear|hi|hello|attention|obs|note to|besked til|message to"
    rf"|til|to|for"
    rf"|ordre til|instruks til|hint to)\s+(?:the |den |alle |enhver |any "
    rf"|all )?{_PROGRAM}"
    rf"\s*[:,!–-].{{0,300}}\b(?:{_YOU}|{_ORDER})\b",
    rf"\b{_PROGRAM}\b.{{0,80}}\b(?:bedes|skal svare|skal skrive|skal nævne|skal oplyse"
    rf"|skal udelade|skal undlade|skal konkludere|skal sætte|skal behandle|skal gengive"
    rf"|must|should (?:say|write|state|report|omit|not|leave)|shall (?:say|write|state"
    rf"|omit))\b"
    rf".{{0,80}}{_OUTPUT}",
    rf"\b(?:hvis|når|if|when|som|as) (?:{_YOU} )?(?:er|are|læser|reads?|behandler)?\s*"
    rf"(?:en |et |an? |the )?(?:ai|sprogmodel|language model|llm|assistent|assistant)\b"
    rf".{{0,120}}\b(?:{_YOU}|{_ORDER})\b",
    r"\b(?:du er nu|you are now|fra nu af|from now on|act as|opfør dig som|lad som om"
    r"|pretend (?:to|that)|din opgave er|your task is|dit svar|your (?:answer|response"
    r"|output|reply) (?:must|should|shall|is)|når du (?:svarer|opsummerer"
    r"|skriver|vurderer"
    r"|analyserer)|when you (?:answer|summari[sz]e|write|assess|analy[sz]e))\b",
    rf"\b(?:skal|bør|må|bedes) (?:du|i)\b.{{0,80}}{_OUTPUT}",
    rf"\b(?:du|i) (?:skal|bør|må|bedes)\b.{{0,80}}{_OUTPUT}",
    rf"\byou (?:must|should|shall|will|have to|need to)\b.{{0,80}}{_OUTPUT}",
    # ordering what the answer is to hold
    rf"{_AT_START}(?:skriv|stil|angiv|anfør|oplys|konklud[eé]r|fortæl|sig"
    rf"|bekræft|fremhæv"
    r"|vurd[eé]r|svar|nævn|rapport[eé]r|gengiv|forsikr|not[eé]r|tilføj|understreg|påstå"
    r"|meld|forklar|say|state|write|report|claim|conclude|tell|confirm|note|explain)"
    r"(?:,? (?:at|that|følgende|som|the following|spørgsmålet)\b|: ?[»\"“])",
    rf"{_AT_START}{_ORDER}\b(?! af\b).{{0,80}}\b{_OUTPUT}",
    rf"{_AT_START}(?:nævn|omtal|skriv|fortæl|oplys|medtag|mention|discuss"
    rf"|disclose|report)"
    rf"\s+(?:ikke|aldrig|intet|ingen|nothing|not|no)\b",
    r"\bundlad (?:venligst )?(?:at |enhver )?(?:nævn|omtal|skriv|medtag|oplys|bemærk"
    r"|frem|rapport|citer)\w*",
    r"\b(?:do not|don't|never) (?:mention|quote|cite|discuss|reveal|disclose"
    r"|flag|warn)\b",
    rf"\b(?:notatet|briefingen|sammenfatningen|analysen|resuméet|opsummeringen|svaret"
    rf"|the (?:summary|briefing|report|answer|output|analysis)|any (?:summary|analysis)"
    rf"|enhver (?:sammenfatning|opsummering|analyse))\b (?:skal|bør|må|must"
    rf"|should|shall)"
    rf"\s+(?:ikke |aldrig |kun |not |never |only )?(?:{_ORDER}|sige|skrive|nævne|oplyse"
    rf"|konkludere|indeholde|angive|omtale|anbefale|fremhæve|contain|be)\w*",
    r"\brisikoniveau\w*\s*(?:skal|bør|er|=|:|sættes|ændres)|\brisk (?:level"
    r"|rating|score)"
    r"\s*(?:must|should|shall|is|=|:|to)|\b(?:alle risici|all risks) (?:skal"
    r"|bør|er|must"
    r"|should|are|sættes)",
    r"\"(?:likelihood|impact|evidence|statements|mitigation|supported|verdicts?)\"\s*:"
    r"|\b(?:likelihood|risk_level)\s*[:=]",
)
_ORDERS = re.compile("|".join(_SIGNS), re.DOTALL)
_BLOB = re.compile(r"(?<![/\w])[A-Za-z0-9+/]{48,}")

_ADDRESS = re.compile(
    r"https?:|www\.|\w@\w|\b[\w-]+\.(?:dk|com|net|org|eu|io|info|app|xyz|ru|me"
    r"|to|example"
    r"|test|invalid)\b|\b(?:\+?45\s?)?\d{2}\s\d{2}\s\d{2}\s\d{2}\b|\btlf\b"
    r"|\btelefon\s*\d"
)
_OUT_OF_TURN = re.compile(
    rf"\b{_YOU}\b|\b(?:jeg|mig|vi|os|vores|min|mit|mine|my|we|our|us)\b"
    r"|\b(?:ingen|uden|minimale?|ubetydelig\w*|lave?|beskedne?|nul|forsvindende"
    r"|begrænsede?"
    r"|kritiske?|alvorlige?|no|without|minimal|low|negligible|high|critical|zero)"
    r"\s+(?:\w+\s+)?(?:risi[ck]\w*|betænkelig\w*|problem\w*|bekymring\w*|concerns?)\b"
    r"|\b(?:ingen|no)\s+(?:\w+\s+)?(?:ulempe\w*|konsekvens\w*|consequences?|drawbacks?)"
    r".{0,30}\b(?:lønmod\w*|medlem\w*|ansat\w*|arbejdsgiv\w*|workers?|members?"
    r"|employe\w+)"
    r"|\brisikofri\w*|\brisk[- ]free\b|\bharmløs\w*|\bharmless\b|\bufarlig\w*"
    r"|\buproblematisk\w*|\bunproblematic\b|\brisikoniveau\w*|\brisk level"
    r"|\brisi(?:ko|koen|ci|ciene)\b.{0,40}\b(?:er|lave?|lille|små|store?|høje?|ringe"
    r"|minimal|kritisk|alvorlig|begrænset|moderat|middel)\b|\bthe risks? (?:is|are)\b"
    r"|\b(?:bør|skal|kan roligt|må|anbefales at|should"
    r"|must)\s+(?:\w+\s+){0,4}?(?:støtte"
    r"|godkende|tiltræde|afvise|forkaste|acceptere|bakke op|stemme|support"
    r"|approve|reject"
    r"|accept|endorse|vote)\w*"
    r"|\b(?:bestyrelsen|the board|sekretariatet)\b|\b(?:systemprompt\w*"
    r"|prompt\w*|chatgpt"
    r"|claude|adgangskode\w*|password\w*|kodeord\w*|instruktioner(?:ne)?"
    r"|instructions?)\b"
)


@lru_cache(maxsize=16384)
def gives_orders(text: str) -> bool:
    """Whether a text from a source speaks to the program that reads it."""
    if _SMUGGLED.search(text) or any(map(_is_coded, _BLOB.findall(text))):
        return True
    return any(_ORDERS.search(each) for each in _undisguised(text))


def speaks_out_of_turn(text: str) -> bool:
    """Whether a model's statement says what is not its to say.

    Orders, addresses, how great a risk is, what to decide, or talk of itself.
    """
    return gives_orders(text) or any(
        _ADDRESS.search(each) or _OUT_OF_TURN.search(each)
        for each in _undisguised(text)
    )


def _is_coded(run: str) -> bool:
    """Whether a long run of letters holds what a word or a number never mixes."""
    return (
        any(map(str.islower, run))
        and any(map(str.isupper, run))
        and any(map(str.isdigit, run))
    )


def _undisguised(text: str) -> tuple[str, ...]:
    """The text in lower case, undisguised; twice where digits may be letters."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    plain = " ".join(plain.translate(_LOOK_ALIKES).split())
    plain = _ENDLESS.sub(lambda found: found[0][:_LONGEST_WORD], plain)
    plain = _APART.sub(lambda found: _BETWEEN.sub("", found[0]), plain)
    lettered = _LETTERED.sub(lambda found: found[0].translate(_DIGITS), plain)
    return (plain,) if lettered == plain else (plain, lettered)
