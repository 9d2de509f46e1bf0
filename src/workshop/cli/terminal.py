"""Whether there is anybody to ask."""

from __future__ import annotations

import sys


def attended() -> bool:
    """Return True if somebody sits at the terminal: what is printed is read, and what is asked can be answered."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())
