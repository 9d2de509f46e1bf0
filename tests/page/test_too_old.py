"""A browser that cannot read the page's scripts says so, and offers paper."""

from playwright.sync_api import expect

LATER = "for (const one of document.getAnimations()) if (one.animationName === 'too-old') one.finish()"


def test_a_browser_that_cannot_read_the_scripts_is_told_and_offered_paper(context, server):
    too_old = "If the exercises don’t appear"
    page = context.new_page()  # its mistakes are what the test is about
    for name in ("chrome", "page"):
        page.route(f"**/{name}.js", lambda route: route.fulfill(content_type="text/javascript", body="let 1 = ??;"))
    page.goto(f"{server.url}/part/01-causes")
    expect(page.get_by_text(too_old)).to_be_hidden()
    page.evaluate(LATER)
    expect(page.get_by_text(too_old)).to_be_visible()
    expect(page.get_by_text(too_old)).to_contain_text("ask for the paper sheets")
    page.unroute_all()
    page.goto(f"{server.url}/part/01-causes#again")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.evaluate(LATER)
    expect(page.get_by_text(too_old)).to_be_hidden()
