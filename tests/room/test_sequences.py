"""Any sequence of what people can do, in search of a result under five."""

from __future__ import annotations

import json
import shutil
import tempfile

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import func, select

from tests.room.conftest import Person
from tests.support.voices import let_in
from workshop.content.sharing import Table
from workshop.room import RoomError, Store, schema

TABLES = [
    Table("t", "", "single", (("a", "A"), ("b", "B"))),
    Table("u", "", "multiple", (("a", "A"), ("b", "B"))),
    Table("m", "", "number"),
]
ids = st.sampled_from(["one", "two"])
persons = st.integers(0, 8)
payloads = st.fixed_dictionaries(
    {
        "t": st.sampled_from([["a"], ["b"], []]),
        "u": st.sampled_from([["a"], [], ["a", "b"]]),
        "m": st.integers(0, 5),
    }
)


class Session(RuleBasedStateMachine):
    """A facilitator and nine people, beside a plain record of who shared what."""

    @initialize()
    def begin(self):
        self.folder = tempfile.mkdtemp()
        self.store = Store(f"sqlite:///{self.folder}/rooms.sqlite")
        self.room = self.store.create()
        for number in range(9):
            let_in(self.room, Person(self.room, number).admission)
        self.shared = {"one": {}, "two": {}}
        self.states = {"one": "waiting", "two": "waiting"}
        self.results = {}
        self.over = False

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.folder)

    def attempt(self, act):
        try:
            act()
        except RoomError as error:
            assert error.sentence.endswith(".")  # noqa: PT017
            return False
        return True

    @rule(ex=ids)
    def open(self, ex):
        assert self.attempt(lambda: self.room.open(ex)) == (not self.over and self.states[ex] != "revealed")
        if not self.over and self.states[ex] != "revealed":
            self.states[ex] = "open"

    @rule(ex=ids)
    def close(self, ex):
        assert self.attempt(lambda: self.room.close(ex)) != self.over
        if not self.over and self.states[ex] != "revealed":
            self.states[ex] = "closed"

    @rule(ex=ids, some=st.dictionaries(persons, payloads, min_size=1), words=st.none() | st.just("some words"))
    def share(self, ex, some, words):
        before = None if self.over else self.room.version()
        for number, payload in some.items():
            took = self.attempt(lambda n=number, p=payload: Person(self.room, n).share(ex, p, words))
            assert took == (not self.over and self.states[ex] == "open")
            if took:
                self.shared[ex][number] = payload
        assert before is None or self.room.version() == before

    @rule(ex=ids, number=persons)
    def withdraw(self, ex, number):
        if self.attempt(lambda: Person(self.room, number).withdraw(ex)):
            assert self.states[ex] == "open"
            self.shared[ex].pop(number, None)

    @rule(ex=ids)
    def reveal(self, ex):
        made = []
        if not self.attempt(lambda: made.append(self.room.reveal(ex, TABLES))):
            assert self.over
            return
        if ex in self.results:
            assert made[0] == self.results[ex]
        elif len(self.shared[ex]) >= 5:
            assert made[0].enough
            assert made[0].n == len(self.shared[ex])
            self.results[ex], self.states[ex] = made[0], "revealed"
        else:
            assert made[0].to_json() == {"exercise": ex, "enough": False, "n": None, "tables": []}
            assert made[0].words == ()

    @rule()
    def end(self):
        self.room.end()
        self.over = True

    @invariant()
    def nothing_under_five_is_known(self):
        for ex in ("one", "two") if hasattr(self, "room") else ():
            count, found = self.room.count(ex), self.room.snapshot(ex, words=True)
            if self.over:
                assert (count, found) == (None, None)
                assert self.room.state().exercises == {}
                continue
            n = len(self.shared[ex])
            assert count == (n if n >= 5 else None)
            assert found == self.results.get(ex)
            assert self.room.state().of(ex) == self.states[ex]
            for result in found.tables if found else ():
                assert all(3 <= cell.count <= n - 3 for cell in result.cells if cell.count is not None)

    @invariant()
    def answers_behind_a_result_are_gone(self):
        if hasattr(self, "room"):
            gone = ["one", "two"] if self.over else list(self.results)
            with self.store.database.reading() as connection:
                for table in (schema.answers, schema.words):
                    kept = select(func.count()).where(table.c.exercise.in_(gone))
                    assert connection.execute(kept).scalar() == 0
            json.dumps([result.to_json() for result in self.results.values()])


TestSession = Session.TestCase
TestSession.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
