"""A toy model on the wall, driven from the console: its controls are drawn here, its figures there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop.content import Exercise, Library
from workshop.content.kinds import kind
from workshop.controls import nodes
from workshop.controls.nodes import Node

from .scene import Scene

#: Under this name the console keeps what the one who leads set, apart from its own fields.
_FIELD = "model"
#: A wall shows the picture with all its sliders at once; guessing and playing belong to the phones.
_SANDBOX = {"stage": "sandbox", "play": {"reached": "sandbox", "skipped": True}}


def driven(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the console's controls of the model say."""
    found = answer.get(_FIELD)
    return {**_SANDBOX, **(found if isinstance(found, Mapping) else {})}


def can_be_shown(exercise: Exercise | None) -> bool:
    """Return True for an exercise that is a model to play with."""
    return exercise is not None and kind(exercise.kind).name == "explorable"


def draw(exercise: Exercise | None, shown: Scene, library: Library, answer: Mapping[str, Any]) -> list[Node | None]:
    """Return the tap that puts this step's model on the wall, and its controls while it is there."""
    say = library.phrase
    current = shown.exercise if shown.show == "model" else exercise
    if current is None or not can_be_shown(current):
        return []
    if shown.show != "model":
        args = {"show": "model", "exercise": current.id}
        return [nodes.row(nodes.button("scene", say("wall.model_show", title=current.title), args=args, key="model"))]
    found = kind(current.kind)
    model = found.model(current, library.phrase)
    model.answer = model.set_from(driven(answer))
    body = [node for node in found.view(model, library).body() if node is not None and not _taps(node)]
    return [nodes.card(nodes.heading(current.title, 4), *(_moved(node) for node in body), tone="guide", key="drive")]


def _taps(node: Any) -> bool:
    """Buttons lead a person through; here nobody would hear them."""
    return isinstance(node, dict) and (node.get("node") == "button" or "action" in node)


def _moved(node: Any) -> Any:
    """Return a node whose fields lie under the console's own."""
    if isinstance(node, list):
        return [_moved(inner) for inner in node if not _taps(inner)]
    if not isinstance(node, dict):
        return node
    return {
        key: f"{_FIELD}.{value}" if key == "field" and isinstance(value, str) else _moved(value)
        for key, value in node.items()
    }
