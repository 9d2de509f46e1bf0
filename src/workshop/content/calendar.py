"""A calendar file (RFC 5545) with neutral titles: others may look over one's shoulder.

It says when, and a title. No place, no alarm, no name of this program beyond the format's own line; the same entries
give the same file, so saving it twice makes one entry. Fixed lines need no library.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable

from .library import Library
from .plan import Plan

#: Longest line of a calendar file in octets, without its end (RFC 5545, 3.1).
_FOLD = 75

#: Title, beginning and end of an entry. A day alone is an entry for the whole day; a time is that of the place.
Entry = tuple[str, dt.date, dt.date]


def calendar(entries: Iterable[Entry]) -> str:
    """Return entries as text with the line ends that calendars expect."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//notes//EN"]
    for title, starts, ends in entries:
        (form, begins), (_, over) = _written(starts), _written(ends)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{hashlib.sha256(begins.encode()).hexdigest()[:32]}@notes.invalid",
            # The format wants to know when the entry was made; that is nobody's business, so it is when it begins.
            f"DTSTAMP:{begins if 'T' in begins else f'{begins}T000000'}Z",
            f"DTSTART{form}:{begins}",
            f"DTEND{form}:{over}",
            f"SUMMARY:{_escaped(title)}",
            "CLASS:PRIVATE",
            *(["TRANSP:TRANSPARENT"] if form else []),
            "END:VEVENT",
        ]
    return "".join(_folded(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


def evenings(plan: Plan, library: Library) -> list[Entry]:
    """Return the evenings of a plan that have a day, each with its minutes."""
    all_of_them = len(plan.evenings)
    return [
        (
            library.phrase("plan.calendar_title", number=at, all=all_of_them),
            one.starts,
            one.starts + dt.timedelta(minutes=one.minutes),
        )
        for at, one in enumerate(plan.evenings, 1)
        if one.starts is not None
    ]


def _written(when: dt.date) -> tuple[str, str]:
    """Return the form of a day or a time, and the day or time itself."""
    return ("", f"{when:%Y%m%dT%H%M%S}") if isinstance(when, dt.datetime) else (";VALUE=DATE", f"{when:%Y%m%d}")


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a long line as the format wants it, between characters and never inside one."""
    rows: list[str] = []
    row = ""
    for character in line:
        if len((row + character).encode()) > _FOLD - bool(rows):
            rows.append(row)
            row = ""
        row += character
    return "\r\n ".join([*rows, row])
