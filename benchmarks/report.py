"""Where the tables go: printed, and into the block of a document that is marked for them."""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from pathlib import Path

from measure import noise


def options(name: str, about: str | None, quick: str) -> argparse.ArgumentParser:
    """Return the parser of one benchmark, with what all of them understand; ``quick`` says what is left out then."""
    parser = argparse.ArgumentParser(
        prog=f"workshop bench {name}", description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help=quick)
    parser.add_argument("--write", type=Path, metavar="DOCUMENT", help="put the table into its marked block")
    return parser


def markdown(columns: list[str], rows: list[list[str]]) -> str:
    """Return a table."""
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows])


def footer(sticks: list[float]) -> str:
    """Say how noisy the machine was, and what it is."""
    when = time.strftime("%Y-%m-%d %H:%M")
    system = f"Python {sys.version.split()[0]}, Linux {os.uname().release}"
    return f"{noise(sticks)} {when}, {system}."


def write(document: Path | None, block: str, text: str) -> None:
    """Put a text between ``<!-- block: begin -->`` and its end; None writes nothing."""
    if document is None:
        return
    whole = document.read_text("utf-8")
    pattern = re.compile(rf"(<!-- {block}: begin -->\n).*?(<!-- {block}: end -->)", re.DOTALL)
    if not pattern.search(whole):
        raise SystemExit(f"{document} has no place for this table: <!-- {block}: begin --> is missing.")
    document.write_text(pattern.sub(lambda found: f"{found[1]}{text.strip()}\n{found[2]}", whole), "utf-8")
