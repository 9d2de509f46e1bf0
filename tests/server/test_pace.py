"""How fast a page may speak: a person never meets the limit, a program does, and nobody else notices it."""

from __future__ import annotations

import contextlib
import socket
import statistics
import threading
import time
from collections import deque
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed

from tests.support.kernel import message, open_socket, wait_for
from tests.support.pages import config
from tests.support.server import serving, wait_until
from workshop.server.pace import Pace


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_typing_and_dragging_are_never_kept_waiting():
    clock = Clock()
    pace = Pace(clock=clock)
    for _ in range(60 * 20):  # letters of a fast typist, each sent at once
        clock.now += 1 / 15
        assert pace.take(2000) == 0
    for _ in range(3 * 40):  # then three seconds of dragging, one change for each round trip of 25 ms
        clock.now += 0.025
        assert pace.take(3000) < 0.05
    assert not pace.floods


def test_a_whole_notes_file_may_come_at_once():
    assert Pace().take(1_000_000) == 0


def test_what_comes_too_early_is_read_later_and_none_is_lost():
    clock = Clock()
    pace = Pace(messages=10, burst=20, clock=clock)
    waited = [pace.take(100) for _ in range(30)]
    assert waited[:20] == [0] * 20
    assert waited[20] == pytest.approx(0.1)
    clock.now = 100
    assert pace.take(100) == 0, "and calm is believed"


def test_bytes_count_too():
    pace = Pace(size=1000, heap=5000, clock=Clock())
    assert pace.take(5000) == 0
    assert pace.take(2000) == pytest.approx(2)


def test_only_who_never_slows_down_floods():
    clock = Clock()
    pace = Pace(messages=10, burst=10, flood=50, clock=clock)
    for _ in range(59):
        clock.now += pace.take(1) * 0.9
    assert not pace.floods
    clock.now += 5
    pace.take(1)
    assert not pace.floods
    for _ in range(200):
        clock.now += pace.take(1) * 0.5
    assert pace.floods


# ------------------------------------------------------------------ a running server


@pytest.fixture(scope="module")
def open_house(tmp_path_factory, folders):
    with serving(
        tmp_path_factory.mktemp("house"), "--verbose", "--request-seconds", "2", "--ping-seconds", "5", *folders
    ) as server:
        yield server
        assert not [line for line in server.output if "never retrieved" in line], "a phone that goes away is no error"


@contextlib.contextmanager
def page_of(server):
    with server.joined() as client:
        kernel = config(client.get("/part/00-welcome").text)["kernelId"]
        with open_socket(client, kernel) as page:
            page.send(message("kernel_info_request"))
            wait_for(page, "kernel_info_reply")
            yield page


def round_trip(page) -> float:
    began = time.perf_counter()
    page.send(message("kernel_info_request"))
    wait_for(page, "kernel_info_reply", 60)
    return time.perf_counter() - began


def drain(page) -> None:
    with contextlib.suppress(ConnectionClosed):
        for _ in page:
            pass


def flood(page, until: threading.Event, sent: list[int], closed: list[tuple[int, str]]) -> None:
    """Send without a pause for as long as the connection takes it, as a program that means harm would."""
    busy = message("comm_info_request", {"target_name": "x"})
    threading.Thread(target=drain, args=(page,), daemon=True).start()
    try:
        while not until.is_set():
            page.send(busy)
            sent[0] += 1
            time.sleep(
                0.0005
            )  # still sixty times too fast, and whoever reads here gets a turn: it has to answer a close
    except ConnectionClosed as end:
        if end.rcvd:
            closed.append((end.rcvd.code, end.rcvd.reason))


@pytest.mark.server
def test_three_devices_that_flood_leave_a_fourth_page_usable(open_house):
    until, sent, closed = threading.Event(), [0], []
    with contextlib.ExitStack() as stack:
        pages = [stack.enter_context(page_of(open_house)) for _ in range(3)]
        person = stack.enter_context(page_of(open_house))
        calm = statistics.median(round_trip(person) for _ in range(10))
        threads = [threading.Thread(target=flood, args=(page, until, sent, closed), daemon=True) for page in pages]
        for thread in threads:
            thread.start()
        time.sleep(1)
        meanwhile = [round_trip(person) for _ in range(20)]
        until.set()
        for page in pages:
            page.socket.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(20)
    # Without a limit three floods took a page from hundredths of a second to ten.
    assert statistics.median(meanwhile) < max(1.0, 30 * calm), (calm, sorted(meanwhile))
    assert max(meanwhile) < 5


