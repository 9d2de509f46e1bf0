"""The built files belong to their source, are small, and load nothing from elsewhere."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "src" / "workshop" / "controls" / "static"
STAMP = json.loads((STATIC / "build.json").read_text("utf8"))


def sources(folder):
    """The source files in the order build.mjs reads them: by name, folders where their name falls."""
    for entry in sorted(folder.iterdir(), key=lambda path: path.name):
        if entry.name == "node_modules" or entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from sources(entry)
        else:
            yield entry


def test_the_stamp_is_the_digest_of_the_source():
    digest = hashlib.sha256()
    for path in sources(FRONTEND):
        digest.update(path.relative_to(FRONTEND).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    assert digest.hexdigest() == STAMP["sources"], (
        "The front end was changed but not built: npm run build in frontend/."
    )


@pytest.mark.parametrize("name", sorted(STAMP["files"]))
def test_every_built_file_is_the_one_in_the_stamp(name):
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == STAMP["files"][name]


NO_MODULES = pytest.mark.skipif(
    not (shutil.which("npm") and (FRONTEND / "node_modules" / "typescript").is_dir()),
    reason="Node or the front end's modules are not installed (npm ci in frontend/): the stamp alone was compared.",
)


def in_frontend(*command):
    run = subprocess.run(command, cwd=FRONTEND, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@NO_MODULES
def test_building_again_gives_the_same_files():
    in_frontend("node", "build.mjs", "--check")


@NO_MODULES
def test_the_types_hold_and_the_linter_is_content():
    in_frontend("npm", "run", "-s", "lint")


@pytest.mark.parametrize(("name", "most"), [("kit.js", 72), ("kit.css", 43)])
def test_the_kit_stays_small(name, most):
    assert (STATIC / name).stat().st_size <= most * 1024


@pytest.mark.parametrize("name", ["kit.js", "kit.css"])
def test_nothing_is_fetched_from_another_site(name):
    text = (STATIC / name).read_text("utf8")
    hosts = set(re.findall(r"https?://([\w.-]+)", text))
    assert hosts <= {"www.w3.org"}, "only the names of XML vocabularies may appear"


def test_no_rule_reaches_outside_the_kit():
    css = re.sub(r"/\*.*?\*/", "", (STATIC / "kit.css").read_text("utf8"), flags=re.S)
    selectors = re.findall(r"([^{}@;]+)\{", re.sub(r"@(media|supports|container)[^{]*\{", "", css))
    assert [s for s in selectors if ".tw" not in s] == []


def test_nothing_lies_beside_what_is_built():
    """A bundle under an old name would be shipped and served for ever."""
    static = Path(__file__).parents[2] / "src" / "workshop" / "controls" / "static"
    stamp = json.loads((static / "build.json").read_text("utf-8"))
    assert {file.name for file in static.iterdir()} == {*stamp["files"], "build.json"}


@pytest.mark.parametrize("theme", [0, 1])
def test_lines_that_carry_meaning_are_seen(theme):
    """WCAG 1.4.11: rings of the map and the circle, and the edges of controls, stand out from what is behind them."""
    css = (FRONTEND / "kit" / "css" / "tokens.css").read_text("utf8")
    colours = {
        name: both[theme] for name, *both in re.findall(r"--([\w-]+): var\(--lt, (#\w{6})\) var\(--dk, (#\w{6})\)", css)
    }

    def light(colour: str) -> float:
        parts = [int(colours[colour][at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for line in ("warm-line", "edge", "accent"):
        for ground in ("surface", "paper", "warm", "tint") if line != "edge" else ("surface", "paper"):
            dark, bright = sorted((light(line), light(ground)))
            assert (bright + 0.05) / (dark + 0.05) >= 3, (line, ground)
    for drawn in ("rows.css", "loop.css"):
        assert "stroke: var(--warm-line)" in (FRONTEND / "kit" / "css" / drawn).read_text("utf8")
