"""What a notebook in JupyterLab says to somebody who runs an exercise before the first cell.

The kernels of ``workshop lab`` call :func:`watch` before any cell, because the first cell is the one that is missing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any


def explain(shell: Any, kind: type[BaseException], error: NameError, trace: Any, tb_offset: int | None = None) -> None:
    """Say what to do where ``page`` is not there yet; show every other mistake as it is."""
    if error.name != "page":
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
        return
    from workshop.content import languages, load_library

    here = Path.cwd().name
    print(load_library(here if here in languages() else languages()[0]).phrase("error.first_cell"))


def watch() -> None:
    """Begin, in a kernel; any other Python that begins so has no cells."""
    from IPython import get_ipython

    if (shell := get_ipython()) is not None:
        shell.set_custom_exc((NameError,), explain)
