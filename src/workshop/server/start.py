"""From the facilitator's choices to a running server, with a sentence for whatever stands in the way."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from tornado.netutil import bind_sockets

from workshop import paths, qr
from workshop.content import ContentError, load_library
from workshop.content import languages as content_languages
from workshop.forking import slow_imports
from workshop.room import Room, RoomError, Store
from workshop.server import banner, lan
from workshop.server.credentials import Links, SecretError, load_secret
from workshop.server.page_memory import MIB
from workshop.server.rooms import Begun, check_language, room_to_begin
from workshop.server.settings import ServeSettings, StartError
from workshop.server.tls import Certificate

if TYPE_CHECKING:
    from workshop.forking.fork_server import ForkServer
    from workshop.server.app import WorkshopServer


def serve(
    settings: ServeSettings,
    say: Callable[[str], None] = print,
    begun: ForkServer | None = None,
    ask: Callable[[Room, bool], bool] | None = None,
) -> None:
    """Serve the workshop until it is stopped.

    Parameters
    ----------
    begun
        What :func:`workshop.server.origin.begin` has started.
    ask
        Asks whether to go on with a room that was used, as :func:`workshop.server.rooms.room_to_begin` wants it.

    Raises
    ------
    StartError
        With one sentence that says what to do.
    """
    slow_imports.leave_out()  # before Voilà is imported, below
    slow_imports.leave_out_lxml()
    secret = _secret()
    _check(settings)
    certificate = Certificate.of(settings)
    sockets = bind(settings.host, settings.port)
    port = sockets[0].getsockname()[1]
    settings = replace(settings, port=port)
    url = database_url(settings.database)
    store = open_store(url)
    begun_with = room_to_begin(store, settings, ask or (lambda _room, fits: fits), say)
    if begun_with.room is not None:
        settings = replace(settings, language=begun_with.room.language)
    links = Links(lan.base_url(settings.host, port, settings.public_url), secret)
    _tell_kernels(url, links)

    from workshop.server.app import (
        WorkshopServer,  # Voilà takes a second to load; complaints shouldn't wait for it
    )

    app = WorkshopServer(
        settings,
        secret=secret,
        store=store,
        links=links,
        sockets=sockets,
        certificate=certificate,
        on_ready=lambda: _say_ready(app, begun_with),
        say=say,
        begun=begun,
    )
    try:
        app.initialize([])
        app.start()
    finally:
        _address_file().unlink(missing_ok=True)
        store.close()
        for sock in sockets:
            sock.close()


def _check(settings: ServeSettings) -> None:
    """Refuse what would fail in front of the group."""
    for folder in settings.folders:
        with paths.holding(folder):
            check_content()
    check_language(settings.language)
    if not any(settings.notebooks.glob("[0-9][0-9]-*.ipynb")):
        raise StartError(f"There are no parts (such as 01-causes.ipynb) in {settings.notebooks}.")


def _tell_kernels(url: str, links: Links) -> None:
    """Say where the rooms are, and which address goes into the projector's QR code: kernels inherit it."""
    os.environ.update(
        WORKSHOP_HOME=str(paths.home()),
        WORKSHOP_FOLDER=str(paths.workshop().resolve()),
        WORKSHOP_DATABASE=url,
        WORKSHOP_URL=links.base,
        WORKSHOP_SURFACE="voila",
    )


def _say_ready(app: WorkshopServer, begun_with: Begun) -> None:
    """Print what whoever leads needs to know, and leave the address for other commands."""
    settings, links = app.workshop, app.links
    paths.write_whole(_address_file(), f"{links.base}\n{os.getpid()}")
    for line in banner.lines(
        links,
        begun_with,
        kernels=app.pages.name,
        reason=app.pages.reason,
        port=settings.port,
        others=[] if settings.public_url or settings.host != "0.0.0.0" else lan.addresses()[1:],  # noqa: S104
        also=settings.others,
        ceiling=settings.server_memory if app.bounded else 0,
        pages=app.context.visits.memory.limit // MIB,
    ):
        app.say(line)
    if settings.show_qr and begun_with.room is not None:
        app.say(qr.terminal(links.join(begun_with.room)))
    app.say(banner.LAST)


def _address_file() -> Path:
    return paths.home() / "address"


def running_at() -> str | None:
    """Return the address of the workshop that runs with this data folder, None if none does.

    A server that was killed leaves its file behind, so the file names the process too.
    """
    try:
        address, process = _address_file().read_text("utf-8").split()
    except (OSError, ValueError):
        return None
    return address if psutil.pid_exists(int(process)) else None


def database_url(given: str | None) -> str:
    """Return where rooms are kept: as asked for, as ``WORKSHOP_DATABASE`` says, or in the data folder."""
    return given or paths.database()


def open_store(url: str) -> Store:
    """Open the rooms, or say in one sentence why they can't be opened."""
    try:
        return Store(url)
    except RoomError as error:
        raise StartError(error.sentence) from error


def check_content() -> None:
    """Refuse to start with content that would fail in front of the group."""
    try:
        for language in content_languages():
            load_library(language)
    except ContentError as error:
        raise StartError(f"{error}\nMend this, then start again. `workshop check` looks through everything.") from error


def bind(host: str, port: int) -> list[socket.socket]:
    """Listen, or say who is in the way."""
    try:
        if port:
            return bind_sockets(port, host)
        first = bind_sockets(0, host, family=socket.AF_INET)  # one family, so that one free port is enough
    except OSError as error:
        raise StartError(_why_not_bound(error, host, port)) from error
    return first


def _why_not_bound(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken, perhaps by a workshop that is still running. "
            f"Stop that one, or start with --port {port + 1 if port < 65535 else 8866}."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} needs an administrator's rights. Start with --port 8866."
    if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
        return f"This computer has no address {host}. Leave --host out to listen on all of them."
    return f"The server can't listen on {host}, port {port}: {error.strerror or error}."


def _secret() -> bytes:
    try:
        return load_secret(paths.home())
    except SecretError as error:
        raise StartError(str(error)) from error
