"""Who was admitted, the door, cards, who leads, and one signal of a kind for each person."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add columns and tables; a room of the version before has as many voices as ever shared in one exercise.

    Nobody's name is known here, so these get random ones, and so do the signals that were given.
    """
    op.add_column("rooms", sa.Column("shut", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("rooms", sa.Column("cards", sa.Integer))
    op.add_column("rooms", sa.Column("keys", sa.Integer, nullable=False, server_default="0"))
    _of_room("voices", _name())
    _of_room("used_cards", sa.Column("place", sa.Integer, primary_key=True))
    _of_room("leads", _name())
    connection = op.get_bind()
    answers = sa.table("answers", sa.column("room"), sa.column("exercise"))
    shared = Counter(tuple(row) for row in connection.execute(sa.select(answers.c.room, answers.c.exercise)))
    most: dict[str, int] = {}
    for (room, _), number in shared.items():
        most[room] = max(number, most.get(room, 0))
    _fill("voices", ({"room": room, "who": secrets.token_hex(32)} for room, n in most.items() for _ in range(n)))
    old = sa.table("signals", sa.column("room"), sa.column("kind"), sa.column("count"))
    given = [tuple(row) for row in connection.execute(sa.select(old))]
    op.drop_table("signals")
    _of_room("signals", sa.Column("kind", sa.String(8), primary_key=True), _name())
    _fill("signals", ({"room": r, "kind": k, "who": secrets.token_hex(32)} for r, k, n in given for _ in range(n)))


def _of_room(name: str, *columns: sa.Column[str] | sa.Column[int]) -> None:
    room = sa.Column("room", sa.String(32), sa.ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True)
    op.create_table(name, room, *columns, sqlite_with_rowid=False)


def _name() -> sa.Column[str]:
    return sa.Column("who", sa.String(64), primary_key=True)


def _fill(table: str, rows: Iterable[dict[str, str]]) -> None:
    made = list(rows)
    if made:
        op.bulk_insert(sa.table(table, *(sa.column(name) for name in made[0])), made)
