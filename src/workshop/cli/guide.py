"""``workshop guide``: the facilitator's guide, to read and to print."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from workshop.cli.errors import CommandError
from workshop.cli.paper import add_options, library_of, plan_of, put_out, size_of, target
from workshop.content.plan import planned


def add_parser(subparsers: Any) -> None:
    """Add the command to the program's."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "guide",
        help="print the facilitator's guide",
        description=(
            "Writes the facilitator's guide: the plan of every part with its minutes, what to say, to ask and to do, "
            "and the appendices. It is for facilitators; don't hand it out."
        ),
    )
    parser.add_argument("--part", metavar="ID", help="one part only, such as 01-causes, without the appendices")
    parser.add_argument("--plan", type=Path, metavar="FILE", help="only what the plan of an evening has")
    add_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the guide; return 0, or 1 if a PDF was asked for and there is no browser to make it."""
    from workshop.paper.guide import guide_page
    from workshop.paper.printing import page_numbers

    library = library_of(args)
    if args.plan is not None:
        library = planned(library, [step for one in plan_of(args.plan).evenings for step in one.steps])
    if args.part is not None and args.part not in library.parts:
        raise CommandError(f"There is no part “{args.part}”. The parts are: {', '.join(library.parts)}.")
    path, form = target(args, library.phrase("paper.guide.file_name"))
    size = size_of(args, form)

    def draw(pdf: bytes | None) -> str:
        return guide_page(library, args.part, paper=size, pages=page_numbers(pdf) if pdf else None)

    return put_out(draw, path, form, turns=1 if args.part else 2)
