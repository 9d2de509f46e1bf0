"""How a page looks at its room: by what its server tells, or by asking the store itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import comm

from workshop.exercises.room_context import Role
from workshop.room import LEAD, PRESENCE, Room, RoomState, pseudonym
from workshop.room.news import News
from workshop.room.pseudonyms import halves
from workshop.room.snapshots import Snapshot
from workshop.server.tickets import NOBODY

from .follower import NewsSocket, news_socket

#: A page that asks says that somebody is here once in so many looks; another tab of theirs may have said goodbye.
_HERE_EVERY = 15
#: Minutes before the end of a room's hours at which everybody is told, the last first.
WARNINGS = (10, 30)

#: Seconds for a network to come back. The server finds out within 30 s that a page has vanished.
GRACE = 8.0


class Connected:
    """What a kernel knows of its page's connection; asked from another thread than told.

    A phone that vanishes says nothing: the server says it instead. A page that is looked at and falls silent is gone,
    after a few seconds in which its network may come back. One that was put away first, as a phone in a pocket is,
    counts as here for as long as its kernel is kept for it.

    Parameters
    ----------
    clock
        Seconds of a clock that is never set.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._alone_since: float | None = None
        self._put_away = False

    def listen(self) -> None:
        """Hear from the server, in a running kernel, when the last connection has ended."""

        def left(comm: Any, _message: Mapping[str, Any]) -> None:
            self.left()
            comm.close()

        comm.get_comm_manager().register_target(NOBODY, left)

    def greeted(self, hello: Mapping[str, Any]) -> None:
        """Note that a page is there."""
        self._alone_since = None
        self.hidden(hello.get("hidden"))

    def hidden(self, is_hidden: object) -> None:
        """Note that the page was put out of sight, or is looked at."""
        self._put_away = is_hidden is True

    def left(self) -> None:
        """Note that no connection is left."""
        self._alone_since = self._clock()

    @property
    def here(self) -> bool:
        """True if the page's person counts as here."""
        alone = self._alone_since
        return alone is None or self._put_away or self._clock() - alone < GRACE


@dataclass(frozen=True)
class Look:
    """What one look at the room found. ``counts``, ``here`` and ``signals`` are for facilitators only.

    ``soon`` is 30 or 10 when the room's hours are over in so many minutes or fewer, else 0. ``leads`` is False once
    somebody who led does so no more.
    """

    state: RoomState
    counts: tuple[tuple[str, int | None], ...] = ()
    here: int | None = None
    signals: tuple[tuple[str, int], ...] = ()
    soon: int = 0
    leads: bool = True


def _soon(seconds: float) -> int:
    """Return the smallest of the warnings that is due."""
    return next((minutes for minutes in WARNINGS if seconds <= 60 * minutes), 0)


class Looking:
    """Looks at one room for one page; used by one thread at a time, and by the kernel's own for a look in between.

    Parameters
    ----------
    room_id, role, admission
        Which room, as what, and let in with what.
    find
        Finds the room in its store.
    known
        Makes the room of what the server told; None where no server is asked.
    connected
        Whether somebody is at the page.
    room
        The room, where it is known already: it may be over, and is then said to be so.

    Attributes
    ----------
    room
        The room, once it is known.
    results
        What was revealed, as far as the server told it.
    """

    def __init__(
        self,
        room_id: str,
        role: Role,
        admission: bytes,
        *,
        find: Callable[[], Room],
        known: Callable[[News], Room] | None,
        connected: Connected,
        room: Room | None = None,
    ) -> None:
        self.room = room
        self.results: dict[str, Snapshot] = {}
        self._id, self._role, self._admission = room_id, role, admission
        self._find, self._known, self._connected = find, known, connected
        self._last: News | None = None
        self._looks = 0
        self._said_here = False
        self._socket: NewsSocket | None = None

    @property
    def is_told(self) -> bool:
        """True while a connection to the server is open; then it counts who is here."""
        return self._socket is not None

    def call(self) -> NewsSocket | None:
        """Open a connection to the server; None where nobody answers."""
        if self._known is None:
            return None
        who = pseudonym(self._admission, self._id, PRESENCE) if self._counts else ""
        self._socket = news_socket({"room": self._id, "leads": self._leads, "who": who})
        self._said_here = False
        return self._socket

    def observe(self) -> Look:
        """Ask the store.

        A room that is over while somebody looks at it is no trouble, but how it stands: nobody need wait for it.
        """
        if self.room is None:
            self.room = self._find()
        self._last = self.room.news(self._last, numbers=self._leads)
        self._looks += 1
        if self._counts and self._socket is None and not self._last.state.closed:
            self._say_here(self.room)
        return self._look(self._last)

    def hear(self, news: News | None) -> Look | None:
        """Take what the server told, or note that it told nothing for a while; None if nothing is known yet."""
        if news is not None:
            self.results |= {result.exercise: result for result in news.results}
        if news is not None and not self._is_older(news):
            assert self._known is not None
            self.room = self.room or self._known(news)
            self.room.hours.expires = news.entry.expires
            self._last = news
        if self._counts and self._socket is not None and self._connected.here is not self._said_here:
            self._said_here = self._connected.here
            self._socket.say_here(self._said_here)
        return self._look(self._last) if self._last is not None else None

    def hung_up(self) -> None:
        """Note that the connection has ended."""
        self._socket, self._said_here = None, False

    def _is_older(self, news: News) -> bool:
        """Say whether this page knows more: it looked by itself, after a change of its own."""
        return self._last is not None and news.state.version < self._last.state.version

    @property
    def _leads(self) -> bool:
        return self._role is Role.FACILITATOR

    @property
    def _counts(self) -> bool:
        """True for somebody who is counted as here."""
        return self._role is Role.PARTICIPANT and bool(self._admission)

    def _look(self, news: News) -> Look:
        assert self.room is not None
        state = news.state
        left = self.room.hours.left
        if left <= 0 and not state.closed:
            state = RoomState(state.version, closed=True)
        if state.closed:
            return Look(state)
        told = news.numbers
        if not self._leads or told is None:
            return Look(state, soon=_soon(left))
        # In JupyterLab nobody is admitted: there it is whoever started it.
        leads = not self._admission or halves(pseudonym(self._admission, self._id, LEAD))[0] in told.leads
        return Look(state, told.counts, told.here, told.signals, _soon(left), leads)

    def _say_here(self, room: Room) -> None:
        # Not at the first look: a person waits for their page, not for being counted.
        who = pseudonym(self._admission, self._id, PRESENCE)
        if self._connected.here:
            if self._looks % _HERE_EVERY == 2:
                room.arrive(who)
                self._said_here = True
        elif self._said_here:
            room.leave(who)
            self._said_here = False
