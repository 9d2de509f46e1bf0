"""What the server writes about its work: never an address, a code, a key or a kernel's id."""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import Any

from tornado.web import RequestHandler

log = logging.getLogger("workshop.server")

_SECRETS = [
    (re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.I), "(id)"),
    (re.compile(r"/(j|console|projector|invitation|host|rooms)/[^\s'\"?]+"), r"/\1/(hidden)"),
    (re.compile(r"\b(remote_ip|uri|host)='[^']*'"), r"\1=(hidden)"),
    (re.compile(r"\(\d{1,3}(?:\.\d{1,3}){3}\)"), "(hidden)"),
    (re.compile(r"\('[0-9a-fA-F.:%]+', \d+(?:, \d+)*\)"), "(hidden)"),
]


def hide(text: str) -> str:
    """Return a text with ids, keys and addresses taken out."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


@cache
def warn_once(sentence: str) -> None:
    """Write a line into the log, the first time only: every page would say it again and again."""
    log.warning("%s", sentence)


class HidingFormatter(logging.Formatter):
    """Formats a record, traceback included, and hides what could name a visitor or open a door."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without secrets."""
        return hide(super().format(record))


def log_request(handler: RequestHandler) -> None:
    """Write one line per request: the page's name and the result, not its address."""
    status = handler.get_status()
    label = getattr(handler, "label", "page")
    took = 1000 * handler.request.request_time()
    write = log.info if status < 500 else log.warning
    write("%s %s %d %.0f ms", handler.request.method, label, status, took)


def _worth_reading(record: logging.LogRecord) -> bool:
    """Say whether a line helps a facilitator: Jupyter's word on trusted notebooks, our ping or a probe does not."""
    unneeded = ("is not trusted", "websocket_ping_timeout", "SSL Error on")
    return not any(said in record.getMessage() for said in unneeded)


def set_up(verbose: bool, *loggers: Any) -> None:
    """Send every log of the server through one formatter that hides."""
    handler = logging.StreamHandler()
    handler.setFormatter(HidingFormatter("%(levelname)s %(message)s"))
    handler.addFilter(_worth_reading)
    top = logging.getLogger()
    top.handlers[:] = [handler]
    top.setLevel(logging.WARNING)
    log.setLevel(logging.INFO if verbose else logging.WARNING)
    for other in loggers:
        other.handlers[:] = []
        other.propagate = True
        other.setLevel(logging.WARNING)
