"""Who is in the room, generation by generation."""

from __future__ import annotations

from collections.abc import Sequence

from ....ui.figures import figure_svg, ink, new_figure
from .common import label, plain


def history(
    counts: Sequence[Sequence[int]], names: Sequence[str], guess: int | None, axis: tuple[str, str]
) -> str:
    """Return how many have each strategy over the generations.

    Parameters
    ----------
    counts
        Per generation, one count per strategy.
    names
        Of the strategies, in the same order.
    guess
        Which one was guessed, None for none.
    axis
        Names of the two axes.
    """
    fig, ax = new_figure(height=3.0, left=0.62)
    last = len(counts) - 1
    total = sum(counts[0])
    ends = sorted((i for i in range(len(names)) if any(row[i] for row in counts)), key=lambda i: counts[-1][i])
    leader = ends[-1]
    for i in ends:
        role = "accent" if i == leader else "second" if i == guess else "soft"
        strong = i in (leader, guess)
        ax.plot(range(last + 1), [row[i] for row in counts], color=ink(role), linewidth=2.6 if strong else 1.4,
                linestyle="-" if i == leader else "--" if i == guess else "-", alpha=1 if strong else 0.7,
                marker="o" if last == 0 else None, zorder=3 if strong else 2, clip_on=False)  # fmt: skip
    floor = -1.0
    for i in (i for i in ends if i in (leader, guess)):
        y = max(counts[-1][i] + 0.03 * total, floor)
        y = min(y, 0.93 * total)
        label(ax, last, y, names[i], "accent" if i == leader else "second", ha="right")
        floor = y + 0.11 * total
    ax.set_ylim(-0.02 * total, 1.02 * total)
    ax.set_yticks([0, total])
    ax.set_xlim(0, max(last, 1))
    ax.set_xticks([0, last] if last else [0])
    ax.set_xlabel(plain(axis[0]))
    ax.set_ylabel(plain(axis[1]), labelpad=-8)
    return figure_svg(fig)
