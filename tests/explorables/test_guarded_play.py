"""E3 by hand: hidden outcomes are fixed beforehand, and nothing is seen that was not dared."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.kinds.explorable.parameters import ParameterError
from workshop.kinds.explorable.toys.guarded.maths import GuardedSettings, Play, course

TWENTY = GuardedSettings(encounters=20)
CHOICES = st.lists(st.booleans(), min_size=1, max_size=20)
SEED = st.integers(0, 2**63 - 1)


def by_rule(play):
    """Meet the rest as the rule would: trust unless guarded, small steps included."""
    while play.left:
        play = play.meet(not play.guarded or play.invites_small_step)
    return play


@given(SEED, CHOICES)
def test_outcomes_do_not_depend_on_choices(seed, choices):
    play = Play.replay(TWENTY, seed, choices)
    assert play.outcomes == Play.deal(TWENTY, seed).outcomes
    assert len(play.met) == len(choices)
    assert play.left == 20 - len(choices)


@given(SEED, CHOICES)
def test_only_dared_encounters_teach(seed, choices):
    play = Play.replay(TWENTY, seed, choices)
    for met, outcome in zip(play.met, play.outcomes, strict=False):
        assert met.seen == (outcome if met.trusted else None)
    assert play.good + play.bad == 2 + sum(choices)
    assert play.belief == play.good / (play.good + play.bad)
    assert play.guarded == (play.good < play.bad)


@given(SEED, CHOICES)
def test_with_feedback_always_every_encounter_teaches(seed, choices):
    play = Play.replay(GuardedSettings(encounters=20, feedback="always"), seed, choices)
    assert all(met.seen is not None for met in play.met)
    assert play.good + play.bad == 2 + len(choices)


def test_meeting_changes_nothing_in_place():
    first = Play.deal(TWENTY, 7)
    second = first.meet(True)
    assert first.met == ()
    assert second.met[0].trusted


def test_hidden_outcomes_are_shown_only_at_the_end():
    play = Play.deal(TWENTY, 7)
    with pytest.raises(ParameterError, match="encounters left is 20"):
        play.uncovered()
    over = by_rule(play)
    assert over.uncovered() == over.outcomes
    with pytest.raises(ParameterError, match="all 20 are over"):
        over.meet(True)


def test_outcomes_stay_out_of_the_printed_form():
    assert "outcomes" not in repr(Play.deal(TWENTY, 7))


def test_played_by_the_rule_many_people_follow_the_exact_course():
    settings = GuardedSettings(small_steps=0.1, encounters=20)
    plays = [by_rule(Play.deal(settings, seed)) for seed in range(1500)]
    exact = course(settings)
    assert np.mean([play.guarded for play in plays]) == pytest.approx(exact.guarded[-1], abs=0.04)
    assert np.mean([play.belief for play in plays]) == pytest.approx(exact.belief[-1], abs=0.02)


def test_without_small_steps_a_guarded_person_is_never_invited():
    for seed in range(50):
        play = Play.deal(TWENTY, seed)
        while play.left and not play.guarded:
            play = play.meet(True)
        assert not play.invites_small_step
