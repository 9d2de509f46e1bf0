"""Bad parameters are refused with a sentence that names the parameter, the value and the range."""

import dataclasses
import math

import numpy as np
import pytest

from workshop.kinds.explorable.parameters import (
    ParameterError,
    Range,
    Settings,
    flag,
    generator,
    number,
    numbers,
    whole,
)
from workshop.kinds.explorable.toys.alarm import maths as alarm
from workshop.kinds.explorable.toys.echo import maths as echo
from workshop.kinds.explorable.toys.guarded import maths as guarded
from workshop.kinds.explorable.toys.send_half import maths as send_half
from workshop.kinds.explorable.toys.society import maths as society
from workshop.kinds.explorable.toys.society.maths import Payoffs
from workshop.kinds.explorable.toys.trust_account import maths as trust_account

EVERY_SETTINGS = [
    trust_account.AccountSettings,
    alarm.AlarmSettings,
    guarded.GuardedSettings,
    echo.EchoSettings,
    society.SocietySettings,
    Payoffs,
    send_half.SendSettings,
]
RNG = np.random.default_rng(1)


@pytest.mark.parametrize("bad", [-0.1, 1.5, math.nan, math.inf, "0.5", None, True, [], 1j, np.float64("nan")])
def test_number_refuses_what_is_out_of_range_or_no_number(bad):
    with pytest.raises(ParameterError) as caught:
        number("noise", bad, 0, 0.3)
    assert caught.value.name == "noise"
    assert str(caught.value).startswith("noise is ")
    assert str(caught.value).endswith("it must be a number from 0 to 0.3.")


def test_message_shows_a_value_that_misses_the_range_by_very_little():
    with pytest.raises(ParameterError, match=r"noise is 0\.3000001; it must be a number from 0 to 0\.3\."):
        number("noise", 0.3000001, 0, 0.3)


@pytest.mark.parametrize("bad", [2.5, -1, 10**400, math.nan, math.inf, "3", False, None])
def test_whole_refuses(bad):
    with pytest.raises(ParameterError, match="it must be a whole number from 0 to 20"):
        whole("rounds", bad, 0, 20)


@pytest.mark.parametrize("good", [3, 3.0, np.int64(3), np.float32(3)])
def test_whole_takes_what_browsers_and_numpy_send(good):
    found = whole("rounds", good, 0, 20)
    assert found == 3
    assert type(found) is int


def test_whole_keeps_every_digit_of_a_large_seed():
    assert whole("seed", 2**63 - 1, 0, 2**63 - 1) == 2**63 - 1


@pytest.mark.parametrize("bad", [[], 3, "abc", [1, "x"], [1, math.nan], [[1], [1, 2]], [True], [-1], None])
def test_numbers_refuses_empty_mixed_and_not_finite_lists(bad):
    with pytest.raises(ParameterError, match=r"outcomes is .* at least one number from 0 to 1, in a list"):
        numbers("outcomes", bad, 0, 1)


def test_generator_and_flag_refuse():
    with pytest.raises(ParameterError, match=r"numpy\.random\.default_rng"):
        generator("rng", 7)
    with pytest.raises(ParameterError, match="trust is 1; it must be True or False"):
        flag("trust", 1)


@pytest.mark.parametrize("kind", [kind for kind in EVERY_SETTINGS if kind is not Payoffs])  # they share a range
def test_defaults_of_settings_are_those_of_their_ranges(kind):
    made = kind()
    for name, allowed in kind.ranges.items():
        assert getattr(made, name) == pytest.approx(allowed.default), name
        assert allowed.low <= allowed.default <= allowed.high


@pytest.mark.parametrize("kind", EVERY_SETTINGS)
def test_every_setting_refuses_below_above_nan_and_text(kind):
    for name, allowed in kind.ranges.items():
        for bad in (allowed.low - 0.01, allowed.high + 0.01, math.nan, "much", None):
            with pytest.raises(ParameterError, match=f"^{name} is "):
                kind(**{name: bad})
        assert getattr(kind(**{name: allowed.low}), name) == allowed.low
        assert getattr(kind(**{name: allowed.high}), name) == allowed.high


@pytest.mark.parametrize("kind", EVERY_SETTINGS)
def test_settings_are_frozen_and_made_from_a_screens_values(kind):
    name = next(iter(kind.ranges))
    made = kind.of({name: kind.ranges[name].high})
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(made, name, 0)
    with pytest.raises(ParameterError, match="setting is 'colour'"):
        kind.of({"colour": 1})


def test_uneven_sliders_have_ordered_stops_within_the_range_and_a_stop_at_the_default():
    stops = alarm.RANGES["cost_ratio"].stops
    assert list(stops) == sorted(stops)
    assert stops[0] == 1 / 20
    assert stops[-1] == 20
    assert alarm.RANGES["cost_ratio"].default in stops
    assert all(a * b == pytest.approx(1) for a, b in zip(stops, reversed(stops), strict=True))


def test_settings_without_ranges_check_nothing():
    assert Settings.of({}) == Settings()
    assert Range(0, 1, 0.1, 0.5).check("x", 0.55) == 0.55


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: trust_account.account([]), "events"),
        (lambda: trust_account.account("good"), "events"),
        (lambda: trust_account.account(["good", "kiss"]), "events"),
        (lambda: trust_account.account(["good"], repair="flowers"), "repair"),
        (lambda: trust_account.ledger([1, 2], [1]), "negative"),
        (lambda: trust_account.ledger([], []), "positive"),
        (lambda: trust_account.learning([1.2]), "outcomes"),
        (lambda: alarm.reading(alarm.AlarmSettings(), math.nan), "criterion"),
        (lambda: alarm.cost_curve(alarm.AlarmSettings(), []), "criteria"),
        (lambda: alarm.largest_remainder([0, 0], 100), "sum of shares"),
        (lambda: alarm.suspicion_after_alarm(0.5, 0.0, 0.0), "probability of an alarm"),
        (lambda: guarded.GuardedSettings(feedback="never"), "feedback"),
        (lambda: guarded.simulate(guarded.GuardedSettings(), 0, RNG), "people"),
        (lambda: guarded.Play.deal(guarded.GuardedSettings(), -1), "seed"),
        (lambda: guarded.guarded_for_good(1.2), "honoured"),
        (lambda: echo.long_run("kind", "all_d", 0.1), "rule"),
        (lambda: echo.long_run("reciprocal", "kind", 0.1), "partner"),
        (lambda: echo.ribbon(echo.EchoSettings(), RNG, trip=41), "trip"),
        (lambda: echo.ribbon(echo.EchoSettings(), 3), "rng"),
        (lambda: society.match("tft", "saint", society.SocietySettings(), RNG), "second"),
        (lambda: society.Evolution.begin({}, society.SocietySettings(), 1), "number of agents"),
        (lambda: society.Evolution.begin({"tft": 2.5}, society.SocietySettings(), 1), "number of tft"),
        (lambda: society.Evolution.begin(7, society.SocietySettings(), 1), "start"),
        (lambda: society.Evolution.begin({"tft": 8}, society.SocietySettings(), 1), "replaced"),
        (lambda: send_half.gains(2), "returned"),
    ],
)
def test_each_function_names_what_it_refuses(call, name):
    with pytest.raises(ParameterError) as caught:
        call()
    assert caught.value.name == name
    assert str(caught.value).startswith(f"{name} is ")
    assert "; it must be " in str(caught.value)
