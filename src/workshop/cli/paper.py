"""What the commands that print share: where a page goes, and in which form."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from workshop.browsers import BrowserError, to_pdf
from workshop.cli.errors import CommandError
from workshop.content import ContentError, Library, languages, load_library
from workshop.content.plan import Plan, read_plan
from workshop.paper.printing import Paper

#: Makes the HTML; is given the PDF of an earlier turn, from which page numbers can be read.
Draw = Callable[[bytes | None], str]


def add_options(parser: argparse.ArgumentParser, *, sized: bool = True, more: tuple[str, ...] = ()) -> None:
    """Add the options these commands have; ``sized`` if they print on sheets of paper, ``more`` are other formats."""
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write (default: a file in this folder)")
    formats = ("html", "pdf", *more)
    parser.set_defaults(formats=formats)
    parser.add_argument("--format", choices=formats, help="default: the ending of --out, else html")
    parser.add_argument("--lang", help="one of the workshop's languages (default: its first)")
    if sized:
        parser.add_argument(
            "--size", choices=("a4", "letter"), help="size of the paper (pdf: a4; html: as your printer)"
        )


def library_of(args: argparse.Namespace) -> Library:
    """Return the content in the language that was asked for; raise CommandError if there is none."""
    known = languages()
    if args.lang not in (None, *known):
        raise CommandError(f"There is no language “{args.lang}”. There are: {', '.join(known)}.")
    return load_library(args.lang or known[0])


def plan_of(path: Path) -> Plan:
    """Return the plan in a file; raise CommandError with what to mend."""
    try:
        return read_plan(path)
    except (OSError, ContentError) as error:
        raise CommandError(f"The plan {path} can't be used. {error}") from error


def target(args: argparse.Namespace, name: str) -> tuple[Path, str]:
    """Return file and format; raise CommandError if the two don't fit together."""
    ending = args.out.suffix.lower().removeprefix(".") if args.out else ""
    meant = {"htm": "html"}.get(ending, ending) if ending in ("pdf", "docx", "html", "htm") else None
    form = args.format or meant or "html"
    if meant and meant != form:
        raise CommandError(f"{args.out} ends in .{ending}, but --format is {form}. Change one of the two.")
    if form not in args.formats:
        raise CommandError(f"This can be written as {' or '.join(args.formats)}, but not as {form}.")
    return args.out or Path(f"{name}.{form}"), form


def size_of(args: argparse.Namespace, form: str) -> Paper | None:
    """Return the size of the paper; None leaves it to whoever prints the HTML."""
    asked: Paper | None = args.size
    return asked or ("a4" if form == "pdf" else None)


def write(path: Path, content: bytes) -> None:
    """Write a file; raise CommandError if that can't be done."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{path} can't be written ({error.strerror}). Name another file with --out.") from error


def put_out(draw: Draw, path: Path, form: str, *, turns: int = 1) -> int:
    """Write the page as HTML, or print it to PDF; without a browser the HTML is written all the same.

    Parameters
    ----------
    draw
        Makes the HTML.
    path, form
        As `target` returns them.
    turns
        How often a PDF is printed; the second turn knows the page numbers of the first.

    Returns
    -------
    int
        Exit code: 0, or 1 if a PDF was asked for and only the HTML could be written.
    """
    if form == "html":
        write(path, draw(None).encode())
        print(f"Written to {path}. Open it in a browser to read or print it.")
        return 0
    pdf: bytes | None = None
    try:
        for _ in range(turns):
            pdf = to_pdf(draw(pdf))
    except BrowserError as error:
        page = path.with_suffix(".html")
        write(page, draw(None).encode())
        print(f"{error}\nThe HTML file is here: {page}", file=sys.stderr)
        return 1
    write(path, pdf or b"")
    print(f"Written to {path}.")
    return 0
