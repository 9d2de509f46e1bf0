"""Where a live page comes from: the interface that ordinary and forked kernels share.

A page source gives back a whole page and the id of the kernel behind it. What differs from visit to
visit (the ticket, the device's name for the room, the language) is put in afterwards, so that a source
may keep one page and give it to many.

The page's template writes these place-holders inside JSON strings: ``__WORKSHOP_KERNEL__``,
``__WORKSHOP_TICKET__`` and ``__WORKSHOP_DEVICE__``.
"""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

KERNEL = "__WORKSHOP_KERNEL__"
TICKET = "__WORKSHOP_TICKET__"
DEVICE = "__WORKSHOP_DEVICE__"


class PageError(Exception):
    """A notebook can't be shown; the message is for the facilitator's terminal, not for the page."""


class PagesFullError(Exception):
    """Every place is taken; a visitor may try again in a while."""


@dataclass(frozen=True)
class RenderedPage:
    """A page and the kernel that answers for it."""

    html: str
    kernel_id: str


class PageSource(ABC):
    """Gives every visitor a page with a kernel of its own."""

    name: str = ""

    async def prepare(self, notebooks: Sequence[Path], later: Sequence[Path] = ()) -> None:  # noqa: B027 - nothing to prepare is fine
        """Get ready for visitors of these notebooks, before the server accepts any.

        Those of ``later`` may be asked for too, but need not be ready before :meth:`expect` names them.

        A notebook that fails here must not stop the others: :meth:`render` reports it.
        """

    @abstractmethod
    async def render(self, notebook: Path, group: str) -> RenderedPage:
        """Return a page with a new kernel, its place-holders still in it except the kernel's.

        Parameters
        ----------
        notebook
            One of those given to :meth:`prepare`.
        group
            Whom the visit counts for: the room. It never reaches a kernel.

        Raises
        ------
        PageError
            If the notebook can't be read, a cell fails, or the kernel doesn't start.
        PagesFullError
            If there is no place for another kernel.
        """

    def first_states(self, name: str) -> bytes | None:  # noqa: ARG002 - a source without templates has none
        """Return, as JSON, what the widgets of a page are before anybody visits, if that is known by this name."""
        return None

    def expect(self, notebooks: Sequence[Path]) -> None:  # noqa: B027 - nothing to prepare is fine
        """Get ready for visitors of these notebooks in the background: somebody is about to open one of them."""

    async def close(self) -> None:  # noqa: B027 - nothing to close is fine
        """Let go of everything that isn't a visitor's kernel."""


def fill(page: str, *, ticket: str, device: str) -> str:
    """Put what belongs to this visit into a page.

    Parameters
    ----------
    ticket
        The right to a role in a room, which the page hands to its kernel.
    device
        The name under which the device keeps this room's answers.
    """
    for place, value in ((TICKET, ticket), (DEVICE, device)):
        page = page.replace(place, html.escape(value, quote=True))
    return page
