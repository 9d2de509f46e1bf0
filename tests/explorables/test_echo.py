"""E4: a misunderstanding between two people."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.kinds.explorable.toys.echo.maths import (
    PARTNERS,
    RULES,
    EchoSettings,
    bars,
    cooperation_curve,
    echo_rounds,
    long_run,
    ribbon,
    simulate,
    steady_level,
)


def closed_form(noise, forgiveness, rounds):
    """x_t = x* + (1 - x*) rho^t, rho = (1 - 2 epsilon)(1 - g): what chain, ribbons and bars must agree with."""
    steady = steady_level(noise, forgiveness)
    return steady + (1 - steady) * ((1 - 2 * noise) * (1 - forgiveness)) ** np.asarray(rounds, dtype=float)


NOISE, FORGIVE = st.just(0.0) | st.floats(1e-6, 0.3), st.floats(0, 1)


@pytest.mark.parametrize("noise", [0.001, 0.05, 0.3, 0.7, 0.999])
def test_e4_two_strict_reciprocators_end_at_one_half_for_any_noise(noise):
    assert steady_level(noise, 0) == pytest.approx(0.5)
    assert long_run("reciprocal", "reciprocal", noise)[0] == pytest.approx(0.5, abs=1e-9)
    t = np.arange(20)
    assert closed_form(noise, 0, t) == pytest.approx(0.5 * (1 + (1 - 2 * noise) ** t))


def test_e4_x10_is_6743():
    assert closed_form(0.05, 0, [10])[0] == pytest.approx(0.6743, abs=5e-5)


def test_e4_without_noise_a_slip_echoes_for_ever():
    found = ribbon(EchoSettings(noise=0, rounds=30), np.random.default_rng(1), trip=5)
    assert found.kind[:, :4].all()
    assert np.all(found.kind[:, 4:].sum(axis=0) == 1)  # from then on one of the two hurts in every round
    assert echo_rounds(0) == inf


@pytest.mark.parametrize("g", [0.1, 0.25, 0.5, 1.0])
def test_e4_without_noise_a_slip_echoes_for_one_over_g_rounds(g):
    assert echo_rounds(g) == pytest.approx(1 / g)
    curve = cooperation_curve("reciprocal", "reciprocal", EchoSettings(0, g, 200), trip=1)
    assert (1 - curve).sum() == pytest.approx(1 / g, abs=1e-6)


def test_e4_echo_of_a_slip_agrees_with_simulation():
    shares = simulate(EchoSettings(0, 0.25, 60), 8000, np.random.default_rng(2), trip=1)
    assert (1 - shares).sum() == pytest.approx(4, abs=0.2)


@pytest.mark.parametrize(
    ("rule", "g", "like", "given_"),
    [
        ("reciprocal", 0, 0.500, 0.095),
        ("reciprocal", 0.1, 0.737, 0.181),
        ("reciprocal", 1 / 3, 0.875, 0.380),
        ("two_strikes", 0, 0.947, 0.138),
        ("win_stay", 0, 0.865, 0.500),
    ],
)
def test_e4_with_its_like_and_given_to_one_who_always_hurts(rule, g, like, given_):
    # .1805 and .8645 are exact and printed as .181 and .865.
    assert long_run(rule, rule, 0.05, g)[0] == pytest.approx(like, abs=0.000501)
    assert long_run(rule, "all_d", 0.05, g)[0] == pytest.approx(given_, abs=0.000501)


@pytest.mark.parametrize(
    ("rule", "g", "share"),
    [("two_strikes", 0, 0.907), ("reciprocal", 1 / 3, 0.650), ("reciprocal", 0, 0.500)],
)
def test_e4_against_an_alternator(rule, g, share):
    assert long_run(rule, "alternator", 0.05, g)[0] == pytest.approx(share, abs=0.0005)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in ("all_d", "alternator")])
@pytest.mark.parametrize("partner", PARTNERS)
def test_e4_chain_agrees_with_simulation_round_by_round(rule, partner):
    setting = EchoSettings(0.1, 0.2, 30)
    exact = cooperation_curve(rule, PARTNERS[partner] or rule, setting, trip=7)
    found = simulate(setting, 6000, np.random.default_rng(3), partner=partner, trip=7, rule=rule)
    assert found == pytest.approx(exact, abs=0.03)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_e4_closed_form_agrees_with_simulation_under_any_seed(seed):
    found = simulate(EchoSettings(0.05, 0.1, 40), 6000, np.random.default_rng(seed))
    assert found.mean(axis=0) == pytest.approx(closed_form(0.05, 0.1, np.arange(1, 41)), abs=0.02)


@given(NOISE, FORGIVE)
def test_closed_form_chain_and_bars_agree(noise, g):
    curve = cooperation_curve("reciprocal", "reciprocal", EchoSettings(noise, g, 25))
    assert curve[0] == pytest.approx(closed_form(noise, g, np.arange(1, 26)), abs=1e-9)
    both = bars(noise, g)
    assert both.repaired == pytest.approx(long_run("reciprocal", "reciprocal", noise, g)[0], abs=1e-6)
    assert both.exploited == pytest.approx(long_run("reciprocal", "all_d", noise, g)[0], abs=1e-9)


@given(NOISE, FORGIVE, st.floats(0, 0.2))
def test_the_two_bars_stay_together_more_forgiveness_raises_both(noise, g, more):
    less, greater = bars(noise, g), bars(noise, min(1, g + more))
    assert 0 <= less.repaired <= 1
    assert 0 <= less.exploited <= 1
    assert greater.exploited >= less.exploited - 1e-12
    if noise > 0:
        assert greater.repaired >= less.repaired - 1e-12


@given(NOISE, FORGIVE)
def test_closed_form_falls_from_one_to_its_limit(noise, g):
    curve = closed_form(noise, g, np.arange(60))
    assert curve[0] == pytest.approx(1)
    assert np.all(np.diff(curve) <= 1e-12)
    assert closed_form(noise, g, [1_000_000])[0] == pytest.approx(steady_level(noise, g), abs=1e-6) or noise < 1e-5


@given(st.sampled_from(RULES), st.sampled_from(RULES), NOISE, FORGIVE)
def test_long_run_shares_are_probabilities_for_any_two_rules(a, b, noise, g):
    for share in long_run(a, b, noise, g):
        assert -1e-12 <= share <= 1 + 1e-12


def test_without_noise_the_long_run_keeps_the_friendly_start():
    assert long_run("reciprocal", "reciprocal", 0) == pytest.approx((1, 1))
    assert long_run("reciprocal", "alternator", 0) == pytest.approx((0.5, 0.5))
    assert steady_level(0, 0) == 1


@given(st.integers(0, 10_000), NOISE, FORGIVE, st.sampled_from(tuple(PARTNERS)))
def test_ribbon_tells_slips_and_forgiveness_apart(seed, noise, g, partner):
    found = ribbon(EchoSettings(noise, g, 20), np.random.default_rng(seed), partner=partner, trip=3)
    assert found.kind.shape == found.meant.shape == (2, 20)
    assert np.array_equal(found.slipped, found.kind ^ found.meant)
    assert not found.kind[0, 2]
    assert not found.forgave[:, 0].any()
    assert not np.any(found.forgave[:, 1:] & found.kind[::-1, :-1])


def test_the_same_seed_gives_the_same_luck_at_every_slider_position():
    slips = [ribbon(EchoSettings(0.1, g), np.random.default_rng(9)).slipped for g in (0, 0.5, 1)]
    assert np.array_equal(slips[0], slips[1])
    assert np.array_equal(slips[0], slips[2])
