"""The evenings of a plan as a calendar file (RFC 5545). Its titles are neutral: others may look over one's shoulder."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

from .library import Library
from .plan import Plan

_WIDTH = 73  # bytes of a line, the blank that continues it not counted


def calendar(plan: Plan, library: Library) -> str:
    """Return the evenings that have a day, each with its minutes; times are those of the place, without a zone."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Workshop kit//EN"]
    for at, evening in enumerate(plan.evenings):
        if evening.starts is None:
            continue
        name = library.phrase("plan.calendar_title", number=at + 1, all=len(plan.evenings))
        uid = hashlib.sha256(f"{evening.starts}{at}".encode()).hexdigest()[:32]
        ends = evening.starts + dt.timedelta(minutes=evening.minutes)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uid}",
            f"DTSTAMP:{evening.starts:%Y%m%dT%H%M%S}Z",
            f"DTSTART:{evening.starts:%Y%m%dT%H%M%S}",
            f"DTEND:{ends:%Y%m%dT%H%M%S}",
            f"SUMMARY:{_escaped(name)}",
            "END:VEVENT",
        ]
    return "".join(_folded(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a line after so many bytes, between letters."""
    rows, row = [], ""
    for letter in line:
        if len((row + letter).encode()) > _WIDTH:
            rows.append(row)
            row = ""
        row += letter
    return "\r\n ".join([*rows, row])
