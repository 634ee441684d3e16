"""Message catalogues, one `.po` file per area so that each stays readable."""

from functools import cache
from importlib import resources

from babel.messages.pofile import read_po

LANGUAGES = ("da", "en")


class Translator:
    """Looks sentences up in one language's catalogues; called `_` where it is used."""

    def __init__(self, language: str, messages: dict[str, str]) -> None:
        self.language = language
        self._messages = messages

    def __call__(self, message: str, /, **values: object) -> str:
        """The sentence in this language with its braces filled.

        An unknown sentence is returned in English: a test makes sure that there is
        none. KeyError when a named value is missing.
        """
        text = self._messages.get(message) or message
        return text.format(**values) if values else text


@cache
def translator(language: str) -> Translator:
    """The translator for `da` or `en`; ValueError for any other language."""
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {LANGUAGES}, not {language!r}")
    folder = resources.files("briefing.language") / "locale" / language
    messages: dict[str, str] = {}
    if folder.is_dir():
        for entry in sorted(folder.iterdir(), key=lambda each: each.name):
            if entry.name.endswith(".po"):
                with entry.open("rb") as stream:
                    messages |= {
                        str(each.id): str(each.string)
                        for each in read_po(stream, locale=language)
                        if each.id and each.string
                    }
    return Translator(language, messages)
