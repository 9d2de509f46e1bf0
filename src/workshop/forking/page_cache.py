"""Render a page once: Voilà's own renderer, on a notebook that has been executed already."""

# mypy: allow-untyped-calls
from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import nbformat
from typing_extensions import override
from voila.app import Voila
from voila.notebook_renderer import NotebookRenderer
from voila.utils import get_page_config

from . import compiled_templates
from .errors import ZygoteFailed
from .page import KERNEL_ID


class ExecutedNotebookRenderer(NotebookRenderer):  # type: ignore[misc]
    """Renders outputs that are there, and a place-holder where the kernel's id belongs."""

    executed: dict[str, Any]

    @override
    async def load_notebook(self, path: str) -> Any:
        """Return what the zygote has executed."""
        return await self.fix_notebook(nbformat.from_dict(self.executed))

    @override
    async def _jinja_kernel_start(self, nb: Any, kernel_id: Any, kernel_future: Any) -> str:
        self.kernel_started = True
        return KERNEL_ID

    async def _jinja_notebook_execute(self, nb: Any, kernel_id: Any) -> None:
        """Do nothing: the zygote has executed it."""

    @override
    async def _jinja_cell_generator(self, nb: Any, kernel_id: Any) -> AsyncIterator[Any]:
        for cell in nb.cells:
            yield cell


async def render_once(app: Voila, notebook: str, executed: dict[str, Any]) -> str:
    """Return the page's HTML with :data:`KERNEL_ID` in place of the kernel's id.

    Parameters
    ----------
    app
        Voilà, after ``init_settings``.
    notebook
        Path relative to Voilà's root folder.
    executed
        The notebook with outputs.
    """
    configuration = app.voila_configuration
    common = {
        "base_url": app.base_url,
        "settings": app.app.settings,
        "log": app.log,
        "voila_configuration": configuration,
    }
    page_config = get_page_config(**common)
    if configuration.page_config_hook:
        page_config = configuration.page_config_hook(page_config, **common, notebook_path=notebook)
    renderer = ExecutedNotebookRenderer(
        voila_configuration=configuration,
        traitlet_config=app.config,
        notebook_path=notebook,
        template_paths=app.template_paths,
        config_manager=app.config_manager,
        contents_manager=app.contents_manager,
        base_url=app.base_url,
        kernel_spec_manager=app.kernel_spec_manager,
        page_config=page_config,
        mathjax_config=app.app.settings.get("mathjax_config"),
        mathjax_url=app.app.settings.get("mathjax_url"),
    )
    renderer.executed = executed
    await renderer.initialize()
    compiled_templates.share(renderer)
    html: str = await renderer.generate_content_str(KERNEL_ID, None)
    if KERNEL_ID not in html:
        raise ZygoteFailed(
            f"The page template “{renderer.template_name}” does not put the kernel's id into the page. "
            "Call kernel_start(nb) in it and write its result where the browser finds it."
        )
    return html
