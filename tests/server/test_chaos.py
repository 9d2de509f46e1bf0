"""The short form of the program of chaos: everything goes wrong for a minute, and nothing is lost."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.server import ROOT


@pytest.mark.server
@pytest.mark.timeout(420)
def test_nothing_is_lost_in_an_evening_in_which_everything_goes_wrong():
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "chaos.py"), "--quick", "--seed", "11"],
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert "| promises broken | 0 |" in done.stdout
