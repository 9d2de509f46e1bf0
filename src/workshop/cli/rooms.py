"""What commands share that do something with a room while the workshop runs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workshop import paths
from workshop.cli.errors import CommandError

if TYPE_CHECKING:
    from workshop.room import Invitation, Room, RoomSummary, Store
    from workshop.server.credentials import Links


def add_room_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which room, and under which address people reach it."""
    parser.add_argument("--room", metavar="CODE", help="the room's code (default: the newest room that is open)")
    add_store_option(parser)
    add_address_option(parser)


def add_address_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that says under which address people reach the workshop."""
    parser.add_argument("--public-url", metavar="URL", help="the address people use (default: what the server printed)")


def add_store_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that says where rooms are kept."""
    parser.add_argument("--database", metavar="URL", help="where rooms are kept (default: a file in the data folder)")


@contextmanager
def a_store(args: argparse.Namespace) -> Iterator[Store]:
    """Lend the rooms."""
    from workshop.server.start import database_url, open_store

    store = open_store(database_url(args.database))
    try:
        yield store
    finally:
        store.close()


@contextmanager
def open_room(
    args: argparse.Namespace, none: str = "No room is open. Start one with: workshop serve"
) -> Iterator[Room]:
    """Lend the room that was asked for, else the newest of the workshop that was, or raise CommandError."""
    with a_store(args) as store:
        room = store.find(args.room) if args.room else store.newest_open(workshop_asked(args))
        if room is None:
            raise CommandError(none)
        yield room


@contextmanager
def in_its_words(room: Room) -> Iterator[None]:
    """Hold a room's own workshop: everything that is said of a room is said in its words; or raise CommandError."""
    with paths.holding(workshop_of(room)):
        yield


def workshop_asked(args: argparse.Namespace) -> str | None:
    """Return the name of the workshop that was asked for, by which a server knows it; None for the server's first."""
    return paths.workshop_name() if getattr(args, "workshop", None) else None


def of_workshop(one: Invitation | RoomSummary) -> str:
    """Say of which workshop a room or an invitation is, if it is not the one that is held here."""
    return f"  ({one.workshop})" if one.workshop not in (None, paths.workshop_name()) else ""


def workshop_of(room: Room) -> Path:
    """Return the folder of a room's workshop: the one that is held, or one of the kit's own, or raise CommandError."""
    held = paths.workshop().resolve()
    folder = held if room.workshop in (None, held.name) else paths.built_in().get(room.workshop or "")
    if folder is None:
        raise CommandError(f"This room is of the workshop “{room.workshop}”. Say where it is: --workshop FOLDER")
    return folder


def address_of(args: argparse.Namespace) -> str:
    """Return the address under which people reach the workshop that runs, or raise CommandError."""
    found = running_address(args)
    if found is None:
        raise CommandError("No workshop is running here. Start it with: workshop serve. Or name its --public-url.")
    return found


def safe_links(args: argparse.Namespace) -> Links:
    """Return what makes the links of those who keep rooms, or raise CommandError where others could read along."""
    from workshop.server.credentials import Links, load_secret

    links = Links(address_of(args), load_secret())
    if links.overheard:
        raise CommandError(
            f"{links.base} is plain HTTP, and whoever listens could open every room. This needs HTTPS: docs/hosting.md."
        )
    return links


def running_address(args: argparse.Namespace) -> str | None:
    """Return the address under which people reach the workshop, None if it does not run and none was named."""
    from workshop.server.start import running_at

    found: str | None = args.public_url or running_at()
    return found and found.rstrip("/")


def positive(text: str) -> float:
    """Read a number above 0 that was given to an option."""
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number < 1e9:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return number


def hours(text: str) -> float:
    """Read the hours of a room that were given to an option."""
    from workshop.room.hours import LONGEST

    found = positive(text)
    if found > LONGEST:  # the join page promises it
        raise argparse.ArgumentTypeError("a room lives 24 hours at most: participants are told so when they join")
    return found
