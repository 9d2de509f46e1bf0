"""Put other texts into a file of wording and leave everything else in it as it is, comments and layout too."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import yaml

from .locale import PLURALS
from .wordlist import Named, in_a_list
from .yamlfile import LOADER

#: Beginning and end of what is replaced, and what stands there then.
_Change = tuple[int, int, str]


def rewrite_yaml(text: str, forms: Mapping[Named, Mapping[str, str]]) -> str:
    """Return a YAML file with the texts at some places replaced.

    Parameters
    ----------
    text
        The file.
    forms
        The new text of a place by plural category, ``other`` alone for what isn't counted.
    """
    top = yaml.compose(text, Loader=LOADER)
    changes = sorted(_changes(top, (), forms, text, 0, flow=False), reverse=True) if top else []
    for start, end, new in changes:
        text = text[:start] + new + text[end:]
    return text


def rewrite_notebook(text: str, forms: Mapping[Named, Mapping[str, str]], language: str, part: str) -> str:
    """Return a notebook with the text of some cells replaced, that says its language."""
    book = json.loads(text)
    book["metadata"]["workshop"] = {**book["metadata"].get("workshop", {}), "language": language}
    for cell in book["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            source = forms.get((cell["id"],), {}).get("other", source)
        else:
            source = source.replace(f'part("{part}")', f'part("{part}", "{language}")')
        cell["source"] = source.splitlines(keepends=True)
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def _changes(
    node: yaml.Node, named: Named, forms: Mapping[Named, Mapping[str, str]], text: str, indent: int, *, flow: bool
) -> Iterator[_Change]:
    if isinstance(node, yaml.MappingNode):
        flow = flow or bool(node.flow_style)
        if named in forms and any(key.value == "other" for key, _ in node.value):
            yield from _counted(node, forms[named], text, flow=flow)
            return
        for key, value in node.value:
            below = (*named, str(key.value))
            yield from _changes(value, below, forms, text, key.start_mark.column + 2, flow=flow)
    elif isinstance(node, yaml.SequenceNode):
        flow = flow or bool(node.flow_style)
        for value, name in zip(node.value, in_a_list(map(_own_id, node.value)), strict=True):
            yield from _changes(value, (*named, name), forms, text, node.start_mark.column + 2, flow=flow)
    elif named in forms and forms[named]["other"] != node.value:
        start, end = _span(node, text)
        yield start, end, _written(forms[named]["other"], indent, flow=flow)


def _counted(node: yaml.MappingNode, forms: Mapping[str, str], text: str, *, flow: bool) -> Iterator[_Change]:
    """Replace the forms of a phrase that is counted; a language may have more of them, or fewer."""
    if {key.value: value.value for key, value in node.value} == dict(forms):
        return
    if flow:
        start, end = _span(node, text)
        inside = ", ".join(f"{name}: {_written(forms[name], 0, flow=True)}" for name in PLURALS if name in forms)
        yield start, end, f"{{{inside}}}"
        return
    column = node.start_mark.column
    lines = [f"{name}: {_written(forms[name], column + 2, flow=False)}" for name in PLURALS if name in forms]
    yield node.start_mark.index, _span(node.value[-1][1], text)[1], f"\n{' ' * column}".join(lines)


def _own_id(node: yaml.Node) -> str | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((str(value.value) for key, value in node.value if key.value == "id"), None)


def _span(node: yaml.Node, text: str) -> tuple[int, int]:
    start, end = node.start_mark.index, node.end_mark.index
    return start, start + len(text[start:end].rstrip())


def _written(text: str, indent: int, *, flow: bool) -> str:
    """Return a text as YAML: plain where it can be, in lines where it has some."""
    if flow:
        return json.dumps(text, ensure_ascii=False)
    if "\n" in text and text == text.strip():
        lines = (f"{' ' * indent}{line}" if line else "" for line in text.split("\n"))
        return "|-\n" + "\n".join(lines)
    if "\n" in text:
        return json.dumps(text, ensure_ascii=False)
    return str(yaml.safe_dump(text, allow_unicode=True, width=10**6)).removesuffix("\n...\n").rstrip("\n")
