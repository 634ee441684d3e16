"""Words found, replaced and put in within one text, exactly or not at all.

Only the kind of dash, the kind of apostrophe and white space may differ between the
words that a bill quotes and those in the act. A word is not found within another,
nor a number within another ("5 pct." in "2,5 pct.").
"""

import re

_DASHES = "-‐‑–—"
_APOSTROPHES = "'’´"
_NO_SPACE_BEFORE = (",", ".", ";", ":", ")", "«", "?", "!")
_LOOSE = re.compile(r"\s+([,.;:)])")


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where the words stand in the text."""
    wanted = words.strip()
    if not wanted:
        return []
    return [each.span() for each in re.finditer(_pattern(wanted), text)]


def _pattern(words: str) -> str:
    inner = "".join(_sign(each) for each in re.split(r"(\s+)", words) if each)
    before = r"(?<!\w)" if words[0].isalnum() else ""
    before += r"(?<!\d[.,])" if words[0].isdigit() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    after += r"(?![.,]\d)" if words[-1].isdigit() else ""
    return f"{before}{inner}{after}"


def _sign(run: str) -> str:
    if run.isspace():
        return r"\s+"
    found = re.escape(run)
    for several in (_DASHES, _APOSTROPHES):
        for each in several:
            if each in run:
                found = found.replace(re.escape(each), "\0")
        found = found.replace("\0", f"[{re.escape(several)}]")
    return found


def replaced(text: str, words: str, new: str) -> str:
    """The text with each occurrence of the words replaced; tidied when by nothing."""
    for start, end in reversed(occurrences(text, words)):
        text = text[:start] + new + text[end:]
    return text if new else tidied(text)


def tidied(text: str) -> str:
    """The text without the spaces that words taken out leave behind."""
    return _LOOSE.sub(r"\1", " ".join(text.split()))


def put_beside(text: str, words: str, new: str, *, before: bool) -> str:
    """The text with the new words before or after each occurrence of the others."""
    for start, end in reversed(occurrences(text, words)):
        if before:
            text = text[:start] + joined(new, text[start:])
        else:
            text = joined(joined(text[:end], new), text[end:])
    return text


def joined(left: str, right: str) -> str:
    """Two runs of text with the space between them that printing asks for."""
    if not left or not right or left[-1].isspace() or right[0].isspace():
        return left + right
    return left + right if right.startswith(_NO_SPACE_BEFORE) else f"{left} {right}"
