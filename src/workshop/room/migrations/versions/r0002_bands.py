"""Results in bands, and which question of a result the walls show."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column, and say in the new form what older results held: numbers stay, what was left out stays unsaid."""
    op.add_column("rooms", sa.Column("question", sa.String(64)))
    snapshots = sa.table("snapshots", sa.column("room"), sa.column("exercise"), sa.column("body"))
    connection = op.get_bind()
    for room, exercise, body in connection.execute(sa.select(snapshots)).all():
        data = json.loads(body)
        data["tables"] = [_in_bands(table) for table in data["tables"]]
        this = (snapshots.c.room == room) & (snapshots.c.exercise == exercise)
        connection.execute(sa.update(snapshots).where(this).values(body=json.dumps(data)))


def _in_bands(table: dict[str, Any]) -> dict[str, Any]:
    cells = [{"options": cell["options"], "band": "number", "count": cell["count"]} for cell in table["cells"]]
    if isinstance(table["left_out"], list):
        cells += [{"options": [option], "band": "either", "count": None} for option in table["left_out"]]
    mean = None if table["mean"] is None else {"value": table["mean"], "reach": "about"}
    return {"id": table["id"], "cells": cells, "mean": mean}
