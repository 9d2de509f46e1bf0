"""Pages whose kernels are forked: the part of this package that a Voilà application talks to."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import zmq
from voila.app import Voila

from .clones import Clones
from .edition import Edition, Pool
from .editions import Editions
from .errors import PageBroken, PageFull, TemplateGone
from .kernel_manager import ForkedKernelManager
from .lifeline import Lifeline
from .limits import Limits, clones_for, raise_descriptor_limit
from .websocket import ReadyConnection

SOCKETS = 20_000
"""ZeroMQ's own limit of 1,023 sockets stops a server at exactly 170 kernels."""
TRIES = 3


@dataclass(frozen=True)
class RenderedPage:
    """A page for one visitor: its HTML, and the id of the kernel behind it."""

    html: str
    kernel_id: str


class ForkedPages:
    """Serves pages from templates.

    Parameters
    ----------
    app
        Voilà, after ``init_settings`` and the creation of its web application (``app.app``).
    notebooks
        Paths of the pages, relative to ``app.root_dir`` or absolute below it.
    later
        More pages, each prepared when somebody first asks for it or :meth:`prepare_soon` names it.
    limits
        Bounds; see :class:`.limits.Limits`.
    expected
        Clones to keep waiting: for all pages together counted per page, or a mapping from page to number.
        :meth:`expect` changes it later.
    watched
        Files and folders that all pages depend on (the content), apart from their notebooks.
    environment
        Variables for all kernels, such as ``WORKSHOP_SURFACE``; never anything of a visitor.
    check_every
        Seconds between looks at changed files.
    """

    def __init__(
        self,
        app: Voila,
        notebooks: Iterable[str | Path],
        *,
        later: Iterable[str | Path] = (),
        limits: Limits | None = None,
        expected: int | Mapping[str, int] = 0,
        watched: Iterable[Path] = (),
        environment: Mapping[str, str] | None = None,
        check_every: float = 2.0,
    ) -> None:
        self._app = app
        self._limits = limits or Limits()
        self._check_every = check_every
        self._lifeline = Lifeline()
        self._tasks: list[asyncio.Task[None]] = []
        names = [self._name(notebook) for notebook in notebooks]
        common = {**_voila_variables(app), **(environment or {})}
        self._clones = Clones(app.kernel_manager, self._limits, common, app.log)
        self._pool = Pool(self._fork_ahead, self._clones.end)
        self._editions = Editions(
            app,
            names,
            self._lifeline,
            later=[self._name(notebook) for notebook in later],
            environment=common,
            watched=watched,
            timeout=self._limits.template_start,
            retire=self._retire,
            renewed=self._pool.wake,
        )
        wanted = dict.fromkeys(names, expected) if isinstance(expected, int) else dict(expected)
        for notebook, visitors in wanted.items():
            self.expect(notebook, visitors)

    async def start(self) -> None:
        """Prepare all pages and fill their pools; for those that fail see :meth:`trouble`."""
        self._adapt_server()
        await self._editions.prepare_all()
        for edition in self._editions.current():
            while len(edition.waiting) < self._pool.expected.get(edition.notebook, 0):
                if not await self._pool.fill_one(edition):
                    break
        self._tasks = [
            asyncio.ensure_future(self._pool.fill(self._editions.current)),
            asyncio.ensure_future(self._editions.keep_watching(self._check_every)),
            asyncio.ensure_future(self._clones.keep_culling(self._limits.look_every)),
        ]

    async def render(self, notebook: str | Path, group: str | None = None) -> RenderedPage:
        """Return a page with a kernel of its own.

        Parameters
        ----------
        notebook
            One of the notebooks given at construction.
        group
            What ``limits.clones_per_group`` counts by: the room's id. It stays in this process.

        Raises
        ------
        PageFull, PageBroken
            With sentences for people.
        """
        name = self._name(notebook)
        self._pool.joined()
        for _ in range(TRIES):
            edition = await self._editions.get(name)
            while edition.waiting:
                kernel_id = edition.waiting.popleft()
                try:
                    if await self._clones.hand_out(kernel_id, group):
                        return RenderedPage(edition.page(kernel_id), kernel_id)
                except PageFull:
                    edition.waiting.appendleft(kernel_id)
                    raise
            with contextlib.suppress(TemplateGone):
                kernel_id = await self._clones.fork(edition, group=group)
                return RenderedPage(edition.page(kernel_id), kernel_id)
        raise PageBroken(
            "This page cannot be shown just now. Please tell the facilitator; the other pages work.",
            f"The template of {name} ended {TRIES} times while a visitor waited; see the server's log.",
        )

    def first_states(self, name: str) -> bytes | None:
        """Return what the widgets of a page begin with, as JSON; None if no page is made of these any more.

        Parameters
        ----------
        name
            What the page's template found in the notebook's metadata under ``first_states``.
        """
        found = (edition.states for edition in self._editions.current() if edition.states_name == name)
        return next(found, None)

    def expect(self, notebook: str | Path, visitors: int) -> None:
        """Keep this many clones of a page waiting from now on (about 16 MB each).

        Expect those who will come to the *next* page, and no one on pages that are over.
        """
        self._pool.expect(self._name(notebook), visitors)

    def prepare_soon(self, notebooks: Iterable[str | Path]) -> None:
        """Prepare pages that were left for later, in the background and one after the other.

        A page costs about 100 MB once it is prepared, so nothing is prepared that nobody is going to need.
        """
        names = [self._name(notebook) for notebook in notebooks]
        self._tasks.append(asyncio.ensure_future(self._editions.prepare_in_turn(names)))

    def trouble(self) -> dict[str, str]:
        """Return, per notebook that could not be prepared, a sentence for the facilitator."""
        return self._editions.trouble()

    def open_pages(self) -> int:
        """Return how many clones there are, waiting ones included."""
        return len(self._clones)

    async def stop(self) -> None:
        """End all templates and clones."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._editions.close()
        await self._clones.end_all()
        self._lifeline.close()

    def _adapt_server(self) -> None:
        """Lift the limits that would stop a server early, and use our kernel manager and websocket."""
        app = self._app
        app.kernel_manager.kernel_manager_class = f"{ForkedKernelManager.__module__}.{ForkedKernelManager.__name__}"
        with contextlib.suppress(zmq.ZMQError):  # too late if kernels run already
            app.kernel_manager.context.set(zmq.MAX_SOCKETS, SOCKETS)
        app.app.settings["kernel_websocket_connection_class"] = ReadyConnection
        app.app.settings["websocket_max_message_size"] = self._limits.message
        possible = clones_for(raise_descriptor_limit())
        if possible < self._limits.clones:
            app.log.warning(
                "This system lets the server keep enough files open for %d pages only; see `ulimit -n`.",
                possible,
            )

    async def _fork_ahead(self, edition: Edition) -> str | None:
        try:
            return await self._clones.fork(edition, hand_out=False)
        except (PageFull, PageBroken, TemplateGone) as error:
            self._app.log.warning("No clone of %s could be made ahead: %s", edition.notebook, error)
            return None

    async def _retire(self, edition: Edition) -> None:
        while edition.waiting:
            await self._clones.end(edition.waiting.popleft())

    def _name(self, notebook: str | Path) -> str:
        path = Path(notebook)
        return (path.relative_to(self._app.root_dir) if path.is_absolute() else path).as_posix()


def _voila_variables(app: Voila) -> dict[str, str]:
    """Return what Voilà tells kernels about the server; what it tells about visits is left out on purpose."""
    return {
        "VOILA_PREHEAT": "False",
        "VOILA_BASE_URL": app.base_url,
        "VOILA_SERVER_URL": app.server_url or app.base_url,
        "VOILA_APP_PORT": str(app.port),
    }
