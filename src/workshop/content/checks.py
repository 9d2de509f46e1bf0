"""Checks beyond the form of the files: everything is taught, true to its sources, and fresh."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from workshop import paths

from .helplines import FAIL_DAYS, WARN_DAYS, HelplineFile
from .library import Library
from .locale import PLURALS
from .manifest import NAME, Objectives
from .part import Part
from .phrases import placeholders
from .problems import Problem
from .validate import build
from .wordlist import IDS
from .yamlfile import read_yaml


def check_library(library: Library, notebooks: Path | None = None) -> Iterator[Problem]:
    """Yield what is wrong with a library that could be loaded.

    Parameters
    ----------
    library
        The content of one language.
    notebooks
        Where that language's notebooks are. Default: the kit's.
    """
    folder = notebooks or paths.notebooks(library.language)
    for name in library.manifest.parts:
        if name not in library.parts:
            file = f"{library.language}/content/parts/{name}.yaml"
            yield Problem(file, 0, "", f"is missing, though {NAME} names this part.")
    numbered: dict[int, str] = {}
    for part in library.parts.values():
        if (twin := numbered.setdefault(part.number, part.id)) != part.id:
            file = f"{library.language}/content/parts/{part.id}.yaml"
            yield Problem(file, 0, "number", f"is {part.number}, as that of “{twin}” is. Give each part its own.")
        if promise := library.manifest.parts.get(part.id):
            yield from _promise_kept(library, part, promise)
        else:
            yield Problem(NAME, 0, "parts", f"names no “{part.id}”. Add it with its minutes and exercises.")
        yield from _plan_adds_up(library, part)
        yield from _headings_exist(library, part, folder / f"{part.id}.ipynb")
    yield from _facts_hold(library)


def check_languages(one: Library, other: Library) -> Iterator[Problem]:
    """Yield what one language has and the other has not: files, ids, numbers, lines of a list, {words}."""
    for first, second in ((one, other), (other, one)):
        for what in ("parts", "exercises", "facts"):
            for name in sorted(set(getattr(first, what)) - set(getattr(second, what))):
                folder = f"{second.language}/content"
                yield Problem(folder, 0, what, f"has no “{name}”, which {first.language} has.")
    folder = f"{other.language}/content"
    for name in _both(one.exercises, other.exercises):
        if structure_of(one.exercises[name], "sample") != structure_of(other.exercises[name], "sample"):
            message = f"has other ids or numbers than the file in {one.language}."
            yield Problem(f"{folder}/exercises/{name}.yaml", 0, "body", message)
    for name in _both(one.parts, other.parts):
        if structure_of(one.parts[name], "covers") != structure_of(other.parts[name], "covers"):
            message = f"has other steps, minutes or lines than the file in {one.language}."
            yield Problem(f"{folder}/parts/{name}.yaml", 0, "", message)
    for what in ("guide", "pages"):
        if structure_of(getattr(one, what)) != structure_of(getattr(other, what)):
            message = f"has other ids or another number of points than the file in {one.language}."
            yield Problem(f"{folder}/{what}.yaml", 0, "", message)
    yield from _same_words(one, other)


def _same_words(one: Library, other: Library) -> Iterator[Problem]:
    folder = f"{other.language}/content"
    for name in _both(one.facts, other.facts):
        if one.facts[name].reference != other.facts[name].reference:
            yield Problem(f"{folder}/facts.yaml", 0, name, f"names another source than in {one.language}.")


def _both(one: Iterable[str], other: Iterable[str]) -> list[str]:
    return sorted(set(one) & set(other))


def check_helplines(today: date) -> tuple[list[Problem], list[Problem]]:
    """Return warnings and failures about the age of the helplines on a day."""
    file = read_yaml(paths.assets() / "helplines.yaml", "assets/helplines.yaml")
    warnings: list[Problem] = []
    failures: list[Problem] = []
    for at, country in enumerate(build(HelplineFile, file).countries):
        for line_at, line in enumerate(country.lines):
            age = line.age(today)
            if line.confidence == "unconfirmed" or 0 <= age < WARN_DAYS:
                continue
            place = ("countries", at, "lines", line_at, "last_checked")
            if age < 0:
                failures.append(file.problem(place, f"of “{line.id}” lies {-age} days in the future."))
                continue
            message = f"of “{line.id}” is {age} days ago. Check the number at {line.sources[0]} and set the date."
            (failures if age >= FAIL_DAYS else warnings).append(file.problem(place, message))
    return warnings, failures


def _promise_kept(library: Library, part: Part, promise: Objectives) -> Iterator[Problem]:
    file = f"{library.language}/content/parts/{part.id}.yaml"
    taught = {point.id for point in part.covers}
    for exercise in library.exercises_of(part.id):
        taught |= set(exercise.covers)
    for point in promise.covers:
        if point not in taught:
            yield Problem(file, 0, "covers", f"misses {point}: no exercise and no heading of this part teaches it.")
    for point in sorted(taught - set(promise.covers)):
        yield Problem(file, 0, "covers", f"names {point}, which is not a point of this part.")
    for name in promise.exercises:
        if name not in library.exercises:
            yield Problem(file, 0, "", f"the exercise “{name}” of this part is missing.")
    if part.minutes != promise.minutes:
        yield Problem(file, 0, "minutes", f"is {part.minutes}, but this part takes {promise.minutes}.")


def _plan_adds_up(library: Library, part: Part) -> Iterator[Problem]:
    file = f"{library.language}/content/parts/{part.id}.yaml"
    planned = sum(step.minutes for step in part.steps)
    if planned != part.minutes:
        yield Problem(file, 0, "steps", f"take {planned} minutes together, but the part takes {part.minutes}.")
    stepped = {step.exercise for step in part.steps}
    for exercise in library.exercises_of(part.id):
        if exercise.id not in stepped and not exercise.spare:
            yield Problem(file, 0, "steps", f"leave out the exercise “{exercise.id}”.")


def _headings_exist(library: Library, part: Part, notebook: Path) -> Iterator[Problem]:
    if not part.covers or not notebook.is_file():
        return
    headings = notebook_headings(notebook)
    file = f"{library.language}/content/parts/{part.id}.yaml"
    for at, point in enumerate(part.covers, 1):
        if point.heading not in headings:
            message = f"names “{point.heading}”, which is no heading in {notebook.name}."
            yield Problem(file, 0, f"covers[{at}].heading", message)


def notebook_headings(notebook: Path) -> set[str]:
    """Return the text of every Markdown heading in a notebook."""
    cells = json.loads(notebook.read_text(encoding="utf-8")).get("cells", [])
    text = "\n".join("".join(cell["source"]) for cell in cells if cell.get("cell_type") == "markdown")
    return {line.lstrip("#").strip() for line in text.splitlines() if line.startswith("#")}


def _facts_hold(library: Library) -> Iterator[Problem]:
    for exercise in library.exercises.values():
        file = f"{library.language}/content/exercises/{exercise.id}.yaml"
        for _, name in exercise.fact_ids():
            source = library.reference_of(name)
            if source.state != "verified":
                message = f"shows the fact “{name}”, but its source “{source.id}” is not verified."
                yield Problem(file, 0, "", message)
    for fact in library.facts.values():
        source = library.references[fact.reference]
        if source.state == "verified" and source.link is None and not source.note:
            message = f"is verified but has neither doi, url nor a note on where “{fact.id}” was read."
            yield Problem("references.yaml", 0, source.id, message)


def structure_of(content: BaseModel, *without: str) -> object:
    """Return content without its wording: ids, numbers, switches, and the names in curly brackets."""
    return _without_wording(content.model_dump(exclude=set(without)))


def _without_wording(data: object) -> object:
    if isinstance(data, dict):
        kept = {key: value for key, value in data.items() if not _is_form(key, data)}
        return {
            key: value if _is_id(key, value) else _without_wording(_in_any_order(key, value))
            for key, value in kept.items()
        }
    if isinstance(data, list | tuple):
        return [_without_wording(item) for item in data]
    if not isinstance(data, str):
        return data
    try:
        return sorted(placeholders(data))
    except ValueError:
        return None


def _in_any_order(key: str, value: object) -> object:
    """Return the fields of a form by their ids: a language puts them in the order of its sentence."""
    ids = [one.get("id") if isinstance(one, dict) else None for one in value] if isinstance(value, list | tuple) else []
    return sorted(value, key=lambda one: str(one["id"])) if key == "fields" and all(ids) and ids else value  # type: ignore


def _is_form(key: object, data: dict[Any, object]) -> bool:
    """Return whether a text is only the form of another for some numbers: ``missed_few`` beside ``missed``."""
    stem, _, last = str(key).rpartition("_")
    return last in PLURALS and stem in data


def _is_id(key: str, value: object) -> bool:
    named = isinstance(value, str) or (isinstance(value, list | tuple) and all(isinstance(v, str) for v in value))
    return named and key in IDS
