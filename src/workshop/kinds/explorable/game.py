"""The parts every game is made of: sliders held to a model's ranges, choices of words, bins for the room."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from workshop.exercises.model import mapping, number, one_of

from .parameters import Range

STAGES = ("play", "see", "why", "sandbox")
#: Seeds stay exact in a browser, whose numbers are doubles.
_SEEDS = 2**53
#: One person's share in one table, before it becomes a payload.
Shared = str | None
Form = Literal["number", "percent", "ratio"]


@dataclass(frozen=True)
class Control:
    """One slider of a sandbox.

    Attributes
    ----------
    name
        Where it stands in ``settings``; its wording is ``set_<name>`` in the content.
    range
        Ends, step and default, from the model.
    form
        How a value is written.
    digits
        Decimals of a number.
    group
        "" for a slider that is always in sight, else the name of the fold it lies in.
    """

    name: str
    range: Range
    form: Form = "number"
    digits: int = 2
    group: str = ""

    @property
    def low(self) -> float:
        """Left end of the slider as the browser has it: a position if the steps are uneven."""
        return 0 if self.range.stops else self.range.low

    @property
    def high(self) -> float:
        """Right end of the slider."""
        return len(self.range.stops) - 1 if self.range.stops else self.range.high

    @property
    def step(self) -> float:
        """Distance of two positions of the slider."""
        return 1 if self.range.stops else self.range.step

    @property
    def default(self) -> float:
        """Where the slider stands at first."""
        stops = self.range.stops
        return stops.index(self.range.default) if stops else self.range.default

    def read(self, raw: object) -> float | None:
        """Return a stored position held to the slider; None for anything that is not a number."""
        found = number(raw, self.low, self.high)
        if found is None:
            return None
        whole = self.range.is_whole or bool(self.range.stops)
        return round(found) if whole else found

    def value(self, position: float) -> float:
        """Return what the model is given for a position."""
        return self.range.stops[int(position)] if self.range.stops else position


@dataclass(frozen=True)
class Bin:
    """Predictions from ``low`` to ``high``, both included, that a room counts together."""

    id: str
    low: float
    high: float


class Game:
    """What one explorable's answer may hold.

    Attributes
    ----------
    controls
        Sliders of the sandbox.
    words
        Settings that are one of several words, each with the words; the first is the default.
    folded
        Those of ``words`` that lie in the fold "more".
    bins
        For predictions that are numbers: how a room counts them, in order.
    outcomes
        For a game without a prediction: what a room counts of it; its wording is ``share_<outcome>`` in the content.
    """

    controls: tuple[Control, ...] = ()
    words: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    folded: tuple[str, ...] = ()
    bins: tuple[Bin, ...] = ()
    outcomes: tuple[str, ...] = ()

    def read_settings(self, raw: object) -> dict[str, Any]:
        """Return the settings that belong here, held to their ranges."""
        given = mapping(raw, "settings")
        found: dict[str, Any] = {c.name: c.read(given.get(c.name)) for c in self.controls}
        found |= {name: one_of(given.get(name), allowed) for name, allowed in self.words.items()}
        return {name: value for name, value in found.items() if value is not None}

    def defaults(self) -> dict[str, Any]:
        """Return the settings a sandbox begins with."""
        sliders: dict[str, Any] = {c.name: c.default for c in self.controls}
        return sliders | {name: allowed[0] for name, allowed in self.words.items()}

    def read_play(self, raw: object) -> dict[str, Any]:
        """Return what was played: the seed of its luck, the farthest stage, and what the game adds."""
        given = mapping(raw, "play")
        found: dict[str, Any] = {
            "seed": number(given.get("seed"), 0, _SEEDS - 1),
            "reached": one_of(given.get("reached"), STAGES),
            "skipped": True if given.get("skipped") is True else None,
            **self.read_own(given),
        }
        if found["seed"] is not None:
            found["seed"] = int(found["seed"])
        return {name: value for name, value in found.items() if value not in (None, [])}

    def read_own(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return what this game alone keeps of its play; None is left out."""
        return {}

    def shared(self, answer: Mapping[str, Any]) -> Shared:
        """Return the one option that the room would count, None if there is nothing to count."""
        prediction = answer.get("prediction")
        if isinstance(prediction, str):
            return prediction
        if prediction is None:
            return None
        return next((b.id for b in self.bins if b.low <= prediction <= b.high), None)

    def told(self, answer: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return what fills the text ``paper_play`` about a game without a prediction; None if nothing was played."""
        return None


def fresh_seed() -> int:
    """Return a seed that no other visit has; drawn in the visit's own process, never before it."""
    return secrets.randbelow(_SEEDS)


def seed_of(answer: Mapping[str, Any]) -> int:
    """Return the seed of an answer; 1 as long as nothing was dealt."""
    return int(answer.get("play", {}).get("seed", 1))


def whole(raw: object, low: int, high: int) -> int | None:
    """Return a whole number held to the range, None for anything else."""
    found = number(raw, low, high)
    return None if found is None else round(found)
