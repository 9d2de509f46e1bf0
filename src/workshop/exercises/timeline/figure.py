"""The trust line as a picture, with its text alternative and its numbers."""

from __future__ import annotations

from workshop.content import Library
from workshop.ui import nodes
from workshop.ui.figures import figure_svg, ink, new_figure
from workshop.ui.nodes import Node

from .model import TimelineModel


def draw(model: TimelineModel, library: Library) -> Node:
    """Return the line through the points in the order of age; needs at least two."""
    points, body, say = model.points, model.body, library.phrase
    ages, levels = [p[0] for p in points], [p[1] for p in points]
    fig, ax = new_figure(height=2.9)
    ax.axhline(0, color=ink("faint"), linewidth=1, zorder=1)
    ax.plot(ages, levels, color=ink("accent"), linewidth=2.5, marker="o", markersize=7,
            markerfacecolor=ink("paper"), markeredgewidth=2.5, zorder=3, clip_on=False)  # fmt: skip
    ax.set_ylim(body.low - 0.4, body.high + 0.4)
    ax.set_yticks([body.low, 0, body.high], labels=[f"{body.low:+g}", "0", f"{body.high:+g}"])
    ax.set_xlabel(say("timeline.head_age"))
    ax.set_ylabel(say("timeline.head_level"))
    alt = say("timeline.drawing_alt", n=len(points), **{"from": f"{ages[0]:g}", "to": f"{ages[-1]:g}"})
    numbers = nodes.table(
        say("timeline.drawing"),
        [say("timeline.head_age"), say("timeline.head_level"), say("timeline.head_text")],
        [[f"{age:g}", f"{level:+g}", text] for age, level, text in points],
    )
    return nodes.figure(figure_svg(fig), alt, numbers, key="line")
