"""The form of every answer: statements, each with the passages it rests on.

One form for all questions, so that what a server keeps of the shared part of a
question stays valid from one question to the next. Fields that a kind does not need
are left empty. Nothing asks for what code decides: levels, dates, places, remedies.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

StatementKind = Literal[
    "conclusion",
    "change",
    "affected",
    "risk",
    "opportunity",
    "attention",
    "conflict",
    "agreement",
    "eu",
    "scenario",
    "position",
    "question",
    "response",
    "plain",
    "absent",
]


class _Form(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Evidence(_Form):
    """A passage by its number, and the words of it that bear the statement."""

    passage: int
    quote: str


class Statement(_Form):
    """One statement.

    `about` is the scenario of a SCENARIO, the organisation of a POSITION, or the words
    that an ABSENT says are not there.
    """

    kind: StatementKind
    text: str
    evidence: list[Evidence]
    party: Literal["employees", "employers", "both", ""] = ""
    dimension: str = ""
    horizon: Literal["short", "medium", "long", ""] = ""
    today: str = ""
    proposed: str = ""
    about: str = ""


class Statements(_Form):
    """An answer to a question about a proposal."""

    statements: list[Statement]


class Screened(_Form):
    """Whether a matter concerns an organisation, and the words that show it.

    `why` and `quote` are empty and `passage` is 0 unless it does.
    """

    relevant: Literal["relevant", "not", "unclear"]
    why: str = ""
    passage: int = 0
    quote: str = ""


class Verdict(_Form):
    """Whether a numbered statement is borne by the words quoted for it."""

    number: int
    supported: Literal["yes", "partly", "no"]
    why: str = ""


class Verdicts(_Form):
    """The second reading of a set of statements."""

    verdicts: list[Verdict]
