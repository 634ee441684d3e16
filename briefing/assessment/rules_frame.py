"""Rules on burdens, oversight, law and the EU, and the two scenarios."""

from briefing.assessment.risk_rules import Rule
from briefing.domain.assessment import Dimension, Horizon, Party, PointKind

FRAME_RULES: tuple[Rule, ...] = (
    Rule(
        id="burden.duty",
        triggers=("duty",),
        kind=PointKind.RISK,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="Employers get or keep a duty in {place} that must be carried out "
        "and can be checked.",
        mitigation="Ask for guidance in good time and for time to adapt.",
        impact=-1,
        weight=0,
    ),
    Rule(
        id="burden.reporting",
        triggers=("reporting",),
        kind=PointKind.RISK,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="A duty to report in {place} gives employers a task that must be "
        "done right and in time.",
        mitigation="Ask for reuse of data that are reported already.",
        impact=-1,
    ),
    Rule(
        id="burden.deadline",
        triggers=("deadline_duty",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="{place} sets a time limit for employers; check that systems and "
        "routines can keep it.",
    ),
    Rule(
        id="burden.documentation",
        triggers=("documentation",),
        kind=PointKind.RISK,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="Employers must document or keep records under {place}, which adds "
        "administration.",
        mitigation="Ask for templates and for exceptions for small companies.",
        impact=-1,
        weight=0,
    ),
    Rule(
        id="burden.costs",
        triggers=("business_costs",),
        kind=PointKind.RISK,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="The text itself puts costs on business: {quote}",
        mitigation="Check the figures against the members' own experience.",
        weight=2,
    ),
    Rule(
        id="burden.one_off",
        triggers=("one_off_costs",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="The text mentions costs of the change itself: {quote}",
    ),
    Rule(
        id="burden.savings",
        triggers=("business_savings",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="The text expects relief for business: {quote}",
        impact=-1,
    ),
    Rule(
        id="burden.small",
        triggers=("small_business",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="{place} draws a line by size of company; check how it falls for "
        "small members.",
    ),
    Rule(
        id="burden.contributions",
        triggers=("contributions",),
        kind=PointKind.RISK,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="Contributions may be collected under {place}, which adds to the "
        "cost of labour.",
        mitigation="Ask who pays, how much and how it is adjusted.",
    ),
    Rule(
        id="burden.competition",
        triggers=("competitiveness",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
        text="{place} speaks of competitive conditions; check them against "
        "rules in neighbouring countries.",
    ),
    Rule(
        id="oversight.automated",
        triggers=("automated",),
        kind=PointKind.RISK,
        dimension=Dimension.OVERSIGHT,
        party=Party.EMPLOYEES,
        text="Decisions on people may rest on automatic systems under {place}, "
        "and mistakes can be hard to see and to appeal.",
        mitigation="Ask for human oversight, reasons that can be understood, and "
        "discussion with the representatives.",
        likelihood=-1,
        impact=1,
        horizon=Horizon.MEDIUM,
        weight=2,
    ),
    Rule(
        id="oversight.automated.employers",
        triggers=("automated",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.OVERSIGHT,
        party=Party.EMPLOYERS,
        text="An organisation answers for what its systems decide; check who is "
        "responsible under {place}.",
    ),
    Rule(
        id="oversight.public",
        triggers=("automated_public", "automated_authority"),
        kind=PointKind.ATTENTION,
        dimension=Dimension.OVERSIGHT,
        party=Party.BOTH,
        text="Cases may be handled automatically, according to {place}; check "
        "how a human is involved and how one complains.",
    ),
    Rule(
        id="oversight.human",
        triggers=("human_oversight",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.OVERSIGHT,
        party=Party.EMPLOYEES,
        text="{place} gives a human a part in overseeing or deciding.",
        impact=1,
    ),
    Rule(
        id="oversight.human.employers",
        triggers=("human_oversight_at_work",),
        kind=PointKind.RISK,
        dimension=Dimension.OVERSIGHT,
        party=Party.EMPLOYERS,
        text="Human oversight under {place} needs people with time, knowledge "
        "and authority for it.",
        mitigation="Name who oversees which system, and plan their training.",
        likelihood=-1,
    ),
    Rule(
        id="oversight.explanation",
        triggers=("explanation",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.OVERSIGHT,
        party=Party.EMPLOYEES,
        text="The person concerned can get reasons or an explanation under {place}.",
        impact=-1,
    ),
    Rule(
        id="scenario.outsourcing",
        triggers=("technology",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.EMPLOYMENT,
        party=Party.BOTH,
        text="Scenario AI outsourcing: which tasks in the members' jobs "
        "disappear if the technology that {place} concerns takes them "
        "over, and what are those concerned offered?",
        weight=2,
    ),
    Rule(
        id="scenario.hybrid",
        triggers=("technology",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.SKILLS,
        party=Party.BOTH,
        text="Scenario hybrid roles: which tasks change if people and the "
        "technology that {place} concerns share the work, and who trains "
        "people for it?",
        weight=2,
    ),
    Rule(
        id="legal.power",
        triggers=("power_alone",),
        kind=PointKind.RISK,
        dimension=Dimension.LEGAL_EU,
        party=Party.BOTH,
        text="Part of the content is decided later by {authority} under "
        "{place}; it is an open question whether the social partners are "
        "heard.",
        mitigation="Ask for a duty to hear or negotiate with the social partners in "
        "the provision itself.",
        horizon=Horizon.MEDIUM,
        weight=2,
    ),
    Rule(
        id="legal.power_heard",
        triggers=("power_heard",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.COLLECTIVE_AGREEMENTS,
        party=Party.BOTH,
        text="The social partners, or a council they sit on, take part when the rules "
        "under {place} are filled in.",
        horizon=Horizon.MEDIUM,
    ),
    Rule(
        id="legal.date_power",
        triggers=("date_power",),
        kind=PointKind.RISK,
        dimension=Dimension.LEGAL_EU,
        party=Party.BOTH,
        text="The day of entry into force is decided later under {place}, so "
        "that nobody can plan for it yet.",
        mitigation="Ask for a date, or a minimum notice.",
        impact=-1,
    ),
    Rule(
        id="legal.retroactive",
        triggers=(
            "retroactive_words",
            "check:retroactive",
        ),
        kind=PointKind.RISK,
        dimension=Dimension.LEGAL_EU,
        party=Party.BOTH,
        text="The rules may reach back to before they were adopted ({place}), "
        "which touches on legal certainty.",
        mitigation="Ask for the reason and for a transitional rule.",
        impact=1,
        weight=2,
    ),
    Rule(
        id="legal.short_adaptation",
        triggers=("check:short_adaptation_is_short",),
        kind=PointKind.RISK,
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.BOTH,
        text="There is little time between adoption and entry into force, so "
        "that routines, systems and agreements may not be ready.",
        mitigation="Ask for a later date or a period of guidance.",
    ),
    Rule(
        id="legal.review",
        triggers=("review",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.LEGAL_EU,
        party=Party.BOTH,
        text="The rules are to be reviewed, evaluated or to lapse under "
        "{place}; prepare evidence in good time.",
    ),
    Rule(
        id="legal.over_implementation",
        triggers=("over_implementation",),
        kind=PointKind.RISK,
        dimension=Dimension.LEGAL_EU,
        party=Party.EMPLOYERS,
        text="The text speaks of going beyond the EU minimum ({place}), which "
        "may put Danish employers at a disadvantage.",
        mitigation="Ask for the reason for each rule beyond the minimum.",
    ),
    Rule(
        id="legal.over_implementation.employees",
        triggers=("over_implementation",),
        kind=PointKind.OPPORTUNITY,
        dimension=Dimension.LEGAL_EU,
        party=Party.EMPLOYEES,
        text="The text speaks of going beyond the EU minimum ({place}), which "
        "may give better protection.",
        likelihood=-1,
    ),
    Rule(
        id="legal.minimum",
        triggers=("minimum_implementation",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.LEGAL_EU,
        party=Party.EMPLOYEES,
        text="The text keeps to the EU minimum ({place}); check whether better "
        "Danish rules are kept.",
    ),
    Rule(
        id="legal.eu_conflict",
        triggers=("eu_conflict",),
        kind=PointKind.RISK,
        dimension=Dimension.LEGAL_EU,
        party=Party.BOTH,
        text="The relation to EU law is not without doubt, according to {place}.",
        likelihood=-1,
        horizon=Horizon.LONG,
    ),
    Rule(
        id="legal.complaint",
        triggers=("complaint_closed",),
        kind=PointKind.RISK,
        dimension=Dimension.LEGAL_EU,
        party=Party.BOTH,
        text="Decisions under {place} cannot be brought before a higher authority.",
        mitigation="Ask for a way to complain or for a reason why there is none.",
    ),
    Rule(
        id="legal.transition",
        triggers=("transition",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.LEGAL_EU,
        party=Party.BOTH,
        text="{place} holds a transitional rule; check which agreements and "
        "cases it covers.",
    ),
    Rule(
        id="legal.repealed",
        triggers=("change:repeal",),
        kind=PointKind.ATTENTION,
        dimension=Dimension.LEGAL_EU,
        party=Party.BOTH,
        text="{place} takes provisions away; check which protection or duty "
        "goes with them.",
    ),
)
