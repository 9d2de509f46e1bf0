"""Why guarded people stay guarded: twenty encounters by hand, then a thousand people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.kinds.explorable.drawing import Named, Style, marks, shares
from workshop.kinds.explorable.game import seed_of
from workshop.kinds.explorable.screen import Nodes, Screen
from workshop.kinds.explorable.toys.guarded.game import ENCOUNTERS, LAST, WORLD, replay
from workshop.kinds.explorable.toys.guarded.maths import (
    Course,
    GuardedSettings,
    Play,
    course,
    guarded_for_good,
    simulate,
)

_PEOPLE = 1000
_MANY = replace(WORLD, encounters=100)
_STEPS = 0.1
#: The three crowds in one picture, told apart by their lines too.
LINES: tuple[tuple[str, Style], ...] = (("second", "-"), ("accent", "--"), ("third", ":"))
#: A world in which trust is mostly let down: the other side of the coin.
_HARSH = GuardedSettings(honoured=0.4)


class GuardedScreen(Screen):
    """One encounter at a time; what stays unseen stays unseen until the end."""

    skip_phrase = "explorable.skip_game"

    def is_played(self) -> bool:
        return not replay(self.model.answer).left

    def play(self) -> Nodes:
        game = replay(self.model.answer)
        if not game.left:
            return [nodes.status(self._last(game), key="outcome"), self._strip(game), self._summary(game)]
        here = self.show.whole(len(game.met) + 1)
        return [
            nodes.card(
                nodes.heading(self.text("encounter", n=here, all=self.show.whole(ENCOUNTERS)), 5),
                nodes.status(self._last(game), key="outcome"),
                nodes.prose(self.text("ask")),
                nodes.row(
                    nodes.button("meet", self.text("do_trust"), args={"trust": True}, key="do-trust"),
                    nodes.button("meet", self.text("do_not"), args={"trust": False}, key="do-not"),
                    key="choose",
                ),
                tone="warm",
                key="encounter",
            ),
            self._strip(game) if game.met else None,
        ]

    def _last(self, game: Play) -> str:
        if not game.met:
            return self.text("first")
        seen = game.met[-1].seen
        what = self.text("last_unseen" if seen is None else "last_honoured" if seen else "last_let_down")
        # Without its number the same outcome twice would be no news, and a screen reader silent.
        return f"{self.text('encounter', n=self.show.whole(len(game.met)), all=self.show.whole(ENCOUNTERS))}. {what}"

    def _strip(self, game: Play, uncovered: bool = False) -> Node:
        """Return the encounters so far as marks; with ``uncovered`` also what could not be seen."""
        outcomes = game.uncovered() if uncovered else ()
        shapes = []
        for at, met in enumerate(game.met):
            hidden = ("ring" if outcomes[at] else "open_diamond") if uncovered else "dash"
            shapes.append(hidden if met.seen is None else "disc" if met.seen else "diamond")
        legend = [("disc", self.text("key_honoured")), ("diamond", self.text("key_let_down"))]
        legend += (
            [("ring", self.text("key_would")), ("open_diamond", self.text("key_would_not"))]
            if uncovered
            else [("dash", self.text("key_unseen"))]
        )
        values = {
            "n": self.show.whole(len(game.met)),
            "honoured": self.show.whole(shapes.count("disc")),
            "let_down": self.show.whole(shapes.count("diamond")),
            "unseen": self.show.whole(sum(met.seen is None for met in game.met)),
        }
        alt = self.text("alt_strip", **values)
        if uncovered:
            alt += " " + self.text("alt_uncovered", would=self.show.whole(shapes.count("ring")),
                                   would_not=self.show.whole(shapes.count("open_diamond")))  # fmt: skip
        rows = [[str(at + 1), dict(legend)[shape]] for at, shape in enumerate(shapes)]
        head = [self.text("head_encounter"), self.text("head_outcome")]
        return self.figure(marks(shapes, 10, legend), alt, head, rows, "strip")

    def _summary(self, game: Play) -> Node:
        trusted = sum(met.trusted for met in game.met)
        late = sum(met.trusted for met in game.met[-LAST:])
        numbers = {"trusted": trusted, "all": ENCOUNTERS, "last": LAST, "late": late}
        written = {name: self.show.whole(number) for name, number in numbers.items()}
        return self.prose("summary" if late else "summary_guarded", **written)

    # -- a thousand people --------------------------------------------------------------------------------

    def see(self) -> Nodes:
        game = replay(self.model.answer)
        shown = int(self.model.played.get("shown", 0))
        parts: Nodes = [self._uncovered(game)] if not game.left else []
        if shown:
            parts += [self._thousand(shown), *(self._found(step) for step in range(1, shown + 1))]
        if shown < 3:
            parts.append(nodes.row(nodes.button("show", self.text(f"show_{shown + 1}"), key="show"), key="show-row"))
        return parts

    def _uncovered(self, game: Play) -> Node:
        missed = [good for good, met in zip(game.uncovered(), game.met, strict=True) if met.seen is None]
        text = self.prose("missed", n=self.show.whole(len(missed)), good=self.show.whole(sum(missed)))
        return nodes.stack(self._strip(game, uncovered=True), text if missed else self.prose("missed_none"), key="own")

    def _crowd(self, step: int) -> Course:
        """Return the same thousand people, with the same luck, under each of the three rules."""
        settings = (_MANY, replace(_MANY, feedback="always"), replace(_MANY, small_steps=_STEPS))[step - 1]
        return simulate(settings, _PEOPLE, np.random.default_rng(seed_of(self.model.answer)))

    def _thousand(self, shown: int) -> Node:
        named = [
            Named(self.text(f"crowd_{step}"), self._crowd(step).guarded, *LINES[step - 1])
            for step in range(1, shown + 1)
        ]
        return self._shares(named, "thousand")

    def _found(self, step: int) -> Node:
        found = self._crowd(step)
        return self.prose(
            f"found_{step}",
            guarded=self.show.whole(_PEOPLE * found.guarded[-1]),
            belief=self.show.of_100(float(found.belief[-1])),
            theory=self.show.of_100(guarded_for_good(WORLD.honoured)),
            world=self.show.of_100(WORLD.honoured),
        )

    def _shares(self, named: list[Named], key: str) -> Node:
        last = len(named[0].levels) - 1
        ends = "; ".join(f"{one.name}: {self.show.of_100(float(one.levels[-1]))}" for one in named)
        at = sorted({0, last // 4, last // 2, 3 * last // 4, last})
        rows = [[str(t), *(self.show.percent(float(one.levels[t]), 1) for one in named)] for t in at]
        svg = shares(named, (self.text("axis_encounters"), self.text("axis_guarded")), self.show.percent)
        alt = self.text("alt_shares", n=self.show.whole(last), ends=ends)
        return self.figure(svg, alt, [self.text("axis_encounters"), *(one.name for one in named)], rows, key)

    def why(self) -> Nodes:
        stays = course(_HARSH).gain
        dares = course(replace(_HARSH, small_steps=_STEPS)).gain
        kind = course(replace(_MANY, small_steps=_STEPS)).gain - course(_MANY).gain
        return [
            nodes.note(self.text("no_blame"), key="no-blame"),
            self.prose("counterweight", honoured=self.show.of_100(_HARSH.honoured), stays=self.show.number(-stays, 1),
                       dares=self.show.number(-dares, 1), kind=self.show.number(kind, 1)),
            self.prose("small_steps"),
        ]  # fmt: skip

    def _own(self) -> Course:
        values = {c.name: self.model.setting(c.name) for c in self.model.game.controls}
        settings = GuardedSettings(**values, feedback=self.model.setting("feedback"))
        return simulate(settings, _PEOPLE, np.random.default_rng(seed_of(self.model.answer)))

    def sandbox(self) -> Nodes:
        found = self._own()
        guarded = float(found.guarded[-1])
        return [
            self._shares([Named(self.text("crowd_yours"), found.guarded, "accent")], "crowd"),
            self.prose(
                "sandbox_found",
                guarded=self.show.whole(_PEOPLE * guarded),
                belief=self.show.of_100(float(found.belief[-1])),
                world=self.show.of_100(self.model.setting("honoured")),
                gain=self.show.number(found.gain, 1),
            ),
            self.prose("sandbox_low", belief=self.show.of_100(float(found.belief_if_guarded[-1])))
            if guarded > 0
            else self.prose("sandbox_none"),
        ]

    def focus_after(self, action: str) -> str | None:
        over = action == "show" and self.model.played.get("shown") == 3
        return "on" if over or (action == "meet" and self.is_played()) else None

    def act(self, action: str, args: Mapping[str, Any]) -> dict[str, Any] | None:
        played = self.model.played
        if action == "meet" and isinstance(args.get("trust"), bool):
            return {"choices": [*played.get("choices", []), args["trust"]][:ENCOUNTERS]}
        if action == "show":
            return {"shown": min(3, int(played.get("shown", 0)) + 1)}
        return None
