"""Which code belongs to which kind of exercise."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from .model import ExerciseModel
from .view import KindView

_KINDS = (
    "choice", "scale", "cards", "form", "timeline", "guess", "explorable", "safety-fork", "loop", "thought-record",
    "ladder", "therapies", "find-care", "next-step", "support-map",
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """Model and view of a kind."""

    model: type[ExerciseModel]
    view: type[KindView[Any]]


def kind(name: str) -> Kind:
    """Return the code of a kind, imported when first asked for.

    Raises
    ------
    KeyError
        If no kind has that name; content is checked before, so this is a mistake in code.
    """
    if name not in _KINDS:
        message = f"There is no exercise kind “{name}”; known are {', '.join(_KINDS)}."
        raise KeyError(message)
    title = "".join(part.title() for part in name.split("-"))
    package = f"{__package__}.{name.replace('-', '_')}"
    model = getattr(import_module(f"{package}.model"), f"{title}Model")
    view = getattr(import_module(f"{package}.view"), f"{title}View")
    return Kind(model, view)


def names() -> tuple[str, ...]:
    """Return the names of all kinds."""
    return _KINDS
