"""Headers that keep a page to itself: nothing from other sites, nothing kept by caches, nothing framed."""

from __future__ import annotations

import re
import socket
from urllib.parse import urlsplit

_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")

#: Says that an answer is the kit's own, and not that of a hotel's Wi-Fi or of a proxy (page/live/connection.js).
OWN_WORD = "X-Workshop"
COMMON = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    OWN_WORD: "1",
    "X-Robots-Tag": "noindex, nofollow",
}
NO_STORE = "no-store, max-age=0"
FOR_EVER = "public, max-age=31536000, immutable"

_ALWAYS = "base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'"
SITE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    f"connect-src 'self'; manifest-src 'self'; {_ALWAYS}"
)


def notebook_policy(host: str) -> str:
    """Return the content security policy of a notebook's page.

    Widgets need inline styles and ``blob:`` modules; other sites stay out all the same. The websocket's
    address is named because older phones don't count it to ``'self'``.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return (
        "default-src 'none'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; "
        "worker-src 'self' blob:; "
        f"connect-src 'self'{sockets}; manifest-src 'self'; {_ALWAYS}"
    )


def own_hosts(host: str, base: str) -> str:
    """Return a pattern for the names under which this server may be asked for.

    Any address in numbers is its own: no other site can point a number here. A name could be made to point here while
    another site's page is open, and so read what only this network may; so there are this computer's names and the
    one in the links, and no others.
    """
    name = socket.gethostname()
    names = {"localhost", name, f"{name}.local", host, urlsplit(base).hostname or ""} - {""}
    return rf"(?i:{'|'.join(map(re.escape, sorted(names)))}|[0-9.]+|\[?[0-9a-f:.]+\]?)$"
