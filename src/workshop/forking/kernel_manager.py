"""Jupyter Server's manager of one kernel, for kernels that may be forked."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from jupyter_events import EventLogger
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager
from traitlets import default

from .provisioner import ForkProvisioner
from .zygote import Zygote


class ForkedKernelManager(ServerKernelManager):
    """Forks if ``start_kernel`` is given a ``zygote``; an ordinary kernel manager if not.

    A fork that dies is not restarted behind its visitor's back, because what they entered lives on their
    device, not in the kernel: the page notices, asks for a fresh fork and restores itself.
    """

    when_dead: Callable[[str], object] | None = None
    is_forked = False
    #: Jupyter Server looks for this at the manager of one kernel, but has it at the manager of all; without it, the
    #: first error inside a kernel would be the last thing that its page hears.
    traceback_replacement_message = "Something went wrong here. It is not shown to visitors."
    _shared_logger: EventLogger | None = None

    @default("transport")
    def _default_transport(self) -> str:
        return "ipc" if os.name == "posix" else "tcp"  # fast starts race for TCP ports

    @default("event_logger")
    def _default_event_logger(self) -> EventLogger:
        # Reading and checking the event schemas again for every kernel took a quarter of the server's time.
        cls = ForkedKernelManager
        if cls._shared_logger is None:
            cls._shared_logger = super()._default_event_logger()
        return cls._shared_logger

    def connect_iopub(self, identity: bytes | None = None) -> Any:
        """Listen to a kernel; without a name it is Jupyter Server, which only counts what was asked of it.

        What a kernel tells its widgets need not wake the server twice.
        """
        stream = super().connect_iopub(identity)
        if self.is_forked and identity is None:
            stream.socket.subscribe(b"kernel.")
            stream.socket.unsubscribe(b"")
        return stream

    async def _async_pre_start_kernel(self, **kw: Any) -> tuple[list[str], dict[str, Any]]:
        zygote: Zygote | None = kw.pop("zygote", None)
        limits: dict[str, int] = kw.pop("limits", {})
        ahead: bool = kw.pop("ahead", False)
        if zygote is not None:
            self.is_forked = True
            self.autorestart = False
            self.provisioner = ForkProvisioner(
                kernel_id=kw.get("kernel_id"),
                kernel_spec=self.kernel_spec,
                parent=self,
                zygote=zygote,
                limits=limits,
                ahead=ahead,
            )
        command: tuple[list[str], dict[str, Any]] = await super()._async_pre_start_kernel(**kw)
        return command

    async def _async_post_start_kernel(self, **kw: Any) -> None:
        await super()._async_post_start_kernel(**kw)
        if isinstance(self.provisioner, ForkProvisioner):
            self.provisioner.process.when_ended(self._process_ended)

    def _process_ended(self) -> None:
        if self.when_dead is not None and not self.shutting_down:
            self.when_dead(self.kernel_id)
