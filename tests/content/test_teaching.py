"""Every point is taught, every shown fact holds, every plan adds up, every sample fits."""

from __future__ import annotations

import json

import pytest

from workshop.content import ContentError, load_library, load_manifest
from workshop.content.checks import check_library
from workshop.content.loading import read_library

PARTS = load_manifest().parts

TROUBLES = {"silence", "dominating", "disclosure", "advice", "blame", "couple", "network"}


@pytest.fixture(params=["en", "es"])
def either(request):
    return load_library(request.param)


def messages(assets, name, old, new, **kwargs):
    path = assets / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return [str(problem) for problem in check_library(load_library("en", assets), **kwargs)]


def test_all_is_well(library):
    assert [str(problem) for problem in check_library(library)] == []


def test_every_point_of_a_part_is_taught(library):
    for part in library.parts.values():
        done = {point for exercise in library.exercises_of(part.id) for point in exercise.covers}
        assert set(PARTS[part.id].covers) == done, part.id


def test_an_exercise_counts_for_a_point_only_by_what_a_person_does(assets):
    """By two things in it or more, or because all of it is about that point; a word in passing teaches nothing."""
    for old, new, said in (
        ("[amara, betrayal]", "[amara, affair]", "covers cause.betrayal by “affair”, which is nothing that a person"),
        ("[amara, betrayal]", "[amara]", "has 1 entries, but should have at least 2"),
    ):
        path = assets / "en/content/exercises/cases.yaml"
        before = path.read_text(encoding="utf-8")
        path.write_text(before.replace(old, new), encoding="utf-8")
        with pytest.raises(ContentError) as found:
            read_library("en", assets)
        assert any(said in str(problem) for problem in found.value.problems)
        path.write_text(before, encoding="utf-8")


def test_an_exercise_takes_as_long_as_its_step(either):
    for part in either.parts.values():
        for step in part.steps:
            if step.exercise and step.exercise != "today":
                assert either.exercises[step.exercise].minutes == step.minutes, step.exercise


def test_every_part_has_the_same_frame(either):
    """The two questions in, the line to keep: the same exercise and a row of its own in each session."""
    rows = iter(either.exercises["today"].body.rows)
    for part in either.parts.values():
        own = [next(rows).id for _ in range(part.sessions)]
        assert own[0] == part.id
        assert all(name.startswith(part.id) for name in own)
        assert [step.exercise for step in part.steps].count("today") == part.sessions, part.id
    assert next(rows, None) is None


def test_each_idea_can_be_led_cold(either):
    """A script of a minute or two stands in the plan, so that nobody has to have read the page."""
    for part in ("01-causes", "02-signs", "03-effects", "04-skills"):
        ideas = [step for step in either.parts[part].steps if step.id.startswith("idea")]
        assert len(ideas) == either.parts[part].sessions
        assert all(35 <= len(" ".join(step.say).split()) <= 170 for step in ideas), part


def test_what_an_exercise_is_about_is_said_before_it(either):
    """Who leads it cold reads the script aloud, and nobody has to have read the page: not one line, not a lecture."""
    for part in either.parts.values():
        for step in part.steps:
            if step.exercise and step.exercise != "today":
                assert 25 <= len(" ".join(step.say).split()) <= 170, (part.id, step.id)


def test_all_parts_and_exercises_are_there(library):
    assert list(library.parts) == list(PARTS)
    for promise in PARTS.values():
        assert set(promise.exercises) <= set(library.exercises)


def test_every_part_names_the_headings_that_teach_it(library):
    """Each point is taught in the prose too, so that a notebook is good to read on its own."""
    for part in library.parts.values():
        assert {point.id for point in part.covers} == set(PARTS[part.id].covers), part.id


def test_prompts_take_home_and_variants(library):
    for part in library.parts.values():
        assert len(set(part.prompts)) == 4, part.id
        assert all(prompt.endswith("?") for prompt in part.prompts), part.id
        assert all((part.short, part.online, part.take_home, part.content_note)), part.id


def test_every_session_begins_and_ends_safely(library):
    for part in library.parts.values():
        if part.id == "00-welcome":
            continue
        said = " ".join(part.steps[0].say)
        assert "Pass, pause and leave" in said, part.id
        assert "Help right now" in " ".join(part.steps[-1].say), part.id


def test_a_point_nobody_teaches(assets):
    plan = assets / "en/content/parts/01-causes.yaml"
    taught = "  - {id: cause.manipulation, heading: What can be at work}\n"
    plan.write_text(plan.read_text(encoding="utf-8").replace(taught, ""), encoding="utf-8")
    left = assets / "en/content/exercises/left-behind.yaml"
    done = "  cause.manipulation: [memory, sorry, feelings]\n"
    left.write_text(left.read_text(encoding="utf-8").replace(done, ""), encoding="utf-8")
    done = "  cause.manipulation: [mei, manipulation]\n"
    found = messages(assets, "en/content/exercises/cases.yaml", done, "")
    said = "en/content/parts/01-causes.yaml: covers misses cause.manipulation: "
    assert found == [f"{said}no exercise and no heading of this part teaches it."]


