"""What a room counts of an explorable: the first guess or choice, and nothing else."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.kinds.explorable.walking import NAMES, edit, page, play, sandbox
from tests.support.desks import library


@pytest.mark.parametrize("name", [n for n in NAMES if n != "guarded"])
def test_every_prediction_falls_into_exactly_one_bin(name):
    on_page = page(name)
    asked = on_page.model.body.predict
    options = dict(on_page.model.options())
    if asked.options:
        possible = [option.id for option in asked.options]
    else:
        steps = round((asked.max - asked.min) / asked.step) + 1
        possible = [round(asked.min + at * asked.step, 6) for at in range(steps)]
    for prediction in possible:
        edit(on_page, prediction=prediction)
        (shared,) = on_page.model.payload()["prediction"]
        assert shared in options
        assert on_page.model.as_text()
    assert 2 <= len(options) <= 6


@pytest.mark.parametrize("name", NAMES)
def test_the_sandbox_does_not_change_what_is_shared(name):
    on_page = sandbox(name)
    before = on_page.model.payload()
    edit(on_page, settings={c.name: c.low for c in on_page.model.game.controls})
    assert on_page.model.payload() == before
    (table,) = on_page.model.tables()
    assert table.kind == "single"
    assert table.ordered == bool(on_page.model.game.bins)


@pytest.mark.parametrize("name", NAMES)
def test_playing_half_way_shares_nothing(name):
    on_page = page(name)
    if name == "guarded":
        for _ in range(19):
            on_page.act("meet", {"trust": True})
    assert on_page.model.is_empty
    play(on_page)
    assert not on_page.model.is_empty


def test_a_prediction_of_nothing_is_an_answer():
    on_page = page("send-half")
    edit(on_page, prediction=0)
    assert not on_page.model.is_empty
    assert on_page.model.payload() == {"prediction": ["nothing"]}


def test_modules_of_models_import_no_matplotlib():
    code = (
        "import sys\n"
        "from workshop.kinds.explorable.toy import toy_models\n"
        "for model in toy_models().values():\n"
        "    assert model.game and model.screen and model.paper\n"
        "assert not [name for name in sys.modules if name.startswith('matplotlib')]\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.parametrize("name", NAMES)
def test_every_explorable_shows_the_safety_check(name):
    assert library().exercises[name].safety_check
