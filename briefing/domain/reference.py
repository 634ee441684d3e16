"""References: the full one, and the short ones people type.

A full reference is `dk/folketinget/20251/L115`. `L 115`, `l115`,
`2025-26 L 115`, `20251 L115` and `69871` mean the same when they fit one
proposal only.
"""

import re
from collections.abc import Iterable

from briefing.domain.proposal import Proposal
from briefing.errors import AmbiguousRef, UnknownRef

_SESSION = re.compile(r"^(\d{4})-(\d{2})\s+|^(\d{5})\s+(?=\S)")
_LOCAL_PREFIX = 4


def session_label(code: str) -> str:
    """`20251` as people write it: "2025-26"; later sessions add "(2. samling)".

    A code that is not a session code comes back as it is.
    """
    if not re.fullmatch(r"\d{5}", code):
        return code
    year, ordinal = int(code[:4]), code[4]
    label = f"{year}-{(year + 1) % 100:02}"
    return label if ordinal == "1" else f"{label} ({ordinal}. samling)"


def resolve(given: str, refs: Iterable[str]) -> str:
    """The one full reference that `given` means.

    Raises UnknownRef when nothing fits and AmbiguousRef, with every meaning, when
    more than one does.
    """
    wanted = " ".join(given.split())
    known = sorted(refs)
    if wanted in known:
        return wanted
    meanings = tuple(ref for ref in known if _means(wanted, ref))
    if not meanings:
        raise UnknownRef(given)
    if len(meanings) > 1:
        raise AmbiguousRef(given, meanings)
    return meanings[0]


def resolve_number(given: str, proposals: Iterable[Proposal]) -> str:
    """The one proposal that is called so in law: "COM(2026) 912", "LOV 357/2026".

    Its own number counts before the identifiers it shares with other places. Blanks,
    brackets and capitals make no difference. Raises as `resolve` does.
    """
    wanted = _letters(given)
    numbered, identified = [], []
    for each in proposals:
        if wanted == _letters(each.number):
            numbered.append(each.ref)
        elif wanted in map(_letters, each.other_identifiers):
            identified.append(each.ref)
    meanings = tuple(sorted(numbered or identified))
    if not wanted or not meanings:
        raise UnknownRef(given)
    if len(meanings) > 1:
        raise AmbiguousRef(given, meanings)
    return meanings[0]


def _letters(text: str) -> str:
    """Letters and digits alone, in small letters."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _means(wanted: str, ref: str) -> bool:
    folded = ref.casefold()
    if wanted.casefold() == folded:
        return True
    session = _SESSION.match(wanted)
    name = wanted[session.end() :] if session else wanted
    name = name.replace(" ", "").casefold().strip("/")
    *folders, last = folded.split("/")
    if folders[:1] == ["local"] and not session:
        return len(name) >= _LOCAL_PREFIX and last.startswith(name)
    if name != last and not (name and folded.endswith(f"/{name}")):
        return False
    return not session or _in_session(session, folders)


def _in_session(session: re.Match[str], folders: list[str]) -> bool:
    if session[3]:
        return session[3] in folders
    year = session[1]
    following = f"{(int(year) + 1) % 100:02}"
    return following == session[2] and any(
        re.fullmatch(rf"{year}\d", folder) for folder in folders
    )
