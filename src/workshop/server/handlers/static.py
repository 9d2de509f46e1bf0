"""Files that are compressed once and kept by browsers for ever under a digest."""

from __future__ import annotations

import asyncio
from functools import lru_cache

from workshop.server import security
from workshop.server.handlers.base import SiteHandler
from workshop.server.static import StaticFile, pack


class FileHandler(SiteHandler):
    """A file in memory."""

    def prepare(self) -> None:
        """Files have no words."""

    def send(self, file: StaticFile) -> None:
        """Send the file in the best form the browser accepts, or say that it has it already."""
        self.set_header("Content-Type", file.type)
        self.set_header("ETag", file.etag)
        if file.etag in self.request.headers.get("If-None-Match", ""):
            self.set_status(304)
            self.finish()
            return
        encoding, body = file.best(self.request.headers.get("Accept-Encoding", ""))
        if encoding:
            self.set_header("Content-Encoding", encoding)
        self.finish(body)


class StaticHandler(FileHandler):
    """``/static/<digest>/<file>``."""

    label = "static"

    async def get(self, digest: str, name: str) -> None:
        """Send a static file."""
        files = self.context.static
        if not files.has(name):
            self.send_error(404)
            return
        file = await asyncio.to_thread(files.file, name)
        # An old digest still finds the file (a page from before a restart), but nobody may keep it so.
        self.set_header("Cache-Control", security.FOR_EVER if digest == files.digest else "no-cache")
        self.send(file)

    async def head(self, digest: str, name: str) -> None:
        """Send the headers only."""
        await self.get(digest, name)


class StatesHandler(FileHandler):
    """``/states/<digest>``: what the widgets of a page are before anybody visits; nothing of a visitor is in it."""

    label = "states"

    async def get(self, name: str) -> None:
        """Send the states, compressed at the first visit."""
        body = self.context.pages.first_states(name)
        if body is None:
            self.send_error(404)
            return
        self.set_header("Cache-Control", security.FOR_EVER)
        self.send(_packed_states(body))


@lru_cache(maxsize=40)
def _packed_states(body: bytes) -> StaticFile:
    """Pack once, in a few milliseconds and not in a thread: thirty phones ask at the same moment."""
    return pack(body, "application/json", {"gzip"})
