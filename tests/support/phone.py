"""One person's page without a browser: it says over the websocket whatever a test wants it to say."""

from __future__ import annotations

import uuid
from types import TracebackType
from typing import Any, Self

import httpx

from tests.support.kernel import message, open_socket, wait_for
from tests.support.pages import config


class Phone:
    """A page of somebody who has joined, connected to its kernel.

    Parameters
    ----------
    client
        Their browser.
    part
        The page they open.
    options
        For the connection.
    """

    def __init__(self, client: httpx.Client, part: str = "00-welcome", **options: Any) -> None:
        page = client.get(f"/part/{part}")
        assert page.status_code == 200, page.text
        self.config = config(page.text)
        self.socket = open_socket(client, self.config["kernelId"], **options)
        control = str(uuid.uuid4())
        opened = {"comm_id": control, "target_name": "jupyter.widget.control", "data": {}}
        self.say("comm_open", opened, metadata={"version": "1.0.0"})
        self.say("comm_msg", {"comm_id": control, "data": {"method": "request_states"}})
        while True:
            content = wait_for(self.socket, "comm_msg")["content"]
            if content["comm_id"] == control:
                break
        states = content["data"]["states"]
        self.models = {one["state"]["name"]: key for key, one in states.items() if one["state"].get("name")}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.socket.close()

    def say(self, kind: str, content: dict[str, Any], **more: Any) -> None:
        """Send a message."""
        self.socket.send(message(kind, content, **more))

    def tell(self, model: str, **content: Any) -> None:
        """Send one of the page's widgets a message of its own."""
        self.say("comm_msg", {"comm_id": self.models[model], "data": {"method": "custom", "content": content}})

    def greet(self, **more: Any) -> None:
        """Say who is here."""
        self.tell("page", **{"event": "hello", "ticket": self.config["ticket"], "surface": "participant", **more})

    def share(self, exercise: str, answer: dict[str, Any], seq: int = 1) -> None:
        """Answer an exercise and hand the answer to the room."""
        answer = {"_level": "count", **answer}
        self.tell(exercise, event="action", action="share", args={}, answer=answer, seq=seq)

    def until_done(self) -> None:
        """Wait until the kernel has done all that it was told."""
        self.say("kernel_info_request", {})
        wait_for(self.socket, "kernel_info_reply")
