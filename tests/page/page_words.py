"""Words for the page's tests: the kit's own content."""

from __future__ import annotations

from workshop.content import load_library


def phrases():
    return dict(load_library("en").phrases)


def pages():
    return load_library("en").pages


def helplines():
    return load_library("en").helplines
