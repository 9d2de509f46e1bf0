"""Saved notes on paper as WebKit prints them, which keeps a heading with nothing by itself."""

from __future__ import annotations

import pytest

from tests.support.desks import library
from tests.support.engines import PACKAGES, print_in_webkit, webkit_prints
from tests.support.paper import pdf_pages, pdf_text
from workshop.visit.notes import Notes
from workshop.workbook import Workbook

pytestmark = [pytest.mark.webkit, pytest.mark.timeout(120)]


def test_no_part_begins_at_the_foot_of_a_page(tmp_path):
    if not webkit_prints():
        pytest.skip(f"WebKitGTK can't print here. On Debian: apt install {PACKAGES['webkit']}")
    book = Workbook({one.id: dict(one.sample) for one in library().exercises.values() if one.sample})
    page, out = tmp_path / "notes.html", tmp_path / "notes.pdf"
    page.write_text(Notes(library(), {}, {}, tmp_path).html(book), encoding="utf-8")
    print_in_webkit(page, out)
    titles, seen = {part.title for part in library().parts.values()}, []
    for number in range(1, pdf_pages(out.read_bytes()) + 1):
        text = pdf_text(out, number)
        if text is None:
            pytest.skip("poppler-utils are needed to read a PDF")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        assert lines[-1] not in titles, f"page {number} ends with a heading"
        seen += [line for line in lines if line in titles]
    assert len(set(seen)) == len(titles), "each part is there"
