"""What a person wrote is text: on every page, whatever it looks like."""

from __future__ import annotations

import html
import re

import pytest

from tests.support.desks import library, nodes_of
from workshop import qr
from workshop.controls import markdown, nodes
from workshop.evening import plan


def plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text.replace("<br />\n", "\n")))


@pytest.mark.parametrize(
    "typed",
    [
        "[tap here for help](http://evil.example)",
        "![](http://evil.example/x.png)",
        "<http://evil.example>",
        "http://evil.example",
        "Title\n===",
        "Title\n---",
        "# Title",
        "    four spaces",
        "\tx",
        "1. one",
        "1) one",
        "* a\n* b",
        "one\ntwo\n\nthree",
        "> said",
        "`code` and ~~~",
        "a\\b",
        "a | b\n--|--",
        "[x]: http://evil.example",
        "&amp; &#60;",
        "(c) ... -- 'quoted' \"too\"",
        "\U0001f469\u200d\U0001f467 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    ],
)
def test_words_are_shown_as_they_were_typed(typed):
    shown = markdown.html(nodes.escape(typed))
    assert not re.search(r"<(?!/?p>|br />)", shown), shown
    lines = [line.strip() for line in typed.splitlines()]
    assert plain(shown).splitlines() == lines
    assert plain(markdown.inline(nodes.escape(typed))).splitlines() == lines
    listed = nodes.listing([nodes.escape(typed)])["html"]
    assert not re.search(r"<(?!/?p>|/?ul>|/?li>|br />)", listed), listed


def test_pinned_rules_are_text_for_the_facilitator_too():
    node = plan.agreement(library(), ("[tap here](tel:112)", "![](x)"))
    (first,) = [child for child in nodes_of(node, "prose") if "tap here" in child["html"]]
    assert "<a" not in first["html"]
    assert "<img" not in first["html"]


def test_a_code_in_a_terminal_brings_its_own_colours():
    lines = qr.terminal("http://10.0.0.1/j/ABC234").splitlines()
    assert lines
    assert all(line.startswith("\x1b[38;5;231;48;5;16m") and line.endswith("\x1b[0m") for line in lines)
