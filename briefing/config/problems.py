"""What is wrong with a configuration, with the line that it stands in."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError


def describe(path: Path, root: yaml.Node | None, error: ValidationError) -> str:
    """Every problem with its file, line and key, and what to do."""
    problems = [
        f"{path}, line {_line(root, each['loc'])}: "
        f"{'.'.join(str(step) for step in each['loc']) or 'the file'}: {_reason(each)}"
        for each in error.errors()
    ]
    return "; ".join(problems)


def _reason(problem: Mapping[str, Any]) -> str:
    if problem["type"] == "extra_forbidden":
        return "unknown key; remove it or check its spelling in docs/configuration.md"
    if problem["type"] == "missing":
        return "required, but not there"
    return str(problem["msg"]).removeprefix("Value error, ")


def _line(node: yaml.Node | None, steps: Sequence[int | str]) -> int:
    """The line of the deepest node on the way that exists, counted from 1."""
    line = node.start_mark.line + 1 if node else 1
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            pairs = [pair for pair in node.value if pair[0].value == str(step)]
            if not pairs:
                break
            key, node = pairs[0]
            line = key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line
