"""An exercise that is run before the notebook's first cell says what it needs, in the kernels of ``workshop lab``."""

import subprocess
import sys

import pytest

from workshop import paths

STARTUP = paths.assets() / "jupyter" / "startup.py"
RUN = (
    "import sys; from IPython.core.interactiveshell import InteractiveShell as Shell;"
    "shell = Shell.instance(); shell.safe_execfile(sys.argv[1], shell.user_ns); shell.run_cell(sys.argv[2])"
)


@pytest.mark.parametrize(
    ("folder", "cell", "says", "not_said"),
    [
        ("es", "page.exercise('today')", "Este ejercicio necesita la primera celda", "NameError"),
        ("en", "pages.exercise('today')", "NameError", "first cell"),
    ],
)
def test_an_exercise_that_is_run_too_early_says_what_it_needs(tmp_path, folder, cell, says, not_said):
    (tmp_path / folder).mkdir()
    line = [sys.executable, "-c", RUN, str(STARTUP), cell]
    done = subprocess.run(line, cwd=tmp_path / folder, capture_output=True, text=True, check=True)
    assert says in done.stdout + done.stderr
    assert not_said not in done.stdout + done.stderr


def test_a_python_without_cells_begins_as_ever():
    done = subprocess.run([sys.executable, str(STARTUP)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
