"""What the widgets of a page are before anybody visits: the page brings it along, a fork tells only what is new.

Every visitor's widgets begin alike, because forks share the ids and the states of their zygote. So the server gives
those states away as a file that browsers keep, and the page is drawn from it while its kernel is still being connected.
Then the page opens a comm to :func:`target` with ``{"since": name}`` and is answered, in the form of ipywidgets' own
``update_states``, with the widgets that are no longer what the file says.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from .hooks import on_idle

METADATA = "first_states"

State = dict[str, Any]


class FirstStates:
    """The states of a zygote's widgets.

    Attributes
    ----------
    name
        A digest of them all, which changes whenever one of them does.
    states
        Widget id → model and state, as in ``update_states``; widgets with binary values are not among them.
    """

    def __init__(self, widgets: Iterable[Any]) -> None:
        split = {widget.model_id: _split(_described(widget)) for widget in widgets}
        self.states = {model_id: plain for model_id, (plain, _, buffers) in split.items() if not buffers}
        text = json.dumps(self.states, sort_keys=True, default=repr)
        self.name = hashlib.sha256(text.encode()).hexdigest()[:16]

    def changed(self, widgets: Iterable[Any], since: object) -> dict[str, Any]:
        """Return the widgets that are new or different; all of them if ``since`` is another name.

        Comparing is quick because what has not changed is still the same object. A value that was changed in place is
        missed, as ipywidgets misses it too.
        """
        known: Mapping[str, State] = self.states if since == self.name else {}
        now = {widget.model_id: _described(widget) for widget in widgets}
        return {model_id: state for model_id, state in now.items() if known.get(model_id) != state}


def target() -> str:
    """Return the name of the comm over which a page asks; a server may set another for all its kernels."""
    return os.environ.get("FORKED_STATES_COMM", "forked.states")


def offer(comm_manager: Any) -> State | None:
    """Remember the widgets that there are now, and answer pages that ask what has changed.

    Returns
    -------
    dict or None
        ``{"name": ..., "states": ...}`` for the server; None if the notebook uses no widgets.
    """
    if "ipywidgets" not in sys.modules:
        return None
    first = FirstStates(_all_widgets())

    def answer(comm: Any, message: Mapping[str, Any]) -> None:
        data = message["content"]["data"]
        states, paths, buffers = _split(first.changed(_all_widgets(), data.get("since")))
        comm.send({"method": "update_states", "states": states, "buffer_paths": paths}, buffers=buffers)

    comm_manager.register_target(target(), answer)

    @on_idle
    def answer_a_page_that_is_not_there() -> None:
        content = {"comm_id": "rehearsal", "target_name": target(), "data": {"since": first.name}}
        comm_manager.comm_open(None, None, {"content": content})
        comm_manager.comm_close(None, None, {"content": content})

    return {"name": first.name, "states": first.states}


def _all_widgets() -> list[Any]:
    from ipywidgets.widgets import widget

    return list(widget._instances.values())


def _split(states: State) -> tuple[State, list[Any], list[Any]]:
    from ipywidgets.widgets import widget

    plain, paths, buffers = widget._remove_buffers(states)
    return plain, paths, buffers


def _described(widget: Any) -> State:
    return {
        "model_name": widget._model_name,
        "model_module": widget._model_module,
        "model_module_version": widget._model_module_version,
        "state": widget.get_state(drop_defaults=False),
    }
