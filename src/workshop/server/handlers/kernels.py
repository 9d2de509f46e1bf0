"""The way between a page and its kernel: a websocket, a look whether the kernel lives, and goodbye."""

from __future__ import annotations

import asyncio
from typing import Any

from tornado.web import HTTPError
from typing_extensions import override
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from workshop.server import frames
from workshop.server.handlers.base import SiteHandler
from workshop.server.logs import log

MALFORMED = "This message could not be read, so the connection was closed."
#: Seconds between the goodbye of somebody who shared and the end of their page's kernel.
TAKING_BACK = 1.0
POLICY = "default-src 'none'; frame-ancestors 'none'"


class KernelSocketHandler(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """``/api/kernels/<id>/channels``, for kernels of visitors' pages only."""

    label = "kernel socket"

    async def get(self, kernel_id: str) -> None:
        """Accept a connection to a visitor's kernel."""
        if not self.application.settings["workshop"].visits.knows(kernel_id):
            raise HTTPError(404)
        await super().get(kernel_id)

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        """Speak the one protocol whose frames are looked through."""
        return frames.PROTOCOL if frames.PROTOCOL in subprotocols else None

    async def open(self, kernel_id: str) -> None:
        """Open the connection without waiting for full packets: 9 ms a round trip instead of 47."""
        self.set_nodelay(True)
        await super().open(kernel_id)

    def on_message(self, ws_message: Any) -> None:
        """Hand a message on; one that can't be read ends the connection with a reason, and nothing else."""
        try:
            frames.check(ws_message)
            super().on_message(ws_message)
        except Exception as error:  # whatever a stranger's bytes may cause
            log.info("A malformed message was refused: %s", type(error).__name__)
            self.close(1007, MALFORMED)

    def on_close(self) -> None:
        """Let go of the kernel's channels, if there ever were any."""
        if getattr(self, "connection", None) is not None:
            super().on_close()

    @override
    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer with a number only; no person reads this."""
        self.set_header("Content-Type", "application/json")
        self.finish({"status": status_code})

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Write what went wrong without the kernel's id."""
        if not isinstance(value, HTTPError):
            log.error("kernel socket failed", exc_info=(typ, value, tb))


class KernelHandler(SiteHandler):
    """``/api/kernels/<id>``: lets a page that lost its connection ask whether its kernel still lives."""

    label = "kernel"
    policy = POLICY

    def get(self, kernel_id: str) -> None:
        """Say that the kernel lives, or answer 404."""
        if not self.context.visits.knows(kernel_id):
            self.set_status(404)
            self.finish({"message": "This kernel is gone."})
            return
        model = self.context.visits.model(kernel_id)
        self.finish({key: model[key] for key in ("id", "name", "execution_state", "connections", "last_activity")})


class GoodbyeHandler(VoilaShutdownKernelHandler):  # type: ignore[misc]
    """``/voila/api/shutdown/<id>``: the beacon of a page that is left, with its ``_xsrf``."""

    label = "goodbye"

    async def post(self, kernel_id: str) -> None:
        """End the kernel; a second goodbye does nothing.

        Whoever leaves has asked the kernel to take back what they shared; it gets a moment to do so.
        """
        if self.get_body_argument("taking_back", ""):
            await asyncio.sleep(TAKING_BACK)
        await self.application.settings["workshop"].visits.end(kernel_id)
        self.set_status(204)
        self.finish()

    @override
    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer with a number only; no person reads this."""
        self.finish({"status": status_code})

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Write what went wrong without the kernel's id."""
        if not isinstance(value, HTTPError):
            log.error("goodbye failed", exc_info=(typ, value, tb))
