"""Two servers with one PostgreSQL behind the recipe for several: one is killed, and its rooms go on with the other."""

import contextlib
import shutil
import ssl
import time
from pathlib import Path

import httpx
import pytest
import trustme

from tests.deploy.test_recipes import DEPLOY, NAME, changed, free_port, nginx_with, running
from tests.support.kernel import wait_for
from tests.support.phone import Phone
from tests.support.postgres import postgres_cluster, postgres_url  # noqa: F401
from tests.support.server import join, start, wait_until
from workshop.room import Store

pytestmark = [pytest.mark.server, pytest.mark.postgres]
PART = Path(__file__).resolve().parents[2] / "notebooks" / "trust" / "en" / "01-causes.ipynb"
SECRET = "one that both servers have been told"
#: Seconds for which the proxies leave out a server that did not answer, by the recipes; and a little.
LEFT_OUT = 5.5
FEW = {"items": {"amara": ["betrayal"]}}


def nginx(folder, found, port, inner, cert, key):
    site = changed(
        (DEPLOY / "nginx-several.conf").read_text(),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        (f"server_name {NAME}", "server_name localhost"),
        (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(cert)),
        (f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(key)),
        ("10.0.0.11:8866", f"127.0.0.1:{inner[0]}"),
        ("10.0.0.12:8866", f"127.0.0.1:{inner[1]}"),
    )
    return nginx_with(folder, found, site)


def caddy(folder, found, port, inner, cert, key):
    file = folder / "Caddyfile"
    site = changed(
        (DEPLOY / "Caddyfile-several").read_text(),
        (f"\n{NAME} {{", f"\nhttps://localhost:{port} {{\n\tbind 127.0.0.1\n\ttls {cert} {key}"),
        ("10.0.0.11:8866 10.0.0.12:8866", f"127.0.0.1:{inner[0]} 127.0.0.1:{inner[1]}"),
    )
    file.write_text("{\n\tadmin off\n\tauto_https off\n}\n" + site)
    return [found, "run", "--config", str(file), "--adapter", "caddyfile"]


def found(program):
    where = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if not where:
        pytest.skip(f"{program} is not installed")
    return where


def test_one_server_after_the_other_is_killed_and_the_room_goes_on(tmp_path, postgres_url, monkeypatch):  # noqa: F811
    """One person comes through nginx, one through Caddy, each by its recipe."""
    authority, folder = trustme.CA(), tmp_path / "proxy"
    parts = tmp_path / "parts"
    for one in (folder, parts):
        one.mkdir()
    shutil.copy(PART, parts)
    made = authority.issue_cert("localhost")
    cert, key = folder / "fullchain.pem", folder / "privkey.pem"
    cert.write_bytes(b"".join(blob.bytes() for blob in made.cert_chain_pems))
    key.write_bytes(made.private_key_pem.bytes())
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    outer, inner = [free_port(), free_port()], [free_port(), free_port()]
    lines = [
        make(folder, found(make.__name__), port, inner, cert, key)
        for make, port in zip((nginx, caddy), outer, strict=True)
    ]
    env = {
        "WORKSHOP_DATABASE": postgres_url,
        "WORKSHOP_SECRET": SECRET,
        "WORKSHOP_NO_ROOM": "1",
        "WORKSHOP_BEHIND_PROXY": "1",
        "WORKSHOP_PUBLIC_URL": f"https://localhost:{outer[0]}",
        "WORKSHOP_NOTEBOOKS": str(parts),
    }
    monkeypatch.setenv("WORKSHOP_SECRET", SECRET)
    store = Store(postgres_url)
    room = store.create()
    room.open("cases")

    with contextlib.ExitStack() as stack:

        def begin(number):
            home = tmp_path / f"home{number}"
            home.mkdir(exist_ok=True)
            server = start(home, "--port", str(inner[number]), env=env, patience=120)
            stack.callback(server.stop)
            return server

        def held():
            with store.database.reading() as connection:
                return connection.exec_driver_sql("SELECT count(*) FROM answers").scalar()

        def page(client):
            phone = Phone(client, "01-causes", ssl=trust)
            stack.callback(phone.socket.close)
            phone.greet()
            return phone

        servers = [begin(number) for number in (0, 1)]
        assert all(server.all_ready() for server in servers)
        people = []
        for line, port in zip(lines, outer, strict=True):
            stack.enter_context(running(line, port, folder))
            client = httpx.Client(base_url=f"https://localhost:{port}", verify=trust, timeout=60)
            people.append(stack.enter_context(client))
            assert join(client, room.code).status_code == 303
            page(client).share("cases", FEW, seq=1000)
        assert wait_until(lambda: held() == 2, 20)
        assert wait_until(lambda: room.present() == 2, 20)
        assert len({client.cookies["workshop_way"] for client in people}) == 1
        for number, click in ((0, room.close), (1, room.open)):
            servers[number].process.kill()
            killed = time.monotonic()
            phones = [page(client) for client in people]
            for phone in phones:
                phone.until_done()
            assert time.monotonic() - killed < 20  # a second or two, on a machine that does nothing else
            assert held() == 2
            click("cases")  # what is clicked reaches them there
            for phone in phones:
                while wait_for(phone.socket, "comm_msg")["content"]["comm_id"] != phone.models["cases"]:
                    pass
            if not number:
                servers[0] = begin(0)
                assert servers[0].all_ready()
                time.sleep(LEFT_OUT)
