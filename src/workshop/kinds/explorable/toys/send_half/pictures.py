"""What is left after sending so many."""

from __future__ import annotations

from workshop.controls.figures import figure_svg, ink, new_figure
from workshop.kinds.explorable.drawing import count_axis, curve, label, plain, rule
from workshop.kinds.explorable.toys.send_half.maths import BREAK_EVEN, ENDOWMENT, SendSettings, gains, payoff


def ends_with(settings: SendSettings, words: dict[str, str]) -> str:
    """Return what the sender ends with for each amount sent; the chosen one is marked."""
    fig, ax = new_figure(height=2.9)
    amounts = list(range(ENDOWMENT + 1))
    left = [ENDOWMENT + gain for gain in gains(settings.returned)]
    rule(ax, ENDOWMENT)
    curve(ax, amounts, left, "accent")
    mine = payoff(settings).sender
    ax.plot([settings.sent], [mine], marker="o", markersize=10, color=ink("second"), markeredgecolor=ink("paper"),
            markeredgewidth=1.5, zorder=5, clip_on=False)  # fmt: skip
    right = settings.sent > 5
    up = settings.returned >= BREAK_EVEN
    label(ax, settings.sent, mine + (1.6 if up else -1.6), words["yours"], "second",
          ha="right" if right else "left", va="bottom" if up else "top")  # fmt: skip
    label(ax, 10, 10 + (-0.6 if up else 0.6), words["keep"], "soft", ha="right", va="top" if up else "bottom")
    ax.set_ylim(-3, 33)
    ax.set_yticks([0, 10, 20, 30])
    count_axis(ax, 0, ENDOWMENT, words["x"])
    ax.set_ylabel(plain(words["y"]))
    return figure_svg(fig)
