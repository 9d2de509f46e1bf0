"""Static files: found once, compressed once, kept in memory, and addressed by a digest of them all.

One digest for the whole set, not one per file, so that a script may import its neighbour by a relative
address.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib
import mimetypes
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

_TEXT = {".css", ".html", ".js", ".json", ".map", ".mjs", ".svg", ".txt", ".webmanifest", ".wasm"}
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2", ".css": "text/css"}


def _brotli() -> Any | None:
    try:
        return importlib.import_module("brotli")
    except ImportError:
        return None


@dataclass(frozen=True)
class StaticFile:
    """One file in memory with its compressed forms."""

    body: bytes
    type: str
    etag: str
    packed: Mapping[str, bytes]  # content encoding → bytes, smallest first

    def best(self, accepted: str) -> tuple[str | None, bytes]:
        """Return the encoding and bytes that suit an ``Accept-Encoding`` header."""
        names = {part.split(";")[0].strip() for part in accepted.split(",") if "q=0" not in part.replace("q=0.", "")}
        for encoding, packed in self.packed.items():
            if encoding in names:
                return encoding, packed
        return None, self.body


class StaticFiles:
    """Every file under some named folders.

    Parameters
    ----------
    folders
        First part of the address → folder. A folder that doesn't exist holds no files.
    """

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self._paths = {
            f"{name}/{path.relative_to(folder).as_posix()}": path
            for name, folder in folders.items()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }
        self._ready: dict[str, StaticFile] = {}
        self._stopped = False

    @cached_property
    def digest(self) -> str:
        """Twelve characters that change whenever any file does."""
        total = hashlib.sha256()
        for name, path in sorted(self._paths.items()):
            total.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return total.hexdigest()[:12]

    def url(self, name: str, base: str = "/") -> str:
        """Return the lasting address of a file, such as ``ui/page.js``.

        Raises
        ------
        KeyError
            If there is no such file; a page with a broken address would only fail later.
        """
        if name not in self._paths:
            raise KeyError(f"There is no static file {name!r}.")
        return f"{base}static/{self.digest}/{name}"

    def has(self, name: str) -> bool:
        """Say whether a file exists."""
        return name in self._paths

    def file(self, name: str) -> StaticFile:
        """Return a file, read and compressed at its first use.

        Raises
        ------
        KeyError
            If there is no such file.
        """
        if name not in self._ready:
            self._ready[name] = _load(self._paths[name])
        return self._ready[name]

    def warm(self) -> None:
        """Read and compress everything now, so that no visitor waits for it; :meth:`stop_warming` ends it."""
        for name in self._paths:
            if self._stopped:
                return
            self.file(name)

    def stop_warming(self) -> None:
        """Leave the rest uncompressed: a server that stops shouldn't wait for it."""
        self._stopped = True


def _load(path: Path) -> StaticFile:
    kind = _TYPES.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0]
    forms = {"gzip", "br"} if path.suffix.lower() in _TEXT else set()
    return pack(path.read_bytes(), kind or "application/octet-stream", forms)


def pack(body: bytes, kind: str, forms: Set[str]) -> StaticFile:
    """Return a file with those of the forms ``gzip`` and ``br`` (slow, and optional) that make it smaller."""
    packed: dict[str, bytes] = {}
    if forms and len(body) > 600:
        packed["gzip"] = gzip.compress(body, 9, mtime=0)
        brotli = _brotli() if "br" in forms else None
        if brotli is not None:
            packed["br"] = brotli.compress(body, quality=11)
        packed = {k: v for k, v in sorted(packed.items(), key=lambda item: len(item[1])) if len(v) < len(body)}
    if kind.startswith("text/") or kind in {"application/json", "image/svg+xml"}:
        kind += "; charset=utf-8"
    return StaticFile(body, kind, f'"{hashlib.sha256(body).hexdigest()[:20]}"', packed)
