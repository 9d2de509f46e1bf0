"""What every handler may use, in one place instead of many settings."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workshop.content import help_list, load_library
from workshop.room import (
    CardUsed,
    DoorClosed,
    NotLetIn,
    RoomClosed,
    RoomError,
    RoomExpired,
    RoomNotFound,
    Store,
)
from workshop.server import site
from workshop.server.credentials import Links
from workshop.server.kernel_backends.backend import KernelBackend
from workshop.server.limits import Attempts, Guesses
from workshop.server.sealing import Proofs
from workshop.server.settings import FACILITATION, ServeSettings
from workshop.server.static import StaticFiles
from workshop.server.visits import Visits

PART = re.compile(r"[0-9]{2}-[a-z0-9-]{1,40}")


@dataclass
class Context:
    """The server's parts, as handlers see them."""

    settings: ServeSettings
    secret: bytes
    store: Store
    links: Links
    static: StaticFiles
    site: site.Site
    visits: Visits
    pages: KernelBackend
    base_url: str = "/"
    chosen: asyncio.Event = field(default_factory=asyncio.Event)
    opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    guesses: Guesses = field(init=False)
    joins: Attempts = field(default_factory=lambda: Attempts(60, window=60))  # a group of 40 comes in at once
    proofs: Proofs = field(init=False)
    _parts: dict[Path, list[str]] = field(default_factory=dict)
    gone: tuple[type[RoomError], ...] = (RoomNotFound, RoomClosed, RoomExpired)

    def __post_init__(self) -> None:
        self.proofs = Proofs(self.secret)
        self.guesses = Guesses(self.secret)

    @property
    def parts(self) -> list[str]:
        """The ids of all parts of the workshop that is held, in order."""
        folder = self.settings.parts
        if folder not in self._parts:
            self._parts[folder] = sorted(p.stem for p in folder.glob("*.ipynb") if PART.fullmatch(p.stem))
        return self._parts[folder]

    def part(self, name: str | None) -> str | None:
        """Return the id of a part if there is such a part, whatever somebody typed."""
        return name if name in self.parts else None

    def first_part(self) -> str:
        """Return the part a room begins with."""
        return self.parts[0]

    async def prepared(self, notebook: Path) -> None:
        """Wait until it is known which kernels there are, and a page is ready or known to be broken."""
        await self.chosen.wait()
        await self.pages.ready(notebook)

    def notebooks(self, language: str) -> list[Path]:
        """Return every notebook that is served in a language, parts first."""
        return [self.settings.notebook(name, language) for name in (*self.parts, *FACILITATION)]

    def phrase(self, language: str, key: str, **values: Any) -> str:
        """Return a sentence of the interface."""
        return load_library(language).phrase(key, **values)

    def help_list(self, language: str) -> Any:
        """Return the helplines in the words of a language."""
        return help_list(load_library(language))

    def why_gone(self, language: str, error: RoomError, code: str) -> str:
        """Say why a code leads nowhere."""
        key = {RoomExpired: "error.code_expired", RoomClosed: "error.room_closed"}.get(type(error), "error.code_wrong")
        return self.phrase(language, key, **({} if key == "error.room_closed" else {"code": code}))

    def why_not_let_in(self, language: str, error: NotLetIn) -> str:
        """Say why somebody with the right code may not come in."""
        key = {DoorClosed: "door.is_closed", CardUsed: "door.card_used"}.get(type(error), "door.needs_card")
        return self.phrase(language, key)
