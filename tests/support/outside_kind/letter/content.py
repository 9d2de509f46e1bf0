"""``letter``: a letter that stays here, and how it was to write it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workshop.content.base import Length, Option, Text
from workshop.content.kind_body import KindBody


class LetterBody(KindBody):
    """Wording of a letter. Answer: ``{"letter": text, "was": option}``."""

    kind: Literal["letter"] = "letter"
    to: Text
    question: Text
    feelings: Annotated[tuple[Option, ...], Field(min_length=2)]
    max_length: Length = 2000
