"""Every page, looked at by axe and at the narrowest width: what machines can find of what keeps people out."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP, PHONE, WALL
from tests.e2e.people import LIBRARY, bring_back, go_to, samples, six_share, tables_of
from tests.support.voices import admission_of
from workshop.room import pseudonym

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(240)]

PARTS = list(LIBRARY.parts)
NARROW = {"width": 320, "height": 640}  # what is left of 1280 pixels at 400 %
ZOOMED = {"width": 640, "height": 400}  # what is left of 1280 × 800 at 200 %
PLAIN = {
    "landing": ("/", 200),
    "help": ("/help", 200),
    "privacy": ("/privacy", 200),
    "blank": ("/blank", 200),
    "error": ("/part/99-nowhere", 404),
    "refused": ("/console", 403),
    "wrong code": ("/j/ZZZZZZ", 404),
}

#: Text twice as large, or as far apart as WCAG 1.4.12 says.
SPACE = """(how) => {
  document.documentElement.style.fontSize = how === "spaced" ? "" : how;
  const sheet = window.spaced ??= new CSSStyleSheet();
  sheet.replaceSync(how !== "spaced" ? "" : `* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
#: Words that are cut off. A circle's stations show the beginning of what stands in full below them.
CUT = """() => [...document.querySelectorAll("body *")].filter((e) => {
  if (!e.checkVisibility() || e.closest("svg, input, .tw-miniature, .tw-loop-words, .skip, dialog:not([open])")) return false;
  const { overflowX, overflowY, clipPath } = getComputedStyle(e);
  if (clipPath !== "none" || !/hidden|clip/.test(overflowX + overflowY)) return false;
  return e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 2;
}).map((e) => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`)"""
#: With text twice as large a word on a small phone still has a line: what is to be pressed or marked is not read letter by letter.
ROOM_FOR_WORDS = """() => [...document.querySelectorAll(".tw-segment, .tw-option-text, .tw-count-of")].filter((e) => {
  const { fontSize, paddingLeft, paddingRight } = getComputedStyle(e), wide = e.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  return e.checkVisibility() && e.clientWidth && e.scrollHeight > 2.9 * parseFloat(fontSize) && wide < 2.6 * parseFloat(fontSize);
}).map((e) => `${e.className}: ${e.textContent.trim().slice(0, 40)}, ${e.clientWidth} wide`)"""
#: The name of the workshop ends where the way out begins, on the pages of the site.
BESIDE = """() => {
  const [name, leave] = [".top .mark span", ".top .leave"].map((one) => document.querySelector(one)?.getBoundingClientRect());
  return !name || name.right <= leave.left;
}"""
#: What is small, what can't be called by its visible name, what comes out of turn, what a browser would remember.
HANDS = """() => {
  const found = [], controls = "a[href], button, input, select, textarea, summary";
  for (const e of document.querySelectorAll(controls)) {
    if (!e.checkVisibility({ visibilityProperty: true }) || e.closest(".skip, [inert], .tw-hidden")) continue;
    const to_tap = /checkbox|radio/.test(e.type) && e.labels?.length ? e.labels[0] : e, box = to_tap.getBoundingClientRect();
    const least = getComputedStyle(to_tap).display === "inline" ? 0 : 43.5;
    const seen = (e.innerText || to_tap.innerText || "").trim(), name = e.getAttribute("aria-label");
    const says = (what) => found.push(`${what}: ${e.outerHTML.slice(0, 90)}`);
    if (box.width < least || box.height < least) says(`${box.width} × ${box.height}`);
    if (name && seen && !name.toLowerCase().startsWith(seen.toLowerCase())) says(`“${name}” is not “${seen}”`);
    if (e.tabIndex > 0) says("out of turn");
    if (/^(text|number|date|textarea)/.test(e.type) && e.autocomplete !== "off") says("remembered by the browser");
  }
  return found;
}"""


#: Not serious to axe, yet how a page is walked by ear. The check-in stands before a part's first section.
OUTLINE = ("heading-order", "page-has-heading-one", "empty-heading")
CHECK_IN = 'data-id="exercise-today"'


def look(page: Page, where: str) -> None:
    """Let axe look at the page; nothing serious may be left, and its headings are an outline.

    The page one leaves to has none: it is to look like nothing.
    """
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    grave = [
        f"{one['id']} ({one['impact']}): {one['help']}\n    " + "\n    ".join(n["html"][:200] for n in one["nodes"][:4])
        for one in found
        if one["impact"] in ("serious", "critical")
        or (one["id"] in OUTLINE and not where.startswith("blank") and CHECK_IN not in one["nodes"][0]["html"])
    ]
    assert not grave, f"{where}: " + "\n  ".join(grave)


def fits(page: Page, where: str) -> None:
    """Nobody has to scroll sideways to read, nor at 200 % and 400 % of a usual window, nor with text twice as large or apart."""
    before = page.viewport_size
    for size, text in ((NARROW, ""), (ZOOMED, ""), (NARROW, "200%"), (NARROW, "spaced")):
        page.set_viewport_size(size)
        page.evaluate(SPACE, text)
        if text == "spaced":
            assert page.evaluate(CUT) == [], f"{where}: words are cut"
        if text == "200%":
            assert page.evaluate(ROOM_FOR_WORDS) == [], f"{where}: words are broken into letters"
        assert page.evaluate(BESIDE), f"{where}: Leave now stands over the name {text}"
        wide = page.evaluate(
            """() => {
              const most = innerWidth + 1;
              if (document.documentElement.scrollWidth <= most) return [];
              return [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > most)
                .map((e) => `${e.tagName}.${e.className}`).slice(0, 6).concat(document.documentElement.scrollWidth);
            }"""
        )
        assert not wide, f"{where} is wider than {size['width']} pixels {text}: {wide}"
    page.evaluate(SPACE, "")
    page.set_viewport_size(before)


def reads_in_the_kits_faces(page: Page) -> None:
    """The two faces are there, so that a page looks the same on every device; an address that is wrong would not show."""
    page.wait_for_function("document.fonts.status === 'loaded'")
    assert page.evaluate(
        "document.fonts.check('1em Literata') && document.fonts.check('1em \"Atkinson Hyperlegible Next\"')"
    )


def unfold(page: Page) -> None:
    """Open everything that folds."""
    page.evaluate("document.querySelectorAll('main details').forEach((e) => { e.open = true; })")


@pytest.mark.parametrize("name", PLAIN)
def test_a_page_of_the_site(evening, name):
    address, status = PLAIN[name]
    for scheme, size in (("light", PHONE), ("dark", DESKTOP)):
        page = evening.page(size, color_scheme=scheme)
        assert page.goto(evening.url + address).status == status
        look(page, f"{name}, {scheme}")
        unfold(page)
        look(page, f"{name}, {scheme}, unfolded")
        fits(page, name)


def test_the_page_a_qr_code_opens(evening):
    page = evening.page()
    page.goto(evening.house.links.join(evening.room))
    reads_in_the_kits_faces(page)
    look(page, "join")
    enter = page.get_by_role("button", name="Enter the room")
    expect(enter).to_be_focused()  # one key lets them in, and with it a reader says where they are and what is private
    expect(enter).to_have_accessible_description(
        re.compile("Trust, together .*One tap.* no name and no account.*deleted")
    )
    fits(page, "join")


@pytest.mark.parametrize("part", PARTS)
def test_a_part(evening, part):
    page = evening.seat(part, PHONE, reduced_motion="reduce")
    moving = page.evaluate("document.getAnimations().filter((a) => a.playState === 'running').length")
    assert not moving, "nothing moves for those who asked for that"
    reads_in_the_kits_faces(page)
    look(page, f"{part}, empty, phone")
    fits(page, part)
    bring_back(page, samples(part))
    unfold(page)
    look(page, f"{part}, answered and looked back on, phone")
    assert page.evaluate(HANDS) == []
    fits(page, f"{part}, answered")
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="dark")
    look(page, f"{part}, answered, desktop, dark")


def test_the_dialogs(evening):
    page = evening.seat(PARTS[0], reduced_motion="reduce")
    for name in ("pause", "help", "private"):
        page.evaluate("name => document.querySelector(`[data-dialog=${name}]`).click()", name)
        page.locator(f"dialog#{name}[open]").wait_for()
        page.evaluate("name => document.querySelectorAll(`#${name} details`).forEach((e) => { e.open = true; })", name)
        look(page, f"dialog {name}")
        fits(page, f"dialog {name}")
        page.keyboard.press("Escape")


def test_console_and_projector_in_every_state(evening):
    room = evening.room
    console, wall, phone = evening.console(), evening.projector(), evening.seat(PARTS[0])
    pages = {"console": console, "projector": wall, "phone": phone}
    usual = {"console": DESKTOP, "projector": WALL, "phone": PHONE}

    def all_look(state: str) -> None:
        for name, page in pages.items():
            if name != "phone":
                unfold(page)
            look(page, f"{name}, {state}")
            assert page.evaluate(HANDS) == [], f"{name}, {state}"
            if state == "revealed":  # what axe finds depends on the state more than on the size
                page.set_viewport_size(PHONE if usual[name] is not PHONE else DESKTOP)
                look(page, f"{name}, {state}, other size")
                page.set_viewport_size(usual[name])
            fits(page, f"{name}, {state}")

    titles = [page.title() for page in pages.values()]
    assert titles == ["Console · Workshop", "Wall · Workshop", "Workshop"], "told apart; a phone says nothing"
    all_look("at the beginning")
    room.pin(["We end on time"])
    room.set_timer(300, shown=True)
    room.signal("slow", pseudonym(admission_of(0), room.id, "/signal/slow"))
    room.go_to("00-welcome", "agreement")
    six_share(room, "agreement")
    console.get_by_text("6 shared").wait_for()
    console.get_by_text("1 person asks to slow down").wait_for()
    wall.get_by_role("timer").wait_for()
    all_look("open")
    room.reveal("agreement", tables_of("agreement"))
    for page in pages.values():
        page.get_by_text("6 answers shared").first.wait_for()
    all_look("revealed")
    room.open("arrive")
    go_to(console, "How I arrive")
    console.get_by_text("Fewer than five shared").wait_for()
    console.get_by_role("button", name="End and delete this room").click()
    console.get_by_text("End this room?").wait_for()
    all_look("too few, and asked to end")
    room.end()
    wall.get_by_role("heading", name="Thank you for being here.").wait_for()
    console.get_by_text("This room is over and deleted.").first.wait_for()
    phone.get_by_text("This room has ended.").first.wait_for()
    all_look("over")
