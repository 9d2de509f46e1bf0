"""One server for all tests that only ask; those that break things start their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.notebooks import write_facilitation, write_parts, write_workshop
from tests.support.server import Server, serving


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Arguments that name small stand-in notebooks."""
    base = tmp_path_factory.mktemp("notebooks")
    parts, pages = write_parts(base / "parts"), write_facilitation(base / "pages")
    return ["--notebooks", str(parts), "--facilitation", str(pages)]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, folders: list[str]) -> Iterator[Server]:
    """A running server."""
    home: Path = tmp_path_factory.mktemp("home")
    also = write_workshop(tmp_path_factory.mktemp("workshops") / "listening")
    with serving(home, "--kernels", "ordinary", "--verbose", "--also", str(also), *folders) as running:
        yield running
