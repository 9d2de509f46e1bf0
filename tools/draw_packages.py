"""Draws docs/images/packages.svg from the table "Who may know whom" in docs/architecture.md.

Run it after the table changed: ``.venv/bin/python tools/draw_packages.py``. A test compares picture, table and code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from textwrap import wrap

DOCS = Path(__file__).resolve().parents[1] / "docs"
WIDTH, BOX, HEIGHT, FLOOR = 1000, 170, 64, 118
COLOURS = ("#6d6259", "#a2551d", "#1f6173", "#6b4a8e", "#3f6b2d", "#93344f")
STYLE = """
    svg { color-scheme: light dark; }
    .paper { fill: #faf5ec; } .ink { fill: #2b2621; } .soft { fill: #62584d; } .box { fill: #fffdf8; stroke-width: 2; }
    .name { font-size: 18px; font-weight: 650; text-anchor: middle; } .what { font-size: 11.5px; text-anchor: middle; }
    path { fill: none; stroke-width: 1.6; }
    @media (prefers-color-scheme: dark) {
      .paper { fill: #1d1a17; } .ink { fill: #f2eadf; } .soft { fill: #c4b8a8; } .box { fill: #28231f; }
      path, .box { filter: brightness(1.7); }
    }
"""


def table() -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return who may import whom, and what each package does."""
    text = (DOCS / "architecture.md").read_text("utf-8").partition("## Who may know whom")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([\w.]+)` \| (.+?) \| (.+) \|$", text, re.M)
    return {own: re.findall(r"`([\w.]+)`", others) for own, others, _ in rows}, {own: does for own, _, does in rows}


def floors(arrows: Mapping[str, list[str]]) -> list[list[str]]:
    """Return the packages by floor, the ground last: each stands above all that it imports."""

    def height(name: str) -> int:
        return 1 + max((height(other) for other in arrows[name]), default=-1)

    heights = {name: height(name) for name in arrows}
    return [[name for name in arrows if heights[name] == at] for at in range(max(heights.values()), -1, -1)]


def draw() -> str:
    """Return the picture."""
    arrows, does = table()
    rows = floors(arrows)
    tall = FLOOR * len(rows) + 30
    at = {}
    for floor, names in enumerate(rows):
        # every other floor stands a little aside, so that arrows over two floors pass between boxes
        shift = 26 * (-1) ** floor if len(names) < 5 else 0
        for place, name in enumerate(names):
            at[name] = (WIDTH * (place + 0.5) / len(names) + shift, 20 + floor * FLOOR)
    drawn = []
    for number, (own, others) in enumerate(arrows.items()):
        for place, other in enumerate(others):
            x, y = at[own][0] + BOX * ((place + 1) / (len(others) + 1) - 0.5), at[own][1] + HEIGHT
            to_x, to_y = at[other][0] + (x - at[other][0]) * 0.12, at[other][1] - 2
            bend = (to_y - y) * 0.5
            drawn.append(
                f'  <path data-arrow="{own} {other}" stroke="{COLOURS[number % len(COLOURS)]}" marker-end="url(#head)" '
                f'd="M{x:.0f} {y:.0f} C{x:.0f} {y + bend:.0f} {to_x:.0f} {to_y - bend:.0f} {to_x:.0f} {to_y:.0f}"/>'
            )
    for number, (name, (x, y)) in enumerate((name, at[name]) for name in arrows):
        colour = COLOURS[number % len(COLOURS)]
        drawn.append(
            f'  <rect class="box" stroke="{colour}" x="{x - BOX / 2:.0f}" y="{y}" width="{BOX}" height="{HEIGHT}" rx="10"/>'
        )
        drawn.append(f'  <text class="ink name" x="{x:.0f}" y="{y + 22}">{name}</text>')
        for line, words in enumerate(wrap(does[name].replace("&", "and"), 27)[:2]):
            drawn.append(f'  <text class="soft what" x="{x:.0f}" y="{y + 40 + 14 * line}">{words}</text>')
    said = "; ".join(f"{own} imports {', '.join(others) or 'nothing'}" for own, others in arrows.items())
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {tall}" role="img" aria-labelledby="t d" '
                "font-family=\"system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif\">"
            ),
            '  <title id="t">The packages of the kit and their arrows</title>',
            f'  <desc id="d">All arrows run down. {said}.</desc>',
            f"  <style>{STYLE}  </style>",
            (
                '  <defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto" '
                'markerUnits="userSpaceOnUse"><path d="M1 1 L9 5 L1 9" style="stroke: context-stroke"/></marker></defs>'
            ),
            f'  <rect class="paper" width="{WIDTH}" height="{tall}" rx="18"/>',
            *drawn,
            "</svg>\n",
        ]
    )


if __name__ == "__main__":
    (DOCS / "images" / "packages.svg").write_text(draw(), encoding="utf-8")
