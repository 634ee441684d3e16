"""What the citations of a statement come to: passages, or the reason why not."""

from collections.abc import Iterable
from dataclasses import dataclass

from briefing.assessment.clauses import quoted_sentences
from briefing.assessment.quotes import forms, long_enough, verify_quote
from briefing.assessment.support import Known, known, known_text
from briefing.domain.document import RECORD_KEY, Citation, Document, Passage
from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal
from briefing.domain.record import record_document
from briefing.domain.reference import session_label
from briefing.language import Translator

_LONGEST_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Evidence:
    """The verified citations of a statement, what they say, and why others fail.

    `passages` are recognised, each once; `sentences` are those the quotations touch.
    """

    citations: tuple[Citation, ...]
    passages: tuple[Known, ...]
    sentences: tuple[str, ...]
    failures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that can be cited, and what the record and the profile say.

    `names` are those that the profile and the documents' titles bring along.
    """

    passages: dict[tuple[str, int], Passage]
    record: tuple[Known, ...]
    names: str
    say: Translator

    @classmethod
    def of(
        cls,
        proposal: Proposal,
        documents: tuple[Document, ...],
        profile: Profile,
        say: Translator,
    ) -> "Shelf":
        """The documents, and the source's own record even where it was left out."""
        records = [each for each in documents if each.key == RECORD_KEY]
        everything = documents if records else (*documents, record_document(proposal))
        passages = {
            (document.key, passage.number): passage
            for document in everything
            if document.reading
            for passage in document.reading.passages
        }
        fields = [each for (key, _), each in passages.items() if key == RECORD_KEY]
        label = known_text(session_label(proposal.session))
        titles = (each.title for each in documents)
        return cls(
            passages,
            (*map(known, fields), label),
            "\n".join((*_names_of(profile), *titles)),
            say,
        )

    def look_up(self, citations: Iterable[Citation]) -> Evidence:
        """Each citation looked up: verified with its locator, or the reason why not."""
        good: list[Citation] = []
        passages: dict[Known, None] = {}
        sentences: dict[str, None] = {}
        failures: list[str] = []
        for citation in citations:
            document, number, quote = (
                citation.document,
                citation.passage,
                citation.quote,
            )
            passage = self.passages.get((document, number))
            if passage is None or not verify_quote(quote, passage.text):
                failures.append(self._failure(quote, passage))
                continue
            good.append(
                Citation(document, number, quote, passage.locator, verified=True)
            )
            passages[known(passage)] = None
            sentences |= dict.fromkeys(quoted_sentences(quote, passage.text))
        return Evidence(tuple(good), tuple(passages), tuple(sentences), tuple(failures))

    def _failure(self, quote: str, passage: Passage | None) -> str:
        _ = self.say
        shown = short(quote)
        if passage is None:
            return _("The passage cited does not exist: »{quote}«.", quote=shown)
        if not any(
            long_enough(needle, text)
            for needle in forms(quote)
            for text in forms(passage.text)
        ):
            return _(
                "The quotation is too short to bear anything: »{quote}«.", quote=shown
            )
        return _(
            "The quotation does not stand in the passage cited: »{quote}«.", quote=shown
        )


def short(text: str) -> str:
    """A text on one line, cut off where it gets too long to read in a list."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_SHOWN else f"{flat[:_LONGEST_SHOWN]} …"


def _names_of(profile: Profile) -> tuple[str, ...]:
    """The names that the profile itself brings along."""
    return (
        profile.organisation,
        *profile.names,
        *profile.agreements,
        *profile.funds,
        *profile.committees,
        *profile.ministries,
        *(topic.name for topic in profile.topics),
    )
