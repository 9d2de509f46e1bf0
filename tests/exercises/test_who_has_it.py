"""What a person wishes, what the page says and what the room holds, in every order of taps.

A device is played here as the browser plays it: it keeps the answer, carries out its own half of a tap at once,
and has a queue for what can't be sent while it is offline.
"""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.desks import Group, actions_of, answer, library, texts_of
from tests.support.voices import admission_of, share
from workshop.exercises.checking import check_exercise
from workshop.exercises.exercise import ExerciseOnPage
from workshop.exercises.room_context import Role
from workshop.exercises.standing import Reach
from workshop.room import Shared, Store

NAME = "agreement"
CONTENT = library().exercises[NAME]
OPTIONS = [option.id for option in CONTENT.body.options]
SAY = library().phrase


class Phone:
    """One person's page and device; offline, taps wait in a queue."""

    def __init__(self, group: Group) -> None:
        self.group, self.admission = group, b"ab" * 8
        self.kept: dict = {}
        self.queue: list[tuple[str, object]] = []
        self.online = True
        self.awake()

    def awake(self) -> None:
        """Load the page with a new kernel: it knows what the device tells it, and nothing else."""
        self.group.people = [self.group.person(self.admission)]
        self.page = ExerciseOnPage(library(), CONTENT, self.group.people[0])
        self.epoch = 0
        if self.kept:
            answer(self.page, self.kept)
        self.listen()

    def listen(self) -> None:
        if self.page.widget.epoch > self.epoch:
            self.epoch, self.kept = self.page.widget.epoch, dict(self.page.widget.answer)

    def edit(self, **fields) -> None:
        before, self.kept = self.kept, {**self.kept, **fields}
        if before.get("_level") != self.kept.get("_level"):
            self.call_back()
        self.send("answer", self.kept)

    def tap(self, action: str) -> None:
        if action in ("withdraw", "pass", "clear"):
            self.call_back()
        self.send("act", action)
        if not self.online:  # the device's own half; online the kernel's answer is there first
            self.kept = {
                "withdraw": {**self.kept, "_level": "me"},
                "pass": {**self.kept, "_passed": True},
                "return": {**self.kept, "_passed": False},
                "clear": {"_level": "me", "_shared": self.kept["_shared"]} if self.kept.get("_shared") else {},
            }.get(action, self.kept)

    def call_back(self) -> None:
        self.queue = [item for item in self.queue if item != ("act", "share")]

    def send(self, what: str, value: object) -> None:
        self.queue.append((what, value))
        if self.online:
            self.deliver()

    def deliver(self) -> None:
        queue, self.queue = self.queue, []
        for what, value in queue:
            if what == "answer":
                answer(self.page, value)
            else:
                self.page.act(value, {})
            self.listen()

    @property
    def held(self) -> Shared | None:
        return self.group.room.mine(NAME, self.group.people[0]._who(NAME))


