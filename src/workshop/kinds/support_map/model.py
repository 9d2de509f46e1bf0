"""Support map: who is near, and what for. Initials, never names, and nothing of it is ever shared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from workshop.exercises.model import Answer, ExerciseModel, number, several_of, words

from .content import INITIALS, RINGS, SupportMapBody


class SupportMapModel(ExerciseModel[SupportMapBody]):
    """Answer: ``{"people": [{"initials": "AB", "ring": 1, "for": [id]}, …]}``; ring 1 is the closest."""

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        given = raw.get("people")
        people = [self._person(one) for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []
        kept = [person for person in people if person][: self.body.max_people]
        return {"people": kept} if kept else {}

    def _person(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        person: dict[str, Any] = {}
        if initials := initials_of(raw.get("initials")):
            person["initials"] = initials
        if (ring := number(raw.get("ring"), 1, RINGS)) is not None:
            person["ring"] = round(ring)
        if kinds := several_of(raw.get("for"), [kind.id for kind in self.body.kinds]):
            person["for"] = kinds
        return person

    @property
    def people(self) -> list[dict[str, Any]]:
        """Everybody on the map from near to far; who has no circle yet comes last."""
        return sorted(self.answer.get("people", []), key=lambda person: person.get("ring", RINGS + 1))

    def nobody_for(self) -> list[str]:
        """Return the kinds of support that nobody on the map is there for, in words."""
        covered = {kind for person in self.people for kind in person.get("for", ())}
        return [kind.label for kind in self.body.kinds if kind.id not in covered]

    @override
    def as_text(self) -> list[tuple[str, str]]:
        labels = {kind.id: kind.label for kind in self.body.kinds}
        return [
            (
                person.get("initials", "…"),
                ", ".join(
                    [
                        *([self.body.rings[person["ring"] - 1]] if "ring" in person else []),
                        *(labels[kind] for kind in person.get("for", ())),
                    ]
                ),
            )
            for person in self.people
        ]


def initials_of(value: object) -> str:
    """Return at most three letters or digits, so that a whole name does not even fit."""
    return "".join(c for c in words(value) if c.isalnum())[:INITIALS]
