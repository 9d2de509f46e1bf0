"""Ids that point from one file to another must arrive somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from .exercise import Exercise
from .facts import Fact, Reference
from .helplines import HelplineFile, HelplineWords
from .part import Part
from .problems import Problem
from .yamlfile import Place, YamlFile

Files = Mapping[tuple[str, str], YamlFile]


def broken_links(
    files: Files,
    parts: Mapping[str, Part],
    exercises: Mapping[str, Exercise],
    facts: Mapping[str, Fact],
    references: Mapping[str, Reference],
    promised: Iterable[str] = (),
) -> Iterator[Problem]:
    """Yield a problem for each id that nothing has. What could not be read is not looked for."""
    yield from _from_exercises(files, exercises, facts, promised)
    yield from _from_parts(files, parts, exercises)
    for at, fact in enumerate(facts.values()):
        if references and fact.reference not in references:
            place = ("facts", at, "reference")
            known = set(references)
            yield _unknown(files["facts", ""], place, fact.reference, "a reference in references.yaml", known)


def _from_exercises(
    files: Files, exercises: Mapping[str, Exercise], facts: Mapping[str, Fact], promised: Iterable[str]
) -> Iterator[Problem]:
    parts = {key for kind, key in files if kind == "parts"} | set(promised)
    for name, exercise in exercises.items():
        file = files["exercises", name]
        if exercise.part not in parts:
            yield _unknown(file, ("part",), exercise.part, "a part", parts)
        for place, fact in exercise.fact_ids():
            if facts and fact not in facts:
                yield _unknown(file, place, fact, "a fact in facts.yaml", set(facts))


def _from_parts(files: Files, parts: Mapping[str, Part], exercises: Mapping[str, Exercise]) -> Iterator[Problem]:
    known = {key for kind, key in files if kind == "exercises"}
    for name, part in parts.items():
        for at, step in enumerate(part.steps):
            place = ("steps", at, "exercise")
            if step.exercise is None:
                continue
            if step.exercise not in known:
                yield _unknown(files["parts", name], place, step.exercise, "an exercise", known)
            elif step.exercise in exercises and not exercises[step.exercise].belongs_to(name):
                where = exercises[step.exercise].part
                message = f"is “{step.exercise}”, which belongs to the part “{where}”."
                yield files["parts", name].problem(place, message)


def unknown_lines(files: Files, numbers: HelplineFile, words: HelplineWords) -> Iterator[Problem]:
    """Yield a problem for each note to a line that isn't there."""
    lines = {line.id for country in numbers.countries for line in country.lines}
    for field in ("notes", "hours"):
        for name in sorted(set(getattr(words, field)) - lines):
            yield _unknown(files["helplines", ""], (field, name), name, "a line in helplines.yaml", lines)


def _unknown(file: YamlFile, place: Place, name: str, what: str, known: set[str]) -> Problem:
    near = get_close_matches(name, sorted(known), n=1)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    return file.problem(place, f"names “{name}”, which is not {what}.{hint}")
