"""Rules 4 to 6 of what makes the workshop safe, one test each."""

from __future__ import annotations

import json
import math

import pytest

from tests.room.conftest import BETRAYAL, Person, people, share_all
from workshop.content.sharing import Table
from workshop.room import Cell, ExerciseClosed, Snapshot, TableResult, fewest
from workshop.room.privacy import summarise

SCALE = Table("comfort", "How I am", "single", tuple((str(n), str(n)) for n in range(6)), ordered=True)
NAMES = Table("kind", "Which", "single", (("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")))
SEVERAL = Table("causes", "What", "multiple", (("a", "A"), ("b", "B"), ("c", "C")))
NUMBER = Table("change", "By how much", "number", step=1.0)


def single(table, **counts):
    """Return what is published when each option was chosen so often; ``blank`` for no answer."""
    shares = [{table.id: [] if option == "blank" else [option.strip("_")]} for option in counts
              for _ in range(counts[option])]  # fmt: skip
    (result,) = summarise("x", [table], shares).tables
    return result


def cells(result):
    return [("".join(cell.options), cell.count) for cell in result.cells]


def several(*chosen):
    (result,) = summarise("x", [SEVERAL], [{"causes": list(options)} for options in chosen]).tables
    return result


def mean(*values, step=1.0):
    table = Table("change", "", "number", step=step)
    (result,) = summarise("x", [table], [{"change": value} for value in values]).tables
    return result


# 4. Private is the default


def test_nothing_reaches_the_room_without_being_shared(room):
    room.open("cases")
    for person in people(room, 6):
        assert person.mine("cases") is None
    assert room.count("cases") is None
    assert not room.reveal("cases", [BETRAYAL]).enough


def test_counting_me_does_not_show_my_words(room):
    share_all(room, "cases", [{"cause": ["betrayal"]}] * 6, ["for the facilitator"] + [None] * 5)
    assert [word.text for word in room.reveal("cases", [BETRAYAL]).words] == ["for the facilitator"]
    assert "facilitator" not in json.dumps(room.snapshot("cases").to_json())
    assert "for the facilitator" not in repr(room.snapshot("cases", words=True))


def test_withdrawn_until_it_closes_means_never_counted(room):
    share_all(room, "cases", [{"cause": ["betrayal"]}] * 5, ["words"] * 5)
    Person(room, 0).withdraw("cases")
    assert room.count("cases") is None
    assert room.reveal("cases", [BETRAYAL]) == Snapshot("cases")
    room.close("cases")
    with pytest.raises(ExerciseClosed):
        Person(room, 1).withdraw("cases")


# 5. Small groups


@pytest.mark.parametrize("n", range(5))
def test_fewer_than_five_is_not_enough_for_anybody(room, n):
    share_all(room, "cases", [{"cause": ["betrayal"], "change": 3}] * n, ["words"] * n)
    refused = room.reveal("cases", [BETRAYAL, NUMBER])
    assert refused == Snapshot("cases", enough=False, n=None, tables=(), words=())
    assert refused.to_json() == {"exercise": "cases", "enough": False, "n": None, "tables": []}
    assert room.count("cases") is None
    assert room.snapshot("cases", words=True) is None


def test_a_refused_reveal_changes_nothing_and_may_be_tried_again(room):
    share_all(room, "cases", [{"cause": ["betrayal"]}, {"cause": ["gradual"]}] * 2)
    before = room.state()
    room.reveal("cases", [BETRAYAL])
    assert room.state() == before
    for number in (4, 5):
        everyone = people(room, 6)
        everyone[number].share("cases", {"cause": ["betrayal" if number == 4 else "gradual"]})
    assert cells(room.reveal("cases", [BETRAYAL]).tables[0]) == [("betrayal", 3), ("gradual", 3)]


def test_sharing_is_not_seen_as_live_increments(room):
    room.open("cases")
    seen = {(room.version(), room.count("cases"))}
    for person in people(room, 4):
        person.share("cases", {"cause": ["betrayal"]})
        seen.add((room.version(), room.count("cases")))
        person.withdraw("cases")
        seen.add((room.version(), room.count("cases")))
    assert len(seen) == 1


