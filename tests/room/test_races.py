"""Many at once: threads and forked processes on one database."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.room.conftest import Person, people
from workshop.content.sharing import Table
from workshop.room import ExerciseClosed, RoomClosed, Store, StoreUnavailable
from workshop.room.snapshots import Snapshot

KIND = Table("kind", "", "single", (("a", "A"), ("b", "B")))


def outcome(act):
    try:
        return act() or "done"
    except (ExerciseClosed, RoomClosed) as error:
        return type(error).__name__


@pytest.mark.parametrize("attempt", range(5))
def test_a_share_during_the_reveal_is_in_it_or_refused(url, room, attempt):
    room.open("cases")
    crowd = people(room, 24)
    for person in crowd[:6]:
        person.share("cases", {"kind": ["a"]})
    gate = threading.Barrier(20)

    def late(person):
        gate.wait()
        return outcome(lambda: person.share("cases", {"kind": ["b"]}, "words"))

    def reveal():
        gate.wait()
        time.sleep(0.004 * attempt)
        return room.reveal("cases", [KIND])

    with ThreadPoolExecutor(20) as pool:
        shares = [pool.submit(late, person) for person in crowd[6:]]
        reveals = [pool.submit(reveal) for _ in range(2)]
    taken = [future.result() for future in shares].count("done")
    first, second = (future.result() for future in reveals)
    assert first == second, "both clicks get the one snapshot"
    assert first.n == 6 + taken
    assert len(first.words) == taken
    assert room.count("cases") == first.n
    assert room.snapshot("cases").tables == first.tables


def test_a_share_during_the_end_is_deleted_or_refused(store, room):
    room.open("cases")
    gate = threading.Barrier(11)

    def late(person):
        gate.wait()
        return outcome(lambda: person.share("cases", {"kind": ["b"]}))

    def end():
        gate.wait()
        room.end()

    with ThreadPoolExecutor(11) as pool:
        futures = [pool.submit(late, person) for person in people(room, 10)] + [pool.submit(end)]
    assert {future.result() for future in futures} <= {"done", "RoomClosed", None}
    with store.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM answers").scalar() == 0


def test_thirty_people_share_change_and_arrive_at_once(room):
    room.open("cases")

    def use(person):
        room.arrive(person.who("presence"))
        person.share("cases", {"kind": ["a"]})
        person.share("cases", {"kind": ["b"]}, "words")
        return person.mine("cases").payload

    with ThreadPoolExecutor(15) as pool:
        kept = list(pool.map(use, people(room, 30)))
    assert kept == [{"kind": ["b"]}] * 30
    assert room.count("cases") == room.present() == 30


def test_each_persons_signal_and_versions_are_never_lost(room):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: room.signal("slow", Person(room, n % 12).who("/signal/slow")), range(24)))
        list(pool.map(lambda n: room.open(f"ex-{n}"), range(16)))
    assert room.signals()["slow"] == 12
    assert room.version() == 17


def test_servers_that_start_together_make_one_schema(url):
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: Store(url), range(6)))
    code = stores[0].create().code
    assert all(store.find(code) for store in stores)


def _share_in_child(url, room_id, number, pipe):
    try:
        store = Store(url)
        Person(store.get(room_id), number).share("cases", {"kind": ["a"]})
        pipe.send("done")
        store.close()
    except BaseException as error:
        pipe.send(repr(error))


def _use_inherited(room, pipe):
    try:
        Person(room, 77).share("cases", {"kind": ["a"]})
        pipe.send(room.version())
    except BaseException as error:
        pipe.send(repr(error))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_forked_processes_make_their_own_store(url, room):
    room.open("cases")
    fork = multiprocessing.get_context("fork")
    pipes = [fork.Pipe() for _ in range(8)]
    children = [fork.Process(target=_share_in_child, args=(url, room.id, n, pipe[1])) for n, pipe in enumerate(pipes)]
    for child in children:
        child.start()
    assert [pipe[0].recv() for pipe in pipes] == ["done"] * 8
    for child in children:
        child.join(10)
    assert room.count("cases") == 8


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_store_taken_across_a_fork_connects_anew(store, room):
    room.open("cases")
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe()
    child = fork.Process(target=_use_inherited, args=(room, there))
    engine = store.database.engine
    child.start()
    assert here.recv() == room.version()
    child.join(10)
    assert store.database.engine is engine
    for person in people(room, 4):
        person.share("cases", {"kind": ["a"]})
    assert room.count("cases") == 5


def test_five_is_enough_and_shows_something(room):
    room.open("cases")
    for person in people(room, 5):
        person.share("cases", {"kind": ["a"]})
    shown = room.reveal("cases", [KIND])
    assert isinstance(shown, Snapshot)
    assert [cell.band for cell in shown.tables[0].cells] == ["most", "few", "few"]


def test_looking_at_the_version_is_cheap(sqlite_url):
    room = Store(sqlite_url).create()
    took = []
    for _ in range(2000):
        begin = time.perf_counter()
        room.version()
        took.append(time.perf_counter() - begin)
    blocks = [sorted(took[n : n + 200])[100] for n in range(0, 2000, 200)]
    assert min(blocks) < 0.0002, "median seconds of the calmest 200 looks"


def test_a_busy_moment_is_waited_for(sqlite_url):
    store = Store(sqlite_url, patience=2)
    room = store.create()
    held = threading.Event()

    def hold():
        with store.database.writing():
            held.set()
            time.sleep(0.3)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    room.open("cases")
    holder.join()
    try:
        assert room.state().of("cases") == "open"
    except StoreUnavailable:
        pytest.fail("a short lock must be waited for")
