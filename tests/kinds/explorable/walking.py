"""How a person goes through an explorable, without a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

from tests.support.desks import answer, library, nodes_of
from workshop.exercises.exercise import ExerciseOnPage
from workshop.kinds.explorable.game import STAGES
from workshop.kinds.explorable.toy import toy_models

__all__ = ["NAMES", "STAGES", "alts", "edit", "page", "play", "sandbox", "shown", "to_stage"]

NAMES = list(toy_models())
PREDICTIONS = {"trust-account": 8, "alarm": 0.4, "echo": 2, "society": "tf2t", "send-half": 5}


def page(name: str) -> ExerciseOnPage:
    return ExerciseOnPage(library(), library().exercises[name])


def edit(on_page: ExerciseOnPage, **fields) -> None:
    """Change fields as the browser does; ``settings`` are merged into those that stand there."""
    now = dict(on_page.widget.answer)
    if "settings" in fields:
        fields["settings"] = {**now.get("settings", {}), **fields["settings"]}
    answer(on_page, {**now, **fields})


def play(on_page: ExerciseOnPage) -> None:
    """Play to the end of the first stage."""
    name = on_page.content.id
    if name in PREDICTIONS:
        edit(on_page, prediction=PREDICTIONS[name])
    if name == "trust-account":
        for kind in ("good", "small", "betrayal", "good"):
            on_page.act("event", {"kind": kind})
    elif name == "guarded":
        for at in range(20):
            on_page.act("meet", {"trust": at % 3 != 2})
    elif name == "echo":
        on_page.act("trip", {})
    elif name == "society":
        for _ in range(4):
            on_page.act("step", {"by": 10})


def to_stage(on_page: ExerciseOnPage, stage: str) -> None:
    for one in STAGES[1 : STAGES.index(stage) + 1]:
        on_page.act("stage", {"value": one})
    assert on_page.model.stage == stage


@cache
def _played(name: str) -> str:
    on_page = page(name)
    play(on_page)
    to_stage(on_page, "sandbox")
    return json.dumps(on_page.widget.answer)


def sandbox(name: str) -> ExerciseOnPage:
    on_page = page(name)
    on_page.widget.answer = json.loads(_played(name))
    return on_page


def shown(on_page: ExerciseOnPage, kind: str | None = None) -> Iterator[dict]:
    yield from nodes_of(on_page.widget.view, kind)


def alts(on_page: ExerciseOnPage) -> list[str]:
    return [node["alt"] for kind in ("figure", "ribbon") for node in shown(on_page, kind)]
