"""Kernels and servers for the tests of forked pages."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import time
from importlib.metadata import EntryPoint
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import nbformat
import psutil
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.provisioning import KernelProvisionerFactory

from tests.support import preloaded

ROOT = Path(__file__).parents[2]
NOTEBOOKS = Path(__file__).parent / "notebooks"
# What an installed package says in its entry points.
KernelProvisionerFactory.provisioners["forked"] = EntryPoint(
    "forked", "workshop.forking.provisioner:ForkProvisioner", KernelProvisionerFactory.GROUP_NAME
)


class Kernel:
    """A forked kernel and a client of it."""

    def __init__(self, notebook: Path | None = None, transport: str = "ipc", **config: object) -> None:
        stanza = {"provisioner_name": "forked", "config": {"notebook": str(notebook or ""), **config}}
        self.manager = KernelManager(kernel_name="python3", transport=transport)
        self.manager._kernel_spec = KernelSpec(
            argv=["-"], display_name="Forked", language="python", metadata={"kernel_provisioner": stanza}
        )
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=30)

    @property
    def pid(self) -> int:
        return self.manager.provisioner.pid

    def run(self, code: str, timeout: float = 20) -> str:
        """Execute code; return what it printed, or raise what it raised."""
        said: list[str] = []

        def output(message: dict) -> None:
            if message["msg_type"] == "stream":
                said.append(message["content"]["text"])

        reply = self.client.execute_interactive(code, timeout=timeout, output_hook=output)["content"]
        if reply["status"] != "ok":
            raise RuntimeError(f"{reply['ename']}: {reply['evalue']}")
        return "".join(said).strip()

    def value(self, expression: str) -> object:
        return json.loads(self.run(f"import json; print(json.dumps({expression}))"))

    def end(self) -> None:
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)


def write_notebook(path: Path, *cells: str) -> Path:
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(made, path)
    return path


class Server:
    """Plain Voilà with forked pages, as a process of its own."""

    def __init__(self, folder: Path, *options: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.process = preloaded.popen(
            str(ROOT / "benchmarks/forked_voila.py"),
            *(*options, "--", str(folder), str(self.port)),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(str(Path(p).resolve()) for p in sys.path if p)},
            cwd=Path.cwd(),
            stdout=self.log.open("w"),
        )
        eventually(self.answers, 60, self.log.read_text)

    def answers(self) -> bool:
        try:
            urlopen(self.base + "/voila/static/none", timeout=5)
        except URLError as error:
            return hasattr(error, "code")
        return True

    def path(self, notebook: str = "page.ipynb") -> str:
        return f"/voila/render/{notebook}"

    def fork_server(self) -> int:
        """Return the process that zygotes are forked from."""
        (only,) = children_of(self.process.pid)
        return only

    def children(self) -> list[int]:
        """Return the zygotes."""
        return [zygote for server in children_of(self.process.pid) for zygote in children_of(server)]

    def forks(self) -> list[int]:
        """Return the kernels of all zygotes."""
        return [fork for zygote in self.children() for fork in children_of(zygote)]

    def end(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        finally:
            self.process.kill()


def children_of(pid: int) -> list[int]:
    """Return the living processes that a process has started (/proc/…/children skips some while others end)."""
    try:
        return [child.pid for child in psutil.Process(pid).children() if child.status() != psutil.STATUS_ZOMBIE]
    except psutil.NoSuchProcess:
        return []


def eventually(condition, seconds: float = 15, say=lambda: "") -> None:
    """Wait until something becomes true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s {say()}"
        time.sleep(0.05)


async def eventually_async(condition, seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s"
        await asyncio.sleep(0.05)


def runs(pid: int) -> bool:
    """Return whether a process is there and not merely waiting to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
