"""Do forked kernels work with what is installed here? One is made and asked, before anybody's page depends on it.

This package reaches into programs that may change (README.md has the table). So a bare zygote is forked once, and what
cannot be tried without a page is looked for by name. Whatever is found, the answer is a sentence and not an exception.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.metadata import version
from queue import Empty
from typing import Any

from .availability import Availability, available
from .die_with_parent import ParentPipe
from .fork_server import ForkServer

REACHED_INTO = {
    "voila.notebook_renderer:NotebookRenderer": (
        "fix_notebook",
        "generate_content_str",
        "load_notebook",
        "_jinja_cell_generator",
        "_jinja_kernel_start",
        "_jinja_notebook_execute",
    ),
    "jupyter_server.services.kernels.connection.channels:ZMQChannelsWebsocketConnection": (
        "handle_incoming_message",
        "handle_outgoing_message",
        "nudge",
        "_register_session",
        "subprotocol",
        "_send_status_message",
    ),
    "nbclient:NotebookClient": ("process_message", "reset_execution_trackers"),
}
"""Names of others that this package calls or replaces and that a bare kernel does not use."""
IN_KERNELS = {"ipywidgets.widgets.widget:": ("_instances", "_remove_buffers")}
"""Those that only kernels know: the fork looks for them, for the server would keep 20 MiB of widgets for it."""
PROGRAMS = ("ipykernel", "jupyter_client", "jupyter_server", "nbclient", "voila")
ANSWER = "a fork speaks"
GREETING = 2.0
"""Seconds to wait for what ipykernel 7 says first."""


async def self_test(timeout: float = 90.0, fork_server: ForkServer | None = None) -> Availability:
    """Fork a bare kernel and let it speak; return whether that worked and, if not, a sentence that says why.

    Takes about a second of processor time, and very little if there is a fork server that pages will need too.

    Parameters
    ----------
    timeout
        Seconds after which a kernel that has said nothing counts as broken; generous, for slow computers.
    fork_server
        What the pages will be forked from; without one it is made and ended here.
    """
    found = available()
    if not found:
        return found
    try:
        trouble = missing(REACHED_INTO) or await asyncio.wait_for(_ask_a_fork(timeout, fork_server), timeout)
    except TimeoutError:
        trouble = f"no answer within {timeout:.0f} seconds"
    except Exception as error:  # whatever another version may do
        trouble = f"{type(error).__name__}: {error}".strip().replace("\n", " ")
    if not trouble:
        return Availability(True)
    installed = ", ".join(f"{name} {version(name)}" for name in PROGRAMS)
    return Availability(
        False, f"Fast kernels do not work with what is installed ({installed}): {trouble}. Ordinary kernels are used."
    )


def answer() -> str:
    """Return what a fork says: that it speaks, or what it misses."""
    return missing(IN_KERNELS) or ANSWER


def missing(reached_into: Mapping[str, Sequence[str]]) -> str:
    """Return which names are gone, or nothing."""
    gone = []
    for place, names in reached_into.items():
        module, _, owner = place.partition(":")
        found: Any = import_module(module)
        found = getattr(found, owner, None) if owner else found
        gone += [f"{owner or module}.{name}" for name in names if not hasattr(found, name)]
    return f"{', '.join(gone)} is gone" if gone else ""


async def _ask_a_fork(timeout: float, given: ForkServer | None) -> str:
    from jupyter_client.kernelspec import KernelSpecManager

    from .kernel_manager import ForkedKernelManager
    from .limits import Limits
    from .zygote import Zygote

    fork_server = given or ForkServer(ParentPipe())
    zygote: Zygote | None = None
    folder = tempfile.mkdtemp(prefix="forked-")  # a service may have no home that it can write to
    # This very Python's kernel is known without looking in folders; to name these, Jupyter would import IPython.
    specs = KernelSpecManager(kernel_dirs=[])
    manager = ForkedKernelManager(
        kernel_name="python3", kernel_spec_manager=specs, connection_file=f"{folder}/kernel.json"
    )
    if manager.transport == "ipc":
        manager.ip = f"{folder}/ipc"
    try:
        zygote = await Zygote.start(None, fork_server, timeout=timeout)
        await manager.start_kernel(zygote=zygote, limits=Limits().of_process())
        client = manager.client()
        client.start_channels()
        try:
            with suppress(
                Empty
            ):  # the greeting of its output: from then on nothing is missed. Jupyter's own way waits longer
                await client.get_iopub_msg(timeout=GREETING)
            client.execute(f"from {__name__} import answer; print(answer())")
            while True:
                message = await client.get_iopub_msg(timeout=timeout)
                if message["msg_type"] == "stream":
                    said = str(message["content"]["text"]).strip()
                    return "" if said == ANSWER else f"it said {said!r}"
                if message["msg_type"] == "error":
                    return f"{message['content']['ename']}: {message['content']['evalue']}"
        finally:
            client.stop_channels()
    finally:
        if manager.has_kernel:
            with suppress(Exception):
                await manager.shutdown_kernel(now=True)
        shutil.rmtree(folder, ignore_errors=True)
        if zygote is not None:
            zygote.stop()
        if given is None:
            fork_server.stop()
            fork_server.parent_pipe.close()
