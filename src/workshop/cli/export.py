"""``workshop export``: write down what a room revealed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from workshop.cli.paper import write
from workshop.cli.rooms import in_its_words, open_room
from workshop.content import load_library
from workshop.paper.report import FORMATS, results


def add_parser(subparsers: Any) -> None:
    """Add the command to the program's."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "export",
        help="write down the results a room revealed",
        description=(
            "Writes the results that were revealed in a room: the same totals everyone saw, never single "
            "answers and never words. Do it before you end the room, because ending it deletes everything."
        ),
    )
    parser.add_argument("--room", metavar="CODE", help="the room's code (default: the newest room that is open)")
    parser.add_argument("--format", choices=sorted(FORMATS), default="html", help="html to read or print (default)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write (default: this window)")
    parser.add_argument("--database", metavar="URL", help="where rooms are kept (default: a file in the data folder)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the results."""
    with open_room(args, "No room is open. What an ended room held has been deleted.") as room, in_its_words(room):
        library = load_library(room.language)
        revealed = results(room, library)
        text = FORMATS[args.format](revealed, library)
    if args.out is None:
        sys.stdout.write(text)
        return 0
    write(args.out, text.encode())
    print(f"{len(revealed)} result{'' if len(revealed) == 1 else 's'} written to {args.out}.")
    return 0
