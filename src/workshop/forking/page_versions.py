"""The current version of every page: prepared at start, again after an edit, again when a zygote dies."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from voila.app import Voila

from .errors import ZygoteFailed
from .first_states import METADATA
from .fork_server import ForkServer
from .page import Around, PageBroken
from .page_cache import render_once
from .page_version import PageVersion
from .turns import Turns
from .watching import Stamp, stamp
from .zygote import Zygote

AT_ONCE = 2
"""Zygotes prepared at the same time; each keeps a processor core busy."""
RETRY_AFTER = 10.0
"""Seconds before a page that could not be prepared is tried again because somebody asks for it."""
EARLY_ENDS = 3
"""Times in a row that a zygote may end within these seconds and still be started again at once."""


@dataclass
class PageRecord:
    """What is known of one page.

    ``trouble`` is the facilitator's sentence if its last preparation failed, ``later`` says that the page is not
    prepared before somebody asks for it, ``asked`` when somebody did.
    """

    notebook: str
    version: PageVersion | None = None
    trouble: str = ""
    task: asyncio.Task[None] | None = None
    stamp: Stamp = ()
    tried: float = field(default=float("-inf"))
    early_ends: int = 0
    later: bool = False
    asked: float = field(default_factory=time.monotonic)


class PageVersions:
    """Prepares pages and replaces them.

    Parameters
    ----------
    retire
        Called with a version that another has replaced, to end the forks that wait in its pool.
    renewed
        Called when there is a new version.
    within
        Opened around the preparation of a page; gives the variables of its kernels.
    watched
        Files and folders that every page depends on, apart from its notebook.
    later
        Pages that are prepared only when somebody asks for them.
    at_hand
        Most pages that stay prepared; beyond it the one goes that was asked for longest ago, until somebody asks again.
    """

    def __init__(
        self,
        app: Voila,
        notebooks: Iterable[str],
        fork_server: ForkServer,
        *,
        later: Iterable[str] = (),
        at_hand: int | None = None,
        within: Around,
        watched: Iterable[Path],
        timeout: float,
        retire: Callable[[PageVersion], Awaitable[None]],
        renewed: Callable[[], None],
    ) -> None:
        self._app = app
        self._root = Path(app.root_dir)
        self._fork_server = fork_server
        self._within = within
        self._watched = list(watched)
        self._timeout = timeout
        self._at_hand = at_hand
        self._retire = retire
        self._renewed = renewed
        self._records = {notebook: PageRecord(notebook) for notebook in notebooks}
        self._records |= {notebook: PageRecord(notebook, later=True) for notebook in later}
        self._turns = Turns(AT_ONCE)
        self._imported: Stamp | None = None
        self._renewing = asyncio.Lock()
        self._closing = False

    def current(self) -> list[PageVersion]:
        """Return the versions that are served now."""
        return [record.version for record in self._records.values() if record.version is not None]

    def trouble(self) -> dict[str, str]:
        """Return, per notebook that could not be prepared, a sentence for the facilitator."""
        return {record.notebook: record.trouble for record in self._records.values() if record.trouble}

    def unready(self) -> list[str]:
        """Return the pages that are needed and are still being prepared for the first time."""
        return [r.notebook for r in self._records.values() if not (r.later or r.version or r.trouble)]

    async def prepare_all(self) -> None:
        """Prepare every page that is needed, in their order; a page that fails keeps no other from being served."""
        await asyncio.gather(*(self._begin(record) for record in self._records.values() if not record.later))

    async def prepare_in_turn(self, notebooks: Iterable[str]) -> None:
        """Prepare pages that were left for later, one at a time, so that whoever waits for one goes first."""
        for notebook in notebooks:
            record = self._records.get(notebook)
            if record is not None and record.later and not self._closing:
                record.asked = time.monotonic()
                await asyncio.shield(self._begin(record))

    async def prepare_ahead(self, notebooks: Iterable[str]) -> bool:
        """Prepare pages that nobody has asked for yet, the likeliest first and one at a time, as long as they may stay.

        The least likely of them is the first to be given up. Returns whether there was room for all.
        """
        for number, notebook in enumerate(notebooks, 1):
            if self._at_hand and len(self.current()) >= self._at_hand:
                return False
            record = self._records[notebook]
            if record.later and not self._closing:
                record.asked = -float(number)
                await asyncio.shield(self._begin(record))
        return True

    async def give_up(self, but: int) -> int | None:
        """Give up the page that was asked for longest ago, if more than so many are prepared; return its process id."""
        idle = self._idle()
        if len(self.current()) <= but or not idle:
            return None
        pid = idle[0].version.zygote.pid if idle[0].version else None
        await self._set_aside(idle[0])
        return pid

    async def get(self, notebook: str) -> PageVersion:
        """Return a page's version, waiting for one that is being prepared.

        Raises
        ------
        PageBroken
            The page does not exist or cannot be prepared.
        """
        record = self._records.get(notebook)
        if record is None:
            raise PageBroken("There is no such page here.", f"{notebook} is not among its notebooks.")
        record.asked = time.monotonic()
        if not _usable(record):
            if record.task is not None or not record.trouble or time.monotonic() - record.tried > RETRY_AFTER:
                task = self._begin(record)
                self._turns.hurry(notebook)
                await asyncio.shield(task)
            if not _usable(record):
                raise PageBroken(
                    "This page cannot be shown just now. Please tell whoever leads here; the other pages work.",
                    record.trouble,
                )
        assert record.version is not None
        return record.version

    async def keep_watching(self, interval: float) -> None:
        """Prepare a page again when a file it is made of has changed; runs until cancelled."""
        while True:
            await asyncio.sleep(interval)
            shared = await self._shared_stamp()
            known = [record for record in self._records.values() if record.task is None and not record.later]
            edited = [record for record in known if record.stamp != self._stamp(record, shared)]
            if not edited:
                continue
            await asyncio.sleep(interval / 2)  # an editor may still be writing
            if shared == await self._shared_stamp():
                for record in edited:
                    self._app.log.info("%s or its content has changed; it is prepared again.", record.notebook)
                await asyncio.gather(*(self._begin(record) for record in edited))

    async def close(self) -> None:
        """End all zygotes."""
        self._closing = True
        for record in self._records.values():
            if record.task is not None:
                record.task.cancel()
                await asyncio.gather(record.task, return_exceptions=True)
            if record.version is not None:
                record.version.zygote.stop()
                record.version = None
        await asyncio.to_thread(self._fork_server.stop)

    def _begin(self, record: PageRecord) -> asyncio.Task[None]:
        record.later = False
        if record.task is None:
            record.task = asyncio.ensure_future(self._prepare(record))
        return record.task

    async def _prepare(self, record: PageRecord) -> None:
        try:
            async with self._turns.of(record.notebook):
                record.stamp = self._stamp(record, await self._up_to_date())
                version = await self._new_version(record.notebook)
        except ZygoteFailed as error:
            record.trouble = str(error)
            kept = " The page goes on as it was before." if _usable(record) else ""
            self._app.log.error("%s%s", error, kept)
            return
        except Exception as error:
            record.trouble = f"{record.notebook} could not be prepared: {error}"
            self._app.log.exception("%s could not be prepared.", record.notebook)
            return
        finally:
            record.task, record.tried = None, time.monotonic()
        before, record.version, record.trouble = record.version, version, ""
        version.zygote.when_ended(lambda: self._zygote_ended(record, version))
        self._renewed()
        if before is not None:
            await self._end(before)
        await self._make_room(record)

    async def _make_room(self, newest: PageRecord) -> None:
        """Give pages up while more are prepared than may be; forks that were handed out live on."""
        prepared = [record for record in self._records.values() if record.version and not record.task]
        too_many = len(prepared) - self._at_hand if self._at_hand else 0
        for record in [record for record in self._idle() if record is not newest][: max(0, too_many)]:
            await self._set_aside(record)

    def _idle(self) -> list[PageRecord]:
        """Return the pages that are prepared and have no fork waiting, first the one that was asked for longest ago."""
        idle = [r for r in self._records.values() if r.version and not r.task and not r.version.waiting]
        return sorted(idle, key=lambda record: record.asked)

    async def _set_aside(self, record: PageRecord) -> None:
        given_up, record.version, record.later = record.version, None, True
        assert given_up is not None
        await self._end(given_up)

    async def _end(self, version: PageVersion) -> None:
        version.zygote.stop()
        await self._retire(version)

    async def _new_version(self, notebook: str) -> PageVersion:
        path = self._root / notebook
        if not path.is_file():
            raise ZygoteFailed(f"{notebook} is not there. Put it back, or leave it out of the workshop.")
        with self._within(notebook) as environment:
            return await self._version_of(path, notebook, environment)

    async def _version_of(self, path: Path, notebook: str, environment: Mapping[str, str]) -> PageVersion:
        zygote = await Zygote.start(path, self._fork_server, timeout=self._timeout, environment=environment)
        first = zygote.notebook["metadata"].pop(METADATA) or {"name": "", "states": {}}
        zygote.notebook["metadata"][METADATA] = first["name"]  # for the page's template
        try:
            html = await render_once(self._app, notebook, zygote.notebook)
            return PageVersion(notebook, zygote, html, first["name"], json.dumps(first["states"]).encode())
        except BaseException:
            zygote.stop()
            raise

    def _zygote_ended(self, record: PageRecord, version: PageVersion) -> None:
        if self._closing or record.version is not version:
            return
        soon = time.monotonic() - record.tried < RETRY_AFTER
        record.early_ends = record.early_ends + 1 if soon else 0
        if record.early_ends > EARLY_ENDS:  # no endless loop; the next visitor tries again
            record.trouble = f"The zygote of {record.notebook} keeps ending; see the server's log and its memory."
            self._app.log.error("%s", record.trouble)
            return
        self._app.log.warning("The zygote of %s has ended; it is started again.", record.notebook)
        self._begin(record)

    async def _up_to_date(self) -> Stamp:
        """Let no page be forked from what has read files that have changed since; return their stamp."""
        async with self._renewing:
            shared = await self._shared_stamp()
            if self._imported not in (None, shared):
                await asyncio.to_thread(self._fork_server.renew)
            self._imported = shared
        return shared

    async def _shared_stamp(self) -> Stamp:
        return await asyncio.to_thread(stamp, self._watched)

    def _stamp(self, record: PageRecord, shared: Stamp) -> Stamp:
        return (*stamp([self._root / record.notebook]), *shared)


def _usable(record: PageRecord) -> bool:
    return record.version is not None and (record.version.zygote.alive() or bool(record.version.waiting))