@pytest.mark.server
def test_a_flood_that_goes_on_is_closed_with_a_reason_and_its_page_can_come_back(open_house):
    with open_house.joined() as client:
        kernel = config(client.get("/part/00-welcome").text)["kernelId"]
        closed: list[tuple[int, str]] = []
        # Its program reads everything at once: the reason comes behind thousands of answers, and is lost if the server
        # has to hang up on somebody who does not answer the close.
        # The answers to pings of either side wait behind the flood for longer than pings are waited for.
        with open_socket(client, kernel, max_queue=None, ping_interval=None) as page:
            flood(page, threading.Event(), [0], closed)
        assert [code for code, _ in closed] == [1008]
        assert "hands" in closed[0][1]
        with open_socket(client, kernel) as page:
            assert round_trip(page) < 30


@pytest.mark.server
def test_a_flood_of_beats_that_no_browser_sends_is_closed_as_well(open_house):
    with page_of(open_house) as page:
        page.socket.sendall(b"\x89\x80abcd" * 2000)  # masked pings without a word in them
        with pytest.raises(ConnectionClosed) as end:
            deque(page, maxlen=0)
        assert end.value.rcvd.code == 1008


@pytest.mark.server
def test_nothing_of_a_burst_is_lost(open_house):
    with page_of(open_house) as page:
        for _ in range(200):
            page.send(message("kernel_info_request"))
        for _ in range(200):
            wait_for(page, "kernel_info_reply", 30)


@pytest.mark.server
def test_a_page_opens_comms_only_where_pages_do(open_house):
    with page_of(open_house) as page:
        made = {"target_name": "jupyter.widget", "comm_id": "mine", "data": {"state": {"value": "x" * 1000}}}
        page.send(message("comm_open", made, metadata={"version": "2.1.0"}))
        page.send(message("comm_open", {"target_name": 7, "comm_id": "another", "data": {}}))
        page.send(message("comm_info_request"))
        known = wait_for(page, "comm_info_reply")["content"]["comms"]
        assert known
        assert not {"mine", "another"} & set(known)


@pytest.mark.server
def test_a_page_has_two_connections_and_the_newest_are_kept(open_house):
    with open_house.joined() as client, contextlib.ExitStack() as stack:
        kernel = config(client.get("/part/00-welcome").text)["kernelId"]
        sockets = []
        for _ in range(3):
            sockets.append(stack.enter_context(open_socket(client, kernel)))
            round_trip(sockets[-1])
        with pytest.raises(ConnectionClosed) as caught:  # noqa: PT012
            while True:
                sockets[0].recv(timeout=20)
        assert caught.value.rcvd.code == 1008
        for each in sockets[1:]:
            round_trip(each)
        assert wait_until(lambda: client.get(f"/api/kernels/{kernel}").json()["connections"] == 2)


@pytest.mark.server
@pytest.mark.parametrize(
    "begun", [b"GET / HTTP/1.1\r\nHost: x\r\n", b"POST /join HTTP/1.1\r\nContent-Length: 9\r\n\r\nab"]
)
def test_a_request_that_is_never_finished_is_hung_up_on(open_house, begun):
    at = urlsplit(open_house.url)
    with socket.create_connection((at.hostname, at.port)) as line:
        line.settimeout(30)
        line.sendall(begun)
        while line.recv(4096):
            pass  # an answer may come before the end


@pytest.mark.server
def test_kernels_step_back_behind_the_server(open_house):
    with page_of(open_house):
        import psutil

        server = psutil.Process(open_house.process.pid).nice()
        # a kernel is forked by a template, which is forked by the one process that the server started
        (origin,) = psutil.Process(open_house.process.pid).children()
        forks = [fork for template in origin.children() for fork in template.children()]
        assert forks
        assert all(fork.nice() > server or server == 19 for fork in forks)
