"""The one reveal of an exercise: answers become a snapshot and are deleted in the same transaction."""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, insert, select, update

from workshop.content.sharing import Table as SharedTable
from workshop.room import answers, door
from workshop.room.answers import At
from workshop.room.errors import MoreSharesThanVoices, NotRevealed
from workshop.room.privacy import summarise
from workshop.room.schema import change_room, lock_exercise, revealed_words, set_exercise, snapshots
from workshop.room.snapshots import Snapshot, Word


def reveal(connection: Connection, at: At, tables: Sequence[SharedTable]) -> Snapshot:
    """Return the snapshot, made now or before; the room is held alone.

    With fewer than five answers nothing is stored or changed.
    """
    state = lock_exercise(connection, *at)
    if state == "revealed":
        return snapshot(connection, at) or Snapshot(at.exercise)
    if answers.count(connection, at) > door.admitted(connection, at.room):
        raise MoreSharesThanVoices("More answers were shared than people were let in, so this can't be revealed.")
    made = summarise(at.exercise, tables, answers.payloads(connection, at))
    if not made.enough:
        return made
    texts = answers.texts(connection, at)
    random.SystemRandom().shuffle(texts)
    answers.erase(connection, at)  # first, to make room for the rest on a full disk
    keys = at._asdict()
    connection.execute(insert(snapshots).values(**keys, body=json.dumps(made.to_json())))
    if texts:
        rows = [{**keys, "place": place, "text": text} for place, text in enumerate(texts)]
        connection.execute(insert(revealed_words).values(hidden=False), rows)
    set_exercise(connection, *at, "revealed")
    change_room(connection, at.room, current=at.exercise, question=None)
    return snapshot(connection, at) or made


def moderate(connection: Connection, at: At, hidden: Collection[int]) -> None:
    """Mark these words as hidden and all others as shown; the room is held alone."""
    if lock_exercise(connection, *at) != "revealed":
        raise NotRevealed("There are no words to hide yet: reveal the exercise first.")
    within = answers.rows_of(revealed_words, at)
    chosen = revealed_words.c.place.in_(sorted(set(hidden)))
    connection.execute(update(revealed_words).where(within).values(hidden=chosen))
    change_room(connection, at.room)


def snapshot(connection: Connection, at: At, *, words: bool = True) -> Snapshot | None:
    """Return the stored snapshot, with the words only if asked for."""
    body = connection.execute(select(snapshots.c.body).where(answers.rows_of(snapshots, at))).scalar()
    if body is None:
        return None
    said: tuple[Word, ...] = ()
    if words:
        table = revealed_words
        found = select(table.c.place, table.c.text, table.c.hidden).where(answers.rows_of(table, at))
        said = tuple(Word(*row) for row in connection.execute(found.order_by(table.c.place)))
    return Snapshot.from_json(json.loads(body), said)
