from __future__ import annotations

import hashlib
import time

import pytest

from tests.support.postgres import postgres_cluster, postgres_url  # noqa: F401
from tests.support.voices import share
from workshop.content.sharing import Table
from workshop.room import Store, pseudonym

BETRAYAL = Table("cause", "What is at work?", "single", (("betrayal", "Betrayal"), ("gradual", "Gradual")))


class Clock:
    """A clock that tests turn by hand."""

    def __init__(self):
        self.ahead = 0.0

    def __call__(self):
        return time.time() + self.ahead


class Person:
    """Somebody who was let in, and so has a pseudonym for each exercise."""

    def __init__(self, room, number):
        self.room = room
        self.admission = hashlib.sha256(f"phone {number}".encode()).digest()[:16]

    def who(self, exercise):
        return pseudonym(self.admission, self.room.id, exercise)

    def share(self, exercise, payload, words=None):
        share(self.room, self.admission, exercise, payload, words)

    def withdraw(self, exercise):
        self.room.withdraw(exercise, self.who(exercise))

    def mine(self, exercise):
        return self.room.mine(exercise, self.who(exercise))


def people(room, count):
    return [Person(room, number) for number in range(count)]


def share_all(room, exercise, answers, words=None):
    """Open an exercise and let one person share each answer."""
    room.open(exercise)
    for number, (person, answer) in enumerate(zip(people(room, len(answers)), answers, strict=True)):
        person.share(exercise, answer, words[number] if words else None)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path}/rooms.sqlite"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request):
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def store(url, clock):
    store = Store(url, clock=clock)
    yield store
    store.close()


@pytest.fixture
def room(store):
    return store.create()
