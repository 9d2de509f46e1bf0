"""A real exercise in a real browser, without a server: the kit draws it, this process is its kernel.

The page is the kit's gallery (``tests/kit``) from plain files. Whatever the browser sends goes to an
:class:`~workshop.exercises.exercise.ExerciseOnPage` in this process, and what that draws goes back. So a test sees
everything that ever leaves the page: in ``bench.sent`` and ``bench.requests``.
"""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from workshop.content import load_library
from workshop.exercises.exercise import ExerciseOnPage

ROOT = Path(__file__).resolve().parents[2]

# The stand-in for a model tells this process what the browser does, and takes the new picture when it comes.
LINK = """
window.workshopDevice = {
  kept: {}, calls: [],
  get(name) { this.calls.push(["get", name]); return this.kept[name]; },
  put(name, value) { this.calls.push(["put", name]); this.kept[name] = structuredClone(value); },
  forget(name) { this.calls.push(["forget", name]); delete this.kept[name]; },
  subscribe() { return () => {}; },
};
window.bench = (name, view) => {
  window.show(view, {name});
  const model = window.model;
  const back = (state) => model.kernel(state);
  model.save_changes = () => window.toKernel("answer", {answer: model.state.answer, seq: model.state.seq}).then(back);
  model.send = (content) => window.toKernel("message", content).then(back);
};
true;
"""


class Bench:
    """One exercise on one page.

    Attributes
    ----------
    exercise
        The exercise in this process.
    sent
        All that the browser handed to the kernel: pairs of kind and content.
    requests
        Addresses the page asked for since the exercise was shown.
    """

    def __init__(self, page: Any, address: str, name: str, theme: str = "light") -> None:
        library = load_library("en")
        self.page = page
        self.exercise = ExerciseOnPage(library, library.exercises[name])
        self.sent: list[tuple[str, Any]] = []
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.expose_function("toKernel", self._to_kernel)
        page.set_default_timeout(5000)
        page.goto(f"{address}/tests/kit/gallery.html?wait=1&theme={theme}")
        page.wait_for_function("window.show")
        page.evaluate(LINK)
        page.evaluate("([name, view]) => bench(name, view)", [name, self.exercise.widget.view])
        page.on("request", lambda request: self.requests.append(request.url))

    def _to_kernel(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        self.sent.append((kind, json.loads(json.dumps(content))))
        widget = self.exercise.widget
        if kind == "answer":
            with widget.hold_sync():
                widget.answer, widget.seq = content["answer"], content["seq"]
        else:
            widget._receive(widget, content, None)
        return {"view": widget.view, "ack": widget.ack, "epoch": widget.epoch, "answer": dict(widget.answer)}

    @property
    def answer(self) -> dict[str, Any]:
        """What the model in this process holds."""
        return dict(self.exercise.model.answer)

    def settle(self) -> None:
        """Wait until typed words have been sent and drawn."""
        self.page.wait_for_timeout(400)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def files() -> Iterator[str]:
    """Serve the repository's files, and nothing else, on a port of this machine."""
    handler = functools.partial(_Quiet, directory=ROOT)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def bench(browser) -> Iterator[Any]:
    """Return a function that shows an exercise: ``bench("loop")``."""
    with files() as address:

        def show(name: str, width: int = 390, height: int = 844, **options: Any) -> Bench:
            context = browser.new_context(
                viewport={"width": width, "height": height}, accept_downloads=True, reduced_motion="reduce"
            )
            return Bench(context.new_page(), address, name, **options)

        yield show
