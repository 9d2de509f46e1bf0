"""Lines of trust over events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workshop.controls.figures import figure_svg, ink
from workshop.kinds.explorable.drawing import Named, count_axis, curve, label, level_axis, named_figure, plain, rule

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MARKERS = {"good": ("o", "accent"), "small": ("v", "second"), "betrayal": ("D", "second"), "mixed": ("v", "second")}


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
    # One line needs no name: the axis says what it is.
    fig, ax = named_figure(3.1, named if len(named) > 1 else ())
    last = max(len(one.levels) for one in named) - 1
    if old is not None:
        rule(ax, old)
    for one in named:
        curve(ax, range(len(one.levels)), one.levels, one.role, one.style)
    for at, (x, name) in enumerate(sorted(marks)):
        ax.plot([x, x], [0, 1], color=ink("soft"), linewidth=1.2, linestyle=(0, (4, 2)), zorder=2)
        # The first name stands left of its mark where there is room, the second one right of it.
        leftwards = x > last * (0.3 if at == 0 and len(marks) > 1 else 0.6)
        side = -0.015 if leftwards else 0.015
        label(ax, x + side * last, 0.03 + 0.13 * at, name, ha="right" if leftwards else "left")
    _events(ax, events)
    level_axis(ax, ("0", "50", "100"))
    ax.set_ylim(-0.14 if events else -0.02, 1.04)
    count_axis(ax, 0, last, axis[0])
    ax.set_ylabel(plain(axis[1]))
    return figure_svg(fig)


def _events(ax: Axes, events: Sequence[str]) -> None:
    for kind, (marker, role) in _MARKERS.items():
        at = [i + 1 for i, event in enumerate(events) if event == kind]
        if at:
            size = 5.5 if len(events) < 40 else 3.5
            inside = ink("paper") if kind in ("small", "mixed") else ink(role)
            ax.plot(at, [-0.08] * len(at), marker=marker, color=ink(role), linestyle="", markersize=size,
                    markerfacecolor=inside, clip_on=False)  # fmt: skip
