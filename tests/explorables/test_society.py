"""E5: who thrives when misunderstandings happen."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.kinds.explorable.toys.society.maths import (
    STRATEGIES,
    Evolution,
    Payoffs,
    SocietySettings,
    match,
)
from workshop.kinds.explorable.toys.society.maths.evolution import next_generation
from workshop.kinds.explorable.toys.society.maths.matches import play_everyone
from workshop.kinds.explorable.toys.society.maths.room import room_of

SCORES = """
        tft  all_d all_c grudge prober tf2t pavlov
tft      20   -1    20    20     18     20   20
all_d     3    0    30     3      9      6   15
all_c    20  -10    20    20     -1     20   20
grudge   20   -1    20    20      7     20   20
prober   18   -3    27     3     18     15    7
tf2t     20   -2    20    20      3     20   20
pavlov   20   -5    20    20     11     20   20
"""
HEAD, *ROWS = [line.split() for line in SCORES.strip().splitlines()]
CALM, NOISY = SocietySettings(noise=0), SocietySettings(noise=0.05)
FOUR = {"tf2t": 3, "pavlov": 3, "random": 3, "tft": 3}


def evolve(start, rules, generations, seed):
    """Counts per generation of one society, shape (generations + 1, strategies)."""
    begun = Evolution.begin(start, rules, seed)
    return np.array([begun, *begun.steps(generations)][-1].history)


def evolve_many(start, rules, generations, runs, rng):
    """The same of many societies, shape (runs, generations + 1, strategies)."""
    kinds = np.tile(Evolution.begin(start, rules, 0).kinds, (runs, 1))
    found = [kinds]
    for _ in range(generations):
        mixed = np.any(kinds != kinds[:, :1], axis=1)  # a room of one kind stays as it is
        if mixed.any():
            kinds = kinds.copy()
            kinds[mixed] = next_generation(kinds[mixed], rules, rng)
        found.append(kinds)
    return np.stack([np.sum(np.stack(found, axis=1) == index, axis=-1) for index in range(len(STRATEGIES))], axis=-1)


def tournament(kinds, rules, rng):
    """The coins of each after every pair met once."""
    return play_everyone(room_of(kinds)[None, :], rules, rng)[0].tolist()


def noiseless_scores():
    """Each strategy's coins against each."""
    names, rng = STRATEGIES[:-1], np.random.default_rng(0)
    return {a: {b: match(a, b, CALM, rng).scores[0] for b in names} for a in names}


