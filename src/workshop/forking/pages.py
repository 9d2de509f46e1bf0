"""Pages whose kernels are forked: the part of this package that a Voilà application talks to."""

# mypy: allow-untyped-calls
from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import nbformat
from voila.app import Voila

from .die_with_parent import ParentPipe
from .errors import ZygoteGone
from .first_states import METADATA
from .fork_server import ForkServer
from .forked_kernels import ForkedKernels
from .kernel_manager import ForkedKernelManager
from .limits import Limits, kernels_for, lift_server_limits
from .page import Around, PageBroken, PageFull, RenderedPage
from .page_cache import render_once
from .page_version import PageVersion, Pool
from .page_versions import PageVersions
from .reaper import Reaper
from .websocket import ReadyConnection

TRIES = 3


class ForkedPages:
    """Serves pages from zygotes.

    Parameters
    ----------
    app
        Voilà, after ``init_settings`` and the creation of its web application (``app.app``).
    notebooks
        Paths of the pages, relative to ``app.root_dir`` or absolute below it, in the order in which they are prepared.
    later
        More pages, each prepared when somebody first asks for it or :meth:`prepare_soon` names it.
    at_hand
        Most pages that stay prepared, 10 to 20 MB each; None for all. See :class:`.page_versions.PageVersions`.
    limits
        Bounds; see :class:`.limits.Limits`.
    expected
        Forks to keep waiting: for all pages together counted per page, or a mapping from page to number.
        :meth:`expect` changes it later.
    watched
        Files and folders that all pages depend on (the content), apart from their notebooks.
    environment
        Variables for all kernels, never anything of a visitor.
    within
        Opened around what is done for a page, named by its path below the root; gives more variables for its kernels.
    check_every
        Seconds between looks at changed files.
    reaper
        Who ends the kernels that nobody needs; whoever made it runs it. Without one, the limits' times are kept here.
    fork_server
        What all pages are forked from; by default one that imports what a bare kernel needs.
    """

    def __init__(
        self,
        app: Voila,
        notebooks: Iterable[str | Path],
        *,
        later: Iterable[str | Path] = (),
        at_hand: int | None = None,
        limits: Limits | None = None,
        expected: int | Mapping[str, int] = 0,
        watched: Iterable[Path] = (),
        environment: Mapping[str, str] | None = None,
        within: Around | None = None,
        check_every: float = 2.0,
        reaper: Reaper | None = None,
        fork_server: ForkServer | None = None,
    ) -> None:
        self._app = app
        self._limits = limits or Limits()
        self._check_every = check_every
        self._fork_server = fork_server or ForkServer(ParentPipe())
        self._tasks: list[asyncio.Task[None]] = []
        names = self._names = [self._name(notebook) for notebook in notebooks]
        common = _around(within, {**_voila_variables(app), **(environment or {})})
        self._before: Callable[[], None] = lambda: None
        self._own_reaper: Reaper | None = None
        if reaper is None:
            reaper = self._own_reaper = Reaper(
                app.kernel_manager,
                app.log,
                unclaimed_after=self._limits.unclaimed_after,
                lost_after=self._limits.lost_after,
                idle_after=self._limits.idle_after,
            )
        self._forks = ForkedKernels(app.kernel_manager, self._limits, common, app.log, reaper)
        self._pool = Pool(self._fork_ahead, self._forks.end)
        self._versions = PageVersions(
            app,
            names,
            self._fork_server,
            later=[self._name(notebook) for notebook in later],
            at_hand=at_hand,
            within=common,
            watched=watched,
            timeout=self._limits.zygote_start,
            retire=self._pool.retire,
            renewed=self._pool.wake,
        )
        wanted = dict.fromkeys(names, expected) if isinstance(expected, int) else dict(expected)
        for notebook, visitors in wanted.items():
            self.expect(notebook, visitors)

    async def start(self) -> None:
        """Prepare all pages and fill their pools; for those that fail see :meth:`trouble`."""
        self._adapt_server()
        preparing = asyncio.ensure_future(self._versions.prepare_all())
        await self._compile_template()
        await preparing
        for version in self._versions.current():
            while len(version.waiting) < self._pool.expected.get(version.notebook, 0):
                if not await self._pool.fill_one(version):
                    break
        self._tasks = [
            asyncio.ensure_future(self._pool.fill(self._versions.current)),
            asyncio.ensure_future(self._versions.keep_watching(self._check_every)),
        ]
        if self._own_reaper is not None:
            self._tasks.append(asyncio.ensure_future(self._own_reaper.run()))

    async def render(self, notebook: str | Path, group: str | None = None) -> RenderedPage:
        """Return a page with a kernel of its own.

        Parameters
        ----------
        notebook
            One of the notebooks given at construction.
        group
            What ``limits.kernels_per_group`` counts by: the room's id. It stays in this process.

        Raises
        ------
        PageFull, PageBroken
            With sentences for people.
        """
        name = self._name(notebook)
        self._pool.joined()
        for _ in range(TRIES):
            version = await self._versions.get(name)
            while version.waiting:
                kernel_id = version.waiting.popleft()
                try:
                    if await self._forks.hand_out(kernel_id, group):
                        return RenderedPage(version.page(kernel_id), kernel_id)
                except PageFull:
                    version.waiting.appendleft(kernel_id)
                    raise
            with contextlib.suppress(ZygoteGone):
                kernel_id = await self._forks.fork(version, group=group)
                return RenderedPage(version.page(kernel_id), kernel_id)
        raise PageBroken(
            "This page cannot be shown just now. Please tell whoever leads here; the other pages work.",
            f"The zygote of {name} ended {TRIES} times while a visitor waited; see the server's log.",
        )

    def first_states(self, name: str) -> bytes | None:
        """Return what the widgets of a page begin with, as JSON; None if no page is made of these any more.

        Parameters
        ----------
        name
            What the page's template found in the notebook's metadata under ``first_states``.
        """
        found = (version.states for version in self._versions.current() if version.states_name == name)
        return next(found, None)

    def expect(self, notebook: str | Path, visitors: int) -> None:
        """Keep this many forks of a page waiting from now on (about 16 MB each).

        Expect those who will come to the *next* page, and no one on pages that are over.
        """
        self._pool.expect(self._name(notebook), visitors)

    def prepare_soon(self, notebooks: Iterable[str | Path]) -> None:
        """Prepare pages that were left for later, in the background and one after the other.

        A page costs 10 to 20 MB once it is prepared.
        """
        names = [self._name(notebook) for notebook in notebooks]
        self._tasks = [task for task in self._tasks if not task.done()]
        self._tasks.append(asyncio.ensure_future(self._versions.prepare_in_turn(names)))

    async def prepare_ahead(self, notebooks: Iterable[str | Path]) -> bool:
        """Prepare pages that nobody has asked for; see :meth:`.page_versions.PageVersions.prepare_ahead`."""
        return await self._versions.prepare_ahead([self._name(notebook) for notebook in notebooks])

    async def give_up(self, but: int) -> int | None:
        """Give up the prepared page that was asked for longest ago; see :meth:`.page_versions.PageVersions.give_up`."""
        return await self._versions.give_up(but)

    def prepared(self) -> list[str]:
        """Return the pages that can be rendered at once."""
        return [version.notebook for version in self._versions.current()]

    def trouble(self) -> dict[str, str]:
        """Return, per notebook that could not be prepared, a sentence for the facilitator."""
        return self._versions.trouble()

    def templates(self) -> list[int]:
        """Return the process ids of what pages are forked from now."""
        return [version.zygote.pid for version in self._versions.current() if version.zygote.alive()]

    def unready(self) -> int:
        """Return how many pages are still being prepared for the first time."""
        return len(self._versions.unready())

    async def ready(self, notebook: str | Path) -> None:
        """Wait until a page can be rendered, or cannot."""
        with contextlib.suppress(PageBroken):
            await self._versions.get(self._name(notebook))

    async def stop(self) -> None:
        """End all zygotes and forks."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._versions.close()
        await self._forks.end_all()
        self._before()
        self._fork_server.parent_pipe.close()

    async def _compile_template(self) -> None:
        """Render an empty page, which compiles the template of all, while others still import and execute."""
        empty = nbformat.v4.new_notebook(metadata={METADATA: ""})
        with contextlib.suppress(Exception):  # a page with something in it will say what is wrong
            await asyncio.sleep(0)
            await render_once(self._app, next(iter(self._names)), empty)

    def _adapt_server(self) -> None:
        """Lift the limits that would stop a server early, and use our kernel manager and websocket."""
        app = self._app
        before = app.kernel_manager.kernel_manager_class, app.app.settings.get("kernel_websocket_connection_class")

        def as_before() -> None:
            app.kernel_manager.kernel_manager_class, app.app.settings["kernel_websocket_connection_class"] = before

        self._before = as_before
        app.kernel_manager.kernel_manager_class = f"{ForkedKernelManager.__module__}.{ForkedKernelManager.__name__}"
        app.app.settings["kernel_websocket_connection_class"] = ReadyConnection
        app.app.settings["websocket_max_message_size"] = self._limits.message
        possible = kernels_for(lift_server_limits(app.kernel_manager.context))
        if possible < self._limits.kernels:
            app.log.warning(
                "This system lets the server keep enough files open for %d pages only; see `ulimit -n`.",
                possible,
            )

    async def _fork_ahead(self, version: PageVersion) -> str | None:
        try:
            return await self._forks.fork(version, hand_out=False)
        except (PageFull, PageBroken, ZygoteGone) as error:
            self._app.log.warning("No fork of %s could be made ahead: %s", version.notebook, error)
            return None

    def _name(self, notebook: str | Path) -> str:
        path = Path(notebook)
        return (path.relative_to(self._app.root_dir) if path.is_absolute() else path).as_posix()


def _around(within: Around | None, common: Mapping[str, str]) -> Around:
    """Return what is opened around the work for a page, and gives all variables of its kernels."""

    @contextmanager
    def around(notebook: str) -> Iterator[Mapping[str, str]]:
        with within(notebook) if within else contextlib.nullcontext({}) as more:
            yield {**common, **more}

    return around


def _voila_variables(app: Voila) -> dict[str, str]:
    """Return what Voilà tells kernels about the server; what it tells about visits is left out on purpose."""
    return {
        "VOILA_PREHEAT": "False",
        "VOILA_BASE_URL": app.base_url,
        "VOILA_SERVER_URL": app.server_url or app.base_url,
        "VOILA_APP_PORT": str(app.port),
    }
