"""The tables of the first release."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables in an empty store."""
    op.create_table(
        "workshop_schema",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    _keyed(
        "rooms",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("code", sa.String(6), nullable=False, unique=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("part", sa.String(64)),
        sa.Column("current", sa.String(64)),
        sa.Column("timer_ends", sa.Integer),
        sa.Column("timer_shown", sa.Boolean, nullable=False),
        sa.Column("closed", sa.Boolean, nullable=False),
        sa.Column("expires", sa.Integer, nullable=False),
    )
    _of_room("agreement", _key("place", sa.Integer), sa.Column("rule", sa.Text, nullable=False))
    _of_room("exercises", _exercise(), sa.Column("state", sa.String(8), nullable=False))
    _of_room("answers", _exercise(), _key("who", sa.String(64)), sa.Column("payload", sa.Text, nullable=False))
    _of_room("words", _exercise(), _key("who", sa.String(64)), sa.Column("text", sa.Text, nullable=False))
    _of_room("snapshots", _exercise(), sa.Column("body", sa.Text, nullable=False))
    _of_room(
        "revealed_words",
        _exercise(),
        _key("place", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("hidden", sa.Boolean, nullable=False),
    )
    _of_room("presence", _key("who", sa.String(64)), sa.Column("tick", sa.Integer, nullable=False))
    _of_room("signals", _key("kind", sa.String(8)), sa.Column("count", sa.Integer, nullable=False))


def _keyed(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(name, *columns, sqlite_with_rowid=False)


def _of_room(name: str, *columns: sa.Column[Any]) -> None:
    room = sa.Column("room", sa.String(32), sa.ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True)
    _keyed(name, room, *columns)


def _key(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, primary_key=True)


def _exercise() -> sa.Column[Any]:
    return _key("exercise", sa.String(64))
