"""What one phone sees: a real Chromium opens part 01, ours and stock Voilà's.

    python benchmarks/page.py [--quick] [--only stock,ours] [--runs 5] [--write docs/performance.md]

Times are from the navigation to the first usable exercise: its first control is drawn, visible and enabled, and
the page is connected. Alone: as fast as this machine is. Throttled: a network of 1.6 Mbit/s and 150 ms, websockets
included, and a processor four times slower, through Chromium's own tools. Bytes are what came over the network, with all
headers and whatever packs them.
"""

from __future__ import annotations

import contextlib
import math
import re
import statistics
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from measure import until_quiet, yardstick
from report import footer, markdown, options, write
from rivals import PART, RIVALS, Running, stop_in_order
from slow_network import Network, network_to

from workshop.browsers import QUIET, find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

PHONE = {"width": 390, "height": 844}
SPEED, LATENCY = 1.6e6 / 8, 0.15
GOALS = ("goal", "≤ 1.00", "≤ 4.00", "≤ 300 in ≤ 12", "near nothing")
USABLE = """
(() => {
  // Everything on one page: what is measured is when the first control can be used, wherever its step is.
  try { sessionStorage.setItem("workshop:all", "1"); } catch {}
  const look = () => {
    const ours = document.getElementById("workshop-config");
    const controls = ".tw-section :is(button, input, select, textarea)";
    for (const control of document.querySelectorAll(controls)) {
      const seen = control.getClientRects().length && getComputedStyle(control).visibility === "visible";
      if (!seen || control.disabled || (ours && !document.documentElement.dataset.ready)) continue;
      document.documentElement.dataset.benchUsable = performance.now();
      return;
    }
    requestAnimationFrame(look);
  };
  look();
})();
"""


@dataclass
class Visit:
    """One visit: seconds to the first usable exercise, and what went over the wire."""

    seconds: float = math.nan
    bytes: int = 0
    through_the_socket: int = 0
    requests: int = 0


@dataclass
class Seen:
    """All visits of one rival."""

    alone: list[Visit] = field(default_factory=list)
    slow: list[Visit] = field(default_factory=list)
    again: list[Visit] = field(default_factory=list)
    slow_again: list[Visit] = field(default_factory=list)
    failed: int = 0
    errors: set[str] = field(default_factory=set)


def visit(context: BrowserContext, network: Network, path: str, slow: bool, patience: float) -> Visit:
    """Open the page in a tab of its own and count."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    result = Visit()
    over_the_wire: set[str] = set()
    cached: set[str] = set()

    def requested(event: dict) -> None:
        if event["request"]["url"].startswith("http"):
            over_the_wire.add(event["requestId"])

    def answered(event: dict) -> None:
        response = event["response"]
        if response.get("fromDiskCache") or response.get("fromPrefetchCache"):
            cached.add(event["requestId"])

    session.on("Network.requestWillBeSent", requested)
    session.on("Network.webSocketCreated", lambda event: over_the_wire.add(event["requestId"]))
    session.on("Network.requestServedFromCache", lambda event: cached.add(event["requestId"]))
    session.on("Network.responseReceived", answered)
    if slow:
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    network.speed, network.latency = (SPEED, LATENCY) if slow else (0, 0)
    before = network.bytes, network.through_sockets
    try:
        page.goto(network.url + path, wait_until="commit", timeout=1000 * patience)
        usable = page.locator("html[data-bench-usable]")  # the page's own rules forbid to wait for a function
        usable.wait_for(state="attached", timeout=1000 * patience)
        result.seconds = float(usable.get_attribute("data-bench-usable") or "nan") / 1000
        if not slow:
            page.wait_for_timeout(700)  # what is still on its way belongs to the visit
    finally:
        with contextlib.suppress(Exception):
            page.close(run_before_unload=False)
    result.bytes, result.through_the_socket = network.bytes - before[0], network.through_sockets - before[1]
    result.requests = len(over_the_wire - cached)
    return result


def enter(context: BrowserContext, base: str, code: str) -> None:
    """Pass the door with the room's code, where there is one."""
    if code:
        token = re.search(r'name="_xsrf" value="([^"]+)"', context.request.get(base).text())
        assert token
        context.request.post(f"{base}/join", form={"_xsrf": token[1], "code": code}, max_redirects=0)


