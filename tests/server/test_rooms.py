"""Many rooms on one server: opened and ended by a command while it runs, each with places of its own."""

import itertools
import json
import re
import shlex
import sqlite3

import pytest

from tests.support.server import join, serving
from tests.support.voices import admission_of
from workshop.cli import build_parser, main, serve
from workshop.paths import built_in
from workshop.room import PRESENCE, VOICE, Store, pseudonym
from workshop.server import banner
from workshop.server.credentials import Links
from workshop.server.rooms import room_to_begin
from workshop.server.settings import ServeSettings

pytestmark = pytest.mark.server

HOUR = 3600


@pytest.fixture
def command(tmp_path, monkeypatch, capsys):
    """Runs `workshop room` with a data folder of its own; returns what it said, and whether all was well."""
    monkeypatch.setenv("WORKSHOP_HOME", str(tmp_path))
    monkeypatch.delenv("WORKSHOP_DATABASE", raising=False)

    def run(*args):
        code = main(["room", *args])
        said = capsys.readouterr()
        return said.out + said.err, code == 0

    return run


def opened(command, *args):
    """Open a room with the command; return its links by name, and its code."""
    said, well = command("new", *args)
    assert well, said
    found = dict(re.findall(r"^  (Participants|Facilitator|Projector) +(\S+)$", said, re.M))
    code = re.search(r"Room code +(\w{3}) (\w{3})", said)
    return found | {"code": code[1] + code[2]}


def aged(home, hours):
    """Let every room have been opened so many hours earlier."""
    with sqlite3.connect(home / "rooms.sqlite") as store:
        store.execute("UPDATE rooms SET expires = expires - ?", (hours * HOUR,))
    store.close()


def test_a_room_is_opened_and_ended_without_a_server(command):
    one = opened(command, "--language", "es", "--hours", "5")
    assert set(one) == {"code"}, "no address, so no links"
    line, _ = command("list")
    assert f"{one['code'][:3]} {one['code'][3:]}  es" in line
    assert "5 hours left" in line
    assert "nobody" in line
    assert "24 hours" in command("prolong", "--room", one["code"], "--hours", "24")[0]
    said, well = command("prolong", "--room", one["code"])
    assert not well
    assert "24 hours at most" in said
    assert not command("end")[1], "which one is said"
    assert "is over" in command("end", "--room", one["code"])[0]
    assert "No room is open" in command("list")[0]
    said, well = command("new", "--language", "xx")
    assert not well
    assert "There is no language 'xx'" in said


def test_many_rooms_on_one_server_have_each_their_console_wall_door_and_people(tmp_path, folders, command):
    with serving(tmp_path, "--no-room", *folders) as server:
        assert "workshop room new" in "\n".join(server.output)
        assert json.loads(server.client().get("/health").text) == {"status": "ok"}
        assert "No room is open" in command("list")[0]
        first, second = opened(command), opened(command)
        for room in (first, second):
            local = {name: re.sub(r"https?://[^/]+", server.url, link) for name, link in room.items()}
            with server.client() as leads, server.client() as wall:
                assert server.lead(leads, local["Facilitator"], follow_redirects=True).status_code == 200
                assert wall.get(local["Projector"], follow_redirects=True).status_code == 200
        with server.client() as person:
            assert join(person, first["code"]).status_code == 303
            assert person.get("/part/00-welcome").status_code == 200
        assert "one person" in command("list")[0]
        assert command("end", "--room", first["code"])[1]
        with server.client() as person:
            assert "closed" in join(person, first["code"]).text
            assert join(person, second["code"]).status_code == 303
        again, _ = command("links", "--room", second["code"])
        assert second["Facilitator"] not in again, "that link was used"
        assert second["Participants"] in again


