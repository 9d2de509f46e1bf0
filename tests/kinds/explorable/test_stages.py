"""Play, see, why, sandbox: the way through, what always stands there, and that luck stays the same."""

from __future__ import annotations

import json

import pytest

from tests.kinds.explorable.walking import NAMES, STAGES, alts, page, play, sandbox, shown, to_stage
from tests.support.desks import actions_of, library, texts_of


def buttons(on_page):
    return {node["key"]: node for node in shown(on_page, "button")}


@pytest.mark.parametrize("name", NAMES)
def test_from_a_fresh_page_to_the_sandbox(name):
    on_page = page(name)
    assert on_page.model.stage == "play"
    assert "on" not in buttons(on_page), "first one plays"
    play(on_page)
    for stage in STAGES[1:]:
        assert buttons(on_page)["on"]["args"] == {"value": stage}
        on_page.act("stage", {"value": stage})
        assert on_page.model.stage == stage
        assert not on_page.trouble
        assert library().phrase(f"explorable.{stage}") in texts_of(on_page.widget.view)
        assert any(stage == "sandbox" or node["html"] for node in shown(on_page, "prose"))
    assert "on" not in buttons(on_page)


@pytest.mark.parametrize("name", NAMES)
def test_the_toy_line_and_the_safety_check_are_always_there(name):
    on_page = page(name)
    play(on_page)
    for stage in STAGES:
        to_stage(on_page, stage)
        notes = list(shown(on_page, "note"))
        assert any(library().phrase("exercise.toy")[:40] in node["html"] for node in notes), stage
        assert [node for node in shown(on_page) if node.get("key") == "fork"], stage


@pytest.mark.parametrize("name", NAMES)
def test_made_up_numbers_are_marked_where_they_can_be_moved(name):
    on_page = sandbox(name)
    illustrative = [c.name for c in on_page.model.game.controls if c.range.mark == "illustrative"]
    labels = {node["field"]: node["label"] for node in shown(on_page, "scale")}
    assert illustrative or name == "society"
    for control in on_page.model.game.controls:
        assert labels[f"settings.{control.name}"].endswith("*") == (control.name in illustrative)
    assert any(on_page.model.body.text["illustrative"][:20] in node["html"] for node in shown(on_page, "note"))


@pytest.mark.parametrize("name", NAMES)
def test_stages_can_be_gone_back_to_but_not_jumped_over(name):
    on_page = page(name)
    on_page.act("stage", {"value": "sandbox"})
    on_page.act("stage", {"value": "nowhere"})
    assert on_page.model.stage == "play"
    play(on_page)
    to_stage(on_page, "why")
    on_page.act("stage", {"value": "play"})
    assert on_page.model.stage == "play"
    (where,) = [node for node in shown(on_page, "segmented") if node.get("action") == "stage"]
    assert [option["value"] for option in where["options"]] == ["play", "see", "why"]
    on_page.act("stage", {"value": "why"})
    assert on_page.model.stage == "why"


@pytest.mark.parametrize("name", NAMES)
def test_the_first_step_may_be_skipped(name):
    on_page = page(name)
    on_page.act("skip", {})
    assert on_page.model.stage == "see"
    to_stage(on_page, "sandbox")
    assert not on_page.trouble
    assert on_page.model.payload() == {"prediction": []}


@pytest.mark.parametrize("name", NAMES)
def test_a_reload_shows_the_same_page(name):
    on_page = page(name)
    play(on_page)
    for stage in STAGES:
        to_stage(on_page, stage)
        again = page(name)
        again.widget.answer = json.loads(json.dumps(on_page.widget.answer))
        assert again.widget.view == on_page.widget.view, stage


@pytest.mark.parametrize("name", ["guarded", "echo", "society"])
def test_luck_is_drawn_per_person_when_play_begins(name):
    def seed():
        on_page = page(name)
        assert "seed" not in on_page.model.played
        play(on_page)
        return on_page.model.played["seed"]

    seeds = {seed() for _ in range(4)}
    assert len(seeds) == 4
    assert all(0 <= one < 2**53 for one in seeds), "exact in a browser"


@pytest.mark.parametrize("name", NAMES)
def test_back_to_the_start_and_start_again(name):
    on_page = sandbox(name)
    first = on_page.model.game.controls[0]
    moved = {**on_page.widget.answer, "settings": {first.name: first.low}}
    on_page.widget.answer = moved
    on_page.act("reset", {})
    assert on_page.model.answer["settings"] == on_page.model.game.defaults()
    on_page.act("again", {})
    assert on_page.model.answer == {}
    assert on_page.model.stage == "play"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_drawn_twice_for_one_answer(name, monkeypatch):
    on_page = sandbox(name)
    drawn = []
    screen = on_page.drawing.screen
    monkeypatch.setattr(screen, "sandbox", lambda: drawn.append(1) or [])
    before = alts(on_page)
    on_page.redraw()
    on_page.redraw()
    assert not drawn
    assert alts(on_page) == before


@pytest.mark.parametrize("name", NAMES)
def test_unknown_actions_change_nothing(name):
    on_page = page(name)
    for action, args in (
        ("event", {"kind": "riot"}),
        ("meet", {"trust": "yes"}),
        ("nonsense", {}),
        ("step", {"by": -3}),
    ):
        on_page.act(action, args)
        assert not on_page.trouble
    assert not on_page.model.played.get("events")
    assert not on_page.model.played.get("choices")
    assert "share" not in actions_of(on_page.widget.view)
