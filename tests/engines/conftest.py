"""The kit's own pages in Firefox and WebKit, where these can be had."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support import engines
from tests.support.engines import PACKAGES, driven
from tests.support.server import Server, serving


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[Server]:
    """A server with the kit's own notebooks."""
    with serving(tmp_path_factory.mktemp("engines"), patience=180) as running:
        yield running


@pytest.fixture(params=[pytest.param(name, marks=getattr(pytest.mark, name)) for name in ("firefox", "webkit")])
def driver(request) -> Iterator:
    """A new browser."""
    name = request.param
    if getattr(engines, name)() is None:
        pytest.skip(f"{name} and its driver were not found. On Debian: apt install {PACKAGES[name]}")
    pytest.importorskip("selenium")
    with driven(name) as started:
        started.set_script_timeout(30)
        yield started
