"""Nobody's message, and nobody's bad Wi-Fi, holds up the server or takes the computer's memory."""

import base64
import contextlib
import os
import socket
import sys
import time
import uuid
from urllib.parse import urlsplit

import httpx
import psutil
import pytest
from playwright.sync_api import expect
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.support.kernel import PROTOCOL, cookies_of, message, open_socket, read, slider_of, wait_for
from tests.support.notebooks import write_facilitation, write_notebook
from tests.support.pages import config
from tests.support.relay import relayed
from tests.support.server import serving, wait_until

pytestmark = pytest.mark.server
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux keeps such a limit")
PING = 1.0  # seconds, instead of 15, so that the tests take seconds too; the way through the code is the same

TROUBLE = """\
import sys
import ipywidgets
slider = ipywidgets.IntSlider(description="a slider")
def moved(change):
    print("what only the author should read:", __file__ if "__file__" in globals() else sys.prefix, file=sys.stderr)
    if change["new"] == 7:
        import IPython
        IPython.get_ipython().kernel.send_response(
            IPython.get_ipython().kernel.iopub_socket, "error",
            {"ename": "KeyError", "evalue": "/home/somebody", "traceback": ["/home/somebody/x.py"]})
slider.observe(moved, "value")
slider"""


@pytest.fixture(scope="module", params=["ordinary", "auto"])
def quick(request, tmp_path_factory):
    """A server that asks every second whether a page is still there."""
    base = tmp_path_factory.mktemp("quick")
    write_notebook(base / "parts" / "00-welcome.ipynb", TROUBLE)
    pages = write_facilitation(base / "pages")
    folders = ["--notebooks", str(base / "parts"), "--facilitation", str(pages)]
    args = ["--kernels", request.param, "--ping-seconds", str(PING), "--verbose"]
    with serving(base / "home", *args, *folders) as server:
        yield server


@contextlib.contextmanager
def unmoved(server):
    """Fail if the server answers late or grows while the block runs, and the second after."""
    process = psutil.Process(server.process.pid)
    before, slowest = process.memory_info().rss, 0.0
    yield
    end = time.monotonic() + 1.5
    with server.client() as visitor:
        while time.monotonic() < end:
            start = time.perf_counter()
            assert visitor.get("/health").status_code == 200
            slowest = max(slowest, time.perf_counter() - start)
            time.sleep(0.05)
    assert slowest < 3, f"another visitor waited {slowest:.1f} s"
    assert process.memory_info().rss - before < 100 * 2**20


def kernel_of(client, part="00-welcome"):
    return config(client.get(f"/part/{part}").text)["kernelId"]


def test_a_client_that_offers_no_protocol_is_closed_with_a_reason(quick):
    with quick.joined() as client:
        kernel = kernel_of(client)
        address = f"{quick.url.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels?session_id=x"
        for offered in (None, ["another.protocol"]):
            with (
                unmoved(quick),
                connect(address, subprotocols=offered, additional_headers=cookies_of(client)) as stranger,
            ):
                with contextlib.suppress(ConnectionClosed):
                    stranger.send(message("kernel_info_request"))
                with pytest.raises(ConnectionClosed) as caught:  # noqa: PT012
                    while True:
                        stranger.recv(timeout=20)
            assert caught.value.rcvd.code == 1002
            assert PROTOCOL in caught.value.rcvd.reason
        with open_socket(client, kernel) as page:
            page.send(message("kernel_info_request"))
            wait_for(page, "kernel_info_reply")


class Asleep:
    """A correct page on a phone that answers no ping: it writes, but reads nothing."""

    def __init__(self, url, kernel, client):
        at = urlsplit(url)
        self.line = socket.create_connection((at.hostname, at.port))
        self.line.sendall(
            f"GET /api/kernels/{kernel}/channels?session_id={uuid.uuid4().hex} HTTP/1.1\r\nHost: {at.netloc}\r\n"
            f"Cookie: {cookies_of(client)['Cookie']}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n"
            f"Sec-WebSocket-Protocol: {PROTOCOL}\r\n\r\n".encode()
        )
        assert b" 101 " in self.line.recv(4096)

    def says(self, frame):
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(frame))
        self.line.sendall(bytes([0x82, 0x80 | 126]) + len(frame).to_bytes(2, "big") + mask + masked)


def test_a_page_whose_socket_the_server_has_closed_says_one_thing_more(quick):
    with quick.joined() as client:
        kernel = kernel_of(client)
        phone = Asleep(quick.url, kernel, client)
        with unmoved(quick):
            # closed at the second or third ping; then the server waits for five seconds, and listens, before it hangs up
            for _ in range(14):
                time.sleep(0.3)
                with contextlib.suppress(OSError):
                    phone.says(message("kernel_info_request"))
        assert wait_until(lambda: client.get(f"/api/kernels/{kernel}").json()["connections"] == 0, 10)
        phone.line.close()


def test_an_error_inside_a_kernel_is_not_the_last_thing_its_page_hears(quick):
    with quick.joined() as client, open_socket(client, kernel_of(client)) as page:
        page.send(message("comm_msg", {"comm_id": slider_of(page), "data": moved(7)}))
        told = wait_for(page, "error", 20)["content"]
        assert told["ename"] == "ExecutionError"
        assert "somebody" not in str(told)
        page.send(message("kernel_info_request"))
        wait_for(page, "kernel_info_reply")


