"""A letter as HTML that needs no style and no picture, and as plain text."""

import textwrap
from html import escape

from briefing.domain.delivery import Entry, Letter, Section
from briefing.language import Translator, translator
from briefing.rendering.runs import printable

_WIDTH = 72
_INK, _SOFT, _LINE, _LINK, _WARN = "#1b1f23", "#57606a", "#d0d7de", "#0b5394", "#8a4b00"
_FONT = "font-family:Calibri,Carlito,'Segoe UI',Arial,sans-serif"
_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{subject}</title>
</head>
<body style="margin:0;padding:0;background:#ffffff;color:{ink};{font}">
<div style="max-width:640px;margin:0 auto;padding:20px 16px;font-size:16px;\
line-height:1.45">
<h1 style="font-size:22px;line-height:1.25;margin:0 0 12px">{heading}</h1>
{body}
</div>
</body>
</html>
"""


def as_html(letter: Letter) -> str:
    """The letter as one HTML page with its style inline and nothing to fetch."""
    _ = translator(letter.language)
    parts = [_paragraph(each) for each in letter.lead]
    parts += [_html_note(each) for each in letter.notes]
    parts += [_html_section(each, _) for each in letter.sections if each.entries]
    if letter.footer:
        parts.append(
            f'<hr style="border:0;border-top:1px solid {_LINE};margin:28px 0 12px">'
        )
    parts += [
        _paragraph(each, f"font-size:13px;color:{_SOFT}") for each in letter.footer
    ]
    return _PAGE.format(
        language=letter.language,
        subject=_safe(letter.subject),
        heading=_safe(letter.heading),
        body="\n".join(parts),
        ink=_INK,
        font=_FONT,
    )


def _safe(text: str) -> str:
    return escape(printable(text))


def _paragraph(text: str, style: str = "") -> str:
    return f'<p style="margin:0 0 10px;{style}">{_safe(text)}</p>'


def _html_note(text: str) -> str:
    style = f"border-left:4px solid {_WARN};padding:2px 0 2px 10px;color:{_WARN}"
    return _paragraph(text, style)


def _html_section(section: Section, say: Translator) -> str:
    style = f"font-size:18px;margin:26px 0 6px;border-bottom:2px solid {_LINK}"
    heading = f'<h2 style="{style}">{_safe(section.heading)}</h2>'
    return "\n".join((heading, *(_html_entry(each, say) for each in section.entries)))


def _html_entry(entry: Entry, say: Translator) -> str:
    title = _safe(entry.title)
    if _is_web(entry.url):
        title = f'<a href="{escape(entry.url)}" style="color:{_LINK}">{title}</a>'
    lines = "".join(
        f'<div style="margin:2px 0">{_safe(each)}</div>' for each in entry.lines
    )
    why = ""
    if entry.why:
        why = (
            f'<div style="margin:4px 0 0;font-size:14px;color:{_SOFT}">'
            f"<em>{_safe(say('Why am I getting this?'))}</em> {_safe(entry.why)}</div>"
        )
    return (
        '<div style="margin:12px 0 16px">'
        f'<div style="font-weight:bold;overflow-wrap:anywhere">{title}</div>'
        f"{lines}{why}</div>"
    )


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def as_text(letter: Letter) -> str:
    """The letter as plain text, no line longer than 72 characters but addresses."""
    _ = translator(letter.language)
    blocks = [f"{letter.heading}\n{'=' * min(len(letter.heading), _WIDTH)}"]
    blocks += [_wrapped(each) for each in letter.lead]
    blocks += [_wrapped(each, "! ") for each in letter.notes]
    for section in letter.sections:
        if section.entries:
            line = "-" * min(len(section.heading), _WIDTH)
            blocks.append(f"\n{section.heading.upper()}\n{line}")
            blocks += [_text_entry(each, _) for each in section.entries]
    if letter.footer:
        blocks.append("-- ")
        blocks += [_wrapped(each) for each in letter.footer]
    return "\n\n".join(blocks) + "\n"


def _text_entry(entry: Entry, say: Translator) -> str:
    lines = [_wrapped(entry.title, "* "), *(_wrapped(e, "  ") for e in entry.lines)]
    if _is_web(entry.url):
        lines.append(f"  {entry.url}")
    if entry.why:
        lines.append(_wrapped(f"{say('Why am I getting this?')} {entry.why}", "  "))
    return "\n".join(lines)


def _wrapped(text: str, mark: str = "") -> str:
    return textwrap.fill(
        printable(text),
        _WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )
