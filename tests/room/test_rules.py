"""Rules 4 to 6 of what makes the workshop safe, one test each."""

from __future__ import annotations

import json
import math

import pytest

from tests.room.conftest import BETRAYAL, Person, people, share_all
from tests.support.voices import let_in
from workshop.content.sharing import Table
from workshop.room import ExerciseClosed, Snapshot
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
    return [("".join(cell.options), cell.count or cell.band) for cell in result.cells]


def several(*chosen):
    (result,) = summarise("x", [SEVERAL], [{"causes": list(options)} for options in chosen]).tables
    return result


def mean(*values, step=1.0, low=0.0, high=10.0):
    table = Table("change", "", "number", step=step, low=low, high=high)
    (result,) = summarise("x", [table], [{"change": value} for value in values]).tables
    return result.mean


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
    assert room.reveal("cases", [BETRAYAL]).n == 6


def test_sharing_is_not_seen_as_live_increments(room):
    room.open("cases")
    for person in people(room, 4):
        let_in(room, person.admission)
    seen = {(room.version(), room.count("cases"))}
    for person in people(room, 4):
        person.share("cases", {"cause": ["betrayal"]})
        seen.add((room.version(), room.count("cases")))
        person.withdraw("cases")
        seen.add((room.version(), room.count("cases")))
    assert len(seen) == 1


def test_a_count_is_a_few_the_number_or_nearly_all():
    found = [single(NAMES, a=count, b=12 - count).cells[0] for count in range(13)]
    assert [cell.count or cell.band for cell in found] == ["few"] * 4 + [4, 5, 6, 7, 8] + ["most"] * 4


def test_nobody_one_two_and_three_look_alike():
    assert len({single(NAMES, a=count, b=5, c=7 - count).cells[0] for count in range(4)}) == 1


def test_seven_people_are_a_few_or_most():
    assert [single(NAMES, a=count, b=7 - count).cells[0].band for count in range(8)] == ["few"] * 4 + ["most"] * 4


@pytest.mark.parametrize(("n", "both"), [(5, {2, 3}), (6, {3}), (7, set()), (12, set())])
def test_where_the_bands_overlap_chance_chooses(n, both):
    for count in range(n + 1):
        found = {single(NAMES, a=count, b=n - count).cells[0].band for _ in range(60)}
        assert (len(found) == 2) == (count in both)


def test_chance_is_asked_once_and_the_result_stands(room):
    share_all(room, "cases", [{"cause": ["betrayal"]}] * 3 + [{"cause": ["gradual"]}] * 3)
    made = room.reveal("cases", [BETRAYAL])
    assert {room.snapshot("cases").tables for _ in range(20)} == {made.tables}
    assert room.reveal("cases", [BETRAYAL]).tables == made.tables


def test_unanimity_is_shown():
    assert cells(single(NAMES, a=9)) == [("a", "most"), ("b", "few"), ("c", "few"), ("d", "few"), ("", "few")]


def test_a_scale_is_counted_in_three_zones_then_five_then_steps():
    scale = Table("comfort", "", "single", tuple((str(n), str(n)) for n in range(11)), ordered=True)

    def zones(n):
        (result,) = summarise("x", [scale], [{"comfort": ["5"]}] * n).tables
        return [len(cell.options) for cell in result.cells[:-1]]

    assert [zones(n) for n in (5, 14)] == [[4, 3, 4]] * 2
    assert [zones(n) for n in (15, 29)] == [[2, 2, 3, 2, 2]] * 2
    assert zones(30) == [1] * 11


def test_zones_do_not_follow_the_answers():
    one, other = single(SCALE, _0=9), single(SCALE, _5=9)
    assert [cell.options for cell in one.cells] == [cell.options for cell in other.cells]


def test_no_answer_counts_like_an_answer():
    assert cells(single(NAMES, a=5, blank=4)) == [("a", 5), ("b", "few"), ("c", "few"), ("d", "few"), ("", 4)]


def test_several_options_each_count_alone():
    assert cells(several(*["ab"] * 5, "a", "a", "a", "c")) == [("a", "most"), ("b", 5), ("c", "few")]


def test_a_mean_needs_five_values():
    assert mean(1, 2, 3, 4, None, None) is None
    assert mean(4, 5, 6, 5, 5).value == 5.0


def test_a_mean_is_told_in_the_middle_and_only_bounded_near_the_ends():
    twelve = {value: mean(*[value] * 12) for value in range(11)}
    assert [twelve[value].value for value in range(3, 8)] == [3, 4, 5, 6, 7]
    assert {twelve[value].reach for value in range(3, 8)} == {"about"}
    assert twelve[0] == twelve[1]
    assert (twelve[0].reach, twelve[10].reach) == ("or_less", "or_more")


def test_the_mean_that_told_too_much_tells_it_no_longer():
    assert mean(4, 1, 0, 0, 0) == mean(4, 5, 5, 4, 5), (
        "of five people, one who said 4 can't press the others into 0 or 1"
    )


def test_a_number_beyond_the_scale_moves_a_mean_no_further_than_the_end():
    assert mean(5, 5, 5, 5, 1e6, 5) == mean(5, 5, 5, 5, 10, 5)


def test_a_mean_is_rounded_to_half_a_step():
    assert mean(4, 5, 5, 5, 5, 5).value == 5.0
    assert mean(40, 50, 60, 45, 55, 45, 45, 45, step=10, high=100).value == 50.0
    assert mean(-4, -4, -3, 0, 1, 0, low=-10).value == -1.5


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
    assert {cell.band for table in tables[:2] for cell in table.cells[:4]} == {"few"}
    assert tables[2].mean is None
    worse = [None, {"change": math.nan}, {"change": True}, {"kind": "a"}, {"kind": [["a"]]}, {"kind": {}}]
    assert summarise("x", [NAMES, SEVERAL, NUMBER], worse).enough


# 6. Stored without a trace to a person: test_traces.py
