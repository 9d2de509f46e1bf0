"""What each explorable shows, stage by stage. One module per model."""

from __future__ import annotations

from importlib import import_module

from workshop.content import Library
from workshop.kinds.explorable.model import ExplorableModel

from .base import Screen


def screen(model: ExplorableModel, library: Library) -> Screen:
    """Return the screen of a model's kind."""
    name = model.body.model.replace("-", "_")
    made: type[Screen] = import_module(f"{__package__}.{name}").SCREEN
    return made(model, library)
