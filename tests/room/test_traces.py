"""Rule 6: stored without a trace to a person. These tests read the stored rows and bytes."""

from __future__ import annotations

import json
import random
import re
import shutil
import stat
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from tests.room.conftest import Person, people, share_all
from workshop.content.sharing import Table
from workshop.room import Store, pseudonym, schema

KIND = Table("kind", "", "single", (("a", "A"), ("b", "B")))
SECRETS = [f"quartz-{number:03d}-meadow" for number in range(60)]


def rows(store, table):
    with store.database.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(text(f"SELECT * FROM {table}"))]


def raw(folder: Path) -> bytes:
    """All bytes of the database, its log and its index of the log."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())


def body(path: Path) -> bytes:
    """A SQLite file without the counters of its header (how often it was changed)."""
    data = bytearray(path.read_bytes())
    for start in (24, 92):
        data[start : start + 4] = b"\0\0\0\0"
    return bytes(data)


def test_two_exercises_of_one_person_share_nothing(store, room):
    for exercise in ("cases", "arrive"):
        share_all(room, exercise, [{"kind": ["a"]}] * 8, ["words"] * 8)
        for person in people(room, 8):
            room.arrive(person.who("presence"))
    names = [row["who"] for table in ("answers", "words", "presence") for row in rows(store, table)]
    assert len(names) == len(set(names)) == 8 * 5


def test_the_run_of_an_evening_holds_steps_and_no_time_of_day(store, room):
    room.go_to("01-causes", "opening")
    (row,) = rows(store, "rooms")
    run = json.loads(row["run"])
    assert set(run) == {"plan", "visits"}
    ((part, step, left),) = run["visits"]
    assert (part, step) == ("01-causes", "opening")
    assert left <= 24 * 3600, "seconds back from the room's expiry, like presence"


def test_no_secret_address_name_or_time_has_a_column(store, room, clock):
    share_all(room, "cases", [{"kind": ["a"]}] * 6, ["words"] * 6)
    room.arrive(Person(room, 1).who("presence"))
    columns = {column.name for table in schema.metadata.sorted_tables for column in table.columns}
    assert columns == {
        "id", "version", "code", "number", "language", "part", "step", "current", "question", "scene", "run", "timer_ends", "timer_shown", "closed",  # noqa: E501
        "expires", "shut", "cards", "keys", "room", "place", "rule", "exercise", "state", "who", "payload", "text", "body", "hidden", "tick",  # noqa: E501
        "kind", "lasts",
        "owner", "invited", "name", "workshop", "month", "rooms", "voices",  # of the house: whom the host invited, sums
    }  # fmt: skip
    person = Person(room, 1)
    everything = json.dumps([rows(store, table.name) for table in schema.OF_A_ROOM])
    assert person.admission.hex() not in everything
    today = str(int(clock()))[:6]
    assert not re.search(rf"\b{today}\d{{4}}\b", everything), "only the room's row holds a time: its expiry"
    (row,) = rows(store, "rooms")
    assert sorted(key for key, value in row.items() if isinstance(value, int) and value > 1e6) == ["expires"]


def test_rows_are_stored_in_the_order_of_their_pseudonyms(store, room):
    room.open("cases")
    crowd = people(room, 20)
    random.Random(4).shuffle(crowd)
    for person in crowd:
        person.share("cases", {"kind": ["a"]}, "words")
    for table in ("answers", "words"):
        names = [row["who"] for row in rows(store, table)]
        assert names == sorted(names)


def test_what_was_chosen_first_is_not_stored(store, room):
    room.open("cases")
    Person(room, 1).share("cases", {"z": ["b", "a"], "a": ["c"]})
    assert rows(store, "answers")[0]["payload"] == '{"a":["c"],"z":["a","b"]}'


@pytest.mark.postgres
def test_postgresql_rows_do_not_show_their_order(postgres_url):
    store = Store(postgres_url)
    room = store.create()
    for exercise in ("cases", "arrive"):
        room.open(exercise)
        for person in people(room, 12):
            person.share(exercise, {"kind": ["a"]}, "words")
    with store.database.reading() as connection:
        for exercise in ("cases", "arrive"):
            for table in ("answers", "words"):
                found = connection.execute(
                    text(f"SELECT who, xmin::text FROM {table} WHERE exercise = '{exercise}' ORDER BY ctid")
                ).all()
                assert len({row.xmin for row in found}) == 1, "one transaction wrote them all"
                names = [row.who for row in found]
                assert names == sorted(names)


@pytest.mark.parametrize("seed", range(4))
def test_the_file_is_the_same_byte_for_byte_in_whatever_order_people_shared(tmp_path, seed):
    first = Store(f"sqlite:///{tmp_path}/first.sqlite")
    room = first.create()
    room.open("cases")
    room.open("arrive")
    first.close()
    shutil.copy(tmp_path / "first.sqlite", tmp_path / "second.sqlite")
    crowd = list(range(24))
    for name in ("first", "second"):
        store = Store(f"sqlite:///{tmp_path}/{name}.sqlite")
        same = store.get(room.id)
        for exercise in ("cases", "arrive"):
            random.Random(f"{name}{seed}").shuffle(crowd)
            for number in crowd:
                Person(same, number).share(exercise, {"kind": ["ab"[number % 2]]}, SECRETS[number])
        store.close()
    assert body(tmp_path / "first.sqlite") == body(tmp_path / "second.sqlite")


def test_the_log_does_not_keep_the_order_of_shares(tmp_path, sqlite_url):
    room = Store(sqlite_url).create()
    share_all(room, "cases", [{"kind": ["a"]}] * 8, SECRETS[:8])
    assert (tmp_path / "rooms.sqlite-wal").stat().st_size == 0


def test_only_its_owner_can_read_the_file(tmp_path, sqlite_url):
    Store(sqlite_url).create()
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


def fill(room):
    """Share, change and withdraw in several exercises, so that pages split, merge and are freed."""
    for exercise in ("one", "two", "three"):
        share_all(room, exercise, [{"kind": [secret]} for secret in SECRETS], [s.upper() * 9 for s in SECRETS])
        for person in people(room, 60)[::4]:
            person.withdraw(exercise)
        for number, person in enumerate(people(room, 30)):
            person.share(exercise, {"kind": [SECRETS[number]] * 2, "more": ["pebble-" + str(number)]}, "velvet" * 60)


def left(data: bytes) -> list[bytes]:
    return [word for word in (b"quartz", b"QUARTZ", b"meadow", b"velvet", b"pebble") if word in data]


def test_a_reveal_erases_the_answers_from_the_bytes(tmp_path, sqlite_url):
    room = Store(sqlite_url).create()
    fill(room)
    assert left(raw(tmp_path))
    for exercise in ("one", "two", "three"):
        room.reveal(exercise, [KIND])
    data = raw(tmp_path)
    assert b"pebble" not in data
    assert b"quartz" not in data
    assert b"velvet" in data, "the revealed words stay for the facilitator until the end"


def test_the_end_erases_everything_from_the_bytes(tmp_path, sqlite_url):
    store = Store(sqlite_url)
    room = store.create()
    fill(room)
    room.reveal("one", [KIND])
    room.pin(["velvet gloves"])
    presence = [person.who("presence") for person in people(room, 30)]
    for who in presence:
        room.arrive(who)
    pseudonyms = [person.who(exercise) for person in people(room, 60) for exercise in ("one", "two", "three")]
    assert presence[0][:64].encode() in raw(tmp_path)
    room.end()
    data = raw(tmp_path)
    assert left(data) == []
    assert not any(half.encode() in data for who in pseudonyms + presence for half in (who[:64], who[64:]))


def test_the_end_erases_while_pages_keep_polling(tmp_path, sqlite_url):
    store = Store(sqlite_url)
    room = store.create()
    share_all(room, "one", [{"kind": [secret]} for secret in SECRETS[:20]], SECRETS[:20])
    over = threading.Event()

    def poll():
        own = Store(sqlite_url)
        same = own.get(room.id)
        while not over.wait(0.01):
            same.version()
            same.state()
        own.close()

    pages = [threading.Thread(target=poll) for _ in range(4)]
    for page in pages:
        page.start()
    time.sleep(0.2)
    room.end()
    over.set()
    for page in pages:
        page.join()
    assert left(raw(tmp_path)) == []


def test_an_expired_room_leaves_no_bytes(tmp_path, sqlite_url, clock):
    store = Store(sqlite_url, clock=clock)
    room = store.create(hours=1)
    fill(room)
    clock.ahead = 3601
    store.purge_expired()
    data = raw(tmp_path)
    assert left(data) == []
    assert room.id.encode() not in data


@pytest.mark.postgres
def test_postgresql_tables_are_rewritten_at_the_end(postgres_url, postgres_cluster):
    store = Store(postgres_url)
    room = store.create()
    share_all(room, "one", [{"kind": [secret]} for secret in SECRETS[:20]], SECRETS[:20])
    database = make_url(postgres_url).database

    def tables():
        postgres_cluster.execute("CHECKPOINT")
        (oid,) = postgres_cluster.execute(f"SELECT oid FROM pg_database WHERE datname = '{database}'")[0]
        return raw(postgres_cluster.data / "base" / str(oid))

    assert left(tables())
    room.end()
    assert left(tables()) == []


def test_a_failure_never_tells_what_was_shared(store, room, capfd):
    room.open("one")
    with store.database.writing() as connection:
        connection.execute(text("DROP TABLE answers"))
    with pytest.raises(Exception, match="storage cannot be reached") as caught:
        Person(room, 1).share("one", {"kind": ["quartz"]}, "velvet")
    told = f"{caught.getrepr(style='value')}{caught.value!r}{caught.value.__cause__}"
    assert caught.value.__suppress_context__
    assert "quartz" not in told + "".join(capfd.readouterr())


def test_a_pseudonym_without_the_secret_says_nothing(room):
    secret, other = b"a" * 32, b"b" * 32
    one = pseudonym(secret, room.id, "cases")
    assert one == pseudonym(secret, room.id, "cases")
    assert len({one, pseudonym(other, room.id, "cases"), pseudonym(secret, room.id, "arrive"),
                pseudonym(secret, "another room", "cases")}) == 4  # fmt: skip
    assert one[:64] != one[64:]
    assert one[64:] == pseudonym(secret, room.id, "cases/words")[:64]
    with pytest.raises(ValueError, match="at least 16"):
        pseudonym(b"short", room.id, "cases")
