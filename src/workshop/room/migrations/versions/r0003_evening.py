"""Where the group is in its plan, how the evening ran, and what the wall shows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; a room of the version before stands at the beginning of its part."""
    op.add_column("rooms", sa.Column("step", sa.String(64)))
    op.add_column("rooms", sa.Column("scene", sa.Text))
    op.add_column("rooms", sa.Column("run", sa.Text))
