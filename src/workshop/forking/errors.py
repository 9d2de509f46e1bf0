"""What can keep a page from being served, each with a sentence that can be shown to people."""

from __future__ import annotations


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


class PageFull(PageError):  # noqa: N818
    """As many pages are open as the limits allow."""


class PageBroken(PageError):  # noqa: N818
    """The notebook of the page cannot be executed, or not be forked."""


class TemplateFailed(Exception):  # noqa: N818
    """A template could not be made; the message is a sentence for the facilitator."""


class TemplateGone(Exception):  # noqa: N818
    """The template process has ended; what it would have forked must come from its successor."""


class ForkFailed(Exception):  # noqa: N818
    """The template lives, but this clone could not be started; the message is a sentence."""
