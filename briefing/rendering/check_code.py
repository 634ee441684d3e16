"""The field code of a template: text that would disappear, stray braces, names.

Read from the template's own XML and from Jinja's syntax tree, so that also branches
that the sample does not take are looked at.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from briefing.language import Translator
from briefing.rendering.fields import field_types, group_of, is_list
from briefing.rendering.word import parsed, patched

_CODE = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}", re.DOTALL)
_TAKEN_AWAY = (
    ("w:p", re.compile(r"{[%{#]p\s.*?[%}#]}", re.DOTALL)),
    ("w:tr", re.compile(r"{[%{#]tr\s.*?[%}#]}", re.DOTALL)),
    ("w:tc", re.compile(r"{[%{#]tc\s.*?[%}#]}", re.DOTALL)),
)
_LOOSE = re.compile(r"[{}]")
_OPENING = re.compile(r"{%\s*(?:p|tr|tc|r)?\s*(if|for)\b")
_CLOSING = re.compile(r"{%\s*(?:p|tr|tc|r)?\s*end(if|for)\b")
_LONGEST_SHOWN = 60
_QUOTES = str.maketrans("“”‘’", "\"\"''")


def code_problems(xml: str, owner: type, say: Translator) -> Iterator[str]:
    """What is wrong with the field code of one part of a template of these fields."""
    root = etree.fromstring(xml)
    yield from _disappearing(root, say)
    yield from _loose_braces(root, say)
    try:
        tree = parsed(patched(xml))
    except TemplateSyntaxError as error:
        yield from _unreadable(root, error, say)
        return
    yield from _unescaped(tree, say)
    yield from names(tree, owner, say)


def named(xml: str) -> set[str]:
    """The names that a part's field code asks for; empty where it cannot be read."""
    try:
        tree = parsed(patched(xml))
    except TemplateSyntaxError:
        return set()
    return {each.name for each in tree.find_all(nodes.Name) if each.ctx == "load"}


def _unescaped(tree: nodes.Template, say: Translator) -> Iterator[str]:
    """Whatever would let the text of a source become Word code."""
    switched = tree.find(nodes.ScopedEvalContextModifier) is not None
    marked = any(each.name == "safe" for each in tree.find_all(nodes.Filter))
    for found, code in ((marked, "|safe"), (switched, "{% autoescape %}")):
        if found:
            yield say(
                "{code} must not be used: text from a source could break the file or "
                "pass for text of ours. Take it out.",
                code=code,
            )


