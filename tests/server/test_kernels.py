"""What a stranger's bytes may do to a kernel: nothing. What a page may do: talk to its own."""

import contextlib
import re
import socket
import time
import uuid
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.support.kernel import PROTOCOL, cookies_of, message, open_socket, wait_for
from tests.support.pages import config
from tests.support.server import Server, alive, serving, wait_until

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def browser(server: Server):
    with server.joined() as client:
        yield client


@pytest.fixture(scope="module")
def kernel_id(browser):
    return config(browser.get("/part/00-welcome").text)["kernelId"]


def answers(browser: httpx.Client, kernel_id: str) -> bool:
    with open_socket(browser, kernel_id) as socket:
        socket.send(message("kernel_info_request"))
        return wait_for(socket, "kernel_info_reply")["content"]["status"] == "ok"


def closing(socket) -> tuple[int, str]:
    """Return code and reason with which the server closed."""
    with pytest.raises(ConnectionClosed) as caught:  # noqa: PT012
        while True:
            socket.recv(timeout=10)
    close = caught.value.rcvd
    return (close.code, close.reason) if close else (0, "")


def test_a_page_talks_to_its_kernel(browser, kernel_id):
    assert answers(browser, kernel_id)


def test_a_phone_that_is_gone_before_its_connection_stands_is_not_counted(server, browser, kernel_id):
    at = urlsplit(server.url)
    asks = (
        f"GET /api/kernels/{kernel_id}/channels?session_id={{}} HTTP/1.1\r\nHost: {at.netloc}\r\n"
        f"Cookie: {cookies_of(browser)['Cookie']}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        f"Sec-WebSocket-Protocol: {PROTOCOL}\r\n\r\n"
    )
    for milliseconds in range(0, 40, 2):
        with socket.create_connection((at.hostname, at.port)) as line:
            line.sendall(asks.format(uuid.uuid4().hex).encode())
            time.sleep(milliseconds / 1000)
    count = f"/api/kernels/{kernel_id}"
    assert wait_until(lambda: browser.get(count).json()["connections"] == 0), browser.get(count).json()
    with open_socket(browser, kernel_id):
        assert wait_until(lambda: browser.get(count).json()["connections"] == 1)


def test_small_messages_leave_at_once(browser, kernel_id):
    with open_socket(browser, kernel_id) as socket:
        socket.send(message("kernel_info_request"))
        wait_for(socket, "kernel_info_reply")
        times = []
        for _ in range(10):
            start = time.perf_counter()
            socket.send(message("comm_info_request", {"target_name": "x"}))
            wait_for(socket, "comm_info_reply")
            times.append(time.perf_counter() - start)
    assert sorted(times)[5] < 0.04, times


@pytest.mark.parametrize(
    "kind", ["execute_request", "shutdown_request", "complete_request", "inspect_request", "debug_request"]
)
def test_other_requests_never_reach_the_kernel(browser, kernel_id, kind):
    with open_socket(browser, kernel_id) as socket:
        socket.send(message(kind, {"code": "import os; os._exit(1)", "silent": False, "restart": False}))
        socket.send(message("kernel_info_request"))
        assert wait_for(socket, "kernel_info_reply")
        with pytest.raises(TimeoutError):
            wait_for(socket, kind.replace("request", "reply"), seconds=0.5)
    assert answers(browser, kernel_id)


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"\0",
        b"\xff" * 64,
        b"\x08" + b"\0" * 7,
        message("comm_msg")[:40],
        "text",
        "{}",
        '{"channel": "shell"}',
        message("comm_msg").replace(b'"msg_type"', b'"nsg_type"'),
        message("comm_msg").replace(b"{", b"[", 1),
    ],
)
def test_a_malformed_message_closes_the_connection_with_a_reason(browser, kernel_id, frame):
    with open_socket(browser, kernel_id) as socket:
        socket.send(frame)
        code, reason = closing(socket)
    assert code == 1007
    assert "could not be read" in reason
    assert answers(browser, kernel_id)


def test_an_oversize_message_closes_the_connection_with_a_reason(browser, kernel_id):
    with open_socket(browser, kernel_id) as socket:
        with contextlib.suppress(ConnectionClosed):
            socket.send(message("comm_msg", {"comm_id": "x", "data": "y" * 1_000_001}))
        code, reason = closing(socket)
    assert code == 1009
    assert "too big" in reason
    assert answers(browser, kernel_id)


