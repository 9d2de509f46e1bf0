"""Running the steps in ``migrations`` on a store, inside the transaction that holds it.

The store's own version says which steps it has been through, so Alembic keeps no table of its own.
"""

from __future__ import annotations

from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

FOLDER = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, version: int, to: int) -> None:
    """Run every step after ``version`` up to ``to``; an empty store is of version 0."""
    steps = {int(step.revision): step.module for step in ScriptDirectory(FOLDER).walk_revisions()}
    with Operations.context(MigrationContext.configure(connection)):
        for number in range(version + 1, to + 1):
            steps[number].upgrade()
