"""What is new in a room is heard once by a server, and passed on to its pages; these pages hold no connection."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time

import pytest
from sqlalchemy import make_url

from tests.support.desks import answer, let_in, library, nodes_of
from tests.support.postgres import postgres_cluster, postgres_url  # noqa: F401
from tests.support.relay import before_postgres
from workshop.exercises.exercise import ExerciseOnPage
from workshop.exercises.room_context import Role, Status
from workshop.room import LEAD, VOICE, Room, Store, StoreUnavailable, new_admission, pseudonym
from workshop.room.database import PAGES_CONNECTIONS, SERVER_CONNECTIONS
from workshop.room.news import TURNS, WHERE
from workshop.server import tickets
from workshop.server.credentials import load_secret
from workshop.server.herald import Herald
from workshop.server.limits import Guesses
from workshop.visit import session as sessions
from workshop.visit.session import Session


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request, tmp_path, monkeypatch):
    found = f"sqlite:///{tmp_path}/rooms.sqlite"
    if request.param == "postgres":
        found = request.getfixturevalue("postgres_url")
    monkeypatch.setenv("WORKSHOP_DATABASE", found)
    monkeypatch.setenv("WORKSHOP_HOME", str(tmp_path))
    monkeypatch.delenv(WHERE, raising=False)
    monkeypatch.delenv(TURNS, raising=False)
    sessions._store.cache_clear()
    yield found
    sessions._store.cache_clear()


@contextlib.contextmanager
def telling(store, folder):
    """Let a server tell its pages what is new, in a thread as if in its own process."""
    loop, herald = asyncio.new_event_loop(), Herald(store)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    folder.mkdir(exist_ok=True)
    asyncio.run_coroutine_threadsafe(herald.start(folder), loop).result(10)
    try:
        yield herald
    finally:
        asyncio.run_coroutine_threadsafe(herald.stop(), loop).result(10)
        time.sleep(0.05)  # its connections end
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        (folder / "news").unlink(missing_ok=True)


def page(room, home, role="participant"):
    """Open a page as its kernel does."""
    admission = new_admission() if role == "participant" else b""
    if admission:
        let_in(room, admission)
    session = Session(library())
    session.greet({"ticket": tickets.issue(room.id, role, admission, secret=load_secret(home))})
    return session


def keys_of(exercise):
    return [node.get("key") for node in nodes_of(exercise.widget.view)]


async def until(check, seconds=20):
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end, "it never came"
        await asyncio.sleep(0.02)


def test_a_click_is_told_to_pages_that_never_ask(url, tmp_path, monkeypatch):
    store = Store(url)
    room = store.create()

    async def evening():
        with telling(store, tmp_path / "run"):
            phones = [page(room, tmp_path) for _ in range(3)]
            console = page(room, tmp_path, "facilitator")
            asked = []
            own = sessions._store(url).database
            monkeypatch.setattr(own, "reading", lambda: asked.append(1))
            assert all(phone.status("cases") is Status.WAITING for phone in phones)
            room.open("cases")
            await until(lambda: all(phone.status("cases") is Status.OPEN for phone in [*phones, console]))
            await until(lambda: console.here() == 3)
            assert all(phone.look.here is None for phone in phones)
            for phone in phones[:2]:
                phone.leave()
            await until(lambda: console.here() == 1)
            room.end()
            await until(lambda: phones[2].status("cases") is Status.ENDED)
            assert not asked
            for session in (phones[2], console):
                session.leave()

    asyncio.run(evening())
    store.close()


def test_opening_and_a_result_reach_those_who_answered_without_a_question_of_theirs(url, tmp_path, monkeypatch):
    store = Store(url)
    room = store.create()
    cases = library().exercises["cases"]

    async def evening():
        with telling(store, tmp_path / "run"):
            phones = [page(room, tmp_path) for _ in range(6)]
            exercises = [ExerciseOnPage(library(), cases, phone) for phone in phones]
            other = ExerciseOnPage(library(), library().exercises["timeline"], phones[0])
            for exercise in exercises:
                answer(exercise, {"items": {"amara": ["betrayal"]}})
            drawn = []
            other.widget.observe(drawn.append, "view")
            own, asked = sessions._store(url).database, []
            reading = own.reading
            monkeypatch.setattr(own, "reading", lambda: asked.append(1))
            room.open("cases")
            await until(lambda: all(exercise.status is Status.OPEN for exercise in exercises))
            assert not asked
            monkeypatch.setattr(own, "reading", reading)
            for exercise in exercises[:5]:
                answer(exercise, {"items": {"amara": ["betrayal"]}, "_level": "count"})
                exercise.act("share", {})
                assert exercise.trouble == ""
            monkeypatch.setattr(own, "reading", lambda: asked.append(1))
            room.reveal("cases", exercises[0].model.tables())
            await until(lambda: all("results" in keys_of(exercise) for exercise in exercises))
            assert not asked
            assert not drawn
            for phone in phones:
                phone.leave()

    asyncio.run(evening())
    store.close()


def test_a_page_that_comes_late_asks_what_it_shared_before(url, tmp_path):
    store = Store(url)
    room = store.create()
    admission = new_admission()
    let_in(room, admission)

    def another():
        session = Session(library())
        session.greet({"ticket": tickets.issue(room.id, "participant", admission, secret=load_secret(tmp_path))})
        return session, ExerciseOnPage(library(), library().exercises["cases"], session)

    async def evening():
        with telling(store, tmp_path / "run"):
            first, exercise = another()
            room.open("cases")
            await until(lambda: exercise.status is Status.OPEN)
            answer(exercise, {"items": {"amara": ["betrayal"]}, "_level": "count"})
            exercise.act("share", {})
            second, late = another()
            answer(late, {"items": {"amara": ["betrayal"]}, "_level": "count"})
            assert late.standing.is_with_room
            first.leave()
            second.leave()

    asyncio.run(evening())
    store.close()


def test_what_a_page_shares_is_counted_on_the_console(url, tmp_path):
    store = Store(url)
    room = store.create()
    room.open("cases")

    async def evening():
        with telling(store, tmp_path / "run"):
            console = page(room, tmp_path, "facilitator")
            phones = [page(room, tmp_path) for _ in range(5)]
            exercises = [ExerciseOnPage(library(), library().exercises["cases"], phone) for phone in phones]
            for exercise in exercises:
                answer(exercise, {"items": {"amara": ["betrayal"]}, "_level": "count"})
                exercise.act("share", {})
                assert exercise.trouble == ""
            await until(lambda: console.count("cases") == 5)
            for session in [*phones, console]:
                session.leave()

    asyncio.run(evening())
    store.close()


def test_a_page_asks_for_itself_when_nobody_tells_and_listens_again_when_somebody_does(url, tmp_path, monkeypatch):
    monkeypatch.setattr("workshop.visit.follower.EVERY_WITHOUT_NEWS", 0.1)
    store = Store(url)
    room = store.create()

    async def evening():
        with telling(store, tmp_path / "run"):
            phone = page(room, tmp_path)
            assert phone._looking.is_told
        monkeypatch.setenv(WHERE, str(tmp_path / "run" / "news"))
        room.open("cases")
        await until(lambda: phone.status("cases") is Status.OPEN)
        assert not phone._looking.is_told
        with telling(store, tmp_path / "run"):
            await until(lambda: phone._looking.is_told)
            room.close("cases")
            await until(lambda: phone.status("cases") is Status.CLOSED)
            phone.leave()

    asyncio.run(evening())
    store.close()


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_servers_of_one_house_hear_of_each_others_wrong_codes(url, tmp_path):
    store, servers = Store(url), [Guesses(b"secret" * 6) for _ in range(2)]
    with telling(store, tmp_path / "one") as one, telling(store, tmp_path / "other") as other:
        one.overhears, other.overhears = (server.overhear for server in servers)

        def wrong():  # again until the other listens
            store.tell_servers(servers[0].mistake("203.0.113.9", "browser"))
            return servers[1].wait("203.0.113.9", "browser")

        asyncio.run(until(wrong))
    store.close()


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_pages_wait_for_a_store_that_stops_and_lose_nothing(url, tmp_path, postgres_cluster):  # noqa: F811
    store = Store(url)
    room = store.create()

    async def evening():
        with telling(store, tmp_path / "run"):
            phone = page(room, tmp_path)
            await until(lambda: phone.look is not None)
            postgres_cluster.stop()
            try:
                await until(lambda: phone.trouble)
                late = page_without_store(room, tmp_path)
                assert late.role is Role.PARTICIPANT
            finally:
                postgres_cluster.start()
            await until(lambda: not phone.trouble and late.look is not None)
            room.open("cases")
            await until(lambda: phone.status("cases") is Status.OPEN)
            phone.leave()
            late.leave()

    def page_without_store(room, home):
        session = Session(library())
        session.greet({"ticket": tickets.issue(room.id, "participant", new_admission(), secret=load_secret(home))})
        return session

    asyncio.run(evening())
    store.close()


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgres"], indirect=True)
@pytest.mark.parametrize("how", ["network", "database"])
def test_a_database_that_hangs_without_an_error_is_said_to_be_away(
    url,
    how,
    tmp_path,
    postgres_cluster,  # noqa: F811
    monkeypatch,
    caplog,
):
    for name, seconds in {
        "room.postgresql.PatientConnection.within": 0.8, "room.listening._SAFELY": 0.5, "server.herald._SAFELY": 0.5,
        "server.herald._SILENT": 0.7, "visit.session._AGAIN": 0.3,
    }.items():  # fmt: skip
        monkeypatch.setattr(f"workshop.{name}", seconds)

    async def evening(address, hangs):
        store = Store(address, patience=2)
        room = store.create()
        room.open("cases")
        with telling(store, tmp_path / "run"):
            phone, console = page(room, tmp_path), page(room, tmp_path, "facilitator")
            exercise = ExerciseOnPage(library(), library().exercises["cases"], phone)
            answer(exercise, {"items": {"amara": ["betrayal"]}, "_level": "count"})
            with hangs:
                await until(lambda: phone.trouble and console.trouble)
                began = time.monotonic()
                exercise.act("share", {})
                assert time.monotonic() - began < 1  # nobody is kept waiting for what is known to be away
                assert exercise.trouble
                assert (phone.role, console.role) == (Role.PARTICIPANT, Role.FACILITATOR)
            await until(lambda: not phone.trouble and not console.trouble)
            await until(lambda: exercise.standing.is_with_room)
            room.close("cases")
            await until(lambda: phone.status("cases") is Status.CLOSED)
            await until(lambda: "back" in caplog.text)
            phone.leave()
            console.leave()
        store.close()

    with before_postgres(url, tmp_path) as relay:
        monkeypatch.setenv("WORKSHOP_DATABASE", relay.url)
        asyncio.run(evening(relay.url, relay.stalled() if how == "network" else postgres_cluster.frozen()))
    said = [record.message for record in caplog.records if record.name == "workshop.store"]
    assert [word in line for word, line in zip(("away", "back"), said, strict=True)] == [True, True], said


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_disk_that_hangs_without_an_error_is_said_to_be_away(url, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr("workshop.server.herald._SAFELY", 0.2)
    monkeypatch.setattr("workshop.server.herald._SILENT", 0.3)
    store = Store(url)
    room = store.create()
    moves, news = threading.Event(), Room.news
    moves.set()
    monkeypatch.setattr(Room, "news", lambda *args, **options: moves.wait() and news(*args, **options))

    async def evening():
        with telling(store, tmp_path / "run"):
            phone = page(room, tmp_path)
            moves.clear()
            await until(lambda: phone.trouble)
            moves.set()
            await until(lambda: not phone.trouble)
            phone.leave()

    asyncio.run(evening())
    store.close()
    assert caplog.text.count("does not answer") == caplog.text.count("answers again") == 1


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_many_who_share_at_once_hold_few_connections(url, tmp_path, postgres_cluster):  # noqa: F811
    """Sixty do so here; a database that lets 97 in is then nowhere near full."""
    store = Store(url)
    room: Room = store.create()
    room.open("cases")
    people = [new_admission() for _ in range(60)]
    for one in people:
        let_in(room, one)
    name = make_url(url).database
    most, over = [0], threading.Event()

    def watch():
        count = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}' AND backend_type = 'client backend'"
        while not over.wait(0.01):
            most[0] = max(most[0], postgres_cluster.execute(count)[0][0])

    with telling(store, tmp_path / "run"):
        # Each has a store of its own, as each page's process has.
        pages = [Store(url, turns=str(tmp_path / "run" / "turns"), patience=30) for _ in people]
        watching = threading.Thread(target=watch)
        watching.start()

        def act(own, one):
            who = pseudonym(one, room.id, "cases")
            own.get(room.id).share("cases", who, {"amara": ["betrayal"]}, voice=pseudonym(one, room.id, VOICE))

        acting = [threading.Thread(target=act, args=pair) for pair in zip(pages, people, strict=True)]
        for one in acting:
            one.start()
        for one in acting:
            one.join(60)
        over.set()
        watching.join()
    assert room.count("cases") == 60
    assert 1 < most[0] <= PAGES_CONNECTIONS + SERVER_CONNECTIONS + 1
    store.close()


def test_a_room_that_is_over_is_not_said_to_be_out_of_reach(url, tmp_path, monkeypatch):
    monkeypatch.setattr("workshop.server.herald._SAFELY", 0.05)
    monkeypatch.setattr("workshop.server.herald._HERE_EVERY", 0.1)  # who is still there is said again and again
    store = Store(url)
    room = store.create()

    async def evening():
        with telling(store, tmp_path / "run"):
            phone = page(room, tmp_path)
            await until(lambda: room.present() == 1)
            said = []
            phone.watch(lambda: said.append(phone.trouble))
            room.end()
            await until(lambda: phone.status("cases") is Status.ENDED)
            await asyncio.sleep(0.5)
            assert not any(said)
            phone.leave()

    asyncio.run(evening())
    store.close()


def test_who_reads_the_room_hears_nothing_of_a_store_that_takes_no_presence(url, tmp_path, monkeypatch):
    def full(*_):
        raise StoreUnavailable("The room's storage is full.", "full")

    monkeypatch.setattr(Room, "note", full)
    store = Store(url)
    room = store.create()

    async def evening():
        with telling(store, tmp_path / "run") as herald:
            phone = page(room, tmp_path)
            said = []
            phone.watch(lambda: said.append(phone.trouble))
            room.open("cases")
            await until(lambda: phone.status("cases") is Status.OPEN)
            await asyncio.sleep(0.2)
            assert not any(said)
            phone.leave()
            await until(lambda: not herald._rooms)  # nor does the server hold on to who is gone

    asyncio.run(evening())
    store.close()


def test_pages_ask_for_themselves_when_the_server_fails_at_a_room_and_hear_it_again_later(
    url, tmp_path, monkeypatch, caplog
):
    monkeypatch.setattr("workshop.visit.follower.EVERY_WITHOUT_NEWS", 0.1)
    store = Store(url)
    room = store.create()

    async def evening():
        with telling(store, tmp_path / "run") as herald:
            phone = page(room, tmp_path)
            await until(lambda: room.present() == 1)
            look, failed = herald._look, []

            def fail(*_):
                failed.append(1)
                raise MemoryError

            monkeypatch.setattr(herald, "_look", fail)
            room.open("cases")
            await until(lambda: phone.status("cases") is Status.OPEN)
            assert failed
            monkeypatch.setattr(herald, "_look", look)
            room.close("cases")
            await until(lambda: phone.status("cases") is Status.CLOSED)
            await until(lambda: phone._looking.is_told)
            assert not phone.trouble
            phone.leave()

    asyncio.run(evening())
    store.close()
    assert "ask for themselves" in caplog.text


def test_where_no_socket_can_be_made_pages_ask_for_themselves(url, tmp_path, caplog):
    store = Store(url)
    room = store.create()

    async def evening():
        with telling(store, tmp_path / ("far" * 40)):  # longer than the path of a socket may be
            phone = page(room, tmp_path)
            assert not phone._looking.is_told
            room.open("cases")
            await until(lambda: phone.status("cases") is Status.OPEN)
            phone.leave()

    asyncio.run(evening())
    store.close()
    assert "ask for themselves" in caplog.text


def test_who_has_just_been_let_lead_is_not_shown_out_by_older_news(url, tmp_path, monkeypatch):
    store = Store(url)
    room = store.create()

    def leader():
        admission = new_admission()
        assert room.door.lead(pseudonym(admission, room.id, LEAD))
        session = Session(library())
        session.greet({"ticket": tickets.issue(room.id, "facilitator", admission, secret=load_secret(tmp_path))})
        return session

    async def evening():
        with telling(store, tmp_path / "run") as herald:
            first = leader()
            await until(lambda: first.here() is not None)
            monkeypatch.setattr(herald, "_changed", lambda _: None)  # it has not heard of the second yet
            second = leader()
            await asyncio.sleep(0.2)
            assert [one.role for one in (first, second)] == [Role.FACILITATOR, Role.FACILITATOR]
            for one in (first, second):
                one.leave()

    asyncio.run(evening())
    store.close()


def test_a_server_that_stops_says_of_every_room_who_is_gone_whatever_goes_wrong_in_one(url, tmp_path, monkeypatch):
    store = Store(url)
    rooms = [store.create() for _ in range(3)]
    note = Room.note

    def fails(room, here, gone):
        if gone and room.id == rooms[0].id:
            raise MemoryError
        note(room, here, gone)

    async def evening():
        with telling(store, tmp_path / "run"):
            phones = [page(room, tmp_path) for room in rooms]
            await until(lambda: all(room.present() == 1 for room in rooms))
            monkeypatch.setattr(Room, "note", fails)
        for phone in phones:
            phone.leave()

    asyncio.run(evening())
    assert [room.present() for room in rooms] == [1, 0, 0]
    store.close()
