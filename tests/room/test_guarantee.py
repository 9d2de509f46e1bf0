"""Every possible room of a few people, searched for one that gives somebody away.

Take everything that is published, and up to two people who tell each other what they answered. For every
other person, what they answered must still be open: among all rooms that would have published the same, and in
which those two answered what they did, there must be two that differ in that person's answer. Where counts are
published, even the published cell the person is in must be open.
"""  # noqa: E501

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.content.sharing import Table
from workshop.room import merging, privacy
from workshop.room.privacy import summarise

COLLUDING = 2


def rooms(answers, n):
    """All rooms of n people, as sorted tuples of answers (who gave which plays no part)."""
    return combinations_with_replacement(answers, n)


def exposed(tables, shares, n, facets):
    """Return what is known of somebody: triples (published, answers of those who tell, what is known).

    ``shares`` are the payloads a person can give, ``facets(published, payload)`` the things about a payload that
    must stay open, by name.
    """  # noqa: E501
    alike = defaultdict(list)
    for chosen in rooms(range(len(shares)), n):
        alike[summarise("x", tables, [shares[i] for i in chosen])].append(Counter(chosen))
    found = []
    for published, worlds in alike.items():
        views = {i: facets(published, share) for i, share in enumerate(shares)}
        possible = defaultdict(set)
        for world in worlds:
            for size in range(COLLUDING + 1):
                for told in set(combinations_with_replacement(sorted(world), size)):
                    rest = world - Counter(told)
                    if sum(rest.values()) == n - size:
                        possible[told].update(rest)
        for told, others in possible.items():
            for name in views[0]:
                if len({views[i][name] for i in others}) == 1:
                    found.append((published, [shares[i] for i in told], name))  # noqa: PERF401
    return found


def answer_and_cell(table):
    def facets(published, share):
        if not published.enough:
            return {}
        result = next(result for result in published.tables if result.id == table.id)
        chosen = share.get(table.id) or [""]
        seen = {"answer": tuple(chosen)}
        if result.cells:
            seen["cell"] = next(i for i, cell in enumerate(result.cells) if chosen[0] in cell.options)
        return seen

    return facets


def options(number):
    return tuple((letter, letter) for letter in "abcdef"[:number])


@pytest.mark.parametrize("ordered", [False, True])
@pytest.mark.parametrize(("count", "n"), [(2, 5), (2, 6), (2, 9), (3, 6), (3, 7), (3, 9), (4, 8), (4, 10), (5, 9)])
def test_one_choice(ordered, count, n):
    table = Table("t", "", "single", options(count), ordered=ordered)
    shares = [{"t": []}, *({"t": [option]} for option, _ in table.options)]
    assert exposed([table], shares, n, answer_and_cell(table)) == []


@pytest.mark.parametrize(("count", "n"), [(2, 5), (2, 6), (2, 8), (3, 6), (3, 7)])
def test_several_choices(count, n):
    table = Table("t", "", "multiple", options(count))
    shares = [{"t": [o for (o, _), yes in zip(table.options, chosen, strict=True) if yes]}
              for chosen in product([False, True], repeat=count)]  # fmt: skip
    facets = lambda _published, share: {option: option in share["t"] for option, _ in table.options}  # noqa: E731
    assert exposed([table], shares, n, facets) == []


@pytest.mark.parametrize(("highest", "n"), [(4, 5), (4, 6), (4, 7), (2, 8), (1, 9), (6, 6)])
def test_a_mean(highest, n):
    table = Table("t", "", "number")
    shares = [{"t": None}, *({"t": value} for value in range(highest + 1))]
    assert exposed([table], shares, n, lambda _published, share: {"value": share["t"]}) == []


@pytest.mark.parametrize("n", [6, 7])
def test_two_tables_side_by_side(n):
    one, two = Table("t", "", "single", options(2)), Table("u", "", "multiple", options(1))
    shares = [{"t": t, "u": u} for t in ([], ["a"], ["b"]) for u in ([], ["a"])]

    def facets(published, share):
        return answer_and_cell(one)(published, share) | {"u": bool(share["u"])}

    assert exposed([one, two], shares, n, facets) == []


def test_the_same_answer_as_bars_and_as_a_mean():
    bars = Table("t", "", "single", tuple((str(v), str(v)) for v in range(4)), ordered=True)
    number = Table("m", "", "number")
    shares = [{"t": [str(value)], "m": value} for value in range(4)]

    def facets(published, share):
        return answer_and_cell(bars)(published, share) if published.tables[0].cells else {}

    for n in (6, 7, 9):
        assert exposed([bars, number], shares, n, facets) == []


@pytest.mark.parametrize("others", [1, 2])
def test_the_search_finds_a_rule_that_is_too_weak(monkeypatch, others):
    monkeypatch.setattr(privacy, "OTHERS", others)
    table = Table("t", "", "single", options(2))
    shares = [{"t": []}, {"t": ["a"]}, {"t": ["b"]}]
    assert exposed([table], shares, 6, answer_and_cell(table))


CHOICES = [("t", "abcd"), ("u", "abc")]
person = st.fixed_dictionaries(
    {
        "t": st.lists(st.sampled_from("abcd"), max_size=1),
        "u": st.lists(st.sampled_from("abcde"), max_size=5),
        "m": st.none() | st.integers(0, 10),
        "h": st.lists(st.sampled_from("0123456"), max_size=1),
    }
)
TABLES = [
    Table("t", "", "single", options(4)),
    Table("u", "", "multiple", options(5)),
    Table("m", "", "number"),
    Table("h", "", "single", tuple((c, c) for c in "0123456"), ordered=True),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(person, max_size=40), st.randoms())
def test_any_room_of_any_size(shares, random):
    published = summarise("x", TABLES, shares)
    n = len(shares)
    assert published.enough == (n >= 5)
    for result in published.tables:
        assert all(3 <= cell.count <= n - 3 for cell in result.cells)
    one, several, number, scale = published.tables or (None,) * 4
    if published.enough:
        for result, table in ((one, TABLES[0]), (scale, TABLES[3])):
            assert result.left_out is not bool(result.cells)
            if result.cells:
                assert sum(cell.count for cell in result.cells) == n
                known = [option for cell in result.cells for option in cell.options]
                assert sorted(known) == sorted([*dict(table.options), ""]), "every option is in exactly one cell"
        assert {c.options[0] for c in several.cells} | set(several.left_out) == set("abcde")
        if number.mean is not None:
            values = [share["m"] for share in shares if share["m"] is not None]
            assert len(values) - max(Counter(values).values()) >= 3
            assert abs(number.mean - sum(values) / len(values)) <= 0.25
    random.shuffle(shares)
    assert summarise("x", TABLES, shares) == published, "who answered and in which order plays no part"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=9), st.integers(0, 6))
def test_merged_neighbours_are_neighbours(counts, blank):
    scale = [str(place) for place in range(len(counts))]
    merged = merging.merge_neighbours(scale, {**dict(zip(scale, counts, strict=True)), "": blank}, "", 3)
    for held, _ in merged:
        places = [int(option) for option in held if option]
        assert places == list(range(places[0], places[0] + len(places))) if places else held == ("",)
    assert sum(count for _, count in merged) == sum(counts) + blank
