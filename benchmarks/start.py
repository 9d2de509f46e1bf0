"""How long it takes from the command until people can come, and what a server costs before anybody has.

    python benchmarks/start.py [--quick] [--runs 5] [--beside FOLDER] [--write docs/performance.md]

A server is started with an empty data folder and asked for its health, for the start page and for the first part, each
again and again until it comes. Memory and processor time are those of all its processes together, the page of this first
visitor among them, twice: when all that is prepared first is ready, and when all parts are. `--beside` names a checkout of
another version; both are started in turn, by the same Python.
"""

from __future__ import annotations

import contextlib
import http.cookiejar
import math
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

from measure import cpu_seconds, pss_mib, tree, yardstick
from report import footer, markdown, options, write

HERE = Path(__file__).resolve().parents[1]
COLUMNS = ["", "health, s", "start page, s", "first part, s", "first pages, s", "CPU s", "MiB (PSS)", "all parts, s",
           "CPU s", "MiB (PSS)", "runs"]  # fmt: skip
PATIENCE = 180
FIRST, ALL = ("first are ready", "All pages are ready"), ("All parts are ready",)
"""What the terminal says: of the pages that come first in any version, and where the other parts follow."""
LATE = 20  # seconds in which a version that prepares them has done so


class Started:
    """A server that was started a moment ago, and a browser that wants in."""

    def __init__(self, checkout: Path, home: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WORKSHOP_")}
        line = ["-m", "workshop.cli", "serve", "--host", "127.0.0.1", "--no-qr", "--port", str(self.port)]
        self.began = time.monotonic()
        self.output = Path(home) / "output"
        self.process = subprocess.Popen(
            [sys.executable, *line],
            env=kept | {"WORKSHOP_HOME": home, "PYTHONPATH": str(checkout / "src"), "PYTHONUNBUFFERED": "1"},
            cwd=home,
            stdout=self.output.open("w"),
            stderr=subprocess.STDOUT,
        )
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def after(self) -> float:
        """Return the seconds since the command."""
        return time.monotonic() - self.began

    def get(self, path: str, data: dict[str, str] | None = None) -> str:
        """Return a page, however often it has to be asked for."""
        body = urllib.parse.urlencode(data).encode() if data else None
        while self.after() < PATIENCE and self.process.poll() is None:
            with contextlib.suppress(URLError, ConnectionError):
                answer = self.browser.open(f"http://127.0.0.1:{self.port}{path}", body, timeout=PATIENCE)
                return str(answer.read().decode())
            time.sleep(0.02)
        raise SystemExit(f"The server did not start:\n{self.output.read_text()}")

    def code(self) -> str:
        """Return the room's code from the terminal."""
        while not (found := re.search(r"/j/(\w+)", self.output.read_text())):
            time.sleep(0.01)
        return found[1]

    def used_when(self, words: tuple[str, ...], patience: float) -> list[float]:
        """Wait for one of these in the terminal; return the seconds that took, processor seconds and memory."""
        until = time.monotonic() + patience
        while not any(each in self.output.read_text() for each in words):
            if time.monotonic() > until:
                return [math.nan] * 3
            time.sleep(0.02)
        after = self.after()
        return [after, cpu_seconds(tree(self.process.pid)), pss_mib(tree(self.process.pid))]

    def measured(self) -> list[float]:
        """Return the row of the table."""
        self.get("/health")
        row = [self.after()]
        page = self.get("/")
        row.append(self.after())
        token = re.search(r'name="_xsrf" value="([^"]+)"', page)
        assert token
        with contextlib.suppress(SystemExit):
            self.get("/join", {"_xsrf": token[1], "code": self.code()})
        row.append(self.after())
        return [*row, *self.used_when(FIRST, PATIENCE), *self.used_when(ALL, LATE)]


@contextlib.contextmanager
def started(checkout: Path) -> Iterator[Started]:
    """Lend a server that has just been started."""
    home = tempfile.mkdtemp()
    server = Started(checkout, home)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait(60)
        shutil.rmtree(home, ignore_errors=True)


def main() -> None:
    """Measure, print, write."""
    parser = options("start", __doc__, "one run each")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--beside", type=Path, metavar="FOLDER", help="a checkout of another version")
    given = parser.parse_args()
    places = {"this version": HERE} | ({given.beside.name: given.beside.resolve()} if given.beside else {})
    found: dict[str, list[list[float]]] = {name: [] for name in places}
    sticks = []
    for _ in range(1 if given.quick else given.runs):
        for name, checkout in places.items():
            sticks.append(yardstick())
            with started(checkout) as server:
                found[name].append(server.measured())
    rows = []
    for name, runs in found.items():
        middle = [statistics.median(column) for column in zip(*runs, strict=True)]
        said = [f"{value:.{0 if number in (5, 8) else 1}f}" for number, value in enumerate(middle)]
        rows.append([name, *("–" if each == "nan" else each for each in said), str(len(runs))])
    text = f"{markdown(COLUMNS, rows)}\n\nMedians. {footer(sticks)}"
    print(text)
    write(given.write, "start", text)


if __name__ == "__main__":
    main()
