import asyncio
import re
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.support.held import held
from tests.support.server import Server, join, serving
from workshop.room import Store
from workshop.room.codes import spaced

pytestmark = pytest.mark.server


def test_the_first_page_has_a_field_six_lines_and_no_need_for_scripts(server: Server):
    page = server.client().get("/").text
    assert 'name="code"' in page
    assert 'action="/join"' in page
    private = re.search(r'<section class="private".*?</section>', page, re.S)[0]
    assert private.count("<li>") == 6
    assert "24 hours" in private
    assert not re.search(r"<script(?![^>]*src=)", page)
    assert 'aria-required="true"' in page
    assert not re.search(r"<input[^>]*\srequired", page), (
        "Firefox lets a screen reader call such a field invalid while it is empty"
    )
    with server.client() as client:
        assert join(client, "").status_code == 400, "the server says that something is missing"


def test_a_code_leads_to_where_the_room_is(server: Server):
    with server.client() as client:
        answer = join(client, server.code)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/part/00-welcome"
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "expires" not in cookie.lower()


def test_a_browser_without_cookies_is_told_so(server: Server):
    answer = httpx.post(f"{server.url}/join", data={"code": server.code, "_xsrf": "x"})
    assert answer.status_code == 403
    assert "cookies are off here" in answer.text
    assert "had been open for a while" not in answer.text


@pytest.mark.parametrize("change", [str.lower, lambda c: f" {c[:3]} {c[3:]} ", lambda c: f"{c[:3]}-{c[3:]}"])
def test_a_code_may_be_typed_in_many_ways(server: Server, change):
    with server.client() as client:
        assert join(client, change(server.code)).status_code == 303


def test_the_code_in_the_address_waits_for_one_tap(server: Server):
    with server.client() as client:
        page = client.get(f"/j/{server.code}")
        assert page.status_code == 200
        assert f'value="{server.code}"' in page.text
        assert "Enter the room" in page.text
        assert "workshop-room" not in client.cookies, "a scanner's preview must not join"


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ("", 400, "six characters"),
        ("   ", 400, "six characters"),
        ("abc", 400, "six letters and digits"),
        ("K7MQ2P9", 400, "six letters and digits"),
        ("<b>!</b>", 400, "six letters and digits"),
    ],
)
def test_what_cannot_be_a_code_is_told_and_kept(server: Server, typed, status, sentence):
    with server.client() as client:
        answer = join(client, typed)
        assert answer.status_code == status
        assert sentence in answer.text
        assert 'role="alert"' in answer.text
        assert "<b>!" not in answer.text


def test_an_unknown_code_is_told_and_stays_in_the_field(server: Server):
    with server.client() as client:
        answer = join(client, "000000")
        assert answer.status_code == 404
        assert "There is no room with the code 000000" in answer.text
        assert 'value="000000"' in answer.text


def test_ten_wrong_codes_mean_a_wait_for_this_browser_and_nobody_else(tmp_path, folders):
    with serving(tmp_path, "--kernels", "ordinary", *folders) as server, server.client() as client:
        for number in range(10):
            assert join(client, f"00000{number}").status_code == 404
        answer = join(client, server.code)
        assert answer.status_code == 429
        assert re.search(r"wait (10|9) minutes", answer.text)
        assert int(answer.headers["Retry-After"]) >= 540
        assert client.get(f"/j/{server.code}").status_code == 429
        for wrong in ("C" * 15, f"{server.code}CCCCCCCCC"):
            assert client.get(f"/j/{wrong}").status_code == 404, "alike, whether there is such a room or not"
        by_link = client.get(server.join_link)
        assert by_link.status_code == 200, "what the QR code holds can't be guessed, so no guesses keep it out"
        fields = dict(re.findall(r'name="(_xsrf|code|link)" value="(\w+)"', by_link.text.partition("</form>")[0]))
        fields["_xsrf"] = re.search(r'name="_xsrf" value="([^"]+)"', by_link.text)[1]
        assert client.post("/join", data=fields | {"code": "000000"}).status_code == 429, "another room was meant"
        assert client.post("/join", data=fields).status_code == 303
        with server.client() as typist:
            assert join(typist, spaced(server.join_link.rsplit("/", 1)[1]).lower()).status_code == 303
        assert client.get("/help").status_code == 200
        assert server.lead(client, server.new_link()).status_code == 303, "who leads is never locked out"
        for _ in range(40):  # a whole group behind the same address
            with server.joined():
                pass


@pytest.fixture
def own(tmp_path, folders):
    with serving(tmp_path, "--kernels", "ordinary", *folders) as server:
        yield server


async def guess(server: Server, number: int, **headers: str) -> list[int]:
    """Send so many wrong codes at once, each from a browser that has just come."""
    async with httpx.AsyncClient(base_url=server.url, timeout=60, limits=httpx.Limits(max_connections=200)) as client:
        sent = (client.get(f"/j/{at:06d}", headers=headers) for at in range(number))
        return [answer.status_code for answer in await asyncio.gather(*sent)]


