"""Guess: true or not (or a number), how sure, and then the finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from typing_extensions import override

from workshop.content.locale import Share
from workshop.content.sharing import Payload, Table
from workshop.exercises.model import Answer, ExerciseModel, mapping, number

from .content import GuessBody, GuessItem

_LEAST_SURE, _MOST_SURE = 50, 100
_BINS = 10


class GuessModel(ExerciseModel[GuessBody]):
    """Answer: ``{"guesses": {item: {"value": "true"/"false" or number, "sure": percent}}, "seen": bool}``.

    ``seen`` is true once the person asked for the findings; from then on the guesses stand.
    """

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        given = mapping(raw.get("guesses"), "guesses")
        guesses = {}
        for item in self.body.items:
            one = mapping(given.get(item.id), item.id)
            guess: dict[str, Any] = {}
            if (value := _value(item, one.get("value"))) is not None:
                guess["value"] = value
            if self.body.confidence and (sure := number(one.get("sure"), _LEAST_SURE, _MOST_SURE)) is not None:
                guess["sure"] = sure
            if guess:
                guesses[item.id] = guess
        answer: Answer = {"guesses": guesses} if guesses else {}
        if raw.get("seen") is True and guesses:
            answer["seen"] = True
        return answer

    @property
    def seen(self) -> bool:
        """True once the person asked for the findings."""
        return bool(self.answer.get("seen"))

    def guess(self, item: str) -> str | float | None:
        """Return what was guessed, None if nothing was."""
        value: str | float | None = self.answer.get("guesses", {}).get(item, {}).get("value")
        return value

    def sure(self, item: str) -> float | None:
        """Return how sure the person was, in percent, None if they did not say."""
        value: float | None = self.answer.get("guesses", {}).get(item, {}).get("sure")
        return value

    def is_right(self, item: GuessItem) -> bool | None:
        """Return whether a true/false guess agrees with the finding; None for no guess or a number."""
        guess = self.guess(item.id)
        if guess is None or item.form != "true_false":
            return None
        return (guess == "true") == bool(item.truth)

    @override
    def countable(self) -> tuple[Table, ...]:
        tables = []
        for item in self.body.items:
            if item.form == "true_false":
                labels = (("true", self.say("guess.true")), ("false", self.say("guess.false")))
                tables.append(Table(item.id, item.statement, "single", labels))
            else:
                tables.append(
                    Table(
                        item.id,
                        item.statement,
                        "single",
                        _bins(item),
                        ordered=True,
                        zones=self.content.sharing.zones or (),
                    )
                )
        if self.body.confidence:
            tables += [
                Table(
                    "sure-right",
                    self.say("guess.room_sure_right"),
                    "number",
                    low=_LEAST_SURE,
                    high=_MOST_SURE,
                    step=1,
                    unit="%",
                ),
                Table(
                    "sure-wrong",
                    self.say("guess.room_sure_wrong"),
                    "number",
                    low=_LEAST_SURE,
                    high=_MOST_SURE,
                    step=1,
                    unit="%",
                ),
            ]
        return tuple(tables)

    @override
    def shareable(self) -> Payload:
        payload: dict[str, list[str] | float | None] = {}
        for item in self.body.items:
            guess = self.guess(item.id)
            if guess is None:
                payload[item.id] = []
            else:
                payload[item.id] = [str(guess) if isinstance(guess, str) else _bin_of(item, guess)]
        if self.body.confidence:
            payload["sure-right"] = self._mean_sure(right=True)
            payload["sure-wrong"] = self._mean_sure(right=False)
        return payload

    def _mean_sure(self, right: bool) -> float | None:
        values = [
            sure
            for item in self.body.items
            if self.is_right(item) is right and (sure := self.sure(item.id)) is not None
        ]
        return sum(values) / len(values) if values else None

    @override
    def as_text(self) -> list[tuple[str, str]]:
        lines = []
        for item in self.body.items:
            guess, sure = self.guess(item.id), self.sure(item.id)
            if guess is None:
                continue
            said = {"true": self.say("guess.true"), "false": self.say("guess.false")}.get(
                str(guess), in_units(item, guess, self.say)
            )
            if sure is not None:
                said += ", " + self.say("app.value", value=Share(sure / 100))
            lines.append((item.statement, said))
        return lines


def in_units(item: GuessItem, guess: object, say: Callable[..., str]) -> str:
    """Return a guessed number with what it counts: “40 of 100 adults”."""
    shown = say("app.value", value=float(guess)) if isinstance(guess, int | float) else str(guess)
    return f"{shown} {item.unit or ''}".strip()


def _value(item: GuessItem, raw: object) -> str | float | None:
    if item.form == "number":
        return number(raw, item.min or 0, item.max if item.max is not None else 100)
    return (
        {True: "true", False: "false", "true": "true", "false": "false"}.get(raw)
        if isinstance(raw, bool | str)
        else None
    )


def _edges(item: GuessItem) -> tuple[float, float]:
    low, high = float(item.min or 0), float(item.max if item.max is not None else 100)
    return low, (high - low) / _BINS


def _bins(item: GuessItem) -> tuple[tuple[str, str], ...]:
    low, width = _edges(item)
    return tuple((str(index), f"{low + index * width:g}–{low + (index + 1) * width:g}") for index in range(_BINS))


def _bin_of(item: GuessItem, value: float) -> str:
    low, width = _edges(item)
    return str(min(_BINS - 1, int((value - low) / width)))
