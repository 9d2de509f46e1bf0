"""Small habits all pictures share: few ticks, labels beside what they name, shapes beside colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from workshop.controls.figures import WIDEST, figure_svg, ink, new_figure, page_colour

from .parameters import Floats

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Style = Literal["-", "--", ":"]
_SIZE = 13
#: Height of one name above a picture, in inches.
_NAME = 0.27


@dataclass(frozen=True)
class Named:
    """A line with its name, and how it is drawn."""

    name: str
    levels: Floats
    role: str
    style: Style = "-"


def rehearse() -> None:
    """Draw something once, before this process is copied: it reads fonts, and sets up what drawing needs."""
    shares([Named("", np.linspace(0, 1, 3), "accent")], ("", ""), str)


def plain(text: str) -> str:
    """Return text that matplotlib draws as it stands; a dollar sign would begin a formula."""
    return text.replace("$", r"\$")


def label(ax: Axes, x: float, y: float, text: str, role: str = "ink", *, ha: str = "left", va: str = "bottom") -> None:
    """Write beside what is named, in its colour."""
    ax.text(x, y, plain(text), color=ink(role), ha=ha, va=va, fontsize=_SIZE, clip_on=False)


def curve(ax: Axes, x: Sequence[float] | Floats, y: Sequence[float] | Floats, role: str, style: Style = "-") -> None:
    """Draw a line of the kit's weight; two lines of a picture differ in style too, not only in colour."""
    ax.plot(x, y, color=ink(role), linewidth=2.4, linestyle=style, zorder=3, clip_on=False)


def name_lines(fig: Figure, ax: Axes, named: Sequence[Named]) -> None:
    """Name each line above the picture, beside a piece of it: nothing a line can run through."""
    from matplotlib.lines import Line2D

    width, height = fig.get_size_inches()
    left = ax.get_position().x0
    for at, one in enumerate(named):
        y = 1 - (0.13 + at * _NAME) / height
        piece = Line2D([left, left + 0.32 / width], [y, y], color=ink(one.role), linewidth=2.4, linestyle=one.style)
        fig.add_artist(piece)
        fig.text(left + 0.42 / width, y, plain(one.name), color=ink(one.role), fontsize=_SIZE, va="center")


def named_figure(height: float, named: Sequence[Named], **layout: Any) -> tuple[Figure, Axes]:
    """Return a figure with room for the names of its lines above the axes, and the names in it."""
    above = _NAME * len(named)
    fig, ax = new_figure(height=height + above, **layout)
    fig.subplots_adjust(top=1 - (above + 0.14) / (height + above))
    name_lines(fig, ax, named)
    return fig, ax


def count_axis(ax: Axes, first: int, last: int, name: str) -> None:
    """Give a counted axis its ends and its middle; the last number stays inside the picture."""
    last = max(last, first + 1)
    middle = (first + last) // 2
    ax.set_xlim(first - 0.01 * (last - first), last + 0.01 * (last - first))
    ax.set_xticks([first, last] if last - first < 4 else [first, middle, last])
    ax.get_xticklabels()[-1].set_horizontalalignment("right")
    ax.set_xlabel(plain(name))


def level_axis(ax: Axes, names: tuple[str, str, str], top: float = 1.0) -> None:
    """Give a share from 0 to ``top`` three ticks."""
    ax.set_ylim(-0.02 * top, 1.04 * top)
    ax.set_yticks([0, top / 2, top], labels=[plain(name) for name in names])


def rule(ax: Axes, y: float) -> None:
    """Draw a faint level to compare with."""
    ax.axhline(y, color=ink("soft"), linewidth=1, linestyle=(0, (1, 2.5)), zorder=1)


def mark(shape: str, x: float, y: float, r: float) -> str:
    """Return one hand-drawn mark as SVG, told apart by its shape as well as by its colour."""
    if shape == "disc":
        return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" style="fill:{page_colour("accent")}"/>'
    if shape == "ring":
        return (
            f'<circle cx="{x:g}" cy="{y:g}" r="{r - 1:g}" '
            f'style="fill:none;stroke:{page_colour("accent")};stroke-width:2"/>'
        )
    if shape in ("diamond", "open_diamond"):
        path = f"M{x:g} {y - r:g}L{x + r:g} {y:g}L{x:g} {y + r:g}L{x - r:g} {y:g}Z"
        fill = page_colour("second") if shape == "diamond" else "none"
        return f'<path d="{path}" style="fill:{fill};stroke:{page_colour("second")};stroke-width:2"/>'
    if shape == "dot":
        return f'<circle cx="{x:g}" cy="{y:g}" r="{r / 3:g}" style="fill:{page_colour("soft")}"/>'
    # "dash": nothing was seen here.
    return f'<path d="M{x - r * 0.7:g} {y:g}h{r * 1.4:g}" style="stroke:{page_colour("soft")};stroke-width:2"/>'


def marks(shapes: Sequence[str], per_row: int, legend: Sequence[tuple[str, str]]) -> str:
    """Return marks in rows with their names below, as SVG.

    Parameters
    ----------
    shapes
        One per mark: disc, ring, diamond, open_diamond, dot or dash.
    per_row
        How many stand in a row.
    legend
        Pairs of shape and name.
    """
    width, cell = 330.0, 330.0 / per_row
    rows = -(-len(shapes) // per_row)
    r = min(cell * 0.32, 9.5)
    parts = []
    for at, shape in enumerate(shapes):
        x, y = (at % per_row + 0.5) * cell, (at // per_row + 0.5) * cell
        parts.append(mark(shape, x, y, r))
    top = rows * cell + 8
    for line, (shape, name) in enumerate(legend):
        y = top + 12 + line * 22
        parts.append(mark(shape, 12, y, 7))
        parts.append(
            f'<text x="28" y="{y + 4.5:g}" style="font-size:13px;fill:{page_colour("ink")}">{escape(name)}</text>'
        )
    height = top + 22 * len(legend) + (4 if legend else 0)
    opening = f'<svg style="max-width:{WIDEST}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">'
    return opening + "".join(parts) + "</svg>"


def shares(named: Sequence[Named], axis: tuple[str, str], percent: Callable[[float], str], first: int = 0) -> str:
    """Return shares from 0 to 1 over encounters or rounds.

    Parameters
    ----------
    named
        Lines of one length.
    axis
        Names of the two axes.
    percent
        Writes a share.
    first
        Number of the first encounter or round.
    """
    # One line needs no name: the axis says what it is.
    fig, ax = named_figure(2.7, named if len(named) > 1 else (), left=0.92)
    # Low shares are drawn larger; the axis says so.
    top = 0.5 if max(float(one.levels.max()) for one in named) <= 0.5 else 1.0
    for one in named:
        curve(ax, range(first, first + len(one.levels)), one.levels, one.role, one.style)
    level_axis(ax, (percent(0.0), percent(top / 2), percent(top)), top)
    count_axis(ax, first, first + max(len(one.levels) for one in named) - 1, axis[0])
    ax.set_ylabel(plain(axis[1]))
    return figure_svg(fig)
