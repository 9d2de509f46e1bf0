"""A misunderstanding between two people: forgiveness chosen first, then one slip, then three partners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from workshop.controls import exercise_nodes, nodes
from workshop.controls.nodes import Node
from workshop.controls.shapes import Bar
from workshop.kinds.explorable.drawing import Named, shares
from workshop.kinds.explorable.game import fresh_seed, seed_of
from workshop.kinds.explorable.screen import Nodes, Screen
from workshop.kinds.explorable.toys.echo.maths import (
    PARTNERS,
    EchoSettings,
    Ribbon,
    cooperation_curve,
    echo_rounds,
    long_run,
    ribbon,
)

#: One slip in a world without noise, in this round (from 1).
_ROUNDS, _TRIP = 20, 4
_NOISE = 0.05


class EchoScreen(Screen):
    """Ribbons of moves; two bars that always stand together."""

    def is_played(self) -> bool:
        return self.model.prediction is not None and self.model.played.get("tripped") is True

    @property
    def _chosen(self) -> float:
        """The forgiveness chosen first, 0 to 1."""
        chosen = self.model.prediction
        return float(chosen) / 10 if isinstance(chosen, int | float) else 0.0

    def _luck(self) -> np.random.Generator:
        return np.random.default_rng(seed_of(self.model.answer))

    def play(self) -> Nodes:
        if self.model.prediction is None:
            return [self.guess(live=True)]
        tripped = self.model.played.get("tripped") is True
        settings = EchoSettings(noise=0.0, forgiveness=self._chosen, rounds=_ROUNDS)
        found = ribbon(settings, self._luck(), trip=_TRIP if tripped else None)
        return [
            self.guess(live=True),
            self._ribbon(found, "same", "ribbon"),
            nodes.row(nodes.button("trip", self.text("do_trip"), "primary"), key="trip-row") if not tripped else None,
            nodes.status(self._echo(found), key="echo") if tripped else nodes.prose(self.text("calm"), key="calm"),
        ]

    def _echo(self, found: Ribbon) -> str:
        """Say how long the slip went on; the row of the last hurt tells."""
        hurts = np.flatnonzero(~found.kind.all(axis=0))
        lasted = int(hurts[-1]) + 2 - _TRIP
        if lasted + _TRIP > _ROUNDS:
            return self.text("still_echoing", n=self.show.whole(_ROUNDS))
        return self.text("echo_over", n=self.show.whole(lasted))

    def see(self) -> Nodes:
        g = self._chosen
        settings = EchoSettings(noise=_NOISE, forgiveness=g, rounds=_ROUNDS)
        parts: Nodes = []
        for partner in PARTNERS:
            found = ribbon(settings, self._luck(), partner=partner)
            parts.append(
                nodes.stack(
                    nodes.heading(self.text(f"partner_{partner}"), 5),
                    self._ribbon(found, partner, f"ribbon-{partner}"),
                    gap="s", key=f"partner-{partner}",
                )
            )  # fmt: skip
        return [
            *parts,
            self._bars("reciprocal", _NOISE, g),
            self.prose("bars_say", **self._shares("reciprocal", _NOISE, g)),
        ]

    def why(self) -> Nodes:
        rows = [
            [self.text(name), *(self.show.percent(v) for v in self._pair(rule, _NOISE, g))]
            for name, rule, g in (
                ("rule_never", "reciprocal", 0.0),
                ("rule_tenth", "reciprocal", 0.1),
                ("rule_third", "reciprocal", 1 / 3),
                ("rule_two_strikes", "two_strikes", 0.0),
                ("rule_win_stay", "win_stay", 0.0),
            )
        ]
        head = [self.text(f"head_{name}") for name in ("rule", "repaired", "exploited")]
        return [nodes.table(self.text("rules_title"), head, rows), self.prose("no_best")]

    def sandbox(self) -> Nodes:
        values = {name: self.model.setting(name) for name in ("noise", "forgiveness", "rounds")}
        settings = EchoSettings(**values)
        partner, rule = self.model.setting("partner"), self.model.setting("rule")
        trip = min(_TRIP, settings.rounds) if self.model.setting("trip") == "yes" else None
        found = ribbon(settings, self._luck(), partner=partner, trip=trip, rule=rule)
        expected = cooperation_curve(rule, PARTNERS[partner] or rule, settings, trip)
        return [
            self._ribbon(found, partner, "ribbon"),
            self._curve(expected, partner),
            self._bars(rule, settings.noise, settings.forgiveness),
        ]

    def sandbox_below(self) -> Nodes:
        lasts = echo_rounds(self.model.setting("forgiveness"))
        rule = self.model.setting("rule")
        return [
            self.prose("slip_lasts", n=self.show.number(lasts, 1))
            if rule == "reciprocal" and np.isfinite(lasts)
            else self.prose("slip_stays")
            if rule == "reciprocal"
            else None,
            nodes.row(nodes.button("luck", self.text("other_luck")), key="luck-row"),
        ]

    # -- parts --------------------------------------------------------------------------------------------

    def _ribbon(self, found: Ribbon, partner: str, key: str) -> Node:
        names = (self.text("you"), self.text(f"other_{partner}"))
        rows = [
            exercise_nodes.Moves(
                label=name,
                moves=["C" if kind else "D" for kind in found.kind[at]],
                slips=np.flatnonzero(found.slipped[at]).tolist(),
            )
            for at, name in enumerate(names)
        ]
        hurts = [self.show.whole(int((~found.kind[at]).sum())) for at in (0, 1)]
        alt = self.text("alt_ribbon", n=self.show.whole(found.kind.shape[1]), yours=hurts[0], theirs=hurts[1],
                        slips=self.show.whole(int(found.slipped.sum())))  # fmt: skip
        keys = {"C": self.text("move_kind"), "D": self.text("move_hurt"), "slip": self.text("move_slip")}
        return exercise_nodes.ribbon(key=key, rows=rows, names=keys, alt=alt)

    def _pair(self, rule: str, noise: float, g: float) -> tuple[float, float]:
        """Return what stays good with its like, and what is given to one who always hurts."""
        return long_run(rule, rule, noise, g)[0], long_run(rule, "all_d", noise, g)[0]

    def _shares(self, rule: str, noise: float, g: float) -> dict[str, str]:
        repaired, exploited = self._pair(rule, noise, g)
        return {"repaired": self.show.of_100(repaired), "exploited": self.show.of_100(exploited)}

    def _bars(self, rule: str, noise: float, g: float) -> Node:
        cells = [
            Bar(label=self.text(f"bar_{name}"), share=share)
            for name, share in zip(("repaired", "exploited"), self._pair(rule, noise, g), strict=True)
        ]
        return nodes.bars(key="bars", title=self.text("bars_title"), cells=cells, style="bars", size="phone")

    def _curve(self, expected: Any, partner: str) -> Node:
        rounds = expected.shape[1]
        named = [Named(self.text("you"), expected[0], "accent")]
        if partner != "same":
            named.append(Named(self.text(f"other_{partner}"), expected[1], "second", "--"))
        axis = (self.text("axis_rounds"), self.text("axis_kind"))
        ends = "; ".join(f"{one.name}: {self.show.of_100(float(one.levels[-1]))}" for one in named)
        alt = self.text("alt_curve", n=self.show.whole(rounds), ends=ends)
        at = sorted({0, rounds // 4, rounds // 2, 3 * rounds // 4, rounds - 1})
        rows = [[str(t + 1), *(self.show.percent(float(one.levels[t]), 1) for one in named)] for t in at]
        svg = shares(named, axis, self.show.percent, first=1)
        return self.figure(svg, alt, [axis[0], *(one.name for one in named)], rows, "curve")

    def act(self, action: str, args: Mapping[str, Any]) -> dict[str, Any] | None:
        if action == "trip":
            return {"tripped": True}
        return {"seed": fresh_seed()} if action == "luck" else None

    def focus_after(self, action: str) -> str | None:
        return "on" if action == "trip" else None

    def entering(self, stage: str) -> dict[str, Any]:
        return {"forgiveness": self._chosen}
