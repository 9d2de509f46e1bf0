"""The kit's own typefaces inside a printed page, so that it looks the same everywhere."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path

from workshop import paths

_FACE = re.compile(r"@font-face\{[^}]*\}")
_URL = re.compile(r'url\("?\./([\w-]+\.woff2)"?\)')
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)


def embedded(text: str) -> str:
    """Return the style sheet of the typefaces, with each face in it that has a letter of this text."""
    letters = {ord(letter) for letter in text}
    sheet = (paths.built() / "fonts.css").read_text(encoding="utf-8")
    sheet = sheet.replace("font-display:optional", "font-display:block")  # it is here already: worth the wait
    return _FACE.sub(lambda face: _inline(face[0]) if _draws(face[0], letters) else "", sheet)


def _draws(face: str, letters: set[int]) -> bool:
    spans = _RANGE.findall(face.partition("unicode-range:")[2])
    return any(int(first, 16) <= letter <= int(last or first, 16) for first, last in spans for letter in letters)


def _inline(face: str) -> str:
    return _URL.sub(lambda url: f'url("data:font/woff2;base64,{_encoded(paths.built() / url[1])}")', face)


@cache
def _encoded(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode()
