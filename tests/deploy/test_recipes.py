"""The recipes of deploy/, each with the real program in front of a real workshop."""

import re
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import trustme
import yaml

from tests.support.kernel import PROTOCOL, open_socket
from tests.support.notebooks import write_facilitation, write_parts
from tests.support.pages import config
from tests.support.server import join, serving
from workshop.cli import build_parser
from workshop.cli.environment import variables

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
pytestmark = pytest.mark.server
NAME = "workshop.example.org"


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def changed(text, *pairs):
    """Change what the recipe tells its reader to change."""
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def nginx_with(folder, found, site):
    """Write a site where nginx needs nothing of the system's, and return what starts it."""
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = folder / "nginx.conf"
    main.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}} http {{ {temporary}\n{site}\n}}"
    )
    return [found, "-p", str(folder), "-c", str(main), "-e", f"{folder}/error.log"]


def nginx(folder, found, port, inner, cert, key, path):
    site = changed(
        (DEPLOY / "nginx.conf").read_text(),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        (f"server_name {NAME}", "server_name localhost"),
        (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(cert)),
        (f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(key)),
        ("proxy_pass http://127.0.0.1:8866", f"proxy_pass http://127.0.0.1:{inner}"),
        ("location / {", f"location {path} {{"),
    )
    return nginx_with(folder, found, site)


def caddy(folder, found, port, inner, cert, key, path):
    file = folder / "Caddyfile"
    file.write_text(
        "{\n\tadmin off\n\tauto_https off\n}\n"
        + changed(
            (DEPLOY / "Caddyfile").read_text(),
            (f"\n{NAME} {{", f"\nhttps://localhost:{port} {{\n\tbind 127.0.0.1\n\ttls {cert} {key}"),
            ("reverse_proxy 127.0.0.1:8866", f"reverse_proxy {path}* 127.0.0.1:{inner}"),
        )
    )
    return [found, "run", "--config", str(file), "--adapter", "caddyfile"]


@contextmanager
def running(line, port, folder):
    env = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "PATH": "/usr/bin:/bin"}
    log = (folder / "output").open("w")
    with subprocess.Popen(line, env=env, stdout=log, stderr=log) as process:
        try:
            end = time.monotonic() + 20
            while time.monotonic() < end and process.poll() is None:
                with socket.socket() as sock:
                    if sock.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            else:
                raise AssertionError((folder / "output").read_text())
            yield
        finally:
            process.terminate()


@pytest.fixture(
    scope="module",
    params=[(program, path) for program in ("nginx", "caddy") for path in ("/", "/workshop/")],
    ids=lambda param: "".join(param).strip("/"),
)
def proxied(request, tmp_path_factory):
    """Lend a workshop behind a proxy, on a host of its own or below a path, and what trusts its certificate."""
    (program, path), tmp_path = request.param, tmp_path_factory.mktemp("deploy")
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if not found:
        pytest.skip(f"{program} is not installed")
    authority, folder = trustme.CA(), tmp_path / "proxy"
    folder.mkdir()
    made = authority.issue_cert("localhost")
    cert, key = folder / "fullchain.pem", folder / "privkey.pem"
    cert.write_bytes(b"".join(blob.bytes() for blob in made.cert_chain_pems))
    key.write_bytes(made.private_key_pem.bytes())
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    outer, inner = free_port(), free_port()
    parts, pages = write_parts(tmp_path / "parts"), write_facilitation(tmp_path / "pages")
    line = {"nginx": nginx, "caddy": caddy}[program](folder, found, outer, inner, cert, key, path)
    address = f"https://localhost:{outer}{path}".rstrip("/")
    arguments = ["--port", str(inner), "--behind-proxy", "--public-url", address]
    arguments += ["--kernels", "ordinary", "--notebooks", str(parts), "--facilitation", str(pages)]
    with serving(tmp_path / "home", *arguments) as server, running(line, outer, folder):
        assert server.url == address
        yield server, trust, path


def test_a_phone_joins_through_the_proxy_and_its_page_lives(proxied):
    server, trust, path = proxied
    with server.client(verify=trust) as client:
        entered = join(client, server.code)
        assert entered.status_code == 303, entered.text
        cookies = [value for name, value in entered.headers.multi_items() if name == "set-cookie"]
        assert cookies
        assert all("Secure" in cookie and f"Path={path}" in cookie.split("; ") for cookie in cookies)
        page = client.get("/part/00-welcome").text
        links = set(re.findall(r'(?:href|src|action)="(/[^"]*)"', page))
        assert links
        assert all(link.startswith(path) for link in links)
        origin = server.url.removesuffix(path.rstrip("/"))
        for link in links:
            assert httpx.get(origin + link, verify=trust, follow_redirects=True).status_code in (200, 403), link
        part = config(page)
        jar = "; ".join(f"{k}={v}" for k, v in client.cookies.items())
        with open_socket(
            server.url, part["kernelId"], ssl=trust, origin=origin, additional_headers={"Cookie": jar}
        ) as live:
            assert live.subprotocol == PROTOCOL


