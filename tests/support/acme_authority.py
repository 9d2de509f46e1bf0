"""An authority for certificates in this computer: Pebble, which Let's Encrypt made for tests, and a name server to fill."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import trustme

from tests.support.server import wait_until

#: Nothing by chance: no waiting, no refused nonces, no proof that is taken over from an earlier test.
_STEADY = {"PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "0", "PEBBLE_AUTHZREUSE": "0"}


@dataclass
class Authority:
    """A running Pebble.

    Attributes
    ----------
    directory
        Its address.
    dns
        The name server it believes, ``ADDRESS:PORT``.
    bundle
        Whom a client must trust to speak with it.
    roots
        Trusts the certificates it gives.
    """

    directory: str
    dns: str
    bundle: Path
    roots: ssl.SSLContext
    _records: str

    def record(self, name: str, value: str) -> None:
        """Let a TXT record say this."""
        self._ask("clear-txt", host=f"{name}.")
        self._ask("set-txt", host=f"{name}.", value=value)

    def _ask(self, what: str, **body: str) -> None:
        httpx.post(f"http://{self._records}/{what}", json=body, trust_env=False).raise_for_status()


def free_ports(number: int) -> list[int]:
    """Return ports that nobody has."""
    with ExitStack() as held:
        found = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(number)]
        return [one.getsockname()[1] for one in found]


@contextmanager
def authority(folder: Path) -> Iterator[Authority]:
    """Lend one; skips where Pebble is not installed."""
    pebble, records_of = shutil.which("pebble"), shutil.which("pebble-challtestsrv")
    if not pebble or not records_of:
        pytest.skip("pebble is not installed")
    own = trustme.CA()
    made = own.issue_cert("localhost")
    made.private_key_and_cert_chain_pem.write_to_path(folder / "own.pem")
    own.cert_pem.write_to_path(folder / "bundle.pem")
    port, manage, records, dns = free_ports(4)
    settings = {"listenAddress": f"127.0.0.1:{port}", "managementListenAddress": f"127.0.0.1:{manage}",
                "certificate": str(folder / "own.pem"), "privateKey": str(folder / "own.pem"),
                "httpPort": 1, "tlsPort": 1}  # fmt: skip
    (folder / "pebble.json").write_text(json.dumps({"pebble": settings}))
    lines = (
        [records_of, "-dns01", f"127.0.0.1:{dns}", "-management", f"127.0.0.1:{records}",
         "-http01", "", "-https01", "", "-tlsalpn01", ""],
        [pebble, "-config", str(folder / "pebble.json"), "-dnsserver", f"127.0.0.1:{dns}", "-strict"],
    )  # fmt: skip
    trust = ssl.create_default_context(cafile=str(folder / "bundle.pem"))
    with (folder / "log").open("w") as log, ExitStack() as running:
        for line in lines:
            process = subprocess.Popen(line, stdout=log, stderr=log, env=_STEADY, cwd=folder)
            running.callback(process.wait)
            running.callback(process.kill)
        root = f"https://localhost:{manage}/roots/0"
        assert wait_until(lambda: _answers(root, trust), 20), (folder / "log").read_text()
        roots = ssl.create_default_context(cadata=httpx.get(root, verify=trust, trust_env=False).text)
        yield Authority(
            f"https://localhost:{port}/dir", f"127.0.0.1:{dns}", folder / "bundle.pem", roots, f"127.0.0.1:{records}"
        )


def _answers(url: str, trust: ssl.SSLContext) -> bool:
    try:
        return httpx.get(url, verify=trust, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False
