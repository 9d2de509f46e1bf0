"""Shares over time: how many stay guarded, or how much kindness is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workshop.controls.figures import figure_svg

from .common import Named, count_axis, curve, level_axis, named_figure, plain


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
    fig, ax = named_figure(2.7, named if len(named) > 1 else (), left=0.8)
    # Low shares are drawn larger; the axis says so.
    top = 0.5 if max(float(one.levels.max()) for one in named) <= 0.5 else 1.0
    for one in named:
        curve(ax, range(first, first + len(one.levels)), one.levels, one.role, one.style)
    level_axis(ax, (percent(0.0), percent(top / 2), percent(top)), top)
    count_axis(ax, first, first + max(len(one.levels) for one in named) - 1, axis[0])
    ax.set_ylabel(plain(axis[1]))
    return figure_svg(fig)
