"""The package by itself: under any name, without the workshop, and honest about what does not work."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import workshop.forking
from workshop.forking import self_test


@pytest.mark.timeout(240)
def test_a_copy_under_another_name_forks_a_kernel_without_the_workshop(tmp_path):
    shutil.copytree(Path(workshop.forking.__file__).parent, tmp_path / "other_name")
    code = (
        "import asyncio, sys\n"
        "from other_name.self_test import self_test\n"
        "print(asyncio.run(self_test()), 'workshop' in sys.modules)"
    )
    nowhere = {"HOME": "/dev/null", "JUPYTER_RUNTIME_DIR": "/dev/null/runtime"}  # as in a container that is read-only
    env = os.environ | {"PYTHONPATH": str(tmp_path)} | nowhere
    said = subprocess.check_output([sys.executable, "-c", code], text=True, env=env, cwd=tmp_path)
    assert said.strip() == "Availability(ok=True, reason='') False"


def test_names_that_are_gone_are_named(monkeypatch):
    assert self_test.missing(self_test.REACHED_INTO) == self_test.missing(self_test.IN_KERNELS) == ""
    monkeypatch.setitem(self_test.REACHED_INTO, "nbclient:NotebookClient", ("process_message", "from_last_year"))
    assert self_test.missing(self_test.REACHED_INTO) == "NotebookClient.from_last_year is gone"
    found = asyncio.run(self_test.self_test())
    assert not found
    assert "NotebookClient.from_last_year is gone. Ordinary kernels are used." in found.reason
    assert "ipykernel 7" in found.reason


def test_a_kernel_that_never_answers_is_a_sentence(monkeypatch):
    async def silent(*_):
        await asyncio.sleep(60)

    monkeypatch.setattr(self_test, "_ask_a_fork", silent)
    assert "no answer within 0 seconds" in asyncio.run(self_test.self_test(timeout=0.05)).reason
