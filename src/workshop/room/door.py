"""The door of a room: who is let in, with or without a card, and who leads."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import Connection, select

from workshop.room import admissions
from workshop.room.database import Database
from workshop.room.pseudonyms import halves
from workshop.room.schema import change_room, leads, rooms


class Door:
    """Where people come into a room; see :attr:`~workshop.room.room.Room.door`.

    Parameters
    ----------
    room_id, database
        The room, and where it is kept.
    changing
        Holds the room alone for as long as something of it is changed.
    """

    def __init__(
        self, room_id: str, database: Database, changing: Callable[[], AbstractContextManager[Connection]]
    ) -> None:
        self._id, self._database, self._changing = room_id, database, changing

    def admit(self, voice: str, card: int | None = None) -> None:
        """Let somebody in; who is in already stays in, and needs no card.

        Parameters
        ----------
        voice
            From :func:`~workshop.room.pseudonyms.pseudonym`, for this room and ``VOICE``.
        card
            The number of their card, where cards are needed.

        Raises
        ------
        DoorClosed, CardNeeded, CardUsed
            If nobody may come in, not without a card, or not with this one.
        """
        name = halves(voice)[0]
        with self._changing() as connection:
            room = connection.execute(select(rooms).where(rooms.c.id == self._id)).one()
            admissions.admit(connection, room, name, card)
        self._database.settle()

    def shut(self) -> int:
        """Let nobody else in, and return how many are in: it may be more than whoever closes it has seen."""
        with self._changing() as connection:
            change_room(connection, self._id, shut=True)
            return admissions.count(connection, self._id)

    def open(self) -> None:
        """Let people in again."""
        with self._changing() as connection:
            change_room(connection, self._id, shut=False)

    def hand_out_cards(self, cards: int | None) -> None:
        """From now on let people in with a card of their own, one of so many; with None by the room's code again."""
        with self._changing() as connection:
            change_room(connection, self._id, cards=cards)

    def free_card(self) -> int | None:
        """Return the first card that nobody has used, None if there is none."""
        with self._database.reading() as connection:
            cards = connection.execute(select(rooms.c.cards).where(rooms.c.id == self._id)).scalar()
            return None if cards is None else admissions.free_card(connection, self._id, cards)

    # Who leads

    def link(self) -> int:
        """Return the number of the facilitator's link that is good now; each is good once."""
        with self._database.reading() as connection:
            return connection.execute(select(rooms.c["keys"]).where(rooms.c.id == self._id)).scalar() or 0

    def lead(self, who: str, link: int | None = None) -> bool:
        """Let somebody lead; who came with a link uses it up, and is not let in if it was used before.

        Returns
        -------
        bool
            False if the link was used before.
        """
        with self._changing() as connection:
            if link is None:
                admissions.put_in(connection, leads, self._id, halves(who)[0])
                change_room(connection, self._id)
                return True
            if connection.execute(select(rooms.c["keys"]).where(rooms.c.id == self._id)).scalar() != link:
                return False
            admissions.put_in(connection, leads, self._id, halves(who)[0])
            change_room(connection, self._id, keys=link + 1)
            return True

    def renew_link(self) -> int:
        """Make the link that was good until now worthless, and return the number of the next."""
        with self._changing() as connection:
            link = connection.execute(select(rooms.c["keys"]).where(rooms.c.id == self._id)).scalar_one() + 1
            change_room(connection, self._id, keys=link)
            return int(link)

    def leads(self, who: str) -> bool:
        """Return True if this one still leads."""
        with self._database.reading() as connection:
            return admissions.is_in(connection, leads, self._id, halves(who)[0])

    def lead_no_more(self, who: str) -> None:
        """Forget one who led: what they hold is worth nothing any more."""
        with self._changing() as connection:
            admissions.leave(connection, leads, self._id, halves(who)[0])
            change_room(connection, self._id)

    def lead_alone(self, who: str) -> None:
        """Forget all others who lead."""
        with self._changing() as connection:
            admissions.leave_all_but(connection, self._id, halves(who)[0])
