"""A second, independent reading: whether the words quoted bear the statement.

It sees nothing but statements and their quotations, and it can only lower trust: what
it doubts is withheld, what it lets through has passed every other check already.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.assessment.prompting import for_profile
from briefing.assessment.schema import Verdicts
from briefing.domain.assessment import Point
from briefing.domain.model import Ask, Model, Role
from briefing.domain.profile import Profile

AT_A_TIME = 40


@dataclass(frozen=True, slots=True)
class Read:
    """Whether each statement, by its place in the list, was found borne.

    One that was given no verdict is not in it; one of "partly" is not borne. `asked`
    is what the kept calls are known by.
    """

    borne: Mapping[int, bool]
    asked: tuple[str, ...]


def read_again(
    model: Model, points: Sequence[Point], ref: str, profile: Profile
) -> Read:
    """The second reading; raises AnalysisError when there is no usable answer."""
    found: dict[int, bool] = {}
    asked: list[str] = []
    for start in range(0, len(points), AT_A_TIME):
        some = points[start : start + AT_A_TIME]
        reply = model.ask(_ask(some, ref, profile))
        asked.append(reply.asked)
        for number, borne in _verdicts(reply.value).items():
            if number in range(1, len(some) + 1):
                found[start + number - 1] = borne
    return Read(found, tuple(asked))


def _ask(points: Sequence[Point], ref: str, profile: Profile) -> Ask[Verdicts]:
    chosen = for_profile("second", profile)
    listed = "\n\n".join(_listed(number, each) for number, each in enumerate(points, 1))
    return Ask(
        role=Role.SECOND,
        prompt=chosen,
        system=chosen.text,
        shared="",
        question=listed,
        answer=Verdicts,
        ref=ref,
        profile=profile.id,
    )


def _verdicts(given: Verdicts) -> dict[int, bool]:
    """Borne or not, by number; two verdicts on one number are the worse of them."""
    found: dict[int, bool] = {}
    for each in given.verdicts:
        borne = each.supported == "yes"
        found[each.number] = found.get(each.number, True) and borne
    return found


def _listed(number: int, point: Point) -> str:
    said = " ".join(filter(None, (point.text, point.today, point.proposed)))
    quotes = "\n".join(f"  »{each.quote}«" for each in point.citations)
    return f"{number}. {said}\n{quotes}"
