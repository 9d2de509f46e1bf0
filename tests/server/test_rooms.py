"""Many rooms on one server: opened and ended by a command while it runs, each with places of its own."""

import itertools
import json
import re
import sqlite3

import pytest

from tests.support.server import join, run_cli, serving

pytestmark = pytest.mark.server

HOUR = 3600


def opened(home, *args):
    """Open a room with the command; return its links by name, and its code."""
    done = run_cli(home, "room", "new", *args)
    assert done.returncode == 0, done.stderr
    found = dict(re.findall(r"^  (Participants|Facilitator|Projector) +(\S+)$", done.stdout, re.M))
    code = re.search(r"Room code +(\w{3}) (\w{3})", done.stdout)
    return found | {"code": code[1] + code[2]}


def listed(home):
    return run_cli(home, "room", "list").stdout


def aged(home, hours):
    """Let every room have been opened so many hours earlier."""
    with sqlite3.connect(home / "rooms.sqlite") as store:
        store.execute("UPDATE rooms SET expires = expires - ?", (hours * HOUR,))
    store.close()


def test_a_room_is_opened_and_ended_without_a_server(tmp_path):
    one = opened(tmp_path, "--language", "es", "--hours", "5")
    assert set(one) == {"code"}, "no address, so no links"
    line = listed(tmp_path)
    assert f"{one['code'][:3]} {one['code'][3:]}  es" in line
    assert "5 hours left" in line
    assert "nobody" in line
    prolonged = run_cli(tmp_path, "room", "prolong", "--room", one["code"], "--hours", "24").stdout
    assert "24 hours" in prolonged
    too_long = run_cli(tmp_path, "room", "prolong", "--room", one["code"])
    assert too_long.returncode == 1
    assert "24 hours at most" in too_long.stderr
    assert run_cli(tmp_path, "room", "end").returncode == 1, "which one is said"
    assert "is over" in run_cli(tmp_path, "room", "end", "--room", one["code"]).stdout
    assert "No room is open" in listed(tmp_path)


@pytest.mark.parametrize(
    ("args", "words"),
    [(["--language", "xx"], "There is no language 'xx'"), (["--hours", "25"], "24 hours at most")],
)
def test_what_does_not_fit_a_new_room_is_told(tmp_path, args, words):
    done = run_cli(tmp_path, "room", "new", *args)
    assert done.returncode != 0
    assert words in done.stderr


def test_many_rooms_on_one_server_have_each_their_console_wall_door_and_people(tmp_path, folders):
    with serving(tmp_path, "--kernels", "ordinary", *folders) as server:
        first, second = opened(tmp_path), opened(tmp_path)
        assert len({server.code, first["code"], second["code"]}) == 3
        for room in (first, second):
            local = {name: re.sub(r"https?://[^/]+", server.url, link) for name, link in room.items()}
            with server.client() as leads, server.client() as wall:
                assert server.lead(leads, local["Facilitator"], follow_redirects=True).status_code == 200
                assert wall.get(local["Projector"], follow_redirects=True).status_code == 200
        with server.client() as person:
            assert join(person, first["code"]).status_code == 303
            assert person.get("/part/00-welcome").status_code == 200
        assert "one person" in listed(tmp_path)
        assert run_cli(tmp_path, "room", "end", "--room", first["code"]).returncode == 0
        with server.client() as person:
            assert "closed" in join(person, first["code"]).text
            assert join(person, second["code"]).status_code == 303
        again = run_cli(tmp_path, "room", "links", "--room", second["code"]).stdout
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


def test_a_room_of_an_evening_before_is_not_gone_on_with_in_silence(tmp_path, folders):
    with serving(tmp_path, "--kernels", "ordinary", *folders) as server, server.joined():
        rehearsal = server.code
    aged(tmp_path, 4)
    with serving(tmp_path, "--kernels", "ordinary", *folders) as server:
        said = "\n".join(server.output)
        assert server.code == rehearsal, "of the same day"
        assert "one person came in" in said
        assert "--new" in said
    aged(tmp_path, 13)
    with serving(tmp_path, "--kernels", "ordinary", *folders) as server:
        said = "\n".join(server.output)
        assert server.code != rehearsal
        assert rehearsal[:3] in said
        assert "--go-on" in said
        assert run_cli(tmp_path, "room", "end", "--room", server.code).returncode == 0
    with serving(tmp_path, "--kernels", "ordinary", "--go-on", *folders) as server:
        assert server.code == rehearsal


def test_a_server_without_a_room_of_its_own_says_how_to_open_one(tmp_path, folders):
    with serving(tmp_path, "--kernels", "ordinary", "--no-room", *folders) as server:
        assert "workshop room new" in "\n".join(server.output)
        assert json.loads(server.client().get("/health").text) == {"status": "ok"}
        assert "No room is open" in listed(tmp_path)
