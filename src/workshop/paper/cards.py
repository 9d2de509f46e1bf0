"""Cards that let one person in each, to be printed, cut, mixed and drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import segno
from markupsafe import Markup

from workshop.content import Library
from workshop.room.codes import spaced

from . import printing
from .printing import Paper


def cards_page(
    library: Library,
    codes: Sequence[str],
    origin: str,
    paper: Paper | None = None,
    *,
    enter: Callable[[str], str],
) -> str:
    """Return a page of cards as HTML that needs no other file.

    Parameters
    ----------
    library
        Wording.
    codes
        One for each card.
    origin
        Address that people go to.
    paper
        Size of the paper; None leaves it to whoever prints.
    enter
        Makes the address behind a code.
    """
    cards = [{"code": spaced(code), "qr": _qr(enter(code))} for code in codes]
    address = origin.partition("://")[2] or origin
    return printing.render("cards.html.j2", library, cards=cards, address=address, paper=paper)


def _qr(address: str) -> Markup:
    picture = segno.make(address, error="m").svg_inline(scale=1, border=0, omitsize=True)
    return Markup(picture)  # noqa: S704  (segno's own SVG; the address is in it as squares only)
