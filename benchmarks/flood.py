"""What three devices that send without a pause do to a fourth person's page: with the limit, and without it.

    python benchmarks/flood.py [--quick] [--devices 3] [--seconds 20] [--write docs/performance.md]

One `workshop serve` after the other, once as it is and once without its pace. The programs that flood run in processes
of their own; the fourth page asks its kernel for something small again and again, and the time to its answer counts.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from measure import yardstick
from report import footer, markdown, options, write

from tests.support.kernel import message, open_socket, wait_for
from tests.support.pages import config
from tests.support.server import Server, serving

PART = "/part/00-welcome"
PATIENCE = 120.0
#: Read by Python in every process that starts; only the server has a pace.
WITHOUT = """\
import sys
if "serve" in sys.argv:
    import workshop.server.pace
    workshop.server.pace.Pace.take = lambda *_: 0.0
"""


def page(server: Server) -> tuple[str, str]:
    """Let somebody in; return their page's kernel and their cookies."""
    with server.joined() as client:
        kernel = config(client.get(PART).text)["kernelId"]
        return kernel, "; ".join(f"{one.name}={one.value}" for one in client.cookies.jar)


def flood(url: str, kernel: str, cookies: str) -> None:
    """Send for ever, and connect again when the server has hung up."""
    busy = message("comm_info_request", {"target_name": "x"})
    while True:
        with (
            contextlib.suppress(Exception),
            open_socket(url, kernel, additional_headers={"Cookie": cookies}, max_queue=None) as socket,
        ):
            while True:
                socket.send(busy)


def asked(url: str, kernel: str, cookies: str, seconds: float) -> list[float]:
    """Ask the fourth page's kernel for as long, one question after the other; return how long each took."""
    times: list[float] = []
    end = time.monotonic() + seconds
    with open_socket(url, kernel, additional_headers={"Cookie": cookies}, ping_interval=None) as socket:
        while time.monotonic() < end:
            began = time.perf_counter()
            socket.send(message("kernel_info_request"))
            try:
                wait_for(socket, "kernel_info_reply", PATIENCE)
            except Exception:  # it was not answered at all
                return [*times, PATIENCE]
            times.append(time.perf_counter() - began)
            time.sleep(0.05)
    return times


def measured(devices: int, seconds: float, *, limited: bool) -> tuple[list[float], list[float]]:
    """Return the fourth page's times while it is calm, and during the flood."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        (Path(folder) / "sitecustomize.py").write_text(WITHOUT, "utf-8")
        more = {} if limited else {"env": {"PYTHONPATH": f"{folder}:{Path(__file__).parents[1] / 'src'}"}}
        with serving(home, patience=180, **more) as server:
            mine = page(server)
            calm = asked(server.url, *mine, 3)
            context = multiprocessing.get_context("spawn")
            floods = [
                context.Process(target=flood, args=(server.url, *page(server)), daemon=True) for _ in range(devices)
            ]
            for one in floods:
                one.start()
            time.sleep(4)  # until they have started, and the first burst is over
            meanwhile = asked(server.url, *mine, seconds)
            for one in floods:
                one.kill()
            return calm, meanwhile


def main(arguments: list[str] | None = None) -> int:
    parser = options("flood", __doc__, quick="six seconds")
    parser.add_argument("--devices", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args(arguments)
    seconds = min(given.seconds, 6) if given.quick else given.seconds
    sticks, rows, middles = [yardstick()], [], []
    for limited in (True, False):
        calm, meanwhile = measured(given.devices, seconds, limited=limited)
        middles.append(statistics.median(meanwhile))
        name = "as it is" if limited else "without the limit"
        figures = [statistics.median(calm), middles[-1], max(meanwhile)]
        rows.append([name, *(f"{one:.2f}" for one in figures), str(len(meanwhile))])
        sticks.append(yardstick())
    ratio = middles[1] / middles[0]
    rows.append(["ratio of the medians", "", f"1/{ratio:.0f}" if ratio >= 2 else f"1/{ratio:.1f}", "", ""])
    columns = [f"a fourth page, while {given.devices} flood", "calm, s", "flooded, s", "worst, s", "questions"]
    text = f"{markdown(columns, rows)}\n\n{footer(sticks)}"
    print(text)
    write(given.write, "flood", text)
    return 0 if middles[0] < 1 else 1


if __name__ == "__main__":
    sys.exit(main())
