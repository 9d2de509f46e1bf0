"""Something to take along: text that the browser copies or saves by itself, without asking anybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from workshop.content import Library
from workshop.controls import exercise_nodes
from workshop.controls.exercise_nodes import FieldText
from workshop.controls.nodes import Node


def takeaway(
    library: Library,
    parts: Sequence[str | FieldText],
    *,
    ending: Literal["txt", "ics"] = "txt",
    key: str,
) -> Node:
    """Return buttons to copy and to save, below the line about devices that somebody else looks at.

    Parameters
    ----------
    library
        Wording of the session's language.
    parts
        Text, and ``{"field": path}`` where what the person typed belongs; the browser puts it in when it is asked.
    ending
        ``txt`` may also be copied; ``ics`` is a calendar file. The name before it is neutral.
    """
    say = library.phrase
    calendar = ending == "ics"
    return exercise_nodes.takeaway(
        key=key,
        parts=list(parts),
        filename=f"{say('app.file_name')}.{ending}",
        mime="text/calendar" if calendar else "text/plain",
        warning=say("kinds.along.warning"),
        labels={
            "copy": None if calendar else say("kinds.along.copy"),
            "copied": say("kinds.along.copied"),
            "not_copied": say("kinds.along.not_copied"),
            "save": say("kinds.along.calendar" if calendar else "kinds.along.save"),
            "saved": say("kinds.along.saved"),
        },
    )
