"""HTTPS in the server itself: who asks for it gets it, and what is wrong with a certificate is said."""

import asyncio
import os
import shutil
import socket
import ssl
from contextlib import suppress

import httpx
import pytest
import trustme
from tornado.netutil import bind_sockets
from tornado.web import Application

from tests.support.pages import config
from tests.support.server import environment, join, run_cli, serving, wait_until
from workshop.server.http_server import WRONG_SCHEME, EitherSchemeServer
from workshop.server.settings import ServeSettings, StartError
from workshop.server.tls import Certificate


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


def issue(authority, folder, name="localhost"):
    """Write a certificate and its key as an ACME client would."""
    folder.mkdir(exist_ok=True)
    made = authority.issue_cert(name)
    cert, key = folder / "fullchain.pem", folder / "privkey.pem"
    cert.write_bytes(b"".join(blob.bytes() for blob in made.cert_chain_pems))
    key.write_bytes(made.private_key_pem.bytes())
    return cert, key


def number(port, authority):
    """Return the serial number of the certificate that a visitor is shown."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    with (
        socket.create_connection(("127.0.0.1", port), 10) as raw,
        context.wrap_socket(raw, server_hostname="localhost") as s,
    ):
        return s.getpeercert()["serialNumber"]


@pytest.mark.server
def test_a_person_joins_and_the_page_lives_by_https_with_cookies_that_only_travel_so(tmp_path, folders, authority):
    from websockets.sync.client import connect

    cert, key = issue(authority, tmp_path / "certificate")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"https://localhost:{port}"
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    arguments = ["--port", str(port), "--public-url", url, "--certfile", str(cert), "--keyfile", str(key)]
    with serving(tmp_path / "home", "--kernels", "ordinary", *arguments, *folders) as server:
        assert server.url == url
        assert not any("read what they type" in line for line in server.output)
        with server.client(verify=trust) as client:
            entered = join(client, server.code)
            assert entered.status_code == 303
            cookies = [value for name, value in entered.headers.multi_items() if name == "set-cookie"]
            assert cookies
            assert all("Secure" in cookie for cookie in cookies)
            landing = client.get("/", headers={"cookie": ""}).text
            assert "travels encrypted (HTTPS)" in landing
            assert "sealing.js" not in landing
            part = config(client.get("/part/00-welcome").text)
            address = f"{url.replace('https', 'wss')}/api/kernels/{part['kernelId']}/channels"
            jar = "; ".join(f"{k}={v}" for k, v in client.cookies.items())
            with connect(address, ssl=trust, origin=url, subprotocols=["v1.kernel.websocket.jupyter.org"],
                         additional_headers={"Cookie": jar}) as live:  # fmt: skip
                assert live.subprotocol == "v1.kernel.websocket.jupyter.org"
        asked = httpx.get(f"http://localhost:{port}/j/{server.code}", trust_env=False)
        assert (asked.status_code, asked.headers["location"]) == (308, f"{url}/j/{server.code}")
        with socket.create_connection(("127.0.0.1", port), 10) as broken:
            broken.sendall(b"\x16 is the first byte of a handshake, and the rest is none")
            with suppress(ConnectionResetError):
                while broken.recv(1000):
                    pass
        assert not any("127.0.0.1" in line and "SSL" in line for line in server.output)


@pytest.mark.parametrize("said", [b"", b"\x16", b"\x16\x03\x01", b"GET /"])
def test_who_begins_and_says_no_more_is_hung_up_on(authority, said):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)

    async def ask():
        server = EitherSchemeServer(Application([]), base="https://localhost", certificate=context, seconds=0.2)
        (sock,) = bind_sockets(0, "127.0.0.1")
        server.add_socket(sock)
        reader, writer = await asyncio.open_connection(*sock.getsockname())
        writer.write(said)
        with suppress(ConnectionResetError):
            assert await asyncio.wait_for(reader.read(), 10) == b""
        writer.close()
        server.stop()

    asyncio.run(ask())


@pytest.mark.server
def test_on_plain_http_the_terminal_and_every_page_that_speaks_of_privacy_say_who_may_listen(tmp_path, folders):
    public = ["--public-url", "http://workshop.example"]
    with serving(tmp_path / "home", "--kernels", "ordinary", *folders) as alone:
        assert not any("read what they type" in line for line in alone.output)  # nobody can hear 127.0.0.1
        with alone.client() as client:
            assert "isn't encrypted" not in client.get("/").text.replace("&#39;", "'")
        for _ in range(3):  # well before a request that is begun and never finished is given up
            with socket.create_connection(("127.0.0.1", int(alone.url.rsplit(":", 1)[1])), 10) as raw:
                hello = ssl.create_default_context()
                with pytest.raises((ssl.SSLError, ConnectionError)):
                    hello.wrap_socket(raw, server_hostname="localhost")
        assert wait_until(lambda: any(WRONG_SCHEME.format(base=alone.url) in line for line in alone.output), 10)
        assert sum("https://" in line for line in alone.output) == 1
    done = serving_output(tmp_path / "other", *public, *folders)
    assert "others on this network could read what they type" in done["terminal"]
    assert "isn't encrypted" in done["/"]
    assert "has no key" in done["/privacy"]
    assert "This page needs HTTPS" in done["/host"]


def serving_output(home, *arguments):
    """Start a server whose links name another address, and return what it says."""
    import re
    import subprocess
    import sys

    home.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = [sys.executable, "-m", "workshop.cli", "serve", "--host", "127.0.0.1", "--port", str(port), "--no-qr",
            "--kernels", "ordinary", *arguments]  # fmt: skip
    with subprocess.Popen(line, env=environment(home), stdout=subprocess.PIPE, text=True, cwd=home) as process:
        said = ""
        for text in process.stdout:
            said += text
            if re.match("Stop with", text):
                break
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}", timeout=60, headers={"host": "workshop.example"}
        ) as client:
            pages = {page: client.get(page).text.replace("&#39;", "'") for page in ("/", "/privacy", "/host")}
        process.terminate()
    return pages | {"terminal": said}


@pytest.mark.server
def test_a_renewed_certificate_is_taken_up_and_a_broken_one_is_not(tmp_path, authority):
    from tornado.httpserver import HTTPServer  # noqa: F401 - the server takes the same context

    cert, key = issue(authority, tmp_path / "one")
    held = Certificate(cert, key)
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]

    import threading

    def answer():
        while True:
            try:
                raw, _ = listener.accept()
            except OSError:
                return
            with raw:
                try:
                    held.context.wrap_socket(raw, server_side=True).unwrap()
                except OSError:
                    continue

    threading.Thread(target=answer, daemon=True).start()
    first = number(port, authority)
    held.renew()
    assert number(port, authority) == first
    newer = issue(authority, tmp_path / "two")
    for old, new in zip((cert, key), newer, strict=True):
        shutil.copyfile(new, old)
        os.utime(old, ns=(1, 1))
    held.renew()
    second = number(port, authority)
    assert second != first
    cert.write_text("not a certificate")
    held.renew()
    assert number(port, authority) == second
    listener.close()


@pytest.mark.parametrize("broken", ["missing", "text", "other key", "folder"])
def test_a_certificate_that_cannot_be_used_is_refused_with_a_sentence(tmp_path, authority, broken):
    cert, key = issue(authority, tmp_path / "one")
    if broken == "missing":
        key.unlink()
    elif broken == "text":
        cert.write_text("hello")
    elif broken == "folder":
        cert = tmp_path
    else:
        key = issue(authority, tmp_path / "two")[1]
    with pytest.raises(StartError, match="can't be used"):
        Certificate(cert, key)


def test_a_key_with_a_password_does_not_wait_for_somebody_at_the_terminal(tmp_path, authority):
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        PrivateFormat,
        load_pem_private_key,
    )

    cert, key = issue(authority, tmp_path / "one")
    private = load_pem_private_key(key.read_bytes(), None)
    key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")))
    with pytest.raises(StartError, match="no password"):
        Certificate(cert, key)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--certfile", "a.pem"], "go together"),
        (["--keyfile", "a.pem"], "go together"),
        (["--certfile", "a.pem", "--keyfile", "b.pem"], "--public-url https://"),
        (["--certfile", "a.pem", "--keyfile", "b.pem", "--public-url", "http://x"], "--public-url https://"),
    ],
)
def test_half_a_request_for_https_is_refused_with_a_sentence(tmp_path, arguments, sentence):
    done = run_cli(tmp_path, "serve", *arguments)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_without_one_there_is_plain_http():
    assert Certificate.of(ServeSettings()) is None
