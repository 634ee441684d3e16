"""Searches that are kept as topics: saving with a preview, listing, taking away."""

from typing import Any

from rich.markup import escape

from briefing.cli.session import Session
from briefing.domain.profile import Profile
from briefing.domain.search import Filters, SavedSearch
from briefing.errors import UsageError
from briefing.language.written import danish_day, format_date
from briefing.pipeline.line import Line
from briefing.pipeline.searching import Caught, preview


def save_search(
    session: Session,
    line: Line,
    saved: SavedSearch,
    filters: Filters,
    *,
    look: bool,
    as_json: bool,
) -> None:
    """Keep a search as a topic, or only `look` at what it would have caught."""
    profile = line.settings.profiles[saved.profile]
    caught = preview(line, saved, filters)
    if not look:
        line.store.save_search(saved)
    if as_json:
        session.show_json(
            {
                "name": saved.name,
                "profile": saved.profile,
                "query": saved.query,
                "weight": saved.weight,
                "only": dict(saved.only),
                "saved": not look,
                "caught": [_caught_values(each) for each in caught],
            }
        )
        return
    _print_caught(session, profile, caught)
    if look:
        session.say("Nothing was saved. Save it with --save NAME, without --preview.")
    else:
        session.say(
            "“{name}” is a topic of {profile} from the next run on: what it finds is "
            "screened again, and new proposals are screened by it.",
            name=saved.name,
            profile=profile.id,
            style="green",
        )


def _caught_values(caught: Caught) -> dict[str, Any]:
    return {
        "ref": caught.ref,
        "title": caught.title,
        "before": caught.before,
        "after": caught.after,
        "newly_relevant": caught.is_new,
        "reasons": list(caught.reasons),
    }


def _print_caught(
    session: Session, profile: Profile, caught: tuple[Caught, ...]
) -> None:
    if not caught:
        session.say(
            "It would have changed the relevance of no proposal in the store: nothing "
            "is found, or your topics count in full already."
        )
        return
    new = sum(1 for each in caught if each.is_new)
    session.say(
        "It would have raised the relevance of {count} stored proposals; {new} of them "
        "would have reached the threshold of {threshold} that did not before.",
        count=len(caught),
        new=new,
        threshold=profile.threshold,
    )
    for each in caught:
        mark = "+" if each.is_new else " "
        session.out.print(
            escape(f"{mark} {each.before:3} → {each.after:3}  {each.ref}  {each.title}")
        )
        for reason in each.reasons:
            session.out.print(escape(f"      {reason}"), style="dim")


def list_saved(session: Session, line: Line, *, as_json: bool) -> None:
    """Print the searches that are kept."""
    found = line.store.saved_searches()
    if as_json:
        session.show_json(
            [
                {
                    "profile": each.profile,
                    "name": each.name,
                    "query": each.query,
                    "weight": each.weight,
                    "only": dict(each.only),
                    "created_at": each.created_at.isoformat(),
                }
                for each in found
            ]
        )
        return
    if not found:
        session.say("No search is saved: `briefing search WORDS --save NAME`.")
    language = session.translate.language
    for each in found:
        only = ", ".join(f"{key}: {value}" for key, value in each.only.items())
        day = format_date(danish_day(each.created_at), language)
        parts = (each.profile, each.name, each.query, only, f"× {each.weight}", day)
        session.out.print(escape("  ".join(filter(None, parts))))


def forget_search(session: Session, line: Line, profile: Profile, name: str) -> None:
    """Take a search away from the topics; UsageError when there is none."""
    if not line.store.remove_search(profile.id, name, line.clock()):
        raise UsageError(
            "The profile {profile} has no saved search called “{name}”. See `briefing "
            "search --saved`.",
            profile=profile.id,
            name=name,
        )
    session.say("“{name}” is no longer a topic of {profile}.",
                name=name, profile=profile.id)  # fmt: skip