def test_consoles_and_walls_have_places_of_their_own_in_each_room_and_the_oldest_gives_way():
    import asyncio
    from types import SimpleNamespace

    from workshop.forking.page import PageFull
    from workshop.server.visits import FACILITATION_PAGES, PAGES, Visits

    async def none_left(_alike):
        return False

    async def go():
        live = {}

        async def end(kernel_id):
            live.pop(kernel_id)

        reaper = SimpleNamespace(watch=lambda *_a, **_k: None, end_one_left=none_left, end=end)
        visits = Visits(live, reaper, limit=3)
        numbers = itertools.count()

        async def come(role, room, owner=None):
            number = next(numbers)
            owner = owner or b"%d" % number
            async with visits.admit(role, owner, room):
                await asyncio.sleep(0)
                live[name := f"{role} {number}"] = True
                visits.started(name, role, owner, room)
            return name

        console, other = await come("facilitator", "one"), await come("facilitator", "other")
        walls = [await come("projector", "one") for _ in range(FACILITATION_PAGES + 2)]
        assert [wall in live for wall in walls] == [False] * 2 + [True] * FACILITATION_PAGES
        assert visits.rested(walls[0])
        assert await asyncio.gather(*(come("facilitator", "one", b"mine") for _ in range(9)))
        assert visits.count("facilitator") == 2 + PAGES, "also of those that are asked for at once"
        assert {console, other} <= {*live}, "a console keeps out no other that leads"
        for _ in range(3):
            await come("participant", "one")
        with pytest.raises(PageFull):
            await come("participant", "other")
        await come("facilitator", "one")

    asyncio.run(go())


def test_a_room_of_an_evening_before_is_not_gone_on_with_in_silence(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    rehearsal = store.create()
    rehearsal.door.admit(pseudonym(admission_of(1), rehearsal.id, VOICE))

    def begin(room="fits"):
        begun = room_to_begin(store, ServeSettings(language="en", room=room), lambda _room, fits: fits, print)
        links = Links("http://127.0.0.1:1", b"secret" * 8)
        return begun.room, "\n".join(banner.lines(links, begun, kernels="forked", port=1, others=()))

    aged(tmp_path, 4)
    room, said = begin()
    assert room.id == rehearsal.id, "of the same day"
    assert "one person came in" in said
    assert "--new" in said
    aged(tmp_path, 13)
    room, said = begin()
    assert room.id != rehearsal.id
    assert rehearsal.code[:3] in said
    assert "--go-on" in said
    room.end()
    room, _said = begin("go-on")
    assert room.id == rehearsal.id
    room, said = begin("new")
    assert room.id != rehearsal.id
    assert begin("none")[0] is None
    for option, meant in (("--new", "new"), ("--new-room", "new"), ("--go-on", "go-on"), ("--no-room", "none")):
        assert build_parser().parse_args(["serve", option]).room == meant
    store.close()


def test_the_terminal_says_which_workshops_are_held_and_how_a_room_of_each_is_opened(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    begun = room_to_begin(store, ServeSettings(language="en"), lambda _room, fits: fits, print)
    own = tmp_path / "our grief"
    also = {"feedback": built_in()["feedback"], own.name: own}

    def said(also, base="http://127.0.0.1:1"):
        links = Links(base, b"secret" * 8)
        return "\n".join(banner.lines(links, begun, kernels="forked", port=1, others=(), also=also))

    assert "Workshops held here: trust (for every room that says nothing else), feedback, our grief." in said(also)
    parser = build_parser()
    for line in said(also).splitlines():
        if "--workshop" in line:
            asked = parser.parse_args(shlex.split(line.partition(": workshop ")[2]))
            assert asked.workshop in ("feedback", str(own)), "it can be typed as it stands there"
    assert said(also).count("workshop room new --workshop") == 2
    assert "Workshops held" not in said({}), "one workshop needs no word"
    assert "workshop invite" in said(also)
    assert "workshop invite" not in said(also, "http://192.168.1.5:1"), "it would be refused: others could read along"
    store.close()


@pytest.mark.parametrize(("typed", "goes_on"), [("", True), ("n", False), ("g", True), (None, True)])
def test_who_sits_at_the_terminal_is_asked_whether_to_go_on(tmp_path, monkeypatch, capsys, typed, goes_on):
    def answer(question):
        assert "[G/n]" in question
        if typed is None:
            raise EOFError
        return typed

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda _self: True})())
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    store = Store(f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    room = store.create()
    settings = ServeSettings(language="en")
    begun = room_to_begin(store, settings, serve._ask, print)
    assert begun.room.id == room.id, "an empty one is nothing to ask about"
    room.door.admit(pseudonym(admission_of(1), room.id, VOICE))
    begun = room_to_begin(store, settings, serve._ask, print)
    assert (begun.room.id == room.id) is goes_on
    assert "one person came in" in capsys.readouterr().out
    room.arrive(pseudonym(admission_of(1), room.id, PRESENCE))
    monkeypatch.setattr("builtins.input", lambda _question: "n")
    if goes_on:
        begun = room_to_begin(store, settings, serve._ask, print)
        assert begun.room.id == room.id, "with people in it nobody is asked"
    store.close()
