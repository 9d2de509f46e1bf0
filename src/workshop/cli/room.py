"""``workshop room``: open more rooms, see which there are, give out their links, end and prolong them."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop.cli.errors import CommandError
from workshop.cli.paper import plan_of
from workshop.cli.rooms import (
    a_store,
    add_address_option,
    add_room_options,
    add_store_option,
    address_of,
    hours,
    of_workshop,
    open_room,
    running_address,
    workshop_asked,
)
from workshop.content import languages

if TYPE_CHECKING:
    from workshop.room import Room


def add_parser(subparsers: Any) -> None:
    """Add the command to the program's."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "room",
        help="open, list, prolong and end rooms",
        description=(
            "One server has as many rooms as you like: each with its code, console, wall, door and cards. All of this "
            "works while the server runs and without it."
        ),
    )
    from workshop.cli import add_workshop_option

    commands = parser.add_subparsers(title="what to do", metavar="", required=True)
    add = _adder(commands)
    new = add("new", _new, "open a room and print its links")
    new.add_argument(
        "--lang", "--language", dest="language", metavar="NAME",
        help="its language (default: the first that the workshop names)",
    )  # fmt: skip
    new.add_argument("--hours", type=hours, default=24, metavar="N", help="how long it lives (default and most: 24)")
    new.add_argument("--plan", type=Path, metavar="FILE", help="the plan of the evening, made by `workshop plan`")
    add_workshop_option(new)
    add_store_option(new)
    add_address_option(new)
    listing = add("list", _list, "the rooms that are open, without what is in them")
    add_store_option(listing)
    links = add("links", _links, "the links of a room; the facilitator's is good once")
    end = add("end", _end, "end a room: everything in it is deleted at once")
    prolong = add("prolong", _prolong, "give a room more hours, 24 in all at most")
    prolong.add_argument("--hours", type=hours, default=1, metavar="N", help="how many more (default: 1)")
    for named in (links, end, prolong):
        add_room_options(named)


def _adder(commands: Any) -> Callable[..., argparse.ArgumentParser]:
    def add(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = commands.add_parser(
            name, help=text, description=f"{text[0].upper()}{text[1:]}."
        )
        parser.set_defaults(run=run)
        return parser

    return add


def _new(args: argparse.Namespace) -> int:
    from workshop.server import rooms

    plan = plan_of(args.plan).tonight(dt.datetime.now().astimezone().date()) if args.plan else None
    with a_store(args) as store:
        room = rooms.open_room(
            store, args.language or languages()[0], args.hours, plan=plan, workshop=workshop_asked(args)
        )
        _say_links(room, running_address(args))
    return 0


def _say_links(room: Room, address: str | None) -> None:
    from workshop.room.codes import spaced
    from workshop.server import banner
    from workshop.server.credentials import Links, load_secret

    if address is None:
        print(f"  Room code      {spaced(room.code)}")
        print("  The workshop is not running. Start it, with this room and its links: workshop serve --go-on")
        return
    for line in banner.of_room(Links(address, load_secret()), room):
        print(line)
    print(f"  {banner.lives(room)} The facilitator's link works once.")


def _list(args: argparse.Namespace) -> int:
    from workshop.room.codes import spaced
    from workshop.server import banner

    with a_store(args) as store:
        found = store.registry.rooms()
    for one in found:
        whose = f"  {one.name}" if one.name else ""
        opened = dt.datetime.fromtimestamp(one.hours.opened).astimezone()
        since, left = f"since {opened:%a %H:%M}", f"{banner.span(one.hours.left)} left"
        print(
            f"{spaced(one.code)}  {one.language}  {since}  {left}  {banner.people(one.voices)}{whose}{of_workshop(one)}"
        )
    if not found:
        print("No room is open.")
    return 0


def _links(args: argparse.Namespace) -> int:
    address = address_of(args)
    with open_room(args) as room:
        _say_links(room, address)
    return 0


def _end(args: argparse.Namespace) -> int:
    if not args.room:
        raise CommandError("Which room? Name it: workshop room end --room CODE. What is open: workshop room list")
    with open_room(args) as room:
        room.end()
        print(f"Room {room.code} is over, and everything in it is deleted.")
    return 0


def _prolong(args: argparse.Namespace) -> int:
    from workshop.room.codes import spaced
    from workshop.server import banner

    with open_room(args) as room:
        added = room.prolong(args.hours)
        if not added:
            raise CommandError("A room lives 24 hours at most: participants were told so when they joined.")
        print(f"Room {spaced(room.code)}: {banner.lives(room)}")
    return 0
