"""Starting, stopping, starting again, and everything that may stand in the way."""

import os
import signal
import socket
import sqlite3
import stat

import pytest

from tests.support.pages import config
from tests.support.server import alive, join, run_cli, serving, start, wait_until
from workshop.cli import main
from workshop.room import Store
from workshop.server.credentials import Links, load_secret

pytestmark = pytest.mark.server


def refused(home, *args, env=None):
    """Run ``serve`` where it can't start; return the sentence."""
    home.mkdir(exist_ok=True)
    done = run_cli(home, "serve", "--host", "127.0.0.1", "--no-qr", *args, env=env)
    assert done.returncode == 1, done
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return done.stderr


def test_a_restart_in_mid_session_keeps_the_room_the_links_and_who_joined(tmp_path, folders):
    with serving(tmp_path / "home", "--kernels", "ordinary", *folders) as first:
        links = (first.join_link, first.console_link, first.projector_link)
        with first.joined() as client:
            cookies = dict(client.cookies)
        port = first.url.rsplit(":", 1)[1]
    with serving(tmp_path / "home", "--kernels", "ordinary", "--port", port, *folders) as second:
        assert (second.join_link, second.console_link, second.projector_link) == links
        assert any("the room that was still open" in line for line in second.output)
        with second.client(cookies=cookies) as client:
            assert client.get("/part/00-welcome").status_code == 200


def test_what_is_printed_is_enough_to_begin(server):
    text = "\n".join(server.output)
    for word in (
        "Participants",
        "Room code",
        "Facilitator",
        "Projector",
        "The facilitator's link leads",
        "Ctrl-C",
    ):
        assert word in text
    assert stat.S_IMODE((server.home / "secret").stat().st_mode) == 0o600


@pytest.mark.parametrize("kernels", ["ordinary", "auto"])
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_process_stays(tmp_path, folders, how, kernels):
    server = start(tmp_path, "--kernels", kernels, *folders)
    with server.joined() as client:
        assert client.get("/part/00-welcome").status_code == 200
    children = server.children()
    assert children
    code = server.stop(how)
    assert code == (0 if how != signal.SIGKILL else -signal.SIGKILL)
    assert "No workshop is running here" in run_cli(tmp_path, "link").stderr
    assert wait_until(lambda: not alive(children), 10), alive(children)


@pytest.fixture
def room(server):
    """A room of its own on the server that all share."""
    store = Store(f"sqlite:///{server.home / 'rooms.sqlite'}")
    yield store.create()
    store.close()


def test_a_room_that_ended_sends_people_to_the_first_page(server, room):
    with server.client() as client, server.client() as facilitator:
        assert join(client, room.code).status_code == 303
        server.lead(facilitator, Links(server.url, load_secret(server.home)).console(room))
        room.end()
        answer = client.get("/part/00-welcome")
        assert answer.status_code == 410
        assert "This room has been closed" in answer.text
        assert 'name="code"' in answer.text
        assert facilitator.get("/console").status_code == 410
        assert client.get(f"/j/{room.code}").status_code in {404, 410}


def test_where_a_room_has_moved_on_newcomers_follow(server, room):
    room.go_to("01-causes")
    with server.client() as client:
        assert join(client, room.code).headers["location"] == "/part/01-causes"


def test_a_taken_port_is_named_with_what_to_do(tmp_path, folders):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence = refused(tmp_path, "--port", str(port), *folders)
    assert f"Port {port} is taken" in sentence
    assert f"--port {port + 1}" in sentence


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--port", "99999"], "not a port"),
        (["--port", "x"], "not a port"),
        (["--room-hours", "48"], "24 hours at most"),
        (["--room-hours", "-1"], "above 0"),
        (["--kernels", "magic"], "choose from"),
    ],
)
def test_a_choice_that_does_not_fit_is_told(capsys, args, words):
    with pytest.raises(SystemExit) as ended:
        main(["serve", *args])
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


def test_a_folder_without_parts_is_named(tmp_path):
    assert "There are no parts" in refused(tmp_path, "--port", "0", "--notebooks", str(tmp_path))


def test_a_database_that_is_away_is_a_sentence(tmp_path, folders):
    url = "postgresql+psycopg://nobody:hidden-word@127.0.0.1:1/none"
    sentence = refused(tmp_path, "--port", "0", "--database", url, *folders)
    assert len(sentence) > 20
    assert "hidden-word" not in sentence


