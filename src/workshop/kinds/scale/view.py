"""Scale on the page: sliders that begin unanswered, and one word."""

from __future__ import annotations

from html import escape

from typing_extensions import override

from workshop.controls import exercise_nodes, nodes
from workshop.controls.figures import page_colour
from workshop.controls.nodes import Node
from workshop.exercises.pick import pick_control
from workshop.exercises.view import KindView

from .content import ScaleItem
from .model import ScaleModel


class ScaleView(KindView[ScaleModel]):
    """One slider for each item."""

    @override
    def body(self) -> list[Node | None]:
        drawn: list[Node | None] = [
            nodes.scale(
                f"values.{item.id}", item.label, low=item.low, high=item.high, min=item.min, max=item.max,
                step=item.step, unset=self.say("scale.unset"),
            )
            for item in self.model.body.items
        ]  # fmt: skip
        drawn += [one for item in self.model.body.items for one in self._beside(item)]
        drawn.append(pick_control(self.model.body.pick, [(i.id, i.label) for i in self.model.body.items]))
        if word := self.model.body.word:
            most = word.max_length
            drawn.append(nodes.text("word", word.label, hint=word.hint, max_length=most, long=most > 100))
        return drawn

    def _beside(self, item: ScaleItem) -> list[Node | None]:
        """Show the value of today beside the one from the beginning; both stay on the device."""
        beside = self.model.body.beside
        if beside is None:
            return []
        recall = exercise_nodes.recall(key=f"recall-{item.id}", source=beside.exercise, path=f"values.{item.id}",
            field=f"arrived.{item.id}",
        )  # fmt: skip
        then, now = self.model.arrived(item.id), self.model.value(item.id)
        if now is None:
            return [recall]
        if then is None:
            return [recall, nodes.prose(beside.none, key=f"none-{item.id}")]
        ends = f"{item.min:g} = {item.low}, {item.max:g} = {item.high}"
        said = [self.say("app.value", value=value) for value in (then, now)]
        rows = [[beside.then, said[0]], [beside.now, said[1]]]
        table = nodes.table(item.label, [self.say("figure.option"), self.say("figure.value")], rows)
        alt = f"{beside.then}: {said[0]}. {beside.now}: {said[1]}. ({ends})"
        drawn = two_marks(item, (then, beside.then), (now, beside.now))
        return [recall, nodes.figure(drawn, alt, table, key=f"beside-{item.id}")]


def two_marks(item: ScaleItem, then: tuple[float, str], now: tuple[float, str]) -> str:
    """Return a line from lowest to highest with an open mark for then and a full one for now."""
    ink, soft, accent, faint = (page_colour(role) for role in ("ink", "soft", "accent", "faint"))

    def mark(value: float, name: str, y: int, fill: str, radius: int) -> str:
        part = (value - item.min) / (item.max - item.min)
        x = 16 + 328 * part
        anchor = "start" if part < 0.3 else "end" if part > 0.7 else "middle"
        text_x = max(6.0, x - 10) if anchor == "start" else min(354.0, x + 10) if anchor == "end" else x
        return (
            f'<circle cx="{x:g}" cy="48" r="{radius}" style="fill:{fill};stroke:{accent};stroke-width:2.5"/>'
            f'<text x="{text_x:g}" y="{y}" text-anchor="{anchor}" style="font-size:15px;fill:{ink}">'
            f'{escape(name)}: <tspan style="font-weight:650">{value:g}</tspan></text>'
        )

    line = f'<path d="M16 48H344" style="stroke:{faint};stroke-width:6;stroke-linecap:round"/>'
    way = (16 + 328 * (v - item.min) / (item.max - item.min) for v in (then[0], now[0]))
    between = "M{:g} 48H{:g}".format(*way)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 96" style="max-width:30rem">'
        f'{line}<path d="{between}" style="stroke:{soft};stroke-width:2;stroke-dasharray:3 4"/>'
        f"{mark(*then, 84, page_colour('paper'), 10)}{mark(*now, 24, accent, 8)}</svg>"
    )
