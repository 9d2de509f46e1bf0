"""What is good once, and a database that took it and fell silent: the same browser comes in, and nobody else."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.server.test_sealing import sealed_for
from tests.support.postgres import postgres_cluster, postgres_url  # noqa: F401  (fixtures)
from tests.support.relay import Relay, before_postgres
from tests.support.server import Server, join, serving, wait_until
from workshop.room import LEAD, Room, Store, new_admission, pseudonym
from workshop.server import sealing
from workshop.server.credentials import Links, card_codes, load_secret
from workshop.server.handlers.base import PROOF_COOKIE

pytestmark = [pytest.mark.server, pytest.mark.postgres]


@pytest.fixture
def house(tmp_path, folders, postgres_url) -> Iterator[tuple[Server, Relay, Room, Store]]:  # noqa: F811
    with (
        tempfile.TemporaryDirectory(dir="/tmp") as short,
        before_postgres(postgres_url, Path(short)) as relay,
        serving(tmp_path / "home", "--kernels", "ordinary", "--database", relay.url, *folders) as server,
    ):
        store = Store(postgres_url)
        yield server, relay, store.find(server.code), store
        store.close()


@contextmanager
def silent(relay: Relay):
    """Let the database store what comes, and say nothing of it."""
    relay.silent_at = b"COMMIT\0"
    began = time.monotonic()
    yield
    assert time.monotonic() - began < 7
    assert relay.silent_at == b"", "it was stored"
    relay.cut()


def form(client: httpx.Client, link: str) -> httpx.Response:
    token = re.search(r'name="_xsrf" value="([^"]+)"', client.get(link).text)
    assert token
    return client.post(link, data={"_xsrf": token[1]})


def test_a_facilitators_link_that_was_used_unheard_leads_the_same_browser(house):
    server, relay, room, _ = house
    with server.client() as mine, server.client() as other:
        with silent(relay):
            assert form(mine, server.console_link).status_code == 503
        assert wait_until(lambda: room.door.link() == 1)
        assert mine.get("/console").status_code == 403, "nobody said that it worked"
        assert server.lead(other).status_code == 403, "it is good once"
        assert join(mine, server.code).status_code == 303, "the same browser takes part meanwhile"
        assert server.lead(mine).status_code == 303
        assert mine.get("/console").status_code == 200
        assert other.get("/console").status_code == 403
        stolen = {"workshop-tried": "2|1:0|10:1|14:workshop-tried|4:W10=|00"}
        with server.client(cookies=stolen) as third:
            assert server.lead(third).status_code == 403


def test_who_listened_while_a_link_was_used_unheard_leads_nobody(house):
    server, relay, room, _ = house
    secret, key = load_secret(server.home), bytes(range(32))
    link = server.console_link.rpartition("/")[2]
    with server.client() as mine, server.client() as thief, server.client() as other:
        token = re.search(r'name="_xsrf" value="([^"]+)"', mine.get("/").text)
        body = {"_xsrf": token[1], "sealed": sealed_for(secret, {"key_of_link": link, "key": key.hex()})}
        with silent(relay):
            assert mine.post("/console", data=body).status_code == 503
        thief.cookies.update(mine.cookies)  # both travelled in the open
        assert server.lead(thief).status_code == 403, "a cookie and the link: not without the key"
        own = body | {"sealed": sealed_for(secret, {"key_of_link": link, "key": bytes(32).hex()})}
        assert thief.post("/console", data=own).status_code == 403, "nor with another"
        thief.cookies.update(mine.cookies)
        assert thief.post("/console", data=body).status_code == 303, "the same once more lets in the same"
        assert thief.get("/console").status_code == 401, "who has to prove that it has the key"
        assert mine.post("/console", data=body).status_code == 303
        knock = mine.get("/console")
        challenge = re.search(r'data-challenge="([^"]+)"', knock.text)
        assert knock.status_code == 401
        assert challenge
        assert mine.get("/console", headers={"Cookie": proven(mine, key, challenge[1])}).status_code == 200
        room.door.lead_alone(pseudonym(new_admission(), room.id, LEAD))
        for one in (mine, thief, other):
            assert one.post("/console", data=body).status_code == 403, "nobody comes in again with what was tried"


def proven(client: httpx.Client, key: bytes, challenge: str) -> str:
    """Return a browser's cookies, and the proof that its page adds."""
    cookies = {**client.cookies, PROOF_COOKIE: f"{challenge}.{sealing.prove(key, challenge)}"}
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def test_a_card_that_was_used_unheard_lets_the_same_browser_in(house):
    server, relay, room, _ = house
    room.door.hand_out_cards(2)
    card = card_codes(load_secret(server.home), room.code, 2)[0]
    with server.client() as mine, server.client() as other:
        with silent(relay):
            assert join(mine, card).status_code == 503
        assert wait_until(lambda: room.door.free_card() == 1)
        assert mine.get("/part/01-causes").status_code == 403, "nobody said that it worked"
        assert join(other, card).status_code == 403
        assert join(mine, card).status_code == 303
        assert join(mine, card).status_code == 303
        assert room.state().voices == 1
        with silent(relay):
            assert join(other, card_codes(load_secret(server.home), room.code, 2)[1]).status_code == 503
        room.door.shut()
        card = card_codes(load_secret(server.home), room.code, 2)[1]
        assert "Enter the room" in other.get(f"/j/{card}").text
        assert join(other, card).status_code == 303, "who is in stays in"
        assert room.state().voices == 2


def test_an_invitation_that_was_used_unheard_opens_the_same_browsers_rooms(house):
    server, relay, _, store = house
    link = Links(server.url, load_secret(server.home)).invitation(store.registry.invite("Ana", "en"))
    with server.client() as mine, server.client() as other:
        with silent(relay):
            assert form(mine, link).status_code == 503
        assert mine.get("/rooms").status_code == 403
        assert other.get(link).status_code == 403
        assert mine.get(link).headers["location"] == "/rooms"
        assert mine.get("/rooms").status_code == 200
