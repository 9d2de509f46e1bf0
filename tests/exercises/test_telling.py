"""What a result says in words."""

from __future__ import annotations

import random

import pytest

from tests.support.desks import library
from workshop.content import load_library
from workshop.content.kinds import kind
from workshop.content.locale import as_text
from workshop.content.phrases import Phrases
from workshop.content.sharing import Table
from workshop.exercises import telling
from workshop.room.privacy import summarise

SAY = library().phrase


def told(answers: str, options: str = "abc", kind: str = "single", **more):
    """Return the sentence and the words beside each bar, for people who gave these answers."""
    table = Table("t", "", kind, tuple((o, f"{o.upper()}.") for o in options), **more)
    result = summarise("x", [table], [{"t": list(a)} for a in answers.split()], random.Random(3)).tables[0]
    n = len(answers.split())
    return telling.sentence(result, table, n, SAY), [one.text for one in telling.cells(result, table, n, SAY)]


@pytest.mark.parametrize(("kind", "said"), [("single", "Nothing came up"), ("multiple", "Nothing was marked")])
def test_where_all_are_a_few_one_is_put_first_in_sentence_and_table(kind, said):
    sentence, words = told("a a a b b c c d", "abcd", kind)
    assert f"{said} more often than “A”." in sentence, "a full stop of the answer's own is not doubled"
    assert words == [SAY("results.first")] + [SAY("results.few.middle")] * 3


def test_of_two_answers_nobody_else_is_spread_out():
    assert told("a a a a b b b b", "ab")[0] == SAY("results.divided", answers="“A” and “B”")
    assert told("a a a a a b b b b", "ab")[0] != SAY("results.many_ways.single")
    sentence, _ = told("a a a a b b b c", "abc")
    assert sentence.startswith("4 of 8 said “A”. The others")
    table = Table("t", "", "single", (("a", "A"), ("b", "B")))
    shares = [{"t": ["a"]}] * 4 + [{"t": ["b"]}] * 3 + [{"t": []}]
    assert telling.sentence(summarise("x", [table], shares).tables[0], table, 8, SAY) == "4 of 8 said “A”."


def test_a_question_that_nearly_all_left_open_is_not_told_as_many_ways():
    table = Table("t", "", "single", (("a", "A"), ("b", "B")))
    shares = [{"t": []}] * 9 + [{"t": ["a"]}]
    assert (
        telling.sentence(summarise("x", [table], shares).tables[0], table, 10, SAY)
        == "Nearly everybody here: “no answer”."
    )


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [("0", "3", "0 to 3"), ("0–10", "20–30", "0 to 30"), ("1 to 3", "4 to 8", "1 to 8"), ("nothing", "1 to 4", None)],
)
def test_a_zone_is_named_by_its_outer_ends(low, high, ends):
    labels = (low, high, "8", "9", "10", "11")
    table = Table(
        "t", "", "single", tuple((str(n), text) for n, text in enumerate(labels)), ordered=True,
        zones=("low", "middle", "high"),
    )  # fmt: skip
    cell = summarise("x", [table], [{"t": ["0"]}] * 9).tables[0].cells[0]
    assert telling.label(cell, table, 9, SAY) == (f"low ({ends})" if ends else "low")


@pytest.mark.parametrize(("language", "said"), [("en", "77%"), ("de", "77\N{NO-BREAK SPACE}%")])
def test_a_mean_in_percent_has_the_sign_as_the_language_writes_it(language, said):
    table = Table("sure", "", "number", low=50, high=100, step=1, unit="%")
    result = summarise("x", [table], [{"sure": 77}] * 12, random.Random(3)).tables[0]
    assert said in telling.sentence(result, table, 12, load_library(language).phrase)


@pytest.mark.parametrize("name", library().exercises)
def test_an_average_says_what_its_number_means(name):
    """ "On average: 4" is no sentence: of what, and is that much?"""
    content = library().exercises[name]
    for table in kind(content.kind).model(content, SAY).tables():
        if table.kind == "number":
            assert table.unit, table.id
            result = summarise("x", [table], [{table.id: table.high}] * 6).tables[0]
            assert table.unit in telling.sentence(result, table, 6, SAY)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (-80, "On average: lower by 7.5 points of 100 or more."),
        (80, "On average: higher by 7.5 points of 100 or more."),
    ],
)
def test_a_great_change_is_not_told_as_a_small_one(change, said):
    """ "−7.5 or less" is heard as little."""
    table = Table("t", "", "number", low=-100, high=100, step=5, unit=" points of 100")
    result = summarise("x", [table], [{"t": change}] * 5).tables[0]
    assert telling.sentence(result, table, 5, SAY) == said


def test_a_change_is_told_without_its_sign_where_lines_begin_on_the_right():
    """There a mark stands before the sign: “lower by −7.5” would be the other way round."""
    phrases = Phrases({"results.mean.lower": "lower by {value}", "app.value": "{value}"}, "he")

    def say(key, **values):
        return phrases.say(key, **as_text(values, "he"))

    table = Table("t", "", "number", low=-100, high=100, step=5, unit=" points")
    result = summarise("x", [table], [{"t": -80}] * 5).tables[0]
    said = telling.sentence(result, table, 5, say)
    assert "7" in said
    assert not {"-", "\N{MINUS SIGN}"} & set(said)
