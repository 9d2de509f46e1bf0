"""Running the steps in ``migrations`` on a store, inside the transaction that holds it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

FOLDER = Path(__file__).parent / "migrations"
#: Where Alembic notes which steps a store has been through.
STEPS = "workshop_steps"


def upgrade(connection: Connection, version: int | None) -> None:
    """Run every step that a store has not been through yet.

    Parameters
    ----------
    connection
        In a transaction, which holds the store alone.
    version
        The version the store says it has; None if it is empty. Stores of the first version knew nothing of Alembic.
    """
    scripts = ScriptDirectory(FOLDER)

    def ahead(done: Any, context: MigrationContext) -> Any:
        if not done and version is not None:
            context.stamp(scripts, f"{version:04d}")
            done = f"{version:04d}"
        return scripts._upgrade_revs("head", done)

    context = MigrationContext.configure(connection, opts={"fn": ahead, "version_table": STEPS, "script": scripts})
    with Operations.context(context):
        context.run_migrations()
