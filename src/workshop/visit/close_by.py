"""Help and pause in JupyterLab, where no bar of our own stands around the notebook: folded, offline, always there."""

from __future__ import annotations

from workshop.content import Library
from workshop.content.pages import Leaflet
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises.helplines import helplines


def draw(library: Library) -> list[Node]:
    """Return *Help right now* and *Take a pause*, each folded until it is wanted."""
    stop = library.pages.stop
    return [_help(library), *([_stop(library, stop)] if stop else []), _pause(library)]


def _help(library: Library) -> Node:
    text = library.pages.help
    return nodes.details(
        library.phrase("help.title"),
        nodes.prose(f"**{text.danger}**", key="danger"),
        nodes.prose(text.intro, key="intro"),
        nodes.note(text.watched, "safety", key="watched"),
        helplines(library),
        nodes.prose(text.elsewhere, key="elsewhere"),
        nodes.listing(text.on_call),
        key="help",
    )


def _stop(library: Library, text: Leaflet) -> Node:
    passages = [nodes.section(one.title, nodes.listing(one.lines), level=5, key=one.title) for one in text.passages]
    intro, after = nodes.prose(text.intro, key="intro"), nodes.prose(text.after, key="after")
    return nodes.details(library.phrase("help.stop"), intro, *passages, after, key="stop")


def _pause(library: Library) -> Node:
    text = library.pages.pause
    return nodes.details(
        library.phrase("pause.title"),
        nodes.prose(text.intro, key="intro"),
        *(
            nodes.details(f"{choice.title} ({choice.hint})", nodes.listing(choice.steps, ordered=True), key=choice.id)
            for choice in text.choices
        ),
        nodes.prose(text.after, key="after"),
        key="pause",
    )
