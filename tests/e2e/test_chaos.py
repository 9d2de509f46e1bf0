"""An evening in which everything goes wrong, in short: nothing that somebody saw as shared is lost, and nothing is left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CHAOS = Path(__file__).parents[2] / "benchmarks" / "chaos.py"


@pytest.mark.server
@pytest.mark.timeout(300)
def test_nothing_is_lost_when_everything_goes_wrong():
    run = subprocess.run(
        [sys.executable, str(CHAOS), "--quick", "--seed", "11"],
        capture_output=True,
        text=True,
        timeout=290,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "| promises broken | 0 |" in run.stdout
