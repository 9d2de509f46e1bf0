"""``support-map``: circles around me; who is near, and what for. Initials only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from workshop.content.base import Length, Option, Text, no_twins
from workshop.content.kind_body import KindBody, extra_keys, text_misfit, wrong_shape

#: Initials have at most this many letters, so that nobody writes a name.
INITIALS = 3
#: Circles around the middle.
RINGS = 3


class SupportMapBody(KindBody):
    """Wording of a map. Answer: ``{"people": [{"initials": "AB", "ring": 1–3, "for": [id, …]}, …]}``."""

    kind: Literal["support-map"] = "support-map"
    me: Text
    initials: Text
    initials_hint: Text
    closeness: Text
    rings: Annotated[tuple[Text, ...], Field(min_length=RINGS, max_length=RINGS)]
    what_for: Text
    kinds: Annotated[tuple[Option, ...], Field(min_length=2)]
    max_people: Length = 16

    @model_validator(mode="after")
    def _ids_differ(self) -> SupportMapBody:
        no_twins((kind.id for kind in self.kinds), "kinds of support")
        return self

    def misfits(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """Yield a sentence for each thing in `answer` that this exercise can't take."""
        yield from wrong_shape(answer, {"people": (list, tuple)})
        people = answer.get("people", ())
        if not isinstance(people, list | tuple):
            return
        if len(people) > self.max_people:
            yield f"has {len(people)} people, more than {self.max_people}"
        known = {kind.id for kind in self.kinds}
        for at, person in enumerate(people, 1):
            if not isinstance(person, Mapping):
                yield f"has a person {at} that is not a mapping"
                continue
            yield from extra_keys(person, {"initials", "ring", "for"}, "a part of a person")
            if problem := text_misfit(person.get("initials", ""), INITIALS):
                yield f"has initials of person {at} that {problem}"
            if person.get("ring", 1) not in range(1, RINGS + 1):
                yield f"has person {at} on a ring that is not 1 to {RINGS}"
            kinds = person.get("for", ())
            if isinstance(kinds, list | tuple):
                yield from extra_keys(dict.fromkeys(map(str, kinds)), known, "a kind of support")
            else:
                yield f"needs a list of what person {at} is there for"
