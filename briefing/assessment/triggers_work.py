"""Triggers: inspection, working conditions and rights at work."""

from briefing.assessment.passages import Instrument
from briefing.assessment.risk_rules import Trigger, Where

WORK_TRIGGERS: tuple[Trigger, ...] = (
    Trigger(
        id="sanction",
        phrases="straffes med bøde|straffes med fængsel|kan straffes|bødestraf"
        "|tvangsbøder|administrativ* bøde*|idømmes bøde|pålægges bøde"
        "|sanktioner for overtrædelse*|sanktioner for manglende|penalt*|fine"
        "|fines",
        unless="ydelsesmodtager*|den ledige|{benefit}|forældremyndighed*",
    ),
    Trigger(
        id="fine_level",
        phrases="forhøj* ~ bøde*|bødeniveau* ~ forhøj*|højere bøde*|skærpe* ~ bøde*"
        "|skærpe* ~ straf*|strafskærpelse*",
    ),
    Trigger(
        id="prison",
        phrases="fængsel indtil|fængsel i indtil|straffes med fængsel"
        "|med bøde eller fængsel",
        unless="ydelsesmodtager*|{benefit}",
    ),
    Trigger(
        id="inspection",
        phrases="Arbejdstilsynet ~ påbud|Arbejdstilsynet ~ påbyde*"
        "|Arbejdstilsynet ~ kontrol*|Arbejdstilsynet ~ fører tilsyn"
        "|tilsynet ~ adgang til|styrelsen ~ adgang til|kontrolbesøg*"
        "|tilsynsbesøg*|standse arbejdet|labour inspectorate*|inspections",
        unless="bekendt med|orientere*|henlægge*|indsamle*|samkøre*",
    ),
    Trigger(
        id="court_order",
        phrases="uden retskendelse|without a court order",
    ),
    Trigger(
        id="monitoring_allowed",
        phrases="overvåg*|kontrolforanstaltning*|*videoovervågning*|lokaliseringsdata"
        "|præstationsmåling*|adfærdsdata|electronic monitoring"
        "|monitoring ~ worker*|monitor ~ worker*",
        needs=("{employee}|{employer}",),
        unless="må ikke|informere*|hører|underrette*|markedsovervågning*"
        "|overvågning* af markedet|overvågningskomit*"
        "|arbejdsmarkedsovervågning*",
        only=(Instrument.OPTION, Instrument.POWER),
    ),
    Trigger(
        id="monitoring_limited",
        phrases="overvåg*|kontrolforanstaltning*|*videoovervågning*|lokaliseringsdata"
        "|præstationsmåling*|adfærdsdata|electronic monitoring"
        "|monitoring ~ worker*|monitor ~ worker*",
        needs=("{employee}|{employer}",),
        unless="markedsovervågning*|overvågning* af markedet|overvågningskomit*"
        "|arbejdsmarkedsovervågning*",
        negated=True,
        only=(Instrument.DUTY, Instrument.RIGHT),
    ),
    Trigger(
        id="working_time",
        phrases="arbejdstid*|natarbejde*|overarbejde*|merarbejde*|rådighedsvagt*"
        "|vagtplan*|working time|night work*|overtime|work schedule*",
        needs=("{duty}|{may}|time*|pct.",),
        unless="deltidsarbejdstid*|registrer*|ukendt arbejdstid|{benefit}|udbetale*"
        "|uden for arbejdstid*|inden for deres arbejdstid|lov finder anvendelse"
        "|loven finder anvendelse|loven gælder for",
    ),
    Trigger(
        id="time_recording",
        phrases="registrer* ~ arbejdstid*|arbejdstid* ~ registrer*"
        "|arbejdstidsregistrering*|tidsregistrering*|record* ~ working time"
        "|measure* ~ working time",
    ),
    Trigger(
        id="rest_derogation",
        phrases="fravig* ~ hvile*|hvile* ~ fravig*|fravig* ~ fridøgn*"
        "|fridøgn* ~ fravig*|fridøgn* ~ omlæg*|omlæg* ~ fridøgn*"
        "|udskyde* ~ fridøgn*|nedsæt* ~ hvile*|hvile* ~ nedsæt*"
        "|undtag* ~ hvile*|derogat* ~ rest|shorten* ~ rest period*",
        unless="kompenserende|compensatory",
    ),
    Trigger(
        id="prevention",
        phrases="arbejdspladsvurdering*|risikovurdering*|forebyg*"
        "|psykisk* arbejdsmiljø*|krænkende handling*|vold og trusler"
        "|sikkert og sundt|sikkerheds- og sundhedsmæssig*|risk assessment*"
        "|safety and health|health and safety|prevent* ~ risks",
        needs=("{employer_duty}",),
    ),
    Trigger(
        id="exposure",
        phrases="grænseværdi*|asbest*|kræftfremkaldende|kemisk* agens*"
        "|farlige stoffer|stoffer og materialer|vibrationer|høje temperaturer"
        "|exposure limit*|carcinogen*|asbestos|hazardous substance*",
        needs=("{duty}|grænseværdi*|limit*",),
    ),
    Trigger(
        id="dismissal_protection",
        phrases="må ikke afskedige*|må ikke opsige*|beskyt* mod afskedig*"
        "|beskyttelse mod opsigelse|godtgørelse ~ afskedig*"
        "|afskedig* ~ godtgørelse|godtgørelse ~ opsigelse*"
        "|afskedig* ~ saglig*|afskediges ikke|forbyder afskedigelse"
        "|forbud mod afskedigelse|protect* ~ dismissal|prohibit* ~ dismissal"
        "|shall not be dismissed",
        unless="ikke er beskyttet|ikke beskyttet|ikke har ^ beskyttelse",
        negated=True,
    ),
    Trigger(
        id="dismissal_eased",
        phrases="afskedig* uden|lempe* ~ afskedig*|afskedig* ~ lempe*"
        "|forkort* ~ opsigelsesvarsel*|opsigelsesvarsel* ~ forkort*"
        "|opsigelsesvarsel* ~ nedsæt*|shorter notice period*",
    ),
    Trigger(
        id="notice",
        phrases="opsigelsesvarsel*|opsigelsesfrist*|varsel på ~ måned*"
        "|varsel på ~ uger|varsel på ~ dage|varsles mindst|varsle* ~ senest"
        "|notice period*|period of notice",
        unless="forkort*|nedsæt*",
    ),
    Trigger(
        id="leave_right",
        phrases="*orlov*|omsorgsdag*|ret til fravær|barns * sygedag|parental leave"
        "|carers' leave|leave ~ entitle*",
        needs=("ret til|har ret|forlæng*|udvid*|right to|entitle*",),
        unless="bortfald*|nedsæt*|afkort*|ophæv*",
    ),
    Trigger(
        id="leave_cut",
        phrases="{leave} ~ nedsæt*|nedsæt* ~ {leave}|{leave} ~ afkort*"
        "|afkort* ~ {leave}|{leave} ~ bortfald*|{leave} ~ ophør*",
    ),
    Trigger(
        id="burden_of_proof",
        phrases="bevisbyrde*|faktiske omstændigheder|påhviler det ~ at bevise"
        "|burden of proof",
    ),
    Trigger(
        id="information_consultation",
        phrases="informere* ~ {employees}|informere* ~ {reps}|underrette* ~ {employees}"
        "|underrette* ~ {reps}|høre* ~ {reps}|drøfte* ~ {reps}"
        "|drøfte* ~ ansatte|inddrage* ~ {employee}|inddrage* ~ {reps}"
        "|oplyse* ~ {employees}|oplyse* ~ {reps}|oplysninger til ~ {reps}"
        "|information og høring"
        "|forelægge* ~ {reps}|inform* and consult*"
        "|information and consultation|consult* ~ representative*"
        "|inform* ~ worker*|inform* ~ representative*"
        "|information and consultation",
        needs=("{duty}|informerer|hører|underretter|oplyser|drøfter|inddrager",),
        unless="mulighed for at drøfte",
    ),
    Trigger(
        id="individual_information",
        phrases="skriftligt oplyse ^ {one_employee}|oplyse ^ {one_employee}"
        "|skriftligt underrette ^ {one_employee}|underrette ^ {one_employee}"
        "|informere ^ {one_employee}|inform the worker|inform the employee"
        "|inform each worker",
        needs=("{employer_duty}",),
        where=(Where.PROVISIONS,),
    ),
    Trigger(
        id="shop_steward",
        phrases="tillidsrepræsentant*|tillidsvalgt*|tillidsmand*"
        "|lønmodtagerrepræsentant*|medarbejderrepræsentant*"
        "|arbejdstagerrepræsentant*|workers' representative*"
        "|trade union representative*",
    ),
    Trigger(
        id="cooperation_bodies",
        phrases="samarbejdsudvalg*|arbejdsmiljøorganisation*"
        "|arbejdsmiljørepræsentant*|arbejdsmiljøudvalg*"
        "|medarbejderindflydelse*|medindflydelse*|MED-udvalg*|works council*"
        "|health and safety committee*",
    ),
)
