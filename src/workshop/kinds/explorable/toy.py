"""The toy models there are: whatever the entry points ``workshop.models`` name, the kit's own included.

A toy model is a package that declares itself with a :class:`ToyModel` under its name::

    [project.entry-points."workshop.models"]
    swing = "my_package.swing:MODEL"

See "A new toy model" in docs/authoring.md.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pkgutil import resolve_name
from typing import Any

from workshop.content.plugins import installed

GROUP = "workshop.models"


@dataclass(frozen=True)
class ToyModel:
    """A toy model: where its rules, its stages and its sheet are.

    Attributes
    ----------
    name
        Its name in content files, as ``body.model``, and that of its entry point.
    game_at, screen_at, paper_at
        Where its three classes are, as ``package.module:Name``. They are imported when first asked for: a page pays
        only for the model that it shows.
    """

    name: str
    game_at: str
    screen_at: str
    paper_at: str

    @property
    def game(self) -> Any:
        """The class of what an answer may hold, a :class:`workshop.kinds.explorable.game.Game`."""
        return resolve_name(self.game_at)

    @property
    def screen(self) -> Any:
        """The class of what is drawn, stage by stage, a :class:`workshop.kinds.explorable.screen.Screen`."""
        return resolve_name(self.screen_at)

    @property
    def paper(self) -> Any:
        """The class of its sheet, a :class:`workshop.kinds.explorable.paper.OnPaper`."""
        return resolve_name(self.paper_at)


@cache
def toy_models() -> dict[str, ToyModel]:
    """Return every toy model that is installed, by name; see :func:`workshop.content.plugins.installed`."""
    return installed(GROUP, ToyModel, "toy model")


def import_all() -> None:
    """Have the games and screens of every toy model in memory, before this process is copied.

    One that can't be imported keeps no other from being so: the page that shows it says what is wrong.
    """
    for each in toy_models().values():
        with suppress(Exception):
            _ = each.game, each.screen


def toy_model(name: str) -> ToyModel:
    """Return a toy model; content is checked before, so a name that is not there is a mistake in code."""
    return toy_models()[name]
