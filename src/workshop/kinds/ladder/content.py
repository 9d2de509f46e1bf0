"""``ladder``: small steps from easy to hard; for each what one expects, and what then happened."""

from __future__ import annotations

from typing import Literal

from workshop.content.base import Length, Text
from workshop.content.kind_body import KindBody

#: The hardest a rung can be; the easiest is 0.
HARDEST = 10


class LadderBody(KindBody):
    """Wording of a ladder.

    Answer: ``{"rungs": [{"what": text, "hard": 0–10, "predict": text, "tried": bool, "happened": text}, …]}``.
    """

    kind: Literal["ladder"] = "ladder"
    what: Text
    what_hint: Text
    hard: Text
    easy_end: Text
    hard_end: Text
    predict: Text
    tried: Text
    happened: Text
    ideas: tuple[Text, ...] = ()
    max_rungs: Length = 10
    max_length: Length = 160
