"""One betrayal or many disappointments: guess, build a line, see the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.kinds.explorable.drawing import Named
from workshop.kinds.explorable.screen import Nodes, Screen
from workshop.kinds.explorable.toys.trust_account.game import MOST_EVENTS
from workshop.kinds.explorable.toys.trust_account.maths import (
    Account,
    AccountSettings,
    account,
    good_events_to_regain,
    half_life,
    learning,
    ledger,
)
from workshop.kinds.explorable.toys.trust_account.pictures import lines

#: The line of the guess: trust stands at .9, is broken once, then only good follows.
_START, _BROKEN, _SHOWN = 0.9, 0.45, 30
#: Fifteen good events before the first bring the learner to .9.
_PLAY = AccountSettings(earlier_good=15)
_AFTER = 30
_EXAMPLE = ["betrayal"] + ["good"] * 24


class TrustAccountScreen(Screen):
    """The learner alone while playing; both accounts in the sandbox."""

    def play(self) -> Nodes:
        if self.model.reached or self.is_played():
            return [self._guessed(), self.prose("build"), *self._builder(_PLAY, "acts", learner_only=True)]
        return [self.guess()]

    def _guessed(self) -> Node | None:
        guess = self.model.prediction
        if not isinstance(guess, int | float):
            return None
        guessed = self.say("explorable.your_prediction", value=self.show.number(guess))
        if self.model.reached:
            return nodes.prose(guessed)
        # Until the answer is shown, a guess may be changed.
        return nodes.stack(self.guess(), gap="s", key="guess")

    def see(self) -> Nodes:
        back = good_events_to_regain(_START, _BROKEN) or 0
        guess = self.model.prediction
        marks = [(1 + back, self.text("mark_back", n=self.show.whole(back)))]
        if isinstance(guess, int | float) and guess != back:
            marks.insert(0, (1 + int(guess), self.text("mark_guess")))
        last = max(_SHOWN, *(at for at, _ in marks))
        levels = learning([0.0] + [1.0] * last, _START)
        named = [Named(self.text("line_learning"), levels, "accent")]
        level = self.show.of_100
        alt = self.text("alt_back", n=self.show.whole(back), low=level(_BROKEN), old=level(_START))
        rows = [[str(at), level(v)] for at, v in enumerate(levels)]
        return [
            self._guessed(),
            self.figure(
                lines(named, ["betrayal"] + ["good"] * last, self._axis(), old=_START, marks=marks),
                alt, [self.text("axis_events"), self.text("axis_trust")], rows, "back",
            ),
            *self._gradual(),
        ]  # fmt: skip

    def _gradual(self) -> Nodes:
        """Return one betrayal beside a small disappointment with every good event, as the bookkeeper sees them."""
        before = np.ones(60), np.zeros(60)
        once = ledger(np.r_[before[0], 0.0, np.ones(_AFTER)], np.r_[before[1], 10.0, np.zeros(_AFTER)])[60:]
        daily = ledger(np.r_[before[0], np.ones(_AFTER + 1)], np.r_[before[1], np.ones(_AFTER + 1)])[60:]
        below = next(at for at in range(1, len(once)) if daily[at] < once[at])
        named = [Named(self.text("line_once"), once, "accent"), Named(self.text("line_daily"), daily, "second", "--")]
        level = self.show.of_100
        alt = self.text("alt_gradual", once=level(once[-1]), low=level(once[1]), daily=level(daily[-1]),
                        n=self.show.whole(below))  # fmt: skip
        rows = [[str(at), level(a), level(b)] for at, (a, b) in enumerate(zip(once, daily, strict=True))]
        head = [self.text("axis_events"), self.text("line_once"), self.text("line_daily")]
        return [
            nodes.heading(self.text("gradual_title"), 5),
            self.prose("gradual", n=self.show.whole(below)),
            self.figure(lines(named, [], self._axis()), alt, head, rows, "gradual"),
        ]

    def why(self) -> Nodes:
        return [self.prose("equal")]

    def _settings(self) -> AccountSettings:
        return AccountSettings(**{c.name: self.model.setting(c.name) for c in self.model.game.controls})

    def sandbox(self) -> Nodes:
        return self._builder(self._settings(), self.model.setting("repair"))

    def sandbox_below(self) -> Nodes:
        settings = self._settings()
        k = settings.loss / settings.gain
        forgets = half_life(settings.forgetting)
        return [
            self.prose("ratio" if k >= 1 else "ratio_below", k=self.show.number(k if k >= 1 else 1 / k, 1)),
            self.prose("memory", n=self.show.number(forgets, 1)) if np.isfinite(forgets) else self.prose("memory_all"),
            self.prose("repair_note"),
        ]

    # -- building a line ----------------------------------------------------------------------------------

    def _axis(self) -> tuple[str, str]:
        return self.text("axis_events"), self.text("axis_trust")

    def _builder(self, settings: AccountSettings, repair: str, *, learner_only: bool = False) -> Nodes:
        own = self.model.played.get("events", [])
        events = own or ([] if learner_only else _EXAMPLE)
        full = len(own) >= MOST_EVENTS
        taps = nodes.row(
            *(
                nodes.button("event", self.text(f"event_{kind}"), args={"kind": kind}, key=kind, disabled=full)
                for kind in ("good", "small", "betrayal")
            ),
            nodes.button("undo", self.say("explorable.undo"), "quiet", disabled=not own),
            key="events",
        )
        if not events:
            return [taps, nodes.status(self.text("no_events"), key="level")]
        found = account(events, settings, repair)
        named = [Named(self.text("line_learning"), found.learning, "accent")]
        if not learner_only:
            named.append(Named(self.text("line_ledger"), found.ledger, "second", "--"))
        level = self.show.of_100
        old = None if found.breach is None else float(found.learning[found.breach])
        alt = self.text("alt_line" if learner_only else "alt_lines", n=self.show.whole(len(events)),
                        learning=level(found.learning[-1]), ledger=level(found.ledger[-1]),
                        start=level(found.learning[0]))  # fmt: skip
        head = [self.text("axis_events"), *(one.name for one in named)]
        rows = [
            [self.text(f"event_{event}") if event else self.text("before"), *(level(one.levels[at]) for one in named)]
            for at, event in enumerate(["", *events])
        ]
        return [
            taps,
            nodes.status(
                self.text("now", event=self.text(f"event_{events[-1]}"), level=level(found.learning[-1]))
                if own
                else self.text("example"),
                key="level",
            ),
            self.figure(lines(named, events, self._axis(), old=old), alt, head, rows, "line"),
            None if learner_only else self._regained(found),
        ]

    def _regained(self, found: Account) -> Node | None:
        if found.breach is None:
            return None
        return nodes.listing(
            [
                self.text("regained", name=name, n=self.show.whole(events))
                if events is not None
                else self.text("not_regained", name=name)
                for name, events in (
                    (self.text("line_learning"), found.learning_regained),
                    (self.text("line_ledger"), found.ledger_regained),
                )
            ]
        )

    def act(self, action: str, args: Mapping[str, Any]) -> dict[str, Any] | None:
        events = list(self.model.played.get("events", []))
        if action == "event":
            return {"events": [*events, args.get("kind")]}
        return {"events": events[:-1]} if action == "undo" else None
