"""A line of trust, drawn by hand."""

from __future__ import annotations

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.kinds.explorable.paper import OnPaper

_LAST_MOMENT = 20


class TrustAccountOnPaper(OnPaper):
    """An empty grid and a table to work out each level in."""

    def front(self) -> list[Node]:
        from workshop.controls.figures import figure_svg, ink, new_figure
        from workshop.kinds.explorable.drawing import count_axis, level_axis

        fig, ax = new_figure(height=2.5)
        level_axis(ax, ("0", "50", "100"))
        tens = range(0, 101, 10)
        ax.set_yticks([at / 100 for at in tens], labels=[str(at) if at % 50 == 0 else "" for at in tens])
        count_axis(ax, 0, _LAST_MOMENT, self.text("axis_events"))
        moments = range(_LAST_MOMENT + 1)
        ax.set_xticks(moments, labels=[str(at) if at % 5 == 0 else "" for at in moments])
        ax.grid(color=ink("faint"), linewidth=0.6)
        ax.plot([0], [0.9], marker="o", markersize=7, color=ink("accent"), zorder=5, clip_on=False)
        ax.set_ylabel(self.text("axis_trust"))
        rows = [[self.text("paper_happens"), "–", *[""] * 10], [self.text("paper_level"), "90", *[""] * 10]]
        head = [self.text("paper_moment"), *map(str, range(11))]
        return [self.fill(head, rows), nodes.node("figure", svg=figure_svg(fig), alt=self.text("paper"))]
