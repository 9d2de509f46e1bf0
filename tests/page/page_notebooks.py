"""The notebooks of the page's tests."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell as code
from nbformat.v4 import new_markdown_cell as prose

KIT = """
import anywidget, traitlets as t
class Kit(anywidget.AnyWidget):
    _esm = t.Unicode("workshop:kit").tag(sync=True)
    name = t.Unicode().tag(sync=True)
    view = t.Dict().tag(sync=True)
    answer = t.Dict().tag(sync=True)
    epoch = t.Int(0).tag(sync=True)
    seq = t.Int(0).tag(sync=True)
    ack = t.Int(0).tag(sync=True)
class Exercise(Kit):
    def __init__(self, name, label):
        super().__init__(name=name)
        self.label = label
        self.said = ""
        self.observe(lambda _: self.draw(), "seq")
        self.on_msg(self.hear)
        self.draw()
    def hear(self, _, content, buffers):
        if content.get("event") == "hello":
            self.said = "Hello " + content["ticket"] + " " + str("secret" in content)
        elif content.get("event") == "action":
            self.said = content["action"] + " " + str(content["args"]) + " " + str(self.answer.get("text", ""))
        self.draw()
    def draw(self):
        heard = "Heard: " + str(self.answer.get("text", ""))
        self.view = {"node": "card", "children": [
            {"node": "heading", "text": self.label, "level": 3},
            {"node": "text", "field": "text", "label": "Your words", "long": True, "max_length": 400},
            {"node": "choice", "field": "one", "label": "How is it?", "layout": "list", "options": [
                {"value": "a", "label": "Steady"}, {"value": "b", "label": "Shaky"}]},
            {"node": "row", "children": [{"node": "button", "action": "share", "label": "Share", "tone": "primary"},
                {"node": "button", "action": "pass", "label": "Pass", "tone": "secondary"}]},
            {"node": "status", "text": heard, "tone": "quiet"}, {"node": "status", "text": self.said or "-", "tone": "quiet"}]}
        self.ack = self.seq
"""
PLAIN = '''
class Plain(anywidget.AnyWidget):
    _esm = """
export default () => ({
  initialize({ model }) { model.set("started", 1); model.save_changes(); },
  render({ model, el, experimental }) {
    const b = document.createElement("button"); b.className = "plain"; b.textContent = "count " + model.get("n");
    b.onclick = () => { model.set("n", model.get("n") + 1); model.save_changes(); };
    const show = () => { b.textContent = "count " + model.get("n") + " double " + model.get("twice") + " started " + model.get("started"); };
    model.on("change", show); show(); el.append(b); return () => model.off("change", show);
  } });
"""
    _css = ".plain { min-height: 44px; padding: 0 1em; color: #222 !important; background: #eee }"
    n = t.Int(0).tag(sync=True)
    twice = t.Int(0).tag(sync=True)
    started = t.Int(0).tag(sync=True)
    @t.observe("n")
    def _double(self, change):
        self.twice = 2 * change["new"]
'''
TEXT = (
    "## {title}\n\nTrust grows slowly, in small steps that hold. It can also break in a moment, and both are true at once. "
    "Some people notice that they stopped expecting help long before they could say why.\n\nTake what fits, and leave the rest."
)


def write(folder: Path) -> None:
    causes = [
        prose(
            "# What shakes trust\n\nThis part is about where distrust comes from. You can pass on anything, and come back."
        ),
        code(KIT),
        code("page = Exercise('page', 'You are here')\npage"),
        prose(TEXT.format(title="One moment or many")),
        code("Exercise('cases', 'Six short stories')"),
        prose("# GUIDE ONLY\n\nsecret guide words", metadata={"tags": ["facilitator"]}),
        code("print('secret guide output')", metadata={"tags": ["facilitator"]}),
        code("assert True\nprint('secret check output')", metadata={"tags": ["check"]}),
        prose(TEXT.format(title="What a rule can cost")),
        code("Exercise('old-rule', 'An old rule')"),
        prose(TEXT.format(title="Where it starts")),
        code(PLAIN + "\nPlain()"),
        code(
            'from IPython.display import SVG\nSVG(\'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" role="img" aria-label="A line"><path d="M0 10h60" stroke="teal"/></svg>\')'
        ),
    ]
    controls = [
        prose("# Controls"),
        code(KIT + PLAIN),
        code(
            "import ipywidgets as w\ns = w.IntSlider(description='Level', max=10)\nl = w.Label('zero')\n"
            "s.observe(lambda c: setattr(l, 'value', f'level {c.new}'), 'value')\nw.VBox([s, l, Plain()])"
        ),
        code("Exercise('cases', 'Six short stories')"),
        code("1 / 0", metadata={"tags": ["raises-exception"]}),
    ]
    for name, cells in {"01-causes": causes, "02-controls": controls}.items():
        book = nbformat.v4.new_notebook(cells=cells)
        book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(book, folder / f"{name}.ipynb")
