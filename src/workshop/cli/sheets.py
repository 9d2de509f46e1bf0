"""``workshop sheets``: the exercises on paper, for the evening when the network fails."""

from __future__ import annotations

import argparse
from typing import Any

from workshop.cli.errors import CommandError
from workshop.cli.paper import add_options, library_of, put_out, size_of, target
from workshop.cli.rooms import add_room_options, address_of, in_its_words, open_room


def add_parser(subparsers: Any) -> None:
    """Add the command to the program's."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "sheets",
        help="print the exercises, for the evening when the network fails",
        description=(
            "Writes a sheet for every exercise that can be filled in with a pen, and where there is something to read "
            "afterwards, a page of its own for it. Nothing on them asks for a name."
        ),
    )
    parser.add_argument("--part", metavar="ID", help="the exercises of one part, such as 01-causes")
    parser.add_argument("--exercise", metavar="ID", help="one exercise, such as cases")
    parser.add_argument("--leaflets", action="store_true", help="only the leaflets, for people close by and others")
    parser.add_argument(
        "--cards",
        type=int,
        metavar="N",
        help="only N cards, each of which lets one person into the room that is open; nobody comes in without one",
    )
    add_options(parser)
    add_room_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the sheets; return 0, or 1 if a PDF was asked for and there is no browser to make it."""
    from workshop.paper.sheets import SheetError, chosen, leaflets, sheets_page

    if args.cards is not None:
        return _cards(args)
    library = library_of(args)
    try:
        exercises = [] if args.leaflets else chosen(library, args.part, args.exercise)
    except SheetError as error:
        raise CommandError(str(error)) from error
    path, form = target(args, library.phrase("paper.sheet.file_name"))
    size = size_of(args, form)
    handed = leaflets(library) if not (args.part or args.exercise) else []
    try:
        return put_out(lambda _pdf: sheets_page(library, exercises, leaflets=handed, paper=size), path, form)
    except SheetError as error:
        raise CommandError(str(error)) from error


def _cards(args: argparse.Namespace) -> int:
    from workshop.paper.cards import cards_page
    from workshop.room.codes import MOST_CARDS
    from workshop.server.credentials import Links, card_codes, load_secret

    if not 1 <= args.cards <= MOST_CARDS:
        raise CommandError(f"Between 1 and {MOST_CARDS} cards can be printed.")
    address = address_of(args)
    with open_room(args) as room, in_its_words(room):
        args.lang = args.lang or room.language
        library = library_of(args)
        path, form = target(args, library.phrase("door.cards_file"))
        room.door.hand_out_cards(args.cards)
        codes = card_codes(load_secret(), room.code, args.cards)
        enter = Links(address, load_secret()).enter
        return put_out(lambda _pdf: cards_page(library, codes, address, size_of(args, form), enter=enter), path, form)
