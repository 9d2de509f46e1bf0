"""What Python sends to be drawn and what the browser expects are one contract, written down once."""

from __future__ import annotations

import ast
from pathlib import Path

from tools.draw_nodes import CONTROLS, MODULES, TYPES, builders, types

SOURCE = CONTROLS.parent


def module(name: str) -> ast.Module:
    return ast.parse((CONTROLS / f"{name}.py").read_text("utf-8"))


def test_the_browsers_types_are_written_from_pythons():
    assert TYPES.read_text("utf-8") == types(), "a shape was changed: python tools/draw_nodes.py"


def test_every_shape_of_a_node_has_one_builder_of_its_name():
    shapes = {
        entry.name
        for name in MODULES
        for entry in module(name).body
        if isinstance(entry, ast.ClassDef) and not any(ast.unparse(base) == "TypedDict" for base in entry.bases)
    } - {"Container", "Field"}
    names = [built for name in (*MODULES, "nodes") for built in builders(module(name))]
    assert sorted(name.title().replace("_", "") for name in names) == sorted(shapes)


def test_only_builders_make_nodes():
    """Save for paper, whose nodes no browser draws."""

    def bare(file: Path) -> list[int]:
        found = ast.walk(ast.parse(file.read_text("utf-8")))
        return [call.lineno for call in found if isinstance(call, ast.Call) and ast.unparse(call.func) == "nodes.node"]

    files = [
        file
        for file in SOURCE.rglob("*.py")
        if file.parent.name not in ("controls", "paper") and file.name != "paper.py"
    ]
    assert {str(file.relative_to(SOURCE)): lines for file in files if (lines := bare(file))} == {}