class Evening:
    """A phone and its room, what may happen, and what must be true after each of it."""

    def __init__(self, store: Store) -> None:
        self.group = Group(store, 0)
        self.group.room.open(NAME)
        self.phone = Phone(self.group)
        self.mark = 0
        self.was_held = False

    def do(self, what: str) -> None:
        getattr(self, f"do_{what}")()
        self.group.people[0].refresh()  # nobody who leads looks on here
        self.phone.listen()
        self.check(what)

    # what a person does
    def do_answer(self):
        self.mark += 1
        self.phone.edit(items={CONTENT.body.items[0].id: [OPTIONS[self.mark % 3]]}, suggestion="a word")

    def do_me(self):
        self.phone.edit(_level="me")

    def do_count(self):
        self.phone.edit(_level="count")

    def do_words(self):
        self.phone.edit(_level="words")

    def do_share(self):
        self.phone.tap("share")

    def do_withdraw(self):
        self.phone.tap("withdraw")

    def do_pass(self):
        self.phone.tap("pass")

    def do_unpass(self):
        self.phone.tap("return")

    def do_clear(self):
        self.phone.tap("clear")

    def do_unclear(self):
        self.phone.tap("unclear")

    # what happens to them
    def do_offline(self):
        self.phone.online = False

    def do_online(self):
        self.phone.online = True
        self.phone.deliver()

    def do_reload(self):
        self.phone.online, self.phone.queue = True, []
        self.phone.awake()

    def do_close(self):
        self.group.room.close(NAME)

    def do_open(self):
        if self.group.room.state().of(NAME) != "revealed":
            self.group.room.open(NAME)

    def do_reveal(self):
        if self.group.room.state().of(NAME) == "open":
            for number in range(6):
                shared = {CONTENT.body.items[0].id: [OPTIONS[number % 2]]}
                share(self.group.room, admission_of(number), NAME, shared)
        self.group.room.reveal(NAME, self.phone.page.model.tables())

    def check(self, what: str) -> None:
        phone, page, held = self.phone, self.phone.page, self.phone.held
        status = self.group.room.state().of(NAME)
        said = texts_of(page.widget.view)
        # 1. The room has no more than the person wishes, wherever that can still be changed.
        if phone.online and status == "open":
            reach = Reach.NOBODY if held is None else Reach.READ if held.words else Reach.COUNTED
            assert reach <= page.wish, f"after {what} the room holds more than the person wishes"
        # 2. Nothing goes in without the tap.
        if what != "share" and what != "online" and not self.was_held:
            assert held is None, f"{what} shared an answer"
        # 3. The page says what the store holds.
        claims = {
            key: SAY(f"share.{key}") in said
            for key in (
                "done",
                "done_words",
                "outdated",
                "ready",
                "owed",
                "fixed",
                "fixed_unwished",
                "counted",
                "withdrawn",
            )
        }
        if status == "revealed":
            assert held is None
            assert not any(
                claims[key] for key in ("done", "done_words", "outdated", "ready", "owed", "fixed", "fixed_unwished")
            )
            assert not {"share", "withdraw"} & set(actions_of(page.widget.view)), (
                "nothing can be taken back after a reveal"
            )
        elif status == "closed":
            assert not {"share", "withdraw"} & set(actions_of(page.widget.view))
            if held is not None:
                assert claims["fixed"] or claims["fixed_unwished"], f"{what}: in the room for good, and not said"
            else:
                assert not any(claims[key] for key in ("done", "done_words", "fixed", "fixed_unwished", "counted"))
        else:
            assert not any(claims[key] for key in ("owed", "fixed", "fixed_unwished", "counted"))
            in_room = claims["done"] or claims["done_words"] or claims["outdated"]
            assert in_room == (held is not None), f"{what}: {said}"
            assert claims["done_words"] <= bool(held and held.words)
            assert ("withdraw" in actions_of(page.widget.view)) == (held is not None)
        self.was_held = held is not None


TAPS = ("answer", "me", "count", "words", "share", "withdraw", "pass", "unpass", "clear", "unclear")
HAPPENS = ("offline", "online", "reload", "close", "open", "reveal")


#: Every pair after a plain share; where words went along or the share waits offline, every tap with every happening.
PAIRS = tuple(itertools.product(TAPS + HAPPENS, repeat=2))
MIXED = tuple(pair for pair in PAIRS if len(set(pair) & set(HAPPENS)) == 1 and set(pair) & set(TAPS))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """One store: each order of taps has a room of its own in it."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('rooms')}/rooms.sqlite")
    yield store
    store.close()


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("start", "orders"),
    [
        (("answer", "count", "share"), PAIRS),
        (("answer", "words", "share"), MIXED),
        (("offline", "answer", "count", "share"), MIXED),
    ],
    ids=["counted", "read", "offline"],
)
def test_every_order_of_two_taps_after_a_share(store, start, orders):
    for order in orders:
        evening = Evening(store)
        for what in (*start, *order, "online"):
            evening.do(what)


@pytest.mark.timeout(600)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(TAPS + HAPPENS + ("share", "share", "count")), max_size=14))
def test_any_order_of_taps(store, order):
    evening = Evening(store)
    for what in ("answer", *order, "online"):
        evening.do(what)


def test_a_page_that_was_checked_before_anybody_came_takes_nothing_back(store):
    """As after a kernel or the server was killed: it greets the room before the device's answers arrive."""
    evening = Evening(store)
    for what in ("answer", "count", "share"):
        evening.do(what)
    session = evening.group.people[0]
    room, role, session.role, session.room = session.room, session.role, Role.ALONE, None
    page = ExerciseOnPage(library(), CONTENT, session)
    check_exercise(page)
    session.role, session.room = role, room
    session.changed()
    assert evening.phone.held is not None
    answer(page, evening.phone.kept)
    assert evening.phone.held is not None
    assert page.widget.answer["_shared"]
