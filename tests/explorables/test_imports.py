"""A page that shows one model must not pay for drawing, widgets or tables."""

import subprocess
import sys
from pathlib import Path

import pytest

from workshop.kinds.explorable import parameters, toys

FOLDER = Path(toys.__file__).parent
FILES = sorted(
    path for path in FOLDER.rglob("*.py") if path.parent.name == "maths" or path.name in ("maths.py", "normal.py")
) + [Path(parameters.__file__)]
HOME = "workshop.kinds.explorable"


def module(path: Path) -> str:
    inside = path.relative_to(FOLDER.parent).with_suffix("")
    return f"{HOME}." + ".".join(inside.parts).removesuffix(".__init__")


def test_all_six_models_are_there():
    for model in ("trust_account", "alarm", "guarded", "echo", "society", "send_half"):
        assert f"{HOME}.toys.{model}.maths" in map(module, FILES)


def test_importing_the_models_imports_no_drawing_no_widgets_no_tables():
    heavy = ("matplotlib", "ipywidgets", "pandas", "scipy", "anywidget", "IPython")
    lines = [f"import {module(path)}" for path in FILES]
    lines += ["import sys", f"print([m for m in {heavy!r} if m in sys.modules])"]
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER.parent)))
def test_models_import_only_numpy_the_standard_library_and_each_other(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if words[:1] == ["import"] or (words[:1] == ["from"] and "import" in words):
            top = words[1].split(".")[0]
            assert top in sys.stdlib_module_names | {"numpy"} or words[1].startswith(HOME), line
