"""A mistake in a content file is named by file, line and field, in a sentence."""

from __future__ import annotations

import shutil

import pytest

from workshop.content import ContentError, load_library

AGREEMENT = "en/content/exercises/agreement.yaml"
CASES = "en/content/exercises/cases.yaml"
CAUSES = "en/content/parts/01-causes.yaml"


def test_wrong_field(spoil, line_of):
    (problem,) = spoil(AGREEMENT, "gentler: Mark", "gentle: Mark")
    assert (problem.file, problem.line, problem.field) == (AGREEMENT, line_of(AGREEMENT, "gentle:"), "gentle")
    assert problem.message == "is not a field that belongs here. Did you mean “gentler”?"


def test_wrong_field_deep_inside_a_body(spoil, line_of):
    (problem,) = spoil(AGREEMENT, "{id: time, label:", "{id: time, wording: x, label:")
    assert problem.line == line_of(AGREEMENT, "id: time")
    assert problem.field == "body.options[7].wording"


def test_wrong_type(spoil, line_of):
    (problem,) = spoil(AGREEMENT, "minutes: 7", "minutes: seven")
    assert (problem.line, problem.field) == (line_of(AGREEMENT, "minutes:"), "minutes")
    assert problem.message == "should be a whole number, but is the text “seven”."


def test_text_that_is_a_number(spoil):
    (problem,) = spoil(AGREEMENT, "title: What we agree on", "title: 7")
    assert str(problem) == f"{AGREEMENT}, line 5: title should be text, but is the number 7."


def test_missing_field_is_placed_where_it_should_stand(spoil, line_of):
    (problem,) = spoil(AGREEMENT, "{id: time, label: Everyone gets some time, ", "{id: time, ")
    assert problem.line == line_of(AGREEMENT, "id: time")
    assert (problem.field, problem.message) == ("body.options[7].label", "is missing.")


def test_unknown_kind(spoil, line_of):
    (problem,) = spoil(AGREEMENT, "kind: choice", "kind: quiz")
    assert problem.message.startswith("belongs to the kind “quiz”, which doesn't exist. The kinds are: cards,")


def test_wrong_word_from_a_list(spoil):
    (problem,) = spoil(AGREEMENT, "shared: true", "shared: true\n  audience: all")
    assert problem.field == "sharing.audience"
    assert "is “all”, but should be 'room'" in problem.message


def test_words_of_an_exercise_that_shares_nothing(spoil):
    (problem,) = spoil(AGREEMENT, "shared: true", "shared: false")
    assert problem.field == "sharing"
    assert problem.message == "lets words be shown, though nothing is shared; set words: false."


def test_bad_yaml(spoil):
    (problem,) = spoil(CASES, "title: Six people", "title: Six: people")
    assert (problem.file, problem.line, problem.field) == (CASES, 5, "")
    assert problem.message.startswith("this is not YAML here:")


def test_key_that_stands_twice(spoil):
    (problem,) = spoil(AGREEMENT, "minutes: 7\n", "minutes: 7\nminutes: 9\n")
    assert (problem.line, problem.field, problem.message) == (
        7,
        "minutes",
        "stands here twice (first on line 6).",
    )


def test_id_that_stands_twice(spoil):
    (problem,) = spoil(AGREEMENT, "{id: time,", "{id: pass,")
    assert (problem.field, problem.message) == ("body.options", "has two entries with the id “pass”.")


def test_id_that_is_not_the_files_name(spoil):
    problems = spoil(CASES, "id: cases", "id: stories")
    assert problems[0].message == "is “stories”, but the file is called “cases”."


def test_id_of_another_file(spoil):
    problems = spoil(CASES, "id: cases", "id: timeline")
    assert problems[0].message.endswith("Another file has that name.")


def test_fact_that_stands_twice(spoil, line_of):
    problems = spoil("en/content/facts.yaml", "id: lie-detection", "id: repair-acts")
    line = line_of("en/content/facts.yaml", "topic: repair") - 1
    assert any(p.line == line and p.message == "is “repair-acts”, which stands here twice." for p in problems)


def test_unknown_fact_in_a_debrief(spoil, line_of):
    (problem,) = spoil(CASES, "facts: [childhood-attachment,", "facts: [childhood-atachment,")
    assert (problem.line, problem.field) == (line_of(CASES, "facts:"), "debrief.facts[1]")
    assert "Did you mean “childhood-attachment”?" in problem.message


