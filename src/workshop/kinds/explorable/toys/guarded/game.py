"""Twenty encounters played by hand: trust or not, one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from workshop.kinds.explorable.game import Control, Game, seed_of, whole
from workshop.kinds.explorable.toys.guarded.maths import RANGES, GuardedSettings, Play

ENCOUNTERS = 20
#: Nobody trusted in so many encounters at the end counts as guarded at the end of this game.
LAST = 5
WORLD = GuardedSettings(encounters=ENCOUNTERS)


class Guarded(Game):
    """No prediction: ``play`` holds the seed and the choices, from which the whole game follows."""

    controls = (
        Control("honoured", RANGES["honoured"], "percent"),
        Control("small_steps", RANGES["small_steps"], "percent"),
        Control("threshold", RANGES["threshold"], "percent"),
        Control("prior_good", RANGES["prior_good"], digits=0, group="more"),
        Control("prior_bad", RANGES["prior_bad"], digits=0, group="more"),
        Control("encounters", RANGES["encounters"], digits=0, group="more"),
    )
    words: ClassVar[Mapping[str, tuple[str, ...]]] = {"feedback": ("if_i_trust", "always")}

    outcomes = ("open", "guarded")

    def read_own(self, given: Mapping[str, Any]) -> dict[str, Any]:
        choices = given.get("choices")
        if not isinstance(choices, list):
            choices = []
        kept = [choice for choice in choices if isinstance(choice, bool)][:ENCOUNTERS]
        return {"choices": kept, "shown": whole(given.get("shown"), 0, 3) or None}

    def shared(self, answer: Mapping[str, Any]) -> str | None:
        choices = choices_of(answer)
        if len(choices) < ENCOUNTERS:
            return None
        return "open" if any(choices[-LAST:]) else "guarded"

    def told(self, answer: Mapping[str, Any]) -> dict[str, Any] | None:
        choices = choices_of(answer)
        return {"trusted": sum(choices), "met": len(choices), "all": ENCOUNTERS} if choices else None


def choices_of(answer: Mapping[str, Any]) -> list[bool]:
    """Return what was chosen so far, True for trust."""
    return list(answer.get("play", {}).get("choices", []))


def replay(answer: Mapping[str, Any]) -> Play:
    """Return the game as far as it was played."""
    return Play.replay(WORLD, seed_of(answer), choices_of(answer))
