"""The steps of a part as slides: for a room with a projector and no network, beside the paper sheets."""

from __future__ import annotations

from workshop.content import HELP_SITE, Library, Part

from . import printing
from .sheets import Words


def slides_page(library: Library, parts: list[Part]) -> str:
    """Return the slides of these parts as HTML that needs no other file; each is a page of 16 by 9.

    They show what the screen of the room shows: what everyone is asked and what there is to do, in the words of the
    paper sheets. What the facilitator says stays in the guide.
    """
    return printing.render("slides.html.j2", library, parts=parts, words=Words(), site=HELP_SITE, paper=None)
