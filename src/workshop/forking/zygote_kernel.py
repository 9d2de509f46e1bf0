"""ipykernel's application in two steps: everything but sockets and threads, and, after a fork, the rest."""

# mypy: allow-untyped-calls
from __future__ import annotations

import asyncio
import os
import sys
import uuid
from collections.abc import Callable
from typing import Any

import zmq
from ipykernel import debugger
from ipykernel.iostream import IOPubThread
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from IPython.core.application import BaseIPythonApplication
from tornado.ioloop import IOLoop
from zmq.eventloop.zmqstream import ZMQStream

from . import hooks
from .recording import RecordingSession, RecordingStream, ignore

QUIET = [
    "--HistoryManager.enabled=False",  # its SQLite connection would be shared by all forks
    "--IPKernelApp.capture_fd_output=False",
    "--IPKernelApp.log_level=50",
]


class IPythonKernelInFork(IPythonKernel):
    """An IPython kernel that tells :mod:`.hooks` about its first message."""

    def should_handle(self, stream: Any, msg: Any, idents: Any) -> Any:
        """Run what waited for a visitor, then decide as usual."""
        hooks.run_when_visited()
        return super().should_handle(stream, msg, idents)


class ZygoteKernelApp(IPKernelApp):
    """:meth:`prepare` in the zygote, :meth:`awaken` and ``start`` in the fork."""

    session: RecordingSession

    def prepare(self) -> None:
        """Create kernel and shell as ``IPKernelApp.initialize`` does, without anything a fork would break."""
        debugger._is_debugpy_available = False  # a debugger needs threads and a port
        BaseIPythonApplication.initialize(self, QUIET)
        self.session = RecordingSession(parent=self)
        self.init_pdb()
        sys.stdout = RecordingStream(self.session, "stdout")
        sys.stderr = RecordingStream(self.session, "stderr")
        self.init_signal()
        self.kernel = IPythonKernelInFork.instance(
            parent=self,
            session=self.session,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
            iopub_socket=None,
        )
        self.init_path()
        self.init_shell()
        self.init_gui_pylab()
        self.init_extensions()
        self.init_code()
        self.session.sink = ignore

    def awaken(self, connection_file: str) -> None:
        """Give a fork its own session, sockets, threads and streams, and introduce them to the kernel."""
        session, kernel = self.session, self.kernel
        session.sink = None
        session.pid = os.getpid()
        session.session = uuid.uuid4().hex
        session.digest_history = set()
        session.message_count = 0
        asyncio.set_event_loop(asyncio.new_event_loop())
        self.connection_file = connection_file
        self.init_connection_file()
        self.init_sockets()
        self.init_heartbeat()
        self._ports = {
            "shell": self.shell_port,
            "iopub": self.iopub_port,
            "stdin": self.stdin_port,
            "hb": self.hb_port,
            "control": self.control_port,
        }
        self.write_connection_file()
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
        self.init_io()
        self._connect(kernel)
        kernel.record_ports({f"{name}_port": port for name, port in self._ports.items()})
        self.when_running(hooks.run_after_fork)

    def when_running(self, callback: Callable[[], object]) -> None:
        """Call back when the fork's event loop runs."""
        IOLoop.current().add_callback(callback)

    def finish_speaking(self) -> None:
        """Let the control thread say that the kernel ends, while the thread that sends it still runs.

        ipykernel stops the sending thread first. If the control thread is not done by then it waits for it in vain, and
        a shutdown takes the 2.5 seconds until somebody loses patience.
        """
        self.control_thread.stop()
        self.control_thread.join(2)

    def init_iopub(self, context: zmq.Context[Any]) -> None:
        """Bind the output socket so that it greets *every* subscriber, not only the first.

        Without ``XPUB_VERBOSE`` ZeroMQ keeps later subscriptions to itself, and a websocket would have to
        poll to learn that it is subscribed.
        """
        socket = context.socket(zmq.XPUB)
        socket.linger = 1000
        socket.setsockopt(zmq.XPUB_VERBOSE, 1)
        self._apply_curve_server_options(socket)
        self.iopub_port = self._bind_socket(socket, self.iopub_port)
        self.configure_tornado_logger()
        self.iopub_thread = IOPubThread(socket, pipe=True, session=self.session)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket

    def _connect(self, kernel: Any) -> None:
        channels = self.shell_channel_thread
        shell_stream = ZMQStream(self.shell_socket, channels.io_loop)
        channels.shell_stream = shell_stream
        kernel.shell_stream = shell_stream
        kernel.control_stream = ZMQStream(self.control_socket, self.control_thread.io_loop)
        self.control_thread.start()
        channels.start()
        for name in (
            "control_thread",
            "shell_channel_thread",
            "iopub_thread",
            "iopub_socket",
            "stdin_socket",
        ):
            setattr(kernel, name, getattr(self, name))
        kernel._stdout, kernel._stderr = sys.stdout, sys.stderr
        kernel.ident = str(uuid.uuid4())
        kernel._main_asyncio_lock = asyncio.Lock()
        shell = kernel.shell
        shell.displayhook.pub_socket = self.iopub_socket
        shell.displayhook.topic = kernel._topic("execute_result")
        shell.display_pub.pub_socket = self.iopub_socket
        self.displayhook.get_execution_count = lambda: kernel.execution_count
