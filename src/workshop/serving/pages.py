"""Where a live page comes from: the interface that ordinary and forked kernels share.

A page source gives back a whole page and the id of the kernel behind it. What differs from visit to visit (the
ticket, the device's name for the room, the language) is put in afterwards, so that a source may keep one page and
give it to many.

The page's template writes these place-holders, each inside a JSON string or an attribute::

    {"kernelId": "@@workshop-kernel@@", "ticket": "@@workshop-ticket@@", "device": "@@workshop-device@@",
     "language": "@@workshop-language@@", "role": "@@workshop-role@@"}

Addresses of static files are made in the template by ``asset("ui/page.js")``.
"""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

KERNEL = "@@workshop-kernel@@"
TICKET = "@@workshop-ticket@@"
DEVICE = "@@workshop-device@@"
LANGUAGE = "@@workshop-language@@"
ROLE = "@@workshop-role@@"


class PageError(Exception):
    """A notebook can't be shown; the message is for the facilitator's terminal, not for the page."""


@dataclass(frozen=True)
class RenderedPage:
    """A page and the kernel that answers for it."""

    html: str
    kernel_id: str


class PageSource(ABC):
    """Gives every visitor a page with a kernel of its own."""

    name: str = ""

    async def prepare(self, notebooks: Sequence[Path]) -> None:  # noqa: B027 - nothing to prepare is fine
        """Get ready for visitors of these notebooks, before the server accepts any.

        A notebook that fails here must not stop the others: :meth:`render` reports it.
        """

    @abstractmethod
    async def render(self, notebook: Path) -> RenderedPage:
        """Return a page with a new kernel, its place-holders still in it except the kernel's.

        Raises
        ------
        PageError
            If the notebook can't be read, a cell fails, or the kernel doesn't start.
        """

    async def close(self) -> None:  # noqa: B027 - nothing to close is fine
        """Let go of everything that isn't a visitor's kernel."""


def fill(page: str, *, ticket: str, device: str, language: str, role: str) -> str:
    """Put what belongs to this visit into a page."""
    for place, value in ((TICKET, ticket), (DEVICE, device), (LANGUAGE, language), (ROLE, role)):
        page = page.replace(place, html.escape(value, quote=True))
    return page
