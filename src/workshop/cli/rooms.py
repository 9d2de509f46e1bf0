"""What commands share that do something with a room while the workshop runs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from workshop.cli.errors import CommandError

if TYPE_CHECKING:
    from workshop.room import Room


def add_room_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which room, and under which address people reach it."""
    parser.add_argument("--room", metavar="CODE", help="the room's code (default: the newest room that is open)")
    parser.add_argument("--database", metavar="URL", help="where rooms are kept (default: a file in the data folder)")
    parser.add_argument("--public-url", metavar="URL", help="the address people use (default: what the server printed)")


@contextmanager
def open_room(args: argparse.Namespace) -> Iterator[Room]:
    """Lend the room that was asked for, or raise CommandError."""
    from workshop.server.start import database_url, open_store

    store = open_store(database_url(args.database))
    try:
        room = store.find(args.room) if args.room else store.newest_open()
        if room is None:
            raise CommandError("No room is open. Start one with: workshop serve")
        yield room
    finally:
        store.close()


def address_of(args: argparse.Namespace) -> str:
    """Return the address under which people reach the workshop that runs, or raise CommandError."""
    from workshop.server.start import running_at

    found: str | None = args.public_url or running_at()
    if found is None:
        raise CommandError("No workshop is running here. Start it with: workshop serve. Or name its --public-url.")
    return found.rstrip("/")
