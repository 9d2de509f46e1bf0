"""A store of an older kit goes through every step, keeps its rooms and opens."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from tests.room.conftest import Clock, share_all
from workshop.content.sharing import Table
from workshop.room import Cell, Mean, Store, StoreUnavailable, schema, upgrading
from workshop.room.database import Database

OLD = {
    "exercise": "cases", "enough": True, "n": 8,
    "tables": [
        {"id": "t", "n": 8, "cells": [{"options": ["a", "b"], "count": 5}], "left_out": False, "mean": None},
        {"id": "u", "n": 8, "cells": [{"options": ["a"], "count": 4}], "left_out": ["b"], "mean": None},
        {"id": "m", "n": None, "cells": [], "left_out": False, "mean": 4.5},
        {"id": "x", "n": None, "cells": [], "left_out": True, "mean": None},
    ],
}  # fmt: skip


@pytest.fixture
def old_url(url):
    """The address of a store as the first release left it: a room with a result and one that is open."""
    database = Database(url, 3.0)
    database.keep_a_log()
    with database.writing() as connection:
        upgrading.upgrade(connection, 0, 1)
        connection.execute(text("INSERT INTO workshop_schema VALUES (1, 1)"))
        row = {"id": "r", "code": "K7MQ2P", "number": 1, "language": "en", "version": 7, "timer_shown": False,
               "closed": False, "expires": int(Clock()()) + 3600}  # fmt: skip
        connection.execute(
            text(f"INSERT INTO rooms ({', '.join(row)}) VALUES ({', '.join(':' + name for name in row)})"), row
        )
        for name, state in (("cases", "revealed"), ("arrive", "open")):
            values = {"exercise": name, "state": state}
            connection.execute(text("INSERT INTO exercises VALUES ('r', :exercise, :state)"), values)
        connection.execute(text("INSERT INTO snapshots VALUES ('r', 'cases', :body)"), {"body": json.dumps(OLD)})
        connection.execute(text("INSERT INTO answers VALUES ('r', 'arrive', 'who', :p)"), {"p": '{"comfort":["3"]}'})
        connection.execute(text("INSERT INTO signals VALUES ('r', 'slow', 3)"))
    database.close()
    return url


def test_an_old_store_opens_with_its_room_its_answers_and_its_result(old_url):
    store = Store(old_url)
    room = store.find("K7MQ2P")
    assert room.state().of("arrive") == "open"
    assert room.state().question is None
    shown = room.snapshot("cases")
    assert (shown.n, [table.id for table in shown.tables]) == (8, ["t", "u", "m", "x"])
    assert shown.tables[0].cells == (Cell(("a", "b"), "number", 5),)
    assert shown.tables[1].cells == (Cell(("a",), "number", 4), Cell(("b",), "either"))
    assert shown.tables[2].mean == Mean(4.5)
    assert not shown.tables[3].cells
    room.show("cases", "u")
    assert room.state().question == "u"
    assert room.signals() == {"pause": 0, "slow": 3}
    assert room.state().voices == 1, "as many as shared, or their answers could not be revealed"
    assert not room.state().shut
    assert room.prolong(1) == 0, "how long it had lasted was not known: it counts as a whole day"
    assert store.newest_open().id == room.id, "the host's own"
    share_all(room, "arrive", [{"comfort": ["3"]}] * 5)
    assert room.state().voices == room.count("arrive") == 6
    assert room.reveal("arrive", []).enough
    store.close()


def test_an_old_store_can_be_worked_in_and_opened_again(old_url):
    store = Store(old_url)
    share_all(store.create(), "cases", [{"t": ["a"]}] * 5)
    Store(old_url).find("K7MQ2P").end()
    store.close()


def form(connection):
    """Return all that a database knows of its tables."""
    look = inspect(connection)
    return {
        name: (
            [{key: str(value) for key, value in column.items()} for column in look.get_columns(name)],
            look.get_pk_constraint(name)["constrained_columns"],
            sorted(str(key | {"name": ""}) for key in look.get_foreign_keys(name)),
            sorted(str(each["column_names"]) for each in look.get_unique_constraints(name)),
            look.get_table_options(name),
        )
        for name in look.get_table_names()
    }


def test_an_empty_store_is_made_at_once_as_the_steps_would_make_it(url):
    store = Store(url)
    with store.database.writing() as connection:
        made = form(connection)
        schema.metadata.drop_all(connection)
        assert not form(connection)
        upgrading.upgrade(connection, 0, schema.VERSION)
        stepped = form(connection)
    order = lambda form: {name: (sorted(map(str, columns)), *rest) for name, (columns, *rest) in form.items()}  # noqa: E731
    assert order(made) == order(stepped)
    store.close()


@pytest.mark.parametrize("kind", ["empty", "old"])
def test_the_steps_lead_to_exactly_the_tables_of_this_kit(request, kind, url):
    if kind == "old":
        request.getfixturevalue("old_url")
    store = Store(url)
    with store.database.engine.connect() as connection:
        opts = {"compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=opts), schema.metadata) == []
        assert schema.found_version(connection) == schema.VERSION
    store.close()


def test_every_step_has_the_next_number():
    found = [script.revision for script in ScriptDirectory(upgrading.FOLDER).walk_revisions()][::-1]
    assert found == [f"{number:04d}" for number in range(1, schema.VERSION + 1)]


def test_a_newer_store_is_left_alone(url):
    store = Store(url)
    with store.database.writing() as connection:
        connection.execute(text(f"UPDATE workshop_schema SET version = {schema.VERSION + 1}"))
    with pytest.raises(StoreUnavailable, match="newer"):
        Store(url)
    store.close()


def test_a_step_imports_nothing_of_the_kit():
    for file in Path(upgrading.FOLDER, "versions").glob("r*.py"):
        assert not re.search(r"^\s*(from|import) workshop\b", file.read_text("utf-8"), re.M)


def test_only_a_revealed_result_can_be_put_on_the_wall(room):
    from workshop.room import NotRevealed

    room.open("cases")
    with pytest.raises(NotRevealed):
        room.show("cases", "t")
    share_all(room, "other", [{"t": ["a"]}] * 5)
    room.reveal("other", [Table("t", "", "single", (("a", "A"), ("b", "B")))])
    room.show("other", "t")
    assert room.state().question == "t"
    room.open("cases")
    assert room.state().question is None, "another exercise begins at its first question"
