"""One exercise on one page: its model, its view and the desk it lies on, held together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from workshop.content import Exercise, Library
from workshop.content.kinds import kind
from workshop.content.sharing import Payload
from workshop.controls.widget import KitWidget, words_for_controls

from . import frame, steering
from .answers import AnswerError
from .desk import Desk, DeskError, LoneDesk, Role, Status
from .model import ExerciseModel


def fingerprint(payload: Payload, words: str | None) -> str:
    """Return a short text that changes when a share would; it is kept on the device, never sent on."""
    return hashlib.sha256(json.dumps([payload, words], sort_keys=True).encode()).hexdigest()[:12]


class ExerciseOnPage:
    """Keeps the widget's view true to the model, the desk and what the person taps.

    Parameters
    ----------
    library
        Wording of the session's language.
    content
        The exercise.
    desk
        What surrounds it; someone alone by default.

    Attributes
    ----------
    widget
        What a notebook displays.
    model
        The exercise's model; its ``answer`` is always valid.
    """

    def __init__(self, library: Library, content: Exercise, desk: Desk | None = None) -> None:
        self.library, self.content = library, content
        self.kind = kind(content.kind)
        self.model: ExerciseModel = self.kind.model(content, library.phrase)
        self.drawing = self.kind.view(self.model, library)
        self.desk: Desk = desk or LoneDesk()
        self.trouble = ""
        self.news = ""
        self.asks_to_reveal = False
        self.frame_state: dict[str, Any] = {}
        self._arrived: tuple[dict[str, Any], int] | None = None
        self.widget = KitWidget(content.id, words_for_controls(self.library.phrases, self.library.language))
        self.widget.observe(self._answered, names=["answer", "seq"])
        self.widget.on_action(self.act)
        self.desk.watch(self.redraw)
        self.redraw()

    # -- from the browser ---------------------------------------------------------------------------------

    def _answered(self, _change: object = None) -> None:
        # Answer and number arrive together and are told one after the other: once is enough.
        arrived = (self.widget.answer, self.widget.seq)
        if arrived == self._arrived:
            return
        self._arrived = arrived
        raw = dict(self.widget.answer)
        if raw and self.content.body.keeps_nothing:
            self.widget.replace_answer({})  # from a saved file or a message of its own; it must not stay anywhere
            return
        self.frame_state = {name: value for name, value in raw.items() if name.startswith("_")}
        try:
            answer = self.model.set_from(raw)
        except AnswerError:
            # The browser keeps what was typed; the model keeps the last answer that it could read.
            self.trouble = self.library.phrase("error.answer_shape")
        else:
            self.trouble = ""
            if answer != self.model.answer:
                self.model.answer = answer
                self.news = ""
        self.redraw()

    def act(self, action: str, args: Mapping[str, Any]) -> None:
        """Carry out a tap: one of the frame's own actions, else the kind's."""
        if self.content.body.keeps_nothing:
            return
        self.trouble = ""
        handler = getattr(self, f"_do_{action.replace('-', '_')}", None)
        try:
            if handler is not None:
                handler(args)
            else:
                self.drawing.act(action, args, self)
        except AnswerError:
            self.trouble = self.library.phrase("error.answer_shape")
        except DeskError as error:
            self.trouble = str(error)
        self.redraw()

    def put(self, answer: Mapping[str, Any]) -> None:
        """Replace the answer from this side, keeping the frame's own fields."""
        self.model.answer = dict(answer)
        self.widget.replace_answer({**self.model.answer, **self.frame_state})

    def remember(self, **fields: Any) -> None:
        """Keep fields of the frame (names begin with ``_``) with the answer, so that they survive a reload."""
        self.frame_state = {**self.frame_state, **fields}
        self.widget.replace_answer({**self.widget.answer, **fields})

    # -- the frame's actions ------------------------------------------------------------------------------

    def _do_share(self, _args: Mapping[str, Any]) -> None:
        level = self.level
        if self.desk.role is Role.ALONE:
            raise DeskError(self.library.phrase("share.no_room"))
        if self.model.is_empty:
            raise DeskError(self.library.phrase("share.empty"))
        words = self.model.words() if level == "words" else None
        payload = self.model.payload()
        self.desk.share(self.content.id, payload, words)
        self.remember(_shared=fingerprint(payload, words))
        self.news = self.library.phrase("share.done_words" if words else "share.done")

    def _do_withdraw(self, _args: Mapping[str, Any]) -> None:
        self.desk.withdraw(self.content.id)
        self.remember(_shared=None)
        self.news = self.library.phrase("share.withdrawn")

    def _do_pass(self, _args: Mapping[str, Any]) -> None:
        self.remember(_passed=True)

    def _do_return(self, _args: Mapping[str, Any]) -> None:
        self.remember(_passed=False)

    def _do_clear(self, _args: Mapping[str, Any]) -> None:
        self.model.clear()
        self.frame_state = {}
        self.widget.replace_answer({})
        self.news = self.library.phrase("app.cleared")

    def _do_debrief(self, _args: Mapping[str, Any]) -> None:
        self.remember(_debrief=True)

    def _do_steer(self, args: Mapping[str, Any]) -> None:
        if self.desk.role is not Role.FACILITATOR:
            raise DeskError(self.library.phrase("error.not_allowed"))
        step = args.get("step")
        self.asks_to_reveal = step == "reveal"
        if step in steering.STEPS:
            self.news = self.desk.steer(self.content.id, steering.STEPS[str(step)], self.model.tables())

    # -- what the frame asks ------------------------------------------------------------------------------

    @property
    def level(self) -> str:
        """Level of sharing: ``me``, ``count`` or ``words``. Private unless the person chose otherwise."""
        level = self.frame_state.get("_level")
        allowed = ("count", "words") if self.content.sharing.words else ("count",)
        return str(level) if level in allowed else "me"

    @property
    def passed(self) -> bool:
        """True while the person passes on this exercise."""
        return self.frame_state.get("_passed") is True

    @property
    def status(self) -> Status:
        """How the exercise stands in the room."""
        return self.desk.status(self.content.id)

    @property
    def is_outdated(self) -> bool:
        """True if the person changed something since they shared that the room would see."""
        shared = self.frame_state.get("_shared")
        words = self.model.words() if self.level == "words" else None
        return isinstance(shared, str) and shared != fingerprint(self.model.payload(), words)

    @property
    def shows_debrief(self) -> bool:
        """True once the debrief may be read: asked for, revealed, or closed."""
        return self.frame_state.get("_debrief") is True or self.status is Status.REVEALED

    def redraw(self) -> None:
        """Bring the view up to date and tell the browser which change it reflects."""
        view = frame.draw(self)
        with self.widget.hold_sync():
            self.widget.view = view
            self.widget.ack = self.widget.seq
