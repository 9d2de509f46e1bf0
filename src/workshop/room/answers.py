"""Shared answers while an exercise is open, stored so that the order they came in is not.

Each change writes all answers of the exercise anew, sorted by pseudonym. What lies in the database, down to
the bytes of a page (SQLite) or the place and transaction of a row (PostgreSQL), is then the same in whatever
order people shared, so the orders of two exercises cannot be laid side by side to find one person in both.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select

from workshop.content.sharing import Payload
from workshop.room.errors import ExerciseClosed, ExerciseRevealed
from workshop.room.pseudonyms import halves
from workshop.room.schema import answers, lock_exercise, words
from workshop.room.states import Shared

_VALUE = {"answers": "payload", "words": "text"}


class At(NamedTuple):
    """Which exercise of which room."""

    room: str
    exercise: str


def share(connection: Connection, at: At, who: str, payload: str, text: str) -> None:
    """Store or replace one person's answer, and their words if there are any; the room is held."""
    _require_open(connection, at)
    answer_name, words_name = halves(who)
    _rewrite(connection, answers, at, answer_name, payload)
    _rewrite(connection, words, at, words_name, text or None)


def withdraw(connection: Connection, at: At, who: str) -> None:
    """Delete one person's answer and words, if there are any; the room is held."""
    _require_open(connection, at)
    answer_name, words_name = halves(who)
    _rewrite(connection, answers, at, answer_name, None)
    _rewrite(connection, words, at, words_name, None)


def mine(connection: Connection, at: At, who: str) -> Shared | None:
    """Return what this device shared and the store still holds."""
    answer_name, words_name = halves(who)
    own = rows_of(answers, at) & (answers.c.who == answer_name)
    payload = connection.execute(select(answers.c.payload).where(own)).scalar()
    if payload is None:
        return None
    said = rows_of(words, at) & (words.c.who == words_name)
    return Shared(json.loads(payload), connection.execute(select(words.c.text).where(said)).scalar())


def count(connection: Connection, at: At) -> int:
    """Return how many shared; only for privacy rules, not for people."""
    return connection.execute(select(func.count()).where(rows_of(answers, at))).scalar_one()


def payloads(connection: Connection, at: At) -> list[Payload]:
    """Return all answers without their pseudonyms; only for the snapshot."""
    rows = connection.execute(select(answers.c.payload).where(rows_of(answers, at)))
    return [json.loads(row.payload) for row in rows]


def texts(connection: Connection, at: At) -> list[str]:
    """Return all words without their pseudonyms; only for the reveal."""
    return list(connection.execute(select(words.c.text).where(rows_of(words, at))).scalars())


def erase(connection: Connection, at: At) -> None:
    """Delete all answers and words of an exercise."""
    for table in (answers, words):
        connection.execute(delete(table).where(rows_of(table, at)))


def _require_open(connection: Connection, at: At) -> None:
    state = lock_exercise(connection, *at)
    if state == "waiting":
        raise ExerciseClosed("This exercise is not open yet. Your answer is kept on this page; share it in a moment.")
    if state == "closed":
        raise ExerciseClosed("This exercise is closed, so what the room counts can no longer change.")
    if state == "revealed":
        raise ExerciseRevealed("This exercise was revealed, so what the room counts can no longer change.")


def _rewrite(connection: Connection, table: Table, at: At, who: str, new: str | None) -> None:
    value = _VALUE[table.name]
    rows = connection.execute(select(table.c.who, table.c[value]).where(rows_of(table, at))).all()
    held = {name: text for name, text in rows if name != who}
    if new is not None:
        held[who] = new
    elif len(held) == len(rows):
        return
    connection.execute(delete(table).where(rows_of(table, at)))
    if held:
        written = [{**at._asdict(), "who": name, value: held[name]} for name in sorted(held)]
        connection.execute(insert(table), written)


def rows_of(table: Table, at: At) -> ColumnElement[bool]:
    """Return what the rows of one exercise have in common."""
    return (table.c.room == at.room) & (table.c.exercise == at.exercise)