def test_unknown_fact_in_a_guess(spoil):
    (problem,) = spoil("en/content/exercises/myth-or-finding.yaml", "fact: lie-detection", "fact: lies")
    assert problem.field == "body.items[4].fact"
    assert problem.message.startswith("names “lies”, which is not a fact in facts.yaml.")


def test_unknown_exercise_in_a_plan(spoil, line_of):
    (problem,) = spoil(CAUSES, "exercise: timeline", "exercise: time-line")
    assert (problem.line, problem.field) == (line_of(CAUSES, "time-line"), "steps[4].exercise")


def test_exercise_of_another_part_in_a_plan(spoil):
    (problem,) = spoil(CAUSES, "exercise: timeline", "exercise: arrive")
    assert problem.message == "is “arrive”, which belongs to the part “00-welcome”."


def test_unknown_part(spoil):
    problems = spoil(CASES, "part: 01-causes", "part: 01-cause")
    assert any(p.field == "part" and "Did you mean “01-causes”?" in p.message for p in problems)


def test_unknown_reference(spoil):
    problems = spoil("en/content/facts.yaml", "reference: li-childhood", "reference: li-adulthood")
    assert [(p.field, p.file) for p in problems] == [("facts[1].reference", "en/content/facts.yaml")]


def test_note_to_a_helpline_that_is_not_there(spoil):
    problems = spoil("assets/words/en/helplines.yaml", "  us-crisis: ", "  us-crisi: ")
    assert {p.message for p in problems} == {
        "names “us-crisi”, which is not a line in helplines.yaml. Did you mean “us-crisis”?"
    }


def test_privacy_has_exactly_six_lines(spoil):
    (problem,) = spoil("en/content/pages.yaml", "    - You need no name and no account.\n", "")
    assert problem.field == "landing.privacy"
    assert problem.message == "has 5 entries, but should have at least 6."


def test_phrase_with_open_brackets(spoil):
    (problem,) = spoil("assets/words/en/phrases.yaml", "part: Part {number}", "part: Part {number")
    assert (problem.field, problem.message) == ("nav.part", "has curly brackets that don't match.")


def test_phrase_that_is_no_text(spoil):
    (problem,) = spoil("assets/words/en/phrases.yaml", "  name: Workshop\n", "  name: 12\n")
    assert problem.field == "app.name"


def test_sentence_with_a_place_that_is_no_field(spoil):
    (problem,) = spoil("en/content/exercises/old-rule.yaml", "this: {try}", "this: {tried}")
    assert problem.message == "has a sentence with {tried}, which is not the id of a field."


@pytest.mark.parametrize(
    "name",
    [
        "assets/words/en/phrases.yaml",
        "assets/words/en/helplines.yaml",
        "en/content/facts.yaml",
        "en/content/pages.yaml",
    ],
)
def test_missing_file(assets, name):
    (assets / name).unlink()
    with pytest.raises(ContentError) as caught:
        load_library("en", assets)
    assert f"{name}: this file is missing." in str(caught.value)


def test_missing_exercise_file(assets):
    (assets / CASES).unlink()
    with pytest.raises(ContentError, match="names “cases”, which is not an exercise"):
        load_library("en", assets)


def test_empty_file(assets):
    (assets / CASES).write_text("# nothing yet\n")
    with pytest.raises(ContentError, match="this file is empty"):
        load_library("en", assets)


def test_file_that_is_not_text(assets):
    (assets / CASES).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ContentError, match="this file is not UTF-8 text"):
        load_library("en", assets)


def test_missing_language(assets):
    with pytest.raises(ContentError, match="there is no folder for the language “xx”"):
        load_library("xx", assets)
    shutil.rmtree(assets / "en")
    with pytest.raises(ContentError):
        load_library("en", assets)


def test_every_problem_is_named_at_once(assets):
    for name in (AGREEMENT, CASES):
        path = assets / name
        path.write_text(path.read_text().replace("starred:", "stared:"))
    with pytest.raises(ContentError) as caught:
        load_library("en", assets)
    assert {p.file for p in caught.value.problems} == {AGREEMENT, CASES}
    assert len(caught.value.problems) == 4
