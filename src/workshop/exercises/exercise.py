"""One exercise on one page: its model, its view and the room around it, held together."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from workshop.content import Exercise, Library
from workshop.content.kinds import kind
from workshop.content.phrases import of_controls
from workshop.content.sharing import Payload
from workshop.controls.widget import KitWidget
from workshop.room.states import Shared

from . import exercise_card, standing
from .exercise_card import CardState
from .model import AnswerError, ExerciseModel
from .room_context import Lead, NoRoom, Role, RoomActionError, RoomContext, Status, StoreAwayError
from .standing import LEVEL, PASSED, SHARED, Duty, Reach, Standing

#: The taps of a :class:`~.room_context.Lead`; none of them is a kind's own.
LEADS = frozenset({"go", "open", "close", "reveal", "reveal-now", "keep-waiting"})


def fingerprint(payload: Payload, words: str | None) -> str:
    """Return a short text that changes when a share does.

    It is kept on the device, never sent on. By it a page sees that another tab of the same person shared anew.
    """
    return hashlib.sha256(json.dumps([payload, words], sort_keys=True).encode()).hexdigest()[:12]


class ExerciseOnPage:
    """Keeps the widget's view true to the model, the room and what the person taps.

    Parameters
    ----------
    library
        Wording of the session's language.
    content
        The exercise.
    context
        What surrounds it; someone alone by default.
    part
        Id of the part whose page shows it; its own by default.
    lead
        What somebody who leads the room has beside it; None for everybody else.

    Attributes
    ----------
    widget
        What a notebook displays.
    model
        The exercise's model; its ``answer`` is always valid.
    """

    def __init__(
        self,
        library: Library,
        content: Exercise,
        context: RoomContext | None = None,
        part: str | None = None,
        lead: Lead | None = None,
    ) -> None:
        self.library, self.content = library, content
        self.kind = kind(content.kind)
        self.model: ExerciseModel[Any] = self.kind.model(content, library.phrase)
        self.drawing = self.kind.view(self.model, library)
        self.drawing.part = part or content.part
        self.context: RoomContext = context or NoRoom()
        self.lead = lead
        self.trouble = ""
        self.card_fields: dict[str, Any] = {}
        self.standing = Standing(Status.ALONE, Reach.NOBODY)
        #: What was emptied last on this page, in its memory only, until something new is answered.
        self.emptied: dict[str, Any] | None = None
        #: What could not be shared because the store was away: it goes when it can, if the person still wishes it.
        self._to_share: str | None = None
        self._news: tuple[str, Standing | None] = ("", None)
        self._told = False  # whether the browser has said anything yet: an empty page is no choice
        self._arrived: tuple[dict[str, Any], int] | None = None
        #: What the browser may ask for, beside the kind's own actions.
        self._actions: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "share": self._share,
            "withdraw": self._withdraw,
            "pass": self._pass,
            "return": self._return,
            "clear": self._clear,
            "unclear": self._unclear,
            "debrief": self._debrief,
        }
        self.widget = KitWidget(content.id, of_controls(self.library.phrases), self.kind.browser)
        self.widget.observe(self._answered, names=["answer", "seq"])
        self.widget.on_action(self.act)
        self.context.watch(self.redraw, content.id)
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
        before, told = self.card_fields, self._told
        self.card_fields = {name: value for name, value in raw.items() if name.startswith("_")}
        self._told = self._told or bool(raw) or self.widget.seq > 0
        if self.card_fields != before:
            self.context.look_again(self.content.id)
        try:
            answer = self.model.set_from(raw)
        except AnswerError:
            # The browser keeps what was typed; the model keeps the last answer that it could read.
            self.trouble = self.library.phrase("error.answer_shape")
        else:
            self.trouble = ""
            if answer != self.model.answer:
                self.model.answer = answer
                self.news, self.emptied = "", None
        self.redraw()
        if told and before.get(LEVEL) != self.card_fields.get(LEVEL) and self.standing.may_share:
            self.widget.tell("show", id="sharing")  # what the room would see, and Share, may be below the edge

    def act(self, action: str, args: Mapping[str, Any]) -> None:
        """Carry out a tap: one of whoever leads, one of the frame's own, else the kind's."""
        if self.lead is not None and action in LEADS:
            self.lead.act(action, args)
            return
        if self.content.body.keeps_nothing:
            return
        self.trouble = ""
        self._told = True
        try:
            if action in self._actions:
                self._actions[action](args)
            elif change := self.drawing.act(action, args):
                self.put(change.answer)
                focus = change.focus() if callable(change.focus) else change.focus
                if focus:
                    self.widget.tell("focus", id=focus)
        except AnswerError:
            self.trouble = self.library.phrase("error.answer_shape")
        except RoomActionError as error:
            self.trouble = str(error)
        self.redraw()

    @contextlib.contextmanager
    def on_trial(self) -> Iterator[None]:
        """Let a program try the exercise: what it enters is no person's choice.

        A page that was checked before anybody came would otherwise take back what its person shared on an earlier one.
        """
        told, widget = self._told, self.widget
        numbers = (widget.epoch, widget.seq, widget.ack)
        with widget.hold_sync():  # a page in JupyterLab need not follow all of it
            yield
            # Its own answer may be on its way meanwhile, under the next number: the trial's must not be taken for it.
            widget.epoch, widget.seq, widget.ack = numbers
        self._told = told

    def put(self, answer: Mapping[str, Any]) -> None:
        """Replace the answer from this side, keeping the frame's own fields."""
        self.model.answer = dict(answer)
        self.widget.replace_answer({**self.model.answer, **self.card_fields})

    def bring_back(self, answer: Mapping[str, Any]) -> None:
        """Put an answer from a file here; a file does not say who may see it, so that stays as it was chosen."""
        choices = self._choices()
        brought = {name: value for name, value in answer.items() if not choices or name not in standing.FIELDS}
        self.widget.replace_answer({**brought, **choices})

    def remember(self, **fields: Any) -> None:
        """Keep fields of the frame (names begin with ``_``) with the answer, so that they survive a reload."""
        self.card_fields = {**self.card_fields, **fields}
        self.widget.replace_answer({**self.widget.answer, **fields})

    # -- the frame's actions ------------------------------------------------------------------------------

    def _share(self, _args: Mapping[str, Any]) -> None:
        if self.context.role is Role.ALONE:
            raise RoomActionError(self.library.phrase("share.no_room"))
        if self.wish is Reach.NOBODY:  # a tap that was on its way when the person went back to "only me"
            return
        if self.model.is_empty:
            raise RoomActionError(self.library.phrase("share.empty"))
        words = self.model.words() if self.wish is Reach.READ else None
        payload = self.model.payload()
        said = self.standing.says
        self._to_share = None
        try:
            self.context.share(self.content.id, payload, words)
        except StoreAwayError:
            self._to_share = fingerprint(payload, words)
            raise
        self.remember(**{SHARED: fingerprint(payload, words)})
        now = "share.done_words" if words else "share.done"
        self.news = self.library.phrase(now)
        if said == now:  # shared once more as it was: the line does not change, so nothing would be heard
            self.widget.tell("announce", text=self.news)

    def _withdraw(self, _args: Mapping[str, Any]) -> None:
        self.remember(**{LEVEL: "me"})
        self.widget.tell("focus", id=LEVEL)

    def _pass(self, _args: Mapping[str, Any]) -> None:
        self.news = ""
        self.remember(**{PASSED: True})
        self.widget.tell("focus", id="return")

    def _return(self, _args: Mapping[str, Any]) -> None:
        self.remember(**{PASSED: False})
        self._show(f"exercise-{self.content.id}", "pass.undone")

    def _clear(self, _args: Mapping[str, Any]) -> None:
        if not self.model.is_empty:
            self.emptied = {**self.model.answer, **self._own_fields()}
        self.model.clear()
        # The room may still have it: what is left on the device is the wish to have it back, until that is done.
        kept = {LEVEL: "me", SHARED: self.card_fields[SHARED]} if self.card_fields.get(SHARED) else {}
        self.card_fields = kept
        self.news = self.library.phrase("app.cleared")
        self.widget.replace_answer(kept)
        self.widget.tell("focus", id="unclear")

    def _unclear(self, _args: Mapping[str, Any]) -> None:
        if self.emptied is None:
            return
        # Only what was answered comes back; who may see it is chosen anew.
        self.bring_back(self.emptied)
        self.emptied = None
        self._show(f"exercise-{self.content.id}", "app.uncleared")

    def _choices(self) -> dict[str, Any]:
        """Return the frame's fields that say who may see the answer."""
        return {name: self.card_fields[name] for name in standing.FIELDS if name in self.card_fields}

    def _own_fields(self) -> dict[str, Any]:
        """Return the frame's fields that say nothing about sharing."""
        return {name: value for name, value in self.card_fields.items() if name not in standing.FIELDS}

    def _show(self, place: str, phrase: str) -> None:
        """Lead the focus to where a person goes on after their button went away, and say what happened."""
        self.widget.tell("focus", id=place)
        self.widget.tell("announce", text=self.library.phrase(phrase))

    def _debrief(self, _args: Mapping[str, Any]) -> None:
        self.remember(_debrief=True)
        self.widget.tell("focus", id=f"debrief-{self.content.id}")

    # -- what the frame asks ------------------------------------------------------------------------------

    @property
    def level(self) -> str:
        """Level of sharing: ``me``, ``count`` or ``words``. Private unless the person chose otherwise."""
        level = self.card_fields.get("_level")
        allowed = ("count", "words") if self.content.sharing.words else ("count",)
        return str(level) if level in allowed else "me"

    @property
    def passed(self) -> bool:
        """True while the person passes on this exercise."""
        return self.card_fields.get(PASSED) is True

    @property
    def wish(self) -> Reach:
        """How far the person lets this answer go."""
        return standing.wish(self.card_fields, words=self.content.sharing.words)

    @property
    def status(self) -> Status:
        """How the exercise stands in the room."""
        return self.context.status(self.content.id)

    @property
    def news(self) -> str:
        """What has just happened, in a sentence; "" once things stand otherwise than when it was said."""
        text, at = self._news
        return text if at is None or at == self.standing else ""

    @news.setter
    def news(self, text: str) -> None:
        self._news = (text, None)

    def dismiss(self) -> None:
        """Forget what has just happened, and what could be undone."""
        self.news, self.emptied = "", None

    @property
    def shows_debrief(self) -> bool:
        """True once the debrief may be read: asked for, revealed, or closed."""
        return self.card_fields.get("_debrief") is True or self.status is Status.REVEALED

    def _card(self) -> CardState:
        name, status, role = self.content.id, self.status, self.context.role
        return CardState(
            self.library,
            self.content,
            self.model,
            self.drawing,
            role,
            status,
            self.standing,
            self.level,
            news=self.news,
            trouble=self.trouble,
            passed=self.passed,
            shows_debrief=self.shows_debrief,
            may_bring_back=self.emptied is not None,
            beside=tuple(self.lead.beside(name)) if self.lead and role is Role.FACILITATOR else (),
            snapshot=self.context.snapshot(name) if status is Status.REVEALED else None,
        )

    def redraw(self) -> None:
        """Keep the rule of sharing, bring the view up to date, and tell the browser which change it reflects."""
        self._settle()
        view = exercise_card.draw(self._card())
        with self.widget.hold_sync():
            self.widget.view = view
            self.widget.ack = self.widget.seq

    # -- what the room has and what the person wishes -----------------------------------------------------

    def _stand(self) -> Standing:
        """Return where the answer stands now."""
        status, wished = self.status, self.wish
        remembered = bool(self.card_fields.get(SHARED))
        if self.context.role is not Role.PARTICIPANT or not self.content.sharing.shared:
            return Standing(status, wished)
        if status not in (Status.OPEN, Status.CLOSED) or not self._told:
            return Standing(status, wished, Reach.NOBODY, remembered)
        try:
            held = self.context.shared(self.content.id)
        except RoomActionError:
            return Standing(status, wished, None, remembered)
        if held is None:
            return Standing(status, wished, Reach.NOBODY, remembered)
        words = self.model.words() if wished is Reach.READ else None
        outdated = held != Shared.of(self.model.payload(), words)
        return Standing(status, wished, Reach.READ if held.words else Reach.COUNTED, remembered, outdated)

    def _settle(self) -> None:
        """Let the room follow the wish wherever it still can, and the device remember what the room has."""
        before, self.standing = self.standing, self._stand()
        self._share_late()
        if self._told and self.standing.duty is not Duty.NOTHING:
            try:
                if self.standing.duty is Duty.WITHDRAW:
                    self.context.withdraw(self.content.id)
                else:
                    self.context.keep_words_out(self.content.id)
            except RoomActionError:
                self.standing = self._stand()  # it says that this is still to come
            else:
                self.news = f"{self._fresh_news()} {self.library.phrase(self._taken_back())}".strip()
                self.standing = self._stand()
        self._remember_share()
        text, at = self._news
        if text:
            self._news = (text, at or self.standing) if self.news else ("", None)
        self._announce(before.status)

    def _share_late(self) -> None:
        """Share what could not be shared before, unless another answer or another wish stands here by now."""
        if self._to_share is None:
            return
        words = self.model.words() if self.wish is Reach.READ else None
        if self.wish is Reach.NOBODY or self._to_share != fingerprint(self.model.payload(), words):
            self._to_share = None  # for good: who wishes it again taps again
        if self._to_share is None or self.standing.held is None:
            return
        self.trouble = ""
        try:
            self._share({})
        except RoomActionError as error:
            self.trouble = str(error)
        self.standing = self._stand()

    def _taken_back(self) -> str:
        """Return the phrase for what has just been taken back."""
        if self.standing.duty is Duty.KEEP_WORDS_OUT:
            return "share.words_withdrawn"
        return "share.withdrawn_emptied" if self.model.is_empty else "share.withdrawn"

    def _fresh_news(self) -> str:
        """Return what was said by the tap that is being carried out, and nothing older."""
        text, at = self._news
        return text if at is None else ""

    def _remember_share(self) -> None:
        """Keep on the device whether the room has a share, as the room says it."""
        held, known = self.standing.held, self.card_fields.get(SHARED)
        if not self._told or held is None or self.standing.status not in (Status.OPEN, Status.CLOSED):
            return
        if held is Reach.NOBODY and known:
            self.remember(**{SHARED: None})
        elif held and not known:
            self.remember(**{SHARED: "?"})
        else:
            return
        self.standing = self._stand()

    def _announce(self, before: Status) -> None:
        """Say to those who do not see it that the room opened, closed or revealed this exercise."""
        now = self.standing.status
        if self.context.role is not Role.PARTICIPANT or not before.in_room or before is now:
            return
        if now in (Status.OPEN, Status.CLOSED, Status.REVEALED) and self.content.sharing.shared:
            said = self.library.phrase(f"exercise.said.{now}", title=self.content.title)
            self.widget.tell("announce", text=said)
        if now is Status.REVEALED:  # whoever has shared stands at the other end of the card
            self.widget.tell("show", id="results")
