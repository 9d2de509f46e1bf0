"""Standard kernels: Voilà starts a kernel for each visit and executes the notebook in it."""

from __future__ import annotations

import asyncio
import os
import uuid
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async
from typing_extensions import override

from workshop import paths
from workshop.forking import compiled_templates
from workshop.forking.limits import step_back
from workshop.forking.page import KERNEL_ID, PageBroken, RenderedPage
from workshop.server.kernel_backends.backend import KernelBackend
from workshop.server.logs import log
from workshop.server.memory import release
from workshop.server.rendering import WorkshopRenderer, renderer_settings

TIMEOUT = 90.0  # seconds; about one stock join in a hundred hangs for ever


class StandardKernels(KernelBackend):
    """Executes the notebook anew for every visitor: slow for a crowd, the same on every system.

    Parameters
    ----------
    app
        The server: its kernel manager starts the kernels, its settings are Voilà's.
    reason
        Why there are no faster kernels, for the facilitator.
    """

    name = "ordinary"

    def __init__(self, app: Any, reason: str = "") -> None:
        super().__init__(at_once=2)
        self._app, self.reason = app, reason

    @override
    async def render(self, notebook: Path, group: str) -> RenderedPage:
        """Start a kernel, execute the notebook, and return the whole page."""
        kernel_id = str(uuid.uuid4())
        async with self.turn(notebook):
            try:
                with paths.holding(self._app.workshop.folder_of(notebook)):
                    html = await asyncio.wait_for(self._execute(notebook, kernel_id), TIMEOUT)
            except BaseException as error:
                await self._end(kernel_id)
                if not isinstance(error, (PageBroken, TimeoutError, RuntimeError, OSError)):
                    raise
                why = f"not ready after {TIMEOUT:.0f} seconds" if isinstance(error, TimeoutError) else str(error)
                log.error("%s: %s", notebook.name, why)
                raise PageBroken(why) from error
        return RenderedPage(html, kernel_id)

    async def _execute(self, notebook: Path, kernel_id: str) -> str:
        renderer = WorkshopRenderer(notebook, **renderer_settings(self._app))
        await renderer.initialize()
        compiled_templates.share(renderer)
        # Nothing of the request goes into the kernel's environment: no address, no query, no code.
        await ensure_async(
            self._app.kernel_manager.start_kernel(
                kernel_id=kernel_id,
                kernel_name=renderer.notebook.metadata.kernelspec.name,
                cwd=str(notebook.parent),
                env={**os.environ, "WORKSHOP_SURFACE": "voila", "WORKSHOP_FOLDER": str(paths.workshop())},
            )
        )
        pid = getattr(self._app.kernel_manager.get_kernel(kernel_id).provisioner, "pid", None)
        release(pid)
        if pid and os.name == "posix":
            step_back(pid)
        html: str = await renderer.generate_content_str(kernel_id, self._app.kernel_manager.get_kernel(kernel_id))
        return html.replace(KERNEL_ID, kernel_id)

    async def _end(self, kernel_id: str) -> None:
        if kernel_id in self._app.kernel_manager:
            try:
                await ensure_async(self._app.kernel_manager.shutdown_kernel(kernel_id, now=True))
            except Exception:  # the page failed already; only the kernel's end is left to try
                log.warning("A kernel of a page that failed did not end.", exc_info=True)
