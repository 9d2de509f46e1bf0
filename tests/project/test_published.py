"""What a release says about where the project lives, and what Binder builds."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PLACE = "https://example.org/somebody/kit"


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    folder = tmp_path_factory.mktemp("released")
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, folder)
    subprocess.run([sys.executable, ROOT / "tools/addresses.py", PLACE, "v9.9.9", folder], check=True)
    return folder


def test_a_checkout_names_no_place_and_a_release_the_one_it_comes_from(released):
    assert "urls" not in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert tomllib.loads((released / "pyproject.toml").read_text("utf-8"))["project"]["urls"] == {
        "Source": PLACE,
        "Documentation": f"{PLACE}/tree/v9.9.9/docs",
        "Changes": f"{PLACE}/blob/v9.9.9/CHANGELOG.md",
        "Issues": f"{PLACE}/issues",
    }
    assert 'tools/addresses.py "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" "$GITHUB_REF_NAME"' in (
        ROOT / ".github/workflows/release.yml"
    ).read_text("utf-8")


def test_every_picture_and_link_of_a_released_readme_is_whole_and_leads_to_a_file(released):
    text = (released / "README.md").read_text("utf-8")
    pictures = re.findall(r'<img src="([^"]+)"', text)
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert len(pictures) > 5
    for address in [*pictures, *links]:
        assert address.startswith(("https://", "http://", "#")), address
        if address.startswith(PLACE):
            path = address.removeprefix(PLACE).split("/", 3)[3].partition("#")[0]
            assert (ROOT / path).exists(), address
    assert all(address.startswith(f"{PLACE}/raw/v9.9.9/docs/images/") for address in pictures)


def test_binder_installs_the_kit_with_jupyterlab_and_opens_its_first_part():
    lines = (ROOT / ".binder/requirements.txt").read_text("utf-8").splitlines()
    assert lines == ["-c ../constraints.txt", ".[lab]"]
    python = (ROOT / ".binder/runtime.txt").read_text("utf-8").strip().removeprefix("python-")
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    assert Requirement(f"python{needed}").specifier.contains(python)
    start = ROOT / ".binder/start"
    assert start.stat().st_mode & 0o111
    opened = re.search(r"/lab/tree/(\S+\.ipynb)", start.read_text("utf-8"))
    assert opened
    assert (ROOT / opened[1]).is_file()
