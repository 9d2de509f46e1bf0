"""Every text of a workshop and of the kit's words, by the place where it stands: what a translator works on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workshop import paths

from .locale import PLURALS
from .phrases import placeholders
from .yamlfile import Place, read_yaml

#: Fields that hold names of things, the same in every language, and nothing that is read.
IDS = frozenset(
    {"id", "kind", "part", "form", "model", "fact", "room", "shown", "facts", "covers", "exercise", "group"}
)
#: More of them, which only a walk through the files meets.
_NAMED = IDS | {"reference", "mine", "audience", "counts", "stage", "day"}
#: What a sample taps.
_TAPPED = {"settings", "play", "guesses"}
_ID = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_VALUE = re.compile(r"\{[\w-]+\}")
#: Files in which nothing but words stands.
_ALL_READ = {"words/phrases.yaml", "words/helplines.yaml", "content/phrases.yaml", "content/helplines.yaml"}
#: A text of fewer words may well be the same in two languages.
_TELLING = 4

#: A text's place as a translator reads it: keys, ids in place of positions where there are some.
Named = tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """One text, or the forms of one that is counted.

    Attributes
    ----------
    file
        The file below a language's folder, such as ``content/pages.yaml``, or ``words/phrases.yaml`` for the kit's.
    place
        Where it stands in it.
    forms
        The text by plural category; a text that isn't counted has ``other`` only.
    line
        Its line.
    """

    file: str
    place: Named
    forms: Mapping[str, str] = field(hash=False)
    line: int

    @property
    def key(self) -> str:
        """What no other text has: its file and place."""
        return f"{self.file} {'.'.join(self.place)}"

    @property
    def values(self) -> list[str]:
        """The words in curly brackets that are filled in."""
        try:
            found = set().union(*(placeholders(text) for text in self.forms.values()))
        except ValueError:
            return []
        return sorted(f"{{{name}}}" for name in found)


def tells(text: str) -> bool:
    """Return whether a text is long enough to differ between any two languages."""
    return len(words_in(text)) >= _TELLING


def words_in(text: str) -> list[str]:
    """Return the words of a text, without addresses and what is filled in."""
    plain = re.sub(r"https?://\S+|\{\w+\}", " ", text)
    return re.findall(r"[^\W\d_]{2,}", plain)


def copied(one: Mapping[str, Wording], other: Mapping[str, Mapping[str, str]]) -> set[str]:
    """Return the keys of texts that another language has as they were, and so are not translated.

    A short one may well be the same in two languages; not where longer ones of its file still are.

    Parameters
    ----------
    one
        The texts that are translated from, by key.
    other
        The forms of each in the other language, by key.
    """
    same = same_in(one, other)
    unfinished = {one[key].file for key in same if tells(one[key].forms["other"])}
    return {key for key in same if one[key].file in unfinished}


def same_in(one: Mapping[str, Wording], other: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return the keys of texts that are the same in both, whether that is right or not."""
    return [key for key, text in one.items() if other.get(key) == text.forms]


def file_in(name: str, language: str, folder: Path) -> Path:
    """Return where a file of a language is: the kit's own words, or below the workshop's folder."""
    where, _, rest = name.partition("/")
    return paths.words(language, folder) / rest if where == "words" else folder / language / name


def files_of(language: str, folder: Path) -> list[str]:
    """Return the names of a language's files, those of the workshop first."""
    home = folder / language
    own = [*sorted(home.glob("[0-9][0-9]-*.ipynb")), *sorted((home / "content").rglob("*.yaml"))]
    kit = sorted(paths.words(language, folder).glob("*.yaml"))
    return [*(path.relative_to(home).as_posix() for path in own), *(f"words/{path.name}" for path in kit)]


def wording_of(language: str, folder: Path) -> dict[str, Wording]:
    """Return every text of a language by its key, in the order of the files."""
    found = (one for name in files_of(language, folder) for one in wording_in(name, file_in(name, language, folder)))
    return {one.key: one for one in found}


def wording_in(name: str, path: Path) -> Iterator[Wording]:
    """Yield the texts of one file."""
    if path.suffix == ".ipynb":
        yield from _cells(name, path)
        return
    file = read_yaml(path, name)
    counted = name.rpartition("/")[2] == "phrases.yaml"
    known = set(_ids(file.data))
    for place, named, value in _walk(file.data, (), ()):
        if isinstance(value, dict):
            if counted and "other" in value:
                yield Wording(name, named, {one: value[one] for one in PLURALS if one in value}, file.line(place))
        elif not (counted and place[-1] in PLURALS) and (name in _ALL_READ or _is_text(named, value, known)):
            yield Wording(name, named, {"other": value}, file.line(place))


def _cells(name: str, path: Path) -> Iterator[Wording]:
    text = path.read_text(encoding="utf-8")
    for cell in json.loads(text)["cells"]:
        if cell["cell_type"] == "markdown":
            line = text.count("\n", 0, text.find(f'"id": "{cell["id"]}"')) + 1
            yield Wording(name, (cell["id"],), {"other": "".join(cell["source"])}, line)


def _walk(data: object, place: Place, named: Named) -> Iterator[tuple[Place, Named, Any]]:
    """Yield everything in a file with its place, and its place by ids."""
    if isinstance(data, dict):
        yield place, named, data
        for key, value in data.items():
            yield from _walk(value, (*place, key), (*named, str(key)))
    elif isinstance(data, list):
        own = in_a_list(value.get("id") if isinstance(value, dict) else None for value in data)
        for at, (value, name) in enumerate(zip(data, own, strict=True)):
            yield from _walk(value, (*place, at), (*named, name))
    elif isinstance(data, str):
        yield place, named, data


def in_a_list(ids: Iterable[object]) -> list[str]:
    """Return what the things in a list are called: by their ids, which may stand in another order, else counted."""
    names = [str(at) if own is None else str(own) for at, own in enumerate(ids)]
    again = (names[:at].count(name) for at, name in enumerate(names))
    return [f"{name}~{before + 1}" if before else name for name, before in zip(names, again, strict=True)]


def _ids(data: object) -> Iterator[str]:
    return (value["id"] for _, _, value in _walk(data, (), ()) if isinstance(value, dict) and "id" in value)


def _is_text(named: Named, value: str, known: set[str]) -> bool:
    """Return whether a person reads it: no id, no reference to one, no day."""
    fields = [key for key in named if not key.isdigit()]
    if fields[-1] in _NAMED or "." in fields[-1] or (fields[0] == "sample" and _TAPPED.intersection(fields)):
        return False
    return bool(_LETTER.search(_VALUE.sub("", value))) and not (_ID.fullmatch(value) and value in known)
