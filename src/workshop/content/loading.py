"""Read a language's files, gather every problem, and only then give up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
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
from .links import broken_links, unknown_lines
from .manifest import NAME, Manifest, languages
from .pages import Pages
from .part import Part
from .phrases import PhraseError, Phrases, flatten, of_controls
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

    def own(self, name: str) -> str | None:
        """Return the name of a file that the workshop may bring in place of the kit's, None if it does not."""
        return name if (self.folder / name).is_file() else None

    def words(self, name: str) -> str:
        """Return the name of a file of the kit's words: the workshop's own in that language, else the kit's."""
        return self.own(f"words/{self.language}/{name}") or f"{KIT}words/{self.language}/{name}"

    def phrases(self, name: str, key: str = "") -> dict[str, str]:
        """Return the words of a file by dotted key; what is wrong with them is a problem."""
        file = self.read(name, "phrases", key)
        if file is None:
            return {}
        words, problems = flatten(file)
        self.problems.extend(problems)
        return words

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


def load_library(language: str, folder: Path | None = None) -> Library:
    """Return the content of a language, from memory if it was loaded before.

    Parameters
    ----------
    language
        One of the workshop's languages.
    folder
        The workshop: ``workshop.yaml``, ``references.yaml`` and a folder for each language. Default: the one that is
        held.

    Raises
    ------
    ContentError
        If anything is wrong; its ``problems`` say file, line, field and what.
    """
    return _load(language, (folder or paths.workshop()).resolve())


def load_all() -> None:
    """Have every language in memory, before this process is copied. Whoever uses what is wrong is told of it."""
    for language in languages():
        with suppress(ContentError, PhraseError):
            of_controls(load_library(language).phrases)  # and Babel reads what it knows of the language


@cache
def _load(language: str, folder: Path) -> Library:
    return read_library(language, folder)


def read_library(language: str, folder: Path) -> Library:
    """Read and check one language; see `load_library`."""
    if not (folder / language / "content").is_dir():
        message = f"there is no folder for the language “{language}”."
        raise ContentError([Problem(f"{language}/content", 0, "", message)])
    reader = Reader(folder, language)
    manifest = reader.model(Manifest, NAME, "workshop")
    references = reader.model(ReferenceFile, "references.yaml", "references")
    numbers = reader.model(HelplineFile, reader.own("helplines.yaml") or f"{KIT}helplines.yaml", "helpline-numbers")
    facts = reader.one(FactFile, "facts.yaml", "facts")
    wording = reader.own(f"{language}/content/helplines.yaml") or reader.words("helplines.yaml")
    words = reader.model(HelplineWords, wording, "helplines")
    pages = reader.one(Pages, "pages.yaml", "pages")
    guide = reader.one(GuideBook, "guide.yaml", "guide")
    parts = reader.each(Part, "parts")
    exercises = reader.each(exercise_model(), "exercises")
    phrases = reader.phrases(reader.words("phrases.yaml"))
    if own := reader.own(f"{language}/content/phrases.yaml"):
        phrases |= reader.phrases(own, "own")
    facts_by_id = reader.by_id(facts.facts, "facts", "facts") if facts else {}
    references_by_id = reader.by_id(references.references, "references", "references") if references else {}
    reader.problems.extend(
        broken_links(reader.files, parts, exercises, facts_by_id, references_by_id, manifest.parts if manifest else ())
    )
    if numbers and words:
        reader.problems.extend(unknown_lines(reader.files, numbers, words))
    if reader.problems or not (manifest and numbers and words and pages and guide):
        raise ContentError(reader.problems)
    return Library(
        language=language,
        manifest=manifest,
        parts=MappingProxyType(dict(sorted(parts.items(), key=lambda item: item[1].number))),
        exercises=MappingProxyType(_in_order(parts, exercises)),
        facts=facts_by_id,
        references=references_by_id,
        helplines=join_helplines(numbers, words, language),
        pages=pages,
        guide=guide,
        # A language that the kit doesn't speak may be older than the kit: what is new is said in English.
        phrases=Phrases(phrases, language, _english() if reader.own(f"words/{language}/phrases.yaml") else None),
    )


@cache
def _english() -> dict[str, str]:
    """Return the kit's own phrases."""
    return flatten(read_yaml(paths.assets() / "words" / paths.DEFAULT_LANGUAGE / "phrases.yaml", "phrases.yaml"))[0]


def _in_order(parts: Mapping[str, Part], exercises: Mapping[str, Exercise]) -> dict[str, Exercise]:
    order: dict[str, tuple[int, int]] = {}
    for part in parts.values():
        for at, step in enumerate(part.steps):
            planned = exercises.get(step.exercise or "")
            if planned and planned.part == part.id:
                order.setdefault(planned.id, (part.number, at))
    last = (10_000, 0)
    names = sorted(exercises, key=lambda name: (order.get(name, last), exercises[name].part, name))
    return {name: exercises[name] for name in names}