def test_a_large_message_within_the_limit_arrives(browser, kernel_id):
    with open_socket(browser, kernel_id) as socket:
        socket.send(message("comm_msg", {"comm_id": "x", "data": "y" * 900_000}))
        socket.send(message("kernel_info_request"))
        assert wait_for(socket, "kernel_info_reply")


def test_an_unknown_kernel_is_not_there(server):
    stranger = str(uuid.uuid4())
    assert server.client().get(f"/api/kernels/{stranger}").status_code == 404
    with pytest.raises(InvalidStatus) as caught:
        open_socket(server.url, stranger)
    assert caught.value.response.status_code == 404


def test_another_site_cannot_connect(browser, kernel_id):
    with pytest.raises(InvalidStatus) as caught:
        open_socket(browser, kernel_id, origin="http://evil.example")
    assert caught.value.response.status_code == 403


@pytest.mark.parametrize("path", ["restart", "interrupt", ""])
def test_not_even_their_owner_can_steer_kernels(browser, kernel_id, path):
    token = {"X-XSRFToken": browser.cookies["_xsrf"]}
    address = f"/api/kernels/{kernel_id}" + (f"/{path}" if path else "")
    for method in ("POST", "DELETE", "PATCH"):
        assert browser.request(method, address, headers=token).status_code in {404, 405}
    assert browser.get(f"/api/kernels/{kernel_id}").status_code == 200


def test_a_second_goodbye_does_nothing(server):
    with server.joined() as client:
        kernel = config(client.get("/part/00-welcome").text)["kernelId"]
        for _ in range(2):
            assert client.post(f"/voila/api/shutdown/{kernel}").status_code == 204
            assert client.get(f"/api/kernels/{kernel}").status_code == 404


def test_a_dead_kernel_is_told_to_the_page_and_not_restarted_empty(tmp_path, folders):
    with serving(tmp_path, "--kernels", "ordinary", *folders) as server, server.joined() as client:
        kernel = config(client.get("/part/00-welcome").text)["kernelId"]
        with open_socket(client, kernel) as socket:
            socket.send(message("kernel_info_request"))
            wait_for(socket, "kernel_info_reply")
            for process in server.children():
                process.kill()
            states = []
            while "dead" not in states:
                states.append(wait_for(socket, "status", 15)["content"]["execution_state"])
            assert "restarting" not in states
        assert wait_until(lambda: client.get(f"/api/kernels/{kernel}").status_code == 404)
        assert config(client.get("/part/00-welcome").text)["kernelId"] != kernel


def test_kernels_that_lost_their_page_end_and_waiting_ones_too(tmp_path, folders):
    args = ["--kernels", "ordinary", "--orphan-seconds", "1"]
    with serving(tmp_path, *args, *folders) as server, server.joined() as client:
        kernel = config(client.get("/part/00-welcome").text)["kernelId"]
        with open_socket(client, kernel) as socket:
            socket.send(message("kernel_info_request"))
            wait_for(socket, "kernel_info_reply")
            time.sleep(2.5)
            assert client.get(f"/api/kernels/{kernel}").status_code == 200, "a connected page keeps its kernel"
        assert wait_until(lambda: client.get(f"/api/kernels/{kernel}").status_code == 404, 10)
        assert wait_until(lambda: not alive(server.children()))


def test_a_full_house_says_so_but_lets_the_facilitator_in(tmp_path, folders):
    with (
        serving(tmp_path, "--kernels", "ordinary", "--max-pages", "1", *folders) as server,
        server.joined() as first,
        server.joined() as second,
        server.client() as facilitator,
    ):
        kernel = config(first.get("/part/00-welcome").text)["kernelId"]
        answer = second.get("/part/00-welcome")
        assert answer.status_code == 503
        assert "every place is taken" in answer.text
        assert re.fullmatch(r"\d+", answer.headers["Retry-After"])
        assert server.lead(facilitator, follow_redirects=True).status_code == 200
        first.post(f"/voila/api/shutdown/{kernel}")
        assert second.get("/part/00-welcome").status_code == 200


def test_a_page_that_only_listens_stays_connected(browser, kernel_id):
    with open_socket(browser, kernel_id) as socket:
        until = time.monotonic() + 17  # past the first ping
        while time.monotonic() < until:
            with contextlib.suppress(TimeoutError):
                socket.recv(timeout=max(0.1, until - time.monotonic()))
        socket.send(message("kernel_info_request"))
        wait_for(socket, "kernel_info_reply")
