"""When the storage fails: a sentence, nothing half written, and it goes on afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, make_url

from tests.room.conftest import Person, people, share_all
from tests.support.held import held
from tests.support.voices import let_in
from workshop.content.sharing import Table
from workshop.room import VOICE, RoomState, Store, StoreUnavailable, pseudonym
from workshop.room.errors import unavailable

KIND = Table("kind", "", "single", (("a", "A"), ("b", "B")))


def fails(act, reason, words):
    with pytest.raises(StoreUnavailable, match=words) as caught:
        act()
    assert caught.value.reason == reason
    assert caught.value.sentence.startswith("The room")
    assert "Nothing was lost" in caught.value.sentence


def test_locked(tmp_path, sqlite_url):
    room = Store(sqlite_url, patience=0.1).create()
    share_all(room, "cases", [{"kind": ["a"]}] * 5)
    person = Person(room, 5)
    with held(tmp_path / "rooms.sqlite"):
        for act in (
            lambda: person.share("cases", {"kind": ["b"]}),
            lambda: room.reveal("cases", [KIND]),
            room.end,
            lambda: Store(sqlite_url, patience=0.1).create(),
        ):
            fails(act, "locked", "busy right now")
        assert room.count("cases") == 5, "reading goes on"
        assert room.state().of("cases") == "open"
    person.share("cases", {"kind": ["b"]})
    assert room.count("cases") == 6


def test_locked_is_said_to_everybody_in_the_same_time(tmp_path, sqlite_url):
    """Who waits behind others in the queue waits no longer for it."""
    room = Store(sqlite_url).create()
    room.open("cases")
    store = Store(sqlite_url, patience=0.6)
    crowd = [Person(store.get(room.id), number) for number in range(8)]
    for person in crowd:
        let_in(room, person.admission)

    def waited(person):
        began = time.monotonic()
        with pytest.raises(StoreUnavailable, match="busy right now"):
            person.room.share("cases", person.who("cases"), {}, voice=pseudonym(person.admission, room.id, VOICE))
        return time.monotonic() - began

    with held(tmp_path / "rooms.sqlite"), ThreadPoolExecutor(len(crowd)) as at_once:
        times = list(at_once.map(waited, crowd))
    assert max(times) < 1.0, times
    assert room.count("cases") is None


@pytest.mark.postgres
def test_locked_on_postgresql(postgres_url):
    store = Store(postgres_url, patience=0.2)
    room = store.create()
    share_all(room, "cases", [{"kind": ["a"]}] * 5)
    with Store(postgres_url).database.writing() as connection:
        connection.exec_driver_sql("SELECT * FROM rooms FOR UPDATE")
        fails(lambda: Person(room, 5).share("cases", {}), "locked", "busy right now")
        assert room.version()
    Person(room, 5).share("cases", {})
    assert room.count("cases") == 6


@contextmanager
def without_rights():
    """Run as nobody when the tests run as root, whom no file refuses."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def open_folder():
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_read_only():
    with open_folder() as folder:
        url = f"sqlite:///{folder}/rooms.sqlite"
        store = Store(url)
        room = store.create()
        share_all(room, "cases", [{"kind": ["a"]}] * 5)
        store.close()
        (folder / "rooms.sqlite").chmod(0o444)
        folder.chmod(0o555)
        with without_rights():
            with pytest.raises(StoreUnavailable) as caught:
                Person(room, 5).share("cases", {"kind": ["b"]})
            assert caught.value.reason in {"read-only", "away"}, "without a log beside it, it cannot even be opened"
            with pytest.raises(StoreUnavailable):
                Store(url).create()
        folder.chmod(0o755)
        (folder / "rooms.sqlite").chmod(0o600)
        assert room.count("cases") == 5


def test_read_only_connection(sqlite_url):
    store = Store(sqlite_url)
    room = store.create()
    event.listen(store.database.engine, "checkout", lambda dbapi, *_: dbapi.execute("PRAGMA query_only=ON"))
    fails(lambda: room.open("cases"), "read-only", "cannot be written")
    assert room.state().exercises == {}


@pytest.mark.postgres
def test_read_only_on_postgresql(postgres_url, postgres_cluster):
    store = Store(postgres_url)
    room = store.create()
    store.close()
    postgres_cluster.execute(f"ALTER DATABASE {make_url(postgres_url).database} SET default_transaction_read_only = on")
    fails(lambda: room.open("cases"), "read-only", "cannot be written")
    assert room.version() == 1


def fill_up(room):
    """Share ever more until there is no space; return how many were taken."""
    taken = 0
    crowd = people(room, 60)
    for person in crowd:
        let_in(room, person.admission)
    for person in crowd:
        try:
            person.share("cases", {f"table {n}": ["x" * 60] * 1 for n in range(60)}, "w" * 500)
        except StoreUnavailable as error:
            assert error.reason == "full"  # noqa: PT017
            assert "storage is full" in error.sentence  # noqa: PT017
            return taken
        taken += 1
    pytest.fail("the storage was never full")
    return taken


