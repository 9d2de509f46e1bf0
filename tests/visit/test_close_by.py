"""Help and pause are in the notebook itself where no page stands around it."""

import pytest

from tests.support.desks import library, nodes_of, texts_of
from workshop.visit.part import PartPage
from workshop.visit.session import Session


@pytest.fixture
def page(tmp_path):
    return PartPage(library(), "00-welcome", Session(library()), tmp_path)


def test_every_verified_line_can_be_called_from_the_notebook(page):
    links = {node["href"] for node in nodes_of(page.top.widget.view, "link")}
    for country in library().helplines.countries:
        for line in country.lines:
            if line.data.tel:
                assert f"tel:{line.data.tel}" in links


def test_the_emergency_number_comes_first(page):
    for country in library().helplines.countries:
        (folded,) = [n for n in nodes_of(page.top.widget.view, "details") if n.get("key") == country.id]
        if country.has_emergency:
            assert library().phrase("help.emergency") in nodes_of(folded, "section")[0]["title"]
        else:
            assert library().helplines.local_emergency.split()[0] in texts_of(folded)


def test_all_three_ways_to_pause_are_there(page):
    said = texts_of(page.top.widget.view)
    for choice in library().pages.pause.choices:
        assert choice.title in said


def test_served_pages_have_a_bar_of_their_own_instead(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKSHOP_SURFACE", "voila")
    page = PartPage(library(), "00-welcome", Session(library()), tmp_path)
    assert not nodes_of(page.top.widget.view, "link")
