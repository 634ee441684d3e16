"""The words of the store, to find every form of a word among them."""

from collections.abc import Iterable, Iterator
from threading import Lock

from sqlalchemy import Column, Connection, Integer, String, Table, func, insert, select

from briefing.adapters.database.fulltext import Wanted
from briefing.adapters.database.schema import metadata
from briefing.domain.search import Term, TermKind
from briefing.language.words import Text, Words, stem

_LONG = 5

search_words = Table(
    "search_words",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("word", String(100), nullable=False, unique=True),
)
"""Every word that was ever indexed, as it was written, in lower case."""


class Vocabulary:
    """The words in memory, brought up to date before each search."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last = 0
        self._words: list[str] = []
        self._set: set[str] = set()
        self._text: Text | None = None
        self._known: dict[Term, Wanted] = {}

    def refresh(self, connection: Connection) -> None:
        """Read the words that have come since."""
        with self._lock:
            last = connection.execute(select(func.max(search_words.c.id))).scalar() or 0
            if last == self._last:
                return
            if last < self._last:
                self._last, self._words, self._set = 0, [], set()
            query = select(search_words.c.word).where(search_words.c.id > self._last)
            new = list(connection.execute(query).scalars())
            self._words += new
            self._set.update(new)
            self._last, self._known, self._text = last, {}, None

    def wanted(self, term: Term) -> Wanted:
        """The term with its forms."""
        with self._lock:
            found = self._known.get(term)
            if found is None:
                found = self._known[term] = self._wanted(term, self._whole())
            return found

    def _whole(self) -> Text:
        if self._text is None:
            words = self._words
            lines = "\n".join(("", *words, ""))
            forms = {each: each for each in words}
            counts = dict.fromkeys(words, 1)
            self._text = Text("", counts, forms, lines, len(words))
        return self._text

    @staticmethod
    def _wanted(term: Term, text: Text) -> Wanted:
        if term.kind is TermKind.PHRASE:
            return Wanted(term)
        if term.kind is TermKind.PREFIX:
            return Wanted(
                term, frozenset(_beginning(term.text, text)), is_whole_start=True
            )
        if not term.text.isalpha():
            return Wanted(term, frozenset({term.text}))
        forms = frozenset(
            form for hits in Words([term.text]).find(text) for form in hits.forms
        )
        start = stem(term.text)
        whole = len(start) >= _LONG and forms.issuperset(_beginning(start, text))
        return Wanted(term, forms, whole)

    def missing(self, words: Iterable[str]) -> list[str]:
        """Those of these words that are not known to be kept."""
        return sorted({each for each in words if each not in self._set})


def _beginning(start: str, text: Text) -> Iterator[str]:
    lines, sought = text.lines, f"\n{start}"
    position = lines.find(sought)
    while position >= 0:
        end = lines.find("\n", position + 1)
        yield lines[position + 1 : end]
        position = lines.find(sought, end)


def keep_words(connection: Connection, found: Iterable[str]) -> None:
    """Keep these words; those that are there already stay as they are."""
    vocabulary = connection.get_execution_options().get("vocabulary", Vocabulary())
    words = vocabulary.missing(found)
    if not words:
        return
    rows = [{"word": each} for each in words]
    statement = insert(search_words)
    if connection.dialect.name == "sqlite":
        connection.execute(statement.prefix_with("OR IGNORE"), rows)
        return
    there = select(search_words.c.word).where(search_words.c.word.in_(words))
    found = set(connection.execute(there).scalars())
    rows = [each for each in rows if each["word"] not in found]
    if rows:
        connection.execute(statement, rows)
