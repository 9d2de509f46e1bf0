"""Healthy scepticism as an alarm: set it by hand, then see a hundred moments and the cost."""

from __future__ import annotations

from typing import Any

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.kinds.explorable.drawing import marks
from workshop.kinds.explorable.game import Control
from workshop.kinds.explorable.screen import Nodes, Screen
from workshop.kinds.explorable.toys.alarm.maths import (
    CRITERION,
    LIES_DETECTED,
    TRUTHS_BELIEVED,
    AlarmSettings,
    Grid,
    Reading,
    best_criterion,
    grid,
    reading,
    suspicion_after_alarm,
)
from workshop.kinds.explorable.toys.alarm.pictures import both, cost_line, first_bells, two_bells

_SHAPES = {"caught": "diamond", "missed": "open_diamond", "false": "disc", "quiet": "dot"}


class AlarmScreen(Screen):
    """Two bells while playing; a grid of a hundred and the cost after that."""

    def play(self) -> Nodes:
        c = self.model.prediction
        set_to = float(c) if isinstance(c, int | float) else None
        settings = AlarmSettings()
        asked = self.model.body.predict
        assert asked is not None
        names = self._names(asked.min or 0, asked.max or 0, asked.step)
        words = self._words()
        bells = first_bells(tuple(words.items())) if set_to is None else two_bells(settings, set_to, words)
        return [
            self.figure(
                bells, self._bells_alt(settings, set_to),
                *self._rates(settings, set_to), key="bells",
            ),
            self.guess(live=True, value_text=names),
            self._in_words(reading(settings, set_to)) if set_to is not None else None,
        ]  # fmt: skip

    def see(self) -> Nodes:
        settings, c = AlarmSettings(), self.model.setting("c")
        return [
            self._hundred(settings, c),
            *self.sliders("c"),
            nodes.heading(self.text("cost_title"), 5),
            self.prose("cost_say", ratio=self.show.number(settings.cost_ratio)),
            self._cost(settings, c),
            self._best(settings),
        ]

    def why(self) -> Nodes:
        after = suspicion_after_alarm(0.1, LIES_DETECTED, 1 - TRUTHS_BELIEVED)
        return [self.prose("lies", before=self.show.percent(0.1), after=self.show.percent(after))]

    def sandbox(self) -> Nodes:
        c = self.model.setting("c")
        settings = self._settings()
        alt = f"{self._bells_alt(settings, c)} {self._cost_alt(settings, c)}"
        return [
            self.figure(both(settings, c, self._words()), alt, *self._rates(settings, c), key="both"),
        ]  # fmt: skip

    def sandbox_below(self) -> Nodes:
        settings = self._settings()
        return [self._hundred(settings, self.model.setting("c")), self._best(settings)]

    def value_names(self, control: Control) -> list[str] | None:
        if control.name != "c":
            return None
        return self._names(control.low, control.high, control.step)

    def entering(self, stage: str) -> dict[str, Any]:
        c = self.model.prediction
        return {"c": c} if isinstance(c, int | float) else {}

    # -- parts --------------------------------------------------------------------------------------------

    def _words(self) -> dict[str, str]:
        names = ("rings", "good", "bad", "weak", "strong", "best", "yours", "cost", "early", "late")
        return {name: self.text(f"pic_{name}") for name in names}

    def _settings(self) -> AlarmSettings:
        names = ("base_rate", "cost_ratio", "separation")
        return AlarmSettings(**{name: self.model.setting(name) for name in names})

    def _names(self, low: float, high: float, step: float) -> list[str]:
        return [self._name(low + at * step) for at in range(round((high - low) / step) + 1)]

    def _name(self, c: float) -> str:
        found = next((b.id for b in self.model.game.bins if b.low <= round(c, 6) <= b.high), "middle")
        return self.text(f"bin_{found}")

    def _in_words(self, found: Reading) -> Node:
        hits, false = self.show.of_100(found.hit_rate), self.show.of_100(found.false_alarm_rate)
        return self.prose("in_words", hits=hits, false=false)

    def _bells_alt(self, settings: AlarmSettings, c: float | None) -> str:
        if c is None:
            return self.text("alt_bells")
        found = reading(settings, c)
        return self.text("alt_set", name=self._name(c), hits=self.show.of_100(found.hit_rate),
                         false=self.show.of_100(found.false_alarm_rate))  # fmt: skip

    def _rates(self, settings: AlarmSettings, c: float | None) -> tuple[list[str], list[list[str]]]:
        """Return head and rows: what the alarm does at some settings, the chosen one and the cheapest among them."""
        best = max(min(best_criterion(settings), CRITERION.high), CRITERION.low)
        places = [(self.show.number(at, 1), float(at)) for at in (-2, -1, 0, 1, 2)]
        if c is not None:
            places = [(self.text("pic_yours"), c), (self.text("pic_best"), best), *places]
        rows = []
        for name, at in places:
            r = reading(settings, at)
            ppv = "–" if r.ppv is None else self.show.percent(r.ppv)
            rates = [self.show.percent(rate) for rate in (r.hit_rate, r.false_alarm_rate)]
            rows.append([name, *rates, ppv, self.show.number(r.cost, 3)])
        return [self.text(f"head_{name}") for name in ("place", "hits", "false", "ppv", "cost")], rows

    def _hundred(self, settings: AlarmSettings, c: float) -> Node:
        found: Grid = grid(settings, c)
        counts = {"caught": found.caught, "missed": found.missed, "false": found.false_alarms, "quiet": found.quiet}
        shapes = [_SHAPES[kind] for kind, count in counts.items() for _ in range(count)]
        legend = [(_SHAPES[kind], self.text(f"kind_{kind}", n=self.show.whole(n))) for kind, n in counts.items()]
        rings = found.caught + found.false_alarms
        text = "hundred" if rings else "hundred_silent"
        values = {kind: self.show.whole(n) for kind, n in counts.items()} | {"rings": self.show.whole(rings)}
        rows = [[self.text(f"name_{kind}"), self.show.whole(n)] for kind, n in counts.items()]
        head = [self.text("head_kind"), self.say("figure.count")]
        return nodes.stack(
            self.figure(marks(shapes, 20, legend), self.text("alt_hundred", **values), head, rows, "hundred"),
            nodes.prose(self.text(text, **values)),
            gap="s",
            key="hundred",
        )

    def _cost_alt(self, settings: AlarmSettings, c: float) -> str:
        best = best_criterion(settings)
        mine, least = reading(settings, c).cost, reading(settings, best).cost
        place = "earlier" if best < c - 0.05 else "later" if best > c + 0.05 else "same"
        return self.text("alt_cost", place=self.text(f"place_{place}"), mine=self.show.number(mine, 2),
                         least=self.show.number(least, 2))  # fmt: skip

    def _cost(self, settings: AlarmSettings, c: float) -> Node:
        head, rows = self._rates(settings, c)
        return self.figure(cost_line(settings, c, self._words()), self._cost_alt(settings, c), head, rows, "cost")

    def _best(self, settings: AlarmSettings) -> Node:
        best = best_criterion(settings)
        ppv = reading(settings, max(min(best, CRITERION.high), CRITERION.low)).ppv or 0.0
        return self.prose("best", wrong=self.show.of_100(1 - ppv), name=self._name(max(min(best, 4.0), -4.0)))
