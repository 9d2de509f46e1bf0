"""Who counts as here: whoever is looked at and falls silent is gone in seconds, a phone in a pocket is not."""

from __future__ import annotations

import contextlib
import socket

import pytest

from tests.support.kernel import message, models_of, open_socket
from tests.support.pages import config
from tests.support.server import serving, wait_until
from workshop.room import Store
from workshop.visit.looking import GRACE, Connected


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_a_page_is_here_until_it_has_been_silent_for_a_moment(clock):
    page = Connected(clock)
    page.greeted({})
    assert page.here
    page.left()
    clock.now += GRACE - 1
    assert page.here, "a network may come back"
    clock.now += 2
    assert not page.here
    page.greeted({})
    assert page.here


def test_a_phone_that_was_put_away_before_it_fell_silent_stays_here(clock):
    page = Connected(clock)
    page.greeted({})
    page.hidden(True)
    page.left()
    clock.now += 120
    assert page.here
    page.greeted({"hidden": False})
    page.left()
    clock.now += 120
    assert not page.here


def greet(page, ticket: str, **more) -> None:
    """Greet a page's own widget, as the browser does."""
    widget = next(name for name, one in models_of(page).items() if one["state"].get("name") == "page")
    said = {"event": "hello", "ticket": ticket, **more}
    page.send(message("comm_msg", {"comm_id": widget, "data": {"method": "custom", "content": said}}))


@pytest.mark.server
def test_a_phone_that_vanishes_is_not_counted_any_more_and_one_in_a_pocket_is(tmp_path):
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(serving(tmp_path / "home", "--ping-seconds", "1"))
        store = Store(f"sqlite:///{server.home}/rooms.sqlite")
        stack.callback(store.close)
        room = store.find(server.code)
        pages = []
        for hidden in (False, True):
            client = stack.enter_context(server.joined())
            page = config(client.get("/part/00-welcome").text)
            pages.append(stack.enter_context(open_socket(client, page["kernelId"], ping_interval=None)))
            greet(pages[-1], page["ticket"], hidden=hidden)
        assert wait_until(lambda: room.present() == 2)
        for page in pages:  # the line is dead, and nobody says so
            page.socket.shutdown(socket.SHUT_RDWR)
        assert wait_until(lambda: room.present() == 1, GRACE + 15)
