"""An alarm set with a pen."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.kinds.explorable.paper import OnPaper

from .maths import AlarmSettings, bells, reading


class AlarmOnPaper(OnPaper):
    """A line to draw between the two bells; afterwards what each place of it brings."""

    def front(self) -> list[Node]:
        from workshop.controls.figures import figure_svg, new_figure
        from workshop.kinds.explorable.drawing import curve, label

        x, good, bad = bells(AlarmSettings())
        fig, ax = new_figure(height=2.5, left=0.1)
        curve(ax, x, good, "accent")
        curve(ax, x, bad, "second", "--")
        label(ax, -1.7, 0.33, self.text("pic_good"), "accent", ha="right")
        label(ax, 1.7, 0.33, self.text("pic_bad"), "second")
        ax.set(xlim=(-4.6, 4.6), ylim=(0, 0.52), yticks=[])
        ax.set_xticks(range(-4, 5), labels=[str(at).replace("-", "−") for at in range(-4, 5)])
        ax.set_xlabel(f"{self.text('pic_weak')}  ←   →  {self.text('pic_strong')}")
        ax.spines["left"].set_visible(False)
        blank = nodes.node("blank", label=self.text("paper_line"))
        return [nodes.node("figure", svg=figure_svg(fig), alt=self.text("alt_bells")), blank]

    def after(self, stage: str) -> Sequence[Node | None]:
        return [self._rates()] if stage == "see" else super().after(stage)

    def _rates(self) -> Node:
        show = self.screen.show
        rows = []
        for at in range(-4, 5):
            found = reading(AlarmSettings(), float(at))
            rates = [show.percent(share) for share in (found.hit_rate, found.false_alarm_rate)]
            rows.append([show.number(at), *rates, "–" if found.ppv is None else show.percent(found.ppv)])
        return nodes.table("", [self.text(f"head_{name}") for name in ("place", "hits", "false", "ppv")], rows)
