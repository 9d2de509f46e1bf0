"""The ``workshop`` command. One module per command, each with ``add_parser`` and ``run``."""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import workshop
from workshop import paths
from workshop.cli import terminal

#: Module names in the order in which ``--help`` shows them. A new command is a new module and its name here.
COMMANDS = (
    "plan",
    "serve",
    "room",
    "invite",
    "host",
    "link",
    "lab",
    "guide",
    "sheets",
    "slides",
    "export",
    "check",
    "words",
    "new",
    "bench",
)
#: Those that work with one workshop.
OF_A_WORKSHOP = ("plan", "serve", "link", "lab", "guide", "sheets", "slides", "export", "check", "words")

_ABOUT = """\
Runs a workshop: pages for phones, a console for you, a screen for the room.

  workshop plan      choose parts and exercises for the time there is
  workshop serve     start, and read the links and the QR code from this window
  workshop room      open more rooms, list, prolong and end them
  workshop invite    let somebody open rooms of their own
  workshop host      see all rooms from outside, and invite
  workshop link      print a new link for whoever leads
  workshop lab       open the notebooks on this computer
  workshop guide     print the facilitator's guide
  workshop sheets    print the exercises, for the evening when the network fails
  workshop slides    make slides, for a screen without a network
  workshop new       start a workshop of your own
"""


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """Return the parser with every command that is there, or with the only one that was asked for."""
    parser = argparse.ArgumentParser(
        prog="workshop", description=_ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"workshop {workshop.version()}")
    subparsers = parser.add_subparsers(title="commands", metavar="", dest="command")
    for name in (only,) if only else COMMANDS:
        module = importlib.import_module(f"workshop.cli.{name}")
        module.add_parser(subparsers)
    for name in subparsers.choices.keys() & OF_A_WORKSHOP:
        add_workshop_option(subparsers.choices[name])
    return parser


def add_workshop_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that says which workshop a command works with."""
    own = ", ".join(paths.built_in())
    parser.add_argument("--workshop", metavar="FOLDER", help=f"the workshop's folder, or one of the kit's own: {own}")


def hold(named: str) -> None:
    """Make a folder, or one of the kit's own by its name, the workshop that is held, here and in every kernel."""
    os.environ["WORKSHOP_FOLDER"] = str(workshop_named(named))


def workshop_named(named: str) -> Path:
    """Return a workshop's folder, or one of the kit's own by its name, or raise CommandError."""
    from workshop.cli.errors import CommandError

    folder = next((place for place in (Path(named), paths.built_in().get(named)) if place and place.is_dir()), None)
    if folder is None:
        own = ", ".join(paths.built_in())
        raise CommandError(f"There is no folder “{named}”. Start one with: workshop new {named}. The kit's own: {own}.")
    return folder.resolve()


@contextmanager
def _ending_at_once() -> Iterator[None]:
    """Let Ctrl-C end the program without a word: while it is being loaded there is nothing to put away."""
    own = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, signal.SIG_DFL) if own else None
    try:
        yield
    finally:
        if own:
            signal.signal(signal.SIGINT, before)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code.

    A command may raise :class:`workshop.cli.errors.CommandError`: its sentence is printed, without a
    traceback, and the exit code is 1.
    """
    from workshop.cli.errors import sentence_of

    terminal.speak()
    with _ending_at_once():
        words = sys.argv[1:] if argv is None else argv
        parser = build_parser(words[0] if words and words[0] in COMMANDS else None)
        args = parser.parse_args(words)
    if args.command is None:
        parser.print_help()
        return 0
    try:
        if getattr(args, "workshop", None):
            hold(args.workshop)
        code: int = args.run(args)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
    except Exception as error:
        sentence = sentence_of(error)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)
        return 1
    return code
