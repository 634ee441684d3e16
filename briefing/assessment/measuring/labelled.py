"""Labelled cases: documents, and what a good analyst finds in them and does not say.

A case is a file `NAME.yaml`; those that come with the program stand in `cases/`. Every
one was labelled from reading its text, before any analyst had read it. A case that is
`held_out` is never looked at while rules are written, so that it shows what they are
worth on a text they were not made for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from briefing.domain.assessment import Answer, Dimension, Party
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
    Step,
)
from briefing.errors import ConfigError

REF = "evaluation"
"""What the reference of every case begins with."""


class _Labelled(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExpectedPoint(_Labelled):
    """A point a good analyst makes, with words of the passage it rests on."""

    dimension: Dimension
    party: Party
    says: str
    quote: str


class Trap(_Labelled):
    """What must not be said: a pattern, or a point on what the text denies."""

    why: str
    says: str = ""
    dimension: Dimension | None = None
    party: Party | None = None
    quote: str = ""


class Truth(_Labelled):
    """A true statement in other words than its source, and the words it rests on."""

    quote: str
    text: str


class Expected(_Labelled):
    """What a good analyst finds; what is None or empty is not asked for.

    `checks` are the process checks by name. `entry` is the day of entry into force,
    `scenarios` whether both scenarios for AI belong in the assessment.
    """

    points: tuple[ExpectedPoint, ...]
    deadline: date | None = None
    parties: frozenset[Party] = frozenset()
    checks: dict[str, Answer] = Field(default_factory=dict)
    entry: date | None = None
    scenarios: bool = False
    traps: tuple[Trap, ...] = ()


class CaseDocument(_Labelled):
    """A document of a case: its `text`, or the `file` beside the case that holds it."""

    kind: DocumentKind
    title: str
    text: str = ""
    file: str = ""
    language: str | None = "da"


def _steps(value: object) -> object:
    """Steps written as [day, name]."""
    return [tuple(each) for each in value] if isinstance(value, list) else value


Pairs = Annotated[tuple[tuple[date, str], ...], BeforeValidator(_steps)]


class CaseProposal(_Labelled):
    """What the source's record would say."""

    source: str
    kind: ProposalKind
    ref: str
    title: str
    stage: Stage = Stage.UNKNOWN
    number: str = ""
    session: str = ""
    ministry: str = ""
    committee: str = ""
    introduced_on: date | None = None
    published_on: date | None = None
    deadlines: tuple[tuple[DeadlineKind, date], ...] = ()
    confidential: bool = False


class CaseFile(_Labelled):
    """The form of a case's file."""

    held_out: bool = False
    proposal: CaseProposal
    steps: Pairs = ()
    documents: tuple[CaseDocument, ...] = Field(min_length=1)
    expects: Expected
    statements: tuple[Truth, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledCase:
    """A case as it was read: its name, the folder it lies in, what it says."""

    name: str
    folder: Path
    told: CaseFile

    @property
    def proposal(self) -> Proposal:
        """The proposal, under a reference that no source gives."""
        given = self.told.proposal
        return Proposal(
            ref=f"{REF}/{self.name}",
            source=given.source,
            kind=given.kind,
            native_kind=given.kind.value,
            title=given.title,
            stage=given.stage,
            native_status=given.stage.value,
            url="",
            number=given.number,
            session=given.session,
            ministry=given.ministry,
            committee=given.committee,
            introduced_on=given.introduced_on,
            published_on=given.published_on,
            deadlines=tuple(
                Deadline(kind, day, "deadline") for kind, day in given.deadlines
            ),
            steps=tuple(Step(name, name, "", day) for day, name in self.told.steps),
            documents=tuple(
                DocumentRef(key, each.title, each.kind, (), language=each.language)
                for key, each in self.documents
            ),
            confidential=given.confidential,
        )

    @property
    def documents(self) -> tuple[tuple[str, CaseDocument], ...]:
        """The documents with their keys."""
        return tuple((f"d{n}", each) for n, each in enumerate(self.told.documents))

    def body(self, document: CaseDocument) -> tuple[bytes, str]:
        """The bytes of a document and the name that tells what they are.

        ConfigError when the file named is not there.
        """
        if not document.file:
            return document.text.encode(), f"{self.name}.txt"
        path = self.folder / document.file
        try:
            return path.read_bytes(), path.name
        except OSError as error:
            raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error


def shipped_cases() -> tuple[LabelledCase, ...]:
    """The cases that come with the program, by name."""
    return cases_in(
        Path(str(resources.files("briefing.assessment.measuring") / "cases"))
    )


def cases_in(folder: Path) -> tuple[LabelledCase, ...]:
    """The cases of a folder, by name.

    ConfigError naming the file and what is wrong in it, or that there are none.
    """
    found = tuple(_case(each) for each in sorted(folder.glob("*.yaml")))
    if not found:
        raise ConfigError(f"{folder}: no case NAME.yaml was found here")
    return found


def _case(path: Path) -> LabelledCase:
    try:
        told = CaseFile.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    except ValidationError as error:
        raise ConfigError(f"{path}: {_wrong(error)}") from error
    for each in told.documents:
        if bool(each.text) == bool(each.file):
            raise ConfigError(f"{path}: a document has either `text` or `file`")
    return LabelledCase(path.stem, path.parent, told)


def _wrong(error: ValidationError) -> str:
    """Each thing that is wrong in a file, with its key."""
    return "; ".join(
        f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()
    )


def names(cases: Iterable[LabelledCase]) -> tuple[str, ...]:
    """The names of the cases."""
    return tuple(each.name for each in cases)
