"""Safety fork: no answer, whatever arrives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from workshop.exercises.model import Answer, ExerciseModel

from .content import SafetyCheckBody


class SafetyCheckModel(ExerciseModel[SafetyCheckBody]):
    """Answer: ``{}``, always. A saved file or a message that says otherwise is dropped without a word."""

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        return {}

    @override
    def as_text(self) -> list[tuple[str, str]]:
        return []
