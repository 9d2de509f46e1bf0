"""How many stay guarded, over encounters."""

from __future__ import annotations

from collections.abc import Sequence

from ....ui.figures import figure_svg, new_figure
from .common import curve, label, level_axis, plain
from .trust_account import Named


def shares(named: Sequence[Named], axis: tuple[str, str], names: tuple[str, str, str]) -> str:
    """Return shares of people over encounters; a name stands above or below the end of its line.

    Parameters
    ----------
    named
        Lines of one length, shares from 0 to 1.
    axis
        Names of the two axes.
    names
        Labels of nothing, half and the top of the vertical axis.
    """
    fig, ax = new_figure(height=3.1, left=0.8)
    top = 1.0
    for one in named:
        curve(ax, range(len(one.levels)), one.levels, one.role, one.style)
    last = max(len(one.levels) for one in named) - 1
    for one, y in zip(named, _apart([float(one.levels[-1]) for one in named]), strict=True):
        label(ax, last, y, one.name, one.role, ha="right", va="bottom")
    level_axis(ax, names, top)
    ax.set_xlim(0, max(last, 1))
    ax.set_xticks([0, last] if last < 4 else [0, last // 2, last])
    ax.set_xlabel(plain(axis[0]))
    ax.set_ylabel(plain(axis[1]))
    return figure_svg(fig)


def _apart(levels: Sequence[float], gap: float = 0.105) -> list[float]:
    """Return heights for the names of lines that end at ``levels``, near them and not on each other."""
    order = sorted(range(len(levels)), key=lambda at: levels[at])
    found = [0.0] * len(levels)
    floor = 0.02
    for at in order:
        floor = found[at] = max(levels[at] + 0.02, floor)
        floor += gap
    over = max(found) + 0.08 - 1.0
    return [y - over for y in found] if over > 0 else found
