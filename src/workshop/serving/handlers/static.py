"""``/static/<digest>/<file>``: compressed once, kept by browsers for ever under this digest."""

from __future__ import annotations

import asyncio

from workshop.serving import security
from workshop.serving.handlers.base import SiteHandler


class StaticHandler(SiteHandler):
    """One static file."""

    label = "static"

    async def get(self, digest: str, name: str) -> None:
        """Send the file in the best form the browser accepts."""
        files = self.context.static
        if not files.has(name):
            self.send_error(404)
            return
        file = await asyncio.to_thread(files.file, name)
        self.set_header("Content-Type", file.type)
        self.set_header("ETag", file.etag)
        self.set_header("Vary", "Accept-Encoding")
        # An old digest still finds the file (a page from before a restart), but nobody may keep it so.
        self.set_header("Cache-Control", security.FOR_EVER if digest == files.digest else "no-cache")
        if file.etag in self.request.headers.get("If-None-Match", ""):
            self.set_status(304)
            self.finish()
            return
        encoding, body = file.best(self.request.headers.get("Accept-Encoding", ""))
        if encoding:
            self.set_header("Content-Encoding", encoding)
        self.finish(body)

    async def head(self, digest: str, name: str) -> None:
        """Send the headers only."""
        await self.get(digest, name)
