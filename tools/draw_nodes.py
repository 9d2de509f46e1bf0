"""Write frontend/kit/nodes.d.ts: the form of every node for the browser's side, from the classes in Python.

``python tools/draw_nodes.py``; the tests hold that the file says what the classes say.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTROLS = ROOT / "src" / "workshop" / "controls"
MODULES = ("shapes", "exercise_nodes", "safety_nodes", "room_nodes")
TYPES = ROOT / "frontend" / "kit" / "nodes.d.ts"
_PLAIN = {"str": "string", "int": "number", "float": "number", "bool": "boolean", "Any": "any", "None": "null"}
_HEAD = """// Written by tools/draw_nodes.py from src/workshop/controls: change it there.
/** What Python sends to be drawn. */
declare namespace Nodes {
"""
_TAIL = """
  /** Any node, as it comes. */
  type Node = { [K in keyof All]: { node: K } & All[K] }[keyof All];

  /** What a component is given. */
  type Of<K extends keyof All> = { node: All[K] };
}
"""


def ts(said: ast.expr, *, dropped: bool = False) -> str:  # noqa: PLR0911
    """Return an annotation as TypeScript; ``dropped`` where None is left out on the way."""
    match said:
        case ast.Name(id=name):
            return _PLAIN.get(name, name)
        case ast.Constant(value=None):
            return "null"
        case ast.Constant(value=value):
            return f'"{value}"'
        case ast.BinOp(left=left, right=right):
            sides = [ts(left, dropped=dropped), ts(right, dropped=dropped)]
            return " | ".join(side for side in sides if not (dropped and side == "null"))
        case ast.Subscript(value=ast.Name(id="Required"), slice=inner):
            return ts(inner)
        case ast.Subscript(value=ast.Name(id="Literal"), slice=inner):
            return " | ".join(ts(one) for one in (inner.elts if isinstance(inner, ast.Tuple) else [inner]))
        case ast.Subscript(value=ast.Name(id="list"), slice=inner):
            one = ts(inner)
            return f"({one})[]" if "|" in one else f"{one}[]"
        case ast.Subscript(value=ast.Name(id="dict"), slice=ast.Tuple(elts=[name, value])):
            held = f"Record<{ts(name)}, {ts(value)}>"
            return f"Partial<{held}>" if ts(name) != "string" else held
    raise ValueError(f"no TypeScript for {ast.unparse(said)}")


def _interface(shape: ast.ClassDef) -> str:
    bases = [base.id for base in shape.bases if isinstance(base, ast.Name) and base.id != "TypedDict"]
    partial = any(word.arg == "total" for word in shape.keywords)
    lines = []
    for line in shape.body:
        if not (isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)):
            continue
        needed = not partial or ast.unparse(line.annotation).startswith("Required[")
        lines.append(f"    {line.target.id}{'' if needed else '?'}: {ts(line.annotation, dropped=not needed)};\n")
    extends = f" extends {', '.join(bases)}" if bases else ""
    said = (ast.get_docstring(shape) or "").replace("``", "`")
    return f"\n  /** {said} */\n  interface {shape.name}{extends} {{\n{''.join(lines)}  }}\n"


def types() -> str:
    """Return the text of the file."""
    out, names = [], {}
    for module in MODULES:
        tree = ast.parse((CONTROLS / f"{module}.py").read_text("utf-8"))
        for line in tree.body:
            if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name) and line.targets[0].id != "Node":
                out.append(f"\n  type {line.targets[0].id} = {ts(line.value)};\n")
            elif isinstance(line, ast.ClassDef):
                out.append(_interface(line))
        names |= dict.fromkeys(builders(tree))
    names |= dict.fromkeys(builders(ast.parse((CONTROLS / "nodes.py").read_text("utf-8"))))
    drawn = "".join(f"    {name}: {name.title().replace('_', '')};\n" for name in sorted(names))
    table = f"\n  /** Every node by its name. */\n  interface All {{\n{drawn}  }}\n"
    return _HEAD + "".join(out).lstrip("\n") + table + _TAIL


def builders(tree: ast.Module) -> list[str]:
    """Return the names of the nodes that a module builds."""
    return re.findall(r"return node\('(\w+)'", ast.unparse(tree))


if __name__ == "__main__":
    TYPES.write_text(types(), "utf-8")
