"""``ladder``: small steps from easy to hard; for each what one expects, and what then happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from workshop.content.base import Length, Text
from workshop.content.kind_body import KindBody, extra_keys, number_misfit, text_misfit, wrong_shape

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

    def misfits(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """Yield a sentence for each thing in `answer` that this exercise can't take."""
        yield from wrong_shape(answer, {"rungs": (list, tuple)})
        rungs = answer.get("rungs", ())
        if not isinstance(rungs, list | tuple):
            return
        if len(rungs) > self.max_rungs:
            yield f"has {len(rungs)} rungs, more than {self.max_rungs}"
        for at, rung in enumerate(rungs, 1):
            if not isinstance(rung, Mapping):
                yield f"has a rung {at} that is not a mapping"
                continue
            yield from extra_keys(rung, {"what", "hard", "predict", "tried", "happened"}, "a part of a rung")
            for name in ("what", "predict", "happened"):
                if problem := text_misfit(rung.get(name, ""), self.max_length):
                    yield f"has in rung {at} under “{name}” a text that {problem}"
            if "hard" in rung and (problem := number_misfit(rung["hard"], 0, HARDEST)):
                yield f"has in rung {at} a difficulty that {problem}"
            if not isinstance(rung.get("tried", False), bool):
                yield f"has in rung {at} a “tried” that is neither true nor false"
