"""One day as a calendar file (RFC 5545) that says nothing about anybody.

It holds the day and a neutral title. No plan, no place, no alarm, no clock time, no name of this program beyond the
format's own line; the same day gives the same file, so saving it twice makes one entry.
"""

from __future__ import annotations

from datetime import date, timedelta

#: Longest line of a calendar file in octets, without its end (RFC 5545, 3.1).
_FOLD = 75


def calendar(day: date, title: str) -> str:
    """Return an all-day entry as text with the line ends that calendars expect."""
    stamp, after = f"{day:%Y%m%d}", f"{day + timedelta(days=1):%Y%m%d}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//notes//EN",
        "BEGIN:VEVENT",
        f"UID:{stamp}@notes.invalid",
        # The format wants to know when the entry was made; that is nobody's business, so it is the day itself.
        f"DTSTAMP:{stamp}T000000Z",
        f"DTSTART;VALUE=DATE:{stamp}",
        f"DTEND;VALUE=DATE:{after}",
        f"SUMMARY:{_escaped(title)}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(_folded(line) + "\r\n" for line in lines)


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a long line as the format wants it, between characters and never inside one."""
    done, current, room = [], "", _FOLD
    for character in line:
        if len((current + character).encode()) > room:
            done.append(current)
            current, room = "", _FOLD - 1
        current += character
    return "\r\n ".join([*done, current])