def test_what_a_kernel_prints_stays_with_its_author(quick):
    with quick.joined() as client, open_socket(client, kernel_of(client)) as page:
        page.send(message("comm_msg", {"comm_id": slider_of(page), "data": moved(3)}))
        heard = []
        with contextlib.suppress(TimeoutError):
            while True:  # a kernel keeps what is printed back for a fifth of a second
                heard.append(read(page.recv(timeout=2))["header"]["msg_type"])
        assert heard.count("status") >= 2
        assert "stream" not in heard


def moved(value):
    return {"method": "update", "state": {"value": value}, "buffer_paths": []}


def test_the_goodbye_of_a_page_without_origin_and_cookies_ends_its_kernel(quick):
    with quick.joined() as client:
        kernel = kernel_of(client)
        said = httpx.post(f"{quick.url}/voila/api/shutdown/{kernel}", headers={"Origin": "null"})
        assert said.status_code == 204
        assert wait_until(lambda: client.get(f"/api/kernels/{kernel}").status_code == 404)
        another = f"{quick.url}/voila/api/shutdown/{uuid.uuid4()}"
        assert httpx.post(another, headers={"Origin": "null"}).status_code == 204, "an id that is none ends nothing"


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """The kit's own pages, on a server that asks as often."""
    with serving(tmp_path_factory.mktemp("kit"), "--ping-seconds", str(PING), patience=180) as server:
        yield server


def test_a_page_that_its_browser_closed_does_not_wait_for_anybody(tmp_path, folders):
    args = ["--orphan-seconds", "30", "--kernels", "ordinary"]
    with serving(tmp_path, *args, *folders) as server, server.joined() as client:
        closed, lost = kernel_of(client), kernel_of(client)
        for kernel in (closed, lost):
            with open_socket(client, kernel) as page:
                page.send(message("kernel_info_request"))
                wait_for(page, "kernel_info_reply")
                if kernel == closed:
                    page.close(1001)
                else:
                    page.socket.shutdown(socket.SHUT_RDWR)
        assert wait_until(lambda: client.get(f"/api/kernels/{closed}").status_code == 404, 24)
        assert client.get(f"/api/kernels/{lost}").status_code == 200


def test_a_page_behind_a_line_that_stalls_while_somebody_types(kit, browser):
    with relayed(kit.url) as relay:
        page = browser.new_page()
        page.set_default_timeout(30_000)
        page.add_init_script("try { sessionStorage.setItem('workshop:all', '1') } catch {}")
        page.goto(relay.url + urlsplit(kit.join_link).path)
        page.get_by_role("button", name="Enter the room").click()
        page.wait_for_selector("html[data-ready]")
        page.goto(f"{relay.url}/part/01-causes")
        page.wait_for_selector("html[data-ready]")
        words = page.locator("textarea:visible").first
        words.fill("before")
        page.wait_for_timeout(500)
        page.evaluate(
            "() => { window.sent = 0; const send = WebSocket.prototype.send;"
            "WebSocket.prototype.send = function (data) { window.sent += 1; send.call(this, data); }; }"
        )
        with unmoved(kit):
            relay.stall()
            # The server closes after two or three seconds, and listens for five more to what is on its way. One message
            # is under way at a time; a phone that wakes up asks whether anybody is there, so there is more than one.
            words.press_sequentially(" and", delay=50)
            page.wait_for_timeout(4000 * PING)
            words.press_sequentially(" after", delay=50)
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
            page.wait_for_timeout(300)
            assert page.evaluate("window.sent") >= 2
            relay.go_on()
        page.wait_for_function("document.documentElement.dataset.connection === 'live'")
        assert words.input_value() == "before and after"
        page.wait_for_timeout(1000)
        page.reload()
        page.wait_for_selector("html[data-ready]")
        expect(page.locator("textarea:visible").first).to_have_value("before and after")


@LINUX
def test_the_server_says_and_keeps_a_ceiling_for_its_own_memory_but_not_for_pages(quick):
    import resource

    assert any("uses 1024 MiB of memory at most" in line for line in quick.output)
    soft, hard = resource.prlimit(quick.process.pid, resource.RLIMIT_DATA)
    assert soft == 1024 * 2**20
    with quick.joined() as client:
        kernel_of(client)
        for child in quick.children():
            assert resource.prlimit(child.pid, resource.RLIMIT_DATA) == (hard, hard), child


@LINUX
def test_what_would_take_the_computer_is_one_error_under_the_ceiling():
    import subprocess

    bomb = (
        "from workshop.server.memory import keep_under\n"
        "assert keep_under(512)\n"
        "try:\n    bytearray(3 * 2**30)\nexcept MemoryError:\n    print('one error', len(bytearray(2**20)))"
    )
    done = subprocess.run([sys.executable, "-c", bomb], capture_output=True, text=True, check=False)
    assert done.stdout == "one error 1048576\n", done.stderr


def test_no_ceiling_where_none_is_asked_for(monkeypatch):
    from workshop.server.memory import keep_under

    assert keep_under(0) is False
    monkeypatch.setattr("sys.platform", "darwin")
    assert keep_under(1024) is False
