import re

import httpx
import pytest

from tests.support.pages import config
from tests.support.server import Server, wait_until
from workshop.server import tickets
from workshop.server.credentials import load_secret

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def browser(server: Server):
    with server.joined() as client:
        yield client


@pytest.fixture(scope="module")
def part(browser: httpx.Client):
    answer = browser.get("/part/00-welcome")
    assert answer.status_code == 200
    return answer


def test_a_part_is_a_live_page_of_its_own(part, browser: httpx.Client, server: Server):
    about = config(part.text)
    assert "Welcome stand-in" in part.text
    assert "application/vnd.jupyter.widget-view+json" in part.text
    alive = browser.get(f"/api/kernels/{about['kernelId']}")
    assert alive.status_code == 200
    assert alive.json()["execution_state"] in {"idle", "busy", "starting"}
    with server.joined() as other:
        assert config(other.get("/part/00-welcome").text)["kernelId"] != about["kernelId"]


def test_the_ticket_in_the_page_is_a_participants(part, server: Server):
    ticket = tickets.read(config(part.text)["ticket"], secret=load_secret(server.home))
    assert ticket.role == "participant"
    assert ticket.room_id


def test_the_page_gives_nothing_else_away(part, server: Server):
    ticket = tickets.read(config(part.text)["ticket"], secret=load_secret(server.home))
    shown = part.text.replace(config(part.text)["ticket"], "")
    assert ticket.room_id not in shown
    assert server.code not in shown
    assert "__WORKSHOP_" not in part.text
    assert "__KERNEL_ID__" not in part.text
    assert "ipywidgets.IntSlider" not in part.text, "a notebook's source stays on the server"


def test_the_goodbye_cookie_is_set_and_readable_by_the_page(part):
    cookies = part.headers.get_list("set-cookie")
    assert any(c.startswith("_xsrf=") for c in cookies) or "_xsrf" in part.request.headers.get("cookie", "")


@pytest.mark.parametrize("query", ["?template=lab", "?theme=dark", "?template=../../etc", "?token=x"])
def test_a_query_changes_nothing(part, server: Server, query):
    with server.joined() as client:
        answer = client.get(f"/part/00-welcome{query}")
        assert answer.status_code == 200
        plain = re.sub(r"<script.*?</script>", "", part.text, flags=re.S)
        plain = re.sub(r"[0-9a-f]{32}", "", plain)
        other = re.sub(r"[0-9a-f]{32}", "", re.sub(r"<script.*?</script>", "", answer.text, flags=re.S))
        assert other == plain


def test_a_part_that_fails_says_whom_to_tell_and_shows_no_code(server: Server):
    with server.joined() as client:
        before = server.numbers()["pages"]
        answer = client.get("/part/90-broken")
        assert answer.status_code == 500
        assert "Please tell the facilitator" in answer.text
        assert "KeyError" not in answer.text
        assert "secret_of_the_author" not in answer.text
        assert client.get("/part/01-causes").status_code == 200
        assert wait_until(lambda: server.numbers()["pages"] == before + 1, 5), "the failed page keeps no kernel"
    assert any("90-broken.ipynb" in line for line in server.output)


@pytest.mark.parametrize(("link", "role"), [("console_link", "facilitator"), ("projector_link", "projector")])
def test_a_secret_link_becomes_a_cookie_and_a_page(server: Server, link, role):
    with server.client() as client:
        answer = server.lead(client, server.new_link()) if role == "facilitator" else client.get(server.projector_link)
        assert answer.status_code == 303
        target = "/console" if role == "facilitator" else "/projector"
        assert answer.headers["location"] == target
        assert "Path=/;" in answer.headers["set-cookie"] + ";"
        page = client.get(target)
        assert page.status_code == 200
        ticket = tickets.read(config(page.text)["ticket"], secret=load_secret(server.home))
        assert ticket.role == role


def test_a_participant_cannot_open_the_facilitators_pages(server: Server):
    with server.joined() as client:
        for path in (
            "/console",
            "/projector",
            "/console/",
            f"/console/{server.code}-{'a' * 22}",
            "/projector/x",
        ):
            answer = client.get(path)
            assert answer.status_code in {403, 404}, path
            assert "To the start page" in answer.text


def test_the_projectors_link_does_not_open_the_console(server: Server):
    with server.client() as client:
        wrong = server.projector_link.replace("/projector/", "/console/")
        assert client.get(wrong).status_code == 403
        client.get(server.projector_link)
        cookie = client.cookies["workshop-projector"]
    assert httpx.get(f"{server.url}/console", cookies={"workshop-facilitator": cookie}).status_code == 403


@pytest.mark.parametrize("path", ["/blank", "/help", "/privacy", "/"])
def test_quiet_pages_need_nothing(server: Server, path):
    answer = server.client().get(path)
    assert answer.status_code == 200
    assert "workshop-room" not in answer.headers.get("set-cookie", "")


def test_the_blank_page_says_nothing_and_forgets_the_room(server: Server):
    with server.joined() as client:
        answer = client.get("/blank", headers={"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"})
        for word in ("trust", "workshop", "leave", 'href="/"'):
            assert word not in re.sub(r'"/static[^"]*"', "", answer.text).lower()
        assert client.get("/part/00-welcome").status_code == 403
        assert "storage" in answer.headers["Clear-Site-Data"]


@pytest.mark.parametrize(
    ("site", "dest"),
    [("cross-site", "image"), ("cross-site", "document"), ("same-site", "document"), ("same-origin", "image")],
)
def test_no_foreign_page_empties_a_device(server: Server, site: str, dest: str):
    with server.joined() as client:
        answer = client.get("/blank", headers={"Sec-Fetch-Site": site, "Sec-Fetch-Dest": dest})
        assert "Clear-Site-Data" not in answer.headers
        assert "Set-Cookie" not in answer.headers
        assert client.get("/part/00-welcome").status_code == 200


def test_help_has_the_emergency_number_first(server: Server):
    page = httpx.get(f"{server.url}/help", headers={"Accept-Language": "en-AU"}).text
    assert 'href="tel:988"' in page
    assert page.index('href="tel:911"') < page.index('href="tel:988"')
    opened = re.search(r"<details[^>]* open>.*?</details>", page, re.S)[0]
    assert "tel:000" in opened
