"""Read a YAML file into plain data, and remember the line on which each field stands.

The words follow YAML 1.2: only ``true`` and ``false`` are truth values, so ``no`` and ``on`` stay words,
and dates stay text. Libyaml does the parsing, which keeps the whole library under a few tens of milliseconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .problems import ContentError, Problem

#: Where a value stands: keys of mappings and positions in lists, from the top of the file.
Place = tuple[str | int, ...]

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass
class YamlFile:
    """The plain data of one file, and the line of every place in it."""

    name: str
    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """Return the line of a place, or of the nearest place around it that the file has."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, message: str) -> Problem:
        """Return a problem at a place of this file."""
        return Problem(self.name, self.line(place), field_name(place), message)


def file_of(exercise: str, language: str, folder: Path) -> YamlFile:
    """Return the file of an exercise, for naming lines in it; without lines if it can't be read any more."""
    name = f"{language}/content/exercises/{exercise}.yaml"
    try:
        return read_yaml(folder / name, name)
    except ContentError:
        return YamlFile(name)


def field_name(place: Place) -> str:
    """Return a place as people write it: ``body.items[2].label``, items counted from 1."""
    words = ""
    for step in place:
        words += f"[{step + 1}]" if isinstance(step, int) else (f".{step}" if words else step)
    return words


def read_yaml(path: Path, name: str) -> YamlFile:
    """Read one file.

    Parameters
    ----------
    path
        The file.
    name
        What to call it in problems.

    Raises
    ------
    ContentError
        If the file is missing, not UTF-8, not YAML, or names a key twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError([Problem(name, 0, "", "this file is missing.")]) from None
    except UnicodeDecodeError:
        raise ContentError([Problem(name, 0, "", "this file is not UTF-8 text.")]) from None
    except OSError as error:
        raise ContentError([Problem(name, 0, "", f"this file can't be read ({error.strerror}).")]) from error
    file = YamlFile(name)
    problems: list[Problem] = []
    try:
        top = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or error.context or "it can't be read"
        line = mark.line + 1 if mark else 0
        raise ContentError([Problem(name, line, "", f"this is not YAML here: {said}.")]) from None
    except yaml.YAMLError as error:
        raise ContentError([Problem(name, 0, "", f"this is not YAML: {error}.")]) from None
    if top is None:
        raise ContentError([Problem(name, 1, "", "this file is empty.")])
    file.data = _plain(top, (), file, problems)
    if problems:
        raise ContentError(problems)
    return file


def _plain(node: yaml.Node, place: Place, file: YamlFile, problems: list[Problem]) -> Any:
    file.lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            below = (*place, key)
            if key in found:
                first = file.lines[below]
                line = key_node.start_mark.line + 1
                problems.append(
                    Problem(file.name, line, field_name(below), f"stands here twice (first on line {first}).")
                )
                continue
            file.lines[below] = key_node.start_mark.line + 1
            found[key] = _plain(value_node, below, file, problems)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*place, at), file, problems) for at, item in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: yaml.Node) -> str | int | float | bool | None:
    value = str(node.value)
    if getattr(node, "style", None):  # in quotes or a block: always text
        return value
    if value.lower() in _WORDS:
        return _WORDS[value.lower()]
    if _WHOLE.fullmatch(value):
        return int(value)
    if _NUMBER.fullmatch(value):
        return float(value)
    return value