def _text(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def _disappearing(root: Any, say: Translator) -> Iterator[str]:
    """Text beside a tag that takes its whole paragraph, row or cell away."""
    for name, pattern in _TAKEN_AWAY:
        for element in root.iter(qn(name)):
            text = _text(element)
            tags = pattern.findall(text)
            if not tags:
                continue
            left = pattern.sub("", text).strip()
            if left or len(tags) > 1:
                yield say(
                    "»{text}« stands together with {tag} and would disappear. Give "
                    "{tag} a paragraph (or a table row) of its own.",
                    text=_short(left or tags[0]),
                    tag=tags[-1],
                )


def _loose_braces(root: Any, say: Translator) -> Iterator[str]:
    for paragraph in root.iter(qn("w:p")):
        text = _CODE.sub("", _text(paragraph))
        if _LOOSE.search(text):
            yield say(
                "There is a loose brace in »{text}«. A field is written with two: "
                "{example}.",
                text=_short(_text(paragraph)),
                example="{{ forslag.titel }}",
            )


def _unreadable(
    root: Any, error: TemplateSyntaxError, say: Translator
) -> Iterator[str]:
    """The tags that cannot be read; else that an if or for is not closed."""
    tags = [each for p in root.iter(qn("w:p")) for each in _CODE.findall(_text(p))]
    wrong = [each for each in tags if not _is_readable(each)]
    for tag in wrong:
        yield say("The field code {tag} cannot be read.", tag=_short(tag))
    if wrong:
        return
    whole = " ".join(tags)
    for word in ("if", "for"):
        opened = _OPENING.findall(whole).count(word)
        closed = _CLOSING.findall(whole).count(word)
        if opened != closed:
            yield say(
                "There are {opened} of {word} and {closed} of {end}: each {word} must "
                "be closed by its own {end}.",
                word=word,
                end=f"end{word}",
                opened=opened,
                closed=closed,
            )
            return
    yield say("The field code cannot be read: {problem}", problem=error.message or "")


def _is_readable(tag: str) -> bool:
    """Whether a tag can be read by itself; an opening one gets its end."""
    plain = re.sub(r"^({[%{])(?:p|tr|tc|r)\s", r"\1 ", tag).translate(_QUOTES)
    opening = _OPENING.match(plain)
    if re.match(r"{%-?\s*(?:end|el)", plain):
        return True
    try:
        parsed(plain + (f"{{% end{opening[1]} %}}" if opening else ""))
    except TemplateSyntaxError:
        return False
    return True


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_SHOWN else f"{flat[:_LONGEST_SHOWN]} …"


@dataclass(frozen=True, slots=True)
class _Unknown:
    """Something whose fields are not known: a number, a loop's own counter."""


_UNKNOWN = _Unknown()
Scope = Mapping[str, Any]


def names(tree: nodes.Template, owner: type, say: Translator) -> Iterator[str]:
    """Unknown fields, lists used as texts, and points printed without references."""
    known = {"range", "loop", "namespace", "dict", "cycler", "joiner"}
    scope = {**dict.fromkeys(known, _UNKNOWN), **field_types(owner)}
    yield from _walk(tree, scope, say)


def _walk(node: nodes.Node, scope: Scope, say: Translator) -> Iterator[str]:
    if isinstance(node, nodes.Name) and node.ctx == "load":
        if node.name not in scope:
            yield _unknown(node.name, scope, "", say)
        return
    if isinstance(node, nodes.Getattr):
        yield from _attribute(node, scope, say)
    if isinstance(node, nodes.For):
        yield from _loop(node, scope, say)
        return
    inner = dict(scope)
    for child in node.iter_child_nodes():
        yield from _walk(child, inner, say)
        if isinstance(child, nodes.Assign) and isinstance(child.target, nodes.Name):
            inner[child.target.name] = _kind(child.node, inner)


def _unknown(name: str, known: Scope, group: str, say: Translator) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    meant = say("Did you mean {name}?", name=group + close[0]) if close else ""
    said = say("There is no field called {name}.", name=group + name)
    return f"{said} {meant}".strip()


def _attribute(node: nodes.Getattr, scope: Scope, say: Translator) -> Iterator[str]:
    kind = _kind(node.node, scope)
    if is_list(kind):
        yield say(
            "{name} is a list: go through it with {code}.",
            name=_path(node.node),
            code=f"{{% for x in {_path(node.node)} %}}",
        )
        return
    group = group_of(kind)
    if group and node.attr not in field_types(group):
        prefix = f"{_path(node.node)}."
        yield _unknown(node.attr, field_types(group), prefix, say)
    elif kind in (str, int):
        yield _unknown(node.attr, {}, f"{_path(node.node)}.", say)


def _loop(node: nodes.For, scope: Scope, say: Translator) -> Iterator[str]:
    yield from _walk(node.iter, scope, say)
    kind = _kind(node.iter, scope)
    inner = dict(scope)
    if isinstance(node.target, nodes.Name):
        inner[node.target.name] = group_of(kind) or _UNKNOWN
        yield from _without_references(node, node.target.name, kind, say)
    else:
        inner |= {each.name: _UNKNOWN for each in node.target.find_all(nodes.Name)}
    for child in (*node.body, *node.else_, *filter(None, (node.test,))):
        yield from _walk(child, inner, say)


def _without_references(
    node: nodes.For, name: str, kind: Any, say: Translator
) -> Iterator[str]:
    """A point that is printed without its references; every claim must show its own."""
    group = group_of(kind)
    if group is None or "henvisninger" not in field_types(group):
        return
    used = {
        each.attr
        for part in node.body
        for each in part.find_all(nodes.Getattr)
        if isinstance(each.node, nodes.Name) and each.node.name == name
    }
    if used and "henvisninger" not in used:
        yield say(
            "Points from {list} are printed without their references: add {field}.",
            list=_path(node.iter),
            field=f"{{{{ {name}.henvisninger }}}}",
        )


def _kind(node: nodes.Node, scope: Scope) -> Any:
    """What an expression holds: a group of fields, a list, a text, or not known."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, _UNKNOWN)
    if isinstance(node, nodes.Getattr):
        group = group_of(_kind(node.node, scope))
        if group:
            return field_types(group).get(node.attr, _UNKNOWN)
    if isinstance(node, nodes.Getitem):
        kind = _kind(node.node, scope)
        if is_list(kind):
            return group_of(kind) or _UNKNOWN
    return _UNKNOWN


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return "…"
