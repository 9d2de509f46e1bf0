"""Explorable on the page: where one is, the stage's own nodes, and the way on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from typing_extensions import override

from workshop.content import Library
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises.view import Change, KindView

from .game import STAGES, fresh_seed
from .model import ExplorableModel
from .screen import Screen
from .toy import toy_model


class ExplorableView(KindView[ExplorableModel]):
    """Leads through play, see, why and sandbox; earlier stages stay reachable."""

    explains_itself = True

    def __init__(self, model: ExplorableModel, library: Library) -> None:
        super().__init__(model, library)
        self.screen: Screen = toy_model(model.body.model).screen(model, library)
        self._drawn: tuple[dict[str, Any], list[Node | None]] | None = None

    @override
    def body(self) -> list[Node | None]:
        # A page redraws for more reasons than a changed answer, and pictures cost time.
        if self._drawn is None or self._drawn[0] != self.model.answer:
            self._drawn = (self.model.answer, self._body())
        return list(self._drawn[1])

    @override
    def has_begun(self) -> bool:
        return self.screen.is_played() or self.model.reached > 0

    @override
    def leads_on(self) -> bool:
        return self.model.stage != STAGES[-1]

    @override
    def looks(self) -> Iterable[Mapping[str, Any]]:
        sample = self.content.sample
        return ({**sample, "stage": stage, "play": {**sample.get("play", {}), "reached": stage}} for stage in STAGES)

    def _body(self) -> list[Node | None]:
        stage = self.model.stage
        return [
            self._where(),
            nodes.section(
                self.say(f"explorable.{stage}"),
                *self._stage(stage),
                level=4,
                id=f"{self.content.id}-{stage}",
                key=f"stage-{stage}",
            ),
            self._ways_on(stage),
            nodes.note(self.say("exercise.toy"), "info", key="toy"),
        ]

    def _stage(self, stage: str) -> list[Node | None]:
        intro = nodes.prose(self.model.body.text[stage], key=f"intro-{stage}")
        own = self.screen.stage(stage)
        if stage != "sandbox":
            return [intro, *own]
        made_up = f"{self.say('explorable.illustrative_mark')}. {self.model.body.text['illustrative']}"
        # The mark is a star, which would begin a list in Markdown.
        made_up = made_up.replace("*", r"\*", 1)
        return [
            intro,
            *self._bench(own),
            *self.screen.sandbox_below(),
            nodes.note(made_up, key="illustrative"),
        ]

    def _bench(self, own: list[Node | None]) -> list[Node | None]:
        """Return the first picture with all sliders right below it, then what else there is to see.

        On a phone the picture stays in sight while the sliders are moved.
        """
        sliders = nodes.stack(*self.screen.all_sliders(), gap="l", key="settings")
        at = next((n for n, one in enumerate(own) if one and one["node"] in ("figure", "ribbon")), None)
        if at is None:
            return [*own, sliders]
        picture = {**(own[at] or {}), "sticky": True}
        bench = nodes.stack(*own[:at], picture, sliders, key="bench")
        return [bench, *own[at + 1 :]]

    def _where(self) -> Node | None:
        reached = self.model.reached
        if not reached:
            return None
        offered = [nodes.option(stage, self.say(f"explorable.short.{stage}")) for stage in STAGES[: reached + 1]]
        return nodes.segmented(
            self.say("explorable.stages"), offered, action="stage", value=self.model.stage, hide_label=True
        )

    def _ways_on(self, stage: str) -> Node:
        at = STAGES.index(stage)
        after = STAGES[at + 1] if at + 1 < len(STAGES) else None
        played = self.has_begun()
        skip = self.screen.skip_phrase if self.model.prediction is None else "explorable.skip_game"
        # Once there is something to empty, the frame offers that itself.
        again = self.model.is_empty and bool(self.model.answer)
        return nodes.row(
            nodes.button(
                "stage", self.say("explorable.on", name=self.say(f"explorable.{after}")), "primary",
                args={"value": after}, key="on",
            )
            if after and (at or played)
            else None,
            nodes.button("skip", self.say(skip), "quiet") if not played else None,
            nodes.button("reset", self.say("explorable.reset"), key="reset") if stage == "sandbox" else None,
            nodes.button("again", self.say("explorable.again"), "quiet") if again else None,
            key="stage-on",
        )  # fmt: skip

    @override
    def act(self, action: str, args: Mapping[str, Any]) -> Change | None:
        answer = dict(self.model.answer)
        play = {"seed": fresh_seed()} | answer.get("play", {})
        if action == "stage":
            return self._go(str(args.get("value")), answer, play)
        if action == "skip":
            return self._go(STAGES[1], answer, play | {"skipped": True})
        if action == "reset":
            return Change(answer | {"settings": self.model.game.defaults()})
        if action == "again":
            return Change({})
        changed = self.screen.act(action, args)
        focus = partial(self.screen.focus_after, action)
        return None if changed is None else Change(answer | {"play": play | changed}, focus)

    def _go(self, stage: str, answer: dict[str, Any], play: dict[str, Any]) -> Change | None:
        """Open a stage: any that was reached before, or the one after."""
        if stage not in STAGES or STAGES.index(stage) > self.model.reached + 1:
            return None
        play["reached"] = STAGES[max(self.model.reached, STAGES.index(stage))]
        settings = self.model.game.defaults() | self.screen.entering(stage) | answer.get("settings", {})
        return Change(answer | {"stage": stage, "play": play, "settings": settings}, f"{self.content.id}-{stage}")