def test_who_guesses_codes_through_the_proxy_cannot_say_that_it_is_somebody_else(proxied):
    server, trust, _ = proxied
    with server.client(verify=trust) as client:
        forged = [{"X-Real-IP": f"198.51.100.{n}", "X-Forwarded-For": f"198.51.100.{n}"} for n in range(40)]
        answers = [client.get("/j/222222", headers=headers).status_code for headers in forged]
        assert 429 in answers


def test_the_recipes_of_containers_say_only_what_there_is():
    """No test here starts them; a variable that the workshop does not know would be silent."""
    (commands,) = (action for action in build_parser()._actions if action.dest == "command")
    known = {name for name, _ in variables(commands.choices["serve"])} | {"WORKSHOP_HOME", "WORKSHOP_SECRET"}
    recipes = {file.name: file.read_text() for file in DEPLOY.iterdir() if file.is_file()}
    for name, text in recipes.items():
        said = {found.removesuffix("_FILE") for found in re.findall(r"WORKSHOP_[A-Z_]+", text)}
        assert said <= known, name
    compose = yaml.safe_load(recipes["compose.yaml"])
    needed = {secret for service in compose["services"].values() for secret in service.get("secrets", [])}
    assert needed == set(compose["secrets"])
    assert {net for one in compose["services"].values() for net in one.get("networks", [])} == set(compose["networks"])
    proxy = compose["services"]["caddy"]["networks"]["front"]["ipv4_address"]
    assert compose["services"]["workshop"]["environment"]["WORKSHOP_PROXIES"] == proxy
    front = [one["networks"]["front"] for one in compose["services"].values() if "front" in one["networks"]]
    assert len({one["ipv4_address"] for one in front}) == len(front)  # one that has none may be given another's
    cluster = {one["kind"]: one for one in yaml.safe_load_all(recipes["kubernetes.yaml"])}
    pod = cluster["Deployment"]["spec"]["template"]
    labels = pod["metadata"]["labels"]
    assert cluster["Deployment"]["spec"]["selector"]["matchLabels"] == cluster["Service"]["spec"]["selector"] == labels
    # A service of this name would say WORKSHOP_PORT=tcp://… to every pod that comes after it.
    assert f"{cluster['Service']['metadata']['name'].upper()}_PORT" in known
    assert pod["spec"]["enableServiceLinks"] is False
    (one,) = pod["spec"]["containers"]
    # In a container that is read-only the program needs a home that is not.
    assert "ENV HOME=/var/lib/workshop" in recipes["Containerfile"]
    assert compose["services"]["workshop"]["environment"]["HOME"] in compose["services"]["workshop"]["tmpfs"]
    assert "/var/lib/workshop" in {mount["mountPath"] for mount in one["volumeMounts"]}
    assert {mount["name"] for mount in one["volumeMounts"]} == {volume["name"] for volume in pod["spec"]["volumes"]}


def test_the_service_keeps_links_out_of_the_journal_and_is_understood_by_systemd(tmp_path):
    unit = (DEPLOY / "workshop.service").read_text()
    assert "StandardOutput=truncate:/run/workshop/links" in unit
    assert "--host 127.0.0.1" in unit
    line = re.search(r"^ExecStart=\S+/workshop (.+)$", unit, re.M)
    build_parser().parse_args(line[1].split())
    verify = shutil.which("systemd-analyze")
    if not verify:
        pytest.skip("systemd-analyze is not installed")
    here = tmp_path / "workshop.service"
    here.write_text(unit.replace("/opt/workshop/bin/workshop", "/bin/true"))
    several = re.search(r"```ini\n(.+?)```", (DEPLOY.parent / "docs" / "hosting.md").read_text(), re.S)[1]
    build_parser().parse_args(re.search(r"^ExecStart=\S+/workshop (.+)$", several, re.M)[1].split())
    (tmp_path / "workshop.service.d").mkdir()
    (tmp_path / "workshop.service.d" / "several.conf").write_text(
        several.replace("/opt/workshop/bin/workshop", "/bin/true")
    )
    done = subprocess.run([verify, "verify", str(here)], capture_output=True, text=True, check=False)
    complaints = [row for row in done.stderr.splitlines() if "workshop.service" in row]
    assert not complaints
