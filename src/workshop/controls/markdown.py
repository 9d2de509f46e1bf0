"""Markdown of the content files as safe HTML."""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt

# Raw HTML stays off: content files are edited by many hands, and a page must not become a script.
_PARSER = MarkdownIt("commonmark", {"html": False, "typographer": True, "linkify": False}).enable(
    ["table", "smartquotes", "replacements"]
)


@lru_cache(maxsize=1024)
def html(text: str) -> str:
    """Return Markdown as HTML; raw HTML in it is shown as text, ``javascript:`` links are dropped."""
    return str(_PARSER.render(text)).strip()


@lru_cache(maxsize=1024)
def inline(text: str) -> str:
    """Return one line of Markdown as HTML without a surrounding paragraph."""
    return str(_PARSER.renderInline(text)).strip()
