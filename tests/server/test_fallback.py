"""When what is installed has moved on, the server takes ordinary kernels and says so."""

from __future__ import annotations

import pytest

from tests.support.server import run_cli, serving, wait_until
from workshop.server.kernel_backends import why_not_forked

pytestmark = [pytest.mark.server, pytest.mark.skipif(why_not_forked() is not None, reason="no forked kernels here")]
BROKEN = {
    "a zygote can no longer bind a kernel's sockets": (
        (
            "if any('serve' == part for part in sys.orig_argv):\n"
            "    from ipykernel.kernelapp import IPKernelApp\n"
            "    del IPKernelApp._bind_socket\n"
        ),
        "_bind_socket",
    ),
    "the websocket can no longer say that a kernel is dead": (
        (
            "if any('serve' == part for part in sys.orig_argv):\n"
            "    from jupyter_server.services.kernels.connection import channels\n"
            "    del channels.ZMQChannelsWebsocketConnection._send_status_message\n"
        ),
        "_send_status_message is gone",
    ),
}


def environment(folder, breakage):
    """Return variables with which every Python that starts has lost a private name of Jupyter's."""
    (folder / "broken").mkdir()
    (folder / "broken" / "sitecustomize.py").write_text("import sys\n" + breakage)
    return {"PYTHONPATH": str(folder / "broken")}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", BROKEN)
def test_ordinary_kernels_serve_and_the_start_window_says_why(tmp_path, folders, name):
    breakage, said = BROKEN[name]
    with serving(tmp_path / "home", *folders, env=environment(tmp_path, breakage), patience=150) as server:
        assert wait_until(lambda: any("Pages start one by one" in line for line in server.output), 100)
        output = "\n".join(server.output)
        assert "Fast kernels do not work with what is installed (ipykernel " in output
        assert said in output
        assert "Pages start one by one here (ordinary kernels)." in output
        with server.joined() as client:
            assert server.numbers()["kernels"] == "ordinary"
            assert client.get("/part/00-welcome").status_code == 200


@pytest.mark.timeout(200)
def test_who_asked_for_forked_kernels_gets_a_sentence(tmp_path, folders):
    breakage, said = BROKEN["the websocket can no longer say that a kernel is dead"]
    ended = run_cli(
        tmp_path, "serve", "--port", "0", "--kernels", "forked", *folders, env=environment(tmp_path, breakage)
    )
    assert ended.returncode != 0
    assert said in ended.stderr
    assert "Start with --kernels=ordinary." in ended.stderr
    assert "Traceback" not in ended.stderr
