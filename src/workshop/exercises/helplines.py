"""The helplines as one node, for a notebook: a page has them in its own bar."""

from __future__ import annotations

from workshop.content import HELP_SITE, Library, help_list
from workshop.controls import safety_nodes
from workshop.controls.nodes import Node


def helplines(library: Library) -> Node:
    """Return the list to choose a country from, with all lines in it: it needs no connection and tells nobody."""
    say = library.phrase
    labels: safety_nodes.HelpLabels = {
        "country": say("help.country"),
        "hint": say("help.country_hint"),
        "choose": say("help.choose"),
        "danger": say("help.in_danger"),
        "unconfirmed": say("help.unconfirmed"),
        "more": {"href": f"https://{HELP_SITE}", "label": say("help.website", site=HELP_SITE)},
    }
    return safety_nodes.helplines(key="helplines", labels=labels, **help_list(library))
