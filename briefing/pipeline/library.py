"""Where the law in force is asked for: the documents a bill's text leads to.

They are derived, not listed by the bill's source: an act is named in the bill
("jf. lovbekendtgørelse nr. 1108 af 7. oktober 2025"), and its address at
retsinformation follows from its number and year.
"""

from collections.abc import Iterable, Iterator

from briefing.config import Settings
from briefing.documents.law.beside import acts_named, eli_path
from briefing.domain.document import Document
from briefing.domain.law import NamedAct
from briefing.domain.proposal import DocumentKind, DocumentRef, Proposal
from briefing.domain.source import SourceConfig
from briefing.pipeline.line import Line

LIBRARY = "retsinformation"
"""The source that acts are fetched from, and the name of its address elsewhere."""
BILL_KINDS = frozenset({DocumentKind.BILL_TEXT, DocumentKind.DRAFT_TEXT})
MOST_ACTS = 40
"""Acts that are asked for on behalf of one proposal."""


def library(settings: Settings) -> SourceConfig | None:
    """The source to fetch acts with; None when none of them leads there."""
    for config in settings.sources.values():
        if LIBRARY in (config.id, config.reader):
            return config
    with_address = (LIBRARY in each.addresses for each in settings.sources.values())
    several = zip(settings.sources.values(), with_address, strict=True)
    return next((config for config, leads in several if leads), None)


def acts_of(
    line: Line, proposal: Proposal, documents: Iterable[Document]
) -> tuple[DocumentRef, ...]:
    """The acts that the bill amends, and those that have changed them since.

    Keyed by their ELI path. None for a bill whose own appendix shows the law today,
    for what was given in confidence, and when no source leads to retsinformation.
    """
    config = library(line.settings)
    if config is None or proposal.confidential:
        return ()
    bills = (each.reading for each in documents if each.kind in BILL_KINDS)
    named = (
        act
        for reading in bills
        if reading is not None
        for act in line.compute(acts_named, reading)
    )
    found = {ref.key: ref for act in named for ref in _refs(config, act)}
    return tuple(found.values())[:MOST_ACTS]


def _refs(config: SourceConfig, act: NamedAct) -> Iterator[DocumentRef]:
    title = f"{act.name[:1].upper()}{act.name[1:]} ({act.identifier})"
    for identifier, name in (
        (act.identifier, title),
        *((each.identifier, each.identifier) for each in act.later),
    ):
        path = eli_path(identifier)
        if path:
            yield DocumentRef(
                path, name, DocumentKind.ACT_IN_FORCE, _addresses(config, path),
                language="da",
            )  # fmt: skip


def _addresses(config: SourceConfig, path: str) -> tuple[str, ...]:
    """The act as XML alone: a printed page does not tell headings from text surely."""
    base = config.addresses.get(LIBRARY, config.base_url)
    return (f"{base}/{path}/xml",)
