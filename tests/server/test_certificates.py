"""A certificate for a name of one's own: from an authority for tests (Pebble), by the words that a person reads."""

import datetime as dt
import os
import pty
import re
import select
import signal
import socket
import stat
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
import trustme

from tests.support.acme_authority import authority as running
from tests.support.acme_authority import free_ports
from tests.support.server import environment
from workshop.cli import main
from workshop.cli.https import certificate
from workshop.server import certificates
from workshop.server.ordering import seen
from workshop.server.settings import StartError

NOWHERE = "http://127.0.0.1:9/directory"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    with running(tmp_path_factory.mktemp("authority")) as found:
        yield found


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKSHOP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def order(authority, monkeypatch):
    """Ask for a certificate; ``answers`` are given one after the other, or called with what was read."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority.bundle))
    monkeypatch.setenv("NO_PROXY", "localhost")

    def run(name, *answers):
        waiting, read = list(answers), []

        def ask(text):
            read.append(text)
            answer = waiting.pop(0)
            return answer(text) if callable(answer) else answer

        certificate(name, authority.directory, dns=authority.dns, say=read.append, ask=ask)
        assert not waiting
        return "\n".join(read)

    return run


def asked(text):
    """Return what the record is to be called and to say."""
    return re.search(r"Name +(\S+)", text)[1], re.search(r"Value +(\S+)", text)[1]


def put(name, *, days, of=90):
    """Keep a certificate that ends in so many days."""
    now = dt.datetime.now(dt.UTC)
    ends = now + dt.timedelta(days=days)
    made = trustme.CA().issue_cert(name, not_before=ends - dt.timedelta(days=of), not_after=ends)
    chain = b"".join(blob.bytes() for blob in made.cert_chain_pems).decode()
    return certificates.keep(name, made.private_key_pem.bytes().decode(), chain)


def never(text):
    raise AssertionError(text)


class Terminal:
    """A program in a terminal of its own: what it says, and what a person types."""

    def __init__(self, line, env, cwd):
        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen(line, env=env, cwd=cwd, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        self.said = ""

    def until(self, words):
        """Read until this is said, and return what came since the last time."""
        new = ""
        while words not in new:
            assert select.select([self._ours], [], [], 60)[0], f"“{words}” was not said:\n{self.said}"
            try:
                more = os.read(self._ours, 4096).decode()
            except OSError:
                raise AssertionError(self.said) from None
            self.said, new = self.said + more, new + more.replace("\r", "")
        return new

    def type(self, text=""):
        os.write(self._ours, f"{text}\n".encode())

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        os.close(self._ours)


@pytest.mark.server
def test_a_person_is_led_to_a_page_that_a_browser_opens_under_the_name(authority, home, folders):
    name, (port,) = "class.example.org", free_ports(1)
    home.mkdir()
    line = [sys.executable, "-m", "workshop.cli", "serve", "--https", name, "--acme-directory", authority.directory,
            "--acme-dns", authority.dns, "--port", str(port), "--host", "127.0.0.1", "--no-qr",
            "--kernels", "ordinary", *folders]  # fmt: skip
    env = environment(home, REQUESTS_CA_BUNDLE=str(authority.bundle), NO_PROXY="localhost")
    terminal = Terminal(line, env, home)
    try:
        assert "agree to its terms: data:text/plain" in terminal.until("Enter: go on. ")
        terminal.type()
        told = terminal.until("then press Enter here. ")
        assert re.search(rf"Type +A\n +Name +{name}\n", told)
        terminal.type()
        assert f"_acme-challenge.{name} can't be seen from here yet" in terminal.until("needs a new value. ")
        authority.record(*asked(told.split("Type    TXT")[1]))
        terminal.type()
        terminal.until("Done.")
        up = terminal.until("Stop with Ctrl-C")
        assert f"https://{name}:{port}/j/" in up
        assert "travels encrypted (HTTPS)" in up
        address = f"https://127.0.0.1:{port}/"

        def page(under):
            with httpx.Client(verify=authority.roots, trust_env=False, timeout=60) as client:
                asking = {"headers": {"host": f"{name}:{port}"}, "extensions": {"sni_hostname": under}}
                return client.get(address, **asking).text

        assert "travels encrypted (HTTPS)" in page(name)
        with pytest.raises(httpx.ConnectError):
            page("other.example.org")
    finally:
        terminal.close()
    # Afterwards nobody is asked, and nothing outside: at the venue there is no internet.
    (home / "certificates" / name / "account.json").unlink()
    again = certificate(name, NOWHERE, ask=never)
    assert again == (name, home / "certificates" / name / "certificate.pem")


def test_a_wrong_record_is_said_before_the_authority_looks_and_when_it_did_and_the_second_try_works(
    authority, order, home
):
    values = []

    def wrong(text):
        authority.record(asked(text)[0], "something-else")
        values.append(asked(text)[1])
        return ""

    def right(text):
        authority.record(*asked(text))
        values.append(asked(text)[1])
        return ""

    said = order("wrong.example.org", "", wrong, "", "a", right)
    assert said.count("says something else: “something-else”") == 2
    assert "did not find the record. It says:" in said
    assert "needs a new value for the next try" in said
    assert values[0] != values[1]
    place = home / "certificates" / "wrong.example.org"
    assert sorted(one.name for one in place.iterdir()) == ["account.json", "certificate.pem"]
    assert {stat.S_IMODE(one.stat().st_mode) for one in place.iterdir()} == {0o600}
    assert {stat.S_IMODE(one.stat().st_mode) for one in (place, place.parent)} == {0o700}


def test_who_stops_in_the_middle_goes_on_with_the_same_value(authority, order, home):
    values = []

    def stop(text):
        values.append(asked(text))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        order("slow.example.org", "", stop)
    assert stat.S_IMODE((home / "certificates/slow.example.org/order.json").stat().st_mode) == 0o600

    def on(text):
        values.append(asked(text))
        authority.record(*asked(text))
        return ""

    assert "Done." in order("slow.example.org", "", on)
    assert values[0] == values[1]


def test_a_renewed_certificate_takes_the_place_of_the_one_before(authority, order):
    before = put("soon.example.org", days=20)

    def right(text):
        authority.record(*asked(text))
        return ""

    said = order("soon.example.org", "r", right)
    assert "in 20 days" in said
    assert "agree" not in said
    assert certificates.kept("soon.example.org").ends > before.ends


@pytest.mark.parametrize(("days", "of", "due"), [(31, 90, False), (29, 90, True), (14, 45, True), (16, 45, False)])
def test_it_is_time_when_thirty_days_are_left_or_a_third_of_a_short_life(days, of, due):
    assert put("a.example.org", days=days, of=of).due == due


def test_a_certificate_that_ends_soon_serves_on_and_its_day_is_said():
    held, said = put("soon.example.org", days=12), []
    alone = certificate("Soon.Example.org.", NOWHERE, say=said.append, ask=None)
    later = certificate("soon.example.org", NOWHERE, say=said.append, ask=lambda text: said.append(text) or "")
    offline = certificate("soon.example.org", NOWHERE, say=said.append, ask=lambda _: "r")
    assert alone == later == offline == ("soon.example.org", held.file)
    text = "\n".join(said)
    assert text.count("in 12 days") == 2
    assert "start this in a terminal" in text
    assert "can't be reached. Getting a certificate needs internet" in text


def test_one_that_is_over_or_missing_is_said_where_nobody_can_be_asked(capsys):
    put("past.example.org", days=-1)
    with pytest.raises(StartError, match="for past.example.org ended on .* in a terminal"):
        certificate("past.example.org", NOWHERE, ask=None)
    assert main(["serve", "--https", "new.example.org"]) == 1
    assert "new.example.org has no certificate yet" in capsys.readouterr().err


def test_what_is_not_installed_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "workshop.server.ordering", None)
    with pytest.raises(StartError, match=r"pip install .*\[https\]"):
        certificate("a.example.org", NOWHERE, ask=never)


@pytest.mark.parametrize("said", ["https://a.example.org", "a.example.org:8443", "192.168.8.2", "workshop", "", "a..b"])
def test_what_is_no_name_is_refused(said):
    with pytest.raises(StartError, match="is not a name"):
        certificate(said, NOWHERE, ask=never)


@pytest.mark.parametrize(
    ("status", "kind", "body", "sentence"),
    [
        (429, "application/problem+json",
         '{"type": "urn:ietf:params:acme:error:rateLimited", "detail": "5 in a week"}',
         r"wants you to wait.* It says: 5 in a week"),
        (503, "application/problem+json",
         '{"type": "urn:ietf:params:acme:error:serverInternal", "detail": "maintenance"}',
         r"did not do it. It says: maintenance"),
        (200, "text/html", "<h1>Sign in to this network</h1>", "does not answer as an authority"),
        (200, "application/json", "[1]", "does not answer as an authority"),
    ],
)  # fmt: skip
def test_what_an_authority_says_instead_of_beginning_is_passed_on(status, kind, body, sentence):
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        with pytest.raises(StartError, match=sentence):
            certificate("a.example.org", f"http://127.0.0.1:{server.server_port}/", ask=never)


@pytest.mark.parametrize("more", [["--certfile", "a.pem"], ["--port", "0"]])
def test_what_does_not_go_with_it_is_refused(capsys, more):
    put("a.example.org", days=60)
    assert main(["serve", "--https", "a.example.org", *more]) == 1
    assert "--https" in capsys.readouterr().err


def test_a_name_server_that_gives_no_answer_stops_nobody(authority):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sullen:
        sullen.bind(("127.0.0.1", 0))

        def refuse():
            asked_for, who = sullen.recvfrom(512)
            sullen.sendto(asked_for[:2] + b"\x81\x05" + asked_for[4:], who)  # REFUSED

        threading.Thread(target=refuse, daemon=True).start()
        assert seen("_acme-challenge.a.example.org", f"127.0.0.1:{sullen.getsockname()[1]}") is None
    assert seen("_acme-challenge.none.example.org", authority.dns) == []
