"""E3: why guarded people stay guarded."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.kinds.explorable.toys.guarded.maths import (
    GuardedSettings,
    course,
    guarded_for_good,
    simulate,
    trusts,
)

SETTINGS = st.builds(
    GuardedSettings,
    honoured=st.floats(0.05, 0.95),
    prior_good=st.integers(1, 5),
    prior_bad=st.integers(1, 5),
    threshold=st.floats(0.05, 0.95),
    small_steps=st.floats(0, 0.3),
    encounters=st.integers(1, 40),
    feedback=st.sampled_from(["if_i_trust", "always"]),
)


@pytest.mark.parametrize(("q", "share"), [(0.6, 0.6667), (0.7, 0.4286), (0.8, 0.25), (0.9, 0.1111)])
def test_e3_guarded_for_good(q, share):
    assert guarded_for_good(q) == pytest.approx(share, abs=5e-5)


def test_e3_guarded_for_good_from_a_better_start():
    assert guarded_for_good(0.8, 2, 1) == pytest.approx(0.0625)


@pytest.mark.parametrize(
    ("q", "a", "b"), [(0.6, 1, 1), (0.7, 1, 1), (0.8, 1, 1), (0.9, 1, 1), (0.8, 2, 1), (0.7, 4, 2)]
)
def test_e3_guarded_for_good_agrees_with_the_exact_course(q, a, b):
    long = course(GuardedSettings(q, a, b, encounters=200)).guarded[-1]
    assert long <= guarded_for_good(q, a, b) + 1e-9
    assert long == pytest.approx(guarded_for_good(q, a, b), abs=0.005)


def test_e3_mean_belief_685_if_i_trust_against_794_always_and_349_among_the_guarded():
    mine = course(GuardedSettings())
    assert mine.belief[100] == pytest.approx(0.685, abs=0.0005)
    assert course(GuardedSettings(feedback="always")).belief[100] == pytest.approx(0.794, abs=0.0005)
    assert mine.belief_if_guarded[100] == pytest.approx(0.349, abs=0.0005)


def test_e3_small_steps_leave_3_0_percent_guarded_at_50_and_0_6_at_100():
    guarded = course(GuardedSettings(small_steps=0.1)).guarded
    assert guarded[50] == pytest.approx(0.030, abs=0.0005)
    assert guarded[100] == pytest.approx(0.006, abs=0.0005)


def test_the_counterweight_at_q_point_four_exploring_loses_more():
    shut, steps = (course(GuardedSettings(0.4, small_steps=e)).gain for e in (0, 0.3))
    assert steps < shut < 0


def test_everyone_guarded_reasoned_rightly_ties_still_trust():
    assert trusts(1, 1)
    assert not trusts(1, 2)
    assert trusts(np.array([3, 7]), np.array([7, 3]), 0.3).tolist() == [True, True]  # 3/10 is not below .3


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("feedback", ["if_i_trust", "always"])
@pytest.mark.parametrize("steps", [0.0, 0.1])
def test_e3_simulated_people_follow_the_exact_course_under_any_seed(seed, feedback, steps):
    settings = GuardedSettings(small_steps=steps, feedback=feedback, encounters=60)
    exact, found = course(settings), simulate(settings, 5000, np.random.default_rng(seed))
    assert found.guarded == pytest.approx(exact.guarded, abs=0.03)
    assert found.belief == pytest.approx(exact.belief, abs=0.02)
    assert found.trusting == pytest.approx(exact.trusting, abs=0.03)
    assert found.gain == pytest.approx(exact.gain, abs=1.5)
    assert found.paths.shape == (5000, 61)


@given(SETTINGS)
def test_course_holds_probabilities(settings):
    found = course(settings)
    for curve in (found.guarded, found.trusting, found.belief):
        assert np.all((curve >= -1e-12) & (curve <= 1 + 1e-12))
    low = found.belief_if_guarded[~np.isnan(found.belief_if_guarded)]
    assert np.all(low < settings.threshold + 1e-3)


@given(SETTINGS)
def test_without_small_steps_nobody_comes_back(settings):
    still = GuardedSettings(settings.honoured, settings.prior_good, settings.prior_bad, encounters=30)
    guarded = course(still).guarded
    assert np.all(np.diff(guarded) >= -1e-12)


@given(SETTINGS)
def test_with_feedback_on_every_encounter_the_belief_is_the_known_mean(settings):
    always = GuardedSettings(settings.honoured, 1, 1, encounters=settings.encounters, feedback="always")
    n = always.encounters
    assert course(always).belief[-1] == pytest.approx((1 + n * always.honoured) / (n + 2))


@given(st.floats(0.51, 0.99), st.integers(1, 10), st.integers(1, 10))
def test_guarded_for_good_falls_with_honesty_and_with_a_better_start(q, a, b):
    here = guarded_for_good(q, a, b)
    assert 0 <= here <= 1
    assert guarded_for_good(min(1, q + 0.01), a, b) <= here
    assert guarded_for_good(q, a + 1, b) <= here
    assert guarded_for_good(0.5, a, b) == 1
