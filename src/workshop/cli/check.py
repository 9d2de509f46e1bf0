"""``workshop check``: whether the content is whole, true to its sources and fresh."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path
from typing import Any

from workshop import paths
from workshop.content import ContentError, Library, Problem, languages
from workshop.content.checks import check_helplines, check_languages, check_library
from workshop.content.loading import read_library
from workshop.content.notebooks import check_notebooks, check_parts
from workshop.content.schema import stale_schemas, write_schemas
from workshop.content.wording import check_translated, check_words
from workshop.content.wordlist import copied, same_in, wording_of, words_in


def add_parser(subparsers: Any) -> None:
    """Add the command to the program's."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "check",
        help="look through the content files and say what to mend",
        description="Looks through all wording, plans, facts and helplines, and says what to mend and where.",
    )
    parser.add_argument("--lang", help="check one language only, such as es, and how it differs from the first one")
    parser.add_argument("--schema", action="store_true", help="also write the JSON Schema files for editors")
    parser.add_argument(
        "--today",
        type=datetime.date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="count the helplines' age on this day",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check the content and print the outcome; return 0 if all is well, 1 if something is to be mended."""
    # Only here: whoever asks for another command needs no widgets and no paper.
    from workshop.exercises.checking import check_exercises
    from workshop.paper.sheets import check_sheets

    folder = paths.workshop()
    today: datetime.date = args.today or datetime.datetime.now(tz=datetime.UTC).date()
    problems: list[Problem] = []
    warnings: list[Problem] = []
    loaded: list[Library] = []
    try:
        known = languages(folder)
    except ContentError as error:
        problems.extend(error.problems)
        known = ()
    names = [*dict.fromkeys([*known[:1], args.lang])] if args.lang else list(known)
    for name in names:
        try:
            library = read_library(name, folder)  # afresh, never from memory
        except ContentError as error:
            problems.extend(error.problems)
            continue
        loaded.append(library)
        problems.extend(check_library(library, folder / name))
        problems.extend(check_parts(library, folder / name))
        problems.extend(check_words(library, folder))
        problems.extend(check_exercises(library, folder))
        problems.extend(check_sheets(library, folder))
        if name != known[0]:
            problems.extend(check_notebooks(name, folder / name, folder / known[0]))
    for other in loaded[1:]:
        problems.extend(check_languages(loaded[0], other))
        problems.extend(check_translated(loaded[0], other, folder))
    try:
        old, too_old = check_helplines(today)
        warnings.extend(old)
        problems.extend(too_old)
    except ContentError as error:
        problems.extend(error.problems)
    if args.schema:
        for path in write_schemas():
            print(f"written: {path}")
    elif folder in paths.built_in().values():
        message = "is out of date. Run: workshop check --schema"
        problems.extend(Problem(f"assets/schema/{name}", 0, "", message) for name in stale_schemas())
    code = _report(loaded, sorted(set(problems)), warnings)
    if args.lang and len(loaded) > 1:
        _tell_what_is_same(loaded[0].language, args.lang, folder)
    return code


def _tell_what_is_same(one: str, other: str, folder: Path) -> None:
    """Name short texts that are the same in two languages: each is a name, or a word that was forgotten."""
    first, second = (wording_of(name, folder) for name in (one, other))
    forms = {key: text.forms for key, text in second.items()}
    same = set(same_in(first, forms)) - copied(first, forms)
    texts = {first[key].forms["other"] for key in same}
    words = sorted((text for text in texts if words_in(text)), key=str.casefold)
    if words:
        print(f"The same in {one}, which may be right: {' · '.join(words)}")


def _report(loaded: list[Library], problems: list[Problem], warnings: list[Problem]) -> int:
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} to mend.", file=sys.stderr)
        return 1
    for library in loaded:
        counts = f"{len(library.parts)} parts, {len(library.exercises)} exercises, {len(library.facts)} facts"
        print(f"{library.language}: {counts}. All is well.")
    return 0
