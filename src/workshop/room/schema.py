"""The tables of a store. What has no column here cannot be kept: no time of day, no address, no name.

Every table is keyed by what it is about and has no row number (``WITHOUT ROWID`` in SQLite). The only times
are the room's expiry and the end of the facilitator's timer; presence counts minutes back from the latest that the
expiry can be. The only names are those that the host gives to facilitators.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    delete,
    false,
    insert,
    inspect,
    select,
    update,
)

from workshop.room import errors
from workshop.room.errors import StoreUnavailable

#: Raise this with every change of the tables, and add the step that brings an older store here: migrations/README.md.
VERSION = 6

metadata = MetaData()

about = Table(
    "workshop_schema",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
)


def _of_room() -> Column[str]:
    return Column("room", String(32), ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True)


def _keyed(name: str, *columns: Column[str] | Column[int] | Column[bool]) -> Table:
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


rooms = _keyed(
    "rooms",
    Column("id", String(32), primary_key=True),
    Column("code", String(6), nullable=False, unique=True),
    Column("number", Integer, nullable=False),
    Column("language", String(35), nullable=False),
    Column("version", Integer, nullable=False),
    Column("part", String(64)),
    Column("step", String(64)),
    Column("current", String(64)),
    Column("scene", Text),
    Column("run", Text),
    Column("question", String(64)),
    Column("timer_ends", Integer),
    Column("timer_shown", Boolean, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("shut", Boolean, nullable=False, server_default=false()),
    Column("cards", Integer),
    Column("keys", Integer, nullable=False, server_default="0"),
    Column("expires", Integer, nullable=False),
    Column("lasts", Integer, nullable=False, server_default="86400"),
    Column("owner", String(16)),
    Column("workshop", String(80)),
)
agreement = _keyed(
    "agreement", _of_room(), Column("place", Integer, primary_key=True), Column("rule", Text, nullable=False)
)
exercises = _keyed(
    "exercises",
    _of_room(),
    Column("exercise", String(64), primary_key=True),
    Column("state", String(8), nullable=False),
)
answers = _keyed(
    "answers",
    _of_room(),
    Column("exercise", String(64), primary_key=True),
    Column("who", String(64), primary_key=True),
    Column("payload", Text, nullable=False),
)
words = _keyed(
    "words",
    _of_room(),
    Column("exercise", String(64), primary_key=True),
    Column("who", String(64), primary_key=True),
    Column("text", Text, nullable=False),
)
snapshots = _keyed(
    "snapshots",
    _of_room(),
    Column("exercise", String(64), primary_key=True),
    Column("body", Text, nullable=False),
)
revealed_words = _keyed(
    "revealed_words",
    _of_room(),
    Column("exercise", String(64), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("hidden", Boolean, nullable=False),
)
presence = _keyed(
    "presence",
    _of_room(),
    Column("who", String(64), primary_key=True),
    Column("tick", Integer, nullable=False),
)
signals = _keyed(
    "signals",
    _of_room(),
    Column("kind", String(8), primary_key=True),
    Column("who", String(64), primary_key=True),
)
voices = _keyed("voices", _of_room(), Column("who", String(64), primary_key=True))
used_cards = _keyed("used_cards", _of_room(), Column("place", Integer, primary_key=True))
leads = _keyed("leads", _of_room(), Column("who", String(64), primary_key=True))

# The registry: who may open rooms of their own, in which browsers, and how much was used. Nothing of any participant.
invited = _keyed(
    "invited",
    Column("id", String(16), primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("language", String(35), nullable=False),
    Column("keys", Integer, nullable=False, server_default="0"),
    Column("workshop", String(80)),
)
browsers = _keyed(
    "browsers",
    Column("invited", String(16), ForeignKey("invited.id", ondelete="CASCADE"), primary_key=True),
    Column("who", String(64), primary_key=True),
)
used = _keyed(
    "used",
    Column("month", String(7), primary_key=True),
    Column("rooms", Integer, nullable=False),
    Column("voices", Integer, nullable=False),
)

#: Everything a room holds besides its own row; emptied when the room ends.
OF_A_ROOM = (
    agreement, exercises, answers, words, snapshots, revealed_words, presence, signals, voices, used_cards, leads,
)  # fmt: skip
#: What a reveal empties.
REVEALED = (answers, words)


def prepare(connection: Connection) -> None:
    """Bring an empty or older store to this version.

    Raises
    ------
    StoreUnavailable
        If a newer kit made the store.
    """
    found = found_version(connection)
    if found is not None and found > VERSION:
        raise StoreUnavailable(
            f"The rooms were stored by a newer workshop kit (format {found}, this one knows {VERSION}). "
            "Update the kit, or start it with another database.",
            "newer",
        )
    if found is None:
        metadata.create_all(connection)
    elif found < VERSION:
        # Imported here: it takes half a second and 12 MiB, and a store is older once after an update.
        from workshop.room import upgrading

        upgrading.upgrade(connection, found, VERSION)
    if found != VERSION:
        connection.execute(delete(about))
        connection.execute(insert(about).values(id=1, version=VERSION))


def found_version(connection: Connection) -> int | None:
    """Return the version of the tables in a store, None if it has none yet."""
    if not inspect(connection).has_table(about.name):
        return None
    return connection.execute(select(about.c.version).where(about.c.id == 1)).scalar()


# -- rows are locked in one order everywhere: the room first, then the exercise. On PostgreSQL these are row locks; on
# SQLite every writing transaction holds the whole database.


def lock_room(connection: Connection, room_id: str, code: str, now: float, *, alone: bool) -> Row[Any]:
    """Hold the room until the transaction ends: ``alone`` to change it, else together with others.

    Raises
    ------
    RoomClosed, RoomExpired
        If it has ended, or its hours are over.
    """
    found = select(rooms).where(rooms.c.id == room_id).with_for_update(read=not alone)
    row = connection.execute(found).first()
    if row is None or row.expires <= now:
        raise errors.expired(code)
    if row.closed:
        raise errors.closed(code)
    return row


def lock_exercise(connection: Connection, room_id: str, exercise: str) -> str:
    """Hold the exercise until the transaction ends, and return its state."""
    mine = (exercises.c.room == room_id) & (exercises.c.exercise == exercise)
    return connection.execute(select(exercises.c.state).where(mine).with_for_update()).scalar() or "waiting"


def set_exercise(connection: Connection, room_id: str, exercise: str, state: str) -> None:
    """Store the state of an exercise; the room must be held alone."""
    mine = (exercises.c.room == room_id) & (exercises.c.exercise == exercise)
    if not connection.execute(update(exercises).where(mine).values(state=state)).rowcount:
        connection.execute(insert(exercises).values(room=room_id, exercise=exercise, state=state))


def change_room(connection: Connection, room_id: str, **values: object) -> None:
    """Change columns of the room and raise its version, which tells every page to look again."""
    changed = update(rooms).where(rooms.c.id == room_id)
    connection.execute(changed.values(**values, version=rooms.c.version + 1))
