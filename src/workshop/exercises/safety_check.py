"""The safety check as one node that needs nobody: all questions and all advice are in it from the start.

Whatever is tapped in it is decided and forgotten in the browser. It has no field, no action and no name, so there is
nothing that the kit could keep, send or count.
"""

from __future__ import annotations

from typing import Any

from workshop.content import Library
from workshop.content.helplines import Helpline
from workshop.content.pages import SafetyAdvice
from workshop.controls import markdown, nodes
from workshop.controls.nodes import Node


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
    return nodes.node(
        "safety_check",
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
        lines=_lines(library),
        labels={
            "open": say("exercise.safety_link"),
            "close": say("safety.close"),
            "closed": say("kinds.safety.closed"),
            "lines": say("kinds.safety.lines"),
            "watched": library.pages.help.watched,
        },
    )


def _advice(advice: SafetyAdvice) -> dict[str, Any]:
    steps = [markdown.inline(step) for step in advice.steps]
    return {"title": advice.title, "html": markdown.html(advice.text), "steps_html": steps}


def _lines(library: Library) -> list[dict[str, Any]]:
    """Return the countries with what one can tap to reach somebody, so that it works without a connection."""
    return [
        {
            "name": country.name,
            "note": "" if country.has_emergency else library.helplines.local_emergency,
            "links": [link for line in country.lines for link in _links(line, library)],
        }
        for country in library.helplines.countries
    ]


def _links(line: Helpline, library: Library) -> list[dict[str, str]]:
    say, data = library.phrase, line.data
    links = []
    if data.tel and data.number:
        links.append({"href": f"tel:{data.tel}", "label": say("help.call", number=data.number)})
    if data.sms:
        text = (
            say("help.text_body", word=data.sms.word, number=data.sms.to)
            if data.sms.word
            else say("help.text", number=data.sms.to)
        )
        links.append({"href": f"sms:{data.sms.to}", "label": text})
    if not links and data.website:
        site = data.website.split("//", 1)[-1].strip("/")
        links.append({"href": data.website, "label": say("help.website", site=site)})
    return [{**link, "name": line.words.name} for link in links]
