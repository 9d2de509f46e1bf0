"""The room context of a real visit: a page, perhaps in a room, in one role.

The role is settled here and nowhere else. On a served page it is the one in the ticket that the server signed; in
JupyterLab it is what ``workshop lab`` was started for. Everything else asks :attr:`Session.role`.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import logging
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from IPython import get_ipython

from workshop import paths
from workshop.content import Library
from workshop.content.sharing import Payload, Table
from workshop.exercises.room_context import Role, RoomActionError, Status, StoreAwayError
from workshop.forking import on_idle
from workshop.room import (
    LEAD,
    VOICE,
    ExerciseClosed,
    Room,
    RoomError,
    Shared,
    Store,
    StoreUnavailable,
    pseudonym,
)
from workshop.room.news import TURNS, News
from workshop.room.snapshots import Snapshot
from workshop.server import tickets

from .follower import EVERY, Follower, NewsEndedError, NewsSocket
from .looking import Connected, Look, Looking
from .sentences import SILENT, sentence

_LOG = logging.getLogger("workshop.visit")
#: Seconds until something that the store could not do is tried again.
_AGAIN = 2.0
#: Seconds for which a tap may have waited and is still tried once more at once.
_KEPT_WAITING = 1.0
#: Seconds in which the server should have said how the room stands.
_FIRST_WORD = 2.0


def _say_goodbye() -> None:
    """Let this kernel leave its room before it ends, when the server asks it to end (SIGTERM)."""
    if os.environ.get("WORKSHOP_SURFACE") == "voila" and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def patiently(write: Callable[[], None]) -> None:
    """Try again, not in step with others, where many people share in the same moment and the store is busy.

    Whoever has waited for somebody else's lock already is told so instead: it goes later.
    """
    began = time.monotonic()
    for pause in (0.15, 0.4, 0.0):
        try:
            return write()
        except StoreUnavailable as error:
            if error.reason != "locked" or not pause or time.monotonic() - began > _KEPT_WAITING:
                raise
            time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311
    return None


class Session:
    """Who looks, which room, and everything exercises may ask (:class:`workshop.exercises.room_context.RoomContext`).

    Parameters
    ----------
    library
        Wording of the session's language.

    Attributes
    ----------
    role
        Who looks at the page; ``ALONE`` until a valid ticket says otherwise.
    room
        The room, None outside of one.
    look
        The last look at the room, None before the first.
    trouble
        A sentence while the room can't be reached, else "".
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.role = Role.ALONE
        self.room: Room | None = None
        self.look: Look | None = None
        self.trouble = ""
        self._admission = b""
        self._pass: tickets.Ticket | None = None
        self._watchers: list[tuple[Callable[[], None], str]] = []
        self._stood: dict[int, object] = {}  # how an exercise stood when its watcher was called last
        self._round = 0  # raised when all have to look again, whether something changed or not
        self._shared: dict[str, Shared | None] = {}
        self._doubted: set[str] = set()  # exercises of which another tab of this person may have changed something
        self._in_doubt: set[str] = set()  # exercises in which a change was given up that may still be stored
        self._again: asyncio.TimerHandle | None = None
        self._snapshots: dict[str, Snapshot | None] = {}
        self._follower: Follower[Look] | None = None
        self._looking: Looking | None = None
        self.connected = Connected()

    # -- joining ------------------------------------------------------------------------------------------

    def greet(self, hello: Mapping[str, Any]) -> None:
        """Take a page's greeting: its ticket says who it is, and so whose answers are whose.

        A greeting comes again after each reconnection. One that can't be believed leaves the page alone, with a
        sentence that says so; and a page stays the person that it was at first.
        """
        ticket = hello.get("ticket")
        if not isinstance(ticket, str) or not ticket:
            return
        try:
            read = tickets.read(ticket)
        except tickets.TicketError:
            self.leave()
            self.trouble = self.library.phrase("error.ticket")
            self.changed()
            return
        if self._pass is not None and not self._pass.is_of(read):
            return
        self._pass = read
        self.connected.greeted(hello)
        try:
            self.enter(read.room_id, Role(read.role), admission=read.admission)
        except RoomError as error:
            self.leave()
            self.trouble = sentence(error, self.library)
            self.changed()

    def enter(self, room_id: str | None, role: Role, store: Store | None = None, *, admission: bytes = b"") -> None:
        """Enter a room in a role and follow it from now on; while its store is away, wait for it.

        Parameters
        ----------
        room_id, role
            Which room, as what.
        store
            Where rooms are; by default where this kernel was told.
        admission
            What a participant was let in with.

        Raises
        ------
        RoomError
            If the room is unknown or over.
        """
        before = self.room if self.room is not None and self.room.id == room_id else None
        self.leave()
        if room_id is None:
            return
        self.role, self._admission = role, admission
        self._looking = looking = Looking(
            room_id,
            role,
            admission,
            find=lambda: (store or _store(paths.database())).get(room_id),
            known=None if store else lambda news: _store(paths.database()).known(news.entry),
            connected=self.connected,
            room=before,
        )
        self._shared.clear()
        self._doubted.clear()
        atexit.register(self._depart)
        self.connected.listen()
        _say_goodbye()
        news = looking.call()
        try:
            self._look_now(_first_look(looking, news))
        except StoreUnavailable as error:
            _LOG.warning("A page waits for its room: %s", error.sentence)
            self._lost(True)
        if self._looking is looking:  # else it is somebody who led, and does so no more
            self._follow(looking, news)

    def _follow(self, looking: Looking, news: NewsSocket | None) -> None:
        with contextlib.suppress(RuntimeError):  # outside a running kernel there is nothing to follow with
            loop = asyncio.get_running_loop()
            every = 0.2 if self.role is Role.FACILITATOR else EVERY
            self._follower = Follower(
                looking.observe,
                self._look_now,
                self._lost,
                loop,
                every,
                news=news,
                hear=looking.hear,
                call=looking.call,
                hung_up=looking.hung_up,
            )
            self._follower.start()

    def warm_up(self) -> None:
        """Go through what a greeting sets off, without a room and without effect, so that a visitor need not wait."""
        with contextlib.suppress(RoomError):  # whoever greets will hear of it
            _store(paths.database()).warm_up()
        self.changed()

    def leave(self) -> None:
        """Stop following; the page is alone again."""
        if self._follower:
            self._follower.stop()
        self._follower, self.room, self.look, self.role = None, None, None, Role.ALONE
        self._looking = None
        self._round += 1

    def _depart(self) -> None:
        """Say that this page is gone, so that the room does not count it for minutes more."""
        told = self._looking is not None and self._looking.is_told  # the server hears that this page is gone
        if self.room is not None and self.role is Role.PARTICIPANT and self._admission and not told:
            if self._follower:
                self._follower.stop()  # or it might say once more that this page is here
                self._follower.join(1)
            with contextlib.suppress(RoomError):
                self.room.leave(self._who("presence"))

    def _look_now(self, look: Look) -> None:
        if not look.leads:
            self.leave()
            self.trouble = self.library.phrase("error.leads_no_more")
            self.changed()
            return
        is_same = look == self.look and not self.trouble
        if self.look is not None:
            self._note_opened(self.look, look)
        self.look = look
        self.room = self._looking.room if self._looking else None
        self.trouble = ""
        if not is_same:
            self.changed()

    def _note_opened(self, before: Look, now: Look) -> None:
        """Note that nobody has shared yet where an exercise was first opened just now: no page need ask the store."""
        for exercise in now.state.exercises.keys() - before.state.exercises.keys() - self._doubted:
            self._shared.setdefault(exercise, None)

    def _lost(self, away: bool) -> None:
        self.trouble = self.library.phrase("banner.store_away") if away else ""
        self.changed()

    def changed(self) -> None:
        """Tell everything on the page that something may have changed."""
        for number, (watcher, exercise) in enumerate(self._watchers):
            stands = (self.role, self.status(exercise), self.trouble, self._round)
            if exercise and self.role is not Role.FACILITATOR and self._stood.get(number) == stands:
                continue  # a click concerns one exercise, and a page has many
            try:
                watcher()
                self._stood[number] = stands
            except Exception:  # one exercise that can't be drawn keeps no other from being so, and the page says it
                shell = get_ipython()
                if shell is None:
                    raise
                shell.showtraceback()

    def watch(self, callback: Callable[[], None], exercise: str = "") -> None:
        """Call back whenever the room, the role or the connection to the store changed.

        Parameters
        ----------
        callback
            What is called.
        exercise
            The one that it is about: then only when something of this one changed, except for those who lead.
        """
        self._watchers.append((callback, exercise))

    def _who(self, purpose: str) -> str:
        assert self.room is not None
        return pseudonym(self._admission, self.room.id, purpose)

    # -- the room context of the exercises ------------------------------------------------------------------------

    def status(self, exercise: str) -> Status:
        """Return how the exercise stands in the room."""
        if self.room is None or self.look is None:
            return Status.ALONE
        if self.look.state.closed:
            return Status.ENDED
        return Status(self.look.state.of(exercise))

    def shared(self, exercise: str) -> Shared | None:
        """Return what the room holds of this person; asked of the store once, then remembered.

        Raises
        ------
        RoomActionError
            If the room can't be asked now; the page is told to look again in a moment.
        """
        if self.role is not Role.PARTICIPANT or self.room is None or not self._admission:
            return None
        if exercise not in self._shared:
            in_doubt = exercise in self._in_doubt
            if self.trouble or (in_doubt and self._again):  # a person who types is not kept waiting at every letter
                raise RoomActionError(self.trouble or self.library.phrase("error.store_away"))
            with self._in_words():
                self._shared[exercise] = self.room.mine(exercise, self._who(exercise), surely=in_doubt)
            self._doubted.discard(exercise)
            self._in_doubt.discard(exercise)
        return self._shared[exercise]

    def look_again(self, exercise: str) -> None:
        """Ask the room anew at the next :meth:`shared`: another tab of the same person may have changed it."""
        self._shared.pop(exercise, None)
        self._doubted.add(exercise)

    def share(self, exercise: str, payload: Payload, words: str | None) -> None:
        """Hand a share to the room; raise RoomActionError with a sentence if it is not taken."""
        self._write(exercise, lambda room, who: room.share(exercise, who, payload, words, voice=self._who(VOICE)))
        self._shared[exercise] = Shared.of(payload, words)

    def withdraw(self, exercise: str) -> None:
        """Take the share back; raise RoomActionError if that is no longer possible."""
        self._write(exercise, lambda room, who: room.withdraw(exercise, who))
        self._shared[exercise] = None

    def keep_words_out(self, exercise: str) -> None:
        """Take only the words back and leave the rest of the share; raise RoomActionError if that is not possible."""
        held = self.shared(exercise)
        if held is not None and held.words is not None:
            self.share(exercise, held.payload, None)

    def take_all_back(self) -> int:
        """Take back whatever this person shared and still can; return how much of it stays in the room."""
        if self.room is None or self.look is None or self.role is not Role.PARTICIPANT or not self._admission:
            return 0
        left = 0
        for exercise, state in self.look.state.exercises.items():
            if state not in ("open", "closed"):
                continue
            self.look_again(exercise)
            try:
                if exercise in self._in_doubt or self.shared(exercise) is not None:
                    self.withdraw(exercise)
            except RoomActionError:
                left += 1
        self._round += 1
        self.changed()  # where something stays, the page goes on, and says of each how it stands
        return left

    def _write(self, exercise: str, write: Callable[[Room, str], None]) -> None:
        """Change what the room holds of this device; where that fails, what it holds is asked anew."""
        room = self._joined()
        self.look_again(exercise)
        if self.trouble or self._again:  # known to be away: nobody is kept waiting, and it goes once it can
            raise StoreAwayError(self.trouble or self.library.phrase("error.store_away"))
        try:
            with self._in_words():
                patiently(lambda: write(room, self._who(exercise)))
        except RoomActionError as error:
            why = error.__cause__
            if isinstance(why, StoreUnavailable) and why.reason in SILENT:
                self._in_doubt.add(exercise)
            if isinstance(why, ExerciseClosed):  # this page has not heard of it yet
                with contextlib.suppress(RoomError):
                    self.refresh()
            raise
        self._in_doubt.discard(exercise)

    def _soon(self) -> None:
        """Let the page look again in a moment, since something could not be done or known now."""
        if self._again is None:
            with contextlib.suppress(RuntimeError):  # outside a running kernel there is nothing to wait with
                self._again = asyncio.get_running_loop().call_later(_AGAIN, self._now)

    def _now(self) -> None:
        self._again = None
        self._round += 1
        self.changed()

    def snapshot(self, exercise: str) -> Snapshot | None:
        """Return what was revealed. It never changes, so it is read once."""
        if self.room is None or self.status(exercise) is not Status.REVEALED:
            return None
        if self.role is not Role.FACILITATOR and self.library.exercises[exercise].sharing.audience == "facilitator":
            return None
        if exercise not in self._snapshots:
            try:
                self._snapshots[exercise] = self._read_snapshot(exercise)
            except RoomError:
                self._soon()
                return None
        return self._snapshots[exercise]

    def _read_snapshot(self, exercise: str) -> Snapshot | None:
        assert self.room is not None
        leads = self.role is Role.FACILITATOR  # who is told the words, too
        told = self._looking.results.get(exercise) if self._looking and not leads else None
        return told or self.room.snapshot(exercise, words=leads)

    def count(self, exercise: str) -> int | None:
        """Return how many shared, None below five; only facilitators are told."""
        return dict(self.look.counts).get(exercise) if self.look else None

    def here(self) -> int | None:
        """Return how many pages are here; only facilitators are told."""
        return self.look.here if self.look else None

    def show_question(self, exercise: str, question: str) -> None:
        """Show one question of a result on every wall, for a facilitator."""
        if self.role is not Role.FACILITATOR or self.room is None:
            raise RoomActionError(self.library.phrase("error.not_allowed"))
        with self._in_words():
            self.room.show(exercise, question)

    def drive(self, scene: Mapping[str, Any]) -> None:
        """Let every wall stand as a facilitator's sliders do; while the store is away, nobody waits at every move."""
        if self.role is not Role.FACILITATOR or self.room is None:
            raise RoomActionError(self.library.phrase("error.not_allowed"))
        if self.trouble or self._again:
            raise StoreAwayError(self.trouble or self.library.phrase("console.not_done"))
        with self._in_words():
            self.room.set_scene(scene)
            self.refresh()

    def steer(self, exercise: str, step: str, tables: tuple[Table, ...]) -> str:
        """Open, close or reveal an exercise; return a sentence on what happened. :meth:`refresh` then shows it."""
        if self.role is not Role.FACILITATOR or self.room is None:
            raise RoomActionError(self.library.phrase("error.not_allowed"))
        sentence = ""
        with self._in_words():
            if step == "reveal":
                snapshot = self.room.reveal(exercise, tables)
                self._snapshots.pop(exercise, None)
                sentence = self.library.phrase("console.revealed" if snapshot.enough else "console.refused")
            else:
                change = self.room.open if step == "open" else self.room.close
                patiently(lambda: change(exercise))
        return sentence

    def refresh(self) -> None:
        """Look at the room now instead of at the next turn, after a change of one's own."""
        if self._looking is not None:
            self._look_now(self._looking.observe())

    def lead_alone(self) -> None:
        """Let nobody else lead this room from now on."""
        if self.role is not Role.FACILITATOR or self.room is None or not self._admission:
            raise RoomActionError(self.library.phrase("error.not_allowed"))
        with self._in_words():
            self.room.door.lead_alone(self._who(LEAD))

    def hide_word(self, room: Room, exercise: str, index: int) -> None:
        """Put one of the shown words away, for a facilitator."""
        snapshot = self.snapshot(exercise)
        hidden = {word.index for word in snapshot.words if word.hidden} if snapshot else set()
        room.moderate(exercise, hidden | {index})
        self._snapshots.pop(exercise, None)

    def signal(self, kind: str) -> str:
        """Send the facilitator a quiet ``pause`` or ``slow``; return a sentence on whether it got through."""
        if self.room is None or self.role is not Role.PARTICIPANT or kind not in ("pause", "slow"):
            return self.library.phrase("pause.not_sent")
        try:
            self.room.signal("pause" if kind == "pause" else "slow", self._who(f"/signal/{kind}"))
        except RoomError:
            return self.library.phrase("pause.not_sent")
        return self.library.phrase("pause.sent")

    def _joined(self) -> Room:
        if self._looking is not None and self.room is None:
            raise RoomActionError(self.trouble)
        if self.room is None or self.role is not Role.PARTICIPANT:
            raise RoomActionError(self.library.phrase("share.no_room"))
        if not self._admission:
            raise RoomActionError(self.library.phrase("error.ticket"))
        return self.room

    @contextlib.contextmanager
    def _in_words(self) -> Any:
        """Turn what a room can't do into words for the person, in their language."""
        try:
            yield
        except RoomError as error:
            said = sentence(error, self.library, leads=self.role is Role.FACILITATOR)
            if isinstance(error, StoreUnavailable):
                self._soon()
                raise StoreAwayError(said) from error
            raise RoomActionError(said) from error


