"""The letter that an approved briefing goes out with."""

from briefing.domain.delivery import Entry, Letter, Recipient, Section
from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal
from briefing.domain.review import ApprovedAssessment
from briefing.domain.run import Alert
from briefing.language import translator
from briefing.language.written import danish_day, format_date
from briefing.rendering.context_case import designation
from briefing.rendering.letters.sentences import footer, subject_of


def approved_letter(
    approved: ApprovedAssessment,
    proposal: Proposal,
    profile: Profile,
    to: Recipient,
    why: str,
) -> Letter:
    """The bottom line, who approved it, and the briefing as a file."""
    _ = translator(approved.assessment.language)
    review = approved.review
    summary = tuple(each.text for each in approved.assessment.summary)
    by = _(
        "Approved by {name} on {day}. The briefing is attached; every point in it "
        "shows where in the proposal it stands.",
        name=review.by,
        day=format_date(danish_day(review.at), _.language),
    )
    recommendation = (
        (_("Recommendation: {text}", text=review.recommendation),)
        if review.recommendation
        else ()
    )
    example = _("EXAMPLE DATA – invented for demonstration") if proposal.example else ""
    return Letter(
        subject=_("Briefing: {title}", title=subject_of(proposal)),
        heading=_("Approved briefing"),
        language=_.language,
        lead=(by, *recommendation),
        sections=(
            Section(
                designation(proposal),
                (Entry(proposal.title, proposal.url, summary, why),),
            ),
        ),
        notes=(example,) if example else (),
        footer=footer(to, profile, _),
    )


def alarm_letter(alert: Alert, profile: Profile, to: Recipient) -> Letter:
    """What whoever runs the program must look at and do, or that it is well again."""
    _ = translator(profile.language)
    text = _(alert.message, **alert.values)
    remedy = _(alert.remedy) if alert.remedy and not alert.ended else ""
    ended = _("In order again: {text}", text=text)
    heading = (
        _("Briefing is in order again")
        if alert.ended
        else _("Briefing needs attention")
    )
    return Letter(
        subject=f"{heading}: {text}"[:150],
        heading=heading,
        language=_.language,
        lead=tuple(each for each in (ended if alert.ended else text, remedy) if each),
        footer=footer(to, profile, _),
    )
