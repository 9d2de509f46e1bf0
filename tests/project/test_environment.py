"""environment.yml and constraints.txt say the same as pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
NEEDED = [
    need
    for text in [*PROJECT["dependencies"], *(t for extra in EXTRAS.values() for t in extra)]
    if (need := Requirement(text)).name != PROJECT["name"]  # an extra that takes in others
]
#: What conda-forge calls some packages; conda, unlike pip, does not take - for _. The other names are the same.
CONDA = {
    "jupyter-client": "jupyter_client",
    "jupyter-server": "jupyter_server",
    "matplotlib": "matplotlib-base",  # without Qt
    "nbconvert": "nbconvert-core",  # without pandoc
    "typing-extensions": "typing_extensions",
}
PINNED = {
    re.sub(r"[-_.]+", "-", line.split("==")[0]).lower(): line.split("==")[1]
    for line in (ROOT / "constraints.txt").read_text().splitlines()
    if "==" in line and not line.startswith("#")
}


def test_conda_users_get_the_same_packages_and_lower_bounds_by_condas_names():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    conda = {Requirement(text).name: str(Requirement(text).specifier) for text in listed if isinstance(text, str)}
    assert conda.pop("python") == PROJECT["requires-python"]
    conda.pop("pip")
    texts = [*PROJECT["dependencies"], *EXTRAS["lab"], *EXTRAS["postgres"], *EXTRAS["docx"], *EXTRAS["https"]]
    texts += [text for text in EXTRAS["test"] if text.startswith("nbval")]  # the kit's users run its notebooks as tests
    assert conda == {CONDA.get(r.name, r.name): str(r.specifier) for r in map(Requirement, texts)}
    assert listed[-1] == {"pip": ["-e .[test]"]}


def test_serving_needs_no_tool_of_testing_and_no_jupyterlab():
    base = {Requirement(text).name for text in PROJECT["dependencies"]}
    assert not base & {Requirement(text).name for extra in EXTRAS.values() for text in extra}
    makefile = (ROOT / "Makefile").read_text()
    assert "serve: $(VENV)/.serve\n" in makefile
    assert "setup.sh $(VENV)\n" in makefile


@pytest.mark.parametrize("need", NEEDED, ids=lambda r: r.name)
def test_every_package_is_pinned_within_its_bounds(need):
    name = re.sub(r"[-_.]+", "-", need.name).lower()
    assert name in PINNED
    assert need.specifier.contains(Version(PINNED[name]), prereleases=True)


def test_constraints_name_versions_and_no_addresses():
    text = (ROOT / "constraints.txt").read_text()
    assert not re.search(r"https?:|file:|--index|--find-links|@ ", text)
    for line in text.splitlines():
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.+!]+", line), line


def test_the_licence_is_the_one_that_is_declared():
    assert PROJECT["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text().startswith("MIT License")


@pytest.mark.parametrize("name", ["Makefile", "tools/setup.sh", "tools/test.sh", ".ci/run"])
def test_scripts_name_no_machine_and_no_index(name):
    text = (ROOT / name).read_text()
    assert not re.search(r"index-url|find-links|/root/|/home/", text)
