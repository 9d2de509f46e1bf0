"""The kinds of exercise there are: whatever the entry points ``workshop.kinds`` name, the kit's own included.

A kind is a package that declares itself with a :class:`Kind` under its name::

    [project.entry-points."workshop.kinds"]
    letter = "my_package.letter:KIND"

Its folder holds ``content.py``, ``model.py``, ``view.py`` and ``sheet.html.j2``, and may hold ``browser/nodes.js`` with
nodes of its own; see docs/authoring.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, reduce
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from operator import or_
from pathlib import Path
from pkgutil import resolve_name
from typing import Annotated, Any

from pydantic import Field

from .kind_body import KindBody

GROUP = "workshop.kinds"


@dataclass(frozen=True)
class Kind:
    """A kind of exercise: the wording it needs, and where the code is that shows it.

    Attributes
    ----------
    body
        The part of an exercise's file that differs from kind to kind.
    model_at, view_at
        Where its two classes are, as ``package.module:Name``. They are imported when first asked for: whoever only
        reads content needs no widgets.
    """

    body: type[KindBody]
    model_at: str
    view_at: str

    @property
    def name(self) -> str:
        """The kind's name in content files."""
        return str(self.body.model_fields["kind"].default)

    @property
    def sheet(self) -> str | None:
        """The template of its paper sheet, ``sheet.html.j2`` beside the body's module; None if there is none."""
        file = self._folder / "sheet.html.j2"
        return file.read_text(encoding="utf-8") if file.is_file() else None

    @property
    def browser(self) -> Path | None:
        """The folder ``browser`` beside the body's module, if a ``nodes.js`` in it draws nodes of the kind."""
        folder = self._folder / "browser"
        return folder if (folder / "nodes.js").is_file() else None

    @property
    def _folder(self) -> Path:
        return Path(str(files(self.body.__module__.rpartition(".")[0])))

    @property
    def model(self) -> Any:
        """The class of the model, a :class:`workshop.exercises.model.ExerciseModel`."""
        return resolve_name(self.model_at)

    @property
    def view(self) -> Any:
        """The class of the view, a :class:`workshop.exercises.view.KindView`."""
        return resolve_name(self.view_at)


class KindError(RuntimeError):
    """The kinds of exercise can't be found; the message is a sentence that says what to do."""


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind that is installed, by name.

    Raises
    ------
    KindError
        If there is none, if one can't be loaded, or if two have the same name.
    """
    found: dict[str, Kind] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        kind = _load(entry)
        if kind.name in found:
            raise KindError(f"Two packages bring a kind of exercise called “{kind.name}”. Remove one of them.")
        found[kind.name] = kind
    if not found:
        raise KindError("No kinds of exercise are installed. Install the kit itself, for example: pip install -e .")
    return found


def import_all() -> None:
    """Have the models and views of every kind in memory, before this process is copied."""
    for each in kinds().values():
        _ = each.model, each.view


def _load(entry: EntryPoint) -> Kind:
    try:
        kind = entry.load()
    except Exception as error:
        message = f"The kind of exercise “{entry.name}” ({entry.value}) can't be loaded: {error}. Mend or remove it."
        raise KindError(message) from error
    if not isinstance(kind, Kind) or kind.name != entry.name:
        raise KindError(f"The entry point “{entry.name}” ({entry.value}) is no Kind of that name. Mend or remove it.")
    return kind


def kind(name: str) -> Kind:
    """Return a kind.

    Raises
    ------
    KeyError
        If no kind has that name; content is checked before, so this is a mistake in code.
    """
    if name not in kinds():
        message = f"There is no exercise kind “{name}”; known are {', '.join(kinds())}."
        raise KeyError(message)
    return kinds()[name]


def drawings() -> dict[str, Path]:
    """Return the folders of what kinds bring to the browser, by kind."""
    return {name: folder for name, kind in kinds().items() if (folder := kind.browser)}


def any_body() -> Any:
    """Return the type of any exercise's body, told apart by its kind."""
    return Annotated[reduce(or_, (kind.body for kind in kinds().values())), Field(discriminator="kind")]
