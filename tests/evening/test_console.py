"""The console and the projector over a real room."""

import asyncio
import csv
import io
import time

import pytest

from tests.support.desks import Group, actions_of, answer, library, nodes_of, texts_of
from tests.support.held import held
from workshop.evening.console import Console
from workshop.evening.projector import Projector
from workshop.exercises.room_context import Role
from workshop.room import LEAD, VOICE, new_admission, pseudonym
from workshop.room.codes import spaced
from workshop.visit.keys import card_codes
from workshop.visit.session import Session


@pytest.fixture
def group(tmp_path):
    return Group(f"sqlite:///{tmp_path / 'rooms.sqlite'}", 6)


@pytest.fixture
def console(group):
    return Console(session=group.facilitator)


@pytest.fixture
def projector(group, monkeypatch):
    monkeypatch.setenv("WORKSHOP_URL", "http://192.168.1.5:8866")
    session = Session(library())
    projector = Projector(session=session)
    projector.greet({})
    session.enter(group.room.id, Role.PROJECTOR, group.store)
    return projector


def share_all(group, exercise):
    for n, page in enumerate(group.pages(exercise)):
        item = page.content.body.items[0].id
        answer(page, {"items": {item: [page.content.body.options[n % 2].id]}, "_level": "count"})
        page.act("share", {})


def reveal(console):
    console.act("reveal", {"exercise": "agreement"})
    console.act("reveal-now", {"exercise": "agreement"})


def test_people_are_counted_and_never_listed(group, console):
    group.refresh()  # a page says that it is here at its second look at the room
    group.refresh()
    assert library().phrase("console.here", n=6) in texts_of(console.widget.view)
    for session in group.people:
        assert session._who("presence") not in str(console.widget.view)


def test_open_share_reveal_from_the_console(group, console, projector):
    console.act("open", {"exercise": "agreement"})
    projector.session.refresh()
    assert library().exercises["agreement"].title in texts_of(projector.widget.view)
    group.refresh()
    share_all(group, "agreement")
    reveal(console)
    assert console.news == library().phrase("console.revealed")
    projector.session.refresh()
    (bars,) = nodes_of(projector.widget.view, "bars")
    assert bars["size"] == "wall"
    assert len(bars["cells"]) == len(library().exercises["agreement"].body.options), "nothing is left out"


def test_before_anything_is_open_the_wall_shows_code_and_address(projector, group):
    said = texts_of(projector.widget.view)
    assert group.room.code in said
    assert "192.168.1.5:8866" in said
    (qr,) = nodes_of(projector.widget.view, "qr")
    assert qr["alt"].endswith("http://192.168.1.5:8866/j"), "without the key, which nobody should have to listen to"


def test_the_wall_has_no_controls(projector):
    assert actions_of(projector.widget.view) == []


def test_a_participant_who_forges_a_console_gets_a_sentence(group):
    console = Console(session=group.people[0])
    console.act("end-now", {})
    assert console.trouble == library().phrase("error.not_allowed")
    assert not group.room.state().closed
    assert group.room.code not in texts_of(console.widget.view)


def test_signals_are_numbers_and_go_when_seen(group, console):
    assert group.people[0].signal("pause") == library().phrase("pause.sent")
    group.refresh()
    assert library().phrase("console.signal_pause", n=1) in texts_of(console.widget.view)
    console.act("signals-clear", {})
    assert library().phrase("console.signal_pause", n=1) not in texts_of(console.widget.view)


def test_timer_starts_shows_and_stops(group, console, projector):
    console.widget.answer = {"minutes": 3}
    console.act("timer-start", {})
    (clock, *_) = nodes_of(console.widget.view, "timer")
    assert 170 < clock["ends_at"] - time.time() <= 181
    projector.session.refresh()
    assert not nodes_of(projector.widget.view, "timer"), "the wall shows it only if the facilitator says so"
    console.act("timer-show", {})
    projector.session.refresh()
    assert nodes_of(projector.widget.view, "timer")
    console.act("timer-stop", {})
    assert not nodes_of(console.widget.view, "timer")


@pytest.mark.parametrize("minutes", [0, -1, 1e9, "3", None, True])
def test_a_timer_that_makes_no_sense_is_not_started(console, minutes):
    console.widget.answer = {"minutes": minutes}
    console.act("timer-start", {})
    assert console.trouble
    assert not nodes_of(console.widget.view, "timer")


