from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.pseudo import in_first_language
from workshop import paths
from workshop.content import ContentError, Library, Problem, load_library


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library("en")


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the workshop, and in its ``assets/`` of the kit's own words, that a test may spoil."""
    folder, kit = tmp_path / "workshop", tmp_path / "workshop" / "assets"
    in_first_language(paths.workshop(), folder)
    kit.mkdir()
    shutil.copy(paths.assets() / "helplines.yaml", kit)
    shutil.copytree(paths.assets() / "words", kit / "words")
    (kit / "templates").symlink_to(paths.assets() / "templates")
    monkeypatch.setattr(paths, "assets", lambda: kit)
    return folder


@pytest.fixture
def spoil(assets: Path) -> Callable[[str, str, str], tuple[Problem, ...]]:
    """Replace some text in a file, load, and return the problems that the loader names."""

    def change(name: str, old: str, new: str) -> tuple[Problem, ...]:
        path = assets / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(ContentError) as caught:
            load_library("en", assets)
        assert all(str(problem) in str(caught.value) for problem in caught.value.problems)
        return caught.value.problems

    return change


@pytest.fixture
def line_of(assets: Path) -> Callable[[str, str], int]:
    """The number of the first line of a file that holds some text."""

    def find(name: str, text: str) -> int:
        lines = (assets / name).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)

    return find