def test_a_point_that_does_not_exist(assets):
    found = messages(assets, "en/content/exercises/timeline.yaml", "covers:", "covers:\n  cause.luck: [big, both]")
    assert found == ["en/content/parts/01-causes.yaml: covers names cause.luck, which is not a point of this part."]


def test_a_heading_that_the_notebook_lacks(assets, tmp_path):
    cell = {"cell_type": "markdown", "source": ["# Where distrust comes from\n", "Text\n", "## Being left\n"]}
    (tmp_path / "01-causes.ipynb").write_text(json.dumps({"cells": [cell]}))
    plan = assets / "en/content/parts/01-causes.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").split("covers:\n")[0] + "covers: []\n", encoding="utf-8")
    taught = "covers:\n  - {id: cause.abandonment, heading: Being left}\n"
    taught += "  - {id: cause.single, heading: Once is enough}\n"
    found = messages(assets, "en/content/parts/01-causes.yaml", "covers: []\n", taught, notebooks=tmp_path)
    assert [line.split(": ", 1)[1] for line in found] == [
        "covers[2].heading names “Once is enough”, which is no heading in 01-causes.ipynb."
    ]


def test_two_parts_with_one_number(assets):
    found = messages(assets, "en/content/parts/01-causes.yaml", "number: 1\n", "number: 0\n")
    assert found == [
        "en/content/parts/01-causes.yaml: number is 0, as that of “00-welcome” is. Give each part its own."
    ]


def test_minutes_that_do_not_add_up(assets):
    found = messages(assets, "en/content/parts/00-welcome.yaml", "minutes: 3\n", "minutes: 4\n")
    assert found == ["en/content/parts/00-welcome.yaml: steps take 26 minutes together, but the part takes 25."]


def test_an_exercise_left_out_of_the_plan(assets):
    found = messages(assets, "en/content/parts/00-welcome.yaml", "    exercise: arrive\n", "")
    assert found == ["en/content/parts/00-welcome.yaml: steps leave out the exercise “arrive”."]


def test_an_exercise_that_is_missing(assets):
    (assets / "en/content/exercises/arrive.yaml").unlink()
    found = messages(assets, "en/content/parts/00-welcome.yaml", "    exercise: arrive\n", "")
    assert "en/content/parts/00-welcome.yaml: the exercise “arrive” of this part is missing." in found


def test_a_fact_that_is_not_verified(assets):
    path = assets / "references.yaml"
    before, after = path.read_text().split("  - id: bond-depaulo-2006", 1)
    path.write_text(before + "  - id: bond-depaulo-2006" + after.replace("state: verified", "state: unverified", 1))
    found = [str(problem) for problem in check_library(load_library("en", assets))]
    assert all("lie-detection" in line and "“bond-depaulo-2006” is not verified" in line for line in found)
    assert any(line.startswith("en/content/exercises/myth-or-finding.yaml") for line in found)


def test_every_part_is_ready_for_a_facilitator(library):
    for part in library.parts.values():
        assert {trouble.id for trouble in part.troubleshooting} == TROUBLES, part.id
        assert part.materials
        for step in part.steps:
            assert step.say or step.do, (part.id, step.id)


def test_every_exercise_has_a_way_that_is_gentler(library):
    for exercise in library.exercises.values():
        assert exercise.gentler, exercise.id
        guide = exercise.guide
        assert all((guide.say, guide.ask, guide.do)), exercise.id


def test_findings_come_with_size_and_limit(library):
    for exercise in library.exercises.values():
        if exercise.kind == "guess":
            for item in exercise.body.items:
                assert item.size
                assert item.limit


def test_exercises_that_question_a_doubt_offer_the_safety_check(library):
    inviting = {"alarm", "guarded", "thought-record", "ladder", "old-rule", "notice-it", "cost-benefit", "what-with",
                "after-broken"}  # fmt: skip
    for exercise in library.exercises.values():
        if exercise.id in inviting or exercise.kind == "explorable":
            assert exercise.safety_check, exercise.id


def test_distrust_is_said_not_to_be_a_diagnosis(library):
    assert "is not a diagnosis" in library.exercises["cases"].debrief.text


@pytest.mark.parametrize("cause", ["betrayal", "abandonment", "manipulation", "single", "gradual", "childhood"])
def test_the_stories_name_every_cause(library, cause):
    body = library.exercises["cases"].body
    assert len(body.items) == 6
    assert cause in {option.id for option in body.options}
    assert all(item.debrief for item in body.items)


def test_no_two_steps_of_a_part_have_the_same_name(either):
    """The console lists them by name; the same talk and the same break may come once in each session."""
    for part in either.parts.values():
        named = [step.title for step in part.steps if step.exercise or step.id.startswith("idea")]
        ideas = sum(step.id.startswith("idea") for step in part.steps)
        assert len(set(named)) >= len(named) - max(0, ideas - 1), part.id
