"""What a facilitator may choose when the server starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from workshop import paths

if TYPE_CHECKING:
    from workshop.content.plan import Evening
    from workshop.server.limits import Network

DEFAULT_PORT = 8866
DEFAULT_MEMORY = 1024
#: Who gives certificates to everybody, for nothing (Let's Encrypt).
AUTHORITY = "https://acme-v02.api.letsencrypt.org/directory"
MESSAGE_BYTES = 1_000_000  # the largest a browser may send
STATES_COMM = "workshop.states"  # where a page asks what has changed since its file of states
Kernels = Literal["auto", "forked", "ordinary"]
#: The pages that only a secret link opens.
FACILITATION = ("console", "projector")


class StartError(Exception):
    """The server can't start; the message is one sentence that says what to do."""


def _first_language() -> str:
    from workshop.content import languages  # not above: pages are begun before all that reads content is imported

    return languages()[0]


class NotHere(Exception):
    """A room or an invitation is of a workshop that this server does not hold."""


def own_name() -> str:
    """Return the name of the server's first workshop."""
    with paths.holding(None):
        return paths.workshop_name()


@dataclass(frozen=True)
class ServeSettings:
    """Choices of ``workshop serve``; every default suits a room on one network.

    Attributes
    ----------
    host, port
        Where to listen. Port 0 takes any free one.
    database
        SQLAlchemy address of the rooms; ``None`` means ``rooms.sqlite`` in the data folder.
    room_hours
        How long a new room lives, in hours.
    room
        With which room to start: ``new``, ``go-on`` with the one that is open, ``fits`` the one of these two that fits
        better, or ``none``.
    kernels
        ``forked`` pages start in a tenth of a second and need Linux; ``ordinary`` works everywhere.
    pool
        How many pages to keep ready for a room that joins all at once.
    max_pages
        How many participants' pages may be live at a time. The facilitator's and the projector's come on top.
    public_url
        The address people reach the server by, if it is not the one found on this machine.
    certfile, keyfile
        Serve HTTPS with this certificate and its key, as :class:`workshop.server.tls.Certificate` says.
    proxies
        Who is believed about whom it was asked by (``X-Forwarded-For``).
    show_qr, verbose
        Print the code as a picture; print every request (never with codes, keys or addresses).
    orphan_seconds, idle_seconds
        A page's kernel ends so long after its last connection was lost, and so long after its last activity.
    ping_seconds
        How often a page is asked whether it is still there; after one and two thirds of that without an answer its
        connection is closed.
    request_seconds
        How long a request may take to arrive, and a connection to say nothing between two.
    wait_seconds
        How long a request may wait for a page that is being made ready, before it is answered with a sentence.
    server_memory
        Most memory of the server itself, in MiB (Linux); pages have their own. 0: no ceiling.
    pages_memory
        Most memory of all pages and their templates together, in MiB; None: a share of the computer's. 0: no limit.
    language
        Of a new room, and of visitors whose browser asks for none that exists.
    plan
        The evening's plan, which replaces the one of a room that goes on; None leaves it as it is.
    notebooks, facilitation
        Folders of the parts, and of ``console.ipynb`` and ``projector.ipynb``, in the default language. The kit's own
        have a folder for each other language; a folder that somebody named has no other.
    others
        More workshops by their names, for the rooms that are opened for them. What is said of notebooks here holds for
        the first one.
    """

    host: str = "0.0.0.0"  # noqa: S104 - phones in the room must reach it
    port: int = DEFAULT_PORT
    database: str | None = None
    room_hours: float = 24
    language: str = field(default_factory=_first_language)
    room: Literal["fits", "new", "go-on", "none"] = "fits"
    plan: Evening | None = None
    kernels: Kernels = "auto"
    pool: int = 0
    max_pages: int = 150
    public_url: str | None = None
    certfile: Path | None = None
    keyfile: Path | None = None
    proxies: tuple[Network, ...] = ()
    show_qr: bool = True
    verbose: bool = False
    orphan_seconds: float = 180
    idle_seconds: float = 7200
    ping_seconds: float = 15
    request_seconds: float = 20
    wait_seconds: float = 3
    server_memory: int = DEFAULT_MEMORY
    pages_memory: int | None = None
    notebooks: Path = field(default_factory=lambda: paths.notebooks(_first_language()))
    facilitation: Path = field(default_factory=lambda: Path(paths.__file__).parent / "evening" / "pages")
    others: Mapping[str, Path] = field(default_factory=dict)

    @property
    def translated(self) -> bool:
        """True for the kit's own notebooks, which other languages may have too."""
        return paths.asked() is not None or self.notebooks == paths.notebooks(_first_language())

    @property
    def parts(self) -> Path:
        """The folder of the parts of the workshop that is held, in its first language."""
        return paths.notebooks(_first_language()) if paths.asked() else self.notebooks

    @property
    def folders(self) -> tuple[Path | None, ...]:
        """What to hold for each workshop, one after the other; None stands for the first."""
        return (None, *self.others.values())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all workshops, the first one's first."""
        return (own_name(), *self.others)

    def folder(self, workshop: str | None) -> Path | None:
        """Return what to hold for a room or an invitation of a workshop; None stands for the first.

        Raises
        ------
        NotHere
            If this server does not hold it.
        """
        if workshop is None or workshop == own_name():
            return None
        if workshop not in self.others:
            raise NotHere(f"The workshop {workshop} is not held here.")
        return self.others[workshop]

    def folder_of(self, notebook: Path) -> Path | None:
        """Return what to hold for a notebook; None stands for the first workshop."""
        from workshop.server import facilitation

        found = (
            one for one in self.others.values()
            if notebook.is_relative_to(one) or notebook.is_relative_to(facilitation.folder_of(one))
        )  # fmt: skip
        return next(found, None)

    def notebook(self, name: str, language: str) -> Path:
        """Return a part, ``console`` or ``projector`` in a language; in the default one where it has no other."""
        folder = self.facilitation if name in FACILITATION else self.parts
        own = folder / f"{name}.ipynb"
        if not self.translated:
            return own
        if name in FACILITATION:
            from workshop.server import facilitation

            return facilitation.in_language(own, language)
        translated = paths.notebooks(language) / own.name
        return translated if translated.is_file() else own
