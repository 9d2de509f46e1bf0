"""Pages made to be printed: one small way from a template to HTML that needs no other file, and on to PDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Literal

from jinja2 import Environment, FunctionLoader
from markupsafe import Markup

from workshop import templates
from workshop.content import Library
from workshop.content.kinds import kinds
from workshop.content.locale import direction, format_share
from workshop.controls import markdown

from . import typefaces

Paper = Literal["a4", "letter"]

_FIRST_PAGE = 1


@lru_cache(maxsize=8)
def environment(library: Library) -> Environment:
    """Return where the printed pages' templates are found, with the words of a language.

    In the templates ``say`` is :meth:`workshop.content.Library.phrase`; ``md`` and ``line`` turn Markdown into HTML;
    ``css`` writes a text as a string of CSS; ``near`` and ``far`` are the sides where a line begins and ends.
    """
    made = templates.environment("print", more=FunctionLoader(_sheet))
    made.filters |= {"md": _md, "line": _line, "css": css_string}
    made.filters["percent"] = lambda share: format_share(share, library.language)
    way = direction(library.language)
    near, far = ("right", "left") if way == "rtl" else ("left", "right")
    made.globals |= {
        "say": library.phrase,
        "library": library,
        "language": library.language,
        "direction": way,
        "near": near,
        "far": far,
    }
    return made


def render(template: str, library: Library, **values: Any) -> str:
    """Return a page as HTML, with the letters it is printed in."""
    page = environment(library).get_template(template).render(**values)
    return page.replace("/* typefaces */", typefaces.embedded(page), 1)


def _sheet(name: str) -> tuple[str, None, Callable[[], bool]] | None:
    """Return the sheet of a kind, which the kind itself brings, for ``kinds/<kind>.html.j2``."""
    folder, _, file = name.partition("/")
    wanted = file.removesuffix(".html.j2") if folder == "kinds" else ""
    sheet = kinds()[wanted].sheet if wanted in kinds() else None
    return (sheet, None, lambda: kinds()[wanted].sheet == sheet) if sheet else None


def _md(text: str) -> Markup:
    return Markup(markdown.html(text))  # noqa: S704  (Markdown with raw HTML off)


def _line(text: str) -> Markup:
    return Markup(markdown.inline(text))  # noqa: S704


def css_string(text: str) -> Markup:
    """Return a text as a string in a style sheet; nothing in it can end the string or the sheet."""
    safe = re.sub(r"[\\\"'<>&\n\r\f]", lambda found: f"\\{ord(found.group()):x} ", text)
    return Markup(f'"{safe}"')  # noqa: S704


def page_numbers(pdf: bytes) -> Mapping[str, int]:
    """Return on which page each place that is linked to stands, by its id; empty if that can't be read.

    Chromium writes the places as a plain dictionary of names, each with the number of its page's object.
    """
    kids = re.search(rb"/Type\s*/Pages\b.*?/Kids\s*\[([^\]]*)\]", pdf, re.DOTALL)
    if kids is None or pdf.count(b"/Type /Pages") != 1:
        return _nested(pdf)
    order = _references(kids.group(1))
    return _places(pdf, order)


def _references(listed: bytes) -> list[int]:
    return [int(number) for number in re.findall(rb"(\d+)\s+0\s+R", listed)]


def _nested(pdf: bytes) -> Mapping[str, int]:
    """Follow a tree of pages, as long documents have one."""
    branches: dict[int, list[int]] = {}
    root = None
    for number, body in re.findall(rb"(?m)^(\d+) 0 obj\n<<(.*?)>>\s*endobj", pdf, re.DOTALL):
        if b"/Type /Pages" in body and (kids := re.search(rb"/Kids\s*\[([^\]]*)\]", body)):
            branches[int(number)] = _references(kids.group(1))
            root = root if b"/Parent" in body else int(number)

    def leaves(number: int) -> list[int]:
        return [leaf for kid in branches[number] for leaf in leaves(kid)] if number in branches else [number]

    return _places(pdf, leaves(root)) if root is not None else {}


def _places(pdf: bytes, order: list[int]) -> Mapping[str, int]:
    found = re.findall(rb"/([\w-]+)\s*\[(\d+)\s+0\s+R\s*/XYZ", pdf)
    at = {number: page for page, number in enumerate(order, _FIRST_PAGE)}
    return {name.decode(): at[int(number)] for name, number in found if int(number) in at}
