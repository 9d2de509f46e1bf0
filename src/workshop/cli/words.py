"""``workshop words``: the words of a language as a file for translators, and back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from workshop import paths
from workshop.cli.errors import CommandError


def add_parser(subparsers: Any) -> None:
    """Add the command to the program's."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "words",
        help="give the words to a translator as a gettext file, and bring them back",
        description=(
            "Writes every text of the workshop and of the kit into one PO file, which Poedit and Weblate open, and "
            "brings a translated one back. Nothing else in the files changes."
        ),
    )
    parser.add_argument("what", choices=("export", "import"), help="write the file, or bring it back")
    parser.add_argument("language", help="the language, such as de or pt-BR")
    parser.add_argument("file", type=Path, metavar="FILE.po", help="the gettext file")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the file or bring it back."""
    # Only here: no other command needs gettext.
    from workshop.content.translating import bring, export

    file: Path = args.file
    if args.language == paths.DEFAULT_LANGUAGE:
        raise CommandError(f"{args.language} is the language that is translated from. Change its files themselves.")
    folder = paths.workshop()
    try:
        if args.what == "export":
            file.write_bytes(export(args.language, folder))
            print(f"{file} holds every text. Bring it back with: workshop words import {args.language} {file}")
            return 0
        done = bring(file.read_bytes(), args.language, folder)
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror or error}.") from error
    for path in done.changed:
        print(f"written: {path}")
    for key in done.unknown:
        print(f"not there any more: {key}")
    print(
        f"{done.texts} texts in {args.language}, {done.missing} still to translate. "
        f"Look through them with: workshop check --lang {args.language}"
    )
    return 0
