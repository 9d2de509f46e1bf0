"""Fast pages for this server: forked kernels behind the interface that ordinary pages have too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workshop import paths
from workshop.forking import ForkedPages, Limits, PageBroken, PageFull
from workshop.server.coming import Coming
from workshop.server.pages import PageError, PagesFullError, PageSource, RenderedPage
from workshop.server.settings import FACILITATION, ServeSettings
from workshop.server.visits import FACILITATION_PAGES

MESSAGE_BYTES = 1_000_000


class ForkedSource(PageSource):
    """Executes each notebook once; a visit is a fork of it.

    Parameters
    ----------
    app
        The server.
    settings
        How many pages there may be, and how many to keep ready.
    """

    name = "forked"

    def __init__(self, app: Any, settings: ServeSettings) -> None:
        self._app, self._settings = app, settings
        self._pages: ForkedPages | None = None
        self._coming = Coming([], 0)

    async def prepare(self, notebooks: Sequence[Path], later: Sequence[Path] = ()) -> None:
        """Execute every notebook once and fork as many kernels ahead as are expected."""
        settings = self._settings
        most = settings.max_pages + FACILITATION_PAGES
        self._coming = Coming(_orders([*notebooks, *later]), settings.pool)
        self._pages = ForkedPages(
            self._app,
            notebooks,
            later=later,
            limits=Limits(
                clones=most + 2 * settings.pool,  # a page's, and those for the page that comes after it
                clones_per_group=most,
                message=MESSAGE_BYTES,
                lost_after=settings.orphan_seconds,
                unclaimed_after=max(settings.orphan_seconds, 120),
                idle_after=24 * 3600,  # a projector may stand still for long; idle phones are ended by the visits
            ),
            expected={self._relative(page): number for page, number in self._coming.at_start().items()},
            watched=[paths.assets(), *paths.content()],
            environment={"WORKSHOP_SURFACE": "voila"},
        )
        await self._pages.start()

    def first_states(self, name: str) -> bytes | None:
        """Return what the template's widgets begin with."""
        return self._pages.first_states(name) if self._pages else None

    def expect(self, notebooks: Sequence[Path]) -> None:
        """Prepare those of another language that are not ready, one after the other."""
        if self._pages is not None:
            self._pages.prepare_soon(notebooks)

    async def render(self, notebook: Path, group: str) -> RenderedPage:
        """Return the page with a fresh fork behind it."""
        assert self._pages is not None
        try:
            page = await self._pages.render(notebook, group)
        except PageFull as error:
            raise PagesFullError(str(error)) from error
        except PageBroken as error:
            raise PageError(error.detail or error.sentence) from error
        for expected, number in self._coming.came(notebook).items():
            self._pages.expect(expected, number)
        return RenderedPage(page.html, page.kernel_id)

    async def close(self) -> None:
        """End every template and fork."""
        if self._pages is not None:
            await self._pages.stop()

    def _relative(self, notebook: Path) -> str:
        return notebook.relative_to(self._app.root_dir).as_posix()


def _orders(notebooks: Sequence[Path]) -> list[list[Path]]:
    """Return the parts of each language, which is a folder, in their order."""
    folders: dict[Path, list[Path]] = {}
    for notebook in notebooks:
        if notebook.stem not in FACILITATION:
            folders.setdefault(notebook.parent, []).append(notebook)
    return list(folders.values())
