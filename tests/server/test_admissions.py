"""An admission is a person: who joins once is one person, whatever their page says, and whatever their browser loses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from sqlalchemy import func, select
from websockets.exceptions import InvalidStatus

from tests.support.kernel import open_socket
from tests.support.pages import config
from tests.support.phone import Phone
from tests.support.server import Server, join, serving, wait_until
from tests.support.voices import admission_of
from workshop.room import Room, Store
from workshop.room.schema import answers
from workshop.server import tickets
from workshop.server.credentials import load_secret

pytestmark = pytest.mark.server
RULES = {"items": {"rules": ["stays-here"]}}
NAME = "agreement"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A workshop with its own notebooks."""
    with serving(tmp_path_factory.mktemp("admissions"), "--max-pages", "40") as server:
        yield server


@pytest.fixture
def room(house: Server):
    store = Store(f"sqlite:///{house.home / 'rooms.sqlite'}")
    yield store.create()
    store.close()


@contextmanager
def come_in(house: Server, room: Room) -> Iterator[httpx.Client]:
    """Lend a browser that has joined."""
    with house.client() as client:
        assert join(client, room.code).status_code == 303
        yield client


def shares(room: Room) -> int:
    """Return how many answers the store holds."""
    with room._database.reading() as connection:
        return connection.execute(select(func.count()).where(answers.c.room == room.id)).scalar_one()


def answer_again(client: httpx.Client, room: Room, **more: str) -> httpx.Response:
    """Send the form on the first page once more."""
    token = re.search(r'name="_xsrf" value="([^"]+)"', client.get("/").text)
    assert token
    return client.post("/join", data={"_xsrf": token[1], **more})


def test_eight_secrets_on_one_socket_are_one_person(house: Server, room: Room):
    room.open(NAME)
    with come_in(house, room) as client, Phone(client) as phone:
        for number in range(8):
            phone.greet(secret=f"{number + 1:064x}")
            phone.share(NAME, RULES, seq=number + 1)
        phone.until_done()
        assert wait_until(lambda: shares(room) == 1)
        phone.until_done()
    assert shares(room) == room.state().voices == 1


def test_a_page_stays_the_person_that_it_was_at_first(house: Server, room: Room):
    room.open(NAME)
    with come_in(house, room) as mine, come_in(house, room) as other, Phone(mine) as phone, Phone(other) as second:
        phone.greet()
        phone.share(NAME, RULES)
        phone.greet(ticket=second.config["ticket"])
        phone.share(NAME, RULES, seq=2)
        phone.until_done()
        assert shares(room) == 1


def test_a_page_without_an_admission_shares_nothing(house: Server, room: Room):
    room.open(NAME)
    secret = load_secret(house.home)
    with come_in(house, room) as client, Phone(client) as phone:
        phone.greet(ticket=tickets.issue(room.id, "participant", admission_of(9), secret=secret))
        phone.share(NAME, RULES)
        phone.until_done()
    assert shares(room) == 0, "the store knows nobody of that name"


def test_joining_again_in_the_same_browser_is_the_same_person(house: Server, room: Room):
    with come_in(house, room) as client:
        assert join(client, room.code).status_code == 303
        assert client.get(f"/j/{room.code}").status_code == 200
        assert join(client, room.code).status_code == 303
    assert room.state().voices == 1
    with come_in(house, room):
        assert room.state().voices == 2


def test_a_browser_that_lost_its_cookie_keeps_its_place(house: Server, room: Room):
    with come_in(house, room) as client:
        kept = config(client.get("/part/00-welcome").text)["ticket"]
    with house.client() as client:
        assert client.get("/part/00-welcome").status_code == 403
        assert answer_again(client, room, **{"pass": kept}).status_code == 303, "no code is asked for"
        page = client.get("/part/00-welcome")
        secret = load_secret(house.home)
        again = tickets.read(config(page.text)["ticket"], secret=secret)
        assert again.is_of(tickets.read(kept, secret=secret))
    assert room.state().voices == 1
    with house.client() as client:
        assert answer_again(client, room, **{"pass": f"nonsense {kept}", "code": room.code}).status_code == 303
    assert room.state().voices == 1


@pytest.mark.parametrize("kept", ["", "nonsense", "2|1:0|10:1234567890|15:workshop-ticket|4:abcd|forged"])
def test_a_forged_pass_opens_nothing(house: Server, room: Room, kept: str):
    with house.client() as client:
        assert answer_again(client, room, **{"pass": kept}).status_code == 400
        assert client.get("/part/00-welcome").status_code == 403


def test_a_facilitators_pass_lets_nobody_in(house: Server, room: Room):
    ticket = tickets.issue(room.id, "facilitator", admission_of(3), secret=load_secret(house.home))
    with house.client() as client:
        assert answer_again(client, room, **{"pass": ticket}).status_code == 400


def test_one_phone_has_three_pages_and_the_oldest_makes_room(house: Server, room: Room):
    with come_in(house, room) as client:
        kernels = [config(client.get("/part/00-welcome").text)["kernelId"] for _ in range(12)]
        state = [client.get(f"/api/kernels/{kernel}").status_code for kernel in kernels]
        assert state == [410] * 9 + [200] * 3
    with come_in(house, room) as client:
        assert client.get("/part/00-welcome").status_code == 200


def test_a_kernels_id_alone_opens_nothing(house: Server, room: Room):
    with come_in(house, room) as mine, come_in(house, room) as other, Phone(mine) as phone:
        kernel = phone.config["kernelId"]
        for stranger in (house.url, other):
            with pytest.raises(InvalidStatus) as caught:
                open_socket(stranger, kernel)
            assert caught.value.response.status_code == 404
        assert other.get(f"/api/kernels/{kernel}").status_code == 404
        assert mine.get(f"/api/kernels/{kernel}").status_code == 200


def test_sixty_taps_for_a_pause_are_one_person(house: Server, room: Room):
    with come_in(house, room) as client, Phone(client) as phone:
        phone.greet()
        for _ in range(60):
            phone.tell("page", event="action", action="signal", args={"kind": "pause"})
            phone.until_done()
    assert room.signals() == {"pause": 1, "slow": 0}
    room.clear_signals()
    assert room.signals()["pause"] == 0


def test_thirty_three_fakes_of_one_browser_are_one_voice(house: Server, room: Room):
    room.open(NAME)
    with come_in(house, room) as client:
        for _ in range(33):
            assert join(client, room.code).status_code == 303
            with Phone(client) as phone:
                phone.greet()
                phone.share(NAME, RULES, seq=50)
                phone.until_done()
            assert wait_until(lambda: shares(room) == 1)
    assert room.state().voices == 1
