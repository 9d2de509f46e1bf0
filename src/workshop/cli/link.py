"""``workshop link``: a new link for somebody who leads; the one before, if nobody used it, is worthless then."""

from __future__ import annotations

import argparse
from typing import Any

from workshop.cli.rooms import add_room_options, address_of, open_room


def add_parser(subparsers: Any) -> None:
    """Add the command to the program's."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "link",
        help="make a new link for somebody who leads",
        description=(
            "Prints a new link to the console of the room that is open. It is good once, in one browser; whoever leads "
            "already goes on, unless you say --alone. An older link that nobody used yet no longer works."
        ),
    )
    parser.add_argument("--alone", action="store_true", help="nobody who leads now does so any longer")
    add_room_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the link."""
    from workshop.room.pseudonyms import NOBODY
    from workshop.server.credentials import Links, load_secret

    address = address_of(args)
    with open_room(args) as room:
        if args.alone:
            room.door.lead_alone(NOBODY)
        room.door.renew_link()
        print(Links(address, load_secret()).console(room))
    return 0
