import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.kernel import message
from workshop.server.frames import FrameError, read


def test_a_message_is_let_through():
    found = read(message("comm_msg", {"comm_id": "x", "data": {}}))
    assert (found.channel, found.kind, len(found.parts)) == ("shell", "comm_msg", 4)
    assert read(message("kernel_info_request", channel="control")).channel == "control"


@pytest.mark.parametrize("channel", ["stdin", "iopub", ""])
def test_other_channels_are_not(channel):
    with pytest.raises(FrameError, match="channel"):
        read(message("comm_msg", channel=channel))


@given(st.binary(max_size=400))
def test_bytes_are_refused_at_once(noise):
    with pytest.raises(FrameError):
        read(noise)


@given(st.data())
def test_a_damaged_message_is_refused_or_harmless(data):
    frame = bytearray(message("comm_msg", {"comm_id": "x", "data": {"a": 1}}))
    for _ in range(data.draw(st.integers(1, 4))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(FrameError):
        read(bytes(frame))


def test_a_claim_of_endless_parts_takes_no_time():
    with pytest.raises(FrameError, match="number of parts"):
        read(b"\xff" * 64)
