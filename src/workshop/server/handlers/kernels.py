"""The way between a page and its kernel: a websocket, a look whether the kernel lives, and goodbye."""

from __future__ import annotations

import asyncio
import hmac
import uuid
from collections.abc import Awaitable
from typing import Any
from weakref import WeakKeyDictionary

from tornado.web import HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler
from typing_extensions import override
from voila.tornado.kernel_websocket_handler import (
    VoilaKernelWebsocketHandler,
    read_header_from_binary_message,
)

from workshop.forking.websocket import GOING_AWAY, PROTOCOL
from workshop.server import frames
from workshop.server.handlers.base import SiteHandler, holder
from workshop.server.logs import log, warn_once
from workshop.server.pace import Pace
from workshop.server.sealing import Channel, SealError, prove
from workshop.server.settings import MESSAGE_BYTES, STATES_COMM
from workshop.server.tickets import NOBODY
from workshop.server.visits import Visit, Visits

MALFORMED = "This message could not be read, so the connection was closed."
#: Seconds between the goodbye of somebody who shared and the end of their page's kernel.
TAKING_BACK = 1.0
UNSEALED = "This was not the next message that this page has sealed, so the connection was closed."
TO_MEET = 20  # seconds in which a page shows that it has its key
FLOOD = "More messages came than hands can send, so the connection was closed."
ANOTHER = "This page is open in too many places, so the oldest connection was closed."
#: What a page may open a comm to: it asks for its widgets there. It makes none of its own.
TARGETS = frozenset({"jupyter.widget.control", STATES_COMM})
#: Connections of one page: a phone that comes back may do so before its old one is known to be dead.
AT_ONCE = 2
NO_UPGRADE = (
    "A page's live connection came without “Upgrade: websocket”, so its exercises can't work. A proxy in front must "
    "pass websockets on."
)
OTHER_HOST = (
    "A page's live connection was refused, because it names another host than the request. If that was no stranger: a "
    "proxy in front must pass the Host header on as it came (nginx: proxy_set_header Host $http_host)."
)
OTHER_PROTOCOL = f"This server speaks {PROTOCOL} only."
POLICY = "default-src 'none'; frame-ancestors 'none'"
#: What a kernel prints is for its author; it may hold the paths of this computer, and no page shows it.
UNSAID = frozenset({"execute_input", "stream"})


class KernelSockets:
    """What the connections of one kernel have in common: their pace, and which of them are open, oldest first."""

    def __init__(self) -> None:
        self.pace = Pace()
        self.open: list[KernelSocketHandler] = []

    def add(self, socket: KernelSocketHandler) -> None:
        """Take one more; the oldest makes room for it."""
        self.open.append(socket)
        while len(self.open) > AT_ONCE:
            self.open.pop(0).close(1008, ANOTHER)

    def remove(self, socket: KernelSocketHandler) -> None:
        """Forget one that was closed."""
        if socket in self.open:
            self.open.remove(socket)


def _proves_goodbye(visit: Visit | None, kernel_id: str, proof: str) -> bool:
    """Say whether a goodbye comes from the page itself; where others read along, they know the kernel's id."""
    return visit is None or not visit.key or hmac.compare_digest(proof.encode(), prove(visit.key, kernel_id).encode())


def _is_own(handler: RequestHandler, visits: Visits, kernel_id: str) -> bool:
    """Say whether a kernel belongs to a page of this browser: its id alone, seen on the way, opens nothing."""
    visit = visits.owner(kernel_id) if visits.knows(kernel_id) else None
    held = holder(handler, visit.role) if visit else None
    return visit is not None and held is not None and held[1] == visit.owner


def _binary(message: bytes | str) -> bytes:
    return message.encode() if isinstance(message, str) else message


def _hear(written: asyncio.Future[None]) -> None:
    """Take note of how a message ended: that a phone went away meanwhile is no error of this program."""
    if not written.cancelled():
        written.exception()


_sockets: WeakKeyDictionary[Any, KernelSockets] = WeakKeyDictionary()


