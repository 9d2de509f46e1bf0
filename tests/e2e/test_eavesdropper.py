"""Somebody records everything on the network's plain HTTP: they learn sizes and times, and can do nothing with it."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tornado.web import decode_signed_value
from websockets.exceptions import ConnectionClosed

from tests.e2e.conftest import JOINED, House
from tests.e2e.people import go_to, share, steer
from tests.support.eavesdropper import frames, readable
from tests.support.kernel import open_socket
from tests.support.relay import Relay, relay_to
from tests.support.server import serving
from workshop.content import load_library
from workshop.room import LEAD, pseudonym
from workshop.server import sealing
from workshop.server.credentials import Links, load_secret

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(240)]

FORBIDDEN = (
    "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('', 'SecurityError'); } })"
)
TYPED = "Nobody is laughed at xylophone"
LIBRARY = load_library("en")
AGREEMENT = LIBRARY.exercises["agreement"].title


@dataclass
class Network:
    """A house on a network that is listened to."""

    house: House
    relay: Relay
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)

    def person(self) -> Page:
        context = self.browser.new_context(viewport={"width": 390, "height": 844})
        context.set_default_timeout(30_000)
        context.add_init_script("if (location.pathname.includes('/part/')) sessionStorage.setItem('workshop:all', '1')")
        self.contexts.append(context)
        return context.new_page()

    def joined(self, link: str) -> Page:
        page = self.person()
        page.goto(link)
        page.get_by_role("button", name="Enter the room").click()
        page.get_by_text(JOINED).first.wait_for(state="attached")
        return page


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


@pytest.fixture(scope="module", params=["auto", "ordinary"])
def listened(request, tmp_path_factory) -> Iterator[tuple[House, Relay]]:
    port = free_port()
    relay = relay_to(port)
    public = relay.url.replace("127.0.0.1", "localhost")
    home = tmp_path_factory.mktemp("listened")
    with serving(home, "--port", str(port), "--public-url", public, "--kernels", request.param, patience=180) as server:
        house = House.of(server)
        yield house, relay
        house.store.close()
    relay.close()


@pytest.fixture
def network(listened, browser) -> Iterator[Network]:
    house, relay = listened
    relay.heard.clear()
    found = Network(house, relay, browser)
    yield found
    for context in found.contexts:
        context.close()


def cookies_of(page: Page) -> dict[str, str]:
    return {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}


def test_who_listens_learns_sizes_and_times_and_can_do_nothing_with_it(network):
    house, relay = network.house, network.relay
    room = house.store.create()
    links = Links(house.server.url, load_secret(house.server.home))
    phone = network.joined(links.join(room))
    console = network.person()
    lead_link = links.console(room)
    console.goto(lead_link)
    console.get_by_role("heading", name="The run of the evening").wait_for()
    go_to(console, AGREEMENT)
    steer(console, AGREEMENT, "Open")
    phone.get_by_label("A rule that is missing").fill(TYPED)
    share(phone, AGREEMENT)
    expect(phone.get_by_text("travels encrypted").first).to_be_attached()
    held, lead = cookies_of(phone), cookies_of(console)
    kernel = phone.evaluate("workshopPage.kernelId")
    secrets = {
        "the code": room.code,
        "what was typed": "xylophone",
        "the device's own key": phone.evaluate("JSON.parse(sessionStorage.getItem('workshop-sealing')).key"),
        "the ticket": phone.evaluate("workshopPage.config.ticket"),
        "the seal of the tab": phone.evaluate("workshopPage.config.seal"),
        "the facilitator's link": lead_link.rpartition("#")[2].partition(".")[0],
        "the room's id": room.id,
    }
    said = readable(relay.heard)
    assert b"/part/00-welcome" in said, "the recording holds something"
    assert [name for name, word in secrets.items() if word.encode() in said] == []
    thief_has_cookies(house.server.url, held, "/part/00-welcome", kernel)
    thief_has_cookies(house.server.url, lead, "/console", console.evaluate("workshopPage.kernelId"))
    thief_sends_it_again(relay, house, room, phone)
    assert room.state().voices == 1
    steer(console, AGREEMENT, "Close")
    assert leads(house, room, lead)
    console.get_by_text("Who leads", exact=True).click()
    console.get_by_role("link", name="Stop leading in this browser").click()
    console.wait_for_url("**/blank")
    assert not leads(house, room, lead)
    phone.get_by_label("A rule that is missing").fill("still here")
    expect(phone.locator("html")).to_have_attribute("data-connection", "live")
    phone.reload()
    phone.get_by_text(JOINED).first.wait_for(state="attached")
    expect(phone.get_by_label("A rule that is missing")).to_have_value("still here")
    phone.get_by_role("link", name="Leave now").first.click()
    phone.wait_for_url("**/blank")
    assert phone.evaluate("sessionStorage.length") == 0


def leads(house: House, room, cookies: dict[str, str]) -> bool:
    """Say whether whoever has these cookies may lead, if they had the key too."""
    name, secret = "workshop-facilitator", load_secret(house.server.home)
    signed = decode_signed_value(secret, name, cookies[name].strip('"'))
    assert signed
    _room, admission, _key, _until = json.loads(sealing.unshut(secret, signed.decode()))
    return room.door.leads(pseudonym(bytes.fromhex(admission), room.id, LEAD))


def thief_has_cookies(url: str, cookies: dict[str, str], path: str, kernel: str) -> None:
    """Whoever has the cookies of a person gets neither their page nor a word of their kernel, and can't end it."""
    with httpx.Client(base_url=url, cookies=cookies, timeout=30) as thief:
        page = thief.get(path)
        assert page.status_code == 401
        assert "workshop-config" not in page.text
        challenge = re.search(r'data-challenge="([^"]+)"', page.text)
        assert challenge
        proof = f"{challenge[1]}.{sealing.prove(bytes(32), challenge[1])}"
        thief.cookies.set("workshop-proof", proof)
        assert thief.get(path).status_code == 403
        thief.post(f"/voila/api/shutdown/{kernel}", data={"_xsrf": ""})
        thief.get("/blank")
        thief.cookies.update(cookies)
        assert thief.get(f"/api/kernels/{kernel}").json()["execution_state"]
    header = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    with open_socket(url, kernel, additional_headers=header, origin=url) as stranger:
        greeting = stranger.recv(timeout=20)
        assert len(greeting) == 32
        stranger.send(bytes(32 + 1040))
        with pytest.raises(ConnectionClosed):
            stranger.recv(timeout=20)


