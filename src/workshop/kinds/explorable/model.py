"""Explorable: a guess, what was played, the settings of the sandbox, and where the person is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from typing_extensions import override

from workshop.content.sharing import Payload, Table
from workshop.exercises.model import Answer, ExerciseModel, number, one_of

from .content import ExplorableBody
from .game import STAGES, Bin, Game
from .toy import toy_model


class ExplorableModel(ExerciseModel[ExplorableBody]):
    """Answer: ``{"prediction": word or number, "settings": {...}, "stage": "play", "play": {...}}``.

    ``play`` keeps the seed of the luck that was dealt, so that a page after a reload shows the same game.
    """

    @cached_property
    def game(self) -> Game:
        """What the answer may hold."""
        made: Game = toy_model(self.body.model).game()
        return made

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        found = {
            "prediction": self._prediction(raw.get("prediction")),
            "settings": self.game.read_settings(raw.get("settings")),
            "stage": one_of(raw.get("stage"), STAGES),
            "play": self.game.read_play(raw.get("play")),
        }
        return {name: value for name, value in found.items() if value not in (None, {})}

    def _prediction(self, raw: object) -> str | float | None:
        asked = self.body.predict
        if asked is None:
            return None
        if asked.options:
            return one_of(raw, [option.id for option in asked.options])
        return number(raw, asked.min or 0, asked.max or 0)

    # -- where the person is ------------------------------------------------------------------------------

    @property
    def prediction(self) -> str | float | None:
        """What was guessed or chosen first."""
        found: str | float | None = self.answer.get("prediction")
        return found

    @property
    def stage(self) -> str:
        """The stage that is shown."""
        return str(self.answer.get("stage", STAGES[0]))

    @property
    def reached(self) -> int:
        """Number of the farthest stage that was opened."""
        farthest = self.answer.get("play", {}).get("reached", STAGES[0])
        return max(STAGES.index(self.stage), STAGES.index(farthest))

    @property
    def played(self) -> Mapping[str, Any]:
        """What was played."""
        found: Mapping[str, Any] = self.answer.get("play", {})
        return found

    def setting(self, name: str) -> Any:
        """Return a setting as the model takes it; the default if it was not touched."""
        stored = self.answer.get("settings", {}).get(name)
        for control in self.game.controls:
            if control.name == name:
                return control.value(control.default if stored is None else stored)
        return self.game.words[name][0] if stored is None else stored

    # -- what others may see ------------------------------------------------------------------------------

    @property
    @override
    def is_empty(self) -> bool:
        return self.game.shared(self.answer) is None

    def options(self) -> list[tuple[str, str]]:
        """Return what a room counts, with its labels."""
        asked = self.body.predict
        if asked is None:
            return [(name, self.body.text[f"share_{name}"]) for name in self.game.outcomes]
        if asked.options:
            return [(option.id, option.label) for option in asked.options]
        return [(one.id, self._range(one)) for one in self.game.bins]

    def _range(self, one: Bin) -> str:
        named = self.body.text.get(f"bin_{one.id}")
        return named or self.say("explorable.bin", low=float(one.low), high=float(one.high))

    @override
    def countable(self) -> tuple[Table, ...]:
        asked = self.body.predict
        title = asked.question if asked else self.body.text["share_title"]
        ordered = bool(self.game.bins)
        return (
            Table(
                "prediction",
                title,
                "single",
                tuple(self.options()),
                ordered=ordered,
                zones=self.content.sharing.zones or (),
            ),
        )

    @override
    def shareable(self) -> Payload:
        shared = self.game.shared(self.answer)
        return {"prediction": [shared] if shared else []}

    @override
    def as_text(self) -> list[tuple[str, str]]:
        asked = self.body.predict
        if asked is None:
            told = self.game.told(self.answer)
            return [(self.content.title, self.body.text["paper_play"].format(**told))] if told else []
        if self.prediction is None:
            return []
        if asked.options or self.body.text.get(f"bin_{self.game.shared(self.answer)}"):
            return [(asked.question, dict(self.options())[str(self.game.shared(self.answer))])]
        unit = f" {asked.unit}" if asked.unit else ""
        return [(asked.question, self.say("app.value", value=float(self.prediction)) + unit)]
