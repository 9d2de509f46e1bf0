"""A forked page is a Voilà page: widgets, output, custom messages, comms from the browser."""

from __future__ import annotations

import asyncio
import statistics
import time
import uuid

import pytest
from visitor import Trouble, Visitor

pytestmark = pytest.mark.server
CUSTOM = """
import anywidget, traitlets
class Shout(anywidget.AnyWidget):
    _esm = "export default { render() {} }"
    name = traitlets.Unicode("shout").tag(sync=True)
    heard = traitlets.Unicode("").tag(sync=True)
    def __init__(self, **kw):
        super().__init__(**kw)
        self.on_msg(self._hear)
    def _hear(self, widget, content, buffers):
        self.heard = content["text"] + str(len(buffers))
        self.send({"event": "echo", "text": content["text"].upper()}, buffers=[b"xyz"])
shout = Shout()
shout
"""
COMM = """
def opened(comm, message):
    comm.on_msg(lambda m: comm.send({"twice": m["content"]["data"]["n"] * 2}))
    comm.send({"hello": message["content"]["data"]["who"]})
get_ipython().kernel.comm_manager.register_target("doubler", opened)
"""
OUTPUT = """
import ipywidgets as widgets
out, press = widgets.Output(), widgets.Button(description="press")
with out:
    print("from the zygote")
def pressed(button):
    with out:
        print("pressed in the fork")
press.on_click(pressed)
display(out, press)
"""


async def arrive(server):
    visitor = Visitor(server.base, server.path())
    await visitor.open_page()
    await visitor.connect()
    await visitor.load_widgets()
    return visitor


def comm_data(comm_id):
    return lambda m: m.kind == "comm_msg" and m.content["comm_id"] == comm_id


def test_anywidgets_hear_and_answer_custom_messages(server, notebook):
    notebook(CUSTOM)
    it = server("--ahead", "1")

    async def main():
        for word in ("hello", "again"):
            visitor = await arrive(it)
            model = visitor.model(name="shout")
            assert visitor.states[model]["state"]["heard"] == ""
            await visitor.send(
                "comm_msg",
                {"comm_id": model, "data": {"method": "custom", "content": {"text": word}}},
                buffers=[b"1", b"2"],
            )
            heard = await visitor.receive(comm_data(model), 5)
            assert heard.content["data"]["state"] == {"heard": word + "2"}
            answer = await visitor.receive(comm_data(model), 5)
            assert answer.content["data"]["content"] == {"event": "echo", "text": word.upper()}
            assert answer.buffers == [b"xyz"]

    asyncio.run(main())


def test_the_browser_can_open_comms(server, notebook):
    notebook(COMM)
    it = server()

    async def main():
        visitor = Visitor(it.base, it.path())
        await visitor.open_page()
        await visitor.connect()
        comm = uuid.uuid4().hex
        await visitor.send("comm_open", {"comm_id": comm, "target_name": "doubler", "data": {"who": "you"}})
        assert (await visitor.receive(comm_data(comm), 5)).content["data"] == {"hello": "you"}
        await visitor.send("comm_msg", {"comm_id": comm, "data": {"n": 21}})
        assert (await visitor.receive(comm_data(comm), 5)).content["data"] == {"twice": 42}

    asyncio.run(main())


def test_output_widgets_hold_what_the_template_and_the_clone_print(server, notebook):
    notebook(OUTPUT)
    it = server()

    async def main():
        visitor = await arrive(it)
        out = visitor.model(_view_name="OutputView")
        outputs = visitor.states[out]["state"]["outputs"]
        assert [o["text"] for o in outputs] == ["from the zygote\n"]
        press = visitor.model(description="press")
        await visitor.send("comm_msg", {"comm_id": press, "data": {"method": "custom", "content": {"event": "click"}}})
        printed = await visitor.receive(lambda m: m.kind == "stream", 5)
        assert printed.content["text"] == "pressed in the fork\n"

    asyncio.run(main())


def test_code_cannot_be_sent(server, notebook):
    notebook("x = 1")
    it = server()

    async def main():
        visitor = Visitor(it.base, it.path())
        await visitor.open_page()
        await visitor.connect()
        await visitor.send("execute_request", {"code": "print('no')", "silent": False})
        info = await visitor.send("kernel_info_request", {})
        answer = await visitor.receive(lambda m: m.parent == info and m.channel == "shell", 5)
        assert "debugger" not in answer.content["supported_features"]

    asyncio.run(main())


def test_markdown_and_displays_are_on_the_page_and_nothing_waits_for_a_kernel(server, notebook):
    notebook("display('shown first'); handle = display('before', display_id='a')", "handle.update('after'); 1 + 41")
    it = server("--ahead", "2")

    async def main():
        visitor = Visitor(it.base, it.path())
        await visitor.open_page()
        assert all(text in visitor.html for text in ("shown first", "after", "42"))
        assert "'before'" not in visitor.html
        assert "__KERNEL_ID__" not in visitor.html
        assert visitor.html.count(visitor.kernel_id) == 1
        other = Visitor(it.base, it.path())
        await other.open_page()
        assert other.html.replace(other.kernel_id, visitor.kernel_id) == visitor.html

    asyncio.run(main())


def test_round_trips_are_not_held_back(server, notebook):
    """Without TCP_NODELAY a round trip takes 40 ms more."""
    notebook("import ipywidgets as widgets\nbox = widgets.IntText(description='in')\nbox")
    it = server()

    async def main():
        visitor = await arrive(it)
        times = []
        for number in range(20):
            began = time.perf_counter()
            sent = await visitor.update(visitor.model(description="in"), value=number)
            await visitor.receive(lambda m, sent=sent: m.parent == sent and m.content.get("execution_state") == "idle")
            times.append(time.perf_counter() - began)
        assert statistics.median(times) < 0.035

    asyncio.run(main())


def test_a_connection_to_a_kernel_that_is_gone_is_refused(server, notebook):
    notebook("x = 1")
    it = server()

    async def main():
        visitor = Visitor(it.base, it.path())
        await visitor.open_page()
        await visitor.close()
        again = Visitor(it.base, it.path())
        again.kernel_id = visitor.kernel_id
        with pytest.raises(Exception, match="404"):
            await again.connect()

    asyncio.run(main())


def test_several_connections_and_a_reconnect_share_a_kernel(server, notebook):
    notebook("import ipywidgets as widgets\nbox = widgets.Text(description='in')\nbox")
    it = server()

    async def main():
        first = await arrive(it)
        second = Visitor(it.base, it.path())
        second.html, second.kernel_id, second._jar = first.html, first.kernel_id, dict(first._jar)
        await second.connect()
        await second.load_widgets()
        box = first.model(description="in")
        sent = await first.update(box, value="typed")
        await first.receive(lambda m: m.parent == sent and m.content.get("execution_state") == "idle", 5)
        await first.close(beacon=False)
        began = time.perf_counter()
        await first.connect()
        await first.load_widgets()
        assert time.perf_counter() - began < 1.0
        assert first.states[box]["state"]["value"] == "typed"
        await second.load_widgets()
        with pytest.raises((Trouble, TimeoutError)):
            await second.receive(lambda m: m.kind == "iopub_welcome", 0.3)  # greetings are for new subscribers

    asyncio.run(main())
