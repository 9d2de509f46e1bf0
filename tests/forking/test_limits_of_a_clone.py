"""What one fork may use."""

from __future__ import annotations

import pytest

MIB = 1024 * 1024


def test_memory_is_bounded_and_the_kernel_survives(kernel):
    it = kernel(limits={"memory": 400 * MIB, "open_files": 128})
    with pytest.raises(RuntimeError, match="MemoryError"):
        it.run("data = bytearray(600 * 1024 * 1024)")
    assert it.value("len(bytearray(50 * 1024 * 1024))") == 50 * MIB


def test_open_files_are_bounded_and_no_core_is_dumped(kernel):
    it = kernel(limits={"memory": 400 * MIB, "open_files": 128})
    assert it.value("__import__('resource').getrlimit(7)[0]") == 128
    assert it.value("__import__('resource').getrlimit(4)[0]") == 0


def test_without_limits_the_systems_hold(kernel):
    assert kernel().value("__import__('resource').getrlimit(9)[0]") == -1