@pytest.mark.parametrize("url", ["nonsense", "mysql://x", "sqlite:////nowhere/at/all/rooms.sqlite"])
def test_a_wrong_database_address_is_a_sentence(tmp_path, folders, url):
    assert len(refused(tmp_path, "--port", "0", "--database", url, *folders)) > 20


def test_a_damaged_database_is_a_sentence(tmp_path, folders):
    (tmp_path / "rooms.sqlite").write_bytes(b"this is no database" * 200)
    assert len(refused(tmp_path, "--port", "0", *folders)) > 20


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_data_folder_that_cannot_be_written_is_named(tmp_path, folders):
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    assert str(home) in refused(home, "--port", "0", *folders)


def test_a_data_folder_that_is_a_file_is_named(tmp_path, folders):
    (tmp_path / "file").write_text("")
    sentence = refused(tmp_path, "--port", "0", *folders, env={"WORKSHOP_HOME": str(tmp_path / "file")})
    assert "WORKSHOP_HOME" in sentence


def test_a_content_error_is_told_before_anybody_waits(tmp_path, folders):
    content = tmp_path / "grief" / "en" / "content"
    content.mkdir(parents=True)
    (content / "pages.yaml").write_text("landing: {")
    (tmp_path / "grief" / "workshop.yaml").write_text("languages: [en]\nparts: {01-loss: {minutes: 5}}\n")
    sentence = refused(tmp_path, "--port", "0", *folders, env={"WORKSHOP_FOLDER": str(tmp_path / "grief")})
    assert "pages.yaml" in sentence
    assert "workshop check" in sentence


def test_a_locked_database_in_mid_session_lets_readers_in(tmp_path, folders):
    with serving(tmp_path, "--kernels", "ordinary", *folders) as server, server.joined() as client:
        lock = sqlite3.connect(tmp_path / "rooms.sqlite", isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
        try:
            assert client.get("/part/00-welcome").status_code == 200
            assert client.get("/health").json() == {"status": "ok"}
        finally:
            lock.execute("ROLLBACK")
            lock.close()


def test_forked_kernels_serve_the_same_pages(tmp_path, folders):
    from workshop.server.kernel_backends import why_not_forked

    if (reason := why_not_forked()) is not None:
        pytest.skip(reason)
    with (
        serving(tmp_path, "--kernels", "forked", "--pool", "1", *folders) as server,
        server.joined() as client,
    ):
        assert server.numbers()["kernels"] == "forked"
        ids = {config(client.get("/part/00-welcome").text)["kernelId"] for _ in range(3)}
        assert len(ids) == 3
        assert client.get("/part/90-broken").status_code == 500
        with server.client() as facilitator:
            assert server.lead(facilitator, follow_redirects=True).status_code == 200


def test_people_come_in_before_the_pages_are_ready_and_a_page_that_is_not_opens_by_itself(tmp_path):
    from tests.support.notebooks import write_facilitation, write_notebook, write_parts
    from workshop.server.kernel_backends import why_not_forked

    if (reason := why_not_forked()) is not None:
        pytest.skip(reason)
    parts, pages, gate = write_parts(tmp_path / "parts"), write_facilitation(tmp_path / "pages"), tmp_path / "gate"
    waits = f"import pathlib, time\nwhile not pathlib.Path({str(gate)!r}).exists():\n    time.sleep(0.05)"
    write_notebook(parts / "01-a-slow.ipynb", waits)
    args = ["--kernels", "forked", "--wait-seconds", "0.2", "--notebooks", str(parts), "--facilitation", str(pages)]
    with serving(tmp_path, *args) as server, server.joined() as client:
        answer = client.get("/part/01-a-slow")
        assert answer.status_code == 503
        assert "This page is being made ready. It opens by itself" in answer.text
        assert answer.headers["refresh"] == "1"
        assert server.numbers()["preparing"] >= 1
        assert not any("All that come first are ready" in line for line in server.output)
        gate.touch()
        assert wait_until(lambda: client.get("/part/01-a-slow").status_code == 200, 60)
        assert server.all_ready()
        assert wait_until(lambda: server.numbers()["preparing"] == 0, 60)  # the page after it is made ready by now
