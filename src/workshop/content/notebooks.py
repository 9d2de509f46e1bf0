"""Notebooks in other languages: the same cells in the same order, with other words in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workshop import paths

from .library import Library
from .problems import Problem

#: How a cell shows an exercise.
_SHOWN = re.compile(r"""page\.exercise\(["']([^"']+)["']\)""")
#: Where a page cuts a reading, and what of its Markdown nobody reads.
_PIECES = re.compile(r"^(?=## )", re.MULTILINE)
_MARKUP = re.compile(r"^#+ |^[->] |\]\([^)]*\)|[*_`\[]", re.MULTILINE)


def check_parts(library: Library, folder: Path) -> Iterator[Problem]:
    """Yield what the notebooks of a language don't show: a part without one, an exercise that no cell shows."""
    for part in library.parts.values():
        path = folder / f"{part.id}.ipynb"
        place = f"{library.language}/{path.name}"
        if not path.is_file():
            yield Problem(place, 0, "", f"is missing: the part “{part.title}” has no notebook.")
            continue
        try:
            code = ["".join(cell["source"]) for cell in _read(path)["cells"] if cell["cell_type"] == "code"]
        except (OSError, ValueError, KeyError) as error:
            yield Problem(place, 0, "", f"can't be read: {error}")
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        shown = [name for source in code for name in _SHOWN.findall(source)]
        for exercise in library.exercises_of(part.id):
            if exercise.id not in shown:
                what = f'shows no exercise “{exercise.id}”. Add a cell: page.exercise("{exercise.id}")'
                yield Problem(place, 0, "cells", what)
        for name in shown:
            if name not in library.exercises or not library.exercises[name].belongs_to(part.id):
                line = next((at for at, text in enumerate(lines, 1) if name in text), 0)
                yield Problem(place, line, "cells", f"shows “{name}”, which is not an exercise of this part.")


def check_notebooks(language: str, folder: Path, original: Path | None = None) -> Iterator[Problem]:
    """Yield how the notebooks of a language differ from the default language's in more than their words.

    Parameters
    ----------
    language
        Name of the language folder.
    folder
        Where its notebooks are.
    original
        Where the default language's are. Default: the kit's.
    """
    for path in sorted((original or paths.notebooks()).glob("[0-9][0-9]-*.ipynb")):
        place = f"{language}/{path.name}"
        other = folder / path.name
        if not other.is_file():
            continue  # `check_parts` has said it
        try:
            first, second = _read(path), _read(other)
        except (OSError, ValueError) as error:
            yield Problem(place, 0, "", f"can't be read: {error}")
            continue
        for where, what in _differences(first, second, path.stem, language):
            yield Problem(place, 0, where, what)


def reading(path: Path) -> dict[str, list[int]]:
    """Return how long (characters) the readings of a notebook are, by the id of their cell.

    A cell has one for each second-level heading, as a page cuts it. All languages go by the default one's: what is
    one step to a German phone is one step to everybody.
    """
    found = {}
    for cell in _read(path)["cells"]:
        if cell["cell_type"] == "markdown" and "id" in cell:
            pieces = _PIECES.split("".join(cell["source"]))
            found[cell["id"]] = [len(_MARKUP.sub("", piece).strip()) for piece in pieces if piece.strip()]
    return found


def _read(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def _differences(first: dict[str, Any], second: dict[str, Any], part: str, language: str) -> Iterator[tuple[str, str]]:
    told = second["metadata"].get("workshop", {}).get("language")
    if told != language:
        yield "metadata.workshop.language", f"is {told!r}, but should be {language!r}."
    if [_kind(cell) for cell in first["cells"]] != [_kind(cell) for cell in second["cells"]]:
        yield "cells", "have other ids or kinds, or stand in another order, than in the default language."
        return
    for one, other in zip(first["cells"], second["cells"], strict=True):
        source, expected = "".join(other["source"]), "".join(one["source"])
        expected = expected.replace(f'part("{part}")', f'part("{part}", "{language}")')
        if one["cell_type"] == "code" and source != expected:
            yield f"cells[{one['id']}]", f"should read: {expected}"
        if one["cell_type"] == "markdown" and _form(source) != _form(expected):
            yield f"cells[{one['id']}]", "has other headings or another number of points than in the default language."


def _kind(cell: dict[str, Any]) -> tuple[str, str, str]:
    return cell["id"], cell["cell_type"], json.dumps(cell["metadata"], sort_keys=True)


def _form(text: str) -> list[str]:
    """Return the form of a text: its headings by level, its points, its quotations."""
    starts = (line.split(" ", 1)[0] for line in text.splitlines())
    return [start for start in starts if start in ("#", "##", "###", "-", ">")]
