"""A visitor chooses a language; the choice goes along through the session."""

from __future__ import annotations

import re
import time

import psutil
import pytest

from tests.support.server import Server, join, run_cli, serving, wait_until
from workshop.content.locale import own_name
from workshop.room import Store
from workshop.server import site

pytestmark = pytest.mark.server


def choose(client, language: str, **more: str):
    token = re.search(r'name="_xsrf" value="([^"]+)"', client.get("/").text)
    return client.post("/language", data={"_xsrf": token[1], "language": language, **more})


def spoken(answer) -> str:
    return re.search(r'<html[^>]* lang="([^"]+)"', answer.text)[1]


def test_the_landing_page_offers_each_language_in_its_own_words(server: Server):
    page = server.client().get("/").text
    for language in site.languages():
        button = re.search(rf'<button[^>]*value="{language}"[^>]*>([^<]+)<', page)
        assert f'lang="{language}"' in button[0]
        assert button[1] == own_name(language)
        assert ('aria-current="true"' in button[0]) is (language == "en")


def test_a_choice_is_kept_on_the_next_pages(server: Server):
    with server.client() as client:
        assert choose(client, "es").headers["location"] == "/"
        for path in ("/", "/help", "/privacy", "/nowhere", "/console"):
            assert spoken(client.get(path)) == "es", path
        assert "Entrar" in client.get("/").text
        assert join(client, "!!").text.lower().count("seis letras y números")
        cookie = next(c for c in client.cookies.jar if c.name == "workshop-language")
        assert cookie.expires is None, "it ends with the browser"


def test_only_languages_there_are_can_be_chosen(server: Server):
    with server.client() as client:
        answer = choose(client, "../../etc")
        assert "workshop-language" not in answer.headers.get("set-cookie", "")
        assert spoken(client.get("/")) == "en"


@pytest.mark.parametrize(("accepted", "language"), [("es-MX,es;q=0.9", "es"), ("fr, es;q=0.5", "es"), ("fr", "en")])
def test_the_browsers_language_where_nobody_chose(server: Server, accepted, language):
    assert spoken(server.client(headers={"Accept-Language": accepted}).get("/")) == language


def test_a_browser_that_asks_for_thousands_of_languages_fills_no_memory(server: Server):
    with server.client() as client:
        client.get("/")
        before = psutil.Process(server.process.pid).memory_info().rss
        for one in range(12):
            tags = ",".join(f"{one:02x}{number:04x}" for number in range(8000))
            assert spoken(client.get("/", headers={"Accept-Language": tags})) == "en"
        assert psutil.Process(server.process.pid).memory_info().rss - before < 8 << 20


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("de-AT,de;q=0.9,en;q=0.8", "de"), ("en", "en"), ("fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7", "es"), ("", "es")],
)
def test_the_join_link_greets_in_the_phones_language_else_the_rooms_and_joining_keeps_it(
    server: Server, accepted, language
):
    room = Store(f"sqlite:///{server.home / 'rooms.sqlite'}").create("es")
    with server.client(headers={"Accept-Language": accepted}) as client:
        page = client.get(f"/j/{room.code}")
        assert spoken(page) == language, "browsers add English to whatever a phone is set to"
        assert set(client.cookies) <= {"_xsrf"}, "looking keeps nothing"
        button = re.search(rf'<button[^>]*value="{language}"[^>]*aria-current="true"', page.text)
        assert button, "another one is a tap away"
        field = re.search(r'name="_xsrf" value="([^"]+)"', page.text)[1]
        form = re.search(r'name="language" value="([^"]+)"', page.text)[1]
        joined = client.post("/join", data={"_xsrf": field, "code": room.code, "language": form})
        assert "?" not in joined.headers["location"]
        assert set(client.cookies) <= {"_xsrf", "workshop-room", "workshop_way", "workshop-language"}
        assert spoken(client.get("/help")) == language


def test_joining_keeps_nothing_of_a_language_that_the_browser_asks_for_anyway(server: Server):
    """Who leads and tries the join link would else have the console in it, too."""
    room = Store(f"sqlite:///{server.home / 'rooms.sqlite'}").create("es")
    with server.client(headers={"Accept-Language": "de-AT,de;q=0.9,en;q=0.8"}) as client:
        field = re.search(r'name="_xsrf" value="([^"]+)"', client.get(f"/j/{room.code}").text)[1]
        client.post("/join", data={"_xsrf": field, "code": room.code, "language": "de"})
        assert set(client.cookies) == {"_xsrf", "workshop-room", "workshop_way"}
        assert spoken(client.get("/help")) == "de"


def test_somebody_may_choose_another_language_than_the_room(server: Server):
    room = Store(f"sqlite:///{server.home / 'rooms.sqlite'}").create("es")
    with server.client() as client:
        assert choose(client, "en", code=room.code).headers["location"] == f"/j/{room.code}"
        assert spoken(client.get(f"/j/{room.code}")) == "en"
        assert choose(client, "en", code="//evil.example").headers["location"] == "/"


def test_leaving_forgets_the_language_too(server: Server):
    with server.client() as client:
        choose(client, "es")
        client.get("/blank")
        assert "workshop-language" not in client.cookies


def test_a_room_can_only_be_opened_in_a_language_there_is(tmp_path):
    told = run_cli(tmp_path, "serve", "--language", "xx", "--port", "0")
    assert told.returncode != 0
    assert "There is no language 'xx'. There are: en, es, de." in told.stdout + told.stderr


def test_a_language_is_prepared_for_those_who_are_in_a_room_not_for_strangers(tmp_path):
    with serving(tmp_path, patience=180) as server:
        assert wait_until(lambda: any("All parts are ready" in line for line in server.output), 120)
        before = len(server.children())
        with server.client() as stranger:
            choose(stranger, "es")
        time.sleep(3)
        assert len(server.children()) == before
        with server.joined() as person:
            choose(person, "es")
            assert wait_until(lambda: len(server.children()) > before, 30)