def winners(counts):
    """How many runs each strategy leads at the last generation."""
    last = [STRATEGIES[index] for index in counts[:, -1].argmax(axis=1)]
    return {name: last.count(name) for name in set(last)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_e5_noiseless_ten_round_scores(row):
    found = noiseless_scores()[row[0]]
    assert found == dict(zip(HEAD, map(int, row[1:]), strict=True))


def test_e5_five_way_tournament():
    names = ["tft", "grudge", "all_d", "prober", "all_c"]
    assert tournament(names, CALM, np.random.default_rng(1)) == [57, 46, 45, 45, 29]


def test_e5_cheaters_rise_for_two_generations_then_tit_for_tat_takes_all_400_of_400():
    start = {"all_c": 15, "all_d": 5, "tft": 5}
    counts = evolve_many(start, CALM, 40, 400, np.random.default_rng(1))
    cheaters = counts[:, :, STRATEGIES.index("all_d")]
    assert np.all(cheaters[:, :3] == [5, 10, 15])
    assert np.all(counts[:, -1, STRATEGIES.index("tft")] == 25)


@pytest.mark.parametrize("rounds", range(1, 11))
def test_e5_up_to_five_rounds_cheating_wins_from_six_tit_for_tat(rounds):
    start = {"all_c": 23, "all_d": 1, "tft": 1}
    counts = evolve_many(start, SocietySettings(rounds=rounds, noise=0), 60, 100, np.random.default_rng(rounds))
    assert winners(counts) == {"all_d" if rounds <= 5 else "tft": 100}
    assert np.all(counts[:, -1].max(axis=1) == 25)


def test_e5_five_percent_noise_pavlov_by_generation_12_300_of_300():
    counts = evolve_many({"all_c": 13, **FOUR}, NOISY, 12, 300, np.random.default_rng(1))
    assert winners(counts) == {"pavlov": 300}
    assert np.all(counts[:, -1, STRATEGIES.index("pavlov")] == 25)


def test_e5_five_percent_noise_with_13_cheaters_tf2t_by_generation_40_299_of_300():
    counts = evolve_many({"all_d": 13, **FOUR}, NOISY, 40, 300, np.random.default_rng(1))
    assert winners(counts)["tf2t"] >= 296  # 299 in the specification; the seed decides about one or two


@pytest.mark.parametrize("noise", [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45])
def test_e5_much_noise_cheating_takes_all_by_generation_40(noise):
    counts = evolve_many({"all_d": 13, **FOUR}, SocietySettings(noise=noise), 40, 100, np.random.default_rng(1))
    assert np.all(counts[:, -1, STRATEGIES.index("all_d")] == 25)


def test_prober_tests_in_four_rounds_and_then_copies_or_cheats():
    # The grudge answers the probe of round 2 from round 3 on: prober is cheated in time and copies.
    assert match("prober", "grudge", CALM, np.random.default_rng(1)).cooperated[0].tolist()[4:] == [False] * 6
    # Two strikes forgive the probe: nobody cheated in rounds 1 to 3, so prober cheats for ever.
    found = match("prober", "tf2t", CALM, np.random.default_rng(1)).cooperated[0].tolist()
    assert found == [True, False, True, True] + [False] * 6


def test_prober_cheats_for_ever_if_first_cheated_in_round_four():
    seen = 0
    for seed in range(200):
        moves = match("prober", "random", CALM, np.random.default_rng(seed)).cooperated
        if moves[1, :4].tolist() == [True, True, True, False]:
            seen += 1
            assert not moves[0, 4:].any()
        elif not moves[1, :3].all():
            assert moves[0, 4:].tolist() == moves[1, 3:-1].tolist()  # tit for tat, from round 4 on
    assert seen


def test_both_remember_the_flipped_move():
    # With noise 1/2 moves are coin tosses; a grudge holds as soon as a move came across as cheating.
    found = match("grudge", "all_c", SocietySettings(rounds=50, noise=0.5), np.random.default_rng(2))
    first = int(np.flatnonzero(~found.cooperated[1])[0])
    assert found.meant[0, : first + 1].all()
    assert not found.meant[0, first + 1 :].any()


def test_a_match_pays_what_its_ribbon_shows():
    found = match("tft", "random", NOISY, np.random.default_rng(3))
    pay = {(True, True): 2, (False, True): 3, (True, False): -1, (False, False): 0}
    for t in range(10):
        mine, other = found.cooperated[:, t].tolist()
        assert found.coins[:, t].tolist() == [pay[mine, other], pay[other, mine]]
    assert found.scores == tuple(found.coins.sum(axis=1))


def test_a_room_scores_as_its_matches_do():
    names = list(STRATEGIES[:-1])
    table = noiseless_scores()
    expected = [sum(table[a][b] for b in names if b != a) for a in names]
    assert tournament(names, CALM, np.random.default_rng(1)) == expected


def test_noisy_matches_of_a_room_agree_with_single_matches():
    rng = np.random.default_rng(4)
    one = np.mean([match("tft", "pavlov", NOISY, rng).scores for _ in range(3000)], axis=0)
    room = np.mean([tournament(["tft", "pavlov"], NOISY, rng) for _ in range(3000)], axis=0)
    assert room == pytest.approx(one, abs=0.4)


def test_generations_step_one_by_one_and_replay_from_the_seed():
    start = Evolution.begin({"all_d": 13, **FOUR}, NOISY, seed=7)
    counts = [tuple(now.counts.values()) for now in start.steps(10)]
    assert start.generation == 0
    assert counts == [tuple(row) for row in evolve({"all_d": 13, **FOUR}, NOISY, 10, 7)[1:].tolist()]


def test_a_winner_is_named_when_all_are_of_one_kind():
    *_, last = Evolution.begin({"all_c": 15, "all_d": 5, "tft": 5}, CALM, 1).steps(12)
    assert last.winner == "tft"
    assert last.history[0] == (5, 5, 15, 0, 0, 0, 0, 0)


def test_ties_are_broken_by_chance():
    # tft and all_c earn the same among themselves: who is dropped must not depend on the order of the list.
    counts = evolve_many({"tft": 12, "all_c": 13}, CALM, 1, 400, np.random.default_rng(1))
    assert counts[:, 1, STRATEGIES.index("tft")].mean() == pytest.approx(12, abs=0.3)


ROOMS = st.lists(st.sampled_from(STRATEGIES), min_size=10, max_size=25)


@settings(max_examples=40)
@given(ROOMS, st.floats(0, 0.5), st.integers(1, 12), st.integers(0, 1000))
def test_nobody_is_lost_and_nothing_extinct_returns(room, noise, rounds, seed):
    counts = evolve(room, SocietySettings(rounds=rounds, noise=noise), 5, seed)
    assert np.all(counts.sum(axis=1) == len(room))
    assert np.all((counts >= 0) & (counts <= len(room)))
    gone = np.maximum.accumulate(counts == 0, axis=0)
    assert np.all(counts[gone] == 0)


@settings(max_examples=40)
@given(ROOMS, st.floats(0, 0.5), st.integers(1, 12), st.integers(0, 1000))
def test_coins_stay_within_what_a_room_can_pay(room, noise, rounds, seed):
    found = tournament(room, SocietySettings(rounds=rounds, noise=noise), np.random.default_rng(seed))
    most = (len(room) - 1) * rounds
    assert all(-most <= coins <= 3 * most for coins in found)
    assert 0 <= sum(found) <= 4 * most * len(room) / 2  # each pair earns 0, 2 or 4 together in a round


def test_other_payoffs_are_paid():
    greedy = SocietySettings(noise=0, payoffs=Payoffs(temptation=5))
    assert match("all_d", "all_c", greedy, np.random.default_rng(1)).scores == (50, -10)
