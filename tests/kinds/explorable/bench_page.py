"""One exercise in a real browser without a server: the kernel's side runs here, in the test's own process."""

from __future__ import annotations

import json
from pathlib import Path

from workshop import paths
from workshop.exercises.exercise import ExerciseOnPage

STATIC = Path(paths.__file__).parent / "controls" / "static"
_HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Workshop</title>
<link rel="stylesheet" href="/kit.css"><style>body{margin:0}body.tw{background:var(--tw-paper);min-height:100vh}
main{max-width:44rem;margin:0 auto;padding:1rem 1rem 4rem}</style></head>
<body class="tw"><main><div id="kit"></div></main><script type="module">
import { renderView } from "/kit.js";
class Model {
  constructor(state) { this.state = state; this.heard = {}; this.changed = {}; }
  get(n) { return this.state[n]; }
  set(n, v) { this.state[n] = v; this.changed[n] = v; }
  on(n, f) { (this.heard[n] ??= []).push(f); }
  off(n, f) { this.heard[n] = (this.heard[n] ?? []).filter((g) => g !== f); }
  emit(n, ...a) { for (const f of [...(this.heard[n] ?? [])]) f(...a); }
  async save_changes() {
    const c = this.changed; this.changed = {};
    this.take(await window.kernelSet(JSON.stringify(c)));
  }
  async send(m) { this.take(await window.kernelSend(JSON.stringify(m))); }
  take(text) {
    const { messages, ...state } = JSON.parse(text);
    Object.assign(this.state, state);
    for (const n of Object.keys(state)) this.emit(`change:${n}`);
    for (const m of messages) this.emit("msg:custom", m);
  }
}
window.model = new Model(JSON.parse(await window.kernelState()));
renderView(window.model, document.getElementById("kit"));
window.ready = true;
</script></body></html>"""


class BenchPage:
    """Ties a Playwright page to an exercise: edits and taps go to Python, views come back."""

    def __init__(self, page, exercise: ExerciseOnPage, static: Path = STATIC) -> None:
        self.page, self.exercise, self.static = page, exercise, static
        self.messages: list[dict] = []
        exercise.widget.send = lambda content, buffers=None: self.messages.append(content)
        page.expose_function("kernelState", self._state)
        page.expose_function("kernelSet", self._set)
        page.expose_function("kernelSend", self._send)
        page.route("http://bench.test/**", self._serve)
        page.goto("http://bench.test/")
        page.wait_for_function("window.ready")

    def _serve(self, route) -> None:
        name = route.request.url.rsplit("/", 1)[-1]
        if not name:
            route.fulfill(body=_HTML, content_type="text/html")
        elif (self.static / name).is_file():
            route.fulfill(path=self.static / name)
        else:
            route.fulfill(status=404, body="")

    def _state(self) -> str:
        widget = self.exercise.widget
        names = ("name", "view", "answer", "epoch", "seq", "ack")
        messages, self.messages = self.messages, []
        return json.dumps({name: getattr(widget, name) for name in names} | {"messages": messages})

    def _set(self, text: str) -> str:
        with self.exercise.widget.hold_trait_notifications():
            for name, value in json.loads(text).items():
                setattr(self.exercise.widget, name, value)
        return self._reply()

    def _send(self, text: str) -> str:
        message = json.loads(text)
        self.exercise.act(message["action"], message.get("args", {}))
        return self._reply()

    def _reply(self) -> str:
        state = json.loads(self._state())
        if state["epoch"] == getattr(self, "_epoch", 0):
            state.pop("answer")
        self._epoch = state["epoch"]
        return json.dumps(state)
