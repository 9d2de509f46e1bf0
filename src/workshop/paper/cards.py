"""Cards that let one person in each, to be printed, cut, mixed and drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from workshop import qr
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
    # Of what a code leads to, nothing but squares is in its drawing.
    cards = [{"code": spaced(code), "qr": Markup(qr.svg(enter(code), border=0))} for code in codes]  # noqa: S704
    address = origin.partition("://")[2] or origin
    return printing.render("cards.html.j2", library, cards=cards, address=address, paper=paper)
