"""Tells all pages of this server what is new in their rooms, each room read once, however many pages it has.

A page's kernel connects to a socket in a folder that only the server's user can open, names its room, and is told how
the room stands now and whenever it changed. It says whether somebody is at its page; when it is gone, its connection
says so: who is here is written for all pages of a room at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from workshop.room import Room, RoomError, Store, StoreUnavailable
from workshop.room.database import ASIDE
from workshop.room.errors import away
from workshop.room.listening import Listener
from workshop.room.news import TURNS, WHERE, News, frame
from workshop.server.logs import log

T = TypeVar("T")
#: Rooms that are read at the same time, and so connections to the store.
_AT_ONCE = 2
#: Seconds between two looks at one room: what happens in between is told together.
_BREATH = 0.03
#: Seconds between two looks at a room of which nothing was heard, and those after which a look is taking too long.
_SAFELY, _SILENT = 4.0, 4.0
#: Seconds after which it is said once more who is here.
_HERE_EVERY = 45.0
#: Seconds until a store that was away is asked again, and the most.
_AGAIN, _LONGEST = 0.5, 5.0
#: Seconds for saying, when a server stops, that all of its people are gone.
_LAST_WORDS = 2.0
#: Bytes that may wait for a page; one that takes nothing asks the store itself.
_WAITING = 1 << 20


@dataclass(eq=False)
class _Page:
    writer: asyncio.StreamWriter
    leads: bool
    who: str
    here: bool = False
    told: News | None = None
    results: set[str] = field(default_factory=set)

    def tell(self, word: News | RoomError) -> None:
        transport = self.writer.transport
        if transport.is_closing():
            return
        if transport.get_write_buffer_size() > _WAITING:
            transport.abort()
            return
        self.writer.write(frame(word))

    def hear(self, news: News) -> None:
        """Tell what this page may know, if it does not know it yet."""
        mine = News(news.entry, news.state, news.numbers if self.leads else None)
        if self.told != mine:
            self.told = mine
            new = () if self.leads else tuple(one for one in news.results if one.exercise not in self.results)
            self.results |= {one.exercise for one in new}
            self.tell(replace(mine, results=new))


@dataclass(eq=False)
class _Followed:
    """A room that pages of this server follow."""

    pages: set[_Page] = field(default_factory=set)
    here: Counter[str] = field(default_factory=Counter)
    gone: set[str] = field(default_factory=set)
    came: set[str] = field(default_factory=set)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    room: Room | None = None
    news: News | None = None
    said_at: float = field(default_factory=time.monotonic)
    task: asyncio.Task[None] | None = None

    def moved(self, page: _Page, here: bool) -> None:
        """Note that a page is looked at, or no longer; of one person's pages any will do."""
        if not page.who or page.here is here:
            return
        page.here = here
        self.here[page.who] += 1 if here else -1
        if here and self.here[page.who] == 1:
            self.gone.discard(page.who)
            self.came.add(page.who)
        elif not self.here[page.who]:
            del self.here[page.who]
            self.came.discard(page.who)
            self.gone.add(page.who)
        self.changed.set()