def thief_sends_it_again(relay: Relay, house: House, room, phone: Page) -> None:
    """What was recorded opens nothing when it is sent once more."""
    sealed = re.search(rb"&sealed=([A-Za-z0-9_-]+)\n", readable(relay.heard))
    assert sealed
    with httpx.Client(base_url=house.server.url, timeout=30) as thief:
        token = re.search(r'name="_xsrf" value="([^"]+)"', thief.get("/").text)
        assert token
        answer = thief.post("/join", data={"_xsrf": token[1], "sealed": sealed[1].decode()})
        assert answer.status_code == 303, "it lets in the same person once more"
        own = thief.get("/part/00-welcome")
        assert own.status_code == 401, "and shows them nothing without their key"
    proofs = re.findall(rb"workshop-proof=([A-Za-z0-9._-]+)", readable(relay.heard))
    assert proofs
    with httpx.Client(base_url=house.server.url, cookies=cookies_of(phone), timeout=30) as thief:
        for proof in set(proofs):
            thief.cookies.set("workshop-proof", proof.decode())
            assert thief.get("/part/00-welcome").status_code in (401, 403)
    recorded = [frames(bytes(way[0])) for way in relay.heard]
    assert max(map(len, recorded)) > 3, "messages were recorded"
    kernel = phone.evaluate("workshopPage.kernelId")
    header = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies_of(phone).items())}
    for conversation in filter(None, recorded):
        with open_socket(house.server.url, kernel, additional_headers=header, origin=house.server.url) as again:
            again.recv(timeout=20)
            again.send(conversation[0])
            with pytest.raises(ConnectionClosed):
                again.recv(timeout=20)


@pytest.mark.parametrize("listened", ["auto"], indirect=True)
def test_who_types_the_code_has_no_key_and_is_told(network):
    room = network.house.store.create()
    phone = network.person()
    phone.goto(network.house.server.url)
    expect(phone.get_by_text("You came without a key")).to_be_visible()
    phone.get_by_label("Room code").fill(room.code)
    phone.get_by_role("button", name="Join").click()
    phone.get_by_text(JOINED).first.wait_for(state="attached")
    room.open("agreement")
    phone.get_by_label("A rule that is missing").fill(TYPED)
    share(phone, AGREEMENT)
    expect(phone.get_by_text("You came without a key")).to_be_attached()
    other = network.person()
    other.context.add_init_script(FORBIDDEN)
    other.goto(network.house.links.join(room))  # a browser that keeps nothing has no use for the code's key
    expect(other.get_by_text("This browser keeps nothing")).to_be_visible()
    other.get_by_role("button", name="Enter the room").click()
    other.get_by_text(JOINED).first.wait_for(state="attached")
    said = readable(network.relay.heard)
    assert b"xylophone" in said, "what the other test looks for could be found"
    assert room.code.encode() in said


@pytest.mark.parametrize("listened", ["auto"], indirect=True)
def test_a_wrong_code_that_travels_sealed_stays_in_its_field_too(network):
    house = network.house
    phone = network.person()
    phone.goto(Links(house.server.url, load_secret(house.server.home)).join(house.store.create()))
    field = phone.get_by_label("Room code")
    expect(field).not_to_have_value("")
    field.fill("ZZZZZZ")
    field.press("Enter")
    phone.get_by_role("alert").wait_for()
    expect(field).to_have_value("ZZZZZZ")
    phone.wait_for_function("(f => f.selectionEnd - f.selectionStart === 6)(document.activeElement)")
    assert b"ZZZZZZ" not in readable(network.relay.heard)
