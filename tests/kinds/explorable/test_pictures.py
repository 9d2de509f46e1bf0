"""What pictures say now, in words and numbers, against the published figures of the models."""

from __future__ import annotations

import pytest

from tests.kinds.explorable.walking import NAMES, alts, edit, page, play, sandbox, shown, to_stage
from tests.support.desks import texts_of
from workshop.kinds.explorable import drawing
from workshop.kinds.explorable.toys.guarded.screen import LINES


def seen(name, **prediction):
    on_page = page(name)
    play(on_page)
    if prediction:
        edit(on_page, **prediction)
    to_stage(on_page, "see")
    return on_page


@pytest.mark.parametrize("name", NAMES)
def test_the_words_change_with_the_picture(name):
    on_page = sandbox(name)
    for control in on_page.model.game.controls:
        edit(on_page, settings={control.name: control.low})
        low = (alts(on_page), [n["svg"] for n in shown(on_page, "figure")], texts_of(on_page.widget.view))
        edit(on_page, settings={control.name: control.high})
        high = (alts(on_page), [n["svg"] for n in shown(on_page, "figure")], texts_of(on_page.widget.view))
        assert low != high, control.name
    first = {"society": "generation", "echo": "noise", "guarded": "honoured"}.get(
        name, on_page.model.game.controls[0].name
    )
    control = next(c for c in on_page.model.game.controls if c.name == first)
    edit(on_page, settings=on_page.model.game.defaults())
    before = alts(on_page)
    edit(on_page, settings={first: control.low})
    assert alts(on_page) != before


@pytest.mark.parametrize("name", NAMES)
def test_pictures_take_the_page_s_colours_and_its_letters(name):
    on_page = sandbox(name)
    for figure in shown(on_page, "figure"):
        assert "var(--" in figure["svg"]
        assert "font-family" not in figure["svg"]
        assert "#0109" not in figure["svg"], "a stand-in colour was left"
        assert "<style" not in figure["svg"]


def test_one_betrayal_takes_seventeen_good_moments_and_small_ones_win_at_eight():
    back, gradual = alts(seen("trust-account"))
    assert "from 90 to 45" in back
    assert "After 17 good moments" in back
    assert "from moment 8 on" in gradual
    assert "falls to 48 and climbs back to 88" in gradual  # .476 and .885; the halves round to even


def test_the_best_alarm_is_wrong_four_times_in_five():
    on_page = seen("alarm", prediction=0)
    assert "80 of 100 of its rings are for nothing" in texts_of(on_page.widget.view)
    hundred, cost = alts(on_page)
    assert "rings 35 times, 7 times rightly and 28 times for nothing" in hundred
    assert "0.56" in cost


def test_looking_like_a_lie_lifts_suspicion_from_ten_to_twelve_percent():
    on_page = seen("alarm")
    to_stage(on_page, "why")
    assert "suspicion of 10% to about 12%" in texts_of(on_page.widget.view)


def test_a_quarter_stays_guarded_until_there_is_news():
    on_page = seen("guarded")
    for _ in range(3):
        on_page.act("show", {})
    said = texts_of(on_page.widget.view)
    assert "about 25 of 100 people stop for good" in said
    thousand = alts(on_page)[-1]
    only, always, steps = (int(part.rsplit(" ", 1)[1].rstrip(".")) for part in thousand.split("; "))
    assert only == pytest.approx(25, abs=5)
    assert always <= 1
    assert steps <= 2


def test_the_honest_counterweight_is_told_with_the_freeing_message():
    on_page = seen("guarded")
    to_stage(on_page, "why")
    said = texts_of(on_page.widget.view)
    assert "Nobody here did anything wrong" in said
    assert "only 40 of 100" in said
    assert "lose 1 on average" in said  # 0.99 of a hundred encounters
    assert "lose 3.8" in said


def test_what_was_not_trusted_stays_hidden_until_the_last_encounter():
    on_page = page("guarded")
    on_page.act("meet", {"trust": False})
    said = texts_of(on_page.widget.view)
    assert "You won’t find out" in said or "You won't find out" in said
    assert "Encounter 1 of 20. You did not trust" in said, "the same again is news only with its number"
    assert on_page.model.body.text["key_would"] not in "".join(node["svg"] for node in shown(on_page, "figure"))
    for _ in range(19):
        on_page.act("meet", {"trust": False})
    on_page.act("meet", {"trust": True})
    assert len(on_page.model.played["choices"]) == 20, "there is no twenty-first"
    assert on_page.model.payload() == {"prediction": ["guarded"]}
    to_stage(on_page, "see")
    assert on_page.model.body.text["key_would"] in "".join(node["svg"] for node in shown(on_page, "figure"))


def test_a_slip_echoes_for_ever_without_forgiveness_and_not_with_it():
    on_page = page("echo")
    edit(on_page, prediction=0)
    on_page.act("trip", {})
    assert "still goes back and forth" in texts_of(on_page.widget.view)
    edit(on_page, prediction=10)
    assert "hurt once, then it was quiet" in texts_of(on_page.widget.view)


def test_repair_and_exploitation_stand_together():
    on_page = seen("echo", prediction=1)
    (bars,) = shown(on_page, "bars")
    assert [cell["share"] for cell in bars["cells"]] == pytest.approx([0.737, 0.181], abs=0.001)
    to_stage(on_page, "why")
    (table,) = [node for node in shown(on_page, "table") if node["caption"]]
    assert [row[1:] for row in table["rows"]] == [
        ["50%", "10%"], ["74%", "18%"], ["88%", "38%"], ["95%", "14%"], ["86%", "50%"],
    ]  # fmt: skip


def test_patience_wins_with_a_few_misunderstandings_and_taking_with_many():
    on_page = seen("society")
    (table,) = shown(on_page, "table")
    assert table["rows"][1][1].startswith("The patient copier")
    assert table["rows"][2][1].startswith("The keeper")


def test_what_thirty_two_people_sent_stands_beside_one_s_own():
    on_page = seen("send-half")
    (bars,) = shown(on_page, "bars")
    assert [cell["count"] for cell in bars["cells"]] == [2, 2, 2, 4, 2, 6, 5, 3, 1, 0, 5]
    assert bars["mark"]["cell"] == 5


def test_the_guess_stays_in_sight_and_can_t_be_changed_after_the_answer():
    on_page = seen("trust-account")
    assert "You guessed: 8" in texts_of(on_page.widget.view)
    on_page.act("stage", {"value": "play"})
    assert not [node for node in shown(on_page, "scale") if node["field"] == "prediction"]


def test_three_crowds_are_told_apart_without_colour():
    from workshop.kinds.explorable.toys.guarded.screen import LINES

    assert len({style for _, style in LINES}) == 3


@pytest.mark.parametrize("name", ["trust-account", "society"])
def test_lines_are_told_apart_without_their_colour(name, monkeypatch):
    drawn = []
    monkeypatch.setattr(drawing, "name_lines", lambda _fig, _ax, named: drawn.append([str(one.style) for one in named]))
    on_page = page(name)
    play(on_page)
    for stage in ("see", "sandbox"):
        to_stage(on_page, stage)
        shown(on_page, "figure")
    assert any(drawn)
    assert [styles for styles in drawn if len(set(styles)) < len(styles)] == []
    assert len({style for _role, style in LINES}) == len(LINES), "of the thousand people"
