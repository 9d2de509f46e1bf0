"""Voilà's own renderer, held to our notebooks, our template and whole pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from voila.notebook_renderer import NotebookRenderer

from workshop.serving.pages import PageError

TEMPLATE = "workshop"


class WorkshopRenderer(NotebookRenderer):
    """Renders one notebook of the kit, whatever folder it lies in."""

    def __init__(self, notebook: Path, asset: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(notebook_path=notebook.name, **kwargs)
        self._file = notebook
        self._asset = asset

    async def load_notebook(self, path: str) -> Any:
        """Read the notebook from disk; Voilà would only look under the server's root folder."""
        try:
            notebook = nbformat.read(self._file, as_version=4)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, nbformat.ValidationError) as error:
            raise PageError(f"The notebook {self._file.name} can't be read: {error}") from error
        return await self.fix_notebook(notebook)

    async def initialize(self, **kwargs: Any) -> None:
        """Set up the exporter and give the template our ``asset()``."""
        await super().initialize(**kwargs)
        self.exporter.environment.globals["asset"] = self._asset

    def failure(self) -> str | None:
        """Return what went wrong in the notebook's cells, for the terminal; ``None`` if all went well."""
        for number, cell in enumerate(self.notebook.cells, start=1):
            for output in cell.get("outputs", []):
                if output["output_type"] == "error":
                    return f"Cell {number} of {self._file.name} failed. Open it in JupyterLab and run it to see why."
        return None


def template_context(app: Any) -> dict[str, Any]:
    """Return what every renderer of this server is made with."""
    return {
        "voila_configuration": app.voila_configuration,
        "traitlet_config": app.config,
        "template_paths": app.template_paths,
        "config_manager": app.config_manager,
        "contents_manager": app.contents_manager,
        "kernel_spec_manager": app.kernel_spec_manager,
        "base_url": app.base_url,
        "page_config": {"baseUrl": app.base_url},
        "mathjax_url": "",
        "mathjax_config": "",
    }
