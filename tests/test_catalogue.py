"""Every sentence a person reads has gone through the catalogues."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing import errors
from briefing.cli import runs, send, status
from briefing.cli.explain import SENTENCES, UNEXPECTED
from briefing.language import translator
from briefing.language.catalogue import LANGUAGES
from briefing.pipeline import alarms
from briefing.rendering import consultation, context_case

ROOT = Path(__file__).resolve().parents[1]
LOOKUPS = {
    "_",
    "say",
    "translate",
    "UsageError",
    "QueryError",
    "ReviewError",
    "BackupError",
}
PRINTING = {"print", "echo", "say"}
BRACES = re.compile(r"{(\w+)}")


def calls(folder: str) -> Iterator[tuple[Path, ast.Call, str]]:
    """Every call in the package, with the name that is called."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                yield path, node, name


def literals(node: ast.expr) -> list[str]:
    """The string, or the strings a conditional expression chooses between."""
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return []


def messages() -> dict[str, str]:
    """Every message id in the code, with the file it stands in."""
    found = {sentence: "cli/explain.py" for _kind, sentence in SENTENCES}
    found |= dict.fromkeys((UNEXPECTED, *errors.SENTENCES), "errors.py")
    for sentences in (runs.STATES, send.STATES, send.KINDS):
        found |= dict.fromkeys(sentences.values(), "cli")
    found |= dict.fromkeys(status.ROWS, "cli/status.py")
    found |= dict.fromkeys(alarms.SENTENCES, "pipeline/alarms.py")
    found |= dict.fromkeys(consultation.SENTENCES, "rendering/consultation.py")
    found |= dict.fromkeys(context_case.FEEDBACK.values(), "rendering/context_case.py")
    for path, call, name in calls("briefing"):
        if name in LOOKUPS and call.args:
            found |= dict.fromkeys(literals(call.args[0]), path.name)
    return {text: place for text, place in found.items() if text.strip()}


def test_every_sentence_is_in_the_danish_catalogue() -> None:
    """A sentence that the code looks up has a Danish translation."""
    known = translator("da")._messages
    missing = {text: place for text, place in messages().items() if text not in known}
    assert missing == {}


def test_translations_keep_their_braces() -> None:
    """A translation names the same values as the sentence it stands for."""
    known = translator("da")._messages
    broken = {
        text: danish
        for text, danish in known.items()
        if set(BRACES.findall(text)) != set(BRACES.findall(danish))
    }
    assert broken == {}


def test_no_sentence_is_printed_past_the_catalogue() -> None:
    """What the command line prints as a literal is looked up first."""
    past = []
    for path, call, name in calls("briefing/cli"):
        if name not in PRINTING - LOOKUPS:
            continue
        for argument in call.args:
            for node in ast.walk(argument):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    words = re.findall(r"[A-Za-z]{3,}", node.value)
                    if len(words) > 2:
                        past.append((path.name, node.value))
    allowed = {sentence for sentence, _place in messages().items()}
    assert [each for each in past if each[1] not in allowed] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_filled(language: str) -> None:
    """Values come out where the sentence has its braces."""
    _ = translator(language)
    assert "17" in _(
        "{count} briefings were written in {output}.", count=17, output="x"
    )


def test_an_unknown_language_is_refused() -> None:
    """Only the languages that there are can be asked for."""
    with pytest.raises(ValueError, match="tlh"):
        translator("tlh")
