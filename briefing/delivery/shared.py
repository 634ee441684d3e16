"""Names in a folder that is synchronised with SharePoint or OneDrive.

SharePoint refuses some characters (quotation marks, colons, slashes, bars and others),
names that end in a dot or a space or hold `_vti_`, and those of devices; Windows cuts
a path at 260 characters. Names here are letters, digits, hyphens, dots and underscores,
and short.
"""

import hashlib
import re

from briefing.delivery.folder import ascii_name

LONGEST = 80
"""Characters of a name without its ending; two folders and an ending are added."""
_DEVICE = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d|desktop|\.lock)$", re.IGNORECASE)
WITHDRAWN, OWN = "_TILBAGETRUKKET", "_jeres"
FOLDERS = {
    "notat": "Notater",
    "kort-notat": "Notater",
    "hoeringssvar": "Hoeringssvar",
    "rettelse": "Notater",
    "dagens-overblik": "Overblik",
}
"""Where each kind of document lies; what is none of these lies beside the briefings."""
DRAFTS = "Udkast"


def safe_name(text: str) -> str:
    """A name that every system takes, the same for the same text, never too long."""
    plain = re.sub(r"_vti_", "-vti-", ascii_name_with_bars(text), flags=re.IGNORECASE)
    if _DEVICE.match(plain.partition(".")[0]):
        plain = f"x-{plain}"
    if len(plain) <= LONGEST:
        return plain
    tail = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{plain[: LONGEST - 9]}-{tail}"


def ascii_name_with_bars(text: str) -> str:
    """ASCII letters, digits, hyphens, dots; slashes and spaces become underscores."""
    return "_".join(ascii_name(each) for each in re.split(r"[/\s_]+", text) if each)


def matter_name(ref: str) -> str:
    """A matter's name: its reference without the country."""
    return safe_name(ref.partition("/")[2] or ref)
