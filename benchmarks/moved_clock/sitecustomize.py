"""A Python that begins with this folder in its path has a wall clock that a file moves: so many seconds, or none."""

import os
import time

real, file = time.time, os.environ["MOVED_CLOCK"]
looked = {"at": float("-inf"), "offset": 0.0}


def moved() -> float:
    """Return the time of day as the file has it, which is looked at twice a second."""
    now = time.monotonic()
    if now - looked["at"] > 0.5:
        with open(file, encoding="ascii") as said:  # noqa: PTH123 - every program starts with this
            looked["at"], looked["offset"] = now, float(said.read() or 0)
    return real() + looked["offset"]


time.time = moved
