"""``support-map``: circles around me; who is near, and what for. Initials only."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workshop.content.base import IDS_DIFFER, Length, Option, Text
from workshop.content.kind_body import KindBody

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
    kinds: Annotated[tuple[Option, ...], Field(min_length=2), IDS_DIFFER]
    max_people: Length = 16
