"""``workshop new``: start a workshop of one's own."""

from __future__ import annotations

import argparse
import os
import re
import shutil
from pathlib import Path
from typing import Any

from workshop import paths
from workshop.cli.errors import CommandError

#: The workshop of the kit that is small enough to be rewritten line by line.
SMALL = "feedback"
_SCHEMA = re.compile(r"(?<=\$schema=)\S*/(?=[a-z-]+\.json$)", re.MULTILINE)


def add_parser(subparsers: Any) -> None:
    """Add the command to the program's."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "new",
        help="start a workshop of your own",
        description=(
            "Makes a folder with a small, finished workshop in it, to be changed line by line into your own. "
            "`workshop check --workshop FOLDER` says after each change what does not fit."
        ),
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the folder to make")
    parser.add_argument(
        "--like",
        choices=tuple(paths.built_in()),
        default=SMALL,
        help=f"the workshop to begin with (default {SMALL})",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the folder."""
    folder: Path = args.folder
    try:
        shutil.copytree(paths.built_in()[args.like], folder, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    except FileExistsError as error:
        raise CommandError(f"{folder} is there already. Name a folder that does not exist yet.") from error
    except OSError as error:
        raise CommandError(f"{folder} can't be written: {error.strerror or error}.") from error
    for file in folder.rglob("*.yaml"):
        where = os.path.relpath(paths.assets() / "schema", file.resolve().parent).replace(os.sep, "/")
        file.write_text(_SCHEMA.sub(f"{where}/", file.read_text("utf-8")), "utf-8")
    print(
        f"{folder} holds a whole workshop. Change it line by line, and ask now and then:\n"
        f"  workshop check --workshop {folder}\n"
        f"  workshop serve --workshop {folder}"
    )
    return 0
