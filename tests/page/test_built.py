"""Sizes of what is built, and words that exist."""

import gzip
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "workshop" / "controls" / "static"


def test_the_first_visit_is_a_handful_of_small_files():
    sizes = {
        name: len(gzip.compress((STATIC / name).read_bytes(), 9))
        for name in ("chrome.js", "page.js", "kit.css", "page.css")
    }
    assert sizes["chrome.js"] < 14_000  # most of it is the seal
    assert sum(sizes.values()) < 100_000


def test_what_seals_plain_http_is_small_and_loaded_there_only():
    sizes = {name: len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in ("sealing.js", "enter.js")}
    assert sizes["sealing.js"] < 10_500
    assert sizes["enter.js"] < 22_000  # the first page only
    for name in ("chrome.js", "page.js", "kit.js"):
        assert "sealing.js" not in (STATIC / name).read_text("utf-8")


def test_page_js_imports_nothing_but_the_full_manager_and_that_lazily():
    text = (STATIC / "page.js").read_text("utf-8")
    assert re.findall(r"""(?:from|import\()\s*["'](\./[^"']+)""", text) == ["./full.js"]
    assert 'from"./' not in text
