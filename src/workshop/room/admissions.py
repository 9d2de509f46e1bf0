"""Who was let in: one name for each admission, which is all the store knows of it.

A name is made from the admission for this one purpose, so it can't be matched with a share, nor with anything else
the person does. Like answers, the names are written anew, sorted, with each change: the order of coming is not kept.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Table, delete, func, insert, select

from workshop.room import errors
from workshop.room.schema import change_room, leads, used_cards, voices


def admit(connection: Connection, room: Row[Any], who: str, card: int | None) -> None:
    """Let somebody in, once; who is in already stays in. The room is held alone.

    Raises
    ------
    DoorClosed, CardNeeded, CardUsed
        If nobody may come in any more, not without a card, or not with this one.
    """
    if is_in(connection, voices, room.id, who):
        return
    if room.shut:
        raise errors.DoorClosed("Everybody is in, and the door of this room is closed. Ask the facilitator to open it.")
    if room.cards is not None:
        _use(connection, room, card)
    put_in(connection, voices, room.id, who)
    change_room(connection, room.id)


def _use(connection: Connection, room: Row[Any], card: int | None) -> None:
    if card is None or not 0 <= card < room.cards:
        raise errors.CardNeeded("In this room each person has a code of their own. Type the one on your card.")
    used = (used_cards.c.room == room.id) & (used_cards.c.place == card)
    if connection.execute(select(used_cards.c.place).where(used)).first():
        raise errors.CardUsed("This card was used already. Ask the facilitator for another one.")
    connection.execute(insert(used_cards).values(room=room.id, place=card))


def is_in(connection: Connection, table: Table, room: str, who: str) -> bool:
    """Return True if a name stands in a table of names."""
    own = (table.c.room == room) & (table.c.who == who)
    return connection.execute(select(table.c.who).where(own)).first() is not None


def put_in(connection: Connection, table: Table, room: str, who: str) -> None:
    """Add a name, so that afterwards nothing shows which came last; the room is held alone."""
    within = table.c.room == room
    names = {*connection.execute(select(table.c.who).where(within)).scalars(), who}
    connection.execute(delete(table).where(within))
    connection.execute(insert(table), [{"room": room, "who": name} for name in sorted(names)])


def require(connection: Connection, room: str, who: str) -> None:
    """Refuse somebody who was not let in.

    Raises
    ------
    NotAdmitted
        With a sentence that says what to do.
    """
    if not is_in(connection, voices, room, who):
        raise errors.NotAdmitted("This room does not know your page. Enter the room once more, then share again.")


def count(connection: Connection, room: str) -> int:
    """Return how many were let in."""
    return connection.execute(select(func.count()).where(voices.c.room == room)).scalar_one()


def free_card(connection: Connection, room: str, cards: int) -> int | None:
    """Return the first card nobody has used, None if there is none."""
    used = set(connection.execute(select(used_cards.c.place).where(used_cards.c.room == room)).scalars())
    return next((card for card in range(cards) if card not in used), None)


def leave(connection: Connection, table: Table, room: str, who: str) -> None:
    """Take a name out; the room is held alone."""
    connection.execute(delete(table).where((table.c.room == room) & (table.c.who == who)))


def leave_all_but(connection: Connection, room: str, who: str) -> None:
    """Keep only one of those who lead; the room is held alone."""
    connection.execute(delete(leads).where((leads.c.room == room) & (leads.c.who != who)))
    change_room(connection, room)
