"""Notice that a file a page is made of has changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

Stamp = tuple[tuple[str, int, int], ...]
IGNORED = {"__pycache__", ".ipynb_checkpoints", ".git"}


def stamp(paths: Iterable[Path]) -> Stamp:
    """Return size and time of change of every file in or below ``paths``; missing ones are left out.

    Two equal stamps mean that nothing was edited, added or removed.
    """
    found = []
    for path in paths:
        files = path.rglob("*") if path.is_dir() else [path]
        for file in files:
            if IGNORED.isdisjoint(file.parts) and not file.name.endswith(("~", ".swp")):
                try:
                    status = file.stat()
                except OSError:
                    continue
                if not file.is_dir():
                    found.append((str(file), status.st_mtime_ns, status.st_size))
    return tuple(sorted(found))
