"""Forked kernels: each notebook is executed once, and a visit is a fork of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from typing_extensions import override

from workshop import paths
from workshop.forking.fork_server import ForkServer
from workshop.forking.limits import Limits
from workshop.forking.page import RenderedPage
from workshop.forking.pages import ForkedPages
from workshop.forking.reaper import Reaper
from workshop.server import origin
from workshop.server.kernel_backends.backend import KernelBackend
from workshop.server.kernel_backends.forecast import ArrivalForecast
from workshop.server.page_memory import MIB, ceiling
from workshop.server.settings import FACILITATION, MESSAGE_BYTES, ServeSettings
from workshop.server.visits import FACILITATION_PAGES

AT_START = 4
"""Pages that are prepared before anybody comes: the part where the room is, console, wall, and the next part."""


def at_hand(memory: int) -> int:
    """Return how many pages may stay prepared where all pages together may take so many bytes."""
    return max(AT_START, memory // (64 * MIB)) if memory else 1000


class ForkedKernels(KernelBackend):
    """Executes each notebook once; a visit is a fork of it.

    Parameters
    ----------
    app
        The server.
    settings
        How many pages there may be, and how many to keep ready.
    reaper
        Ends the pages' kernels.
    begun
        What pages are forked from.
    """

    name = "forked"

    def __init__(self, app: Any, settings: ServeSettings, reaper: Reaper, begun: ForkServer | None) -> None:
        super().__init__(at_once=4)
        self._app, self._settings, self._reaper = app, settings, reaper
        self.origin = begun or origin.begin(settings.kernels)
        self._pages: ForkedPages | None = None
        self._forecast = ArrivalForecast([], 0)
        self._ahead: Sequence[Path] = ()

    @override
    async def prepare(self, notebooks: Sequence[Path], later: Sequence[Path] = ()) -> None:
        """Execute every notebook once and fork as many kernels ahead as are expected."""
        settings = self._settings
        first, others = notebooks[:AT_START], notebooks[AT_START:]
        self._ahead = others
        of_a_room = settings.max_pages + 2 * FACILITATION_PAGES
        most = of_a_room + settings.max_pages  # a console and a wall for each few people: rooms may be small
        self._forecast = ArrivalForecast(_orders([*notebooks, *later]), settings.pool)
        self._pages = ForkedPages(
            self._app,
            first,
            later=[*others, *later],
            at_hand=at_hand(ceiling(settings.pages_memory)),
            limits=Limits(
                kernels=most + 2 * settings.pool,  # a page's, and those for the page that comes after it
                kernels_per_group=of_a_room,
                message=MESSAGE_BYTES,
            ),
            expected={self._relative(page): number for page, number in self._forecast.at_start().items()},
            watched=[paths.assets(), *self._content()],
            environment=origin.ENVIRONMENT,
            within=self._within,
            reaper=self._reaper,
            fork_server=self.origin,
        )
        await self._pages.start()

    @override
    async def prepare_ahead(self) -> bool | None:
        """Prepare the other parts of the room's language, those that follow first."""
        return await self._pages.prepare_ahead(self._ahead) if self._pages else None

    @override
    async def give_up(self) -> int | None:
        """Give up a template; as many stay as are prepared at the start."""
        return await self._pages.give_up(AT_START) if self._pages else None

    @override
    def first_states(self, name: str) -> bytes | None:
        """Return what the template's widgets begin with."""
        return self._pages.first_states(name) if self._pages else None

    @override
    def expect(self, notebooks: Sequence[Path]) -> None:
        """Prepare what is ready in one language in another one too."""
        if self._pages is not None:
            near = {Path(page).name for page in self._pages.prepared()}
            self._pages.prepare_soon([notebook for notebook in notebooks if notebook.name in near])

    @override
    def templates(self) -> list[int]:
        """Return them also when what they were forked from has ended, and they are this server's children no more."""
        return self._pages.templates() if self._pages else []

    @override
    def unready(self) -> int:
        """Return how many templates are still to come."""
        return self._pages.unready() if self._pages else 0

    @override
    async def ready(self, notebook: Path) -> None:
        """Wait for a template."""
        if self._pages is not None:
            await self._pages.ready(notebook)

    @override
    async def render(self, notebook: Path, group: str) -> RenderedPage:
        """Return the page with a fresh fork behind it."""
        assert self._pages is not None
        async with self.turn(notebook):
            page = await self._pages.render(notebook, group)
        if following := self._forecast.next(notebook):
            self._pages.prepare_soon([following])
        for expected, number in self._forecast.came(notebook).items():
            self._pages.expect(expected, number)
        return page

    @override
    async def close(self) -> None:
        """End every template and fork."""
        if self._pages is not None:
            await self._pages.stop()

    def _content(self) -> Iterator[Path]:
        for folder in self._settings.folders:
            with paths.holding(folder):
                yield from paths.content()

    @contextmanager
    def _within(self, notebook: str) -> Iterator[Mapping[str, str]]:
        """Hold the workshop of a notebook, here and in its kernels."""
        folder = self._settings.folder_of(Path(self._app.root_dir) / notebook)
        with paths.holding(folder):
            yield {"WORKSHOP_FOLDER": str(folder)} if folder else {}

    def _relative(self, notebook: Path) -> str:
        return notebook.relative_to(self._app.root_dir).as_posix()


def _orders(notebooks: Sequence[Path]) -> list[list[Path]]:
    """Return the parts of each language, which is a folder, in their order."""
    folders: dict[Path, list[Path]] = {}
    for notebook in notebooks:
        if notebook.stem not in FACILITATION:
            folders.setdefault(notebook.parent, []).append(notebook)
    return [sorted(folder) for folder in folders.values()]
