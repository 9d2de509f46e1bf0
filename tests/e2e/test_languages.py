"""An evening in another language: chosen on the first page, kept on every other."""

from __future__ import annotations

import re
from itertools import cycle

import pytest
from playwright.sync_api import Page, expect

from workshop.content import languages, load_library
from workshop.paths import DEFAULT_LANGUAGE

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(300)]

IN_THE_ROOM = "Estás en la sala."


def choose_and_join(evening) -> Page:
    page = evening.page()
    page.goto(evening.url)
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    page.get_by_label("Código de la sala").fill(evening.room.code)
    page.get_by_role("button", name="Entrar", exact=True).click()
    page.get_by_text(IN_THE_ROOM).wait_for()
    return page


def nothing_serious(page: Page) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.emulate_media(reduced_motion="reduce")
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []


def test_a_language_is_chosen_and_kept(evening):
    page = choose_and_join(evening)
    assert page.url.endswith("/part/00-welcome")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_role("heading", name="Bienvenida", level=1)).to_be_visible()
    card = page.locator("section").filter(has=page.get_by_role("heading", name="Cómo llego", exact=True)).last
    card.get_by_text("Aún sin respuesta").first.wait_for()
    nothing_serious(page)
    page.locator("[data-dialog=help]").locator("visible=true").first.click()
    expect(page.get_by_role("heading", name="Ayuda ahora mismo")).to_be_visible()
    page.get_by_text("Volver a donde estaba").locator("visible=true").first.click()
    page.get_by_role("link", name="Parte siguiente: De dónde viene la desconfianza").click()
    page.get_by_text(IN_THE_ROOM).wait_for()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    page.get_by_role("button", name="Añadir un momento").wait_for()
    nothing_serious(page)


def test_what_is_written_in_one_language_is_there_in_another(evening):
    page = choose_and_join(evening)
    rules = page.get_by_role("group", name="¿Qué reglas te importan?")
    rules.get_by_role("checkbox").nth(1).check()
    page.wait_for_timeout(800)
    page.goto(evening.url)
    page.get_by_role("button", name="English").click()
    page.goto(f"{evening.url}/part/00-welcome")
    page.get_by_text("You are in the room.").wait_for()
    rules = page.get_by_role("group", name="Which rules matter to you?")
    expect(rules.get_by_role("checkbox").nth(1)).to_be_checked()


def test_the_language_changes_in_the_midst_of_an_exercise(evening):
    """In the menu of every part: one is on the same step again, and what was just typed is there."""
    page = evening.seat("00-welcome", steps=True)
    card = page.locator("section").filter(has=page.get_by_role("heading", name="What we agree on", exact=True)).last
    while not card.is_visible():
        page.get_by_role("button", name="Next", exact=True).click()
    place = page.locator(".where [data-step]").text_content()
    page.get_by_role("textbox", name="A rule that is missing").press_sequentially("we end on time")
    page.locator(".where summary").click()
    choices = page.get_by_role("form", name="Language")
    expect(choices.get_by_role("button", name="English")).to_have_attribute("aria-current", "true")
    choices.get_by_role("button", name="Español").click()
    page.get_by_text(IN_THE_ROOM).first.wait_for(state="attached")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert page.url.endswith("/part/00-welcome#at-agreement")
    assert re.findall(r"\d+", page.locator(".where [data-step]").text_content()) == re.findall(r"\d+", place)
    expect(page.get_by_role("textbox").locator("visible=true")).to_have_value("we end on time")


def test_console_and_projector_speak_the_language_of_the_room(evening):
    evening.room = evening.house.store.create("es")
    wall = evening.page({"width": 1920, "height": 1080})
    wall.goto(evening.house.links.projector(evening.room))
    wall.get_by_role("heading", name="Entra con tu teléfono").wait_for()
    console = evening.page({"width": 1280, "height": 800})
    console.goto(evening.house.links.console(evening.room))
    console.get_by_role("heading", name="El recorrido de la sesión").wait_for()
    console.get_by_text("Bienvenida").first.wait_for()
    for page in (wall, console):
        expect(page.locator("html")).to_have_attribute("lang", "es")
        nothing_serious(page)
    phone = evening.page(locale="fr-FR")
    phone.goto(evening.house.links.join(evening.room))
    phone.get_by_role("button", name="Entrar en la sala").click()
    phone.get_by_text(IN_THE_ROOM).wait_for()
    console.get_by_text("1 persona aquí").wait_for()


