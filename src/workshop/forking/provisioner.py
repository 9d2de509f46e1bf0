"""A ``jupyter_client`` provisioner that forks kernels instead of starting programs.

Once it is registered in the entry-point group ``jupyter_client.kernel_provisioners``, a kernelspec can name
it: ``"metadata": {"kernel_provisioner": {"provisioner_name": "forked"}}``. Kernels of one notebook then
share a template, which starts with the first of them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_core.paths import jupyter_runtime_dir
from traitlets import Bool, Dict, Instance, Unicode

from .lifeline import Lifeline
from .template import Template

LONGEST_SOCKET_PATH = 100
_lifeline: Lifeline | None = None
_templates: dict[str, Template] = {}


class ForkProvisioner(LocalProvisioner):
    """Starts a kernel by forking a template, and holds it by a process handle.

    Restarting a kernel forks the same template again: a kernel of a notebook comes back as it was after the
    notebook was executed.
    """

    notebook = Unicode("", config=True, help="Notebook to execute once in the template; empty for none.")
    template = Instance(Template, allow_none=True, help="The template; found by its notebook if not given.")
    limits = Dict(help="Bounds of the clone: keyword arguments of `limits.confine`.")
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

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ARG002
        """Fork; the command of the kernelspec is not used."""
        template = self.template or await template_for(self.notebook)
        path = str(Path(self.parent.connection_file).absolute())
        if self.parent.transport == "ipc" and len(os.fsencode(self.parent.ip)) > LONGEST_SOCKET_PATH:
            raise RuntimeError(
                f"The folder for kernel connections has too long a name ({self.parent.ip}). "
                "Set TMPDIR to a folder with a short one, /tmp for example."
            )
        cwd = kwargs.get("cwd")
        self.process = await template.fork(
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


async def template_for(notebook: str) -> Template:
    """Return the running template of a notebook path ("" for a bare kernel); start one if there is none."""
    global _lifeline  # noqa: PLW0603
    template = _templates.get(notebook)
    if template is None or not template.alive():
        _lifeline = _lifeline or Lifeline()
        template = await Template.start(Path(notebook).absolute() if notebook else None, _lifeline)
        _templates[notebook] = template
    return template


def stop_templates() -> None:
    """End the templates that kernelspecs have started."""
    while _templates:
        _templates.popitem()[1].stop()
