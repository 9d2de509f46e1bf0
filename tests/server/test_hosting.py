"""Two facilitators and a host on one server, and everybody who would like to be one of them."""

import re

import httpx
import pytest
from sqlalchemy import update

from tests.support.pages import config
from tests.support.server import join, run_cli
from workshop.cli import main
from workshop.room import MOST_ROOMS, Store
from workshop.room.schema import rooms
from workshop.server.credentials import Links, load_secret
from workshop.server.logs import hide

pytestmark = pytest.mark.server


@pytest.fixture
def store(server):
    store = Store(f"sqlite:///{server.home / 'rooms.sqlite'}")
    yield store
    for one in store.registry.invitations():
        for room in store.registry.rooms(one.id):
            store.get(room.id).end()
        store.registry.revoke(one.id)
    store.close()


@pytest.fixture
def links(server):
    return Links(server.url, load_secret(server.home))


@pytest.fixture
def browser(server):
    """Opens browsers, each of somebody else."""
    opened = []

    def another(**options) -> httpx.Client:
        opened.append(server.client(**options))
        return opened[-1]

    yield another
    for client in opened:
        client.close()


def token(page):
    found = re.search(r'name="_xsrf" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def enter(client, link):
    """Open a link and tap its button; return what then comes."""
    page = client.get(link)
    return client.post(link, data={"_xsrf": token(page)}) if page.status_code == 200 else page


def tap(client, address, **values):
    """Send a form as the page would; a stranger has a token of their own, too."""
    return client.post(address, data={"_xsrf": token(client.get("/")), **values})


def handles(page):
    return sorted(set(re.findall(r"/rooms/([\w-]{22})/", page.text)))


@pytest.fixture
def ana(store, links, browser):
    client = browser()
    assert enter(client, links.invitation(store.registry.invite("Ana", "es"))).headers["location"] == "/rooms"
    return client


@pytest.fixture
def ben(store, links, browser):
    client = browser()
    assert enter(client, links.invitation(store.registry.invite("Ben", "en"))).headers["location"] == "/rooms"
    return client


@pytest.fixture
def host(store, links, browser):
    client = browser()
    store.registry.host()
    store.registry.renew("HOST0")
    assert enter(client, links.invitation(store.registry.host())).headers["location"] == "/host"
    return client


def test_who_was_invited_opens_leads_prolongs_and_ends_a_room(server, store, ana, browser):
    page = ana.get("/rooms")
    assert "Tus salas" in page.text, "in the language of the invitation"
    assert "Hola, Ana." in page.text
    assert tap(ana, "/rooms", language="en", hours="4").headers["location"] == "/rooms"
    page = ana.get("/rooms")
    ((handle),) = handles(page)
    (room,) = store.registry.rooms(store.registry.invitations()[0].id)
    assert room.language == "en"
    assert f"{room.code[:3]} {room.code[3:]}" in page.text
    assert f"/j/{room.code}" in page.text
    with browser() as person:
        assert join(person, room.code).status_code == 303
    answer = tap(ana, f"/rooms/{handle}/lead")
    assert answer.headers["location"] == "/console"
    console = ana.get("/console")
    assert console.status_code == 200
    assert 'href="/rooms" data-own-rooms' in console.text, "a way back"
    wall = re.search(r'href="[^"]*(/projector/[^"]+)"', page.text)
    with browser(follow_redirects=True) as screen:
        assert screen.get(wall[1]).status_code == 200
    before = store.get(room.id).hours.left
    tap(ana, f"/rooms/{handle}/prolong")
    assert store.get(room.id).hours.left == pytest.approx(before + 3600, abs=30)
    tap(ana, f"/rooms/{handle}/end")
    assert handles(ana.get("/rooms")) == []
    over = ana.get("/console")
    assert over.status_code == 410
    assert 'href="/rooms"' in over.text


def test_a_room_is_of_the_workshop_of_its_invitation_and_no_other(server, store, links, host, browser):
    page = host.get("/host")
    assert re.findall(r"<option>(.+?)</option>", page.text) == ["trust", "listening"]
    page = tap(host, "/host/invite", name="Cleo", workshop="listening", language="es")
    assert "English · listening" in page.text, "that workshop speaks no other language"
    cleo = browser()
    (one,) = store.registry.invitations()
    enter(cleo, links.invitation(one))
    tap(cleo, "/rooms")
    (room,) = store.registry.rooms(one.id)
    assert "· listening" in host.get("/host").text
    with browser() as person, browser() as other:
        assert join(person, room.code).headers["location"] == "/part/01-giving"
        page = person.get("/part/01-giving")
        assert "Stand-in for 01-giving" in page.text
        assert "/part/02-receiving" in page.text
        assert config(page.text)["workshop"] == {"name": "listening", "first": False}
        assert person.get("/part/00-welcome").status_code == 404
        with store.database.engine.connect() as away:
            away.exec_driver_sql("PRAGMA legacy_alter_table=ON")
            away.exec_driver_sql("ALTER TABLE rooms RENAME TO hidden")
            while_away = person.get("/part/01-giving")
            away.exec_driver_sql("ALTER TABLE hidden RENAME TO rooms")
            away.exec_driver_sql("PRAGMA legacy_alter_table=OFF")
        assert while_away.status_code == 503, "the room can't be reached; it is no wrong address"
        assert join(other, server.code).headers["location"] == "/part/00-welcome"
        assert other.get("/part/01-giving").status_code == 404
    gone = store.create(workshop="feedback")
    with browser() as person:
        answer = join(person, gone.code)
        assert answer.status_code == 503
        assert "another workshop" in answer.text
    gone.end()
    earlier = store.create()
    with browser() as person:
        assert join(person, earlier.code).status_code == 303
        with store.database.writing() as connection:  # the server was started again without that one's workshop
            connection.execute(update(rooms).where(rooms.c.id == earlier.id).values(workshop="feedback"))
        assert person.get("/part/00-welcome").status_code == 503
        assert join(person, server.code).status_code == 303, "whoever was in it comes into another room"
    earlier.end()


def test_nobody_else_sees_or_touches_a_room(server, store, links, ana, ben, browser):
    tap(ana, "/rooms")
    (handle,) = handles(ana.get("/rooms"))
    (room,) = store.registry.rooms()[:1]
    assert room.name == "Ana"
    page = ben.get("/rooms")
    assert room.code not in page.text.replace(" ", "")
    assert handles(page) == []
    known = browser()
    assert server.lead(known).status_code == 303  # leads the host's own room
    screen = browser(follow_redirects=True)
    assert screen.get(links.projector(room)).status_code == 200
    joined = browser()
    assert join(joined, room.code).status_code == 303
    for stranger in (ben, known, screen, joined, browser()):
        for what in ("lead", "prolong", "end"):
            assert tap(stranger, f"/rooms/{handle}/{what}").status_code in {403, 410}
        assert stranger.get("/host").status_code == 403
        assert tap(stranger, f"/host/rooms/{handle}/end").status_code == 403
        assert tap(stranger, "/host/invite", name="Eve").status_code == 403
        if stranger is not known:
            answer = stranger.get("/console")
            assert (answer.status_code, answer.headers.get("location")) == (
                (303, "/rooms") if stranger is ben else (403, None)
            )
    for stranger in (known, screen, joined, browser()):
        assert stranger.get("/rooms").status_code == 403
        assert tap(stranger, "/rooms").status_code == 403
    assert [one.name for one in store.registry.invitations()] == ["Ana", "Ben"]
    assert [one.id for one in store.registry.rooms() if one.name] == [room.id]
    assert not store.get(room.id).state().closed


def test_a_cookie_of_another_role_or_hand_made_is_worth_nothing(store, links, ana, ben, host, browser):
    tap(ana, "/rooms")
    room = next(one for one in store.registry.rooms() if one.name == "Ana")
    screen = browser()
    screen.get(links.projector(room))
    wall, guest, keeper = (
        screen.cookies["workshop-projector"], ana.cookies["workshop-guest"], host.cookies["workshop-host"],
    )  # fmt: skip
    half = len(guest) // 2
    for name, value in (
        ("workshop-guest", wall),
        ("workshop-guest", keeper),
        ("workshop-host", guest),
        ("workshop-host", wall),
        ("workshop-facilitator", guest),
        ("workshop-facilitator", wall),
        ("workshop-guest", guest[:half] + ("A" if guest[half] != "A" else "B") + guest[half + 1 :]),
        ("workshop-guest", '["ANA", "00", 9999999999]'),
        ("workshop-guest", ""),
    ):
        thief = browser(cookies={name: value})
        assert [thief.get(place).status_code for place in ("/rooms", "/host", "/console")] == [403, 403, 403], name
    assert browser(cookies={"workshop-guest": guest}).get("/rooms").status_code == 200, "the whole cookie is the key"


def test_a_link_is_good_once_and_a_preview_uses_nothing_up(server, store, links, browser):
    link = links.invitation(store.registry.invite("Ana", "en"))
    preview, first, second = browser(), browser(), browser()
    assert preview.get(link).status_code == 200
    assert preview.get("/rooms").status_code == 403
    assert enter(first, link).status_code == 303
    assert first.get(link).headers["location"] == "/rooms", "for the browser that it let in it is only a way there"
    answer = enter(second, link)
    assert answer.status_code == 403
    assert "used already" in answer.text
    assert second.get("/rooms").status_code == 403
    assert link[-22:] not in "\n".join(server.output), "no key in the log"
    ben = store.registry.invite("Ben", "en")
    proof = link[-22:]
    for forged in (f"/invitation/{ben.id}-{proof}", f"/invitation/{ben.id}-{'A' * 22}", "/invitation/nothing"):
        assert second.get(forged).status_code == 403
    assert second.get(links.invitation(ben).replace("/invitation/", "/host/")).status_code == 403


def test_a_new_link_and_no_more_invitation_shut_out_at_once(server, store, links, ana, browser):
    tap(ana, "/rooms")
    copy = browser(cookies=dict(ana.cookies))
    done = run_cli(server.home, "invite", "ana", "--renew", "--public-url", server.url)
    assert done.returncode == 0, done.stderr
    assert [one.get("/rooms").status_code for one in (ana, copy)] == [403, 403]
    assert enter(ana, done.stdout.strip()).status_code == 303
    assert len(handles(ana.get("/rooms"))) == 1, "the rooms are theirs as before"
    assert "Ana  es" in run_cli(server.home, "invite", "--list").stdout
    done = run_cli(server.home, "invite", "Ana", "--revoke")
    assert "room end --room" in done.stdout, "what is still open is said"
    assert ana.get("/rooms").status_code == 403
    for room in store.registry.rooms():
        if room.owner:
            store.get(room.id).end()


@pytest.mark.parametrize("way", ["/rooms/leave", "/blank"])
def test_who_leaves_is_known_no_more_nor_is_a_copy(store, ana, browser, way):
    copy = browser(cookies=dict(ana.cookies))
    if way == "/blank":
        ana.get(way)
    else:
        tap(ana, way)
    assert [one.get("/rooms").status_code for one in (ana, copy)] == [403, 403]


def test_a_page_of_another_site_can_send_nothing(store, ana):
    assert ana.post("/rooms", data={"hours": "4"}).status_code == 403
    assert ana.post("/rooms", data={"hours": "4", "_xsrf": "made up"}).status_code == 403
    assert handles(ana.get("/rooms")) == []


def test_there_is_an_end_to_rooms(store, ana):
    for _ in range(MOST_ROOMS):
        assert tap(ana, "/rooms", hours="1000", language="xx").status_code == 303
    answer = tap(ana, "/rooms")
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    assert len(handles(answer)) == MOST_ROOMS
    assert {round(one.hours.left / 3600) for one in store.registry.rooms() if one.name} == {12}
    assert {one.language for one in store.registry.rooms() if one.name} == {"es"}


def test_the_host_sees_rooms_from_outside_ends_them_and_invites(server, store, host, ana, browser):
    tap(ana, "/rooms")
    room = next(one for one in store.registry.rooms() if one.name == "Ana")
    with browser() as person:
        join(person, room.code)
    page = host.get("/host")
    assert "Ana" in page.text
    assert "1 person came in" in page.text
    assert room.code not in page.text.replace(" ", ""), "with the code a host could take part"
    assert room.id not in page.text
    assert host.get("/rooms").status_code == 403, "the host has no rooms here"
    for handle in handles(page):
        assert tap(host, f"/rooms/{handle}/lead").status_code == 403
    (handle,) = handles(ana.get("/rooms"))
    tap(host, f"/host/rooms/{handle}/end")
    assert store.registry.rooms(room.owner) == []
    assert store.registry.used()[0].voices >= 1
    page = tap(host, "/host/invite", name=" Ben ", language="en")
    link = re.search(r"http\S+/invitation/[\w-]+", page.text)
    ben = browser()
    assert enter(ben, re.sub(r"^https?://[^/]+", "", link[0])).status_code == 303
    assert ben.get("/rooms").status_code == 200
    assert "/invitation/" not in host.get("/host").text, "a link is shown once"
    assert tap(host, "/host/invite", name="ben").status_code == 409
    assert tap(host, "/host/invite", name="  ").status_code == 400
    assert "<b>" not in tap(host, "/host/invite", name="<b>Eve</b>").text
    known = next(one.id for one in store.registry.invitations() if one.name == "Ben")
    assert "/invitation/" in tap(host, f"/host/invited/{known}/renew").text
    assert ben.get("/rooms").status_code == 403
    tap(host, f"/host/invited/{known}/revoke")
    assert "Ben" not in [one.name for one in store.registry.invitations()]
    tap(host, "/host/invited/HOST0/revoke")
    assert host.get("/host").status_code == 200, "the host stays"


def test_the_hosts_link_comes_from_the_terminal_and_can_be_taken_back(server, host, browser):
    done = run_cli(server.home, "host", "link", "--public-url", server.url)
    other = browser()
    assert enter(other, done.stdout.strip()).status_code == 303
    assert [one.get("/host").status_code for one in (host, other)] == [200, 200]
    run_cli(server.home, "host", "link", "--alone", "--public-url", server.url)
    assert [one.get("/host").status_code for one in (host, other)] == [403, 403]


@pytest.mark.parametrize(
    ("args", "words"),
    [([], "Whom?"), (["Zoe", "--renew"], "Nobody called Zoe"), (["Zoe", "--revoke"], "Nobody called Zoe"),
     (["Zoe", "--public-url", "http://192.168.1.5"], "needs HTTPS"), (["Zoe", "--language", "xx"], "no language"), (["x" * 90], "can't be a name")],
)  # fmt: skip
def test_an_invitation_that_does_not_fit_is_told(tmp_path, monkeypatch, capsys, args, words):
    monkeypatch.setenv("WORKSHOP_HOME", str(tmp_path))
    assert main(["invite", "--public-url", "http://127.0.0.1:1", *args]) == 1
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("place", ["console", "projector", "invitation", "host"])
def test_no_key_of_a_link_reaches_the_log(place):
    said = hide(f"Bad request line: GET /{place}/AB12CD34EF56-{'k' * 22} HTTP/1.1")
    assert "kkk" not in said
    assert place in said
