"""Ladder: rungs from easy to hard; the room learns how many, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from workshop.content.sharing import Payload, Table
from workshop.exercises.model import Answer, ExerciseModel, number, words

from .content import HARDEST, LadderBody

#: Numbers of rungs that are counted together: first and last of each.
BINS = ((1, 2), (3, 4), (5, 6), (7, None))
_TEXTS = ("what", "predict", "happened")


class LadderModel(ExerciseModel[LadderBody]):
    """Answer: ``{"rungs": [{"what", "hard", "predict", "tried", "happened"}, …]}``, in the order they were put in."""

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        given = raw.get("rungs")
        rungs = [self._rung(one) for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []
        kept = [rung for rung in rungs if rung][: self.body.max_rungs]
        return {"rungs": kept} if kept else {}

    def _rung(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        rung: dict[str, Any] = {name: t for name in _TEXTS if (t := words(raw.get(name), self.body.max_length))}
        if (hard := number(raw.get("hard"), 0, HARDEST)) is not None:
            rung["hard"] = round(hard)
        if raw.get("tried") is True:
            rung["tried"] = True
        return rung

    @property
    @override
    def is_empty(self) -> bool:  # a rung of difficulty zero is an answer
        return not self.answer.get("rungs")

    @property
    def rungs(self) -> list[dict[str, Any]]:
        """The rungs from easy to hard; those without a difficulty come last, equal ones as they were put in."""
        return sorted(self.answer.get("rungs", []), key=lambda rung: rung.get("hard", HARDEST + 1))

    def _how_many(self, low: int, high: int | None) -> str:
        return self.say("results.from_to", low=low, high=high) if high else self.say("kinds.ladder.or_more", n=low)

    @override
    def countable(self) -> tuple[Table, ...]:
        labels = tuple((f"{low}", self._how_many(low, high)) for low, high in BINS)
        return (
            Table(
                "rungs",
                self.say("kinds.ladder.how_many"),
                "single",
                labels,
                ordered=True,
                zones=self.content.sharing.zones or (),
            ),
        )

    @override
    def shareable(self) -> Payload:
        count = sum(bool(str(rung.get("what", "")).strip()) for rung in self.rungs)
        return {"rungs": [f"{low}" for low, high in BINS if low <= count <= (high or count)]}

    @override
    def as_text(self) -> list[tuple[str, str]]:
        body, lines = self.body, []
        for at, rung in enumerate(self.rungs, 1):
            what = str(rung.get("what", "")).strip() or "…"
            hard = f" ({rung['hard']} / {HARDEST})" if "hard" in rung else ""
            lines.append((self.say("kinds.ladder.rung", n=at), what + hard))
            if said := str(rung.get("predict", "")).strip():
                lines.append((body.predict, said))
            if said := str(rung.get("happened", "")).strip():
                lines.append((body.happened, said))
            elif rung.get("tried"):
                lines.append((body.tried, self.say("app.yes")))
        return lines
