"""Triggers: agreements, pay, benefits and duties to report."""

from briefing.assessment.risk_rules import Trigger

WELFARE_TRIGGERS: tuple[Trigger, ...] = (
    Trigger(
        id="agreement_opening",
        phrases="fravige* ~ {agreement}|{agreement} ~ fravige*"
        "|gælder ikke ~ {agreement}|finder ikke anvendelse ~ {agreement}"
        "|i det omfang ~ {agreement}|{agreement} ~ træder i stedet"
        "|{agreement} ~ afviger fra|collective agreement* ~ derogat*"
        "|derogat* ~ collective agreement*|by means of collective agreement*"
        "|by collective agreement*",
        unless="kan ikke|til ugunst|uanset|to the detriment",
        negated=True,
    ),
    Trigger(
        id="agreement_local",
        phrases="fravige* ved aftale ~ organisation*"
        "|fravige* ved aftale med {reps}|aftale mellem ^ virksomhed* ~ fravige*",
        unless="kan ikke|til ugunst|uanset",
        negated=True,
    ),
    Trigger(
        id="agreement_closed",
        phrases="kan ikke ved ~ fraviges|kan ikke fraviges|uanset ~ {agreement}"
        "|ufravigelig*|{agreement} ~ ugyldig*|ugyldig* ~ {agreement}"
        "|notwithstanding ~ collective agreement*",
        unless="til ugunst|til skade|påklag*|indbring*",
        negated=True,
    ),
    Trigger(
        id="favourability",
        phrases="fraviges til ugunst|fraviges til skade|mere gunstig*|gunstigere"
        "|ringere beskyttelse|sænke det generelle beskyttelsesniveau"
        "|forringe ~ beskyttelsesniveau*|forringelse af ~ beskyttelse*"
        "|more favourable|non-regression"
        "|reduc* the general level of protection",
        negated=True,
    ),
    Trigger(
        id="agreement_terms",
        phrases="overenskomstdæk*|overenskomstmæssig*|arbejdsklausul*"
        "|sædvanlige løn- og *vilkår|mest repræsentative"
        "|omfattet af ~ kollektiv* overenskomst*"
        "|omfattet af en kollektiv overenskomst"
        "|collective bargaining coverage|social clause*"
        "|covered by a collective agreement",
    ),
    Trigger(
        id="statutory_pay",
        phrases="mindsteløn*|lovbestemt* løn|lovfastsat* løn|minimumsløn*"
        "|mindstetimeløn*|minimum wage*|statutory pay",
    ),
    Trigger(
        id="pay_transparency",
        phrases="løngennemsigtighed*|lønoplysning*|lønforskel*|lønspænd*|startløn*"
        "|ligeløn*|lønniveau*|kriterier* ~ løn*|pay transparency"
        "|gender pay gap|equal pay|pay level*",
        needs=("{duty}|har ret til|kan anmode*|kan kræve|right to",),
    ),
    Trigger(
        id="pay_report",
        phrases="lønrapport*|lønredegørelse*|kønsopdelt* lønstatistik*"
        "|redegørelse* ~ løn*|rapporter* ~ løn*|indberet* ~ lønforskel*"
        "|lønvurdering*|report* ~ pay|pay assessment*",
        needs=("{duty}",),
    ),
    Trigger(
        id="pay_pressure",
        phrases="løntilbageholdenhed|lønreduktion*|lønnedgang|lavere løn"
        "|nedsæt* ~ lønnen|lønloft*|lower pay|wage restraint",
    ),
    Trigger(
        id="benefit_up",
        phrases="forhøj* ^ {benefit}|{benefit} ^ forhøj*|hæve* ^ {benefit}"
        "|{benefit} ^ hæves|højere {benefit}|udbetale* ~ engangsbeløb*"
        "|ret til ~ engangsbeløb*|udvide* ^ {benefit}"
        "|får en højere godtgørelse|{benefit} ^ udvides|{benefit} ~ højere om måneden"
        "|{benefit} ~ højere end i dag|forhøjede sats udgør",
        unless="bortfald*|nedsæt*|frakend*|ophør*|afkort*|mister|karantæne*|udeluk*"
        "|betinge*",
    ),
    Trigger(
        id="benefit_right",
        phrases="har ret til ~ {benefit}|får ret til ~ {benefit}"
        "|har ret til {benefit}|får ret til {benefit}",
        unless="bortfald*|frakend*|ophør*|mister|karantæne*|udeluk*|der har ret til"
        "|som har ret til|der får ret til|som får ret til|hvis * har ret til",
    ),
    Trigger(
        id="benefit_down",
        phrases="nedsæt* ^ {benefit}|{benefit} ^ nedsæt*|{benefit} ^ bortfald*"
        "|bortfald af ^ {benefit}|frakend* ^ {benefit}|{benefit} ^ frakendes"
        "|{benefit} ^ ophører|afkort* ^ {benefit}|{benefit} ^ afkort*"
        "|reducer* ^ {benefit}|{benefit} ^ reducer*|udeluk* fra ^ {benefit}"
        "|karantæne ^ {benefit}|{benefit} ^ karantæne*|mister ^ {benefit}"
        "|standse* ^ {benefit}|{benefit} ^ standses",
        unless="nedsatte sygedagpenge|nedsatte dagpenge",
    ),
    Trigger(
        id="benefit_conditions",
        phrases="{benefit} ~ betinget af|betingelse* for ~ {benefit}"
        "|{benefit} ~ betingelse*|optjen* ~ {benefit}|{benefit} ~ optjen*"
        "|opholdskrav*|beskæftigelseskrav*|rådighed* ~ {benefit}"
        "|rådighedspligt*|rådighedskrav*|genoptjen*|optjeningskrav*",
        needs=(
            "betinget|betingelse*|indfør*|skærp*|ændr*|forlæng*|forhøj*|skal|kræve*",
        ),
        unless="betingelserne herfor|betingelserne i øvrigt|betingelserne derfor",
    ),
    Trigger(
        id="benefit_duration",
        phrases="dagpengeperiode*|ydelsesperiode*|varighed* ~ {benefit}"
        "|{benefit} ~ varighed*|referenceperiode* ~ {benefit}",
    ),
    Trigger(
        id="a_kasse",
        phrases="a-kasse*|arbejdsløshedskasse*",
        needs=("{duty}|kan",),
        unless="medlem* af ^ a-kasse*|medlem* af ^ arbejdsløshedskasse*",
    ),
    Trigger(
        id="activation",
        phrases="nyttejob*|nytteindsats*|virksomhedspraktik*"
        "|ansættelse med løntilskud|aktivering*|jobsamtale*|arbejdspligt*"
        "|beskæftigelsesindsatsen*|beskæftigelsesindsatser*",
        unless="understøttelse af beskæftigelsesindsatsen",
        needs=("{duty}|kan|ret til",),
    ),
    Trigger(
        id="retirement",
        phrases="folkepensionsalder*|efterlønsalder*|pensionsalder*"
        "|pensionsudbetalingsalder*|tidlig pension|seniorpension*"
        "|tilbagetrækning*|pension age*|retirement age",
    ),
    Trigger(
        id="sick_pay",
        phrases="sygeløn*|arbejdsgiverperiode*|sygefravær*|sygemeld*"
        "|mulighedserklæring*|sygesamtale*|sick pay|sick leave",
    ),
    Trigger(
        id="employer_period",
        phrases="arbejdsgiverperiode* ~ forlæng*|forlæng* ~ arbejdsgiverperiode*"
        "|arbejdsgiverperiode* ~ udvid*|udvid* ~ arbejdsgiverperiode*",
    ),
    Trigger(
        id="reporting",
        phrases="indberet*|skal anmelde*|anmeldes til|indsende*|indgive* ~ oplysning*"
        "|meddele* ~ styrelsen|underrette* ~ styrelsen|underrette* ~ tilsynet"
        "|report to|notify ~ authorit*|submit ~ information",
        needs=("{employer_duty}",),
    ),
    Trigger(
        id="deadline_duty",
        phrases="inden for ~ dage|inden for ~ uger|senest * dage|senest * uger"
        "|senest ~ timer efter|uden unødigt ophold|within * days"
        "|within * weeks|without undue delay",
        needs=("{employer_duty}",),
    ),
    Trigger(
        id="documentation",
        phrases="dokumenter*|dokumentation*|opbevare*|skriftlig* ~ retningslinje*"
        "|skriftlig* ~ politik*|udarbejde*|fortegnelse*|logbog*|føre register"
        "|document*|keep records|draw up|retain",
        needs=("{employer_duty}",),
    ),
)
