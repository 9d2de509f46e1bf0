"""Of which workshop a room is, where a server has several."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add columns; a room and an invitation of the version before are of the server's first workshop."""
    for table in ("rooms", "invited"):
        op.add_column(table, sa.Column("workshop", sa.String(80)))
