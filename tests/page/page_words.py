"""Words for the page's tests: the kit's own content where it is there, else one sentence for each place."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

import yaml

CONTENT = Path(__file__).parents[2] / "assets" / "content" / "en"
SAID = re.compile(r"""(?:say|text)\("([\w.]+)\"""")


def _read(name):
    file = CONTENT / name
    return yaml.safe_load(file.read_text("utf-8")) if file.is_file() else None


def phrases():
    return _read("phrases.yaml") or {"app": {"tab_title": "Workshop"}}


def pages():
    found = _read("pages.yaml")
    if found:
        return found
    choice = [{"id": f"c{n}", "title": f"Way {n}", "hint": "A hint", "steps": ["One", "Two"]} for n in range(3)]
    return defaultdict(
        dict,
        pause={"intro": "Nothing is expected of you.", "choices": choice, "after": "Stay as long as you like."},
        help={"intro": "You may call.", "danger": "In danger? Emergency first.", "on_call": ["They listen."], "watched": "-"},
        privacy={"intro": "Short.", "answers": [{"question": "Who sees it?", "answer": "Only you."}]},
        leave={"title": "Leaving quickly", "text": ["It can't erase your browser's history."]},
        workbook={"warning": "Does anyone else look at this device?"},
    )


def helplines():
    def line(need, number):
        data = SimpleNamespace(need=need, number=number, tel=number, sms=SimpleNamespace(to=number, word=None), chat=None, website=None)
        return SimpleNamespace(data=data, words={"name": f"Line {number}", "hours": "always", "cost": None, "languages": None, "note": None})

    countries = [
        SimpleNamespace(id="us", name="United States", has_emergency=True, lines=[line("emergency", "911"), line("crisis", "988")]),
        SimpleNamespace(id="elsewhere", name="Another country", has_emergency=False, lines=[line("crisis", "1234")]),
    ]
    return SimpleNamespace(countries=countries, local_emergency="Call your local emergency number.")