def test_300_guesses_at_once_are_60_and_who_is_in_stays_in(own: Server):
    with own.joined() as client:
        codes = asyncio.run(guess(own, 300))
        assert codes.count(404) == 60
        assert codes.count(429) == 240
        with own.client() as newcomer:
            assert newcomer.get(own.join_link).status_code == 200
        assert client.get(f"/j/{own.code}").status_code == 200
        assert join(client, own.code).status_code == 303
        assert own.lead(own.client()).status_code == 303
        assert own.client().get(own.projector_link).status_code == 303


def test_no_header_makes_a_guesser_somebody_else(own: Server):
    for name in ("X-Real-IP", "X-Forwarded-For"):
        codes = []
        for at in range(70):
            codes += asyncio.run(guess(own, 1, **{name: f"10.0.0.{at}"}))
        assert codes.count(404) <= 60


def test_behind_a_proxy_its_own_word_counts_and_not_what_a_client_invented(tmp_path, folders):
    args = ["--kernels", "ordinary", "--behind-proxy", *folders]
    with serving(tmp_path, *args) as server:
        for at in range(70):  # the proxy appends who it saw; what stood there before is the client's invention
            asyncio.run(guess(server, 1, **{"X-Forwarded-For": f"1.2.3.{at}, 10.9.9.9", "X-Real-IP": f"4.4.4.{at}"}))
        one = asyncio.run(guess(server, 1, **{"X-Forwarded-For": "10.9.9.9"}))
        other = asyncio.run(guess(server, 1, **{"X-Forwarded-For": "10.9.9.8"}))
        assert (one, other) == ([429], [404])


def test_a_minute_of_joins_has_an_end(own: Server):
    def come(_: int) -> int:
        with own.client() as client:
            return join(client, own.code).status_code

    with ThreadPoolExecutor(80) as at_once:
        codes = [*at_once.map(come, range(80))]
    assert (codes.count(303), codes.count(429)) == (60, 20), "however many come in the same moment"


def test_many_who_come_while_somebody_holds_the_database_are_all_told_soon_and_come_in_afterwards(own: Server):
    with own.client() as inside, ThreadPoolExecutor(8) as at_once:
        assert join(inside, own.code).status_code == 303

        def come(client) -> tuple[int, float]:
            began = time.monotonic()
            return join(client, own.code).status_code, time.monotonic() - began

        others = [own.client() for _ in range(8)]
        with held(own.home / "rooms.sqlite"):
            told = [*at_once.map(come, others)]
            assert {status for status, _ in told} == {503}
            assert max(waited for _, waited in told) < 5, told
            status, waited = come(inside)
            assert status == 303, "who is in need not be let in again"
            assert waited < 1
        assert [come(client)[0] for client in others] == [303] * 8
        for client in others:
            client.close()
    with sqlite3.connect(own.home / "rooms.sqlite") as rooms:
        assert rooms.execute("SELECT count(*) FROM voices").fetchone() == (9,)


@pytest.mark.parametrize("name", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example"])
def test_the_server_answers_under_its_own_names_only(server: Server, name):
    assert server.client().get("/", headers={"Host": name}).status_code == 421


def test_the_server_answers_under_any_number_and_its_public_name(server: Server):
    for name in ("localhost:1", "192.168.7.7:8866", "[::1]", "127.0.0.1"):
        assert server.client().get("/", headers={"Host": name}).status_code == 200


def test_health_says_that_it_is_well_and_nothing_else(server: Server):
    assert server.client().get("/health").json() == {"status": "ok"}
    assert server.client().get("/health", headers={"X-Workshop-Key": "a" * 22}).json() == {"status": "ok"}
    assert server.numbers()["pages"] >= 0


def test_a_closed_door_lets_nobody_in_but_those_who_are(own: Server):
    room = Store(f"sqlite:///{own.home / 'rooms.sqlite'}").find(own.code)
    with own.joined() as client:
        room.door.shut()
        with own.client() as other:
            answer = join(other, own.code)
            assert answer.status_code == 403
            assert "the door of this room is closed" in answer.text
        assert join(client, own.code).status_code == 303
        room.door.open()
        with own.joined():
            assert room.state().voices == 2


def test_a_page_that_lay_open_for_long_gets_a_sentence(server: Server):
    with server.client() as client:
        answer = client.post("/join", data={"code": server.code})
        assert answer.status_code == 403
        assert "tap the button once more" in answer.text
        assert f'value="{server.code}"' in answer.text
        assert 'name="_xsrf"' in answer.text


def test_a_part_without_a_room_asks_for_the_code(server: Server):
    answer = server.client().get("/part/00-welcome")
    assert answer.status_code == 403
    assert "Enter the code" in answer.text


def test_a_forged_membership_counts_as_none(server: Server):
    with server.joined() as client:
        good = client.cookies["workshop-room"]
    forged = good[:-4] + ("0000" if good[-4:] != "0000" else "1111")
    answer = httpx.get(f"{server.url}/part/00-welcome", cookies={"workshop-room": forged})
    assert answer.status_code == 403


def test_reloading_after_a_mistake_shows_the_form(server: Server):
    answer = server.client().get("/join")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