def test_a_count_under_three_is_merged_the_smallest_together():
    assert cells(single(NAMES, a=6, b=4, c=2, d=1)) == [("a", 6), ("b", 4), ("cd", 3)]
    assert cells(single(NAMES, a=6, b=4, c=1, d=1)) == [("a", 6), ("bcd", 6)]


def test_neighbours_on_a_scale_are_merged():
    assert cells(single(SCALE, _0=1, _1=2, _2=0, _3=4, _4=1, _5=3)) == [("012", 3), ("3", 4), ("45", 4)]


def test_no_answer_counts_like_an_answer():
    assert cells(single(NAMES, a=5, b=4, c=3, d=3, blank=3))[-1] == ("", 3)
    assert cells(single(NAMES, a=5, b=4, blank=3)) == [("a", 5), ("b", 4), ("cd", 3)]


def test_few_blanks_and_none_look_alike():
    none, one = single(NAMES, a=6, b=4, c=4, d=3), single(NAMES, a=6, b=4, c=4, d=2, blank=1)
    assert none == one
    scale = single(SCALE, _0=4, _1=3, _2=3, _3=3, _4=3, _5=3)
    assert scale.cells[-1] == Cell(("5", ""), 3)


def test_blanks_on_a_scale_stand_apart_when_they_are_three():
    assert cells(single(SCALE, _0=3, _5=3, blank=3)) == [("01234", 3), ("5", 3), ("", 3)]
    assert cells(single(SCALE, _0=1, _5=3, blank=3)) == [("012345", 4), ("", 3)]
    assert single(SCALE, _0=2, blank=4).left_out is True


@pytest.mark.parametrize("counts", [{"a": 9}, {"a": 8, "b": 1}, {"a": 7, "b": 2}, {"a": 7, "b": 1, "c": 1}])
def test_unanimous_and_nearly_unanimous_results_are_left_out_alike(counts):
    assert single(NAMES, **counts) == TableResult("kind", 9, left_out=True)


def test_several_options_each_count_alone_between_three_and_all_but_three():
    result = several("ab", "ab", "ab", "a", "a", "a", "c")
    assert cells(result) == [("b", 3)]
    assert result.left_out == ("a", "c"), "six of seven and one of seven look the same"


def test_a_mean_needs_five_values():
    assert mean(1, 2, 3, 4, None, None).left_out is True
    assert mean(1, 2, 3, 4, 5).mean == 3.0


def test_a_mean_is_left_out_when_all_but_two_said_the_same():
    assert mean(7, 7, 7, 7, 7).left_out is True
    assert mean(7, 7, 7, 7, 2, 3).left_out is True
    assert mean(7, 7, 7, 1, 2, 3).mean == 4.5


def test_a_mean_is_rounded_to_half_a_step_and_does_not_say_how_many_were_blank():
    assert mean(1, 2, 3, 4, 4).mean == 3.0
    assert mean(10, 20, 30, 40, 45, step=10).mean == 30.0
    assert mean(0.1, 0.2, 0.3, 0.4, 0.5, step=0.1).mean == 0.3
    assert mean(-1, -2, -3, -4, -4).mean == -3.0
    assert mean(1, 2, 3, 4, 5).n is None
    assert mean(1, 2, 3, 4, 5) == mean(1, 2, 3, 4, 5, None, None)


def test_how_many_it_takes():
    assert fewest([NAMES]) == fewest([SEVERAL, NAMES]) == 6
    assert fewest([NUMBER, NAMES]) == fewest([]) == 5


def test_unknown_and_broken_answers_never_stop_a_reveal(room):
    odd = [
        {},
        {"kind": ["nonsense"]},
        {"kind": 4},
        {"kind": ["a", "b"]},
        {"causes": ["a", "zzz"]},
        {"change": ["a"]},
    ]
    share_all(room, "cases", odd + [{"other": None}])  # noqa: RUF005
    tables = room.reveal("cases", [NAMES, SEVERAL, NUMBER]).tables
    assert [table.left_out for table in tables] == [True, ("a", "b", "c"), True]
    worse = [None, {"change": math.nan}, {"change": True}, {"kind": "a"}, {"kind": [["a"]]}, {"kind": {}}]
    assert summarise("x", [NAMES, SEVERAL, NUMBER], worse).enough


# 6. Stored without a trace to a person: test_traces.py
