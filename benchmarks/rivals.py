"""The servers that are compared, each started for one measurement."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psutil
from measure import until_quiet

HERE = Path(__file__).parent
STOCK = [sys.executable, "-m", "voila"]
QUIET = ["--no-browser", "--Voila.ip=127.0.0.1", "--Voila.port_retries=0", "--Voila.log_level=40"]


OURS = (sys.executable, "-m", "workshop.cli", "serve", "--host=127.0.0.1", "--port={port}", "--no-qr")
OURS = (*OURS, "--max-pages=250", "--notebooks={folder}")
PART = HERE.parent / "notebooks" / "trust" / "en" / "01-causes.ipynb"


@dataclass(frozen=True)
class Rival:
    """A way to serve a folder of notebooks; ``{folder}``, ``{port}``, ``{count}`` and ``{ahead}`` are filled in.

    ``kit`` says that it is the workshop's own server, which has a door and serves parts only.
    """

    title: str
    command: tuple[str, ...]
    kit: bool = False


RIVALS = {
    "stock": Rival("stock Voilà", (*STOCK, "{folder}", "--port={port}", *QUIET)),
    "preheated": Rival(
        "pre-heated pool of {heated}, fill_delay=60",
        (
            *STOCK,
            "{folder}",
            "--port={port}",
            *QUIET,
            "--preheat_kernel=True",
            "--pool_size={heated}",
            "--VoilaKernelManager.fill_delay=60",
        ),
    ),
    "clones": Rival("clones, forked on demand", (sys.executable, str(HERE / "forked_voila.py"), "{folder}", "{port}")),
    "clones-ahead": Rival(
        "clones, {ahead} forked ahead",
        (sys.executable, str(HERE / "forked_voila.py"), "--ahead", "{ahead}", "{folder}", "{port}"),
    ),
    "ours": Rival("workshop serve", OURS, kit=True),
    "ours-pool": Rival("workshop serve --pool {ahead}", (*OURS, "--pool={ahead}"), kit=True),
}
PARTS = ("stock", "preheated", "ours", "ours-pool")
PAGES = ("stock", "preheated", "clones", "clones-ahead")


def stop_in_order() -> None:
    """Let a termination of this program end the servers it started, as Ctrl-C does."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def without_checks(notebook: Path) -> str:
    """Return a notebook without the cells that only check it: no rival should execute those per visit."""
    content = json.loads(notebook.read_text("utf-8"))
    content["cells"] = [cell for cell in content["cells"] if "check" not in cell.get("metadata", {}).get("tags", ())]
    return json.dumps(content)


class Running:
    """A started rival, serving one notebook from a folder of its own.

    ``code`` is what visitors type at the door, ``console`` and ``wall`` the facilitator's paths, "" where there is none.
    """

    def __init__(self, rival: Rival, notebook: Path, count: int) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="bench-"))
        served = self.folder / "served"
        served.mkdir()
        (served / notebook.name).write_text(without_checks(notebook), "utf-8")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.path = f"/part/{notebook.stem}" if rival.kit else f"/voila/render/{notebook.name}"
        self.code = self.console = self.wall = ""
        values = {"folder": str(served), "port": self.port, "count": count, "ahead": count + 10, "heated": count + 3}
        given = {name: value for name, value in os.environ.items() if not name.startswith("WORKSHOP_")}
        package = str(HERE.parent / "src")
        given["PYTHONPATH"] = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")]))
        given["WORKSHOP_HOME"] = str(self.folder / "home")
        (self.folder / "home").mkdir()
        began = time.monotonic()
        with (self.folder / "out").open("w") as out, (self.folder / "log").open("w") as log:
            self.process = subprocess.Popen(
                [part.format(**values) for part in rival.command],
                env={**given, "PYTHONUNBUFFERED": "1"},
                stdout=out,
                stderr=log,
                start_new_session=True,
            )
        try:
            self._wait()
            if rival.kit:
                self._read_links()
            until_quiet(self.process.pid)
        except BaseException:
            self.end()
            raise
        self.warm_up = time.monotonic() - began

    def _wait(self) -> None:
        for _ in range(900):
            try:
                with urlopen(f"{self.base}/voila/static/none", timeout=10):
                    return
            except HTTPError:
                return
            except (URLError, TimeoutError, ConnectionError):
                if self.process.poll() is not None:
                    raise RuntimeError((self.folder / "out").read_text() + (self.folder / "log").read_text()) from None
                time.sleep(0.2)
        raise RuntimeError("the server did not start within three minutes")

    def _read_links(self) -> None:
        printed = (self.folder / "out").read_text()
        code, console = re.search(r"/j/(\w+)", printed), re.search(r"(/console/\S+)", printed)
        assert code, printed
        assert console, printed
        self.code, self.console = code[1], console[1]
        wall = re.search(r"(/projector/\S+)", printed)
        self.wall = wall[1] if wall else ""

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Stop the server, and whatever it leaves behind."""
        family: list[psutil.Process] = []
        with contextlib.suppress(psutil.Error):
            family = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for left in psutil.wait_procs(family, timeout=5)[1]:
            with contextlib.suppress(psutil.Error):
                left.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
