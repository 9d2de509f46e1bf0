"""Leave now, Back and goodbye in browsers that keep a page in memory whatever its server says."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import httpx
import pytest

from tests.support.server import wait_until

pytestmark = [pytest.mark.server, pytest.mark.timeout(240)]

READY = "return document.documentElement.dataset.ready === 'yes' && workshopPage.config && location.pathname"
SECRET = "nobody's business"
FILL = """
const set = (field, value) => {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
};
const fields = [...document.querySelectorAll('main input[type=text], main textarea')].filter((f) => f.offsetParent);
fields.forEach((field, number) => set(field, `%s ${number}`));
const marks = [...document.querySelectorAll('main input[type=checkbox], main input[type=radio]')].filter((f) => f.offsetParent);
for (const mark of marks.slice(0, 3)) mark.click();
return [fields.length, marks.length];
"""
STANDS = """
return JSON.stringify([...document.querySelectorAll('main input, main textarea')].filter((f) => f.offsetParent)
  .map((f) => (f.type === 'checkbox' || f.type === 'radio' ? f.checked : f.value)));
"""
SEEN = """
return (document.body?.innerText ?? '') + [...document.querySelectorAll('input, textarea')]
  .filter((f) => f.offsetParent).map((f) => f.checked ? 'MARKED' : f.value).join(' ');
"""


def path(driver) -> str:
    return urlsplit(driver.current_url).path


def settle(driver, part: str) -> None:
    """Wait until a part is alive."""
    assert wait_until(lambda: driver.execute_script(READY) == f"/part/{part}", 30), driver.current_url


def come(driver, server) -> None:
    driver.get(server.url + urlsplit(server.join_link).path)
    driver.find_element("css selector", "form[action$=join] button").click()
    assert wait_until(lambda: path(driver).startswith("/part/"), 20)
    driver.execute_script("sessionStorage.setItem('workshop:all', '1')")  # all fields of a part, not those of one step


def write(driver, server) -> str:
    """Answer the first part; return what stands there then."""
    driver.get(f"{server.url}/part/01-causes")
    settle(driver, "01-causes")
    fields, marks = driver.execute_script(FILL % SECRET)
    assert fields
    assert marks
    assert wait_until(lambda: SECRET in str(driver.execute_script("return workshopDevice.all()")))
    time.sleep(1)  # for what the answers make appear
    return driver.execute_script(STANDS)


def go_on(driver) -> None:
    """Tap the way to the next part."""
    driver.execute_script("document.querySelector('a[href*=\"/part/02\"]').click()")
    assert wait_until(lambda: path(driver).startswith("/part/02"), 20)
    settle(driver, path(driver).rsplit("/", 1)[1])


def process(driver, server):
    """Return what asks, with what this browser may now, whether the page's process lives."""
    kernel = driver.execute_script("return workshopPage.kernelId")
    cookies = {cookie["name"]: cookie["value"] for cookie in driver.get_cookies()}

    def lives() -> bool:
        return httpx.get(f"{server.url}/api/kernels/{kernel}", cookies=cookies).status_code == 200

    assert lives()
    return lives


def ends(lives, patience: float = 8) -> bool:
    return wait_until(lambda: not lives(), patience)


def test_after_leave_now_back_shows_nothing_and_every_process_has_ended(server, driver):
    come(driver, server)
    write(driver, server)
    first = process(driver, server)
    go_on(driver)
    second = process(driver, server)
    assert ends(first), "of the page that was left for another"
    driver.find_element("css selector", ".tools [data-leave]").click()
    assert wait_until(lambda: path(driver) == "/blank")
    assert ends(second), "of the page that was left for good"
    for _ in range(3):
        driver.back()
        for _ in range(30):  # also while it loads
            seen = driver.execute_script(SEEN)
            assert SECRET not in seen
            assert "MARKED" not in seen
        assert not driver.execute_script(READY), "the door is closed"


def test_after_back_everything_stands_where_it_was(server, driver):
    come(driver, server)
    before = write(driver, server)
    go_on(driver)
    driver.back()
    settle(driver, "01-causes")
    assert wait_until(lambda: driver.execute_script(STANDS) == before), driver.execute_script(STANDS)


def test_going_to_another_site_ends_the_process(server, driver):
    come(driver, server)
    assert wait_until(lambda: driver.execute_script(READY), 30)
    left = process(driver, server)
    # Firefox may send no beacon here, but its socket says goodbye; the server looks every 15 seconds
    driver.get(server.url.replace("127.0.0.1", "localhost") + "/help")
    assert ends(left, 25)
