"""Are the words of the interface whole? What is missing, what nothing reads, what was never translated.

The kit's own code, its templates and every kind of exercise are searched for the keys of phrases they say.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from workshop import paths

from .kinds import kinds
from .library import Library
from .locale import categories
from .phrases import Phrases, placeholders, stem_of
from .problems import ContentError, Problem
from .wordlist import tells
from .yamlfile import Place, YamlFile, read_yaml

_KEY = re.compile(r"[a-z_]+(\.[\w-]+)+")
_TEMPLATE = re.compile(r"""\b(?:say|phrase)\(\s*["']([\w.-]+)["']\s*(~|\+)?""")
_LOOKED_UP = re.compile(r"""["']([a-z_]+(?:\.[\w-]+)+)["']""")


@dataclass
class Use:
    """Where phrases are said.

    Attributes
    ----------
    said
        Each key that is said by its full name, with the file and line of one place.
    known
        Keys that stand in the code as text, and might be said.
    below
        Beginnings of keys that are put together, or that are read as a whole.
    """

    said: dict[str, tuple[str, int]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    below: set[str] = field(default_factory=set)

    def reads(self, key: str) -> bool:
        """Return whether anything says a phrase."""
        return key in self.known or any(key.startswith(start) for start in self.below)


def check_words(library: Library, folder: Path) -> Iterator[Problem]:
    """Yield phrases that nothing reads, that are missing, or that lack a plural form of the language."""
    use = _use(folder)
    stems = {stem_of(key) for key in library.phrases} | set(library.phrases)
    file = _phrase_file(library.language, folder)
    for key, (source, line) in sorted(use.said.items()):
        if key not in stems:
            yield Problem(source, line, "", f"says “{key}”, which {file.name} does not have. Add it there.")
    for source_file in _phrase_files(library.language, folder):
        for place in _texts(source_file):
            if not use.reads(stem_of(".".join(map(str, place)))):
                yield source_file.problem(place, "is read by nothing. Remove it.")
        yield from _plurals(source_file, library.phrases)


def check_translated(one: Library, other: Library, folder: Path) -> Iterator[Problem]:
    """Yield how the words of two languages differ: keys, values in curly brackets, texts that were only copied."""
    file = _phrase_file(other.language, folder)
    for first, second, where in ((one, other, file), (other, one, _phrase_file(one.language, folder))):
        for stem in sorted({stem_of(key) for key in first.phrases} - {stem_of(key) for key in second.phrases}):
            yield where.problem(tuple(stem.split(".")), f"is missing; {first.language} has it.")
    for key in sorted(set(one.phrases) & set(other.phrases)):
        # a form for one or two may leave something out, but has nothing more to say than the one for many
        many = f"{stem_of(key)}.other" if stem_of(key) != key else key
        given, known = placeholders(other.phrases[key]), placeholders(one.phrases.get(many, one.phrases[key]))
        if not given <= known or (key == many and given != known):
            message = f"has other words in curly brackets than in {one.language}."
            yield file.problem(tuple(key.split(".")), message)
    yield from _copied(one.language, other.language, folder)


def _plurals(file: YamlFile, phrases: Phrases) -> Iterator[Problem]:
    """Yield forms that a counted phrase lacks, or that the language does not have."""
    has = categories(phrases.language)
    for stem in sorted({stem_of(key) for key in phrases if stem_of(key) != key}):
        place = tuple(stem.split("."))
        if place not in file.lines:
            continue
        given = {key.rpartition(".")[2] for key in phrases if stem_of(key) == stem}
        for name in has:
            if name not in given:
                yield file.problem(place, f"needs the form “{name}”: {phrases.language} counts with {', '.join(has)}.")
        if not any("{n}" in phrases[f"{stem}.{name}"] for name in given):
            yield file.problem(place, "is counted, so one of its forms should hold {n}.")


def _copied(one: str, other: str, folder: Path) -> Iterator[Problem]:
    """Yield each file of a language in which texts still are those of the first one."""
    pairs = [(path, folder / other / path.relative_to(folder / one)) for path in _wording(folder / one)]
    first_words, words = paths.words(one, folder), paths.words(other, folder)
    pairs += [(first_words / path.name, path) for path in sorted(words.glob("*.yaml"))]
    for first, second in pairs:
        if not (first.is_file() and second.is_file()):
            continue
        name = _called(second, folder)
        same = _same_cells(first, second) if second.suffix == ".ipynb" else _same_texts(first, second, name)
        if same:
            line, text = same[0]
            count = f"{len(same)} texts are" if len(same) > 1 else "a text is"
            yield Problem(name, line, "", f"{count} still as in {one}: “{text[:50]}”. Translate what stands here.")


def _wording(folder: Path) -> list[Path]:
    return [*sorted((folder / "content").rglob("*.yaml")), *sorted(folder.glob("*.ipynb"))]


def _same_texts(one: Path, other: Path, name: str) -> list[tuple[int, str]]:
    first, second = read_yaml(one, name), read_yaml(other, name)
    theirs = _texts(first)
    return [
        (second.line(place), text)
        for place, text in _texts(second).items()
        if theirs.get(place) == text and tells(text) and "sample" not in place and place[-1] != "name"
    ]


def _same_cells(one: Path, other: Path) -> list[tuple[int, str]]:
    def cells(path: Path) -> list[str]:
        found = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return ["".join(cell["source"]) for cell in found if cell["cell_type"] == "markdown"]

    lines = other.read_text(encoding="utf-8").splitlines()
    same = [text for text in cells(other) if tells(text) and text in set(cells(one))]
    return [(_line_of(lines, text.splitlines()[0]), text.splitlines()[0]) for text in same]


def _line_of(lines: list[str], text: str) -> int:
    """Return the line of a notebook's file on which a text begins."""
    written = json.dumps(text, ensure_ascii=False)[1:-1]
    return next((at for at, line in enumerate(lines, 1) if written in line), 1)


def _texts(file: YamlFile) -> dict[Place, str]:
    """Return every text of a file by its place."""
    found: dict[Place, str] = {}

    def walk(data: object, place: Place) -> None:
        if isinstance(data, dict):
            for key, value in data.items():
                walk(value, (*place, key))
        elif isinstance(data, list):
            for at, value in enumerate(data):
                walk(value, (*place, at))
        elif isinstance(data, str):
            found[place] = data

    walk(file.data, ())
    return found


def _called(path: Path, folder: Path) -> str:
    """Return what a file is called in problems: below the workshop's folder, or below that of the kit's assets."""
    return path.relative_to(folder if path.is_relative_to(folder) else paths.assets().parent).as_posix()


def _phrase_file(language: str, folder: Path) -> YamlFile:
    path = paths.words(language, folder) / "phrases.yaml"
    return read_yaml(path, _called(path, folder))


def _phrase_files(language: str, folder: Path) -> Iterator[YamlFile]:
    """Return the kit's phrases of a language and, if it has any, the workshop's own."""
    yield _phrase_file(language, folder)
    own = f"{language}/content/phrases.yaml"
    if (folder / own).is_file():
        yield read_yaml(folder / own, own)


# -- what the code says ------------------------------------------------------------------------------------


@cache
def _use(folder: Path) -> Use:
    use = Use()
    package = Path(__file__).parents[1]
    homes = {Path(str(files(kind.body.__module__.rpartition(".")[0]))) for kind in kinds().values()}
    strangers = [home for home in homes if not home.is_relative_to(package)]
    for root in (package, paths.assets() / "templates", folder / "templates", *strangers):
        for path in sorted(root.rglob("*")):
            if path.suffix == ".py" and path != Path(__file__):
                _from_python(path, path.relative_to(root.parent).as_posix(), use)
            elif path.suffix in (".j2", ".html"):
                _from_template(path.read_text(encoding="utf-8"), path.relative_to(root.parent).as_posix(), use)
    return use


def _from_template(text: str, name: str, use: Use) -> None:
    use.known.update(_LOOKED_UP.findall(text))
    for found in _TEMPLATE.finditer(text):
        key, more = found.groups()
        if more:
            use.below.add(key)
        else:
            use.known.add(key)
            use.said.setdefault(key, (name, text.count("\n", 0, found.start()) + 1))


def _from_python(path: Path, name: str, use: Use) -> None:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        raise ContentError([Problem(name, error.lineno or 1, "", "this is not Python here.")]) from error
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY.fullmatch(node.value):
            use.known.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            use.below.update(_beginning(node.values))
        elif isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            for key in _keys(node.args[:1]):
                if called == "below":
                    use.below.add(f"{key}.")
                elif called in ("say", "phrase"):
                    use.known.add(key)
                    use.said.setdefault(key, (name, node.lineno))


def _keys(arguments: Iterable[ast.expr]) -> Iterator[str]:
    """Return the keys that an argument may be: a text, or one of two texts."""
    for node in arguments:
        if isinstance(node, ast.IfExp):
            yield from _keys((node.body, node.orelse))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _beginning(values: list[ast.expr]) -> Iterator[str]:
    first = values[0]
    if isinstance(first, ast.Constant) and re.match(r"[a-z_]+\.", str(first.value)) and len(values) > 1:
        yield str(first.value)