def test_disk_full(sqlite_url):
    store = Store(sqlite_url)
    room = store.create()
    room.open("cases")
    event.listen(store.database.engine, "checkout", lambda dbapi, *_: dbapi.execute("PRAGMA max_page_count=60"))
    taken = fill_up(room)
    assert room.count("cases") == taken > 5
    with store.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM words").scalar() == taken, "no half of a share"
    Person(room, 0).withdraw("cases")
    assert room.count("cases") == taken - 1
    assert room.reveal("cases", []).n == taken - 1


def test_disk_really_full(tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(small)]
    if os.geteuid() or not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:  # noqa: PLW1510
        pytest.skip("a tiny disk of its own can only be mounted as root")
    try:
        store = Store(f"sqlite:///{small}/rooms.sqlite")
        room = store.create()
        room.open("cases")
        taken = fill_up(room)
        assert room.count("cases") == taken > 5
        room.end()
        assert store.create().state() == RoomState(version=1)
        store.close()
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)


def test_away(tmp_path):
    with pytest.raises(StoreUnavailable, match="cannot be reached") as caught:
        Store(f"sqlite:///{tmp_path}/no/such/folder/rooms.sqlite")
    assert str(tmp_path) not in caught.value.sentence
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        Store("postgresql+psycopg://nobody:secret@/none?host=/nonexistent", patience=1)


def test_not_a_database(tmp_path):
    (tmp_path / "rooms.sqlite").write_text("these are my holiday notes " * 100)
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        Store(f"sqlite:///{tmp_path}/rooms.sqlite")


@pytest.mark.parametrize("address", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://host/rooms"])
def test_an_address_that_is_none(address):
    with pytest.raises(StoreUnavailable, match="Use sqlite:////folder/rooms.sqlite") as caught:  # noqa: RUF043
        Store(address)
    assert caught.value.reason == "address"


@pytest.mark.postgres
def test_postgresql_stopped_and_started_again(postgres_url, postgres_cluster):
    room = Store(postgres_url, patience=1).create()
    share_all(room, "cases", [{"kind": ["a"]}] * 5, ["words"] * 5)
    before = room.version()
    postgres_cluster.stop()
    try:
        for act in (
            room.version,
            room.state,
            room.end,
            lambda: Person(room, 5).share("cases", {"kind": ["b"]}),
        ):
            fails(act, "away", "cannot be reached")
    finally:
        postgres_cluster.start()
    assert room.version() == before
    Person(room, 5).share("cases", {"kind": ["b"]})
    assert room.count("cases") == 6


@pytest.mark.postgres
@pytest.mark.parametrize(("more", "turns"), [("", None), ("&tcp_user_timeout=4000", "turns")])
def test_a_database_that_vanishes_without_a_word_is_noticed(postgres_url, tmp_path, more, turns):
    store = Store(postgres_url + more, turns=turns and str(tmp_path / turns))
    with store.database.reading() as connection:
        told = connection.connection.driver_connection.info.get_parameters()
    assert told["tcp_user_timeout"] == ("4000" if more else "15000")
    assert int(told["keepalives_idle"]) + int(told["keepalives_count"]) * int(told["keepalives_interval"]) < 30
    store.close()


@pytest.mark.postgres
def test_postgresql_restarted_between_two_looks(postgres_url, postgres_cluster):
    room = Store(postgres_url).create()
    room.open("cases")
    postgres_cluster.stop()
    postgres_cluster.start()
    assert room.version() == 2
    room.close("cases")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (psycopg.errors.DiskFull, "full"), (psycopg.errors.TooManyConnections, "away"),
        (psycopg.errors.DeadlockDetected, "locked"), (psycopg.errors.LockNotAvailable, "locked"),
        (psycopg.errors.AdminShutdown, "away"), (psycopg.errors.InsufficientPrivilege, "read-only"),
        (psycopg.errors.DivisionByZero, "unknown"),
    ],
)  # fmt: skip
def test_what_postgresql_says_becomes_a_reason(error, reason):
    assert unavailable(error("with a secret inside")).reason == reason
    assert "secret" not in unavailable(error("with a secret inside")).sentence


def test_a_failure_in_the_middle_undoes_the_whole(store, room, monkeypatch):
    share_all(room, "cases", [{"kind": ["a"]}] * 6, ["words"] * 6)
    before = room.state()
    monkeypatch.setattr("workshop.room.reveals.set_exercise", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        room.reveal("cases", [KIND])
    assert room.state() == before
    assert room.snapshot("cases") is None
    assert room.count("cases") == 6
