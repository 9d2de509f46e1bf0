"""The workbook as one self-contained page that reads well and prints well."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from workshop.templates import environment

#: One exercise as it is printed: title, pairs of question and answer, and perhaps a drawing.
Entry = tuple[str, Sequence[tuple[str, str]], Markup | None]


def page(parts: Iterable[tuple[str, Sequence[Entry]]], words: Mapping[str, Any], day: dt.date) -> str:
    """Return the workbook as HTML without any link to another file.

    Parameters
    ----------
    parts
        Title of each part with its exercises; empty ones are left out by the caller.
    words
        ``title``, ``made_on``, ``private``, ``empty`` and ``language``, in the person's language.
    day
        Date to print; never a time.
    """
    return (
        environment("workbook")
        .get_template("workbook.html.j2")
        .render(parts=list(parts), words=words, day=day.isoformat())
    )
