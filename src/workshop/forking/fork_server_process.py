"""The fork server: a process with an IPython kernel and all that every zygote imports, which is forked to become one.

``python -m workshop.forking.fork_server_process SETTINGS`` with SETTINGS in JSON; see :class:`Settings`. It executes no
notebook. What it has made and imported is in memory once, however many zygotes there are, and is not made again.
"""

# mypy: allow-untyped-calls
from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from . import hooks, randomness, slow_imports
from .die_with_parent import die_with
from .limits import lift_data_limit
from .post_fork import Place, enter
from .zygote_process import LATE_IMPORTS, answer_forks, import_all, settle
from .zygote_process import Settings as ZygoteSettings
from .zygote_process import main as become_zygote

if TYPE_CHECKING:
    from .zygote_kernel import ZygoteKernelApp

M_ARENA_MAX = -8
"""``mallopt`` parameter of the GNU C library, which reads ``MALLOC_ARENA_MAX`` only when a program starts."""
OWN = ("notebook_run", "first_states", "inspection")
"""A zygote's own modules, apart from its kernel."""


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
    rehearse
        As ``imports``; called once, in the environment of the first zygote that executes a notebook, just before that.
    """

    channel: int
    parent_pipe: int
    imports: tuple[str, ...] = ()
    rehearse: tuple[str, ...] = ()


def be_copy(settings: Settings, environment: Mapping[str, str]) -> NoReturn:
    """Be the fork server in a fork of the server: what a program of its own would have been given, and nothing else."""
    os.setsid()
    os.chdir("/")
    os.environ.clear()
    os.environ.update(environment)
    if not sys.flags.safe_path:
        sys.path[0] = "/"
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    kept = {0, 1, 2, settings.channel, settings.parent_pipe}
    for descriptor in [int(link.name) for link in Path("/proc/self/fd").iterdir()]:
        if descriptor not in kept:
            with contextlib.suppress(OSError):  # the listing's own
                os.close(descriptor)
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)
    main(settings)


def main(settings: Settings) -> NoReturn:
    """Import, report, then fork on request until the server goes."""
    lift_data_limit()
    own_pipe = die_with(settings.parent_pipe)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hooks.become_zygote()
    slow_imports.leave_out()
    slow_imports.leave_out_debugger()
    randomness.watch()
    gc.disable()
    channel = socket.socket(fileno=settings.channel)
    try:
        app = prepare(settings.imports)
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
        channel.send(json.dumps({"error": traceback.format_exc(limit=-1)}).encode())
        os._exit(1)
    settle()
    try:
        channel.send(b"{}")
    except ConnectionError:  # nobody waits any more: the server could not start, and has said why
        os._exit(0)
    fork_on_request(channel, settings, own_pipe, app)


def prepare(imports: Sequence[str]) -> ZygoteKernelApp:
    """Make the kernel, and have in memory what zygotes will use."""
    from .zygote_kernel import ZygoteKernelApp

    app = ZygoteKernelApp.instance()
    app.prepare()  # before ipywidgets is imported: it looks for a kernel to register its comm target with
    import_all([f"{__package__}.{name}" for name in OWN])
    import_all([*LATE_IMPORTS, "numpy.random", *imports])
    read_schemas()
    execute_nothing(app)
    if "numpy.random" in sys.modules:
        randomness.watch_numpy()
    randomness.remember()
    return app


def execute_nothing(app: ZygoteKernelApp) -> None:
    """Execute a notebook that shows nothing and leaves nothing: what the first one sets up need not be set up again."""
    import nbformat

    from .notebook_run import NotebookRun

    cell = nbformat.v4.new_code_cell("get_ipython().display_pub.publish({'text/plain': ''})")
    NotebookRun(app, nbformat.v4.new_notebook(cells=[cell])).execute()


def read_schemas() -> None:
    """Have nbformat's two checkers of notebooks in memory: 10 MiB of generated code each in whoever makes them."""
    import nbformat

    for one in (False, True):  # nbconvert asks for the second
        nbformat.validate(nbformat.v4.new_notebook(), relax_add_props=one)


def fork_on_request(channel: socket.socket, settings: Settings, own_pipe: int, app: ZygoteKernelApp) -> NoReturn:
    """Answer every packet with a zygote's process id and handle; end when the server closes the channel."""
    to_do = list(settings.rehearse)

    def before(packet: bytes) -> None:
        wanted = json.loads(packet)
        if to_do and wanted["notebook"]:
            rehearse(to_do, Place(**wanted["place"]))
            to_do.clear()

    def begin(packet: bytes, descriptors: list[int]) -> NoReturn:
        channel.close()
        os.close(own_pipe)
        be_zygote(json.loads(packet), descriptors, settings.parent_pipe, app)

    answer_forks(channel, 2, begin, before)


def rehearse(functions: Sequence[str], place: Place) -> None:
    """Do once, in a zygote's environment, what every zygote would have to do: what is touched here is copied once."""
    own = dict(os.environ)
    try:
        enter(replace(place, cwd=None))
        import_all(functions)
    except Exception:  # it was for speed only
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os.environ.clear()
        os.environ.update(own)
    settle()


def be_zygote(wanted: dict[str, Any], descriptors: list[int], parent_pipe: int, app: ZygoteKernelApp) -> NoReturn:
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
    become_zygote(ZygoteSettings(channel, parent_pipe, result, wanted["notebook"]), app)


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    main(Settings(given["channel"], given["parent_pipe"], tuple(given["imports"]), tuple(given["rehearse"])))
