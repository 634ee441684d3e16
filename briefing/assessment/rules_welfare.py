"""Rules on skills, social security and inclusion."""

from briefing.assessment.risk_rules import Audience, Rule
from briefing.domain.assessment import Dimension, Horizon, Party, PointKind

WELFARE_RULES: tuple[Rule, ...] = (
    Rule(
        id="skills.funds",
        triggers=("funds",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.SKILLS,
        party=Party.BOTH,
        text="Training and adult education get rules or means in {place}, which "
        "can help employees to new tasks and employers to the right "
        "skills.",
        likelihood=-1,
        horizon=Horizon.MEDIUM,
    ),
    Rule(
        id="skills.own_funds",
        triggers=(
            "funds",
            "training_duty",
            "task_shift",
        ),
        kind=PointKind.ATTENTION,
        dimension=Dimension.SKILLS,
        party=Party.BOTH,
        text="Check what {place} means for your funds: {funds}.",
        audience=Audience.OWN_FUNDS,
    ),
    Rule(
        id="skills.training",
        triggers=("training_duty",),
        kind=PointKind.RISK,
        dimension=Dimension.SKILLS,
        party=Party.EMPLOYERS,
        text="Employers must train or instruct under {place}, which costs time "
        "and courses.",
        mitigation="Ask whether existing courses and funds can be used.",
        impact=-1,
    ),
    Rule(
        id="skills.training.employees",
        triggers=("training_duty",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.SKILLS,
        party=Party.EMPLOYEES,
        text="Employees get training or instruction under {place}.",
        horizon=Horizon.MEDIUM,
    ),
    Rule(
        id="security.benefit_up",
        triggers=("benefit_up",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.SOCIAL_SECURITY,
        party=Party.EMPLOYEES,
        text="A benefit is raised or widened under {place}.",
        impact=1,
        weight=2,
    ),
    Rule(
        id="security.benefit_right",
        triggers=("benefit_right",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.SOCIAL_SECURITY,
        party=Party.EMPLOYEES,
        text="{place} gives a right to a benefit; check whether it is better "
        "than today.",
        likelihood=-1,
    ),
    Rule(
        id="security.benefit_up.employers",
        triggers=(
            "benefit_up",
            "benefit_right",
        ),
        kind=PointKind.ATTENTION,
        dimension=Dimension.SOCIAL_SECURITY,
        party=Party.EMPLOYERS,
        text="Check who pays for the benefit in {place} and whether it affects "
        "the supply of labour.",
    ),
    Rule(
        id="security.benefit_down",
        triggers=("benefit_down",),
        kind=PointKind.RISK,
        dimension=Dimension.SOCIAL_SECURITY,
        party=Party.EMPLOYEES,
        text="A benefit is lowered, suspended or lost under {place}.",
        mitigation="Ask for a transitional rule and for the number of people affected.",
        impact=1,
        weight=2,
    ),
    Rule(
        id="security.benefit_down.employers",
        triggers=("benefit_down",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.SOCIAL_SECURITY,
        party=Party.EMPLOYERS,
        text="Check whether {place} changes the flexicurity balance or the "
        "supply of labour.",
    ),
    Rule(
        id="security.conditions",
        triggers=("benefit_conditions",),
        kind=PointKind.RISK,
        dimension=Dimension.SOCIAL_SECURITY,
        party=Party.EMPLOYEES,
        text="The conditions for a benefit are set or changed in {place}, so "
        "that some may fall outside.",
        mitigation="Ask who falls outside and what they are offered instead.",
        likelihood=-1,
    ),
    Rule(
        id="security.duration",
        triggers=("benefit_duration",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.SOCIAL_SECURITY,
        party=Party.EMPLOYEES,
        text="{place} concerns how long a benefit can be paid; work out what it "
        "means for members.",
    ),
    Rule(
        id="security.a_kasse",
        triggers=("a_kasse",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.SOCIAL_SECURITY,
        party=Party.EMPLOYEES,
        text="The unemployment insurance funds get tasks or rules in {place}; "
        "check time and payment for them.",
    ),
    Rule(
        id="security.activation",
        triggers=("activation",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.SOCIAL_SECURITY,
        party=Party.BOTH,
        text="{place} concerns activation or job offers; check displacement of "
        "ordinary jobs and the use of places in companies.",
    ),
    Rule(
        id="security.retirement",
        triggers=("retirement",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.SOCIAL_SECURITY,
        party=Party.BOTH,
        text="{place} concerns retirement or pension; check the effect for "
        "worn-down employees and for the supply of labour.",
    ),
    Rule(
        id="security.sick_pay",
        triggers=("sick_pay",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.SOCIAL_SECURITY,
        party=Party.BOTH,
        text="{place} concerns absence due to sickness; compare it with pay "
        "during sickness in the agreements.",
    ),
    Rule(
        id="security.employer_period",
        triggers=("employer_period",),
        kind=PointKind.RISK,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="Employers must pay for a longer period themselves under {place}.",
        impact=1,
    ),
    Rule(
        id="inclusion.digital",
        triggers=("digital_only",),
        kind=PointKind.RISK,
        dimension=Dimension.INCLUSION,
        party=Party.EMPLOYEES,
        text="People who cannot use digital channels may be left behind by {place}.",
        mitigation="Check that the exemptions are enough and that people can be served "
        "in person.",
        likelihood=-1,
        horizon=Horizon.MEDIUM,
    ),
    Rule(
        id="inclusion.older",
        triggers=("older",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.INCLUSION,
        party=Party.BOTH,
        text="{place} may strike by age; check the effect for older employees.",
    ),
    Rule(
        id="inclusion.gender",
        triggers=("gender",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.INCLUSION,
        party=Party.EMPLOYEES,
        text="{place} can further equality between women and men.",
        likelihood=-1,
        horizon=Horizon.LONG,
    ),
    Rule(
        id="inclusion.gender.employers",
        triggers=("gender",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.INCLUSION,
        party=Party.EMPLOYERS,
        text="Check what {place} asks of recruitment, pay systems and reporting "
        "on gender.",
    ),
    Rule(
        id="inclusion.disability",
        triggers=("disability",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.INCLUSION,
        party=Party.BOTH,
        text="{place} concerns people with disabilities or reduced capacity for "
        "work; ask their organisations.",
    ),
)
