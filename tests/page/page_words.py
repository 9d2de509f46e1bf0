"""Words for the page's tests: the kit's own content."""

from __future__ import annotations

from workshop.content import help_list, load_library
from workshop.server.rendering import browser_words


def words():
    """Return what a page's template says."""
    library = load_library("en")
    return {
        "phrase": library.phrase, "step_of": library.phrases["nav.step_of"], "words": browser_words(library),
        "pages": library.pages, "help_list": help_list(library), "help_site": "findahelpline.com",
    }  # fmt: skip
