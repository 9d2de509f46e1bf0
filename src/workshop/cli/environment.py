"""Every choice of ``workshop serve`` by a variable, or by a file that a variable names: for containers and services.

``--public-url`` is ``WORKSHOP_PUBLIC_URL``, or the content of the file in ``WORKSHOP_PUBLIC_URL_FILE``. What is said on
the command line counts more.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from workshop import paths

_YES, _NO = ("1", "yes", "true", "on"), ("", "0", "no", "false", "off")


def variables(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.Action]]:
    """Return the name of the variable of every option that is not only for tests."""
    for action in parser._actions:
        if action.option_strings and action.help != argparse.SUPPRESS and action.dest not in ("help", "workshop"):
            shortest = next(name for name in action.option_strings if name.startswith("--"))
            yield f"WORKSHOP_{shortest.strip('-').replace('-', '_').upper()}", action


def listen(parser: argparse.ArgumentParser) -> None:
    """Let a command's options be said by the environment too, once it is the command that was asked for."""
    parse = parser.parse_known_args

    def with_environment(*args: Any, **options: Any) -> Any:
        take(parser)
        return parse(*args, **options)

    setattr(parser, "parse_known_args", with_environment)  # noqa: B010


def take(parser: argparse.ArgumentParser) -> None:
    """Let what the environment says stand for what is not said on the command line.

    Raises
    ------
    SystemExit
        With a sentence that names the variable, if it does not fit.
    """
    for name, action in variables(parser):
        try:
            said = paths.said(name)
        except paths.FolderError as error:
            parser.error(str(error))
        if said is None:
            continue
        if action.nargs == 0:
            if said.lower() not in _YES + _NO:
                parser.error(f"{name} is {said!r}; it is 1 or 0")
            if said.lower() in _YES:
                parser.set_defaults(**{action.dest: action.const})
            continue
        try:
            found = parser._get_value(action, said)
            parser._check_value(action, found)
        except argparse.ArgumentError as error:
            parser.error(f"{name}: {error.message}")
        parser.set_defaults(**{action.dest: found})
