"""``workshop bench``: measure how fast pages open, beside stock Voilà on the same machine.

The measurements live in the repository's ``benchmarks`` folder, which an installed package does not have.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
KINDS = {
    "join": "everybody comes at once",
    "start": "from the command until people can come, and what that costs",
    "room": "thirty pages in one room see a click, are counted, and reconnect",
    "small": "twelve people on one core and with the memory of a small machine",
    "rooms": "many rooms on several servers with one PostgreSQL, at rest and busy",
    "chaos": "an evening in which everything goes wrong, and what of it is lost",
    "flood": "what devices that send without a pause do to another page, with and without the limit",
    "results": "how many questions say something to a small group",
    "page": "what a real Chromium waits for and loads",
}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the ``bench`` command.

    Returns
    -------
    argparse.ArgumentParser
        The command's parser; what it does not know is passed on to the measurement.
    """
    parser = subparsers.add_parser(
        "bench",
        help="measure how fast pages open, beside stock Voilà",
        description="Start the workshop, and beside it stock Voilà, one after the other, and print a table with "
        "medians and ratios.",
    )
    parser.add_argument("what", choices=list(KINDS), help="; ".join(f"{kind}: {does}" for kind, does in KINDS.items()))
    parser.add_argument("options", nargs=argparse.REMAINDER, help="options of the measurement; --help lists them")
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Run a measurement; return 0 if every visitor could come in."""
    script = BENCHMARKS / f"{args.what}.py"
    if not script.is_file():
        print(
            f"The measurements are in the repository, not in the installed package: {script} is missing. "
            "Run this command from a copy of the repository.",
            file=sys.stderr,
        )
        return 2
    return subprocess.run([sys.executable, str(script), *args.options], check=False).returncode
