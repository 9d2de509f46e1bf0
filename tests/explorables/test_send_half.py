"""E6: the trust game."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.kinds.explorable.toys.send_half.maths import (
    BERG_1995,
    BREAK_EVEN,
    SendSettings,
    gains,
    payoff,
)


def test_e6_break_even_is_one_third():
    assert pytest.approx(1 / 3) == BREAK_EVEN
    assert gains(BREAK_EVEN) == pytest.approx(np.zeros(11))
    assert np.all(gains(0.4)[1:] > 0)
    assert np.all(gains(0.3)[1:] < 0)


def test_e6_berg_1995_32_people_sum_165_mean_5_16():
    assert {sent: people for sent, people in BERG_1995.items() if people} == {
        10: 5, 8: 1, 7: 3, 6: 5, 5: 6, 4: 2, 3: 4, 2: 2, 1: 2, 0: 2,
    }  # fmt: skip
    assert sum(BERG_1995.values()) == 32
    assert sum(sent * people for sent, people in BERG_1995.items()) == 165
    assert pytest.approx(5.16, abs=0.005) == 165 / 32


@given(st.integers(0, 10), st.floats(0, 1))
def test_the_two_share_what_there_is_and_gains_agree(sent, returned):
    found = payoff(SendSettings(sent, returned))
    assert found.sender + found.receiver == pytest.approx(10 + 2 * sent)
    assert found.gain == pytest.approx(gains(returned)[sent], abs=1e-9)
    assert found.sender >= 0
    assert found.receiver >= 0