def test_rules_are_worded_together_and_pinned_for_everyone(group, console, projector):
    options = library().exercises["agreement"].body.options
    console.widget.answer = {"rules": [options[1].id, "forged"], "own-rules": "One rule of ours\n\n  Another  "}
    console.act("pin", {})
    expected = (options[1].label, "One rule of ours", "Another")
    assert group.room.state().agreement == expected
    projector.session.refresh()
    console.act("scene", {"value": "agreement"})
    projector.session.refresh()
    assert "One rule of ours" in texts_of(projector.widget.view)


def test_moving_the_room_shows_the_other_plan(group, console):
    console.act("go", {"part": "01-causes"})
    assert library().parts["01-causes"].title in texts_of(console.widget.view)
    console.act("go", {"part": "nowhere"})
    assert group.room.state().part == "01-causes"


def test_ending_asks_first_and_then_deletes(group, console):
    console.act("end", {})
    assert library().phrase("console.end_ask") in texts_of(console.widget.view)
    console.act("keep", {})
    assert not group.room.state().closed
    console.act("end", {})
    console.act("end-now", {})
    assert library().phrase("console.ended") in texts_of(console.widget.view)


def test_what_is_taken_away_is_what_was_revealed(group, console):
    console.act("open", {"exercise": "agreement"})
    group.refresh()
    share_all(group, "agreement")
    told = []
    console.widget.send = lambda content, buffers=None: told.append(content)
    console.act("export", {})
    assert not list(csv.reader(io.StringIO(told[-1]["text"]))), "nothing is revealed yet"
    reveal(console)
    console.act("export", {})
    head, *rows = csv.reader(io.StringIO(told[-1]["text"]))
    assert head[3] == "count"
    said = [row[3] for row in rows if row[1]]
    assert said, "every answer is in it"
    assert all(said)


def test_every_part_has_a_plan_that_can_be_drawn(group, console):
    for part in library().parts:
        console.act("go", {"part": part})
        assert not console.trouble
        assert len(nodes_of(console.widget.view, "details")) > 5


def big(console):
    """Return the one big button."""
    return next(node for node in nodes_of(console.widget.view, "button") if node["key"] == "next")


def press(console):
    button = big(console)
    console.act(button["action"], button["args"])
    return button["label"]


def test_the_big_button_leads_through_a_part(group, console):
    part = library().parts["00-welcome"]
    pressed = [press(console) for _ in range(3)]
    assert pressed == [
        library().phrase("console.begin", title=part.steps[0].title),
        library().phrase("console.next_step", title=part.steps[1].title),
        library().phrase("console.open_this", title=library().exercises["agreement"].title),
    ]
    group.refresh()
    share_all(group, "agreement")
    group.facilitator.refresh()
    assert press(console) == library().phrase("console.reveal_this", title=library().exercises["agreement"].title)
    assert library().phrase("console.reveal_once", n=6, here=6) in texts_of(console.widget.view)
    assert group.room.snapshot("agreement") is None, "it asks once"
    console.act("reveal-now", {"exercise": "agreement"})
    assert group.room.snapshot("agreement").enough
    assert press(console) == library().phrase("console.next_step", title=part.steps[2].title)


def test_a_reveal_that_was_not_asked_about_does_not_happen(group, console):
    console.act("open", {"exercise": "agreement"})
    group.refresh()
    share_all(group, "agreement")
    console.act("reveal-now", {"exercise": "agreement"})
    assert group.room.snapshot("agreement") is None


def test_two_consoles_that_press_at_once_move_the_group_once(group, console):
    other = Console(session=group.facilitator_too())
    press(console)
    label, button = big(other)["label"], big(other)
    assert label == library().phrase("console.begin", title=library().parts["00-welcome"].steps[0].title)
    other.act(button["action"], button["args"])
    assert other.trouble == library().phrase("console.moved_meanwhile")
    assert group.room.state().step == library().parts["00-welcome"].steps[0].id


def test_a_console_that_reloads_is_where_it_was(group, console):
    press(console)
    press(console)
    again = Console(session=group.facilitator_too())
    assert texts_of(again.widget.view["children"][1]) == texts_of(console.widget.view["children"][1])


