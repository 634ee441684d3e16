"""Instructions to a model: package files with id, version and named places.

A file in `prompts/` starts with `id:` and `version:`, an empty line, then the text.
Places to fill are written `{{like_this}}`.
"""

import hashlib
import re
from functools import cache
from importlib import resources

from briefing.domain.model import Prompt
from briefing.domain.profile import Perspective, Profile
from briefing.language import translator

_PLACE = re.compile(r"{{(\w+)}}")
_HEAD = re.compile(r"\Aid: (\w+)\nversion: (\w+)\n\n(.+)\Z", re.DOTALL)


@cache
def _file(name: str) -> tuple[str, str, str, str]:
    """Id, version, hash and text of a prompt; ValueError when it is not one."""
    path = resources.files("briefing.assessment") / "prompts" / f"{name}.md"
    content = path.read_text(encoding="utf-8")
    match = _HEAD.match(content)
    if not match or match[1] != name:
        raise ValueError(f"prompts/{name}.md must start with its id and version")
    digest = hashlib.sha256(content.encode()).hexdigest()
    return match[1], match[2], digest, match[3].strip()


def prompt(name: str, **values: str) -> Prompt:
    """The prompt with its places filled.

    ValueError when a place is left empty-handed or a value has no place: a prompt
    half filled must never be sent.
    """
    found, version, digest, text = _file(name)
    places = set(_PLACE.findall(text))
    if places != set(values):
        missing, surplus = places - set(values), set(values) - places
        raise ValueError(f"prompt {name}: missing {missing}, surplus {surplus}")
    filled = _PLACE.sub(lambda match: values[match[1]], text)
    return Prompt(found, version, digest, filled)


def places_of(name: str) -> frozenset[str]:
    """The places in a prompt that are to be filled."""
    return frozenset(_PLACE.findall(_file(name)[3]))


def prompts_digest() -> str:
    """A short hash of every prompt, so that a changed one makes a new assessment."""
    folder = resources.files("briefing.assessment") / "prompts"
    names = sorted(each.name.removesuffix(".md") for each in folder.iterdir())
    joined = "".join(_file(name)[2] for name in names)
    return hashlib.sha256(joined.encode()).hexdigest()[:12]


def for_profile(name: str, profile: Profile) -> Prompt:
    """The prompt filled for an organisation, as far as it has places for it."""
    _ = translator("da")
    values = {
        "organisation": profile.organisation,
        "perspektiv": _(_SIDES[profile.perspective]),
        "sprog": _(_LANGUAGES[profile.language]),
        "sektorer": _listed(profile.sectors),
        "medlemmer": _listed(profile.member_groups),
        "overenskomster": _listed(profile.agreements),
        "fonde": _listed(profile.funds),
        "emner": _listed(tuple(each.name for each in profile.topics)),
    }
    return prompt(name, **{each: values[each] for each in places_of(name)})


_SIDES = {Perspective.EMPLOYEES: "employees", Perspective.EMPLOYERS: "employers"}
_LANGUAGES = {"da": "Danish", "en": "English"}


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(values) or "–"
