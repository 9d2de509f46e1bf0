"""Who is in the room, generation by generation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workshop.controls.figures import figure_svg, ink
from workshop.kinds.explorable.drawing import Named, Style, count_axis, named_figure, plain


def history(counts: Sequence[Sequence[int]], names: Sequence[str], guess: int | None, axis: tuple[str, str]) -> str:
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
    last = len(counts) - 1
    total = sum(counts[0])
    ends = sorted((i for i in range(len(names)) if any(row[i] for row in counts)), key=lambda i: counts[-1][i])
    leader = ends[-1]
    roles: dict[int, tuple[str, Style]] = {leader: ("accent", "-")}
    if guess is not None and guess != leader and guess in ends:
        roles[guess] = ("second", "--")
    named = [Named(names[i], np.array([row[i] for row in counts]), *roles[i]) for i in roles]
    fig, ax = named_figure(2.6, named, left=0.62)
    for i in ends:
        role, style = roles.get(i, ("soft", "-"))
        strong = i in roles
        ax.plot(range(last + 1), [row[i] for row in counts], color=ink(role), linewidth=2.6 if strong else 1.2,
                linestyle=style, alpha=1 if strong else 0.65, marker="o" if last == 0 else None,
                zorder=3 if strong else 2, clip_on=False)  # fmt: skip
    ax.set_ylim(-0.02 * total, 1.02 * total)
    ax.set_yticks([0, total])
    count_axis(ax, 0, last, axis[0])
    ax.set_ylabel(plain(axis[1]), labelpad=-8)
    return figure_svg(fig)
