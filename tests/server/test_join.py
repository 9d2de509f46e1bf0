import re

import httpx
import pytest

from tests.support.server import Server, join, serving

pytestmark = pytest.mark.server


def test_the_first_page_has_a_field_six_lines_and_no_need_for_scripts(server: Server):
    page = server.client().get("/").text
    assert 'name="code"' in page
    assert 'action="/join"' in page
    private = re.search(r'<section class="private".*?</section>', page, re.S)[0]
    assert private.count("<li>") == 6
    assert "24 hours" in private
    assert not re.search(r"<script(?![^>]*src=)", page)


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


def test_ten_wrong_codes_mean_a_wait_also_for_the_right_one(tmp_path, folders):
    with serving(tmp_path, "--kernels", "ordinary", *folders) as server, server.client() as client:
        for number in range(10):
            assert join(client, f"00000{number}").status_code == 404
        answer = join(client, server.code)
        assert answer.status_code == 429
        assert re.search(r"Please wait (10|9) minutes", answer.text)
        assert int(answer.headers["Retry-After"]) >= 540
        assert client.get(f"/j/{server.code}").status_code == 429
        assert client.get("/help").status_code == 200


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
