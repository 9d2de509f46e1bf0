"""The real server in a process of its own, as a facilitator would start it."""

from __future__ import annotations

import os
import re
import signal
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

from tests.support import preloaded
from workshop.room import Store
from workshop.server.credentials import Links, load_secret, proof

ROOT = Path(__file__).resolve().parents[2]
#: ``WORKSHOP_TEST_KERNELS=ordinary``: with the kernels that Windows and macOS have, tried on Linux.
ORDINARY = os.environ.get("WORKSHOP_TEST_KERNELS") == "ordinary"
#: Made once: reading all authorities of the world anew for each client costs more than most of what it asks.
TLS = ssl.create_default_context()


@dataclass
class Server:
    """A running ``workshop serve``.

    Attributes
    ----------
    url
        Address on this computer; the printed links name the one for phones.
    output
        Every line printed so far, standard error included.
    """

    process: subprocess.Popen[str]
    home: Path
    output: list[str] = field(default_factory=list)
    url: str = ""

    def _link(self, name: str) -> str:
        line = next(line for line in self.output if line.strip().startswith(name))
        origin = "/".join(self.url.split("/")[:3])
        return re.sub(r"https?://[^/]+", origin, line.split()[-1])

    @property
    def code(self) -> str:
        """The room's code."""
        return re.split(r"[/#.]", self.join_link.partition("/j")[2])[1][:6]

    @property
    def join_link(self) -> str:
        """What is behind the QR code."""
        return self._link("Participants")

    @property
    def console_link(self) -> str:
        """The facilitator's secret link, which is good once."""
        return self._link("Facilitator")

    def new_link(self) -> str:
        """Return a new link to lead."""
        store = Store(f"sqlite:///{self.home / 'rooms.sqlite'}")
        room = store.find(self.code)
        room.door.renew_link()
        link = Links(self.url, load_secret(self.home)).console(room)
        store.close()
        return link

    def lead(self, client: httpx.Client, link: str = "", **options: Any) -> httpx.Response:
        """Take a facilitator's link as a browser does: open it, and send the form that its page sends at once."""
        link = link or self.console_link
        page = client.get(link)
        if page.status_code != 200:
            return page
        token = re.search(r'name="_xsrf" value="([^"]+)"', page.text)
        assert token
        return client.post(link, data={"_xsrf": token[1]}, **options)

    @property
    def projector_link(self) -> str:
        """The projector's link."""
        return self._link("Projector")

    def client(self, **kwargs: object) -> httpx.Client:
        """Return a browser without a screen: it keeps cookies and follows nothing by itself."""
        return httpx.Client(base_url=self.url, timeout=60, **{"verify": TLS, **kwargs})  # type: ignore[arg-type]

    @contextmanager
    def joined(self) -> Iterator[httpx.Client]:
        """Lend a client that has joined the room."""
        with self.client() as client:
            assert join(client, self.code).status_code == 303
            yield client

    def all_ready(self, patience: float = 120) -> bool:
        """Wait until every page is ready; until then each makes whoever comes to it wait a little."""
        return wait_until(lambda: any("All that come first are ready" in line for line in self.output), patience)

    def numbers(self) -> dict[str, Any]:
        """Return what /health tells whoever can read the server's secret."""
        key = proof(load_secret(self.home), "health", "")
        found: dict[str, Any] = httpx.get(f"{self.url}/health", headers={"X-Workshop-Key": key}, verify=TLS).json()
        return found

    def children(self) -> list[psutil.Process]:
        """Return every process that the server started."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self, how: int = signal.SIGTERM, patience: float = 20) -> int:
        """End the server and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise


def join(client: httpx.Client, code: str) -> httpx.Response:
    """Type a code into the landing page and send it, as a browser without JavaScript would."""
    page = client.get("/")
    token = re.search(r'name="_xsrf" value="([^"]+)"', page.text)
    assert token, page.text
    return client.post("/join", data={"_xsrf": token[1], "code": code})


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return an environment in which the server keeps everything in ``home``."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("WORKSHOP_", "JUPYTER_", "PYTEST_"))}
    path = os.pathsep.join(p for p in (str(ROOT / "src"), kept.get("PYTHONPATH")) if p)
    return kept | {"WORKSHOP_HOME": str(home), "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"} | more


def start(home: Path, *args: str, env: dict[str, str] | None = None, patience: float = 60) -> Server:
    """Start ``workshop serve`` on a free port and wait until visitors may come."""
    process = preloaded.popen(
        "workshop.cli",
        "serve",
        *("--host", "127.0.0.1", "--port", "0", "--no-qr"),
        *("--wait-seconds", "60"),  # a busy machine is no reason for another page
        *(["--kernels", "ordinary"] if ORDINARY else []),
        *args,
        env=environment(home, **(env or {})),
        cwd=home,
        stdout=subprocess.PIPE,
        fresh="PYTHONPATH" in (env or {}),
    )
    server = Server(process, home)
    up = threading.Event()

    def listen() -> None:
        assert process.stdout
        for text in process.stdout:
            server.output.append(text.rstrip("\n"))
            if text.startswith("Stop with Ctrl-C"):
                up.set()
        up.set()

    threading.Thread(target=listen, daemon=True).start()
    up.wait(patience)
    if process.poll() is not None or not up.is_set():
        process.kill()
        raise AssertionError("The server did not start:\n" + "\n".join(server.output))
    found = re.search(
        r"(https?://(?:127\.0\.0\.1|localhost):\d+(?:/[a-z/]+?)?)(?:/j[/#]|, with no room)", "\n".join(server.output)
    )
    assert found, server.output
    server.url = found[1]
    return server


@contextmanager
def serving(home: Path, *args: str, env: dict[str, str] | None = None, patience: float = 60) -> Iterator[Server]:
    """Serve for as long as the block lasts."""
    home.mkdir(parents=True, exist_ok=True)
    server = start(home, *args, env=env, patience=patience)
    try:
        yield server
    finally:
        server.stop()


def run_cli(home: Path, *args: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command of ``workshop`` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "workshop.cli", *args],
        env=environment(home, **(env or {})),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=90,
        check=False,
    )


def wait_until(check: object, seconds: float = 10, every: float = 0.05) -> bool:
    """Wait until ``check()`` is true; say whether it became so in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():  # type: ignore[operator]
            return True
        time.sleep(every)
    return False


def alive(processes: Sequence[psutil.Process]) -> list[psutil.Process]:
    """Return those processes that still run."""
    return [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
