"""The servers that are compared, each started for one measurement."""

from __future__ import annotations

import os
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

from measure import until_quiet

HERE = Path(__file__).parent
STOCK = [sys.executable, "-m", "voila"]
QUIET = ["--no-browser", "--Voila.ip=127.0.0.1", "--Voila.port_retries=0", "--Voila.log_level=40"]


@dataclass(frozen=True)
class Rival:
    """A way to serve a folder of notebooks; ``{folder}``, ``{port}`` and ``{count}`` are filled in."""

    title: str
    command: tuple[str, ...]


RIVALS = {
    "stock": Rival("stock Voilà", (*STOCK, "{folder}", "--port={port}", *QUIET)),
    "preheated": Rival(
        "pre-heated pool of {count}, fill_delay=60",
        (
            *STOCK,
            "{folder}",
            "--port={port}",
            *QUIET,
            "--preheat_kernel=True",
            "--pool_size={count}",
            "--VoilaKernelManager.fill_delay=60",
        ),
    ),
    "clones": Rival(
        "clones, forked on demand", (sys.executable, str(HERE / "forked_voila.py"), "{folder}", "{port}")
    ),
    "clones-ahead": Rival(
        "clones, {ahead} forked ahead",
        (sys.executable, str(HERE / "forked_voila.py"), "--ahead", "{ahead}", "{folder}", "{port}"),
    ),
}


class Running:
    """A started rival, serving one notebook from a folder of its own."""

    def __init__(self, rival: Rival, notebook: Path, count: int) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="bench-"))
        shutil.copy(notebook, self.folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.base, self.path = f"http://127.0.0.1:{self.port}", f"/voila/render/{notebook.name}"
        values = {"folder": str(self.folder), "port": self.port, "count": count, "ahead": count + 10}
        package = str(HERE.parent / "src")
        began = time.monotonic()
        self.process = subprocess.Popen(
            [part.format(**values) for part in rival.command],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")])),
            },
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "log").open("w"),
            start_new_session=True,
        )
        self._wait()
        until_quiet(self.process.pid)
        self.warm_up = time.monotonic() - began

    def _wait(self) -> None:
        for _ in range(600):
            try:
                urlopen(f"{self.base}/voila/static/none", timeout=10)
            except HTTPError:
                return
            except URLError:
                if self.process.poll() is not None:
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.2)
        raise RuntimeError("the server did not start within two minutes")

    def end(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
