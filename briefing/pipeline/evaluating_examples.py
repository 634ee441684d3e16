"""What reviewers corrected, held against the sources as they stood then.

The lines come from `briefing examples --export`: what a person took out or rewrote, and
what stands in its place.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from briefing.assessment.measuring.claims import Source, held
from briefing.assessment.measuring.mutations import Claim
from briefing.domain.evaluation import Share
from briefing.domain.profile import Profile
from briefing.errors import ConfigError
from briefing.pipeline.line import Line

REVIEWED = "reviewed"


def reviewed(line: Line, path: Path, profile: Profile) -> tuple[Share, Share]:
    """How much of what reviewers took out is withheld, and of what they put instead.

    What they put there counts where the sources bore it when it was approved. An
    example whose proposal or passage the store no longer has is passed over.
    ConfigError when the file is not one of examples.
    """
    sources: dict[str, Source] = {}
    before: list[Claim] = []
    after: list[Claim] = []
    for example in _examples(path):
        key = f"{example['ref']} {example['profile']} {example['version']}"
        if key not in sources and (found := _source(line, example)):
            sources[key] = found
        if key in sources:
            before += _claims(key, example, example["before"])
            borne = not example.get("unborne")
            after += _claims(key, example, example["after"]) if borne else []
    one, other = held(before, sources, profile), held(after, sources, profile)
    return Share(one.withheld, one.total), Share(other.withheld, other.total)


def _examples(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    for number, text in enumerate(filter(str.strip, lines), 1):
        try:
            example = json.loads(text)
            wanted = ("ref", "profile", "kind", "before", "after", "citations")
            told = {name: example[name] for name in wanted}
        except (ValueError, KeyError, TypeError) as error:
            raise ConfigError(f"{path}, line {number}: no example: {error}") from error
        if told["kind"] == "statement" and told["citations"]:
            yield {"version": 0, **example}


def _source(line: Line, example: dict[str, Any]) -> Source | None:
    judged = line.store.judged(
        example["ref"], example["profile"], int(example["version"]) or None
    )
    return Source(judged.proposal, judged.documents) if judged else None


def _claims(key: str, example: dict[str, Any], text: str) -> Iterator[Claim]:
    """The text beside the first of its quotations."""
    cited = example["citations"][0]
    if text.strip():
        yield Claim(key, cited["document"], int(cited["passage"]), cited["quote"], text)
