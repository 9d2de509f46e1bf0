"""Lines of trust over events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workshop.explorables.parameters import Floats

from ....ui.figures import figure_svg, ink, new_figure
from .common import curve, label, level_axis, plain, rule

_MARKERS = {"good": ("o", "accent"), "small": ("v", "second"), "betrayal": ("D", "second"), "mixed": ("v", "second")}


@dataclass(frozen=True)
class Named:
    """A line with its name."""

    name: str
    levels: Floats
    role: str
    style: str = "-"


def lines(
    named: Sequence[Named],
    events: Sequence[str],
    axis: tuple[str, str],
    *,
    old: float | None = None,
    marks: Sequence[tuple[int, str]] = (),
) -> str:
    """Return lines over the same events, with what happened drawn below them.

    Parameters
    ----------
    named
        Lines of one length, one level more than events.
    events
        What happened, for the marks below; may be empty.
    axis
        Names of the two axes.
    old
        A level to compare with.
    marks
        Places on the event axis with their names, such as the guess.
    """
    fig, ax = new_figure(height=3.3)
    last = max(len(one.levels) for one in named) - 1
    if old is not None:
        rule(ax, old)
    high = int(np.argmax([np.mean(one.levels) for one in named]))
    for at, one in enumerate(named):
        curve(ax, range(len(one.levels)), one.levels, one.role, one.style)
        end = float(one.levels[-1])
        above = at == high and end < 0.93
        x = len(one.levels) - 1
        label(ax, x, min(end, 1.0) + (0.03 if above else -0.03), one.name, one.role, ha="right",
              va="bottom" if above else "top")  # fmt: skip
    for x, name in marks:
        ax.plot([x, x], [0, 1], color=ink("soft"), linewidth=1.2, linestyle=(0, (4, 2)), zorder=2)
        right = x > last * 0.55
        label(ax, x + (-0.01 if right else 0.01) * last, 0.03, name, "ink", ha="right" if right else "left")
    _events(ax, events)
    level_axis(ax, ("0", "50", "100"))
    ax.set_ylim(-0.14 if events else -0.02, 1.04)
    ax.set_xlim(-0.01 * last, max(last, 1) * 1.01)
    ax.set_xticks([0, last] if last < 4 else [0, last // 2, last])
    ax.set_xlabel(plain(axis[0]))
    ax.set_ylabel(plain(axis[1]))
    return figure_svg(fig)


def _events(ax: object, events: Sequence[str]) -> None:
    for kind, (marker, role) in _MARKERS.items():
        at = [i + 1 for i, event in enumerate(events) if event == kind]
        if at:
            size = 5.5 if len(events) < 40 else 3.5
            ax.plot(at, [-0.08] * len(at), marker=marker, color=ink(role), linestyle="", markersize=size,  # type: ignore[attr-defined]
                    markerfacecolor=ink("paper") if kind in ("small", "mixed") else ink(role), clip_on=False)  # fmt: skip
