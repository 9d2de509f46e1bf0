"""The file of first states: the same for everybody, kept by browsers, and true."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator

import pytest

from tests.support.kernel import message, open_socket, wait_for
from tests.support.pages import config
from tests.support.server import ROOT, Server, serving
from workshop.server.kernel_backends import why_not_forked

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(why_not_forked() is not None, reason="ordinary kernels have no states ahead of a visit"),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory, folders: list[str]) -> Iterator[Server]:
    parts = tmp_path_factory.mktemp("parts")
    shutil.copy(ROOT / "notebooks" / "trust" / "en" / "01-causes.ipynb", parts)
    with serving(tmp_path_factory.mktemp("home"), *folders, "--notebooks", str(parts), "--pool", "2") as running:
        yield running


@pytest.fixture
def visit(server: Server):
    with server.joined() as client:
        yield client, config(client.get("/part/01-causes").text)


def news(socket, since: str) -> dict:
    comm = str(uuid.uuid4())
    socket.send(message("comm_open", {"comm_id": comm, "target_name": "workshop.states", "data": {"since": since}}))
    while True:
        said = wait_for(socket, "comm_msg")["content"]
        if said["comm_id"] == comm:
            return said["data"]["states"]


def test_browsers_keep_it_and_it_is_packed(visit):
    client, page = visit
    answer = client.get(page["states"], headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Type"].startswith("application/json")
    assert {model["state"].get("name") for model in answer.json().values()} >= {"page", "cases", "timeline"}
    again = client.get(page["states"], headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_it_is_the_same_for_the_next_visitor_and_without_one(visit, server):
    client, page = visit
    with server.joined() as other:
        assert config(other.get("/part/01-causes").text)["states"] == page["states"]
    with server.client() as stranger:
        assert stranger.get(page["states"]).json() == client.get(page["states"]).json()


@pytest.mark.parametrize("name", ["0" * 16, "x", "0" * 16 + "/.."])
def test_other_names_are_not_found(server, name):
    with server.client() as client:
        assert client.get(f"/states/{name}").status_code == 404


def test_the_kernel_tells_only_what_is_no_longer_so(visit, server):
    client, page = visit
    states = client.get(page["states"]).json()
    (cases,) = (key for key, model in states.items() if model["state"].get("name") == "cases")
    since = page["states"].rsplit("/", 1)[1]
    with open_socket(client, page["kernelId"]) as socket:
        assert news(socket, since) == {}
        state = {"answer": {"items": {"amara": ["betrayal"]}}, "seq": 1}
        socket.send(
            message("comm_msg", {"comm_id": cases, "data": {"method": "update", "state": state, "buffer_paths": []}})
        )
        found = news(socket, since)
        assert list(found) == [cases]
        assert found[cases]["state"]["answer"]["items"] == {"amara": ["betrayal"]}
        assert set(news(socket, "another")) == set(states)


def test_pages_are_packed_too(visit):
    client, _ = visit
    assert client.get("/part/01-causes").headers["Content-Encoding"] == "gzip"