def test_a_step_whose_exercise_was_revealed_already_goes_on(group, console):
    console.act("go", {"part": "00-welcome", "step": "agreement"})
    console.act("open", {"exercise": "agreement"})
    group.refresh()
    share_all(group, "agreement")
    reveal(console)
    console.act("go", {"part": "00-welcome", "step": "opening"})
    console.act("go", {"part": "00-welcome", "step": "agreement"})
    assert big(console)["action"] == "go"


def test_a_word_that_is_put_away_is_named_by_its_button_and_how_many_are_left(group, console):
    console.act("go", {"part": "00-welcome", "step": "agreement"})
    console.act("open", {"exercise": "agreement"})
    group.refresh()
    for n, page in enumerate(group.pages("agreement")):
        rules = page.content.body.options[0].id
        answer(page, {"items": {"rules": [rules]}, "suggestion": f"Rule {n % 2}{n}", "_level": "words"})
        page.act("share", {})
    reveal(console)

    def named():
        return [node["about"] for node in nodes_of(console.widget.view, "button") if node["action"] == "hide-word"]

    before = named()
    assert sorted(before) == sorted(f"Rule {n % 2}{n}" for n in range(6))
    console.act("hide-word", {"exercise": "agreement", "index": 0})
    assert len(named()) == 5
    assert console.news == library().phrase("console.word_removed", n=5)


def test_a_plan_that_lost_a_step_begins_again(group, console):
    group.room.go_to("00-welcome", "a-step-that-is-gone")
    group.refresh()
    assert big(console)["action"] == "go"
    assert not console.trouble


def test_the_timer_starts_with_the_step(group, console):
    press(console)
    minutes = library().parts["00-welcome"].steps[0].minutes
    assert -2 < minutes * 60 - (group.room.state().timer.ends_at - time.time()) < 30


def test_the_wall_shows_what_the_console_chose_until_the_group_moves_on(group, console, projector):
    press(console)
    for show in ("join", "timer", "grounding", "break", "blank"):
        console.act("scene", {"value": show})
        assert group.room.state().scene == {"show": show}
        projector.session.refresh()
    assert not texts_of(projector.widget.view).strip()
    press(console)
    projector.session.refresh()
    assert library().exercises["agreement"].title in texts_of(projector.widget.view)


@pytest.mark.parametrize("told", [{"value": "anything"}, {"show": "result", "exercise": "nope"}, {"show": 3}])
def test_a_scene_that_does_not_exist_changes_nothing(group, console, told):
    console.act("scene", told)
    assert group.room.state().scene == {}


def test_a_result_that_is_not_revealed_is_never_on_the_wall(group, console, projector):
    group.room.set_scene({"show": "result", "exercise": "agreement"})
    projector.session.refresh()
    assert not nodes_of(projector.widget.view, "bars")


def test_who_drives_a_model_while_somebody_holds_the_database_waits_once_and_not_at_every_move(
    group, console, tmp_path
):
    console.act("go", {"part": "01-causes", "step": "account"})
    console.act("scene", {"show": "model", "exercise": "trust-account"})
    sample = library().exercises["trust-account"].sample
    number = next(name for name, value in sample.items() if isinstance(value, int | float))

    def move(value):
        console.widget.answer = {**console.widget.answer, "model": {**sample, number: sample[number] + value}}

    async def evening():
        with held(tmp_path / "rooms.sqlite"):
            began = time.monotonic()
            for value in range(1, 6):
                move(value)
            assert time.monotonic() - began < 8, "five times as long if each waited"
            assert console.trouble == library().phrase("console.not_done")
        await asyncio.sleep(2.2)
        move(0)

    asyncio.run(evening())
    assert group.room.state().scene["answer"], "it moves again"


def test_a_model_on_the_wall_moves_with_the_console(group, console, projector):
    console.act("go", {"part": "01-causes", "step": "account"})
    console.act("scene", {"show": "model", "exercise": "trust-account"})
    assert nodes_of(console.widget.view, "card")
    drive = next(node for node in nodes_of(console.widget.view, "card") if node.get("key") == "drive")
    fields = [node["field"] for node in nodes_of(drive, "choice") + nodes_of(drive, "scale") if node.get("field")]
    assert fields
    assert all(field.startswith("model.") for field in fields)
    sample = library().exercises["trust-account"].sample
    console.widget.answer = {**console.widget.answer, "model": sample}
    assert group.room.state().scene["answer"]
    projector.session.refresh()
    assert nodes_of(projector.widget.view, "figure")
    assert actions_of(projector.widget.view) == []


