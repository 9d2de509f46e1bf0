"""An installed Chromium, Chrome or Edge: where it is, and how it prints a page to PDF without showing itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

#: Programs looked for on the path, the plainest first.
NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
    "microsoft-edge-stable", "msedge", "chromium-headless-shell",
)  # fmt: skip
#: Where they are installed on systems that don't put programs on the path.
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
#: The same below each of the folders in which Windows keeps programs: of the machine, and of the person.
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_PLACES = (
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
    r"Chromium\Application\chrome.exe",
)
#: Keep the browser to itself: no network of its own, no first-run pages, no profile of the person's.
QUIET = (
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
)
_PATIENCE = 120


class BrowserError(RuntimeError):
    """No browser, or one that could not print; the message is a sentence that says what to do instead."""


def find_browser() -> str | None:
    """Return the path of an installed browser, None if there is none; ``WORKSHOP_BROWSER`` may name one."""
    named = os.environ.get("WORKSHOP_BROWSER")
    if named:
        return shutil.which(named)
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _places() if Path(place).is_file()), None)


def _places() -> Iterator[str]:
    yield from PLACES
    for folder in filter(None, map(os.environ.get, WINDOWS_FOLDERS)):
        yield from (str(Path(folder, *place.split("\\"))) for place in WINDOWS_PLACES)


def arguments() -> list[str]:
    """Return the arguments a browser without a window is started with."""
    as_root = sys.platform != "win32" and os.geteuid() == 0
    return [*QUIET, *(["--no-sandbox"] if as_root else [])]


def to_pdf(html: str) -> bytes:
    """Return a page as a tagged PDF with an outline.

    Parameters
    ----------
    html
        A page that needs no other file; its ``@page`` rules say size and margins.

    Raises
    ------
    BrowserError
        If no browser is installed, or the one that is could not print.
    """
    browser = find_browser()
    if browser is None:
        raise BrowserError(
            "No Chromium, Chrome or Edge was found to make a PDF. Open the HTML file in any browser and print it from "
            "there, or name a browser in WORKSHOP_BROWSER."
        )
    with tempfile.TemporaryDirectory(prefix="workshop-print-", ignore_cleanup_errors=True) as folder:
        page, out = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        command = [
            browser, "--headless", *arguments(), f"--user-data-dir={Path(folder) / 'profile'}",
            "--font-render-hinting=none",  # else letters are set on whole pixels, and words run together on paper
            f"--print-to-pdf={out}", "--no-pdf-header-footer", "--export-tagged-pdf",
            "--generate-pdf-document-outline", page.as_uri(),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
            pdf = out.read_bytes()
        except (OSError, subprocess.TimeoutExpired) as error:
            raise BrowserError(
                f"{browser} could not make a PDF. Open the HTML file in any browser and print it from there."
            ) from error
    return pdf
