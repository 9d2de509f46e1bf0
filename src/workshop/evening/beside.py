"""``part()`` as notebooks call it: whoever leads the room from a notebook has the console in it."""

from __future__ import annotations

from workshop.exercises.room_context import Role
from workshop.visit.part import PartPage
from workshop.visit.part import part as open_part


def part(name: str, language: str | None = None) -> PartPage:
    """Open a part of the workshop in this notebook.

    Parameters
    ----------
    name
        Id of the part, such as ``01-causes``.
    language
        One of the workshop's languages; its first by default.
    """
    page = open_part(name, language)
    if page.session.role is Role.FACILITATOR:
        from .console import Console  # on everybody else's page there is nothing of it

        page.lead = Console(page.library.language, page.session, in_notebook=True)
    return page
