"""``safety-check``: a short private check before a doubt is looked at. It keeps nothing, so there is no answer."""

from __future__ import annotations

from typing import ClassVar, Literal

from workshop.content.kind_body import KindBody


class SafetyCheckBody(KindBody):
    """No wording of its own: questions and advice are those of ``pages.yaml``, the same before every exercise.

    There is no answer either. What a person taps stays in their browser's memory until they close it.
    """

    keeps_nothing: ClassVar[bool] = True
    kind: Literal["safety-check"] = "safety-check"
