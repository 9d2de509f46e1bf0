"""A file beside the notebook, for people in JupyterLab who ask for one."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

from workshop.paths import write_whole

from .book import BookError, Workbook


class NotesFile:
    """Keeps a workbook in one file, readable by its owner only. Nothing is written before :meth:`save`.

    Parameters
    ----------
    folder
        Where the notebook lies.
    name
        File name without its ending; a neutral one.
    """

    def __init__(self, folder: Path, name: str = "notes") -> None:
        self.path = folder / f"{name}.json"

    @property
    def exists(self) -> bool:
        """True if the person asked for the file, now or earlier."""
        return self.path.is_file()

    def save(self, own: Mapping[str, Mapping[str, Any]], known: Iterable[str], language: str) -> None:
        """Write one notebook's answers into the file, whole or not at all; what other notebooks keep there stays.

        Raises
        ------
        BookError
            If the file is damaged. It is left as it is.
        OSError
            If the folder can't be written; the answers stay in the notebook.
        """
        with _alone_in(self.path.parent):
            book = self.load(list(known))
            for name, answer in own.items():
                book.put(name, answer)
            write_whole(self.path, book.to_json(language))

    def load(self, known: list[str]) -> Workbook:
        """Return what the file holds; an empty workbook if there is none.

        Raises
        ------
        BookError
            If the file is damaged. It is left as it is.
        """
        if not self.exists:
            return Workbook()
        try:
            text = self.path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            raise BookError("error.file_damaged") from None
        return Workbook.from_json(text, known)[0]

    def delete(self) -> None:
        """Remove the file."""
        self.path.unlink(missing_ok=True)


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let one notebook after the other read and write the file, where the system has such locks."""
    if fcntl is None:
        yield
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)  # and with it the lock
