"""Help and pause are in the notebook itself where no page stands around it."""

import pytest

from tests.support.desks import library, nodes_of, texts_of
from workshop.content import help_list
from workshop.visit.part import PartPage
from workshop.visit.session import Session


@pytest.fixture
def page(tmp_path):
    return PartPage(library(), "00-welcome", Session(library()), tmp_path)


def test_every_confirmed_line_can_be_reached_from_the_notebook(page):
    (node,) = nodes_of(page.top.widget.view, "helplines")
    assert {"groups": node["groups"], "countries": node["countries"]} == help_list(library())
    assert node["labels"]["choose"] == library().phrase("help.choose")


def test_all_three_ways_to_pause_are_there(page):
    said = texts_of(page.top.widget.view)
    for choice in library().pages.pause.choices:
        assert choice.title in said


def test_served_pages_have_a_bar_of_their_own_instead(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKSHOP_SURFACE", "voila")
    page = PartPage(library(), "00-welcome", Session(library()), tmp_path)
    assert not nodes_of(page.top.widget.view, "helplines")
