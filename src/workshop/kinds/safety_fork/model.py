"""Safety fork: no answer, whatever arrives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop.exercises.model import Answer, ExerciseModel


class SafetyForkModel(ExerciseModel):
    """Answer: ``{}``, always. A saved file or a message that says otherwise is dropped without a word."""

    def read(self, raw: Mapping[str, Any]) -> Answer:  # noqa: ARG002, D102
        return {}

    def in_words(self) -> list[tuple[str, str]]:  # noqa: D102
        return []
