"""Leaves out what costs every process of Jupyter a second, or memory, and is used by none."""

from __future__ import annotations

import sys


def leave_out() -> None:
    """Make this process do without ``rfc3987_syntax``; call it before anything of Jupyter is imported.

    jsonschema, which Jupyter is full of, looks for a checker of internationalised addresses while it is imported. The
    one it finds compiles 35 parsers: 1.3 s in the server and in every zygote. No schema of Jupyter's asks for it
    (jupyter_server#1559). What is None in ``sys.modules`` counts as not installed.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def leave_out_lxml() -> None:
    """Make the server do without ``lxml``: 4 MB that nbconvert's Beautiful Soup takes along and nobody asks for."""
    sys.modules.setdefault("lxml", None)  # type: ignore[arg-type]


def leave_out_debugger() -> None:
    """Make kernels do without ``debugpy``: it needs threads and a port, and takes 8 MB in each of them."""
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]
