"""A ``jupyter_client`` provisioner that forks kernels instead of starting programs.

Once it is registered in the entry-point group ``jupyter_client.kernel_provisioners``, a kernelspec can name
it: ``"metadata": {"kernel_provisioner": {"provisioner_name": "forked"}}``. Kernels of one notebook then
share a zygote, which starts with the first of them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_core.paths import jupyter_runtime_dir
from traitlets import Bool, Dict, Instance, Unicode
from typing_extensions import override

from .die_with_parent import ParentPipe
from .fork_server import ForkServer
from .zygote import Zygote

LONGEST_SOCKET_PATH = 100
_fork_server: ForkServer | None = None
_zygotes: dict[str, Zygote] = {}


class ForkProvisioner(LocalProvisioner):
    """Starts a kernel by forking a zygote, and holds it by a process handle.

    Restarting a kernel forks the same zygote again: a kernel of a notebook comes back as it was after the
    notebook was executed.
    """

    notebook = Unicode("", config=True, help="Notebook to execute once in the zygote; empty for none.")
    zygote = Instance(Zygote, allow_none=True, help="The zygote; found by its notebook if not given.")
    limits = Dict(help="Bounds of the fork: keyword arguments of `limits.confine`.")
    ahead = Bool(False, help="Nobody waits for this kernel yet.")
    parent: Any
    process: Any
    pid: Any
    pgid: Any
    cwd: Any

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Give the kernel sockets of its own: by default ``ipc`` ones have a name relative to a folder."""
        if self.parent.transport == "ipc" and not Path(self.parent.ip).is_absolute():
            folder = Path(jupyter_runtime_dir())
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.parent.ip = str(folder / f"kernel-{self.kernel_id}-ipc")
        return await super().pre_launch(**kwargs)

    @override
    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork; the command of the kernelspec is not used."""
        zygote = self.zygote or await zygote_for(self.notebook)
        path = str(Path(self.parent.connection_file).absolute())
        if self.parent.transport == "ipc" and len(os.fsencode(self.parent.ip)) > LONGEST_SOCKET_PATH:
            raise RuntimeError(
                f"The folder for kernel connections has too long a name ({self.parent.ip}). "
                "Set TMPDIR to a folder with a short one, /tmp for example."
            )
        cwd = kwargs.get("cwd")
        self.process = await zygote.fork(
            path,
            kwargs.get("env") or dict(os.environ),
            cwd=str(cwd) if cwd else None,
            limits=dict(self.limits),
            ahead=self.ahead,
        )
        self.pid = self.pgid = self.process.pid
        self.cwd = cwd
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and what it has started, if it still runs."""
        if self.process is not None:
            self.process.signal_group(signum)


async def zygote_for(notebook: str) -> Zygote:
    """Return the running zygote of a notebook path ("" for a bare kernel); start one if there is none."""
    global _fork_server  # noqa: PLW0603
    zygote = _zygotes.get(notebook)
    if zygote is None or not zygote.alive():
        _fork_server = _fork_server or ForkServer(ParentPipe())
        zygote = await Zygote.start(Path(notebook).absolute() if notebook else None, _fork_server)
        _zygotes[notebook] = zygote
    return zygote


def stop_zygotes() -> None:
    """End the zygotes that kernelspecs have started, and what they were forked from."""
    while _zygotes:
        _zygotes.popitem()[1].stop()
    if _fork_server is not None:
        _fork_server.stop()
