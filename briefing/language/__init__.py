"""Language: catalogues, dates and numbers as people write them, and recognising them.

`translator("da")` gives `_`: `_("Deadline {date}", date=…)` looks the English
sentence up in every `locale/<language>/*.po` and fills the braces. English is the
language of the message ids, so only `da` has catalogues to keep complete.
"""

from briefing.language.catalogue import Translator, translator

__all__ = ["Translator", "translator"]
