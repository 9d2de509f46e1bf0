"""The server and its pages without what Windows lacks, tried on Linux; what is printed goes through Windows' old letters.

It is no Windows. It is what a line of the kit would stumble over there before anything of Windows itself is asked.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.phone import Phone
from tests.support.server import ROOT, alive, run_cli, start, wait_until
from workshop.room import Store
from workshop.server import lan

pytestmark = [pytest.mark.server, pytest.mark.timeout(180)]
SHAPED = Path(__file__).parents[1] / "support" / "windows_shaped"
AS_THERE = {
    "PYTHONPATH": os.pathsep.join(map(str, (SHAPED, ROOT / "src", ROOT))),
    "PYTHONIOENCODING": "cp1252",
}


def test_the_imitation_takes_what_it_says(tmp_path):
    (tmp_path / "workshop.py").write_text(
        "import os, sys, socket\nprint(os.name, sys.platform, hasattr(socket, 'AF_UNIX'))\nimport fcntl\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", "import workshop"],
        env=os.environ | {"PYTHONPATH": f"{SHAPED}{os.pathsep}{tmp_path}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "nt win32 False\n"
    assert "No module named 'fcntl'" in done.stderr


@pytest.mark.parametrize("command", [["room", "new"], ["room", "list"], ["check"], ["--help"]])
def test_commands_do_without(tmp_path, command):
    done = run_cli(tmp_path, *command, env=AS_THERE)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done


def test_a_page_is_served_an_answer_counts_and_ctrl_c_ends_it_all(tmp_path):
    server = start(tmp_path, env=AS_THERE)
    store = Store(f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    room = store.find(server.code)
    room.open("agreement")
    with server.joined() as client, Phone(client) as phone:
        phone.greet()
        phone.share("agreement", {"items": {"rules": ["stays-here"]}})
        phone.until_done()
        assert wait_until(lambda: room.state().voices == 1)
        children = server.children()
        assert children
    store.close()
    assert server.stop(signal.SIGINT) == 0
    assert "Fast kernels need Linux; this is Windows." in "\n".join(server.output)
    assert not [line for line in server.output if "WARNING" in line or "Traceback" in line], server.output
    assert wait_until(lambda: not alive(children), 10), alive(children)


def test_the_qr_code_has_letters_everywhere(tmp_path):
    lines = (
        "from workshop import qr; from workshop.cli import terminal; terminal.speak(); print(qr.terminal('http://x'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", lines], env=os.environ | AS_THERE, capture_output=True, encoding="utf-8", check=False
    )
    assert "▀" in done.stdout, done


def test_the_room_s_wi_fi_comes_before_windows_virtual_networks(monkeypatch):
    names = {"172.31.240.1": "vEthernet (WSL)", "192.168.56.1": "VirtualBox Host-Only Network", "10.0.0.7": "Wi-Fi"}
    monkeypatch.setattr(lan, "_source", lambda probe: "172.31.240.1" if probe.startswith("172") else None)
    monkeypatch.setattr(lan, "_interfaces", lambda: names)
    assert lan.addresses()[0] == "10.0.0.7"
