"""What the facilitator reads in the terminal when the workshop is up."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from workshop import paths
from workshop.room import Room
from workshop.room.codes import spaced
from workshop.room.hours import spoken
from workshop.server.credentials import Links
from workshop.server.rooms import Begun
from workshop.server.settings import own_name

LAST = "Stop with Ctrl-C. Rooms stay open; starting again the same evening goes on, and whoever is in stays in."

GETTING_READY = "  People can come. {n} pages are being made ready; whoever opens one before that waits a moment."
FIRST_READY = "  The first page is ready."
ALL_READY = "  All that come first are ready."
PARTS_READY = "  All parts are ready."
SOME_LATER = "  The other parts take a second when somebody opens one: there is no memory to have all of them ready."


def lines(
    links: Links,
    begun: Begun,
    *,
    kernels: str,
    port: int,
    others: Sequence[str],
    also: Mapping[str, Path] | None = None,
    reason: str = "",
    ceiling: int = 0,
    pages: int = 0,
) -> Iterator[str]:
    """Return the links, the code and the note on privacy, line by line."""
    yield ""
    yield from _about(begun, links)
    yield from _held(also or {}, invites=not links.overheard)
    yield ""
    yield "  Nothing is recorded about a person. Shared answers go when you end the room, or after its hours."
    if links.overheard:
        yield "  Whoever scans the QR code, or comes by these links, sends what they type encrypted. Who types the code"
        yield "  has no key: others on this network could read what they type, and the page says so. Neither stops"
        yield "  somebody who changes a page on its way; HTTPS does: docs/hosting.md (--https, or a proxy)."
    elif links.secure:
        yield "  What people type travels encrypted (HTTPS)."
    if links.base.startswith("http://127."):
        yield "  Only this computer can open these links: it has no network, or --host keeps others out."
    elif others:
        yield f"  If phones can't open the link, try {' or '.join(f'http://{a}:{port}' for a in others[:3])}."
    yield from slower(kernels, reason)
    if ceiling:
        on_top = f"all pages together {pages} MiB" if pages else "pages come on top"
        yield f"  The server itself uses {ceiling} MiB of memory at most; {on_top}."
    yield ""


def _about(begun: Begun, links: Links) -> Iterator[str]:
    room = begun.room
    if room is None:
        yield f"The workshop is running at {links.base}, with no room of its own. Open one with: workshop room new"
        yield "For somebody without this terminal: workshop invite NAME"
        return
    yield f"The workshop is running{', with the room that was still open' if begun.resumed else ''}. {lives(room)}"
    if begun.resumed:
        yield f"{still_open(room)} For a new one: workshop serve --new"
    elif begun.left is not None:
        yield f"This room is new. {still_open(begun.left)} To go on with that one: workshop serve --go-on"
    yield ""
    yield from of_room(links, room)
    yield "  The facilitator's link leads the room, from one browser. It works once; a new one: workshop link"


def _held(also: Mapping[str, Path], *, invites: bool) -> Iterator[str]:
    """Say which workshops are held beside the first, and how a room is opened for each.

    Nobody is invited where others could read the invitation along.
    """
    if not also:
        return
    yield ""
    yield f"  Workshops held here: {own_name()} (for every room that says nothing else), {', '.join(also)}."
    for name, folder in also.items():
        own = paths.built_in().get(name)
        named = name if own is not None and own.resolve() == folder.resolve() else shlex.quote(str(folder))
        yield f"  A room for {name}: workshop room new --workshop {named}"
        if invites:
            yield f"  To let somebody else open such rooms: workshop invite NAME --workshop {named}"


def of_room(links: Links, room: Room) -> Iterator[str]:
    """Return the links of a room."""
    yield f"  Participants   {links.join(room)}"
    yield f"  Room code      {spaced(room.code)}   (to type at {links.base})"
    yield f"  Facilitator    {links.console(room)}"
    yield f"  Projector      {links.projector(room)}"


def still_open(room: Room) -> str:
    """Say which room is open since when, and how many came in."""
    opened = dt.datetime.fromtimestamp(room.hours.opened).astimezone()
    days = (dt.datetime.now().astimezone().date() - opened.date()).days
    day = {0: "today", 1: "yesterday"}.get(days, "before")
    return f"Room {spaced(room.code)} has been open since {day}, {opened:%H:%M}; {people(room.state().voices)} came in."


def people(number: int) -> str:
    """Return a number of people."""
    return {0: "nobody", 1: "one person"}.get(number, f"{number} people")


def slower(kernels: str, reason: str) -> Iterator[str]:
    """Say what ordinary kernels mean for a group, and why there are no others."""
    if kernels == "ordinary":
        yield "  Pages start one by one here (ordinary kernels). A big group should join over two minutes."
    if reason:
        yield f"  {reason}"


def lives(room: Room) -> str:
    """Say how long a room goes on."""
    return f"It lives for another {span(room.hours.left)}."


def span(seconds: float) -> str:
    """Return a time in hours, below an hour and a half in minutes."""
    count, unit = spoken(seconds)
    return f"{count} {unit if count > 1 else unit.removesuffix('s')}"