def test_an_unknown_tap_does_nothing(group, console):
    for action in ("__init__", "redraw", "do_end_now", "greet"):
        console.act(action, {})
    assert not group.room.state().closed


def test_a_draft_of_the_agreement_comes_back_from_the_device(console):
    """A page whose answer is not empty takes nothing from what the device still holds."""
    assert console.widget.answer == {}
    (minutes,) = [node for node in nodes_of(console.widget.view, "number") if node["field"] == "minutes"]
    assert minutes["placeholder"] == "5"
    console.act("timer-start", {})
    assert console.session.look.state.timer.ends_at is not None


def tap(console, action, **args):
    console.act(action, args)
    return texts_of(console.widget.view)


def test_the_door_closes_at_once_and_says_how_many_are_in(group, console, projector):
    say = library().phrase
    group.refresh()
    assert say("door.close", n=6) in texts_of(console.widget.view)
    group.person()
    said = tap(console, "shut", seen=6)
    assert say("door.shut_more", n=1, all=7) in said, "whoever keeps coming in can't keep the door open"
    assert say("door.open") in said
    tap(console, "unshut")
    assert say("door.shut") in tap(console, "shut", seen=7)
    projector.session.refresh()
    assert say("door.shut") in texts_of(projector.widget.view)
    assert group.room.code not in str(projector.widget.view)
    assert say("door.close", n=7) in tap(console, "unshut")


def test_cards_are_shown_one_after_the_other(group, console, projector, monkeypatch, tmp_path):
    monkeypatch.setenv("WORKSHOP_HOME", str(tmp_path / "home"))
    say = library().phrase
    console.widget.answer = {"cards": 2}
    tap(console, "cards")
    projector.session.refresh()
    assert group.room.code not in str(projector.widget.view)
    tap(console, "cards-show")
    codes = card_codes(group.room, 2)
    for number, code in enumerate(codes):
        console.session.refresh()
        assert spaced(code) in texts_of(console.widget.view)
        group.room.door.admit(pseudonym(new_admission(), group.room.id, VOICE), number)
    console.session.refresh()
    assert "all-used" in [node.get("key") for node in nodes_of(console.widget.view)]
    assert say("door.cards_on") in tap(console, "cards-off")


@pytest.mark.parametrize("asked", [0, -1, 201, "many", True, 2.5])
def test_a_number_of_cards_that_makes_no_sense_hands_out_none(console, group, asked):
    console.widget.answer = {"cards": asked}
    tap(console, "cards")
    assert group.room.state().cards is None


def test_whoever_is_told_to_lead_no_more_has_an_empty_console(group):
    one, two = new_admission(), new_admission()
    consoles = []
    for admission in (one, two):
        assert group.room.door.lead(pseudonym(admission, group.room.id, LEAD), group.room.door.link())
        session = Session(library())
        session.enter(group.room.id, Role.FACILITATOR, group.store, admission=admission)
        consoles.append(Console(session=session))
    consoles[0].act("lead-alone", {})
    consoles[1].session.refresh()
    assert library().phrase("error.leads_no_more") in texts_of(consoles[1].widget.view)
    consoles[1].act("end-now", {})
    assert not group.room.state().closed
    assert consoles[0].session.role is Role.FACILITATOR
    late = Session(library())
    late.enter(group.room.id, Role.FACILITATOR, group.store, admission=two)
    assert late.role is Role.ALONE
    consoles[0].act("end", {})
    consoles[0].act("end-now", {})
    assert library().phrase("console.ended") in texts_of(consoles[0].widget.view)


