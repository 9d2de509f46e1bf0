"""``workshop guide``: the facilitator's guide, to read and to print."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from workshop.cli.errors import CommandError
from workshop.cli.paper import add_options, library_of, plan_of, put_out, size_of, target, write
from workshop.content import Library
from workshop.content.plan import planned
from workshop.paper.printing import Paper


def add_parser(subparsers: Any) -> None:
    """Add the command to the program's."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "guide",
        help="print the facilitator's guide",
        description=(
            "Writes the facilitator's guide: the plan of every part with its minutes, what to say, to ask and to do, "
            "and the appendices. It is for facilitators; don't hand it out. As docx it is the appendices only: "
            "invitation, protocols and forms, to change in a word processor."
        ),
    )
    parser.add_argument("--part", metavar="ID", help="one part only, such as 01-causes, without the appendices")
    parser.add_argument("--plan", type=Path, metavar="FILE", help="only what the plan of an evening has")
    add_options(parser, more=("docx",))
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
    if form == "docx":
        return _forms(library, path, size_of(args, form) or "a4")
    size = size_of(args, form)

    def draw(pdf: bytes | None) -> str:
        return guide_page(library, args.part, paper=size, pages=page_numbers(pdf) if pdf else None)

    return put_out(draw, path, form, turns=1 if args.part else 2)


def _forms(library: Library, path: Path, size: Paper) -> int:
    try:
        from workshop.paper.forms import forms_document
    except ImportError as error:
        raise CommandError(
            "For a docx file install one package more: pip install 'trust-workshop-kit[docx]'"
        ) from error

    write(path, forms_document(library, size))
    print(f"Written to {path}. Open it in a word processor, change what you need, and print it from there.")
    return 0
