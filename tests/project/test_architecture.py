"""docs/architecture.md, its picture and the code say the same about who may import whom."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "workshop"
TEXT = (ROOT / "docs" / "architecture.md").read_text("utf-8")
WHO = TEXT.partition("## Who may know whom")[2].partition("\n## ")[0]
PICTURE = (ROOT / "docs" / "images" / "packages.svg").read_text("utf-8")
#: Small modules that every package may use; they use no package.
ANYONE = {"paths", "browsers", "templates", "qr"}


def room_of(module: str) -> str:
    """Return the package of the house in which a module lives."""
    parts = module.split(".")[1:]
    if not parts:
        return ""
    return parts[0]


def taken(node: ast.AST, package: list[str]) -> list[str]:
    """Return the modules that an import statement takes something from."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    base = package[: len(package) - node.level + 1] if node.level else []
    source = ".".join([*base, *([node.module] if node.module else [])])
    # `from workshop import paths` takes a module, and so may `from workshop.server import tickets`.
    return [f"{source}.{alias.name}" for alias in node.names]


@cache
def imports() -> frozenset[tuple[str, str, str]]:
    """Return (package, other package, module taken) for every import between two packages, lazy ones too."""
    found = set()
    for file in SOURCE.rglob("*.py"):
        parts = list(file.relative_to(SOURCE.parent).with_suffix("").parts)
        own = room_of(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            for module in taken(node, parts[:-1]):
                if module.split(".")[0] == "workshop" and room_of(module) not in ("", own):
                    found.add((own, room_of(module), module))
    return frozenset(found)


def in_code() -> set[tuple[str, str]]:
    return {(own, other) for own, other, _ in imports() if own and other not in ANYONE}


def in_table() -> set[tuple[str, str]]:
    rows = re.findall(r"^\| `([\w.]+)` \| (.+?) \| .+ \|$", WHO, re.M)
    return {(own, other) for own, others in rows for other in re.findall(r"`([\w.]+)`", others)}


def in_picture() -> set[tuple[str, str]]:
    return {tuple(arrow.split()) for arrow in re.findall(r'data-arrow="([^"]+)"', PICTURE)}


def test_nothing_is_imported_that_the_document_does_not_allow():
    assert in_code() - in_table() == set(), "docs/architecture.md: add the arrow to table and picture, or turn it round"


def test_the_document_allows_nothing_that_is_not_needed():
    assert in_table() - in_code() == set(), "docs/architecture.md: these arrows are gone; take them out"


def test_the_picture_shows_what_the_table_says():
    assert in_picture() == in_table()


def test_every_package_has_a_row():
    packages = {folder.name for folder in SOURCE.iterdir() if (folder / "__init__.py").is_file()}
    rows = set(re.findall(r"^\| `([\w.]+)` \|", WHO, re.M))
    assert packages == rows
    assert {file.stem for file in SOURCE.glob("*.py")} - {"__init__"} == ANYONE


def test_arrows_run_down():
    below = {}
    for own, other in in_table():
        below.setdefault(own, set()).add(other)
    floor: dict[str, int] = {}

    def depth(name: str, way: tuple[str, ...] = ()) -> int:
        assert name not in way, f"a circle: {' → '.join([*way, name])}"
        if name not in floor:
            floor[name] = 1 + max((depth(other, (*way, name)) for other in below.get(name, ())), default=0)
        return floor[name]

    assert all(depth(name) for name in below)


@pytest.mark.parametrize("name", sorted(ANYONE))
def test_what_anyone_may_use_uses_nobody(name):
    assert not {other for own, other, _ in imports() if own == name} - ANYONE


@pytest.mark.parametrize(
    ("own", "other", "only"),
    [
        ("visit", "server", {"credentials", "tickets"}),
        ("room", "content", {"sharing"}),
        ("exercises", "room", {"snapshots", "states", "bands"}),
    ],
)
def test_the_narrow_arrows_are_narrow(own, other, only):
    names = {module.split(".")[2] for a, b, module in imports() if (a, b) == (own, other)}
    assert names == only


def test_a_session_takes_one_hook_from_the_kernels():
    taken = {module for a, b, module in imports() if (a, b) == ("visit", "forking")}
    assert taken == {"workshop.forking.on_idle"}


def test_forking_knows_nothing_of_the_workshop():
    for file in sorted((SOURCE / "forking").glob("*.py")):
        text = file.read_text("utf-8")
        assert "__WORKSHOP" not in text, file.name
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.level:
                assert node.level == 1, f"{file.name} reaches out of its folder"
            else:
                assert not [module for module in taken(node, []) if module.split(".")[0] == "workshop"], file.name


def test_every_picture_and_link_of_the_documents_exists():
    missing = []
    for file in [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        SOURCE / "forking" / "README.md",
        ROOT / "notebooks" / "README.md",
    ]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", file.read_text("utf-8")):
            if "://" not in target and not target.startswith("mailto:") and not (file.parent / target).exists():
                missing.append(f"{file.name}: {target}")
    assert missing == []


def test_pictures_are_small():
    pictures = sorted((ROOT / "docs" / "images").glob("*.png"))
    assert 0 < len(pictures) <= 16
    assert {p.name: p.stat().st_size for p in pictures if p.stat().st_size > 150_000} == {}


def modules() -> dict[str, set[str]]:
    """Return which modules each module takes something from, lazily or for types alone too."""
    files = {}
    for file in SOURCE.rglob("*.py"):
        parts = list(file.relative_to(SOURCE.parent).with_suffix("").parts)
        files[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = (file, parts[:-1])
    found: dict[str, set[str]] = {}
    for name, (file, package) in files.items():
        takes = [one for node in ast.walk(ast.parse(file.read_text("utf-8"))) for one in taken(node, package)]
        found[name] = {one if one in files else one.rpartition(".")[0] for one in takes} & files.keys() - {name}
    return found


def test_no_two_modules_take_from_each_other():
    arrows = modules()
    while leaves := {name for name, others in arrows.items() if not others & arrows.keys()}:
        for name in leaves:
            del arrows[name]
    while roots := {name for name in arrows if not any(name in others for others in arrows.values())}:
        for name in roots:
            del arrows[name]
    assert sorted(arrows) == [], "these are in a circle, or between two"
