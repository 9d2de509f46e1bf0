"""The door of a room: who is let in, with or without a card, and who leads.

All that the store knows of an admission is one name, made from it for this one purpose, so it can't be matched with a
share, nor with anything else the person does. Like answers, the names are written anew, sorted, with each change: the
order of coming is not kept.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, func, insert, select

from workshop.room import errors
from workshop.room.database import Database
from workshop.room.pseudonyms import halves
from workshop.room.schema import change_room, leads, rooms, used_cards, voices


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
        with self._database.reading() as connection:  # no lock to wait for, for whoever comes back
            if _is_in(connection, voices, self._id, name):
                return
        with self._changing() as connection:
            room = connection.execute(select(rooms).where(rooms.c.id == self._id)).one()
            _let_in(connection, room, name, card)
        self._database.settle()

    def shut(self) -> int:
        """Let nobody else in, and return how many are in: it may be more than whoever closes it has seen."""
        with self._changing() as connection:
            change_room(connection, self._id, shut=True)
            return admitted(connection, self._id)

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
            used = set(connection.execute(select(used_cards.c.place).where(used_cards.c.room == self._id)).scalars())
        return next((card for card in range(cards or 0) if card not in used), None)

    # Who leads

    def link(self) -> int:
        """Return the number of the facilitator's link that is good now; each is good once."""
        with self._database.reading() as connection:
            return connection.execute(select(rooms.c["keys"]).where(rooms.c.id == self._id)).scalar() or 0

    def lead(self, who: str, link: int | None = None) -> bool:
        """Let somebody lead; who came with a link uses it up, and is not let in if somebody else used it before.

        Returns
        -------
        bool
            False if the link was used before, by another.
        """
        with self._changing() as connection:
            if _is_in(connection, leads, self._id, halves(who)[0]):
                return True
            if link is None:
                _put_in(connection, leads, self._id, halves(who)[0])
                change_room(connection, self._id)
                return True
            if connection.execute(select(rooms.c["keys"]).where(rooms.c.id == self._id)).scalar() != link:
                return False
            _put_in(connection, leads, self._id, halves(who)[0])
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
            return _is_in(connection, leads, self._id, halves(who)[0])

    def lead_no_more(self, who: str) -> None:
        """Forget one who led: what they hold is worth nothing any more."""
        with self._changing() as connection:
            connection.execute(delete(leads).where(leads.c.room == self._id, leads.c.who == halves(who)[0]))
            change_room(connection, self._id)

    def lead_alone(self, who: str) -> None:
        """Forget all others who lead."""
        with self._changing() as connection:
            connection.execute(delete(leads).where(leads.c.room == self._id, leads.c.who != halves(who)[0]))
            change_room(connection, self._id)


def _let_in(connection: Connection, room: Row[Any], who: str, card: int | None) -> None:
    """Let somebody in, once; who is in already stays in. The room is held alone.

    Raises
    ------
    DoorClosed, CardNeeded, CardUsed
        If nobody may come in any more, not without a card, or not with this one.
    """
    if _is_in(connection, voices, room.id, who):
        return
    if room.shut:
        raise errors.DoorClosed("Everybody is in, and the door of this room is closed. Ask the facilitator to open it.")
    if room.cards is not None:
        _use(connection, room, card)
    _put_in(connection, voices, room.id, who)
    change_room(connection, room.id)


def _use(connection: Connection, room: Row[Any], card: int | None) -> None:
    if card is None or not 0 <= card < room.cards:
        raise errors.CardNeeded("In this room each person has a code of their own. Type the one on your card.")
    used = (used_cards.c.room == room.id) & (used_cards.c.place == card)
    if connection.execute(select(used_cards.c.place).where(used)).first():
        raise errors.CardUsed("This card was used already. Ask the facilitator for another one.")
    connection.execute(insert(used_cards).values(room=room.id, place=card))


def _is_in(connection: Connection, table: Table, room: str, who: str) -> bool:
    """Return True if a name stands in a table of names."""
    own = (table.c.room == room) & (table.c.who == who)
    return connection.execute(select(table.c.who).where(own)).first() is not None


def _put_in(connection: Connection, table: Table, room: str, who: str) -> None:
    """Add a name, so that afterwards nothing shows which came last; the room is held alone."""
    within = table.c.room == room
    names = {*connection.execute(select(table.c.who).where(within)).scalars(), who}
    connection.execute(delete(table).where(within))
    connection.execute(insert(table), [{"room": room, "who": name} for name in sorted(names)])


def require_admitted(connection: Connection, room: str, who: str) -> None:
    """Refuse somebody who was not let in.

    Raises
    ------
    NotAdmitted
        With a sentence that says what to do.
    """
    if not _is_in(connection, voices, room, who):
        raise errors.NotAdmitted("This room does not know your page. Enter the room once more, then share again.")


def admitted(connection: Connection, room: str) -> int:
    """Return how many were let in."""
    return connection.execute(select(func.count()).where(voices.c.room == room)).scalar_one()
