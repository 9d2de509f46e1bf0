"""Fixtures for the tests of forked pages; what they make is in ``forking_tools``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from workshop.forking.availability import available

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "benchmarks")]

if not available():
    collect_ignore_glob = ["test_*.py"]

from forking_tools import Kernel, Server, write_notebook  # noqa: E402


@pytest.fixture
def kernel():
    """Make forked kernels: ``kernel(notebook)``."""
    made: list[Kernel] = []

    def make(notebook: Path | None = None, **config: object) -> Kernel:
        made.append(Kernel(notebook, **config))
        return made[-1]

    yield make
    for each in made:
        each.end()


@pytest.fixture(autouse=True, scope="module")
def zygotes():
    yield
    from workshop.forking.provisioner import stop_zygotes

    stop_zygotes()


@pytest.fixture
def notebook(tmp_path):
    """Write notebooks: ``notebook("x = 1", "x + 1", name="page.ipynb")``."""
    return lambda *cells, name="page.ipynb", folder=tmp_path: write_notebook(folder / name, *cells)


@pytest.fixture
def server(tmp_path):
    """Start servers: ``server("--ahead", "2", folder=…)``."""
    started: list[Server] = []

    def start(*options: str, folder: Path = tmp_path) -> Server:
        started.append(Server(folder, *options))
        return started[-1]

    yield start
    for each in started:
        each.end()
