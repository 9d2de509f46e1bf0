"""A store that is full, busy or away, and hours that run out: the page keeps its place, and says how things stand."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from contextlib import contextmanager

import pytest
from sqlalchemy import make_url

from tests.support.desks import answer, let_in, library
from tests.support.held import held
from tests.support.postgres import postgres_cluster, postgres_url  # noqa: F401  (fixtures)
from workshop.evening.console import Console
from workshop.exercises.exercise import ExerciseOnPage
from workshop.exercises.room_context import Role, Status
from workshop.room import RoomClosed, Store, answers, errors, new_admission, pseudonym, shape
from workshop.room.answers import At
from workshop.server import tickets
from workshop.server.credentials import load_secret
from workshop.visit import session as sessions
from workshop.visit.follower import Follower
from workshop.visit.looking import Looking
from workshop.visit.session import Session

WAITS = "Your place in it is kept"
KEPT = {"items": {"amara": ["betrayal"]}, "_level": "count"}


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKSHOP_HOME", str(tmp_path))
    sessions._store.cache_clear()
    yield tmp_path
    sessions._store.cache_clear()


def hello(home, room, role="participant"):
    admission = new_admission() if role == "participant" else b""
    if admission:
        let_in(room, admission)
    return {"ticket": tickets.issue(room.id, role, admission, secret=load_secret(home))}


def seat(room, store):
    """Let a person in, without a page."""
    session, admission = Session(library()), new_admission()
    let_in(room, admission)
    session.enter(room.id, Role.PARTICIPANT, store, admission=admission)
    return session


async def until(check, seconds=20):
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end, "it never came"
        await asyncio.sleep(0.05)


@contextmanager
def away(store, file):
    """Take the database away, as a disk that is unplugged does."""
    store.close()
    hidden = file.with_suffix(".hidden")
    for part in ("", "-wal", "-shm"):
        if file.with_name(file.name + part).exists():
            file.with_name(file.name + part).rename(hidden.with_name(hidden.name + part))
    file.write_text("this is no database, and it is longer than a page's head " * 40)
    yield
    file.unlink()
    for part in ("", "-wal", "-shm"):
        if hidden.with_name(hidden.name + part).exists():
            hidden.with_name(hidden.name + part).rename(file.with_name(file.name + part))


@pytest.mark.parametrize("role", ["participant", "facilitator", "projector"])
def test_a_page_that_comes_while_the_store_is_away_waits_in_its_role(home, monkeypatch, caplog, role):
    url = f"sqlite:///{home}/rooms.sqlite"
    monkeypatch.setenv("WORKSHOP_DATABASE", url)
    store = Store(url)
    room = store.create()
    room.open("cases")

    async def evening():
        session, greeting = Session(library()), hello(home, room, role)
        with away(store, home / "rooms.sqlite"), caplog.at_level(logging.WARNING):
            session.greet(greeting)
            assert WAITS in session.trouble
            assert "code" not in session.trouble
            assert session.role is Role(role)
            assert session.status("cases") is Status.ALONE
            await asyncio.sleep(0.5)
        await until(lambda: session.look is not None)
        assert (session.role, session.trouble, session.status("cases")) == (Role(role), "", Status.OPEN)
        session.leave()

    asyncio.run(evening())
    assert len([r for r in caplog.records if "waits for its room" in r.message]) == 1


@pytest.mark.postgres
def test_more_pages_than_the_database_lets_in_wait_and_come_in_by_themselves(
    home,
    monkeypatch,
    postgres_cluster,  # noqa: F811
    postgres_url,  # noqa: F811
):
    monkeypatch.setenv("WORKSHOP_DATABASE", postgres_url)
    name = make_url(postgres_url).database
    store = Store(postgres_url)
    room = store.create()
    store.close()
    postgres_cluster.execute("CREATE ROLE guest LOGIN CONNECTION LIMIT 1")
    postgres_cluster.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO guest", name)
    guest = postgres_url.replace("workshop@", "guest@")
    monkeypatch.setenv("WORKSHOP_DATABASE", guest)

    async def evening():
        first, second, greeting = Store(guest), Session(library()), hello(home, room)
        store.close()
        with first.database.reading():
            second.greet(greeting)
            assert WAITS in second.trouble
            assert second.role is Role.PARTICIPANT
        first.close()
        await until(lambda: second.look is not None)
        second.leave()

    asyncio.run(evening())


@pytest.mark.postgres
def test_a_database_that_is_stopped_while_people_come(home, monkeypatch, postgres_cluster, postgres_url):  # noqa: F811
    monkeypatch.setenv("WORKSHOP_DATABASE", postgres_url)
    store = Store(postgres_url)
    room = store.create()

    async def evening():
        session, greeting = Session(library()), hello(home, room)
        postgres_cluster.stop()
        try:
            session.greet(greeting)
            assert WAITS in session.trouble
        finally:
            postgres_cluster.start()
        await until(lambda: session.look is not None)
        assert session.trouble == ""
        session.leave()

    asyncio.run(evening())


def test_a_ticket_that_is_none_is_said_to_be_one(home):
    session = Session(library())
    session.greet({"ticket": "made up"})
    assert "join again" in session.trouble


def test_a_room_that_is_over_is_said_to_be_over_not_a_bad_place(home, monkeypatch):
    url = f"sqlite:///{home}/rooms.sqlite"
    monkeypatch.setenv("WORKSHOP_DATABASE", url)
    room = Store(url).create()
    greeting = hello(home, room)
    room.end()
    session = Session(library())
    session.greet(greeting)
    assert "join again" not in session.trouble
    assert session.trouble or session.status("cases") is Status.ENDED


def test_a_page_that_greets_again_after_the_end_says_that_it_is_over_and_so_does_a_late_word(home, monkeypatch):
    url = f"sqlite:///{home}/rooms.sqlite"
    monkeypatch.setenv("WORKSHOP_DATABASE", url)
    room = Store(url).create()
    greeting = hello(home, room)
    session = Session(library())
    session.greet(greeting)
    room.end()
    session.greet(greeting)  # its connection came back
    assert not session.trouble
    assert session.status("cases") is Status.ENDED
    told, lost = [], []

    class Server:  # which hears of the room for the first time
        words = iter([RoomClosed("It is over."), None])

        def hear(self, _seconds):
            return next(self.words)

        def close(self):
            pass

    async def follow():
        look = Looking(room.id, Role.PARTICIPANT, b"", find=None, known=None, connected=session.connected, room=room)
        loop = asyncio.get_running_loop()
        follower = Follower(look.observe, told.append, lost.append, loop, news=Server(), hear=lambda _: None)
        follower.start()
        await until(lambda: told)
        follower.stop()

    asyncio.run(follow())
    assert told[0].state.closed
    assert not lost


def test_a_share_in_a_busy_moment_is_sent_by_itself_unless_the_person_thinks_better_of_it(home, monkeypatch):
    url = f"sqlite:///{home}/rooms.sqlite"
    monkeypatch.setenv("WORKSHOP_DATABASE", url)
    store = Store(url, patience=0.1)
    room = store.create()
    room.open("cases")

    async def evening():
        people = []
        for _ in range(2):
            session = seat(room, store)
            people.append(ExerciseOnPage(library(), library().exercises["cases"], session))
        other = sqlite3.connect(home / "rooms.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        for person in people:
            answer(person, KEPT)
            person.act("share", {})
            assert person.trouble
        answer(people[1], {**KEPT, "_level": "me"})
        other.execute("ROLLBACK")
        other.close()
        await until(lambda: people[0].context.shared("cases") is not None)
        await asyncio.sleep(2.5)
        assert people[1].context.shared("cases") is None
        assert people[0].trouble == ""
        for person in people:
            person.context.leave()

    asyncio.run(evening())


@pytest.mark.postgres
def test_a_share_that_was_given_up_and_is_stored_all_the_same_is_taken_back(home, monkeypatch, postgres_url):  # noqa: F811
    """As where the disk hangs: the change is with the database, its answer is not, and nobody reads it yet."""
    monkeypatch.setenv("WORKSHOP_DATABASE", postgres_url)
    store, hanging = Store(postgres_url, patience=0.3), Store(postgres_url)
    room = store.create()
    room.open("cases")

    async def evening():
        session = seat(room, store)
        person = ExerciseOnPage(library(), library().exercises["cases"], session)
        who, under_way, tries = session._who("cases"), hanging.get(room.id)._joining(), []

        def give_up(exercise, who, payload, words, *, voice):
            tries.append(exercise)
            if len(tries) > 1:  # it is held
                raise errors.locked()
            answers.share(under_way.__enter__(), At(room.id, exercise), who, shape.payload(payload), "")
            raise errors.away()

        with monkeypatch.context() as patch:
            patch.setattr(session.room, "share", give_up)
            answer(person, KEPT)
            person.act("share", {})
        assert person.trouble
        answer(person, {**KEPT, "_level": "me"})
        await asyncio.sleep(0.5)
        under_way.__exit__(None, None, None)
        await until(lambda: room.mine("cases", who) is None, 8)
        assert not person.standing.is_with_room
        session.leave()

    asyncio.run(evening())
    hanging.close()


def test_what_could_not_be_shared_goes_no_more_once_it_was_taken_back(home, monkeypatch):
    store = Store(f"sqlite:///{home}/rooms.sqlite")
    room = store.create()
    room.open("cases")
    session = seat(room, store)
    person = ExerciseOnPage(library(), library().exercises["cases"], session)
    answer(person, KEPT)
    session.trouble = "away"
    person.act("share", {})
    answer(person, {**KEPT, "_level": "me"})
    answer(person, KEPT)  # a choice, and no tap on Share
    session._look_now(session.look)
    assert session.trouble == ""
    assert room.mine("cases", session._who("cases")) is None
    person.act("share", {})
    assert room.mine("cases", session._who("cases")) is not None


class Clock:
    def __init__(self):
        self.moved = 0.0

    def __call__(self):
        return time.time() + self.moved


def test_hours_that_run_out_are_said_before_and_when_they_have(home):
    clock = Clock()
    store = Store(f"sqlite:///{home}/rooms.sqlite", clock=clock)
    room = store.create(hours=2)

    async def evening():
        from workshop.visit.part import PartPage

        phone, console = Session(library()), Console(session=Session(library()))
        admission = new_admission()
        let_in(room, admission)
        page = PartPage(library(), "01-causes", phone)
        phone.enter(room.id, Role.PARTICIPANT, store, admission=admission)
        console.session.enter(room.id, Role.FACILITATOR, store)

        def said(what):
            return what in str(page.top.widget.view) and what in str(console.widget.view)

        assert not said("minutes or less")
        clock.moved = 91 * 60
        await until(lambda: said("30 minutes or less"))
        clock.moved = 111 * 60
        await until(lambda: said("10 minutes or less"))
        clock.moved = 121 * 60
        await until(lambda: phone.look.state.closed and console.session.look.state.closed)
        assert "This room has ended" in str(page.top.widget.view)
        assert "over" in str(console.widget.view)
        assert phone.trouble == console.session.trouble == ""
        store.purge_expired()
        await asyncio.sleep(1)
        assert phone.look.state.closed
        assert phone.trouble == ""
        phone.leave()
        console.session.leave()

    asyncio.run(evening())


def test_when_a_page_was_here_is_forgotten_without_anybody_coming(home):
    clock = Clock()
    store = Store(f"sqlite:///{home}/rooms.sqlite", clock=clock)
    room = store.create()
    room.arrive(pseudonym(bytes(32), room.id, "presence"))
    store.forget_absent()
    assert room.present() == 1
    clock.moved = 240
    store.forget_absent()
    with store.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM presence").scalar() == 0


def test_whoever_shares_while_somebody_holds_the_database_is_told_soon_and_then_kept_waiting_no_more(tmp_path):
    store = Store(f"sqlite:///{tmp_path}/rooms.sqlite")
    room = store.create()
    room.open("cases")
    session = seat(room, store)

    async def evening():
        session.refresh()
        page = ExerciseOnPage(library(), library().exercises["cases"], session)
        answer(page, KEPT)
        with held(tmp_path / "rooms.sqlite"):
            began = time.monotonic()
            page.act("share", {})
            assert "The room can't be reached" in page.trouble
            assert time.monotonic() - began < 4.0
            began = time.monotonic()
            page.act("pass", {})
            page.act("return", {})
            page.act("share", {})
            assert time.monotonic() - began < 0.5, "it is known now"
        assert session.shared("cases") is None
        await until(lambda: session.shared("cases") is not None)
        await until(lambda: page.trouble == "")

    asyncio.run(evening())
    session.leave()
    with sqlite3.connect(tmp_path / "rooms.sqlite") as rooms:
        assert rooms.execute("SELECT count(*) FROM answers").fetchone() == (1,)
