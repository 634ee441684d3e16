"""Rules on employment, pay, collective agreements and co-operation."""

from briefing.assessment.risk_rules import Audience, Rule
from briefing.domain.assessment import Dimension, Horizon, Party, PointKind

JOB_RULES: tuple[Rule, ...] = (
    Rule(
        id="employment.job_loss",
        triggers=("job_loss",),
        kind=PointKind.RISK,
        dimension=Dimension.EMPLOYMENT,
        party=Party.EMPLOYEES,
        text="Jobs may go: the text speaks of fewer posts or dismissals ({place}).",
        mitigation="Ask for negotiation of consequences, redeployment and training "
        "before the change.",
        impact=1,
        horizon=Horizon.MEDIUM,
        weight=2,
    ),
    Rule(
        id="employment.job_loss.employers",
        triggers=("job_loss",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.EMPLOYMENT,
        party=Party.EMPLOYERS,
        text="Check whether the reductions mentioned in {place} set off the "
        "rules on notification and negotiation.",
    ),
    Rule(
        id="employment.job_gain",
        triggers=("job_gain",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.EMPLOYMENT,
        party=Party.BOTH,
        text="More people may come into work, as the text expects in {place}.",
        likelihood=-1,
        horizon=Horizon.MEDIUM,
    ),
    Rule(
        id="employment.task_shift",
        triggers=("task_shift",),
        kind=PointKind.RISK,
        dimension=Dimension.EMPLOYMENT,
        party=Party.EMPLOYEES,
        text="Tasks may be automated, moved or laid out differently under "
        "{place}, which changes what the jobs hold.",
        mitigation="Ask that job content and training are discussed locally before "
        "tasks are changed.",
        likelihood=-1,
        horizon=Horizon.MEDIUM,
    ),
    Rule(
        id="employment.task_shift.employers",
        triggers=("task_shift",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.EMPLOYMENT,
        party=Party.EMPLOYERS,
        text="New working procedures under {place} may free time for other tasks.",
        likelihood=-1,
        impact=-1,
        horizon=Horizon.MEDIUM,
        weight=0,
    ),
    Rule(
        id="employment.foreign_labour",
        triggers=("foreign_labour",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.EMPLOYMENT,
        party=Party.EMPLOYERS,
        text="The rules on foreign labour in {place} may affect how employers "
        "can recruit.",
        likelihood=-1,
        horizon=Horizon.MEDIUM,
    ),
    Rule(
        id="employment.foreign_labour.employees",
        triggers=("foreign_labour",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.PAY,
        party=Party.EMPLOYEES,
        text="Check how {place} makes sure that foreign labour works on Danish "
        "pay and working conditions.",
    ),
    Rule(
        id="employment.atypical",
        triggers=("atypical",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.EMPLOYMENT,
        party=Party.BOTH,
        text="{place} concerns people in temporary, part-time or agency work; "
        "check whether the rules fit these forms of employment.",
    ),
    Rule(
        id="employment.status",
        triggers=("employment_status",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.WORKERS_RIGHTS,
        party=Party.EMPLOYEES,
        text="More people may be counted as employees under {place} and so gain "
        "the rights that go with it.",
        likelihood=-1,
        impact=1,
        horizon=Horizon.MEDIUM,
        weight=2,
    ),
    Rule(
        id="employment.status.employers",
        triggers=("employment_status",),
        kind=PointKind.RISK,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="Work that is bought as a service today may be treated as "
        "employment under {place}, with employer duties to follow.",
        mitigation="Ask for clear criteria and a way to have the status decided in "
        "advance.",
        likelihood=-1,
        impact=1,
        horizon=Horizon.MEDIUM,
    ),
    Rule(
        id="employment.supply_up",
        triggers=("labour_supply_up",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="The supply of labour may grow, according to {place}.",
        likelihood=-1,
        horizon=Horizon.MEDIUM,
    ),
    Rule(
        id="employment.supply_down",
        triggers=("labour_supply_down",),
        kind=PointKind.RISK,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="The supply of labour may fall, according to {place}, which makes "
        "recruiting harder.",
        horizon=Horizon.MEDIUM,
    ),
    Rule(
        id="pay.statutory",
        triggers=("statutory_pay",),
        kind=PointKind.RISK,
        dimension=Dimension.COLLECTIVE_AGREEMENTS,
        party=Party.BOTH,
        text="Pay is set or measured by law in {place}, where the parties "
        "otherwise agree on it themselves.",
        mitigation="Ask that agreed pay always takes the place of the statutory rule.",
        impact=1,
        horizon=Horizon.MEDIUM,
        weight=2,
    ),
    Rule(
        id="pay.pressure",
        triggers=("pay_pressure",),
        kind=PointKind.RISK,
        dimension=Dimension.PAY,
        party=Party.EMPLOYEES,
        text="Pay may come under pressure from {place}.",
        impact=1,
        horizon=Horizon.MEDIUM,
    ),
    Rule(
        id="pay.transparency",
        triggers=("pay_transparency",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.PAY,
        party=Party.EMPLOYEES,
        text="Employees can get better insight into pay under {place}, which "
        "makes unexplained differences easier to raise.",
        horizon=Horizon.MEDIUM,
    ),
    Rule(
        id="pay.transparency.employers",
        triggers=("pay_transparency",),
        kind=PointKind.RISK,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="Employers must have pay structures and information ready under "
        "{place}, which takes time and may lead to claims.",
        mitigation="Ask for guidance, ready-made forms and reuse of data that are "
        "reported already.",
    ),
    Rule(
        id="pay.report",
        triggers=("pay_report",),
        kind=PointKind.RISK,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="A duty to report on pay in {place} means a recurring task for the "
        "employers it covers.",
        mitigation="Ask that existing pay statistics can be used.",
        impact=-1,
    ),
    Rule(
        id="pay.report.employees",
        triggers=("pay_report",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.COOPERATION,
        party=Party.EMPLOYEES,
        text="The reporting on pay in {place} gives employees and their "
        "representatives figures to negotiate from.",
        impact=-1,
        horizon=Horizon.MEDIUM,
    ),
    Rule(
        id="pay.posted",
        triggers=("posted_workers",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.PAY,
        party=Party.BOTH,
        text="{place} concerns posted workers or foreign service providers; "
        "check the effect on fair competition and on pay.",
    ),
    Rule(
        id="pay.chain",
        triggers=("chain",),
        kind=PointKind.RISK,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="A contractor may have to answer for others in the chain under {place}.",
        mitigation="Ask what checks are enough to be free of liability, and review "
        "contracts.",
        impact=1,
    ),
    Rule(
        id="pay.chain.employees",
        triggers=("chain",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.PAY,
        party=Party.EMPLOYEES,
        text="Responsibility along the chain in {place} can make it easier to "
        "get wages that are owed.",
        likelihood=-1,
    ),
    Rule(
        id="agreements.opening",
        triggers=("agreement_opening",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.COLLECTIVE_AGREEMENTS,
        party=Party.BOTH,
        text="Under {place} a collective agreement can take the place of the law, "
        "so that the parties can fit the rules to the sector.",
        horizon=Horizon.MEDIUM,
        weight=2,
    ),
    Rule(
        id="agreements.local",
        triggers=("agreement_local",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.COLLECTIVE_AGREEMENTS,
        party=Party.BOTH,
        text="Rules can be departed from by agreement with the employees' "
        "organisation under {place}; check which rules, and on what conditions.",
        horizon=Horizon.MEDIUM,
        weight=2,
    ),
    Rule(
        id="agreements.closed",
        triggers=("agreement_closed",),
        kind=PointKind.RISK,
        dimension=Dimension.COLLECTIVE_AGREEMENTS,
        party=Party.BOTH,
        text="{place} cannot be replaced by agreement, so that the parties' "
        "room to negotiate narrows.",
        mitigation="Ask for an exception for collective agreements.",
        horizon=Horizon.MEDIUM,
        weight=2,
    ),
    Rule(
        id="agreements.terms",
        triggers=("agreement_terms",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.COLLECTIVE_AGREEMENTS,
        party=Party.BOTH,
        text="{place} ties a rule to collective agreements or their level; "
        "check which agreements are meant and who decides.",
    ),
    Rule(
        id="agreements.partners",
        triggers=("partner_implementation",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.COLLECTIVE_AGREEMENTS,
        party=Party.BOTH,
        text="{place} leaves room for the social partners to carry the rules "
        "out by agreement.",
        likelihood=-1,
        impact=1,
        horizon=Horizon.MEDIUM,
        weight=2,
    ),
    Rule(
        id="agreements.own",
        triggers=(
            "agreement_opening",
            "agreement_closed",
            "agreement_terms",
            "working_time",
            "notice",
            "statutory_pay",
        ),
        kind=PointKind.ATTENTION,
        dimension=Dimension.COLLECTIVE_AGREEMENTS,
        party=Party.BOTH,
        text="Compare {place} with your own agreements: {agreements}.",
        audience=Audience.OWN_AGREEMENTS,
    ),
    Rule(
        id="cooperation.information",
        triggers=("information_consultation",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.COOPERATION,
        party=Party.EMPLOYEES,
        text="Employees or their representatives must be informed or heard "
        "under {place}, which gives local influence before decisions are "
        "made.",
    ),
    Rule(
        id="rights.information",
        triggers=("individual_information",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.WORKERS_RIGHTS,
        party=Party.EMPLOYEES,
        text="The single employee is to be told by the employer under {place}, "
        "which can make it easier to see what one is entitled to.",
        impact=-1,
    ),
    Rule(
        id="cooperation.information.employers",
        triggers=("information_consultation",),
        kind=PointKind.RISK,
        dimension=Dimension.COOPERATION,
        party=Party.EMPLOYERS,
        text="Decisions must be prepared with information or consultation under "
        "{place}, and a mistake in the procedure can be raised as a "
        "breach.",
        mitigation="Use the existing works council and ask that its rules are enough.",
        impact=-1,
    ),
    Rule(
        id="cooperation.stewards",
        triggers=("shop_steward",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.COOPERATION,
        party=Party.BOTH,
        text="{place} gives shop stewards or other representatives a part to "
        "play; check time, training and protection for it.",
    ),
    Rule(
        id="cooperation.bodies",
        triggers=("cooperation_bodies",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.COOPERATION,
        party=Party.BOTH,
        text="{place} concerns works councils or the working-environment "
        "organisation; check how it fits the co-operation agreement.",
    ),
)
