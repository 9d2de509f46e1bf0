"""An address to scan: one kind of code, for pages, for paper and for a terminal."""

from __future__ import annotations

import io

import segno

_WHITE_ON_BLACK, _PLAIN = "\x1b[38;5;231;48;5;16m", "\x1b[0m"


def svg(address: str, border: int = 2) -> str:
    """Return it as a drawing that may stand in a page: dark on light, however dark the page is."""
    code = segno.make(address, error="m")
    return str(code.svg_inline(scale=1, border=border, omitsize=True, dark="#1c1917", light="#ffffff"))


def terminal(address: str) -> str:
    """Return it to be printed in a terminal: in colours of its own, because many terminals are light."""
    out = io.StringIO()
    segno.make(address, error="m").terminal(out, compact=True, border=2)
    return "".join(f"{_WHITE_ON_BLACK}{line}{_PLAIN}\n" for line in out.getvalue().splitlines())
