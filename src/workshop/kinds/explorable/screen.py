"""What all screens share: words, numbers, the guess, sliders, and how an action changes the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop.content import Library
from workshop.content.locale import plural_of
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises.view import MissingTextError

from .game import Control
from .model import ExplorableModel
from .numbers import Numbers

Nodes = list[Node | None]


class Screen:
    """Draws the four stages of one explorable from its model; keeps nothing of its own.

    Parameters
    ----------
    model
        Model of the exercise.
    library
        Wording of the session's language.
    """

    #: Phrase of the way on for people who don't want to play.
    skip_phrase = "explorable.predict_skip"

    def __init__(self, model: ExplorableModel, library: Library) -> None:
        self.model, self.library = model, library
        self.show = Numbers(library)

    def stage(self, name: str) -> Nodes:
        """Return what one of the four stages shows."""
        return {"play": self.play, "see": self.see, "why": self.why, "sandbox": self.sandbox}[name]()

    # -- what each screen says ----------------------------------------------------------------------------

    def play(self) -> Nodes:
        """Return what is played first."""
        raise NotImplementedError

    def see(self) -> Nodes:
        """Return what there is to see after playing."""
        raise NotImplementedError

    def why(self) -> Nodes:
        """Return what stands below the explanation; often nothing."""
        return []

    def sandbox(self) -> Nodes:
        """Return the picture above the sliders."""
        raise NotImplementedError

    def sandbox_below(self) -> Nodes:
        """Return what is said below the sliders; often nothing."""
        return []

    def is_played(self) -> bool:
        """Return True once there is something to see."""
        return self.model.prediction is not None

    def act(self, action: str, args: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return what an action changes in ``play``, None if the action is not known here."""
        return None

    def focus_after(self, action: str) -> str | None:
        """Return the key of the node that takes the focus when an action removes its own button."""
        return None

    def value_names(self, control: Control) -> list[str] | None:
        """Return words for each position of a slider, None where numbers say it."""
        return None

    def entering(self, stage: str) -> dict[str, Any]:
        """Return settings that a stage needs when it is opened, beside the defaults of the sandbox."""
        return {}

    # -- words --------------------------------------------------------------------------------------------

    def say(self, key: str, **values: Any) -> str:
        """Return a phrase of the interface."""
        return self.library.phrase(key, **values)

    def has(self, key: str) -> bool:
        """Return True if the content has a text of this name."""
        return key in self.model.body.text

    def text(self, key: str, **values: Any) -> str:
        """Return a text of this explorable; ``<key>_one``, ``<key>_few`` … where there is one for such an ``n``."""
        texts, n = self.model.body.text, values.get("n")
        number = int(n) if isinstance(n, str) and n.isdecimal() else n
        counted = f"{key}_{plural_of(number, self.library.language)}"
        name = counted if number is not None and counted in texts else key
        if name not in texts:
            raise MissingTextError(key)
        return texts[name].format(**values)

    def prose(self, key: str, **values: Any) -> Node:
        """Return a text as a paragraph."""
        return nodes.prose(self.text(key, **values), key=f"text-{key}")

    # -- controls -----------------------------------------------------------------------------------------

    def guess(self, *, live: bool = False, value_text: Sequence[str] | None = None) -> Node:
        """Return the control for the prediction."""
        asked = self.model.body.predict
        assert asked is not None
        if asked.options:
            offered = [nodes.option(option.id, option.label, option.hint) for option in asked.options]
            return nodes.choice("prediction", asked.question, offered)
        return nodes.scale(
            "prediction", asked.question, min=asked.min or 0, max=asked.max or 0, step=asked.step,
            low=self.text("predict_low"), high=self.text("predict_high"), unset=self.say("scale.unset"),
            unit=asked.unit, live=live, value_text=value_text,
        )  # fmt: skip

    def slider(self, control: Control) -> Node:
        """Return the slider of one setting; a star marks a made-up starting value."""
        label = self.text(f"set_{control.name}")
        if control.range.mark == "illustrative":
            label = self.say("explorable.starred", label=label)
        steps = round((control.high - control.low) / control.step) + 1
        positions = [control.low + at * control.step for at in range(steps)]
        # The kit would offer to take the value back; here "Back to the start" does that for all sliders.
        return nodes.scale(
            f"settings.{control.name}", label, min=control.low, max=control.high, step=control.step,
            low=self._end(control, "low"), high=self._end(control, "high"), live=True,
            unset=self.show.form(control.value(control.default), control.form, control.digits), start=control.default,
            value_text=self.value_names(control)
            or [self.show.form(control.value(p), control.form, control.digits) for p in positions], clearable=False,
        )  # fmt: skip

    def _end(self, control: Control, end: str) -> str:
        key = f"set_{control.name}_{end}"
        return self.text(key) if self.has(key) else ""

    def sliders(self, *names: str) -> Nodes:
        """Return the sliders with these names."""
        by_name = {control.name: control for control in self.model.game.controls}
        return [self.slider(by_name[name]) for name in names]

    def all_sliders(self) -> Nodes:
        """Return every control of the sandbox; less used ones lie in a fold."""
        controls = self.model.game.controls
        groups = dict.fromkeys(c.group for c in controls if c.group)
        folded = self.model.game.folded
        words = [self.pick(name) for name in self.model.game.words if name not in folded]
        folds = [
            nodes.details(
                self.text(f"group_{group}"),
                *(self.slider(c) for c in controls if c.group == group),
                *(self.pick(name) for name in folded if group == "more"),
                key=group,
            )
            for group in groups
        ]
        return [*(self.slider(c) for c in controls if not c.group), *words, *folds]

    def pick(self, name: str) -> Node:
        """Return the control of a setting that is one of several words."""
        offered = [nodes.option(word, self.text(f"set_{name}_{word}")) for word in self.model.game.words[name]]
        return nodes.choice(f"settings.{name}", self.text(f"set_{name}"), offered)

    def figure(
        self, svg: str, alt: str, head: Sequence[str], rows: Sequence[Sequence[str]], key: str = "figure"
    ) -> Node:
        """Return a picture with its alternative and its numbers."""
        return nodes.figure(svg, alt, nodes.table(", ".join(head), head, rows), key=key)