def test_the_rooms_hours_are_said_and_prolonged_as_far_as_was_promised(tmp_path):
    group = Group(f"sqlite:///{tmp_path / 'rooms.sqlite'}", 1, hours=22.5)
    console = Console(session=group.facilitator)
    (said,) = [node for node in nodes_of(console.widget.view, "clock_line") if node["key"] == "hours"]
    assert said["ends"] == group.room.hours.expires
    assert "prolong" in actions_of(console.widget.view)
    for hours in (23, 24):  # a tap whose sentence is the one before would not be read out
        console.act("prolong", {})
        assert console.news == library().phrase("console.prolonged", n=hours)
    (said,) = [node for node in nodes_of(console.widget.view, "clock_line") if node["key"] == "hours"]
    assert said["ends"] == group.room.hours.expires + 5400, "half an hour is all there was the second time"
    assert "prolong" not in actions_of(console.widget.view)
    assert "longest" in [node.get("key") for node in nodes_of(console.widget.view, "prose")]
    console.act("prolong", {})
    assert console.news == library().phrase("console.longest", n=24)


def test_near_its_end_the_button_stands_beside_the_warning(tmp_path):
    group = Group(f"sqlite:///{tmp_path / 'rooms.sqlite'}", 1, hours=0.4)
    console = Console(session=group.facilitator)
    shown = texts_of(console.widget.view)
    assert library().phrase("room.ends_soon", n=30) in shown
    assert actions_of(console.widget.view).count("prolong") == 2
    console.act("prolong", {})
    assert library().phrase("room.ends_soon", n=30) not in texts_of(console.widget.view)
    assert actions_of(console.widget.view).count("prolong") == 1


def test_a_tap_that_takes_its_own_button_away_leads_the_focus_on(group, console):
    """Over the whole way of an evening: what the focus is led to is there."""
    told = []
    console.widget.tell = lambda event, **values: told.append((event, values))
    tap(console, "go", part="00-welcome", step="agreement")
    tap(console, "open", exercise="agreement")
    group.refresh()
    share_all(group, "agreement")
    group.people[0].signal("pause")
    group.facilitator.refresh()
    way = ["reveal", "keep-waiting", "reveal", "reveal-now", "cards", "cards-off", "keep", "end-now"]
    for action in way:
        if action in ("keep", "end-now"):
            tap(console, "end")
        tap(console, action, exercise="agreement")
        (leads,) = [values["id"] for event, values in told if event == "focus"]
        assert leads in [node.get("key") for node in nodes_of(console.widget.view)], action
        if action == "reveal":
            (asked,) = [values["text"] for event, values in told if event == "announce"]
            assert library().phrase("console.reveal_once") in asked, "the question is heard, not only its button"
        told.clear()


def test_a_timer_says_that_it_runs_and_that_it_is_off(console):
    assert library().phrase("console.timer_runs", n=5) in tap(console, "timer-start")
    assert library().phrase("console.timer_off") in tap(console, "timer-stop")


def test_single_keys_can_be_switched_off(console):
    def keys():
        return [node["key"] for node in nodes_of(console.widget.view, "button") if node.get("keys")]

    assert keys() == ["next", "blank"]
    tap(console, "keys")
    assert keys() == []
    tap(console, "keys")
    assert keys() == ["next", "blank"]


def test_the_wall_says_what_comes_on_it(group, console, projector):
    told = []
    projector.widget.tell = lambda event, **values: told.append(values["text"])
    tap(console, "go", part="00-welcome", step="agreement")
    projector.session.refresh()
    tap(console, "open", exercise="agreement")
    group.refresh()
    share_all(group, "agreement")
    reveal(console)
    projector.session.refresh()
    projector.session.refresh()
    bars = next(node for node in nodes_of(projector.widget.view, "bars"))
    assert len(told) == 2, "each once"
    assert library().exercises["agreement"].title in told[0]
    assert bars["lead"] in told[1]


def test_what_cannot_be_done_while_somebody_holds_the_database_is_said_soon_and_is_not_done(console, group, tmp_path):
    not_done = library().phrase("console.not_done")
    with held(tmp_path / "rooms.sqlite"):
        for action, args in (("open", {"exercise": "agreement"}), ("end-now", {}), ("timer-start", {})):
            began = time.monotonic()
            console.act(action, args)
            assert time.monotonic() - began < 4.0, action
            assert not_done in texts_of(console.widget.view), action
            assert console.news == ""
    state = group.room.state()
    assert (state.closed, state.of("agreement"), state.timer.ends_at) == (False, "waiting", None)
    console.act("open", {"exercise": "agreement"})
    assert group.room.state().of("agreement") == "open"
    assert not_done not in texts_of(console.widget.view)
