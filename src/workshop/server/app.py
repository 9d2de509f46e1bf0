"""The server itself: Voilà, with its own list of addresses replaced by ours."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_core.utils import ensure_async
from tornado.web import Application
from traitlets.config import Config
from voila.app import Voila
from voila.paths import collect_template_paths

from workshop import paths
from workshop.content.kinds import drawings
from workshop.forking.limits import lift_server_limits
from workshop.forking.reaper import Reaper
from workshop.room import RoomError, Store
from workshop.server import banner, facilitation, memory, page_memory, sealing, security, site
from workshop.server.context import Context
from workshop.server.credentials import Links
from workshop.server.handlers.plain import MissingHandler, StrangeHostHandler
from workshop.server.herald import Herald
from workshop.server.http_server import EitherSchemeServer
from workshop.server.identity import OwnKernel, Visitors
from workshop.server.kernel_backends import choose_backend, proven
from workshop.server.kernel_backends.backend import KernelBackend
from workshop.server.logs import log, log_request, set_up
from workshop.server.rendering import TEMPLATE, page_context
from workshop.server.routes import routes
from workshop.server.settings import FACILITATION, MESSAGE_BYTES, ServeSettings, own_name
from workshop.server.static import StaticFiles
from workshop.server.tls import Certificate
from workshop.server.visits import NEVER_CONNECTED, Visits

if TYPE_CHECKING:
    from workshop.forking.fork_server import ForkServer

#: Who may ask the store, or do something else that takes a while, at the same time.
_ASKING = 64
ALLOWED = ["comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request"]


def configuration() -> Config:
    """Return what we set in Voilà and Jupyter; nothing of it can be changed from an address."""
    c = Config()
    c.VoilaConfiguration.template = TEMPLATE
    c.VoilaConfiguration.allow_template_override = "NO"
    c.VoilaConfiguration.allow_theme_override = "NO"
    c.VoilaConfiguration.show_tracebacks = False
    c.VoilaConfiguration.strip_sources = True
    c.VoilaConfiguration.file_allowlist = []
    c.VoilaConfiguration.kernel_spec_manager_class = OwnKernel
    c.MappingKernelManager.allow_tracebacks = False
    c.MappingKernelManager.allowed_message_types = ALLOWED
    # A restarted kernel would be an empty one. A page does better: it sees the end and asks for a new page.
    c.KernelRestarter.restart_limit = 0
    c.KernelRestarter.time_to_dead = 1.0
    if os.name == "posix":
        c.KernelManager.transport = "ipc"  # no ports to race for, none for others on this computer to reach
    else:
        c.KernelManager.transport_encryption = "auto"
    return c


class WorkshopServer(Voila):  # type: ignore[misc]
    """Voilà with rooms, keys and nothing else to reach.

    Parameters
    ----------
    settings, secret, store, links, sockets, certificate
        What :mod:`workshop.server.start` has made ready, so that every complaint came before this point.
    on_ready
        Called once visitors may come.
    say
        Tells the facilitator one more line.
    begun
        What pages are forked from, if kernels are forked.
    """

    def __init__(
        self,
        settings: ServeSettings,
        *,
        secret: bytes,
        store: Store,
        links: Links,
        sockets: list[socket.socket],
        certificate: Certificate | None,
        on_ready: Callable[[], None],
        say: Callable[[str], None],
        begun: ForkServer | None,
    ) -> None:
        super().__init__(config=configuration(), log_level="WARN")
        self.workshop = settings
        self.secret, self.store, self.links = secret, store, links
        self.sockets, self.certificate, self.on_ready = sockets, certificate, on_ready
        self.say, self.begun = say, begun
        self.herald = Herald(store)
        self.bounded = False  # whether the system keeps the server's memory under its ceiling
        self.config_file_paths: list[str] = []  # a voila.json in some home folder must not open anything
        # All folders of notebooks must lie below Voilà's root where pages are forked; no address leads there.
        translated = settings.translated or bool(settings.others)
        places = [settings.notebooks, settings.facilitation, *([facilitation.folder()] if translated else [])]
        for folder in settings.folders:
            with paths.holding(folder):
                places += [paths.notebooks(name) for name in site.languages()] if settings.translated else []
        self.root_dir = _around(places)
        self.identity_provider_class = Visitors
        self.cookie_secret = secret
        self.base_url = links.path
        self.port = sockets[0].getsockname()[1]
        self.config.VoilaExporter.preprocessors = [page_context(self)]
        set_up(settings.verbose, self.log)

    # ------------------------------------------------------------------ Voilà's extension points

    def setup_template_dirs(self) -> None:
        """Look for our template in the kit's assets, then for what it builds on in Voilà and nbconvert."""
        ours = paths.assets() / "templates" / TEMPLATE
        conf = ours / "conf.json"
        base = json.loads(conf.read_text("utf-8")).get("base_template") if conf.is_file() else None
        behind = collect_template_paths(["voila", "nbconvert"], base or "base", prune=True)
        self._behind = behind
        self.static_paths: list[str] = []

    @property
    def template_paths(self) -> list[str]:
        """Where the templates of pages are, in the workshop that is held first."""
        return [*map(str, paths.templates(TEMPLATE)), *self._behind]

    def init_settings(self) -> dict[str, Any]:
        """Let Voilà set up its managers, then put our own limits and pages in."""
        settings: dict[str, Any] = super().init_settings()
        self.kernel_manager.allowed_message_types = ALLOWED
        lift_server_limits(self.kernel_manager.context)
        ui = paths.built()
        assets = paths.assets() / "templates"
        self.static = StaticFiles(
            {"ui": ui, "site": assets / "site" / "static", TEMPLATE: assets / TEMPLATE / "static"}
            | {f"kinds/{name}": folder for name, folder in drawings().items()}
        )
        self.reaper = Reaper(
            self.kernel_manager,
            log,
            unclaimed_after=max(self.workshop.orphan_seconds, NEVER_CONNECTED),
            lost_after=self.workshop.orphan_seconds,
            idle_after=self.workshop.idle_seconds,
        )
        visits = Visits(
            self.kernel_manager,
            self.reaper,
            limit=self.workshop.max_pages,
            pages_memory=page_memory.ceiling(self.workshop.pages_memory),
            templates=lambda: self.pages.templates(),  # noqa: PLW0108 - which backend it is comes later
            give_up=lambda: self.pages.give_up(),  # noqa: PLW0108
        )
        self.pages: KernelBackend = choose_backend(self, self.workshop, self.reaper, self.begun)
        self.context = Context(
            settings=self.workshop,
            secret=self.secret,
            store=self.store,
            links=self.links,
            static=self.static,
            site=site.Site(self.asset, self.base_url, overheard=self.links.overheard, secure=self.links.secure),
            visits=visits,
            pages=self.pages,
            base_url=self.base_url,
        )
        self.herald.overhears = self.context.guesses.overhear
        return settings | self._web_settings()

    def _web_settings(self) -> dict[str, Any]:
        return {
            "workshop": self.context,
            "log_function": log_request,
            "default_handler_class": MissingHandler,
            "websocket_max_message_size": MESSAGE_BYTES + sealing.FILLING,
            # Pages and pictures are text: a fifth of the bytes on a bad network, for a millisecond of the server.
            "compress_response": True,
            "websocket_compression_options": {"compression_level": 3, "mem_level": 5},
            "ws_ping_interval": 1000 * self.workshop.ping_seconds,
            # longer than the interval, or the first ping closes a page that is well
            "ws_ping_timeout": 1000 * self.workshop.ping_seconds * 5 / 3,
            "xsrf_cookies": True,
            "xsrf_cookie_kwargs": {"samesite": "Strict", "secure": self.links.secure, "path": self.base_url},
        }

    def init_handlers(self) -> list[Any]:
        """Return our addresses only: no tree, no other notebook, no files, no lists.

        Some proxies leave the path of the site out of what they pass on, so it may be missing.
        """
        return routes(self.base_url) + (routes("/") if self.base_url != "/" else [])

    def asset(self, name: str) -> str:
        """Return the lasting address of a static file, for templates."""
        return self.static.url(name, self.base_url)

    # ------------------------------------------------------------------ running

    def start(self) -> None:
        """Serve until Ctrl-C or SIGTERM, then leave nothing behind."""
        gc.freeze()
        gc.enable()
        self.bounded = memory.keep_under(self.workshop.server_memory)
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        stopping = asyncio.Event()
        # One who waits for the store keeps no other waiting who only reads; Python has a few more than there are cores.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_ASKING, "workshop-asking"))
        _on_signal(asyncio.get_running_loop(), stopping.set)
        self.connection_dir = tempfile.mkdtemp(prefix="workshop-", dir=_short_folder())
        server = None
        tasks: list[asyncio.Task[None]] = []
        try:
            await self.herald.start(Path(self.connection_dir))
            server = self._listen()
            works = [self.reaper.run(), self._purge(), self.context.visits.memory.run()]
            if self.certificate:
                works.append(self.certificate.keep_renewed())
            tasks = [asyncio.create_task(work) for work in works]
            if not stopping.is_set():
                self.on_ready()
            await self._until(stopping, self._prepare())
            tasks += [asyncio.create_task(work) for work in (self._warm(), self._prepare_ahead())]
            await stopping.wait()
        finally:
            if server is not None:
                server.stop()
            for task in tasks:
                task.cancel()
            if hasattr(self, "static"):
                self.static.stop_warming()
            await self._leave_nothing()

    def _listen(self) -> EitherSchemeServer:
        """Answer, from now on, those who ask for one of our own names, and nobody else."""
        self.app = Application(**self.init_settings())
        own = security.own_hosts(self.workshop.host, self.links.base)
        self.app.add_handlers(own, [*self.init_handlers(), (".*", MissingHandler)])
        self.app.add_handlers(".*$", [(".*", StrangeHostHandler)])
        server = EitherSchemeServer(
            self.app,
            base=self.links.base,
            certificate=self.certificate.context if self.certificate else None,
            seconds=self.workshop.request_seconds,
            max_body_size=MESSAGE_BYTES,
            # A request that is begun and never finished holds nothing for long. A proxy keeps its connections open.
            idle_connection_timeout=75 if self.workshop.proxies else self.workshop.request_seconds,
            body_timeout=self.workshop.request_seconds,
        )
        server.add_sockets(self.sockets)
        return server

    async def _prepare(self) -> None:
        """Get the pages ready; with standard kernels if forked ones do not work with what is installed."""
        own, others = await self._notebooks()
        proving = asyncio.ensure_future(proven(self.pages, self, self.workshop))  # first in the queue: all wait for it
        await asyncio.sleep(0)
        preparing = asyncio.ensure_future(self.pages.prepare(own, others))
        await asyncio.sleep(0)
        if count := self.pages.unready():
            self.say(banner.GETTING_READY.format(n=count))
        proved = await proving
        if proved is not self.pages:
            preparing.cancel()
            await self.pages.close()
            self.pages = self.context.pages = proved
            for line in banner.slower(proved.name, proved.reason):
                self.say(line)
            count = 0
        self.context.chosen.set()
        if count:
            await self.pages.ready(own[0])
            self.say(banner.FIRST_READY)
            await preparing
            self.say(banner.ALL_READY)

    async def _prepare_ahead(self) -> None:
        """Get ready for what comes later: nobody has to wait when the group goes on."""
        for_all = await self.pages.prepare_ahead()
        memory.give_back()
        if for_all is not None:
            self.say(banner.PARTS_READY if for_all else banner.SOME_LATER)

    async def _until(self, stopping: asyncio.Event, work: Any) -> None:
        """Do some work, but drop it when the facilitator stops the server meanwhile."""
        stop = asyncio.ensure_future(stopping.wait())
        task = asyncio.ensure_future(work)
        await asyncio.wait({stop, task}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if task.done():
            task.result()
        else:
            task.cancel()

    async def _notebooks(self) -> tuple[list[Path], list[Path]]:
        """Return the notebooks of the room's language, and those that only somebody who chooses another will need.

        First comes what is wanted first: where the room is, the console, the wall, and the parts that follow.
        """
        language = self.workshop.language
        part = None
        with suppress(RoomError):
            room = await asyncio.to_thread(self.store.newest_open, own_name())
            part = self.context.part(room.state().part) if room else None
        parts = self.context.parts
        at = parts.index(part or self.context.first_part())
        names = [parts[at], *FACILITATION, *parts[at + 1 :], *parts[:at]]
        own = [self.context.settings.notebook(name, language) for name in names]
        others: dict[Path, None] = {}
        for folder in self.workshop.folders:
            with paths.holding(folder):
                others |= dict.fromkeys(n for known in site.languages() for n in self.context.notebooks(known))
        return own, [notebook for notebook in others if notebook not in own]

    async def _warm(self) -> None:
        await asyncio.to_thread(self.static.warm)

    async def _purge(self) -> None:
        while True:
            for minute in range(10):
                with suppress(RoomError):
                    await asyncio.to_thread(self.store.forget_absent if minute else self.store.purge_expired)
                await asyncio.sleep(60)

    async def _leave_nothing(self) -> None:
        await self.herald.stop()
        with suppress(Exception):
            await asyncio.wait_for(self.pages.close(), 10)
        if hasattr(self, "kernel_manager"):
            with suppress(Exception):
                await asyncio.wait_for(ensure_async(self.kernel_manager.shutdown_all(now=True)), 10)
        shutil.rmtree(self.connection_dir, ignore_errors=True)


def _around(places: Iterable[Path]) -> str:
    """Return the folder that holds all of these; where none does, on two of Windows' drives, the first."""
    places = list(places)
    try:
        return os.path.commonpath(places)
    except ValueError:  # ordinary kernels are told where they work
        return str(places[0])


def _short_folder() -> str | None:
    """Return where connection files go: a socket's path has at most 104 characters; macOS spends half."""
    if sys.platform == "darwin":
        return "/tmp"  # noqa: S108 - mkdtemp makes a folder of its own in it
    here = tempfile.gettempdir()
    return here if len(here) < 30 or os.name != "posix" else "/tmp"  # noqa: S108


def _on_signal(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
    """Stop on Ctrl-C and on SIGTERM."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if os.name == "posix":
            loop.add_signal_handler(number, stop)
        else:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))
