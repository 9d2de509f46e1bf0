"""Whether there is anybody to ask, and in what letters they are told."""

from __future__ import annotations

import io
import sys


def attended() -> bool:
    """Return True if somebody sits at the terminal: what is printed is read, and what is asked can be answered."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())


def speak() -> None:
    """Let everything that is printed arrive: umlauts, arrows and the QR code have no letter in Windows' old encodings.

    Python itself asks for those where its output goes to a file or to another program, as it will until 3.15.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")
