"""Exercises with a real room behind them: sharing, changing, withdrawing, revealing."""

import pytest

from tests.support.desks import Group, actions_of, answer, library, nodes_of, texts_of
from workshop.evening.console import Console
from workshop.exercises.exercise import ExerciseOnPage
from workshop.exercises.room_context import Role, Status
from workshop.visit.session import Session


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'rooms.sqlite'}"


def steer(group, exercise, step):
    console = Console(session=group.facilitator)
    console.act(step, {"exercise": exercise})
    if step == "reveal":
        assert group.facilitator.status(exercise) is not Status.REVEALED, "a reveal asks once"
        console.act("reveal-now", {"exercise": exercise})
    group.refresh()
    return console


def share(page, raw, level="count"):
    answer(page, {**raw, "_level": level})
    page.act("share", {})


def picks(page, *options):
    item = page.content.body.items[0].id
    return {"items": {item: list(options)}}


def test_nothing_is_shared_without_the_second_tap(url):
    group = Group(url, 5)
    steer(group, "agreement", "open")
    for page in group.pages("agreement"):
        answer(page, {**picks(page, page.content.body.options[0].id), "_level": "count"})
    assert not steer(group, "agreement", "reveal").session.snapshot("agreement")


def test_share_comes_into_sight_once_one_has_chosen_to_be_counted_and_only_then(url):
    group = Group(url, 1)
    (page,) = group.pages("agreement")
    told = []
    page.widget.tell = lambda event, **values: told.append((event, values.get("id")))
    marked = picks(page, page.content.body.options[0].id)
    answer(page, {**marked, "_level": "count"})
    answer(page, marked)
    assert not told, "nothing can be shared yet, or what was kept has only come back"
    steer(group, "agreement", "open")
    told.clear()
    answer(page, {**marked, "_level": "count"})
    assert told == [("show", "sharing")]
    answer(page, {**picks(page, page.content.body.options[1].id), "_level": "count"})
    assert told == [("show", "sharing")], "who goes on answering is not moved"


def test_who_shares_once_more_without_a_change_hears_that_it_is_shared(url):
    group = Group(url, 1)
    steer(group, "agreement", "open")
    (page,) = group.pages("agreement")
    told = []
    page.widget.tell = lambda event, **values: told.append((event, values.get("text")))
    share(page, picks(page, page.content.body.options[0].id))
    assert not told, "the line below it says so and is heard"
    page.act("share", {})
    assert told == [("announce", library().phrase("share.done"))]


def test_before_opening_everyone_can_work_and_nobody_can_share(url):
    group = Group(url, 1)
    (page,) = group.pages("agreement")
    assert "share" not in actions_of(page.widget.view)
    share(page, picks(page, page.content.body.options[0].id))
    assert page.trouble == library().phrase("error.exercise_closed")
    assert page.model.chosen(page.content.body.items[0].id), "nothing is lost"


def test_four_shared_answers_are_not_enough_for_anybody(url):
    group = Group(url, 4)
    steer(group, "agreement", "open")
    for page in group.pages("agreement"):
        share(page, picks(page, page.content.body.options[0].id))
    facilitator = steer(group, "agreement", "reveal")
    assert facilitator.news == library().phrase("console.refused")
    assert facilitator.session.count("agreement") is None
    for page in group.pages("agreement"):
        assert page.context.snapshot("agreement") is None


def test_six_answers_are_revealed_to_everyone_and_stand(url):
    group = Group(url, 6)
    steer(group, "agreement", "open")
    pages = group.pages("agreement")
    first, second, third = (o.id for o in pages[0].content.body.options[:3])
    for n, page in enumerate(pages):
        share(page, picks(page, first, second if n % 2 else third))
        assert not page.trouble
    assert group.facilitator.count("agreement") is None, "the facilitator's page looks again at its next turn"
    group.refresh()
    assert group.facilitator.count("agreement") == 6
    steer(group, "agreement", "reveal")
    for page in pages:
        (bars,) = nodes_of(page.widget.view, "bars")
        assert len(bars["cells"]) == len(page.content.body.options), "nothing is left out"
        assert bars["cells"][0]["text"] == library().phrase("results.most.small"), "unanimous"
        assert {cell["text"] for cell in bars["cells"][3:]} == {library().phrase("results.few.small")}
        assert all(cell["count"] is None for cell in bars["cells"])
        assert bars["lead"]
    share(pages[0], picks(pages[0], second))
    assert pages[0].trouble == library().phrase("error.exercise_closed")


def test_an_answer_can_be_changed_and_withdrawn_until_the_end(url):
    group = Group(url, 1)
    steer(group, "agreement", "open")
    (page,) = group.pages("agreement")
    share(page, picks(page, page.content.body.options[0].id))
    assert page.context.shared("agreement")
    answer(page, {**page.widget.answer, **picks(page, page.content.body.options[1].id)})
    assert library().phrase("share.outdated") in texts_of(page.widget.view)
    page.act("share", {})
    page.act("withdraw", {})
    assert not page.context.shared("agreement")
    assert page.model.chosen(page.content.body.items[0].id), "the answer stays on the device"


