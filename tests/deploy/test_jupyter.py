"""Jupyter starts the workshop and passes it on, by the recipe of deploy/."""

import re
import sys

import httpx
import pytest

from tests.deploy.test_recipes import DEPLOY, changed, free_port, running
from tests.support.kernel import PROTOCOL, open_socket
from tests.support.notebooks import write_facilitation, write_parts
from tests.support.pages import config
from tests.support.server import join, run_cli, wait_until

pytestmark = pytest.mark.server
TOKEN = "an account of theirs"


def test_jupyter_server_proxy_starts_the_workshop_and_a_page_lives(tmp_path, monkeypatch):
    pytest.importorskip("jupyter_server_proxy")
    port, home, folder = free_port(), tmp_path / "home", tmp_path / "jupyter"
    home.mkdir()
    folder.mkdir()
    address = f"http://127.0.0.1:{port}"
    said = {
        "WORKSHOP_HOME": home,
        "WORKSHOP_KERNELS": "ordinary",
        "WORKSHOP_NOTEBOOKS": write_parts(tmp_path / "parts"),
        "WORKSHOP_FACILITATION": write_facilitation(tmp_path / "pages"),
    }
    recipe = changed((DEPLOY / "jupyter_server_config.py").read_text(), ("https://jupyter.example.org", address))
    file = folder / "jupyter_server_config.py"
    file.write_text(f"{recipe}\nimport os\nos.environ |= { ({name: str(value) for name, value in said.items()})!r}\n")
    line = [sys.executable, "-m", "jupyter_server", f"--config={file}", f"--ServerApp.port={port}", "--no-browser"]
    line += [f"--IdentityProvider.token={TOKEN}", "--ServerApp.jpserver_extensions=jupyter_server_proxy=True"]
    line += ["--allow-root", f"--ServerApp.root_dir={folder}"]
    with running(line, port, folder), httpx.Client(base_url=f"{address}/workshop", timeout=60) as person:
        assert person.get("/").status_code in (302, 403), "an account is needed"
        person.headers["Authorization"] = f"token {TOKEN}"
        assert wait_until(lambda: person.get("/health").status_code == 200, 60)
        new = run_cli(home, "room", "new")
        code = re.search(rf"{address}/workshop/j/(\w{{6}})", new.stdout)
        assert code, new.stdout + new.stderr
        entered = join(person, code[1])
        assert (entered.status_code, entered.headers["location"]) == (303, "/workshop/part/00-welcome"), entered.text
        page = person.get("/part/00-welcome").text
        links = set(re.findall(r'(?:href|src|action)="(/[^"]*)"', page))
        assert links
        assert all(link.startswith("/workshop/") for link in links)
        jar = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
        headers = {"Cookie": jar, "Authorization": f"token {TOKEN}"}
        with open_socket(
            f"{address}/workshop", config(page)["kernelId"], origin=address, additional_headers=headers
        ) as live:
            assert live.subprotocol == PROTOCOL
