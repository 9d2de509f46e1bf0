"""The fork server: a process that has imported what every zygote needs, and is forked to become one.

``python -m workshop.forking.fork_server_process SETTINGS`` with SETTINGS in JSON; see :class:`Settings`. It executes no
notebook and holds no kernel. What it has imported is in memory once, however many zygotes there are, and is not
imported again.
"""

# mypy: allow-untyped-calls
from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from dataclasses import dataclass
from typing import Any, NoReturn

from . import hooks, randomness, slow_imports
from .die_with_parent import die_with
from .limits import lift_data_limit
from .post_fork import Place, enter
from .zygote_process import LATE_IMPORTS, answer_forks, import_all, settle
from .zygote_process import Settings as ZygoteSettings
from .zygote_process import main as become_zygote

OWN = ("zygote_kernel", "notebook_run", "first_states", "inspection")
"""A zygote's own modules. They come first: should ipywidgets be among the others, it takes its comms from ipykernel."""


@dataclass(frozen=True)
class Settings:
    """What the server tells the fork server.

    Attributes
    ----------
    channel, parent_pipe
        Inherited descriptors: requests come over the first; the second ends with the server.
    imports
        Modules to have ready, or ``module:function`` for what is called as well; one that is not there is left out.
        They must start no thread and keep no file open.
    """

    channel: int
    parent_pipe: int
    imports: tuple[str, ...] = ()


def main(settings: Settings) -> NoReturn:
    """Import, report, then fork on request until the server goes."""
    lift_data_limit()
    own_pipe = die_with(settings.parent_pipe)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hooks.become_zygote()
    slow_imports.leave_out()
    randomness.watch()
    gc.disable()
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")  # as ipykernel does
    import_all([f"{__package__}.{name}" for name in OWN])
    import_all([*LATE_IMPORTS, "numpy.random", *settings.imports])
    if "numpy.random" in sys.modules:
        randomness.watch_numpy()
    randomness.remember()
    settle()
    channel = socket.socket(fileno=settings.channel)
    channel.send(b"ready")
    fork_on_request(channel, settings.parent_pipe, own_pipe)


def fork_on_request(channel: socket.socket, parent_pipe: int, own_pipe: int) -> NoReturn:
    """Answer every packet with a zygote's process id and handle; end when the server closes the channel."""

    def begin(packet: bytes, descriptors: list[int]) -> NoReturn:
        channel.close()
        os.close(own_pipe)
        be_zygote(json.loads(packet), descriptors, parent_pipe)

    answer_forks(channel, 2, begin)


def be_zygote(wanted: dict[str, Any], descriptors: list[int], parent_pipe: int) -> NoReturn:
    """Be a zygote in a session, a folder and an environment of its own."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    os.setsid()
    randomness.renew()
    randomness.watch()
    place = Place(**wanted["place"])
    enter(place)
    if place.cwd and not sys.flags.safe_path:
        sys.path[0] = place.cwd  # as for a program that is started there
    channel, result = descriptors
    become_zygote(ZygoteSettings(channel, parent_pipe, result, wanted["notebook"]))


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    main(Settings(given["channel"], given["parent_pipe"], tuple(given["imports"])))
