"""What can be asked of a printed page."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path


def reaches_out(html: str) -> list[str]:
    """Return every place where a page would fetch something when it is opened."""
    fetched = re.findall(r"<(?:script|link|img|iframe|object|embed|source|video|audio)\b[^>]*>", html)
    fetched += re.findall(r'url\((?!#|"data:)[^)]*\)|@import[^;]*;|\ssrcset=', html)
    return fetched + re.findall(r"\s(?:src|xlink:href)=\"(?!#)[^\"]*\"", html)


def pdf_pages(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def pdf_text(path: Path, page: int) -> str | None:
    """Return the text of a page, None where poppler is not installed."""
    program = shutil.which("pdftotext")
    if program is None:
        return None
    command = [program, "-layout", "-f", str(page), "-l", str(page), str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
