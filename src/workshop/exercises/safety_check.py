"""The safety check as one node that needs nobody: all questions and all advice are in it from the start.

Whatever is tapped in it is decided and forgotten in the browser. It has no field, no action and no name, so there is
nothing that the kit could keep, send or count.
"""

from __future__ import annotations

from workshop.content import Library
from workshop.content.pages import SafetyAdvice
from workshop.controls import markdown, safety_nodes
from workshop.controls.nodes import Node
from workshop.controls.widget import served

from .helplines import helplines


def safety_check(library: Library, *, folded: bool, key: str = "fork") -> Node:
    """Return the safety check.

    Parameters
    ----------
    library
        Wording of the session's language.
    folded
        True where it stands before another exercise: one line and a button until somebody opens it.
    """
    say, safety = library.phrase, library.pages.safety
    return safety_nodes.safety_check(
        key=key,
        folded=folded,
        lead=say("exercise.safety_first"),
        title=safety.title,
        intro_html=markdown.html(safety.intro),
        private=safety.private,
        questions=[{"id": q.id, "text": q.text, "leads_to": q.leads_to} for q in safety.questions],
        options=[
            {"value": "yes", "label": say("app.yes")},
            {"value": "no", "label": say("app.no")},
            {"value": "unsure", "label": say("app.not_sure")},
        ],
        advice={
            "yes": _advice(safety.if_yes),
            "unsure": _advice(safety.if_unsure),
            **({"lying": _advice(safety.if_lying)} if safety.if_lying else {}),
            "no": _advice(safety.if_no),
        },
        helplines=None if served() else helplines(library),
        labels={
            "open": say("exercise.safety_link"),
            "close": say("safety.close"),
            "closed": say("kinds.safety.closed"),
            "lines": say("kinds.safety.lines"),
        },
    )


def _advice(advice: SafetyAdvice) -> safety_nodes.Advice:
    steps = [markdown.inline(step) for step in advice.steps]
    return {"title": advice.title, "html": markdown.html(advice.text), "steps_html": steps}