#: The names of a part's steps on a page, in their order.
ROW = "() => workshopPage.steps.row.map((step) => step.id)"


def test_a_german_phone_in_an_english_room_reads_german_and_has_the_same_steps(evening):
    german, english = load_library("de"), load_library("en")
    phones = {language: evening.page(steps=True, locale=language) for language in ("de-DE", "en-GB")}
    for phone in phones.values():
        phone.goto(evening.house.links.join(evening.room))
        phone.locator("form.enter button").click()
        phone.wait_for_url("**/part/**")
    german_one, english_one = phones.values()
    expect(german_one.locator("html")).to_have_attribute("lang", "de")
    expect(english_one.locator("html")).to_have_attribute("lang", "en")
    for part in english.parts:
        rows = []
        for phone in phones.values():
            phone.goto(f"{evening.url}/part/{part}")
            phone.wait_for_function("() => workshopPage.steps")
            rows.append(phone.evaluate(ROW))
        assert rows[0] == rows[1], f"“Step 7 of 21” is the same step to everybody in {part}"
    step = next(step for step in english.parts["01-causes"].steps if step.exercise == "timeline")
    german_one.get_by_text(german.phrase("room.joined")).first.wait_for(state="attached")
    evening.room.go_to("01-causes", step.id)
    for phone, library in ((german_one, german), (english_one, english)):
        phone.wait_for_url("**/part/01-causes#at-timeline")
        phone.get_by_role("heading", name=library.exercises["timeline"].title).wait_for()


#: Each part in one language, each language in some parts: all of them in all would cost a browser each.
TURNS = list(zip(load_library(DEFAULT_LANGUAGE).parts, cycle(reversed(languages()[1:])), strict=False))


@pytest.mark.parametrize(("part", "language"), TURNS)
def test_every_part_opens_without_a_serious_finding(evening, part, language):
    evening.room = evening.house.store.create(language)
    page = evening.page(locale=language)
    page.goto(evening.house.links.join(evening.room))
    page.locator("form.enter button").click()
    page.goto(f"{evening.url}/part/{part}")
    page.get_by_text(load_library(language).phrase("room.joined")).wait_for()
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".skeleton")).to_have_count(0)
    names = page.locator(".where .menu li").all_text_contents()
    assert names
    assert all(name.strip("¶ ") == name and name for name in names), names
    nothing_serious(page)


#: What Chrome's translator does to every text of an element; its heading stays, to find it by.
TRANSLATE = """(root) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
    while (texts.nextNode()) if (texts.currentNode.data.trim() && !texts.currentNode.parentNode.closest("h2, h3")) found.push(texts.currentNode);
    for (const text of found) {
        const [outer, inner] = [document.createElement("font"), document.createElement("font")];
        inner.textContent = `[${text.data}]`;
        outer.append(inner);
        text.replaceWith(outer);
    }
}"""


def test_what_changes_on_a_translated_page_is_seen(evening):
    evening.room.open("agreement")
    page = evening.seat("00-welcome")
    card = page.locator("section").filter(has=page.get_by_role("heading", name="What we agree on", exact=True)).last
    card.get_by_role("button", name="Count me").click()
    card.get_by_role("checkbox").first.check()
    expect(card).to_contain_text("Ready to share. Nothing has been sent yet.")
    card.evaluate(TRANSLATE)
    expect(card).to_contain_text("[Ready to share. Nothing has been sent yet.]")
    card.get_by_role("button", name="[Share]").click()
    expect(card).to_contain_text("Shared. You can change it or take it back until this exercise closes.")
    expect(card).not_to_contain_text("Nothing has been sent yet.")
    expect(card.get_by_role("button", name="[Share]")).to_have_count(0)
    card.evaluate(TRANSLATE)
    card.get_by_role("button", name="[Only me]").click()
    expect(card).to_contain_text("Taken back. Your answer is only on your device again.")
    expect(card).not_to_contain_text("[Shared. You")
    scale = page.get_by_role("slider").first
    region = scale.locator("xpath=ancestor::*[contains(@class, 'tw-control') or contains(@class, 'tw-field')][1]")
    expect(region).to_contain_text("Not answered yet")
    region.evaluate(TRANSLATE)
    scale.focus()
    scale.press("ArrowRight")
    expect(region).not_to_contain_text("Not answered yet")