def test_what_is_shared_as_it_should_be_leaves_the_way_on_the_loudest(url):
    group = Group(url, 1)
    steer(group, "agreement", "open")
    (page,) = group.pages("agreement")
    first, second = (option.id for option in page.content.body.options[:2])

    def taps():
        return {node["action"]: node["tone"] for node in nodes_of(page.widget.view, "button")}

    answer(page, {**picks(page, first), "_level": "count"})
    assert taps()["share"] == "primary"
    page.act("share", {})
    assert "primary" not in taps().values(), "nothing is left to do here"
    assert {"share", "withdraw"} <= set(taps()), "and both are still there"
    answer(page, {**picks(page, second), "_level": "count"})
    assert taps()["share"] == "primary", "the room has what one no longer means"
    assert "withdraw" in taps()


def test_a_reloaded_page_and_a_second_tab_know_what_was_shared(url):
    group = Group(url, 0)
    admission = b"ab" * 8
    group.people = [group.person(admission)]
    steer(group, "agreement", "open")
    (page,) = group.pages("agreement")
    share(page, picks(page, page.content.body.options[0].id))
    again = ExerciseOnPage(library(), page.content, group.person(admission))
    assert again.context.shared("agreement")
    answer(again, {**picks(again, again.content.body.options[1].id), "_level": "count"})
    again.act("share", {})
    group.refresh()
    assert group.room.mine("agreement", group.people[0]._who("agreement")).payload == again.model.payload()


def test_words_reach_the_facilitator_only_and_only_if_offered(url):
    group = Group(url, 6)
    steer(group, "agreement", "open")
    pages = group.pages("agreement")
    for n, page in enumerate(pages):
        raw = {**picks(page, page.content.body.options[n % 2].id), "suggestion": f"rule number {n}"}
        share(page, raw, "words" if n < 3 else "count")
    steer(group, "agreement", "reveal")
    words = [word.text for word in group.facilitator.snapshot("agreement").words]
    assert sorted(words) == ["rule number 0", "rule number 1", "rule number 2"]
    for page in pages:
        assert page.context.snapshot("agreement").words == ()
        own = page.model.words()
        others = {f"rule number {n}" for n in range(6)} - {own}
        assert not any(other in texts_of(page.widget.view) for other in others)


def test_only_a_facilitator_steers(url):
    group = Group(url, 1)
    page = ExerciseOnPage(library(), library().exercises["agreement"], group.people[0], lead=Console())
    page.act("open", {"exercise": "agreement"})
    assert page.lead.trouble == library().phrase("error.not_allowed")
    assert "open" not in actions_of(page.widget.view)
    group.refresh()
    assert group.room.state().of("agreement") == "waiting"


def test_whoever_leads_from_a_notebook_has_the_consoles_taps_beside_the_exercise(url):
    group = Group(url, 0)
    console = Console(session=group.facilitator, in_notebook=True)
    page = ExerciseOnPage(library(), library().exercises["cases"], group.facilitator, lead=console)
    said = texts_of(page.widget.view).replace("’", "'")
    assert page.content.guide.say[0].split()[0] in said
    assert actions_of(page.widget.view)[0] == "go", "the group is not here yet"
    assert "share" not in actions_of(page.widget.view)
    tapped = next(node for node in nodes_of(page.widget.view, "button") if node["action"] == "go")
    page.act("go", tapped["args"])
    group.refresh()
    here = [node for node in nodes_of(page.widget.view, "button") if node["key"] in ("next", "back", "skip")]
    there = [node for node in nodes_of(console.widget.view, "button") if node["key"] in ("next", "back", "skip")]
    assert here == there
    assert here[0]["action"] == "open"
    assert not any(node.get("keys") for node in nodes_of(console.widget.view)), "a notebook's keys are its own"
    page.act("open", {"exercise": "cases"})
    assert group.room.state().of("cases") == "open"


def test_an_exercise_of_a_room_that_is_gone_keeps_the_answer(url):
    group = Group(url, 1)
    steer(group, "agreement", "open")
    (page,) = group.pages("agreement")
    group.room.end()
    share(page, picks(page, page.content.body.options[0].id))
    assert page.trouble
    assert page.model.chosen(page.content.body.items[0].id)


def test_a_forged_ticket_leaves_the_page_alone(url, monkeypatch, tmp_path):
    monkeypatch.setenv("WORKSHOP_HOME", str(tmp_path / "home"))
    session = Session(library())
    session.greet({"ticket": "2|1:0|10:1234567890|15:workshop-ticket|4:abcd|forged"})
    assert session.role is Role.ALONE
    assert session.trouble == library().phrase("error.ticket")


def test_a_page_without_an_admission_cannot_share(url):
    group = Group(url, 0)
    session = Session(library())
    session.enter(group.room.id, Role.PARTICIPANT, group.store)
    group.people = [session]
    steer(group, "agreement", "open")
    (page,) = group.pages("agreement")
    share(page, picks(page, page.content.body.options[0].id))
    assert page.trouble == library().phrase("error.ticket")


def test_where_not_all_can_be_taken_back_the_page_says_what_was(url):
    group = Group(url, 1)
    steer(group, "agreement", "open")
    steer(group, "cases", "open")
    (goes,), (stays,) = group.pages("agreement"), group.pages("cases")
    share(goes, picks(goes, goes.content.body.options[0].id))
    share(stays, {"items": {"amara": ["betrayal"]}})
    steer(group, "cases", "close")
    assert group.people[0].take_all_back() == 1
    assert group.room.mine("agreement", group.people[0]._who("agreement")) is None
    assert not goes.standing.is_with_room
    assert stays.standing.is_with_room
