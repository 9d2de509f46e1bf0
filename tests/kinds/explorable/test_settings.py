"""Whatever settings arrive: they are held to their ranges, and every corner of them can be drawn."""

from __future__ import annotations

import warnings

import pytest

from tests.kinds.explorable.walking import NAMES, alts, edit, page, sandbox, shown
from workshop.kinds.explorable.toy import toy_model


def corners(name):
    controls = toy_model(name).game.controls
    words = toy_model(name).game.words
    yield "all-low", {c.name: c.low for c in controls} | {w: allowed[0] for w, allowed in words.items()}
    yield "all-high", {c.name: c.high for c in controls} | {w: allowed[-1] for w, allowed in words.items()}
    for control in controls:
        yield f"{control.name}-low", {control.name: control.low}
        yield f"{control.name}-high", {control.name: control.high}
    for word, allowed in words.items():
        for value in allowed:
            yield f"{word}-{value}", {word: value}


CORNERS = [pytest.param(name, settings, id=f"{name}-{corner}") for name in NAMES for corner, settings in corners(name)]


@pytest.mark.parametrize(("name", "settings"), CORNERS)
def test_every_corner_draws_without_a_warning(name, settings):
    on_page = sandbox(name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        edit(on_page, settings=settings)
    assert not on_page.trouble
    assert all(text and "nan" not in text for text in alts(on_page))
    for figure in shown(on_page, "figure"):
        assert "nan" not in figure["svg"].lower()
        assert all(len(row) == len(figure["table"]["head"]) for row in figure["table"]["rows"])


@pytest.mark.parametrize("name", NAMES)
def test_settings_outside_their_range_are_held_to_it(name):
    on_page = sandbox(name)
    controls = on_page.model.game.controls
    edit(on_page, settings={c.name: 1e9 for c in controls})
    assert not on_page.trouble
    assert {c.name: on_page.model.answer["settings"][c.name] for c in controls} == {c.name: c.high for c in controls}
    edit(on_page, settings={c.name: -1e9 for c in controls})
    assert {c.name: on_page.model.answer["settings"][c.name] for c in controls} == {c.name: c.low for c in controls}


@pytest.mark.parametrize("name", NAMES)
def test_settings_that_make_no_sense_fall_back_to_the_default(name):
    on_page = sandbox(name)
    edit(on_page, settings={c.name: "much" for c in on_page.model.game.controls} | {"colour": "red"})
    assert not on_page.trouble
    for control in on_page.model.game.controls:
        assert on_page.model.setting(control.name) == control.value(control.default)
    assert "colour" not in on_page.model.answer.get("settings", {})


@pytest.mark.parametrize("name", NAMES)
def test_sliders_send_while_they_move_and_say_their_value_in_words(name):
    on_page = sandbox(name)
    for node in shown(on_page, "scale"):
        assert node["live"]
        steps = round((node["max"] - node["min"]) / node["step"]) + 1
        assert len(node["value_text"]) == steps, node["field"]


def test_a_play_from_outside_is_cut_to_what_the_game_knows():
    on_page = page("trust-account")
    edit(on_page, play={"events": ["good", "riot", 7, *["betrayal"] * 500], "seed": 1e300, "reached": "moon"})
    played = on_page.model.played
    assert len(played["events"]) == 60
    assert set(played["events"]) == {"good", "betrayal"}
    assert 0 <= played["seed"] < 2**53
    assert "reached" not in played
    on_page = page("guarded")
    edit(on_page, play={"choices": [True, "no", 1, False] * 20, "shown": 99})
    assert on_page.model.played["choices"] == [True, False] * 10
    assert on_page.model.played["shown"] == 3
