"""What must be said, and what must never be said, where somebody could be harmed by a sentence."""

from __future__ import annotations

import json
import re

import pytest

from tests.support.reading import wording
from workshop import paths
from workshop.content import load_library


@pytest.fixture(params=["en", "es"])
def either(request):
    return load_library(request.param)


def cells(part, language="en"):
    read = json.loads((paths.notebooks(language) / f"{part}.ipynb").read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in read]


def prose(part, language="en"):
    return "\n".join(cells(part, language))


@pytest.mark.parametrize(("language", "right"), [("en", "distrust is right today"), ("es", "tiene razón hoy")])
def test_part_01_says_that_distrust_can_be_right_and_shows_the_check_before_anything_else(language, right):
    found = cells("01-causes", language)
    check = found.index("page.safety_check()")
    assert right in "\n".join(found[:check])
    assert not any("page.exercise" in cell for cell in found[:check])


def test_part_01_does_not_end_with_the_past_alone():
    end = prose("01-causes").split("## Before you go on")[1]
    assert "some belong to today" in end


def test_the_check_asks_for_each_kind_of_harm_by_itself(either):
    asked = {question.id for question in either.pages.safety.questions}
    assert asked == {
        "fear", "control", "monitoring", "eggshells", "hurt", "sexual", "threats", "following", "lying"
    }  # fmt: skip


def test_someone_of_the_past_who_does_not_let_go_is_meant_too(library):
    assert "won't leave you alone" in library.exercises["safety-fork"].steps[0]
    assert "won't leave you alone" in library.pages.safety.intro


def test_being_lied_to_has_an_answer_of_its_own_that_alarms_nobody(either):
    safety = either.pages.safety
    assert {q.id for q in safety.questions if q.leads_to == "lying"} == {"lying"}
    alarming = {step for step in safety.if_yes.steps if step in safety.if_lying.steps}
    assert not alarming


def test_no_answer_gives_the_all_clear(library):
    said = f"{library.pages.safety.if_no.title} {library.pages.safety.if_no.text}".lower()
    assert "can't see everything" in said
    assert "uneasy" in said
    assert not any(word in said for word in ("good to know", "you are safe", "next exercise"))


def test_the_number_of_trials_is_not_said_of_two_therapies_alone(library):
    spoken = " ".join(line for step in library.parts["05-support"].steps for line in step.say)
    for text in (spoken, prose("05-support")):
        (sentence,) = [s for s in text.split(". ") if "150 trials" in s]
        assert "psychological treatments for PTSD" in sentence
        assert "EMDR" not in sentence
    fact = library.facts["ptsd-therapy"]
    assert "all these therapies" in fact.size
    assert "other care" in fact.finding


def test_a_small_study_without_a_clear_difference_is_not_said_to_prove_sameness(library):
    said = f"{library.facts['betrayal-trauma-game'].finding} {library.facts['ptsd-cooperation'].finding}"
    for item in library.exercises["myth-or-finding"].body.items[1:3]:
        said += f" {item.finding} {item.size}"
    assert "as much as other" not in said
    assert "no difference" not in said
    assert said.count("no clear difference") == 4


def test_a_steady_point_comes_before_the_first_hurt(library):
    assert "steady-point" in [step.exercise for step in library.parts["00-welcome"].steps]
    for part, exercise in (("01-causes", "timeline"), ("03-effects", "loop"), ("04-skills", "thought-record")):
        text = prose(part)
        before = text[: text.index(f'page.exercise("{exercise}")')]
        assert "steady point" in before[-900:], exercise


def test_every_session_of_an_hour_and_more_has_a_break(either):
    for part in either.parts.values():
        breaks = [step for step in part.steps if step.id.startswith("break")]
        assert len(breaks) == (part.sessions if part.minutes >= 60 else 0), part.id
        assert all(step.minutes >= 10 for step in breaks)


def test_no_more_than_a_handful_of_content_notes(either):
    """One calm note opens a part; an exercise repeats it only where it goes deep."""
    noted = {exercise.id for exercise in either.exercises.values() if exercise.content_note}
    assert noted == {"thought-record", "say-it", "boundary", "ladder", "loop", "cases"}


def test_who_does_it_themselves_finds_the_way_from_the_check(either):
    """The page says to stop, to go and to seek help, and asks nothing of the person who was hurt."""
    for advice in (either.pages.safety.if_no, either.pages.safety.if_unsure):
        assert "(#stop)" in advice.steps[-1]
    assert not any("#stop" in step for step in either.pages.safety.if_yes.steps)
    assert len(either.pages.stop.passages) >= 4
    assert either.exercises[either.pages.pause.mine].body.word


@pytest.mark.parametrize("word", ["cheat", "taker", "middling", "garden", "at the bottom on a phone", "the other one "])
def test_words_that_hurt_or_mislead_are_not_said(library, word):
    said = [text for item in (*library.exercises.values(), *library.parts.values()) for text in wording(item)]
    said += [prose(part) for part in library.parts]
    assert not [text for text in said if word in text.lower().replace("the other one,", "")]


def test_three_pictures_are_kept_and_each_means_one_thing(library):
    """The alarm is a doubt that rings, the wall shuts everybody out and a limit has a door, the ladder is small steps."""
    others = re.compile(
        r"(?<!on )\b(?:your|my|their|a|the) guard\b|\bguards\b|trust account|\bbets?\b|\becho(?:es)?\b(?!\W+\))|\bcup is\b",
        re.IGNORECASE,
    )
    said = [text for item in (*library.exercises.values(), *library.parts.values()) for text in wording(item)]
    assert not [text for text in (*said, *map(prose, library.parts)) if " " in text and others.search(text)]  # no ids


def test_a_practice_would_answer_the_first_message(library):
    """It asks what a practice is asked, and the way back is open also where nobody at home should know."""
    body = library.exercises["find-care"].body
    assert "taking new clients" in body.message.opening
    (private,) = [option for option in body.question("cost").options if option.id == "private"]
    assert "answer only to" in private.say


def test_what_is_private_is_said_exactly(library):
    """The kernel holds answers while a page is open; wherever the page speaks of the device, it says so."""
    who = library.pages.privacy.answers[0].answer
    for text in (who, prose("00-welcome")):
        assert "memory" in text
        assert "writes nothing down" in text or "it writes nothing down" in text


def test_the_agreement_does_not_ask_for_what_the_room_can_never_see(library):
    """In a small room a rule that one person marked looks like one that three marked."""
    exercise = library.exercises["agreement"]
    assert "all eight aloud" in exercise.debrief.text
    assert "few people marked" not in exercise.debrief.text
    assert "all eight aloud" in " ".join(exercise.guide.do)
    assert len(exercise.body.options) == 8
