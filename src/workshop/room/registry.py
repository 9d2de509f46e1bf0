"""The registry: which rooms there are, without what is in them, and who was invited to open rooms of their own.

A browser that came with an invitation's link is known here by a name made for this one purpose, as whoever leads is.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from workshop.room import errors, usage
from workshop.room.codes import ALPHABET
from workshop.room.database import Database
from workshop.room.hours import Hours
from workshop.room.pseudonyms import halves
from workshop.room.schema import browsers, invited, rooms, voices
from workshop.room.states import HOST

LONGEST_NAME = 80
MOST_ROOMS = 5  # of one invitation at a time
_ID_LENGTH = 12


@dataclass(frozen=True)
class Invitation:
    """Somebody who may open rooms of their own.

    Attributes
    ----------
    id
        Stands in their link; not secret.
    name
        What the host calls them.
    language
        In which their page and their rooms begin.
    link
        The number of the link that is good now; each is good once.
    workshop
        Of which their rooms are; None for the server's first.
    """

    id: str
    name: str
    language: str
    link: int
    workshop: str | None = None


@dataclass(frozen=True)
class RoomSummary:
    """A room from outside: whose, since when, and how many came in; nothing of what is in it."""

    id: str
    code: str
    language: str
    owner: str | None
    name: str | None
    voices: int
    hours: Hours
    workshop: str | None = None


class Registry:
    """All rooms of a store, and the invitations; see :attr:`~workshop.room.store.Store.registry`."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database, self._clock = database, clock

    # Rooms

    def rooms(self, owner: str | None = None) -> list[RoomSummary]:
        """Return the rooms that are open, the newest first: all, or those of one invitation."""
        came = select(func.count()).where(voices.c.room == rooms.c.id).scalar_subquery()
        found = (
            select(rooms, invited.c.name, came.label("came"))
            .outerjoin(invited, invited.c.id == rooms.c.owner)
            .where(rooms.c.closed.is_(False), rooms.c.expires > self._clock())
            .order_by(rooms.c.number.desc())
        )
        if owner is not None:
            found = found.where(rooms.c.owner == owner)
        with self._database.reading() as connection:
            rows = connection.execute(found).all()
        return [
            RoomSummary(
                row.id, row.code, row.language, row.owner, row.name, row.came,
                Hours(row.expires, row.lasts, self._clock), row.workshop,
            )
            for row in rows
        ]  # fmt: skip

    def used(self) -> list[usage.Month]:
        """Return how much was used, month by month, the newest first."""
        with self._database.reading() as connection:
            return usage.months(connection)

    # Invitations

    def invite(self, name: str, language: str, workshop: str | None = None) -> Invitation:
        """Let somebody open rooms of their own, of one workshop.

        Raises
        ------
        ValueError
            If the name is empty or too long.
        NameTaken
            If somebody of this name was invited already.
        """
        name = " ".join(name.split())
        if not 0 < len(name) <= LONGEST_NAME:
            raise ValueError(f"a name has 1 to {LONGEST_NAME} characters")
        if any(name.casefold() == other.name.casefold() for other in self.invitations()):
            raise errors.NameTaken(f"{name} was invited already.")
        own = "".join(secrets.choice(ALPHABET) for _ in range(_ID_LENGTH))
        return self._insert(Invitation(own, name, language, 0, workshop))

    def _insert(self, new: Invitation) -> Invitation:
        with self._database.writing() as connection:
            entry = {"id": new.id, "name": new.name, "language": new.language, "workshop": new.workshop}
            connection.execute(insert(invited).values(keys=new.link, **entry))
        return new

    def invitations(self) -> list[Invitation]:
        """Return who was invited, by name."""
        return self._found(invited.c.id != HOST)

    def invitation(self, known: str) -> Invitation | None:
        """Return the invitation with an id."""
        return next(iter(self._found(invited.c.id == known)), None)

    def host(self) -> Invitation:
        """Return the host's own entry."""
        return self.invitation(HOST) or self._insert(Invitation(HOST, "", "", 0))

    def _found(self, which: ColumnElement[bool]) -> list[Invitation]:
        with self._database.reading() as connection:
            rows = connection.execute(select(invited).where(which).order_by(invited.c.name))
            return [Invitation(row.id, row.name, row.language, row._mapping["keys"], row.workshop) for row in rows]

    def renew(self, known: str, *, alone: bool = True) -> None:
        """Make the links until now worthless, and the browsers that came by them, unless not ``alone``."""
        with self._database.writing() as connection:
            connection.execute(update(invited).where(invited.c.id == known).values(keys=invited.c["keys"] + 1))
            if alone:
                connection.execute(delete(browsers).where(browsers.c.invited == known))

    def revoke(self, known: str) -> None:
        """Forget somebody: they open no more rooms, and come to those that are open only as whoever leads there."""
        with self._database.writing() as connection:
            connection.execute(delete(browsers).where(browsers.c.invited == known))
            connection.execute(delete(invited).where(invited.c.id == known))

    # Browsers

    def enter(self, known: str, who: str, link: int) -> bool:
        """Let a browser in that came with a link, and use the link up; False if another used it before."""
        this = (invited.c.id == known) & (invited.c["keys"] == link)
        with self._database.writing() as connection:
            if connection.execute(select(browsers.c.who).where(_own(known, who))).first():
                return True
            if not connection.execute(update(invited).where(this).values(keys=link + 1)).rowcount:
                return False
            connection.execute(insert(browsers).values(invited=known, who=halves(who)[0]))
            return True

    def knows(self, known: str, who: str) -> bool:
        """Return True if a browser was let in and has not left."""
        with self._database.reading() as connection:
            return connection.execute(select(browsers.c.who).where(_own(known, who))).first() is not None

    def leave(self, known: str, who: str) -> None:
        """Forget a browser: what it holds is worth nothing any more."""
        with self._database.writing() as connection:
            connection.execute(delete(browsers).where(_own(known, who)))


def _own(known: str, who: str) -> ColumnElement[bool]:
    return (browsers.c.invited == known) & (browsers.c.who == halves(who)[0])
