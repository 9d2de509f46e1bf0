"""The one widget of the kit: a view tree, the answer it edits, and messages both ways."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from workshop import paths

_HALF = re.compile("[\ud800-\udfff]")

#: What the lean page recognises as its built-in kit, instead of being sent the script once per exercise.
BUILT_IN = "workshop:kit"


@cache
def _source(name: str) -> str:
    return (paths.built() / name).read_text("utf-8")


def served() -> bool:
    """Return True if this kernel serves one of our own pages, which bring the kit themselves."""
    return os.environ.get("WORKSHOP_SURFACE") == "voila"


def without_halves(value: Any) -> Any:
    """Return the value with half characters (of an emoji that was cut in two) replaced: they can't be sent on."""
    if isinstance(value, str):
        return _HALF.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {without_halves(name): without_halves(each) for name, each in value.items()}
    return [without_halves(each) for each in value] if isinstance(value, list) else value


class KitWidget(anywidget.AnyWidget):
    """Shows a view tree (see :mod:`workshop.controls.nodes`) and reports what the person does.

    Attributes
    ----------
    words
        What the controls say themselves, where no page of ours brings it.
    name
        Name under which the device keeps the answer: an exercise's id, ``page`` for the page itself, or ``notes``.
    nodes
        The module that draws nodes which the kit does not have, where no page of ours brings it.
    view
        Tree of nodes. Python writes, the browser reads.
    answer
        What the person entered, as JSON. The browser writes; Python writes through :meth:`replace_answer` only.
    epoch
        Raised when Python replaced the answer, so that the browser takes it over.
    seq, ack
        Number of the browser's last change, and of the last one that ``view`` reflects.

    Parameters
    ----------
    name
        See above.
    words
        The same for the widget to bring: ``language`` and ``phrases``.
    drawn_by
        A folder whose ``nodes.js`` draws nodes that the kit does not have; on our own pages the page brings it.
    """

    name = traitlets.Unicode().tag(sync=True)
    nodes = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    epoch = traitlets.Int(0).tag(sync=True)
    seq = traitlets.Int(0).tag(sync=True)
    ack = traitlets.Int(0).tag(sync=True)

    def __init__(self, name: str, words: Mapping[str, Any] | None = None, drawn_by: Path | None = None) -> None:
        self._esm = BUILT_IN if served() else _source("kit.js")
        if not served():
            self._css = _source("kit.css")
        self._actions: Callable[[str, Mapping[str, Any]], None] | None = None
        self._hello: Callable[[Mapping[str, Any]], None] | None = None
        own = (drawn_by / "nodes.js").read_text("utf-8") if drawn_by and not served() else ""
        super().__init__(name=name, words={} if served() else dict(words or {}), nodes=own)
        self.on_msg(self._receive)

    @traitlets.validate("answer")
    def _fit_to_travel(self, proposal: Any) -> Any:
        return without_halves(proposal["value"])

    def on_action(self, handler: Callable[[str, Mapping[str, Any]], None]) -> None:
        """Call ``handler(action, args)`` for every button and every other action of the view."""
        self._actions = handler

    def on_hello(self, handler: Callable[[Mapping[str, Any]], None]) -> None:
        """Call ``handler(message)`` when a browser greets this kernel, again after every reconnection."""
        self._hello = handler

    def replace_answer(self, answer: Mapping[str, Any]) -> None:
        """Put another answer in place of the browser's (clear, import, restore).

        ``ack`` goes with it: what the browser has changed since that number is newer than this, and stays.
        """
        with self.hold_sync():
            self.answer = dict(answer)
            self.epoch += 1
            self.ack = self.seq

    def tell(self, event: str, **values: Any) -> None:
        """Send an event: ``announce``, ``focus``, ``show``, ``download``, ``go``, ``forget`` or ``restore``."""
        self.send({"event": event, **values})

    def _receive(self, _widget: object, message: object, _buffers: object) -> None:
        # Messages come from outside: anything that is not of our shape is dropped without a word.
        if not isinstance(message, dict):
            return
        if message.get("event") == "hello" and self._hello:
            self._hello(message)
        elif message.get("event") == "action" and self._actions:
            action, args = message.get("action"), message.get("args")
            self._take_late(message.get("answer"), message.get("seq"))
            if isinstance(action, str):
                self._actions(action, args if isinstance(args, dict) else {})

    def _take_late(self, answer: object, seq: object) -> None:
        """Take words that were still on their way when something was tapped: a tap must not overtake them."""
        if isinstance(answer, dict) and isinstance(seq, int) and seq > self.seq:
            with self.hold_trait_notifications():
                self.answer = answer
                self.seq = seq
