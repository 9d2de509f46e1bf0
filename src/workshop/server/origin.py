"""What all pages are forked from: it imports and reads while the server itself is still being loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop import paths
from workshop.forking.availability import available
from workshop.server.settings import STATES_COMM, Kernels

if TYPE_CHECKING:
    from workshop.forking.fork_server import ForkServer

#: What pages use, drawings included; a notebook itself asks for ``workshop.part`` only.
IMPORTS = (
    "ipywidgets",
    "workshop.visit.part",
    "workshop.evening.console",
    "workshop.evening.projector",
    "workshop.content.loading:load_all",
    "workshop.content.kinds:import_all",
    "workshop.evening.beside",
    "workshop.kinds.explorable.toy:import_all",
    "workshop.kinds.explorable.drawing:rehearse",
    "workshop.visit.part:rehearse",
    "matplotlib.figure",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib_inline.backend_inline",
)
#: What the server uses as well. NumPy and ipywidgets are not among it: a kernel must be there before them.
COMMON = (
    "workshop.forking.fork_server_process:read_schemas",
    "nbclient",
    "workshop.content.plan",
    "workshop.content.loading:load_all",
    "workshop.paper.printing",
    "workshop.server.tickets",
    "workshop.server.start",
)
#: What all pages do alike, once it is known where rooms are.
REHEARSED = ("workshop.visit.session:rehearse",)
#: What all kernels are told.
ENVIRONMENT = {"WORKSHOP_SURFACE": "voila", "FORKED_STATES_COMM": STATES_COMM}


def begin(kernels: Kernels, *, first: bool = False) -> ForkServer | None:
    """Start it and don't wait; None where ordinary kernels are used.

    It imports nothing of the server, so it costs the second core and not the facilitator's time.

    Parameters
    ----------
    first
        This is the program's first work: what pages and server both need is then in memory once for all of them.
    """
    if kernels == "ordinary" or not available():
        return None
    from workshop.forking.die_with_parent import ParentPipe
    from workshop.forking.fork_server import ForkServer

    folder = {"WORKSHOP_FOLDER": str(paths.workshop().resolve())}
    server = ForkServer(ParentPipe(), IMPORTS, ENVIRONMENT | folder, REHEARSED)
    if first:
        server.begin_here(COMMON)
    else:
        server.begin()
    return server
