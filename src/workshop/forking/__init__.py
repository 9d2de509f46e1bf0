"""Fast kernels: a page's notebook is executed once, in a *zygote*; every visit is a fork of it.

A zygote is a process with a real IPython kernel that has executed a notebook and has neither sockets nor threads. A
fork of it is given sockets, threads, a session key and fresh randomness of its own: an ordinary Jupyter kernel from
then on. The page's HTML is rendered once and differs between visitors by the kernel's id only. README.md in this folder
says how to use it and what it reaches into.

What a server needs is in :mod:`.pages`, :mod:`.page`, :mod:`.limits`, :mod:`.availability` and :mod:`.reaper`. Here are
only the names that notebooks need, because a zygote must import as little of the server as possible: whatever it holds,
every fork holds.
"""

from .hooks import after_fork, on_idle, when_visited

__all__ = ["after_fork", "on_idle", "when_visited"]