class KernelSocketHandler(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """``/api/kernels/<id>/channels``, for kernels of visitors' pages only."""

    label = "kernel socket"
    connection: Any = None
    kernel_id = ""
    sockets: KernelSockets | None = None
    has_left = False
    channel: Channel | None = None

    @property
    def selected_subprotocol(self) -> str | None:
        """The one protocol, also when the socket is closed: Jupyter Server would then write its old one."""
        return PROTOCOL

    async def get(self, kernel_id: str) -> None:
        """Accept a connection to the kernel of a page that went to this browser."""
        if self.request.headers.get("Upgrade", "").lower() != "websocket":
            warn_once(NO_UPGRADE)
        if not _is_own(self, self.application.settings["workshop"].visits, kernel_id):
            raise HTTPError(404)
        if self._speaks() and not self._key(kernel_id):
            await super().get(kernel_id)
        else:  # open it, so that its owner hears why it is closed or proves who it is, but connect it to nothing yet
            self.kernel_id = kernel_id
            await WebSocketHandler.get(self, kernel_id=kernel_id)

    def get_compression_options(self) -> dict[str, Any] | None:
        """Compress, unless what is sent is sealed: then there is nothing to gain."""
        options: dict[str, Any] | None = super().get_compression_options()
        return None if self._key(self.path_args[0]) else options

    def _key(self, kernel_id: str) -> bytes:
        """Return the key with which a page and this server seal what they say; empty if they don't."""
        visit = self.application.settings["workshop"].visits.owner(kernel_id)
        return visit.key if visit is not None else b""

    def check_origin(self, origin: str | None = None) -> bool:
        """Refuse other sites; tell the terminal where it may be a proxy that hides the site's own name."""
        allowed: bool = super().check_origin(origin)
        if not allowed:
            warn_once(OTHER_HOST)
        return allowed

    async def pre_get(self) -> None:
        """Prepare the connection to the kernel."""
        await super().pre_get()
        # An error is looked up at the manager of one kernel, but kept at the manager of all: it would not be found, and
        # a page whose kernel makes one mistake would never hear of it again.
        all_kernels = self.connection.multi_kernel_manager
        self.connection.kernel_manager.traceback_replacement_message = all_kernels.traceback_replacement_message

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        """Speak the one protocol that is read here."""
        return PROTOCOL if PROTOCOL in subprotocols else None

    async def open(self, kernel_id: str) -> None:
        """Open the connection without waiting for full packets: 9 ms a round trip instead of 47."""
        self.set_nodelay(True)
        key = self._key(kernel_id)
        if key and self._speaks():
            self.channel = Channel(key, kernel_id)
            await WebSocketHandler.write_message(self, self.channel.greeting, binary=True)
            asyncio.get_running_loop().call_later(TO_MEET, self._give_up)
        elif self.connection is None:
            self.close(1002, OTHER_PROTOCOL)
        else:
            await self._connect()

    def _give_up(self) -> None:
        if self.channel is not None and not self.channel.is_met:
            self.close(1008, UNSEALED)

    async def _meet(self, frame: bytes) -> None:
        """Connect a page that has shown that it has its key; nothing of the kernel is touched before."""
        assert self.channel is not None
        try:
            self.channel.meet(frame)
        except SealError as error:
            self._refuse(error)
            return
        await self.pre_get()
        await self._connect()

    def _refuse(self, error: SealError) -> None:
        log.info("A sealed connection was closed: %s", error)
        self.close(1008, UNSEALED)

    async def _connect(self) -> None:
        if self.has_left:  # while the kernel was asked whether it is there
            if self.connection is not None:
                self._let_go()
            return
        self.sockets = _sockets.setdefault(self.connection.kernel_manager, KernelSockets())
        self.sockets.add(self)
        await super().open(self.kernel_id)

    def on_message(self, ws_message: bytes | str) -> Awaitable[None] | None:
        """Hand a message on; one that can't be read ends the connection with a reason, and nothing else.

        What is returned is waited for before the next message is read.
        """
        if self.ws_connection is None:
            return None  # closed by us; what is still on its way here is not read
        try:
            if self.channel is not None:
                if not self.channel.is_met:
                    return self._meet(_binary(ws_message))
                ws_message = self.channel.open(_binary(ws_message))
        except SealError as error:
            self._refuse(error)
            return None
        return self._take(self.sockets, ws_message) if self.sockets is not None else None

    def _take(self, sockets: KernelSockets, ws_message: bytes | str) -> Awaitable[None] | None:
        """Count what was sent in plain words or has been opened, and hand it on."""
        if len(ws_message) > MESSAGE_BYTES:  # a frame may be larger, by what sealing adds
            self.close(1009, "message too big")
            return None
        super().on_pong(b"")  # who speaks is there; the answer to our ping may stand behind much that is read later
        wait = self._count(sockets, len(ws_message))
        if wait is None:
            return None  # what still comes is read at once and thrown away, up to the answer to the close
        self._pass_on(ws_message)
        return asyncio.sleep(wait) if wait else None

    def on_ping(self, data: bytes) -> None:
        """Count it. No browser sends one, and a program can send a hundred thousand a second, each to be answered."""
        if self.sockets is not None and self.ws_connection is not None:
            self._count(self.sockets, len(data))

    def on_pong(self, data: bytes) -> None:
        """Note that somebody is there; who says so without being asked is counted, too."""
        super().on_pong(data)
        self.on_ping(data)

    def _count(self, sockets: KernelSockets, size: int) -> float | None:
        """Count what came, and return the seconds before more is read; None if this floods, and the end of it."""
        wait = sockets.pace.take(size)
        if not sockets.pace.floods:
            return wait
        log.warning("A page sent more than hands can send; its connection was closed.")
        self.close(1008, FLOOD)
        sockets.pace.forgive()
        return None

    def _pass_on(self, ws_message: bytes | str) -> None:
        try:
            message = frames.read(ws_message)
        except frames.FrameError as error:
            log.info("A malformed message was refused: %s", error)
            self.close(1007, MALFORMED)
            return
        if message.kind not in self.connection.multi_kernel_manager.allowed_message_types:
            log.info("A message of a kind that no page sends was left out.")
            return
        if message.kind == "comm_open" and message.target not in TARGETS:
            log.info("A comm to something that no page opens was left out.")
            return
        channel = self.connection.channels.get(message.channel)
        if channel is not None and not channel.closed():
            self.connection.session.send_raw(channel, message.parts)

    def write_message(self, message: Any, binary: bool = False) -> Any:
        """Pass on what a kernel says to its page, for as long as there is one."""
        if self.ws_connection is None:
            return None
        if self.channel is not None and not (self.channel.is_met and isinstance(message, bytes)):
            return None
        if isinstance(message, bytes) and (read_header_from_binary_message(message) or {}).get("msg_type") in UNSAID:
            return None
        if self.channel is not None:
            message, binary = self.channel.seal(message), True
        try:
            written = WebSocketHandler.write_message(self, message, binary)
        except WebSocketClosedError:
            return None
        written.add_done_callback(_hear)
        return written

    def on_close(self) -> None:
        """Let go of the kernel's channels, if there ever were any."""
        if self.sockets is not None:
            self.sockets.remove(self)
            if not self.sockets.open:
                self._say_that_nobody_is_left()
        self.has_left = True
        if self.connection is not None:
            self._let_go()
            if self.close_code == GOING_AWAY:  # Firefox says so more surely than it sends a beacon
                self.application.settings["workshop"].visits.gone(self.kernel_id)

    def _let_go(self) -> None:
        if self.sockets is None:  # it was never counted in, and Jupyter Server counts it out all the same
            self.connection.multi_kernel_manager.notify_connect(self.kernel_id)
        super().on_close()

    def _say_that_nobody_is_left(self) -> None:
        """Tell the kernel, which can't know: what it says is kept for a page that may come back."""
        channel = self.connection.channels.get("shell")
        if channel is not None and not channel.closed():
            content = {"comm_id": uuid.uuid4().hex, "target_name": NOBODY, "data": {}}
            self.connection.session.send(channel, "comm_open", content)

    def _speaks(self) -> bool:
        offered = self.request.headers.get("Sec-WebSocket-Protocol", "")
        return PROTOCOL in (name.strip() for name in offered.split(","))

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
        if not _is_own(self, self.context.visits, kernel_id):
            self.set_status(410 if self.context.visits.rested(kernel_id) else 404)
            self.finish({"message": "This kernel is gone."})
            return
        model = self.context.visits.model(kernel_id)
        self.finish({key: model[key] for key in ("id", "name", "execution_state", "connections", "last_activity")})


class GoodbyeHandler(SiteHandler):
    """``/voila/api/shutdown/<id>``: the beacon of a page that is left.

    Firefox and WebKit send it with ``Origin: null``, because the page names itself to nobody, and when it arrives the
    page's cookies may be gone. The kernel's id is proof enough: nobody can guess it, and all it does here is to end
    that page.
    """

    label = "goodbye"
    policy = POLICY

    def check_xsrf_cookie(self) -> None:
        """Do without: see above."""

    async def post(self, kernel_id: str) -> None:
        """End the kernel; a second goodbye does nothing.

        Whoever leaves has asked the kernel to take back what they shared; it gets a moment to do so.
        """
        if self.get_body_argument("taking_back", ""):
            await asyncio.sleep(TAKING_BACK)
        if _proves_goodbye(self.context.visits.owner(kernel_id), kernel_id, self.get_body_argument("proof", "")):
            await self.context.visits.end(kernel_id)
        self.set_status(204)
        self.finish()

    @override
    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer with a number only; no person reads this."""
        self.finish({"status": status_code})
