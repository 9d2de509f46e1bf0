"""Execute a notebook inside its zygote, with the outputs a browser would have been sent."""

# mypy: allow-untyped-calls
from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
from nbclient import NotebookClient

from .recording import Message, ignore
from .zygote_kernel import ZygoteKernelApp

FIELDS = ("header", "parent_header", "content", "metadata", "msg_type", "msg_id")


@dataclass(frozen=True)
class Failure:
    """The cell that stopped the notebook, as a facilitator counts: the first code cell is number 1."""

    cell: int
    first_line: str
    error: str


class _ReplyBuffer:
    """Keeps what a live client would send back to the kernel, which reads it only after the cell."""

    def __init__(self) -> None:
        self.replies: list[Message] = []

    def send(self, message: Message) -> None:
        self.replies.append(message)


class NotebookRun:
    """One execution of one notebook in a zygote.

    nbclient's own message handling builds the outputs (output widgets, cleared and updated displays), fed
    from the recorder instead of sockets.
    """

    def __init__(self, app: ZygoteKernelApp, notebook: nbformat.NotebookNode) -> None:
        self.app = app
        self.notebook = notebook
        self._replies = _ReplyBuffer()
        self._reader = NotebookClient(notebook)
        stand_in: Any = SimpleNamespace(shell_channel=self._replies, session=app.session)
        self._reader.kc = stand_in
        self._reader.reset_execution_trackers()

    def execute(self) -> Failure | None:
        """Execute all cells; stop at the first that fails and return which and why."""
        shell = self.app.kernel.shell
        usual, shell.loop_runner = shell.loop_runner, run_in_own_loop
        try:
            number = 0
            for index, cell in enumerate(self.notebook.cells):
                if cell.cell_type != "code":
                    continue
                number += 1
                error = self._execute_cell(cell, index)
                if error is not None:
                    first_line = next(iter(cell.source.strip().splitlines()), "")
                    return Failure(number, first_line[:80], f"{type(error).__name__}: {error}")
        finally:
            self.app.session.sink = ignore
            shell.loop_runner = usual
            self.app.kernel.set_parent([b""], {"header": {}})
        return None

    def _execute_cell(self, cell: nbformat.NotebookNode, index: int) -> BaseException | None:
        kernel, session = self.app.kernel, self.app.session
        cell.outputs = []
        self._reader.clear_before_next_output = False
        request = session.msg("execute_request", {"code": cell.source, "silent": False})
        kernel.set_parent([b"zygote"], request)
        session.sink = lambda message: self._read(message, cell, index)
        result = kernel.shell.run_cell(cell.source, store_history=False, silent=False)
        session.sink = ignore  # nobody reads echoes of the replies below
        replies, self._replies.replies = self._replies.replies, []
        for reply in replies:
            kernel.comm_manager.comm_msg(None, None, dict(reply, buffers=[]))
        error: BaseException | None = result.error_before_exec or result.error_in_exec
        return error

    def _read(self, message: Message, cell: nbformat.NotebookNode, index: int) -> None:
        if message["msg_type"] in {"status", "execute_input"}:
            return
        plain = json.loads(json.dumps({key: message[key] for key in FIELDS if key in message}, default=str))
        plain["buffers"] = message.get("buffers", [])
        self._reader.process_message(plain, cell, index)


def run_in_own_loop(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a cell with a top-level ``await`` in a loop that is closed again: forks must not share one."""
    loop = asyncio.new_event_loop()
    try:
        result = loop.run_until_complete(coroutine)
        pending = [task.get_name() for task in asyncio.all_tasks(loop)]
        if pending and result.success:
            result.error_in_exec = RuntimeError(
                f"this cell leaves {len(pending)} task(s) running; start them in an after_fork callback"
            )
        return result
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()


def read(path: str) -> nbformat.NotebookNode:
    """Return the notebook of a file, in the current format.

    It is not checked against the format: nbformat would only log what is wrong, and touch 3 MiB for it in each zygote.
    """
    text = Path(path).read_text("utf-8")
    notebook: nbformat.NotebookNode = nbformat.convert(nbformat.reader.reads(text), 4)
    return notebook
