"""What axe, a ruler and a small screen say about the gallery."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

SIZES = {"phone": (390, 844), "desktop": (1280, 800)}


@pytest.mark.parametrize("view", ["all", "answered"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_serious(gallery, size, theme, view):
    width, height = SIZES[size]
    page = gallery(view, viewport={"width": width, "height": height}, theme=theme)
    page.get_by_role("button", name="Add a moment").click()
    page.locator(".tw-sort-pick").first.click()
    for summary in page.locator("summary").all():
        summary.click()
    page.wait_for_timeout(150)
    found = Axe().run(page).response["violations"]
    bad = [(v["id"], [n["target"] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")]
    assert bad == []


@pytest.mark.parametrize("width", [320, 390, 640])
def test_nothing_runs_out_of_the_page(gallery, width):
    page = gallery("answered", viewport={"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_to_tap_is_44_pixels(gallery):
    page = gallery("answered")
    page.get_by_role("button", name="Add a moment").click()
    small = page.evaluate("""() => {
        const kinds = 'button, summary, .tw-option, .tw-range, .tw-input, .tw-grip, a.tw-link, a.tw-button';
        return [...document.querySelectorAll(kinds)]
            .map((e) => [e.className || e.tagName, e.getBoundingClientRect()])
            .filter(([, r]) => r.width && (r.height < 43.9 || r.width < 43.9))
            .map(([name, r]) => [name, r.width, r.height]);
    }""")
    assert small == []


def test_a_chosen_theme_goes_before_the_device(browser, gallery_url):
    for scheme, theme, dark in (
        ("dark", "light", False),
        ("light", "dark", True),
        ("dark", "", True),
        ("light", "", False),
    ):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(f"{gallery_url}?view=text&theme={theme}")
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (sum(map(int, paper[4:-1].split(","))) < 200) is dark, (scheme, theme)


def test_jupyterlab_names_its_theme_on_the_body(gallery):
    page = gallery("text")
    page.evaluate("document.body.classList.remove('tw'); document.body.dataset.jpThemeLight = 'false'")
    assert page.evaluate("getComputedStyle(document.querySelector('#kit')).colorScheme") == "dark"


def test_the_wall_is_read_from_ten_metres(gallery):
    page = gallery("wall", viewport={"width": 1920, "height": 1080}, wall=1)
    sizes = page.evaluate("""() => {
        const words = '.tw-bars :is(caption, th, td, .tw-n, .tw-left-out)';
        return [...document.querySelectorAll(words)]
            .map((e) => parseFloat(getComputedStyle(e).fontSize));
    }""")
    assert min(sizes) >= 40


def test_a_focus_ring_is_seen_on_every_kind_of_control(gallery):
    page = gallery("all")
    page.get_by_role("button", name="Add a moment").click()
    seen = set()
    page.evaluate("document.activeElement.blur()")
    for _ in range(70):
        page.keyboard.press("Tab")
        state = page.evaluate("""() => {
            const e = document.activeElement;
            const name = e.className || e.type || e.tagName;
            const width = (x) => {
                const style = getComputedStyle(x);
                return style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
            };
            const ring = e.closest('.tw-option, .tw-sort-card') ?? e;
            return e === document.body ? null : [name, Math.max(width(e), width(ring))];
        }""")
        if state:
            seen.add(state[0])
            assert state[1] >= 3, state
    assert len(seen) >= 8
