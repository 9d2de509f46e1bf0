"""``workshop slides``: what the room looks at, where its screen has no network."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from workshop.cli.errors import CommandError
from workshop.cli.paper import add_options, library_of, plan_of, put_out, target
from workshop.content.plan import planned


def add_parser(subparsers: Any) -> None:
    """Add the command to the program's."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "slides",
        help="make slides of a part, for a screen without a network",
        description=(
            "Writes what is asked and what there is to do as slides, in the words of the paper sheets, for a room "
            "whose projector can't show the workshop's own page. What you say stays in the guide."
        ),
    )
    chosen = parser.add_mutually_exclusive_group(required=True)
    chosen.add_argument("part", nargs="?", metavar="PART", help="a part, such as 01-causes")
    chosen.add_argument("--plan", type=Path, metavar="FILE", help="what the plan of an evening has")
    add_options(parser, sized=False)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the slides; return 0, or 1 if a PDF was asked for and there is no browser to make it."""
    from workshop.paper.slides import slides_page

    library = library_of(args)
    if args.plan is not None:
        library = planned(library, [step for one in plan_of(args.plan).evenings for step in one.steps])
    elif args.part not in library.parts:
        raise CommandError(f"There is no part “{args.part}”. The parts are: {', '.join(library.parts)}.")
    parts = list(library.parts.values()) if args.plan else [library.parts[args.part]]
    path, form = target(args, library.phrase("paper.slides.file_name"))
    return put_out(lambda _pdf: slides_page(library, parts), path, form)
