"""Who comes in, with a card or without, and who leads: over the real server and its commands."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.support.pages import config
from tests.support.server import Server, join, serving
from workshop.cli import main
from workshop.room import Room, Store

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def house(tmp_path_factory, folders) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("door"), "--kernels", "ordinary", *folders) as running:
        yield running


@pytest.fixture(scope="module")
def room(house: Server) -> Iterator[Room]:
    store = Store(f"sqlite:///{house.home / 'rooms.sqlite'}")
    yield store.find(house.code)
    store.close()


def leads(client) -> bool:
    """Return True if the console opens; its page is said goodbye to, so that it holds no place."""
    page = client.get("/console")
    if page.status_code == 200:
        client.post(f"/voila/api/shutdown/{config(page.text)['kernelId']}")
    return page.status_code == 200


@pytest.fixture
def command(house: Server, monkeypatch, capsys):
    """Run a command beside the server, as in a second window; return what it says."""
    monkeypatch.setenv("WORKSHOP_HOME", str(house.home))

    def run(*args: str) -> str:
        assert main(args) == 0
        return capsys.readouterr().out.strip()

    return run


def test_the_facilitators_link_is_good_once_and_can_be_renewed(house: Server, command):
    with house.client() as first, house.client() as second:
        for _ in range(3):
            assert second.get(house.console_link).status_code == 200, "a messenger's preview does not use it up"
        assert house.lead(first).status_code == 303
        assert first.get(house.console_link).status_code == 303, "whoever leads already may open it again"
        assert leads(first)
        refused = house.lead(second)
        assert refused.status_code == 403
        assert "This link was used already" in refused.text
        assert house.lead(second, command("link")).status_code == 303
        assert leads(second)
        assert leads(first), "who leads goes on"
        unused = house.new_link()
        house.new_link()
        with house.client() as third:
            assert house.lead(third, unused).status_code == 403, "an older link is worthless, used or not"
        alone = command("link", "--alone")
        assert not leads(first)
        assert not leads(second)
        assert house.lead(first, alone).status_code == 303
        assert leads(first)


def test_leave_now_makes_what_a_console_held_worthless(house: Server):
    with house.client() as mine, house.client() as thief:
        house.lead(mine, house.new_link())
        kernel = config(mine.get("/console").text)["kernelId"]
        thief.cookies.set("workshop-facilitator", mine.cookies["workshop-facilitator"], domain="127.0.0.1")
        assert thief.get(f"/api/kernels/{kernel}").status_code == 200
        mine.get("/blank")
        assert thief.get(f"/api/kernels/{kernel}").status_code == 404
        answer = thief.get("/console")
        assert answer.status_code == 403
        assert "no longer leads" in answer.text


def test_guesses_lock_no_facilitator_out(house: Server):
    with house.client() as guesser:
        while join(guesser, "000000").status_code != 429:
            pass
        assert join(guesser, house.code).status_code == 429
        for number in range(70):
            assert guesser.get(f"/console/{house.code}-{number:022d}").status_code == 403
        assert house.lead(guesser, house.new_link()).status_code == 303


def test_a_card_lets_one_person_in(house: Server, room: Room, tmp_path, command):
    out = tmp_path / "cards.html"
    with house.joined() as inside:
        try:
            command("sheets", "--cards", "3", "--out", str(out))
            cards = re.findall(r'class="number">([^<]+)<', out.read_text("utf-8"))
            assert len(set(cards)) == 3
            assert all(re.sub(" ", "", card).startswith(house.code) and len(card) == 15 + 4 for card in cards)
            with house.client() as one, house.client() as two:
                refused = join(one, house.code)
                assert refused.status_code == 403
                assert "a code of their own" in refused.text
                assert one.get(f"/j/{house.code}").status_code == 403
                assert one.get(house.join_link).status_code == 403, "the room's own link is no card"
                assert join(one, f"{house.code} 000 000 000").status_code == 404, "that is no card"
                shown = one.get(f"/j/{cards[0].replace(' ', '')}")
                assert "Enter the room" in shown.text
                assert join(one, cards[0].lower()).status_code == 303
                assert join(one, cards[0]).status_code == 303, "the same person again"
                used = join(two, cards[0])
                assert used.status_code == 403
                assert "has come in with this code already" in used.text
                assert join(two, cards[1]).status_code == 303
            assert join(inside, house.code).status_code == 303, "who is in stays in"
            assert room.door.free_card() == 2
        finally:
            room.door.hand_out_cards(None)
    with house.joined():
        assert room.state().voices == 4


def test_a_command_without_a_workshop_says_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("WORKSHOP_HOME", str(tmp_path))
    for args in (["link"], ["sheets", "--cards", "3"]):
        assert main(args) == 1
        assert "No workshop is running here" in capsys.readouterr().err
