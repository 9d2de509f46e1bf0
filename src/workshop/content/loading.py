"""Read a language's files, gather every problem, and only then give up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel

from workshop import paths

from .exercise import Exercise, exercise_model
from .facts import FactFile, ReferenceFile
from .guide import GuideBook
from .helplines import HelplineFile, HelplineWords, join_helplines
from .library import Library
from .links import broken_links, unworded_lines
from .pages import Pages
from .part import Part
from .phrases import Phrases, flatten
from .problems import ContentError, Problem
from .validate import build
from .yamlfile import YamlFile, read_yaml

M = TypeVar("M", bound=BaseModel)

#: How the names of the kit's own files begin; all others are the workshop's.
KIT = "assets/"


class Reader:
    """Reads the files of one language and keeps a list of what is wrong.

    Attributes
    ----------
    problems
        Everything found so far.
    files
        Each file that could be read, by kind and id, for looking up lines later.
    """

    def __init__(self, folder: Path, language: str) -> None:
        self.folder = folder
        self.language = language
        self.problems: list[Problem] = []
        self.files: dict[tuple[str, str], YamlFile] = {}

    def read(self, name: str, kind: str, key: str = "") -> YamlFile | None:
        """Return a file by its name inside the workshop's folder, None (and a problem) if it can't be read.

        A name that begins with ``assets/`` is a file of the kit's own.
        """
        path = paths.assets() / name.removeprefix(KIT) if name.startswith(KIT) else self.folder / name
        try:
            file = self.files[kind, key] = read_yaml(path, name)
        except ContentError as error:
            self.problems.extend(error.problems)
            if path.exists():
                self.files[kind, key] = YamlFile(name)  # it is there, so nothing that points to it is wrong
            return None
        return file

    def model(self, model: type[M], name: str, kind: str, key: str = "") -> M | None:
        """Return a file as a model, None (and problems) if it doesn't fit."""
        file = self.read(name, kind, key)
        if file is None:
            return None
        try:
            return build(model, file)
        except ContentError as error:
            self.problems.extend(error.problems)
            return None

    def one(self, model: type[M], name: str, kind: str) -> M | None:
        """Return the only file of its kind in the language's folder."""
        return self.model(model, f"{self.language}/content/{name}", kind)

    def each(self, model: type[M], kind: str) -> dict[str, M]:
        """Return every file in the language's folder ``<kind>/`` by id; the id must be the file's name."""
        found: dict[str, M] = {}
        for path in sorted((self.folder / self.language / "content" / kind).glob("*.y*ml")):
            item = self.model(model, f"{self.language}/content/{kind}/{path.name}", kind, path.stem)
            if item is None:
                continue
            found[path.stem] = item
            named = str(getattr(item, "id", path.stem))
            if named != path.stem:
                file = self.files[kind, path.stem]
                twin = " Another file has that name." if path.with_name(f"{named}{path.suffix}").exists() else ""
                self.problems.append(
                    file.problem(("id",), f"is “{named}”, but the file is called “{path.stem}”.{twin}")
                )
        return found

    def by_id(self, items: Iterable[M], kind: str, field: str) -> Mapping[str, M]:
        """Return the items of a list by id; a second one with the same id is a problem."""
        found: dict[str, M] = {}
        for at, item in enumerate(items):
            name = str(getattr(item, "id", ""))
            if name in found:
                place = (field, at, "id")
                self.problems.append(self.files[kind, ""].problem(place, f"is “{name}”, which stands here twice."))
            found[name] = item
        return MappingProxyType(found)


def read_library(language: str, folder: Path) -> Library:
    """Read and check one language; see `load_library`."""
    if not (folder / language / "content").is_dir():
        message = f"there is no folder for the language “{language}”."
        raise ContentError([Problem(f"{language}/content", 0, "", message)])
    reader = Reader(folder, language)
    references = reader.model(ReferenceFile, "references.yaml", "references")
    numbers = reader.model(HelplineFile, f"{KIT}helplines.yaml", "helpline-numbers")
    facts = reader.one(FactFile, "facts.yaml", "facts")
    words = reader.model(HelplineWords, f"{KIT}words/{language}/helplines.yaml", "helplines")
    pages = reader.one(Pages, "pages.yaml", "pages")
    guide = reader.one(GuideBook, "guide.yaml", "guide")
    phrase_file = reader.read(f"{KIT}words/{language}/phrases.yaml", "phrases")
    parts = reader.each(Part, "parts")
    exercises = reader.each(exercise_model(), "exercises")
    phrases: dict[str, str] = {}
    if phrase_file:
        phrases, problems = flatten(phrase_file)
        reader.problems.extend(problems)
    facts_by_id = reader.by_id(facts.facts, "facts", "facts") if facts else {}
    references_by_id = reader.by_id(references.references, "references", "references") if references else {}
    reader.problems.extend(broken_links(reader.files, parts, exercises, facts_by_id, references_by_id))
    if numbers and words:
        reader.problems.extend(unworded_lines(reader.files, numbers, words))
    if reader.problems or not (numbers and words and pages and guide):
        raise ContentError(reader.problems)
    return Library(
        language=language,
        parts=MappingProxyType(dict(sorted(parts.items(), key=lambda item: item[1].number))),
        exercises=MappingProxyType(_in_order(parts, exercises)),
        facts=facts_by_id,
        references=references_by_id,
        helplines=join_helplines(numbers, words),
        pages=pages,
        guide=guide,
        phrases=Phrases(phrases),
    )


def _in_order(parts: Mapping[str, Part], exercises: Mapping[str, Exercise]) -> dict[str, Exercise]:
    order = {
        step.exercise: (part.number, at)
        for part in parts.values()
        for at, step in enumerate(part.steps)
        if step.exercise
    }
    last = (10_000, 0)
    names = sorted(exercises, key=lambda name: (order.get(name, last), exercises[name].part, name))
    return {name: exercises[name] for name in names}
