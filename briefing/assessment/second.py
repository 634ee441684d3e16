"""A second, independent reading: whether the words quoted bear the statement.

It sees nothing but statements and their quotations, and it can only lower trust: what
it doubts is withheld, what it lets through has passed every other check already.
"""

from collections.abc import Sequence

from briefing.assessment.prompting import for_profile
from briefing.assessment.schema import Verdicts
from briefing.domain.assessment import Point
from briefing.domain.model import Ask, Model, Role
from briefing.domain.profile import Profile

AT_A_TIME = 40


def read_again(
    model: Model, points: Sequence[Point], ref: str, profile: Profile
) -> dict[int, bool]:
    """Whether each point, by its place in the list, was found borne.

    A point that was given no verdict is not in it; one of "partly" is not borne.
    Raises AnalysisError when the model gives no usable answer.
    """
    found: dict[int, bool] = {}
    for start in range(0, len(points), AT_A_TIME):
        some = points[start : start + AT_A_TIME]
        for number, borne in _read(model, some, ref, profile).items():
            if number in range(1, len(some) + 1):
                found[start + number - 1] = borne
    return found


def _read(
    model: Model, points: Sequence[Point], ref: str, profile: Profile
) -> dict[int, bool]:
    """Borne or not, by number; two verdicts on one number are the worse of them."""
    chosen = for_profile("second", profile)
    listed = "\n\n".join(_listed(number, each) for number, each in enumerate(points, 1))
    ask = Ask(
        role=Role.SECOND,
        prompt=chosen,
        system=chosen.text,
        shared="",
        question=listed,
        answer=Verdicts,
        ref=ref,
        profile=profile.id,
    )
    found: dict[int, bool] = {}
    for each in model.ask(ask).value.verdicts:
        borne = each.supported == "yes"
        found[each.number] = found.get(each.number, True) and borne
    return found


def _listed(number: int, point: Point) -> str:
    said = " ".join(filter(None, (point.text, point.today, point.proposed)))
    quotes = "\n".join(f"  »{each.quote}«" for each in point.citations)
    return f"{number}. {said}\n{quotes}"
