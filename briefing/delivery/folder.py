"""The output folder: stable names, whole files or none."""

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from briefing.domain.assessment import Assessment
from briefing.domain.correction import DOCUMENT, Correction
from briefing.domain.newsletter import DOCUMENT as NEWSLETTER
from briefing.domain.newsletter import Newsletter
from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal
from briefing.domain.store import BriefingFile
from briefing.domain.trend import By, Length
from briefing.errors import DeliveryError
from briefing.language.written import danish_day

_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"}
)


def ascii_name(text: str) -> str:
    """The text as a piece of a file name: ASCII letters, digits, hyphens, dots."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    plain = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.-]+", "", plain).strip(".") or "x"


@dataclass(frozen=True, slots=True)
class BriefingName:
    """Where one briefing lies under the output folder."""

    proposal: Proposal
    assessment: Assessment
    document: str
    is_draft: bool

    @property
    def path(self) -> str:
        """`<profile>/<ref>/<date>_<number>_<document>_<language>_v<n>[_UDKAST].docx`."""
        found = self.assessment
        folders = [ascii_name(each) for each in found.ref.split("/")]
        number = ascii_name(self.proposal.number or folders[-1])
        day = danish_day(found.created_at).isoformat()
        stem = f"{day}_{number}_{self.document}_{found.language}_v{found.version}"
        mark = "_UDKAST" if self.is_draft else ""
        return "/".join([found.profile, *folders, f"{stem}{mark}.docx"])

    def as_file(self, body: bytes, created_at: datetime) -> BriefingFile:
        """The record that this briefing was written with these bytes."""
        return BriefingFile(
            ref=self.assessment.ref,
            profile=self.assessment.profile,
            version=self.assessment.version,
            document=self.document,
            language=self.assessment.language,
            status="draft" if self.is_draft else "approved",
            path=self.path,
            sha256=hashlib.sha256(body).hexdigest(),
            created_at=created_at,
        )


WITHDRAWN_MARK = "_TILBAGETRUKKET"


def withdrawn_path(path: str) -> str:
    """Where a document lies once it is withdrawn: the same name with the mark."""
    stem, dot, ending = path.rpartition(".")
    return f"{stem}{WITHDRAWN_MARK}{dot}{ending}"


@dataclass(frozen=True, slots=True)
class CorrectionName:
    """Where a correction lies: beside the briefing that it is about."""

    found: Correction

    @property
    def path(self) -> str:
        """`<profile>/<ref>/<day>_<number>_rettelse_<language>_v<n>.docx`."""
        key, proposal = self.found.withdrawal, self.found.proposal
        folders = [ascii_name(each) for each in key.ref.split("/")]
        number = ascii_name(proposal.number or folders[-1])
        day, language = danish_day(key.at).isoformat(), self.found.profile.language
        stem = f"{day}_{number}_{DOCUMENT}_{language}_v{key.assessment_version}"
        return "/".join([key.profile, *folders, f"{stem}.docx"])

    def as_file(self, body: bytes) -> BriefingFile:
        """The record that the correction was written with these bytes."""
        key = self.found.withdrawal
        return BriefingFile(
            ref=key.ref,
            profile=key.profile,
            version=key.assessment_version,
            document=DOCUMENT,
            language=self.found.profile.language,
            status="correction",
            path=self.path,
            sha256=hashlib.sha256(body).hexdigest(),
            created_at=key.at,
        )


@dataclass(frozen=True, slots=True)
class NewsletterName:
    """Where the newsletter of a Danish day lies."""

    found: Newsletter

    @property
    def path(self) -> str:
        """`<profile>/nyhedsbrev/<date>_nyhedsbrev_<language>.docx`."""
        profile, day = self.found.profile, danish_day(self.found.now).isoformat()
        stem = f"{day}_{NEWSLETTER}_{profile.language}"
        return f"{profile.id}/{NEWSLETTER}/{stem}.docx"

    def as_file(self, body: bytes) -> BriefingFile:
        """The record that it was written; its version is the day as a number."""
        profile, now = self.found.profile, self.found.now
        return BriefingFile(
            ref=NEWSLETTER,
            profile=profile.id,
            version=int(danish_day(now).strftime("%Y%m%d")),
            document=NEWSLETTER,
            language=profile.language,
            status="written",
            path=self.path,
            sha256=hashlib.sha256(body).hexdigest(),
            created_at=now,
        )


@dataclass(frozen=True, slots=True)
class DailyName:
    """Where the daily brief of a Danish day lies under the output folder."""

    profile: Profile
    day: date

    @property
    def ref(self) -> str:
        """What the store calls the daily briefs; that of a proposal has a slash."""
        return "daily"

    @property
    def path(self) -> str:
        """`<profile>/dagens-overblik/<date>_dagens-overblik_<language>.docx`."""
        stem = f"{self.day.isoformat()}_dagens-overblik_{self.profile.language}"
        return f"{self.profile.id}/dagens-overblik/{stem}.docx"

    def as_file(self, body: bytes, created_at: datetime) -> BriefingFile:
        """The record that the brief was written; its version is the day as a number."""
        return BriefingFile(
            ref=self.ref,
            profile=self.profile.id,
            version=int(self.day.strftime("%Y%m%d")),
            document="dagens-overblik",
            language=self.profile.language,
            status="written",
            path=self.path,
            sha256=hashlib.sha256(body).hexdigest(),
            created_at=created_at,
        )


@dataclass(frozen=True, slots=True)
class TrendName:
    """Where a report on the development lies under the output folder."""

    profile: Profile
    by: By
    length: Length
    day: date

    @property
    def path(self) -> str:
        """`<profile>/udvikling/<date>_udvikling_<by>_<length>_<language>.docx`."""
        stem = f"{self.day.isoformat()}_udvikling_{self.by}_{self.length}"
        return f"{self.profile.id}/udvikling/{stem}_{self.profile.language}.docx"

    def as_file(self, body: bytes, created_at: datetime) -> BriefingFile:
        """The record that it was written; its version is the day as a number."""
        return BriefingFile(
            ref=f"trends-{self.by}-{self.length}",
            profile=self.profile.id,
            version=int(self.day.strftime("%Y%m%d")),
            document="udvikling",
            language=self.profile.language,
            status="written",
            path=self.path,
            sha256=hashlib.sha256(body).hexdigest(),
            created_at=created_at,
        )


class Named(Protocol):
    """What knows where it lies under the output folder."""

    @property
    def path(self) -> str:
        """The path of the Word file."""
        ...


def deliver(output: Path, name: Named, body: bytes, record: bytes | None) -> None:
    """Put the Word file and its JSON, if it has one, in place, the JSON first.

    Raises DeliveryError when the folder cannot be written. A file is replaced as a
    whole, so that a reader or a synchronising folder never sees half of it.
    """
    path = output / name.path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if record is not None:
            put_whole(path.with_suffix(".json"), record)
        put_whole(path, body)
    except OSError as error:
        raise DeliveryError(f"{path}: cannot be written: {error}") from error


def put_whole(path: Path, body: bytes) -> None:
    """Put a file in place as a whole: a reader sees the old one or the new one."""
    temporary = path.with_name(f".{path.name}.part")
    with temporary.open("wb") as stream:
        stream.write(body)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
