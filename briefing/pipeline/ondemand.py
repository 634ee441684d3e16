"""A briefing on demand of a file or an address that no source lists."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

from briefing.documents.deadlines import stated_deadline
from briefing.documents.read import read
from briefing.domain.document import Part, Reading
from briefing.domain.ports import Answer
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.errors import UsageError
from briefing.pipeline.line import Line
from briefing.sources.private import bare_headers

CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".htm": "text/html",
    ".xml": "text/xml",
    ".txt": "text/plain",
}
TITLE_LIMIT = 300
FILE_KEY = "file"
"""The key of the one document that such a proposal has."""


def keep_file(line: Line, path: Path, title: str, deadline: date | None) -> str:
    """Keep a file received in confidence as a proposal of its own; its reference.

    UsageError when it is not a file that can be read.
    """
    content_type = CONTENT_TYPES.get(path.suffix.lower())
    if content_type is None:
        kinds = ", ".join(CONTENT_TYPES)
        raise UsageError(
            "{path} is not of a kind that can be read: {kinds}.", path=path, kinds=kinds
        )
    try:
        body = path.read_bytes()
    except OSError as error:
        raise UsageError(
            "{path} cannot be read: {reason}.", path=path, reason=error.strerror
        ) from error
    answer = Answer(body, content_type, path.name)
    return _keep(line, answer, title, deadline, confidential=True)


def keep_address(line: Line, url: str, title: str, deadline: date | None) -> str:
    """Keep what a public address holds as a proposal of its own; its reference."""
    answer = line.fetcher.address(url)
    return _keep(line, answer, title, deadline, confidential=False)


def _keep(
    line: Line,
    answer: Answer,
    title: str,
    deadline: date | None,
    *,
    confidential: bool,
) -> str:
    """Keep the bytes as a proposal of their own, `local/<first 8 of sha256>`."""
    ref = f"local/{hashlib.sha256(answer.body).hexdigest()[:8]}"
    address = answer.final_url
    name = address.rsplit("/", 1)[-1]
    reading = line.compute(
        read, answer.body, answer.content_type, name, DocumentKind.DRAFT_TEXT
    )
    title = title or _title_of(reading) or name
    document = DocumentRef(FILE_KEY, title, DocumentKind.DRAFT_TEXT, (address,))
    proposal = Proposal(
        ref=ref,
        source="local",
        kind=ProposalKind.LOCAL_DOCUMENT,
        native_kind="",
        title=title,
        stage=Stage.UNKNOWN,
        native_status="",
        url="" if confidential else address,
        deadlines=_deadlines(reading, deadline),
        documents=(document,),
        confidential=confidential,
    )
    now = line.clock()
    line.store.save_proposal(proposal, now)
    kept = replace(answer, headers=bare_headers(answer.headers))
    line.store.save_document(ref, document.key, address, kept, now)
    return ref


def _title_of(reading: Reading) -> str:
    """The title as the document's own title page or first heading gives it."""
    lines = [each.text for each in reading.part(Part.TITLE_PAGE)]
    lines += [each.text for each in reading.passages if each.level == 1]
    wanted = ("forslag til", "udkast til", "lov om", "bekendtgørelse om", "proposal")
    for position, text in enumerate(lines):
        if text.casefold().startswith(wanted):
            following = lines[position + 1 : position + 2]
            short = text.casefold() in ("forslag til", "udkast til")
            return " ".join([text, *(following if short else [])])[:TITLE_LIMIT]
    return lines[0][:TITLE_LIMIT] if lines else ""


def _deadlines(reading: Reading, given: date | None) -> tuple[Deadline, ...]:
    if given:
        return (Deadline(DeadlineKind.CONSULTATION, given, "--deadline"),)
    stated = stated_deadline(reading)
    return (replace(stated, document=FILE_KEY),) if stated else ()