def person(browser: Browser, running: Running, slow: bool, patience: float, seen: Seen) -> None:
    """Let somebody with an empty cache come, and come again."""
    context = browser.new_context(viewport=PHONE)
    try:
        context.add_init_script(USABLE)
        with network_to(running.base) as network:
            enter(context, network.url, running.code)
            for visits in (seen.slow, seen.slow_again) if slow else (seen.alone, seen.again):
                until_quiet(running.process.pid, quiet=0.5, limit=20)
                visits.append(visit(context, network, running.path, slow, patience))
    except Exception as error:  # a page that hangs is a result too
        seen.failed += 1
        seen.errors.add(f"{type(error).__name__}: {error}".splitlines()[0][:200])
    finally:
        context.close()


def median(visits: list[Visit], what: str) -> float:
    return statistics.median(getattr(each, what) for each in visits) if visits else math.nan


def table(results: dict[str, Seen]) -> str:
    columns = ["", "alone, s", "throttled, s", "first visit, KB (by websocket) in requests"]
    columns += ["second visit, KB (by websocket) in requests", "second, throttled, s", "failed"]
    rows = []
    for name, seen in results.items():
        cells = [RIVALS[name].title.format(ahead=11, heated=4)]
        cells += [f"{median(seen.alone, 'seconds'):.2f}", f"{median(seen.slow, 'seconds'):.2f}"]
        for visits in (seen.alone, seen.again):
            size, socket = median(visits, "bytes") / 1000, median(visits, "through_the_socket") / 1000
            cells.append(f"{size:.0f} ({socket:.0f}) in {median(visits, 'requests'):.0f}")
        cells += [f"{median(seen.slow_again, 'seconds'):.2f}", str(seen.failed)]
        rows.append(cells)
    if "stock" in results and len(results) > 1:
        stock = results["stock"]
        for name, seen in results.items():
            if name != "stock":
                ratios = [
                    median(getattr(seen, visits), what) / median(getattr(stock, visits), what)
                    for visits, what in (
                        ("alone", "seconds"),
                        ("slow", "seconds"),
                        ("alone", "bytes"),
                        ("again", "bytes"),
                    )
                ]
                ratios.append(median(seen.slow_again, "seconds") / median(stock.slow_again, "seconds"))
                cells = [f"1/{1 / ratio:.1f}" if ratio else "0" for ratio in ratios]
                rows.append([f"{RIVALS[name].title.format(ahead=11, heated=4)}: ratio to stock", *cells, ""])
    rows.append([*GOALS, "", "0"])
    return markdown(columns, rows)


def main(arguments: list[str] | None = None) -> int:
    parser = options("page", __doc__, quick="one person each, alone and throttled")
    parser.add_argument("--only", default="stock,ours", help="comma-separated: %(default)s, preheated, ours-pool")
    parser.add_argument("--runs", type=int, default=5, help="people alone")
    parser.add_argument("--slow-runs", type=int, default=3, help="people with a slow phone")
    parser.add_argument("--patience", type=float, default=120, help="seconds after which a visit has failed")
    given = parser.parse_args(arguments)
    if given.quick:
        given.runs = given.slow_runs = 1
    names = given.only.split(",")
    if unknown := set(names) - set(RIVALS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(RIVALS)}")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("This needs Playwright: pip install playwright.", file=sys.stderr)
        return 2
    stop_in_order()
    results: dict[str, Seen] = {}
    sticks = [yardstick()]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", *QUIET])
        version = browser.version
        for name in names:
            seen = results[name] = Seen()
            with Running(RIVALS[name], PART, 1) as running:
                for slow in [False] * given.runs + [True] * given.slow_runs:
                    print(f"{name}{', throttled' if slow else ''}", file=sys.stderr, flush=True)
                    person(browser, running, slow, given.patience, seen)
                    sticks.append(yardstick())
        browser.close()
    lines = [table(results)]
    lines += [f"{name}: {error}" for name, seen in results.items() for error in sorted(seen.errors)]
    lines.append(
        f"Medians of {given.runs} (alone) and {given.slow_runs} (throttled) people. Chromium {version}. {footer(sticks)}"
    )
    print("\n\n".join(lines))
    write(given.write, "page", "\n\n".join(lines))
    return 1 if any(seen.failed for seen in results.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
