"""Triggers: business, labour market, technology, law and the EU."""

from briefing.assessment.risk_rules import Trigger, Where

_AUTHORITIES = "kommune*|myndighed*|Udbetaling Danmark|jobcent*"
_HUMAN = (
    "menneskelig* tilsyn*|menneskelig* kontrol*|menneskelig* indgriben*"
    "|menneskelig* vurdering*|menneskelig* medvirken"
    "|fysisk person ~ vurder*|menneskeligt tilsyn|må ikke alene træffe"
    "|træffes af et menneske|træffes af en medarbejder"
    "|træffes af en fysisk person|human oversight|human review"
    "|human intervention"
)
"""Who decides on citizens, and not an employer on those employed."""

FRAME_TRIGGERS: tuple[Trigger, ...] = (
    Trigger(
        id="duty",
        phrases="{employer_duty}|ensure that ~ {employer}",
        unless="skal kunne|skal ikke|ikke pligt|ikke forpligte*|ikke omfattet"
        "|bødeansvar*|strafansvar*|af virksomheder skal"
        "|shall not apply|not be required",
        negated=True,
    ),
    Trigger(
        id="business_costs",
        phrases="mio. kr|mia. kr|kr. pr. virksomhed|løbende omkostninger"
        "|årlige omkostninger|administrative byrder|EUR|million",
        needs=("omkostning*|merudgift*|byrde*|udgift*|cost*|burden*",),
        unless="lettelse*|besparelse*|mindreudgift*|bagatelgrænse*",
        where=(Where.BUSINESS,),
    ),
    Trigger(
        id="one_off_costs",
        phrases="omstillingsomkostning*|engangsomkostning*|engangsudgift*",
        where=(Where.BUSINESS,),
    ),
    Trigger(
        id="business_savings",
        phrases="lettelse*|mindreudgift*|besparelse*|færre omkostninger",
        where=(Where.BUSINESS,),
    ),
    Trigger(
        id="small_business",
        phrases="små og mellemstore|mindre virksomheder|SMV*|mikrovirksomhed*"
        "|færre end * ansatte|færre end ~ ansatte|mindst * ansatte"
        "|mindst ~ ansatte|SMEs|small and medium-sized|microenterprise*"
        "|fewer than ~ employees|fewer than ~ workers|at least ~ workers",
        where=(Where.TEXT, Where.BUSINESS),
    ),
    Trigger(
        id="labour_supply_up",
        phrases="øge* ~ arbejdsudbud*|arbejdsudbud* ~ øge*|forøge* ~ arbejdsudbud*"
        "|mangel på arbejdskraft|arbejdskraftmangel|tiltrække* ~ arbejdskraft"
        "|lettere ~ rekruttere|styrke* ~ arbejdsudbud*|labour shortage*",
        where=(Where.TEXT, Where.BUSINESS, Where.PUBLIC),
    ),
    Trigger(
        id="labour_supply_down",
        phrases="reducer* ~ arbejdsudbud*|arbejdsudbud* ~ reducer*"
        "|mindske* ~ arbejdsudbud*|arbejdsudbud* ~ falde*"
        "|svække* ~ arbejdsudbud*",
        where=(Where.TEXT, Where.BUSINESS, Where.PUBLIC),
    ),
    Trigger(
        id="foreign_labour",
        phrases="udenlandsk arbejdskraft|beløbsordning*|positivliste*"
        "|opholds- og arbejdstilladelse*|arbejdstilladelse*"
        "|tredjelandsstatsborger*|fast track*|third-country national*"
        "|work permit*",
    ),
    Trigger(
        id="posted_workers",
        phrases="udstationer*|RUT|udenlandsk* tjenesteyder*|udenlandsk* virksomhed*"
        "|posted worker*|posting of workers",
        unless="dansk* eller udenlandsk*|dansk* og udenlandsk*",
    ),
    Trigger(
        id="chain",
        phrases="kædeansvar*|solidarisk*|hæfte* ~ underentrepren*|underentrepren*"
        "|underleverandør*|leverandørkæde*|subcontract*|joint and several",
        needs=("ansvar*|kædeansvar*|hæfte*|solidarisk*|leverandørkæde*|liab*",),
    ),
    Trigger(
        id="funds",
        phrases="kompetencefond*|VEU-godtgørelse*|voksen- og efteruddannelse*"
        "|arbejdsmarkedsuddannelse*|efteruddannelse*|omskoling*|opkvalificer*"
        "|voksenlærling*|realkompetence*|voksenuddannelse*|upskilling"
        "|reskilling|vocational training|lifelong learning",
    ),
    Trigger(
        id="training_duty",
        phrases="oplæring*|oplære*|instruktion*|instruere*|uddannelse*|kursus*"
        "|kompetence*|AI-færdighed*|training|AI literacy",
        needs=("{employer_duty}",),
        unless="kompetencefond*|beskæftigelseskompetence*|skal en {employer} efter"
        "|skal en {employer} i henhold til|skal {employer} i henhold til",
    ),
    Trigger(
        id="contributions",
        phrases="bidraget ^ forhøj*|forhøj* ^ bidraget|forhøjes bidraget"
        "|bidrag ^ forhøj*|arbejdsgiverbidrag*|finansieringsbidrag*"
        "|opkræve* ~ bidrag|betale* ~ bidrag|indbetale* ~ bidrag"
        "|bidrag til ~ fond*|ATP-bidrag*",
        unless="am-bidrag*|arbejdsmarkedsbidrag*|eget bidrag|egne bidrag|egetbidrag*"
        "|beregner|ved beregning*|til beregning*|fradrage*|fratrække*|medregne*"
        "|lønmodtagerens andel|lønmodtagers andel",
    ),
    Trigger(
        id="digital_only",
        phrases="skal ~ digital*|alene digitalt|kun digitalt|obligatorisk* digital*"
        "|digital* selvbetjening*|Digital Post"
        "|exclusively by electronic means|digital only",
        unless="{employer} skal sikre",
    ),
    Trigger(
        id="older",
        phrases="seniorer*|seniorordning*|ældre lønmodtagere|ældre medarbejdere"
        "|nedslid*|aldersgrænse*|alderskrav*|older workers",
        unless="unge|unges|børn|børns|mindreårige*|under 15 år|under 18 år",
    ),
    Trigger(
        id="gender",
        phrases="ligestilling*|kønsbalance*|underrepræsenterede køn|ligebehandling*"
        "|kønsneutral*|mellem kvinder og mænd|mellem mænd og kvinder"
        "|lønforskel* ~ køn*|gender|between women and men"
        "|between men and women",
    ),
    Trigger(
        id="disability",
        phrases="handicap*|funktionsnedsættelse*|nedsat arbejdsevne|fleksjob*"
        "|tilgængelighed*|disabilit*|accessib*",
        unless="uden ~ handicap",
    ),
    Trigger(
        id="discrimination",
        phrases="forskelsbehandl*|diskrimin*|repressalier|ufordelagtig behandling"
        "|ugunstig behandling|discriminat*|harassment|retaliat*|victimisation",
        negated=True,
    ),
    Trigger(
        id="data_processing",
        phrases="personoplysning*|følsomme oplysninger|behandle* ~ oplysninger"
        "|behandling af oplysninger|helbredsoplysning*|biometrisk*"
        "|registrere* ~ oplysninger om|personal data|biometric",
    ),
    Trigger(
        id="register_linking",
        phrases="samkør*|sammenstil*|*adgang til ~ indkomstregist*|fra indkomstregist*"
        "|indkomstregist* ~ oplysninger|hente* ~ indkomstregist*"
        "|udveksle* ~ oplysninger"
        "|indhente* ~ oplysninger|videregive* ~ oplysninger"
        "|registre ~ oplysninger|exchange of data|interconnect*",
    ),
    Trigger(
        id="automated",
        phrases="automatisk* afgørelse*|automatiseret* afgørelse*"
        "|automatiserede afgørelse*|automatisk* beslutning*"
        "|automatiserede beslutning*|automatiseret* beslutning*"
        "|automatiserede ^ system*|automatiseret system*"
        "|automatisk behandling|algoritm*|profilering*|AI-system*"
        "|kunstig* intelligens* ~ beslutning*"
        "|kunstig* intelligens* ~ afgørelse*|kunstig* intelligens* ~ vurder*"
        "|kunstig* intelligens* ~ overvåg*"
        "|beslutning* ~ kunstig* intelligens*"
        "|afgørelse* ~ kunstig* intelligens*|automated decision*"
        "|automated monitoring|algorithmic|AI system*|profiling",
        unless="menneskelig*|af et menneske|af en medarbejder|forklare*|human oversight"
        f"|human review|human intervention|explanation*|{_AUTHORITIES}",
        where=(Where.TEXT, Where.PUBLIC),
    ),
    Trigger(
        id="technology",
        phrases="kunstig* intelligens*|AI-system*|AI-model*|automatiser*"
        "|automatisere* ^ system*|automatisk afgørelse*"
        "|automatiske afgørelse*|algoritm*|maskinlæring*|ny teknologi|robot*"
        "|automatisk system*|automatiske system*|profilering*|chatbot*|sprogmodel*"
        "|artificial intelligence|AI system*|algorithm*|automated decision*"
        "|automated monitoring",
        where=(Where.TEXT, Where.PUBLIC),
        negated=True,
    ),
    Trigger(
        id="automated_public",
        phrases="automatisk sagsbehandling|automatiseret sagsbehandling"
        "|automatisk* afgørelse*|digital sagsbehandling",
        where=(Where.PUBLIC,),
    ),
    Trigger(
        id="automated_authority",
        phrases="automatisk* afgørelse*|automatiseret* afgørelse*"
        "|automatisk behandling",
        needs=(_AUTHORITIES,),
        where=(Where.TEXT,),
    ),
    Trigger(
        id="human_oversight",
        phrases=_HUMAN,
        negated=True,
    ),
    Trigger(
        id="human_oversight_at_work",
        phrases=_HUMAN,
        unless=f"{_AUTHORITIES}|afslag|refusion*|{{benefit}}|sygemeldt*|sagsbehandl*",
        negated=True,
    ),
    Trigger(
        id="explanation",
        phrases="begrundelse* for ~ afgørelse*|begrundelse ~ system*"
        "|ret til ~ forklaring|forklaring* ~ system*|forklaring* ~ afgørelse*"
        "|forklaring* ~ beslutning*|right to explanation"
        "|explanation ~ decision*",
    ),
    Trigger(
        id="liability",
        phrases="erstatningsansvar*|objektivt ansvar|erstatningspligt*"
        "|krav på ^ erstatning|ret til ^ erstatning|tilkende* ^ godtgørelse"
        "|betale ^ godtgørelse|krav på ^ godtgørelse|ret til godtgørelse"
        "|liable for|right to compensation|full compensation",
        needs=("{employer}|{employee}|overtræd*",),
        unless="VEU|feriegodtgørelse*|befordringsgodtgørelse*|afskedig*|opsig*",
    ),
    Trigger(
        id="power_alone",
        phrases="{authority} ~ kan ~ fastsætte*|{authority} fastsætter ~ regler"
        "|{authority} ~ bemyndiges|{authority} ~ fastsætter nærmere"
        "|kan {authority} fastsætte*|empowered to adopt|delegated act*"
        "|implementing act*",
        unless="{heard}|ikrafttræ*|træder i kraft|tidspunktet",
        where=(Where.PROVISIONS,),
    ),
    Trigger(
        id="power_heard",
        phrases="{authority} ~ kan ~ fastsætte*|{authority} fastsætter ~ regler"
        "|{authority} ~ bemyndiges|kan {authority} fastsætte*"
        "|empowered to adopt|delegated act*|implementing act*",
        needs=("{heard}",),
        where=(Where.PROVISIONS,),
    ),
    Trigger(
        id="date_power",
        phrases="{authority} fastsætter tidspunkt*"
        "|{authority} kan fastsætte tidspunkt*|tidspunktet for ~ ikrafttræden",
        where=(Where.PROVISIONS,),
    ),
    Trigger(
        id="retroactive_words",
        phrases="tilbagevirkende kraft|med tilbagevirkende|retroactive*",
        where=(Where.TEXT, Where.PROVISIONS),
    ),
    Trigger(
        id="review",
        phrases="ophæves den|bortfalder den|forslag om revision|revisionsbestemmelse*"
        "|loven ~ evalueres|ordningen ~ evalueres|reglerne ~ evalueres"
        "|evaluering af loven|evaluering af ordningen|evalueringsrapport*"
        "|aflægger rapport om anvendelsen|rapport om anvendelsen"
        "|solnedgangsklausul*|shall review|shall evaluate"
        "|report on the application",
        where=(Where.TEXT, Where.PROVISIONS),
    ),
    Trigger(
        id="over_implementation",
        phrases="overimplementer*|går videre end|går ud over ~ minimum*"
        "|videregående end|ud over direktivets|ud over minimumskrav*",
        where=(Where.EU,),
    ),
    Trigger(
        id="minimum_implementation",
        phrases="minimumsimplementer*|gennemfør* alene|forslaget ~ minimumskrav*"
        "|alene ~ minimumskrav*",
        unless="går videre|overimplementer*|videregående|ud over|udover",
        where=(Where.EU,),
    ),
    Trigger(
        id="eu_conflict",
        phrases="traktatbrud*|åbningsskrivelse*|EU-Domstolen*|procesrisiko*"
        "|usikkerhed ~ EU-ret*",
        where=(Where.EU,),
    ),
    Trigger(
        id="partner_implementation",
        phrases="arbejdsmarkedets parter ~ anmod*"
        "|overdrage* ~ arbejdsmarkedets parter"
        "|arbejdsmarkedets parter ~ gennemføre*"
        "|arbejdsmarkedets parter ~ implementer*"
        "|ved kollektiv* overenskomst* ~ implementer*"
        "|implementer* ved ~ overenskomst*"
        "|overlade det til arbejdsmarkedets parter"
        "|overdrage det til arbejdsmarkedets parter|parter at gennemføre"
        "|deres fælles anmodning|social partners ~ joint request"
        "|joint request ~ social partners|entrust ~ social partners"
        "|management and labour ~ joint*|social partners ~ implement*",
        where=(Where.TEXT, Where.EU),
    ),
    Trigger(
        id="employment_status",
        phrases="formodning* ~ ansættelsesforhold*|formodes ~ lønmodtager*"
        "|formodes ~ ansættelse*|formodning* ~ lønmodtager*"
        "|formodes at være ~ ansættelsesforhold*"
        "|formodes at være ~ lønmodtager*|lønmodtagerbegreb*"
        "|anses for lønmodtager*|presumption ~ employment"
        "|presumed to be ~ worker*",
    ),
    Trigger(
        id="atypical",
        phrases="vikar*|tidsbegrænset ansat*|tidsbegrænset ansættelse*"
        "|tidsbegrænsede ansættelse*|deltidsansat*|nultimer*|løstansat*"
        "|daglejer*|temporary agency|fixed-term|part-time|on-demand",
        needs=("{duty}|{may}|ret til",),
    ),
    Trigger(
        id="job_loss",
        phrases="nedlægge* ~ stilling*|stillinger nedlægges"
        "|nedlægge* ~ arbejdspladser|stillingsnedlæggelse*"
        "|personalereduktion*|kollektive afskedigelser|færre årsværk"
        "|reduktion ~ årsværk|mindreforbrug* ~ årsværk|frigøre* ~ årsværk"
        "|afskedigelser af større omfang|job losses|collective redundanc*",
        where=(Where.TEXT, Where.PUBLIC, Where.BUSINESS),
    ),
    Trigger(
        id="job_gain",
        phrases="øge* beskæftigelsen|beskæftigelsen ~ øge*|flere ~ i beskæftigelse"
        "|skabe* ~ arbejdspladser|flere i job|nye arbejdspladser"
        "|create* ~ jobs|increase employment",
        where=(Where.TEXT, Where.PUBLIC, Where.BUSINESS),
    ),
    Trigger(
        id="task_shift",
        phrases="*opgaver bortfalder|*opgaver ^ ændres"
        "|*opgaver bortfalder eller ændres|opgave* ~ automatiser*"
        "|automatiser* ~ opgave*|opgave* ~ overtages|opgave* ~ omlægges"
        "|opgave* ~ overføres|overføre* ~ opgave*|overdrage* ~ opgave*"
        "|ændrede arbejdsgange|nye arbejdsgange|tasks ~ automat*",
        unless="hvis ^ *opgaver|whose tasks|omstillingsforløb*",
        where=(Where.TEXT, Where.PUBLIC, Where.BUSINESS),
    ),
    Trigger(
        id="competitiveness",
        phrases="konkurrenceevne*|konkurrenceforvrid*|ulige konkurrence"
        "|lige konkurrencevilkår|lige vilkår|competitive*|level playing field",
        where=(Where.TEXT, Where.BUSINESS, Where.EU),
    ),
    Trigger(
        id="complaint_closed",
        phrases="kan ikke påklages|kan ikke indbringes|afskære* ~ klage*"
        "|klageadgang* ~ afskære*",
        negated=True,
    ),
    Trigger(
        id="objection_right",
        phrases="gøre indsigelse*|ret til indsigelse|klageadgang*"
        "|kan indbringe* ~ for|kan klage* ~ til|ret til at klage"
        "|right to contest|right of redress|lodge a complaint",
        unless="kan ikke|afskær*",
    ),
    Trigger(
        id="transition",
        phrases="overgangsordning*|overgangsperiode*|overgangsregler"
        "|finder ikke anvendelse på ~ indgået før|gælder ikke for ~ før den"
        "|transitional",
        where=(Where.TEXT, Where.PROVISIONS),
        negated=True,
    ),
)
