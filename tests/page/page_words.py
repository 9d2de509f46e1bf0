"""Words for the page's tests: the kit's own content."""

from __future__ import annotations

from workshop.content import help_list, load_library


def phrases():
    return dict(load_library("en").phrases)


def pages():
    return load_library("en").pages


def help_lines():
    return help_list(load_library("en"))
