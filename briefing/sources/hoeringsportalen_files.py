"""The files of a hearing: the letter, the draft, the list, and later the responses.

What a file is, is told by its name, else by the text of its link, else by the heading
it stands under. Responses of organisations keep their name; those of private persons
are listed without it and never fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from briefing.domain.proposal import DocumentKind, DocumentRef
from briefing.domain.source import Page, SourceConfig
from briefing.language.filenames import kind_by_name
from briefing.language.organisations import UNKNOWN, is_organisation
from briefing.sources.shape import clean, clean_address

ARCHIVE_KEY = "alle"
FILES = (".pdf", ".docx", ".doc", ".odt", ".rtf", ".xlsx", ".xls", ".pptx", ".zip")
_ARCHIVE = "downloaddocumentsaszipfile"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "legend", "summary")
_COLLECTED = re.compile(
    r"^(?:de |alle |samlede |samlet |modtagne |øvrige )*hørings?svar(?:ene)?"
    r"(?: (?:og høringsnotat|samlet|i alt|fra høringsparter\w*))*$",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"hørings?svar\w*|\bsvar\b|\bbemærkninger\b|\bhøring\b|\bbilag\b|\bbrev\b"
    r"|\b(?:fra|til|vedr\w*|om|over|af|den|endeligt?|samlet|underskrevet)\b"
    r"|\b(?:pdf|docx?)\b|\d{1,2}[.-]\d{1,2}[.-]\d{2,4}|\b\d+\b|[_()\[\]]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a file: where to, what it says, and the heading it stands under."""

    address: str
    text: str
    heading: str

    @property
    def name(self) -> str:
        """The file's own name."""
        return clean(unquote(urlsplit(self.address).path.rsplit("/", 1)[-1]))


def documents_of(
    config: SourceConfig, page: Page, soup: BeautifulSoup, *, is_open: bool
) -> Iterator[DocumentRef]:
    """The single files that the page links to; the archive when there are none.

    The archive is fetched while the hearing is open. Later it may hold responses of
    private persons, which nobody can leave out of it before it is fetched.
    """
    files: dict[str, Link] = {}
    archive = ""
    for tag in soup.find_all("a", href=True):
        address = _address(page, str(tag["href"]))
        if _ARCHIVE in address.lower():
            archive = archive or address
        elif _is_file(config, address):
            link = Link(address, clean(tag.get_text(" ")), heading_of(tag))
            files.setdefault(address, link)
    taken: set[str] = set()
    for link in files.values():
        yield _document(link, taken)
    if archive and not files:
        yield DocumentRef(
            ARCHIVE_KEY,
            "Alle dokumenter (zip)",
            DocumentKind.DRAFT_TEXT,
            (archive,) if is_open else (),
            native_kind="zip",
        )


def heading_of(tag: Tag) -> str:
    """The heading that something stands under; empty without one."""
    found = tag.find_previous(HEADINGS)
    return clean(found.get_text(" ")) if found else ""


def _address(page: Page, link: str) -> str:
    """The absolute address of a link; empty when it is none."""
    try:
        found = urljoin(page.final_url or page.request.url, clean_address(link))
        return found if urlsplit(found).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _is_file(config: SourceConfig, address: str) -> bool:
    """Whether an address is that of a file: by its ending, or where files are kept."""
    store = config.addresses.get("files")
    path = urlsplit(address).path
    return path.lower().endswith(FILES) or bool(
        store and address.startswith(f"{store}/")
    )


def _document(link: Link, taken: set[str]) -> DocumentRef:
    """A document named by its file, so that the name is the same tomorrow."""
    kind = kind_by_name(link.name, link.text, link.heading)
    if kind is DocumentKind.CONSULTATION_RESPONSE and not may_be_named(link):
        return DocumentRef(
            key=_unique("høringssvar fra en privatperson", taken),
            title=f"Høringssvar fra {UNKNOWN}",
            kind=kind,
            urls=(),
            language="da",
        )
    title = link.text or link.name
    if kind is DocumentKind.CONSULTATION_RESPONSE and "svar" not in title.lower():
        title = f"Høringssvar fra {title}"
    return DocumentRef(
        key=_unique(link.name, taken),
        title=title,
        kind=kind,
        urls=(link.address,),
        language="da",
        native_kind=link.name.rpartition(".")[2].lower() if "." in link.name else "",
    )


def may_be_named(link: Link) -> bool:
    """Whether a response is an organisation's, or many in one file.

    Both the file's name and the link's text are looked at: either may hold a person.
    """
    said = [plain_name(each) for each in (link.name, link.text) if each]
    named = [sender_in(each) for each in said if not _COLLECTED.match(each)]
    senders = [each for each in named if each]
    if senders:
        return all(is_organisation(each) for each in senders)
    return bool(_COLLECTED.match(plain_name(link.name)))


def plain_name(text: str) -> str:
    """A name without its ending, its signs and its doubled blanks."""
    bare = re.sub(r"\.(?:pdf|docx?|odt|rtf|xlsx?|pptx|zip)$", "", text.strip(), flags=2)
    return clean(re.sub(r"[_+]+|(?<=\w)-(?=\s)|(?<=\s)-(?=\w)", " ", bare))


def sender_in(text: str) -> str:
    """Who a response is from, as far as its name tells; empty when it tells nothing."""
    return clean(_NOT_A_NAME.sub(" ", text)).strip(" ,.;:-–")


def _unique(name: str, taken: set[str]) -> str:
    key, number = name, 1
    while key in taken:
        number += 1
        key = f"{name} ({number})"
    taken.add(key)
    return key