def _first_look(looking: Looking, news: NewsSocket | None) -> Look:
    """Return how the room stands by the server's word, which comes at once; else ask the store.

    Who was let lead a moment ago may be before the server's news of it.
    """
    with contextlib.suppress(NewsEndedError):
        word = news.hear(_FIRST_WORD) if news else None
        if isinstance(word, RoomError) and looking.room is None:
            raise word
        if isinstance(word, News) and (look := looking.hear(word)) and look.leads:
            return look
    return looking.observe()


@cache
def _store(url: str) -> Store:
    """Return the store of this kernel; made in a zygote, it is ready in every fork."""
    return Store(url, turns=os.environ.get(TURNS))


def rehearse() -> None:
    """Have the store in memory, and how to ask it what every visit asks, before this process is copied."""
    with contextlib.suppress(RoomError):  # whoever greets will hear of it
        _rehearsed(paths.database())


@cache
def _rehearsed(url: str) -> None:
    _store(url).warm_up()


def from_environment(library: Library) -> Session:
    """Return the session of this kernel: in JupyterLab what ``workshop lab`` set up, else one that waits for a page.

    ``WORKSHOP_ROLE=facilitator`` with ``WORKSHOP_ROOM`` opens a room's exercises in place. Both are ignored on
    served pages, where only a ticket counts.
    """
    session = Session(library)
    if os.environ.get("WORKSHOP_SURFACE") == "voila":
        rehearse()
        on_idle(session.warm_up)
        return session
    if os.environ.get("WORKSHOP_ROLE") == "facilitator" and (room := os.environ.get("WORKSHOP_ROOM")):
        try:
            session.enter(room, Role.FACILITATOR)
        except RoomError as error:
            session.trouble = sentence(error, library)
    return session
