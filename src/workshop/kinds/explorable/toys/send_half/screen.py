"""The trust game: send some of ten, see what 32 people sent, then what comes back."""

from __future__ import annotations

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.controls.shapes import Bar, BarMark
from workshop.kinds.explorable.screen import Nodes, Screen
from workshop.kinds.explorable.toys.send_half.maths import (
    BERG_1995,
    BREAK_EVEN,
    ENDOWMENT,
    FACTOR,
    SendSettings,
    payoff,
)
from workshop.kinds.explorable.toys.send_half.pictures import ends_with


class SendHalfScreen(Screen):
    """One choice, then the published choices of others beside it."""

    @property
    def _sent(self) -> int | None:
        sent = self.model.prediction
        return int(sent) if isinstance(sent, int | float) else None

    def play(self) -> Nodes:
        sent = self._sent
        if sent is None:
            return [self.guess(live=True)]
        arrives = self.prose("arrives", keep=self.show.whole(ENDOWMENT - sent), arrives=self.show.whole(FACTOR * sent))
        return [self.guess(live=True), arrives]

    def see(self) -> Nodes:
        people = sum(BERG_1995.values())
        cells = [
            Bar(label=str(amount), count=BERG_1995[amount], share=BERG_1995[amount] / people)
            for amount in sorted(BERG_1995)
        ]
        mark = None if self._sent is None else BarMark(cell=self._sent, text=self.say("figure.yours"))
        bars = nodes.bars(key="senders", title=self.text("bars_title"), cells=cells, style="histogram",
                          size="phone", mark=mark)  # fmt: skip
        yours = None
        if self._sent:
            outcomes = [payoff(SendSettings(self._sent, share)).sender for share in (0.0, 0.5)]
            yours = self.prose("yours", sent=self.show.whole(self._sent), arrived=self.show.whole(FACTOR * self._sent),
                               none=self.show.whole(outcomes[0]), half=self.show.number(outcomes[1], 1))  # fmt: skip
        return [bars, yours]

    def why(self) -> Nodes:
        return []

    def sandbox(self) -> Nodes:
        settings = SendSettings(int(self.model.setting("sent")), self.model.setting("returned"))
        found = payoff(settings)
        words = {name: self.text(f"pic_{name}") for name in ("yours", "keep", "x", "y")}
        values = {
            "sent": self.show.whole(settings.sent),
            "mine": self.show.number(found.sender, 1),
            "theirs": self.show.number(found.receiver, 1),
            "share": self.show.percent(settings.returned),
        }
        rows = []
        for amount in range(ENDOWMENT + 1):
            each = payoff(SendSettings(amount, settings.returned))
            rows.append([str(amount), self.show.number(each.sender, 1), self.show.number(each.receiver, 1)])
        head = [self.text("pic_x"), self.text("pic_y"), self.text("head_theirs")]
        return [
            self.figure(ends_with(settings, words), self.text("alt_ends", **values), head, rows, "ends"),
            self.prose("ends", **values),
        ]

    def sandbox_below(self) -> Nodes:
        return [self._balance(self.model.setting("returned"))]

    def _balance(self, returned: float) -> Node:
        name = "even" if abs(returned - BREAK_EVEN) < 0.02 else "loss" if returned < BREAK_EVEN else "gain"
        return self.prose(f"balance_{name}")

    def entering(self, stage: str) -> dict[str, int]:
        return {} if self._sent is None else {"sent": self._sent}
