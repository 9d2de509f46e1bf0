"""How long a room lasts, whose it is, who was invited, and how much was used."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add columns and tables; a room of the version before counts as one of 24 hours, and is the host's."""
    op.add_column("rooms", sa.Column("lasts", sa.Integer, nullable=False, server_default="86400"))
    op.add_column("rooms", sa.Column("owner", sa.String(16)))
    _keyed(
        "invited",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False, unique=True),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("keys", sa.Integer, nullable=False, server_default="0"),
    )
    _keyed(
        "browsers",
        sa.Column("invited", sa.String(16), sa.ForeignKey("invited.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("who", sa.String(64), primary_key=True),
    )
    _keyed(
        "used",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("rooms", sa.Integer, nullable=False),
        sa.Column("voices", sa.Integer, nullable=False),
    )


def _keyed(name: str, *columns: sa.Column[str] | sa.Column[int]) -> None:
    op.create_table(name, *columns, sqlite_with_rowid=False)
