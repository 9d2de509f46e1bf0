"""What whoever serves a page gets: the page, or why there is none. Free of imports, so that any server may use it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

KERNEL_ID = "__KERNEL_ID__"
"""Stands in a page that was rendered once, where the id of each visitor's kernel belongs."""

Around = Callable[[str], AbstractContextManager[Mapping[str, str]]]
"""Opened around what is done for a page, by its path; gives the variables of its kernels."""


@dataclass(frozen=True)
class RenderedPage:
    """A page for one visitor: its HTML, and the id of the kernel behind it."""

    html: str
    kernel_id: str


class PageError(Exception):
    """A page cannot be served now.

    Attributes
    ----------
    sentence : str
        For whoever opened the page.
    detail : str
        For the facilitator and the log; may name files and errors of the notebook, never a visitor.
    """

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(f"{sentence} {detail}".strip())
        self.sentence = sentence
        self.detail = detail


class PageFull(PageError):
    """As many pages are open as the limits allow."""


class PageBroken(PageError):
    """The notebook of the page cannot be executed, or not be forked."""
