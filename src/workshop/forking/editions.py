"""The current edition of every page: prepared at start, again after an edit, again when a template dies."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from voila.app import Voila

from .edition import Edition
from .errors import PageBroken, TemplateFailed
from .first_states import METADATA
from .lifeline import Lifeline
from .page_cache import render_once
from .template import Template
from .watching import Stamp, stamp

AT_ONCE = 2
"""Templates prepared at the same time; each keeps a processor core busy."""
RETRY_AFTER = 10.0
"""Seconds before a page that could not be prepared is tried again because somebody asks for it."""
EARLY_ENDS = 3
"""Times in a row that a template may end within these seconds and still be started again at once."""


@dataclass
class Slot:
    """What is known of one page.

    ``trouble`` is the facilitator's sentence if its last preparation failed, ``later`` says that nobody has asked
    for the page so far and nobody had to be ready for it.
    """

    notebook: str
    edition: Edition | None = None
    trouble: str = ""
    task: asyncio.Task[None] | None = None
    stamp: Stamp = ()
    tried: float = field(default=float("-inf"))
    early_ends: int = 0
    later: bool = False


class Editions:
    """Prepares pages and replaces them.

    Parameters
    ----------
    retire
        Called with an edition that another has replaced, to end the clones that wait in its pool.
    renewed
        Called when there is a new edition.
    watched
        Files and folders that every page depends on, apart from its notebook.
    later
        Pages that are prepared only when somebody asks for them.
    """

    def __init__(
        self,
        app: Voila,
        notebooks: Iterable[str],
        lifeline: Lifeline,
        *,
        later: Iterable[str] = (),
        environment: Mapping[str, str],
        watched: Iterable[Path],
        timeout: float,
        retire: Callable[[Edition], Awaitable[None]],
        renewed: Callable[[], None],
    ) -> None:
        self._app = app
        self._root = Path(app.root_dir)
        self._lifeline = lifeline
        self._environment = environment
        self._watched = list(watched)
        self._timeout = timeout
        self._retire = retire
        self._renewed = renewed
        self._slots = {notebook: Slot(notebook) for notebook in notebooks}
        self._slots |= {notebook: Slot(notebook, later=True) for notebook in later}
        self._room = asyncio.Semaphore(AT_ONCE)
        self._closing = False

    def current(self) -> list[Edition]:
        """Return the editions that are served now."""
        return [slot.edition for slot in self._slots.values() if slot.edition is not None]

    def trouble(self) -> dict[str, str]:
        """Return, per notebook that could not be prepared, a sentence for the facilitator."""
        return {slot.notebook: slot.trouble for slot in self._slots.values() if slot.trouble}

    async def prepare_all(self) -> None:
        """Prepare every page that is needed at once; a page that fails keeps no other from being served."""
        await asyncio.gather(*(self._begin(slot) for slot in self._slots.values() if not slot.later))

    async def prepare_in_turn(self, notebooks: Iterable[str]) -> None:
        """Prepare pages that were left for later, one at a time, so that whoever waits for one goes first."""
        for notebook in notebooks:
            slot = self._slots.get(notebook)
            if slot is not None and slot.later and not self._closing:
                await asyncio.shield(self._begin(slot))

    async def get(self, notebook: str) -> Edition:
        """Return a page's edition, waiting for one that is being prepared.

        Raises
        ------
        PageBroken
            The page does not exist or cannot be prepared.
        """
        slot = self._slots.get(notebook)
        if slot is None:
            raise PageBroken("There is no such page in this workshop.", f"{notebook} is not among its notebooks.")
        if not _usable(slot):
            if slot.task is not None or not slot.trouble or time.monotonic() - slot.tried > RETRY_AFTER:
                await asyncio.shield(self._begin(slot))
            if not _usable(slot):
                raise PageBroken(
                    "This page cannot be shown just now. Please tell the facilitator; the other pages work.",
                    slot.trouble,
                )
        assert slot.edition is not None
        return slot.edition

    async def keep_watching(self, interval: float) -> None:
        """Prepare a page again when a file it is made of has changed; runs until cancelled."""
        while True:
            await asyncio.sleep(interval)
            shared = await self._shared_stamp()
            known = [slot for slot in self._slots.values() if slot.task is None and not slot.later]
            edited = [slot for slot in known if slot.stamp != self._stamp(slot, shared)]
            if not edited:
                continue
            await asyncio.sleep(interval / 2)  # an editor may still be writing
            if shared == await self._shared_stamp():
                for slot in edited:
                    self._app.log.info("%s or its content has changed; it is prepared again.", slot.notebook)
                await asyncio.gather(*(self._begin(slot) for slot in edited))

    async def close(self) -> None:
        """End all templates."""
        self._closing = True
        for slot in self._slots.values():
            if slot.task is not None:
                slot.task.cancel()
                await asyncio.gather(slot.task, return_exceptions=True)
            if slot.edition is not None:
                slot.edition.template.stop()
                slot.edition = None

    def _begin(self, slot: Slot) -> asyncio.Task[None]:
        slot.later = False
        if slot.task is None:
            slot.task = asyncio.ensure_future(self._prepare(slot))
        return slot.task

    async def _prepare(self, slot: Slot) -> None:
        try:
            async with self._room:
                slot.stamp = self._stamp(slot, await self._shared_stamp())
                edition = await self._new_edition(slot.notebook)
        except TemplateFailed as error:
            slot.trouble = str(error)
            kept = " The page goes on as it was before." if _usable(slot) else ""
            self._app.log.error("%s%s", error, kept)
            return
        except Exception as error:
            slot.trouble = f"{slot.notebook} could not be prepared: {error}"
            self._app.log.exception("%s could not be prepared.", slot.notebook)
            return
        finally:
            slot.task, slot.tried = None, time.monotonic()
        before, slot.edition, slot.trouble = slot.edition, edition, ""
        edition.template.when_ended(lambda: self._template_ended(slot, edition))
        self._renewed()
        if before is not None:
            before.template.stop()
            await self._retire(before)

    async def _new_edition(self, notebook: str) -> Edition:
        path = self._root / notebook
        if not path.is_file():
            raise TemplateFailed(f"{notebook} is not there. Put it back, or leave it out of the workshop.")
        template = await Template.start(path, self._lifeline, timeout=self._timeout, environment=self._environment)
        first = template.notebook["metadata"].pop(METADATA) or {"name": "", "states": {}}
        template.notebook["metadata"][METADATA] = first["name"]  # for the page's template
        try:
            html = await render_once(self._app, notebook, template.notebook)
            return Edition(notebook, template, html, first["name"], json.dumps(first["states"]).encode())
        except BaseException:
            template.stop()
            raise

    def _template_ended(self, slot: Slot, edition: Edition) -> None:
        if self._closing or slot.edition is not edition:
            return
        soon = time.monotonic() - slot.tried < RETRY_AFTER
        slot.early_ends = slot.early_ends + 1 if soon else 0
        if slot.early_ends > EARLY_ENDS:  # no endless loop; the next visitor tries again
            slot.trouble = f"The template of {slot.notebook} keeps ending; see the server's log and its memory."
            self._app.log.error("%s", slot.trouble)
            return
        self._app.log.warning("The template of %s has ended; it is started again.", slot.notebook)
        self._begin(slot)

    async def _shared_stamp(self) -> Stamp:
        return await asyncio.to_thread(stamp, self._watched)

    def _stamp(self, slot: Slot, shared: Stamp) -> Stamp:
        return (*stamp([self._root / slot.notebook]), *shared)


def _usable(slot: Slot) -> bool:
    return slot.edition is not None and (slot.edition.template.alive() or bool(slot.edition.waiting))
