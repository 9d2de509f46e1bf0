"""``workshop plan``: choose parts and exercises for the time there is, and save it as a small file."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from workshop.cli.errors import CommandError
from workshop.cli.paper import library_of, write
from workshop.content import Library
from workshop.content.calendar import calendar, evenings
from workshop.content.plan import Plan, as_yaml, step_of
from workshop.content.planning import evening, left_out, on_days, series


def add_parser(subparsers: Any) -> None:
    """Add the command to the program's."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "plan",
        help="choose parts and exercises for an evening or a series",
        description=(
            "Makes the plan of an evening, or of a series, as a small file. `workshop serve --plan FILE` follows it on "
            "console, phones and wall, `workshop guide --plan FILE` on paper. Every line of it can be changed by hand."
        ),
    )
    add = parser.add_argument
    add(
        "--minutes",
        type=int,
        default=90,
        metavar="N",
        help="length of an evening (default 90)",
    )
    add(
        "--part",
        action="append",
        default=[],
        metavar="ID",
        help="a part, such as 01-causes; several are fine",
    )
    add(
        "--exercise",
        action="append",
        default=[],
        metavar="ID",
        help="an exercise; then no others are taken",
    )
    add("--series", action="store_true", help="as many evenings as it takes; without --part or --exercise: all parts")
    add("--starts", type=_moment, metavar="'DAY TIME'", help="first evening, such as '2027-01-12 19:00'")
    add("--every", type=int, default=7, metavar="DAYS", help="days between the evenings (default 7)")
    add("--out", type=Path, default=Path("evening.yaml"), metavar="FILE", help="where to write (default evening.yaml)")
    add("--calendar", type=Path, metavar="FILE", help="write a calendar file (.ics) too; needs --starts")
    add("--lang", help="one of the workshop's languages (default: its first)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the plan, and say what is in it."""
    library = library_of(args)
    _known(args, library)
    if args.calendar and not args.starts:
        raise CommandError("A calendar needs to know when: add --starts 'YYYY-MM-DD HH:MM'.")
    plan = _made(args, library)
    if args.starts:
        plan = on_days(plan, args.starts, args.every)
    write(args.out, as_yaml(plan, library).encode())
    if args.calendar:
        write(args.calendar, calendar(evenings(plan, library)).encode())
    _tell(plan, library, args)
    return 0


def _made(args: argparse.Namespace, library: Library) -> Plan:
    if args.series:
        return series(library, args.minutes, args.part or ([] if args.exercise else list(library.parts)), args.exercise)
    if not args.part and not args.exercise:
        raise CommandError(
            "Say what the evening is about: --part ID or --exercise ID, or --series for all parts. "
            f"The parts are: {', '.join(library.parts)}."
        )
    return Plan(evenings=(evening(library, args.minutes, args.part, args.exercise),))


def _known(args: argparse.Namespace, library: Library) -> None:
    if not 20 <= args.minutes <= 240:
        raise CommandError(f"An evening has 20 to 240 minutes, not {args.minutes}.")
    for what, given, there in (("part", args.part, library.parts), ("exercise", args.exercise, library.exercises)):
        for name in given:
            if name not in there:
                raise CommandError(f"There is no {what} “{name}”. There are: {', '.join(there)}.")


def _tell(plan: Plan, library: Library, args: argparse.Namespace) -> None:
    for number, one in enumerate(plan.evenings, 1):
        day = f", {one.starts:%Y-%m-%d %H:%M}" if one.starts else ""
        print(f"Evening {number}{day}: {one.total} of {one.minutes} minutes, {one.minutes - one.total} in hand")
        for planned in one.steps:
            step = step_of(library, planned)
            print(f"  {planned.minutes:3} {step.title if step else planned.step}")
    if out := left_out(library, plan, args.exercise):
        print(f"No room for: {', '.join(out)}. Give more minutes, or take --series.")
    print(f"Written to {args.out}" + (f" and {args.calendar}" if args.calendar else "") + ".")


def _moment(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day and a time such as '2027-01-12 19:00'") from None
