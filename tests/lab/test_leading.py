"""``workshop lab --facilitate``: the notebook of whoever leads holds the console, and steers the same room."""

from __future__ import annotations

import pytest

from tests.support.desks import actions_of, library
from workshop import part, paths
from workshop.cli import build_parser, lab
from workshop.room import Store
from workshop.visit.top import Top


@pytest.fixture
def room(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'rooms.sqlite'}"
    monkeypatch.setenv("WORKSHOP_HOME", str(tmp_path))
    for name in ("WORKSHOP_DATABASE", "WORKSHOP_ROLE", "WORKSHOP_ROOM", "WORKSHOP_FOLDER"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr("workshop.visit.part._open", {})
    return url, Store(url).create()


def shown(page) -> str:
    return page._repr_mimebundle_()[0]["application/vnd.jupyter.widget-view+json"]["model_id"]


def test_the_notebook_of_whoever_leads_holds_the_console_and_moves_the_group(room, capsys):
    url, opened = room
    lab.lead(build_parser().parse_args(["lab", "--facilitate", "--database", url]))
    assert opened.code in capsys.readouterr().out
    page = part("00-welcome")
    assert shown(page) == page.lead.widget.model_id
    assert {"go", "timer-start", "blank", "pin"} <= set(actions_of(page.lead.widget.view))
    cell = page.exercise("agreement").on_page
    steps = library().parts["00-welcome"].steps
    cell.act("go", {"part": "00-welcome", "step": "agreement", "seen": [None, None]})
    assert opened.state().step == "agreement"
    cell.act("go", {"part": "00-welcome", "step": steps[-1].id, "seen": [None, None]})
    assert opened.state().step == "agreement", "a tap from where the group is not any more does nothing"


def test_everybody_elses_notebook_has_the_top_and_no_controls(room):
    page = part("00-welcome")
    assert page.lead is None
    assert isinstance(page.top, Top)
    assert shown(page) == page.top.widget.model_id
    assert not {"go", "open", "reveal"} & set(actions_of(page.exercise("agreement").on_page.widget.view))


def test_whoever_leads_a_room_of_another_workshop_has_its_notebooks(room, capsys):
    url, _ = room
    opened = Store(url).create(workshop="feedback")
    lab.lead(build_parser().parse_args(["lab", "--facilitate", "--database", url]))
    assert opened.code in capsys.readouterr().out
    assert paths.workshop() == paths.built_in()["feedback"]
