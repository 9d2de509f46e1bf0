"""Two bells with a line between them, and what the line costs."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from workshop.controls.figures import figure_svg, ink, new_figure
from workshop.kinds.explorable.drawing import curve, label, plain
from workshop.kinds.explorable.toys.alarm.maths import (
    CRITERION,
    AlarmSettings,
    bells,
    best_criterion,
    cost_curve,
    reading,
)

_SPAN = 4.6


def _bells(ax: Any, settings: AlarmSettings, criterion: float | None, words: dict[str, str]) -> None:
    x, good, bad = bells(settings)
    if criterion is not None:
        rings = x >= criterion
        ax.fill_between(x, 0, good, where=rings, color=ink("accent"), alpha=0.22, linewidth=0)
        ax.fill_between(x, 0, bad, where=rings, color=ink("second"), alpha=0.30, linewidth=0)
        ax.plot([criterion, criterion], [0, 0.47], color=ink("ink"), linewidth=2.2, zorder=4)
        right = criterion > 1.2
        label(ax, criterion + (-0.12 if right else 0.12), 0.475, words["rings"], ha="right" if right else "left",
              va="center")  # fmt: skip
    curve(ax, x, good, "accent")
    curve(ax, x, bad, "second", "--")
    half = settings.separation / 2
    label(ax, min(-half - 1.15, -1.3), 0.33, words["good"], "accent", ha="right", va="center")
    label(ax, max(half + 1.15, 1.3), 0.33, words["bad"], "second", ha="left", va="center")
    ax.set_xlim(-_SPAN, _SPAN)
    ax.set_ylim(0, 0.52)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)


def _cost(ax: Any, settings: AlarmSettings, criterion: float, words: dict[str, str]) -> None:
    c, cost = cost_curve(settings)
    top = float(cost.max())
    curve(ax, c, cost, "ink")
    best = best_criterion(settings)
    for at, role, name, marker in ((best, "accent", words["best"], "D"), (criterion, "second", words["yours"], "o")):
        held = min(max(at, CRITERION.low), CRITERION.high)
        level = reading(settings, held).cost
        ax.plot([held], [level], marker=marker, markersize=9, color=ink(role), markeredgecolor=ink("paper"),
                markeredgewidth=1.5, zorder=5, clip_on=False)  # fmt: skip
        side = "right" if held > 2 else "left" if held < -2 else "center"
        up = marker == "o"
        label(ax, held, level + (0.09 if up else -0.09) * top, name, role, ha=side, va="bottom" if up else "top")
    ax.set_xlim(-_SPAN, _SPAN)
    # From nothing upwards, with room below the cheapest for its name.
    ax.set_ylim(min(0.0, float(cost.min()) - 0.3 * top), 1.22 * top)
    ax.set_yticks([])
    ax.set_ylabel(plain(words["cost"]))


def _ends(ax: Any, low: str, high: str) -> None:
    """Say what lies at both ends of the line; long words grow inwards."""
    ax.set_xticks([-_SPAN, _SPAN], labels=[plain(low), plain(high)])
    for said, side in zip(ax.get_xticklabels(), ("left", "right"), strict=True):
        said.set_horizontalalignment(side)


def two_bells(settings: AlarmSettings, criterion: float | None, words: dict[str, str]) -> str:
    """Return the bells of good faith and of betrayal, with the line from which the alarm rings."""
    fig, ax = new_figure(height=2.6, left=0.1)
    _bells(ax, settings, criterion, words)
    _ends(ax, words["weak"], words["strong"])
    return figure_svg(fig)


@lru_cache(8)
def first_bells(words: tuple[tuple[str, str], ...]) -> str:
    """Return the bells as everybody finds them at first, in one language: drawn once for all."""
    return two_bells(AlarmSettings(), None, dict(words))


def cost_line(settings: AlarmSettings, criterion: float, words: dict[str, str]) -> str:
    """Return what each setting costs in the long run, with the chosen and the cheapest one."""
    fig, ax = new_figure(height=2.4, left=0.36)
    _cost(ax, settings, criterion, words)
    _ends(ax, words["early"], words["late"])
    return figure_svg(fig)


def both(settings: AlarmSettings, criterion: float, words: dict[str, str]) -> str:
    """Return bells and cost above each other, over the same settings of the alarm."""
    fig, (upper, lower) = new_figure(height=4.6, rows=2, left=0.36)
    _bells(upper, settings, criterion, words)
    upper.set_xticks([])
    _cost(lower, settings, criterion, words)
    _ends(lower, words["early"], words["late"])
    return figure_svg(fig)
