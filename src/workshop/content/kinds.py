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
from importlib.resources import files
from operator import or_
from pathlib import Path
from pkgutil import resolve_name
from typing import Annotated, Any

from pydantic import Field

from .kind_body import KindBody
from .plugins import installed

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


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind that is installed, by name; see :func:`workshop.content.plugins.installed`."""
    return installed(GROUP, Kind, "kind of exercise")


def import_all() -> None:
    """Have the models and views of every kind in memory, before this process is copied."""
    for each in kinds().values():
        _ = each.model, each.view


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
