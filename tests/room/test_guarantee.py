"""Every possible room of a few people, searched for one that gives somebody away.

Take everything that is published, and one or two people who tell each other what they answered. For every other person,
what they answered must still be open: among all rooms that could have published the same, and in which those answered
what they did, there must be two that differ in that person's answer. A room is a count of people for each answer: who gave
which plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.content.sharing import Table
from workshop.room import bands, means
from workshop.room.privacy import summarise

PEOPLE = range(5, 13)


class Set:
    """A chance that always falls the same way."""

    def __init__(self, number):
        self.number = number

    def randrange(self, stop):
        return self.number % stop


@cache
def worlds(people, answers):
    """Every way in which so many people can give so many different answers, one each."""
    if answers == 1:
        return [(people,)]
    return [(first, *rest) for first in range(people + 1) for rest in worlds(people - first, answers - 1)]


def insiders(answers):
    """What one or two people may tell: the answers they gave."""
    yield from combinations_with_replacement(range(answers), 1)
    yield from combinations_with_replacement(range(answers), 2)


def fewest_left(people, facets, outputs):
    """Return how many answers of somebody else stay possible in the worst case, for each thing that must stay open.

    ``facets`` names for each thing the value every answer has in it; 1 means that somebody is found out.
    """
    answers = len(next(iter(facets.values())))
    fitting = defaultdict(list)
    for world in worlds(people, answers):
        for shown in set(outputs(world)):
            fitting[shown].append(world)
    worst = dict.fromkeys(facets, answers)
    for shown in fitting.values():
        for told in insiders(answers):
            left = set()
            for world in shown:
                rest = list(world)
                for answer in told:
                    rest[answer] -= 1
                if min(rest) >= 0:
                    left.update(answer for answer in range(answers) if rest[answer])
            if left:
                for name, values in facets.items():
                    worst[name] = min(worst[name], len({values[answer] for answer in left}))
    return worst


def each_in_its_bands(world):
    """Everything that may be shown of a world in which each person gives one answer."""
    people = sum(world)
    for shown in product(*(with_counts(count, people) for count in world)):
        yield from with_first(world, shown, people)
        # ``no answer`` is counted like an answer and never put first
        yield from with_first(world[:-1], shown, people)


def with_first(counts, shown, people, rule=bands.possible_firsts):
    """Everything that may be said of so many counts besides their bands."""
    return [(shown, place) for place in rule(counts, [band for band, _ in shown[: len(counts)]], people)]


def with_counts(count, people, rule=bands.possible_bands):
    return [(found, count if found == "number" else None) for found in rule(count, people)]


@pytest.mark.parametrize("answers", [2, 3, 4, 5, 6])
@pytest.mark.parametrize("people", PEOPLE)
def test_one_answer_each_stays_open(people, answers):
    """Two to five options, and no answer beside them."""
    assert fewest_left(people, {"answer": range(answers)}, each_in_its_bands)["answer"] >= 2


@pytest.mark.parametrize(("options", "people"), [*((1, n) for n in PEOPLE), *((2, n) for n in PEOPLE), (3, 5), (3, 6)])
def test_each_of_several_options_stays_open(people, options):
    """What is shown of one option follows from its count alone, so sets of three are tried in the smallest rooms."""
    sets = list(product((False, True), repeat=options))

    def outputs(world):
        counts = [sum(n for n, chosen in zip(world, sets, strict=True) if chosen[o]) for o in range(options)]
        for shown in product(*(with_counts(count, people) for count in counts)):
            yield from with_first(counts, shown, people)

    facets = {option: [chosen[option] for chosen in sets] for option in range(options)}
    assert min(fewest_left(people, facets, outputs).values()) == 2


@pytest.mark.parametrize("steps", [4, 5, 7, 10, 11])
@pytest.mark.parametrize("people", PEOPLE)
def test_even_the_zone_of_a_scale_stays_open(people, steps):
    """Whoever is in a zone is not known to be: so neither is the step within it."""
    found = bands.zones([str(step) for step in range(steps)], people)
    assert len(found) == 3
    assert [step for zone in found for step in zone] == [str(step) for step in range(steps)]
    assert [len(zone) for zone in found] == [len(zone) for zone in reversed(found)]
    assert fewest_left(people, {"zone": range(4)}, each_in_its_bands)["zone"] >= 2


def test_the_search_finds_an_answer_put_first_too_early():
    """Of five people with two answers, all "a few": two who gave the other one would know of everybody."""

    def outputs(world):
        def any_size(counts, found, _people):
            return bands.possible_firsts(counts, found, bands.FIRST_FROM)

        for shown in product(*(with_counts(count, 5) for count in world)):
            yield from with_first(world, shown, 5, any_size)

    assert fewest_left(5, {"answer": range(2)}, outputs)["answer"] == 1


@pytest.mark.parametrize(
    ("rule", "people"),
    [
        (lambda count, people: ("few",) if count <= 1 else ("most",) if count >= people - 1 else ("number",), 8),
        (lambda count, people: ("few",) if count <= 2 else ("most",) if count >= people - 2 else ("number",), 8),
        (lambda count, _people: ("few",) if count <= 3 else ("most",), 5),
    ],
)
def test_the_search_finds_a_rule_that_is_too_weak(rule, people):
    def outputs(world):
        return product(*(with_counts(count, people, rule) for count in world))

    assert fewest_left(people, {"answer": range(2)}, outputs)["answer"] == 1


# -- means ------------------------------------------------------------------------------------------------


def narrowest(people, low, high, step, shown=means.shown):
    """Return how far apart somebody's possible answers still are in the worst case, in parts of the range.

    Of a room only the sum plays a part, and of two who tell theirs. Without them the others may have any sum.
    """
    values = [low + step * place for place in range(round((high - low) / step) + 1)]
    sums = defaultdict(set)
    for places in range((len(values) - 1) * people + 1):
        total = low * people + step * places
        whole, one = divmod(places, people)
        room = [low + step * (whole + (place < one)) for place in range(people)]
        assert sum(room) == total
        for chance in (0, 1):
            sums[shown(room, low, high, step, Set(chance))].add(total)
    worst = high - low
    for fitting in sums.values():
        for told in (1, 2):
            for known in combinations_with_replacement(values, told):
                rest, left = people - told, set()
                for total in fitting:
                    others = total - sum(known)
                    if low * rest <= others <= high * rest:
                        left |= {max(low, others - high * (rest - 1)), min(high, others - low * (rest - 1))}
                if left:
                    worst = min(worst, max(left) - min(left))
    return worst / (high - low)


SCALES = [(0, 10, 1), (0, 4, 1), (1, 7, 1), (-10, 10, 1), (50, 100, 5)]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("people", PEOPLE)
def test_a_mean_leaves_a_quarter_of_the_range_open(people, scale):
    assert narrowest(people, *map(Fraction, scale)) >= Fraction(1, 4)


@pytest.mark.parametrize("people", PEOPLE)
def test_a_mean_of_yes_and_no_leaves_both_open(people):
    assert narrowest(people, Fraction(0), Fraction(1), Fraction(1)) == 1


def test_the_search_finds_a_mean_that_says_too_much():
    def exact(values, _low, _high, step, _chance):
        return means.Mean(float(round(sum(values) / len(values) / step * 2) * step / 2))

    assert narrowest(5, *map(Fraction, (0, 10, 1)), shown=exact) == 0


@pytest.mark.parametrize("people", [5, 6])
def test_a_mean_is_safe_room_by_room_too(people):
    """The same as above the long way: every room of people who answer 0 to 4 or nothing."""
    values = [None, *map(Fraction, range(5))]

    def outputs(world):
        given = [value for value, count in zip(values, world, strict=True) if value is not None for _ in range(count)]
        return {means.shown(given, Fraction(0), Fraction(4), Fraction(1), Set(chance)) for chance in (0, 1)}

    assert fewest_left(people, {"value": values}, outputs)["value"] >= 2


# -- any room of any size ---------------------------------------------------------------------------------


def options(letters):
    return tuple((letter, letter) for letter in letters)


TABLES = [
    Table("t", "", "single", options("abcd")),
    Table("u", "", "multiple", options("abcde")),
    Table("m", "", "number"),
    Table("h", "", "single", options("0123456"), ordered=True),
]
person = st.fixed_dictionaries(
    {
        "t": st.lists(st.sampled_from("abcd"), max_size=1),
        "u": st.lists(st.sampled_from("abcde"), max_size=5, unique=True),
        "m": st.none() | st.integers(0, 10),
        "h": st.lists(st.sampled_from("0123456"), max_size=1),
    }
)


@settings(max_examples=120, deadline=None)
@given(st.lists(person, max_size=45), st.randoms(use_true_random=False), st.integers(0, 3))
def test_any_room_of_any_size(shares, shuffler, chance):
    published = summarise("x", TABLES, shares, Set(chance))
    n = len(shares)
    assert published.enough == (n >= 5)
    for result, table in zip(published.tables, TABLES if published.enough else (), strict=True):
        assert bool(result.cells) == (table.kind != "number"), "nothing is left out"
        for cell in result.cells:
            count = sum(bool(set(share[table.id]) & set(cell.options)) or (cell.options == ("",) and not share[table.id])
                        for share in shares)  # fmt: skip
            assert cell.band in bands.possible_bands(count, n)
            assert cell.count == (count if 4 <= count <= n - 4 else None)
        first = [cell for cell in result.cells if cell.first]
        options = [cell for cell in result.cells if cell.options != ("",)]
        assert len(first) == (n >= 6 and bool(options) and {cell.band for cell in options} == {"few"})
        for cell in first:
            given = [sum(bool(set(share[table.id]) & set(one.options)) for share in shares) for one in options]
            assert given[options.index(cell)] == max(given)
    if published.enough:
        assert len(published.tables[3].cells) == (8 if n >= 30 else 6 if n >= 15 else 4)
        values = [share["m"] for share in shares if share["m"] is not None]
        mean = published.tables[2].mean
        assert (mean is None) == (len(values) < 5)
        if mean is not None:
            exact = sum(values) / len(values)
            assert mean.reach != "about" or abs(mean.value - exact) <= 0.25
            assert mean.reach != "or_less" or exact <= mean.value + 0.25
            assert mean.reach != "or_more" or exact >= mean.value - 0.25
    shuffler.shuffle(shares)
    assert summarise("x", TABLES, shares, Set(chance)) == published, "who answered and in which order plays no part"


@settings(max_examples=120, deadline=None)
@given(st.integers(13, 60), st.data())
def test_exchanging_two_people_stays_possible_in_larger_rooms(people, data):
    """Beyond the rooms that are gone through: two insiders leave room in every band for one person more or less."""
    count = data.draw(st.integers(0, people))
    (found,) = bands.possible_bands(count, people)
    alike = [other for other in range(people + 1) if with_counts(other, people) == with_counts(count, people)]
    for told in range(3):  # so many of the two who tell are in the cell
        rest = {(other - told, people - other - (2 - told)) for other in alike}
        rest = {pair for pair in rest if min(pair) >= 0}
        if rest:
            assert any(inside for inside, _ in rest), found
            assert any(outside for _, outside in rest), found