class Herald:
    """Passes on to the pages of this server what their rooms' store says.

    Parameters
    ----------
    store
        Of all rooms.

    Attributes
    ----------
    overhears
        Called with what another server tells.
    """

    def __init__(self, store: Store) -> None:
        self.overhears: Callable[[str], None] = lambda _: None
        self._store = store
        self._rooms: dict[str, _Followed] = {}
        self._threads = ThreadPoolExecutor(_AT_ONCE, "workshop-herald")
        self._listener: Listener | None = None
        self._silent = False
        self._server: asyncio.Server | None = None

    async def start(self, folder: Path) -> None:
        """Begin, before there are pages; kernels find the socket by their environment."""
        if not hasattr(socket, "AF_UNIX"):  # Windows: pages ask for themselves
            return
        os.environ[TURNS] = str(folder / "turns")
        place = folder / "news"
        try:
            self._server = await asyncio.start_unix_server(self._serve, place)
        except (OSError, NotImplementedError) as error:  # too long a path, or a folder that takes none
            log.warning("Pages can't be told what is new and ask for themselves: %s", error)
            return
        os.environ[WHERE] = str(place)
        loop = asyncio.get_running_loop()

        def heard(room: str | None) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(self._changed, room)

        self._listener = Listener(self._store.database, heard)
        self._listener.start()

    async def stop(self) -> None:
        """Say who is gone, which is everybody, and listen no more."""
        for name in (WHERE, TURNS):
            os.environ.pop(name, None)
        if self._listener:
            self._listener.stop()
        if self._server:
            self._server.close()
        for followed in list(self._rooms.values()):
            followed.gone |= set(followed.here)
            followed.came.clear()
            followed.here.clear()
            if followed.task:
                followed.task.cancel()
            for page in followed.pages:
                page.here = False
                page.writer.close()
        last_words = asyncio.gather(*map(self._say, self._rooms.values()), return_exceptions=True)
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(last_words, _LAST_WORDS)
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _changed(self, room: str | None) -> None:
        if room and room.startswith(ASIDE):
            self.overhears(room.removeprefix(ASIDE))
            return
        for followed in self._rooms.values() if room is None else filter(None, [self._rooms.get(room)]):
            followed.changed.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        page = followed = None
        try:
            hello = json.loads(await reader.readline())
            page = _Page(writer, leads=hello["leads"] is True, who=str(hello["who"]))
            followed = self._follow(str(hello["room"]), page)
            while line := await reader.readline():
                followed.moved(page, json.loads(line)["here"] is True)
        except (OSError, ValueError, KeyError, TypeError):
            log.info("A page's news connection to its server broke.")
        finally:
            if page and followed:
                self._forget(followed, page)
            writer.close()

    def _follow(self, room_id: str, page: _Page) -> _Followed:
        followed = self._rooms.setdefault(room_id, _Followed())
        followed.pages.add(page)
        if followed.news and (followed.news.numbers or not page.leads):
            page.hear(followed.news)
        followed.changed.set()
        if followed.task is None:
            followed.task = asyncio.ensure_future(self._keep(room_id, followed))
        return followed

    def _forget(self, followed: _Followed, page: _Page) -> None:
        followed.pages.discard(page)
        followed.moved(page, here=False)
        followed.changed.set()

    async def _keep(self, room_id: str, followed: _Followed) -> None:
        """Tell all pages of a room what is new, for as long as there are any."""
        wait = _AGAIN
        while followed.pages or followed.gone:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(followed.changed.wait(), _SAFELY)
            followed.changed.clear()
            try:
                followed.news = await self._in_time(followed, self._look, room_id, followed)
                for page in list(followed.pages):
                    page.hear(followed.news)
                await self._say(followed)
                wait = _AGAIN
            except Exception as error:  # whatever it is: without this task no page would hear anything
                self._tell_all(followed, error)
                if isinstance(error, RoomError) and not isinstance(error, StoreUnavailable):
                    followed.gone.clear()  # there never was such a room
                elif followed.pages:
                    await asyncio.sleep(wait)
                    wait = min(_LONGEST, 1.6 * wait)
                    followed.changed.set()
                else:
                    break
            await asyncio.sleep(_BREATH)
        followed.task = None
        if not followed.pages and self._rooms.get(room_id) is followed:
            del self._rooms[room_id]

    async def _in_time(self, followed: _Followed, work: Callable[..., T], *values: object) -> T:
        """Do something in a thread; if it hangs without an error, as on a stuck disk, pages are told meanwhile."""
        doing = self._in_thread(work, *values)
        done, _ = await asyncio.wait([doing], timeout=_SILENT)
        if not done:
            self._note_silence(True)
            self._tell_all(followed, away())
        result = await doing
        self._note_silence(False)
        return result

    def _note_silence(self, silent: bool) -> None:
        if self._store.database.is_sqlite and silent is not self._silent:  # of PostgreSQL the listener says it
            log.warning("The rooms' store %s.", "does not answer" if silent else "answers again")
        self._silent = silent

    async def _say(self, followed: _Followed) -> None:
        """Write who came and who is gone; now and then, who is still here."""
        again = time.monotonic() - followed.said_at > _HERE_EVERY
        came, gone = frozenset(followed.here if again else followed.came), frozenset(followed.gone)
        if followed.room and (came or gone):
            try:
                await self._in_time(followed, followed.room.note, came, gone)
            except StoreUnavailable:
                if followed.pages:
                    return  # it is said later; pages hear that the store is away once their room can't be read
            except RoomError:  # it is over: nobody is counted there any more
                pass
            followed.came -= came
            followed.gone -= gone
        if again:
            followed.said_at = time.monotonic()

    def _tell_all(self, followed: _Followed, error: Exception) -> None:
        """Say why there is no news; where that is a mistake of ours, hang up, so that pages ask for themselves."""
        if not isinstance(error, RoomError):
            log.error("A room could not be looked at; its pages ask for themselves.", exc_info=error)
        for page in list(followed.pages):
            page.told = None
            if isinstance(error, RoomError):
                page.tell(error)
            else:
                page.writer.transport.abort()

    def _look(self, room_id: str, followed: _Followed) -> News:
        followed.room = followed.room or self._store.get(room_id)
        leads = any(page.leads for page in list(followed.pages))
        return followed.room.news(followed.news, numbers=leads, results=True)

    def _in_thread(self, work: Callable[..., T], *values: object) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(self._threads, work, *values)
