"""Who thrives when misunderstandings happen: a guess, then generation by generation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.controls.shapes import Bar
from workshop.kinds.explorable.game import fresh_seed, seed_of
from workshop.kinds.explorable.screen import Nodes, Screen
from workshop.kinds.explorable.toys.society.game import IDS, MOST, STARTS
from workshop.kinds.explorable.toys.society.maths import STRATEGIES, Evolution, Payoffs, SocietySettings
from workshop.kinds.explorable.toys.society.pictures import history

_START, _NOISE = "harsh", 0.05
#: The same start with none, some and many misunderstandings.
_WORLDS = (0.0, 0.05, 0.2)
_COINS = ("reward", "temptation", "sucker", "punishment")


@lru_cache(maxsize=256)
def society(start: str, settings: SocietySettings, seed: int, generations: int) -> Evolution:
    """Return a society after so many generations; an earlier one that is remembered is continued."""
    if generations == 0:
        return Evolution.begin(dict(STARTS[start]), settings, seed)
    now = society(start, settings, seed, generations - 1)
    return now if now.winner else now.step()


class SocietyScreen(Screen):
    """Counts as bars, their history as lines."""

    @property
    def _generation(self) -> int:
        return int(self.model.played.get("generation", 0))

    def is_played(self) -> bool:
        return self._generation >= MOST or self._now().winner is not None

    def _seed(self) -> int:
        return seed_of(self.model.answer)

    def _now(self) -> Evolution:
        return society(_START, SocietySettings(noise=_NOISE), self._seed(), self._generation)

    @property
    def _guess(self) -> int | None:
        guess = self.model.prediction
        return IDS.index(guess) if isinstance(guess, str) and guess in IDS else None

    def play(self) -> Nodes:
        if self.model.prediction is None and not self.model.reached:
            return [self._who(STARTS[_START]), self.guess()]
        now = self._now()
        over = now.winner is not None or self._generation >= MOST
        return [
            self._guessed() if self._generation or self.model.reached else self.guess(),
            self._bars(now),
            nodes.row(
                nodes.button("step", self.text("do_one"), args={"by": 1}, key="one", disabled=over),
                nodes.button("step", self.text("do_ten"), args={"by": 10}, key="ten", disabled=over),
                key="steps",
            ),
            nodes.status(self._standing(now), key="standing"),
            self._history(now) if self._generation else None,
        ]

    def _who(self, counts: Mapping[str, int]) -> Node:
        """Return how each of those in the room plays."""
        lines = [
            self.text("who", n=self.show.whole(n), name=self.text(f"name_{kind}"), rule=self.text(f"rule_{kind}"))
            for kind, n in counts.items()
            if n
        ]
        return nodes.listing(lines)

    def _guessed(self) -> Node | None:
        if self._guess is None:
            return None
        name = self.text(f"name_{STRATEGIES[self._guess]}")
        return nodes.prose(self.say("explorable.your_prediction", value=name))

    def _standing(self, now: Evolution) -> str:
        most = max(now.counts, key=lambda kind: now.counts[kind])
        values = {"generation": self.show.whole(now.generation), "name": self.text(f"name_{most}"),
                  "n": self.show.whole(now.counts[most])}  # fmt: skip
        return self.text("won" if now.winner else "standing", **values)

    def _bars(self, now: Evolution, key: str = "bars") -> Node:
        ever = [kind for at, kind in enumerate(STRATEGIES) if now.history[0][at]]
        total = sum(now.history[0])
        cells = [
            Bar(label=self.text(f"name_{kind}"), count=now.counts[kind], share=now.counts[kind] / total)
            for kind in ever
        ]
        title = self.text("bars_title", n=self.show.whole(now.generation))
        return nodes.bars(key=key, title=title, cells=cells, style="bars", size="phone")

    def _history(self, now: Evolution) -> Node:
        names = [self.text(f"name_{kind}") for kind in STRATEGIES]
        axis = (self.text("axis_generation"), self.text("axis_count"))
        svg = history(now.history, names, self._guess, axis)
        ever = [at for at in range(len(STRATEGIES)) if any(row[at] for row in now.history)]
        last = len(now.history) - 1
        at = sorted({0, last // 4, last // 2, 3 * last // 4, last})
        rows = [[str(t), *(str(now.history[t][i]) for i in ever)] for t in at]
        ends = ", ".join(f"{names[i]} {now.history[-1][i]}" for i in ever if now.history[-1][i])
        alt = self.text("alt_history", n=self.show.whole(last), ends=ends)
        return self.figure(svg, alt, [axis[0], *(names[i] for i in ever)], rows, "history")

    def see(self) -> Nodes:
        rows = []
        for noise in _WORLDS:
            after = society(_START, SocietySettings(noise=noise), self._seed(), MOST)
            most = max(after.counts, key=lambda kind: after.counts[kind])
            total = sum(after.history[0])
            cell = self.text("most_of", name=self.text(f"name_{most}"), n=self.show.whole(after.counts[most]),
                             all=self.show.whole(total))  # fmt: skip
            rows.append([self.show.percent(noise), cell])
        head = [self.text("head_noise"), self.text("head_most", n=self.show.whole(MOST))]
        return [self._guessed(), nodes.table(self.text("worlds_title"), head, rows), self.prose("worlds")]

    def why(self) -> Nodes:
        return [nodes.note(self.text("not_people"), key="not-people")]

    def sandbox(self) -> Nodes:
        coins = Payoffs(**{name: int(self.model.setting(name)) for name in _COINS})
        settings = SocietySettings(
            rounds=int(self.model.setting("rounds")), noise=self.model.setting("noise"),
            replaced=int(self.model.setting("replaced")), payoffs=coins,
        )  # fmt: skip
        start = self.model.setting("start")
        now = society(start, settings, self._seed(), int(self.model.setting("generation")))
        return [
            self._history(now),
            self._bars(now),
        ]

    def sandbox_below(self) -> Nodes:
        return [
            nodes.details(self.text("who_title"), self._who(STARTS[self.model.setting("start")]), key="who"),
            nodes.row(nodes.button("luck", self.text("other_luck")), key="luck-row"),
        ]

    def act(self, action: str, args: Mapping[str, Any]) -> dict[str, Any] | None:
        if action == "step":
            by = 10 if args.get("by") == 10 else 1
            return {"generation": min(MOST, self._generation + by)}
        return {"seed": fresh_seed()} if action == "luck" else None
