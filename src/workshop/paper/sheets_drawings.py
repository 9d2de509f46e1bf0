"""Empty drawings to fill in with a pen: scales, an age line, a loop, circles. SVG, sizes in millimetres."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup, escape

_WIDTH = 176


def _svg(width: float, height: float, body: str, alt: str) -> Markup:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img"'
    return Markup(f'{head} aria-label="{escape(alt)}" class="drawing">{body}</svg>')  # noqa: S704  (text is escaped)


def _circle(x: float, y: float, r: float, fill: str = "none", stroke: str = "edge") -> str:
    filled = fill if fill == "none" else f"var(--{fill})"
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" style="fill:{filled};stroke:var(--{stroke});stroke-width:.4"/>'


def _text(x: float, y: float, text: str, size: float = 3.4, anchor: str = "middle", fill: str = "ink") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" style="font-size:{size}px;fill:var(--{fill})">'
        f"{escape(text)}</text>"
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str = "ink", width: float = 0.3, dash: str = "") -> str:
    dashed = f";stroke-dasharray:{dash}" if dash else ""
    return (
        f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" '
        f'style="stroke:var(--{colour});stroke-width:{width};fill:none{dashed}"/>'
    )


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def scale(low: float, high: float, step: float, alt: str, *, turned: bool = False) -> Markup:
    """Return a line from low to high with a tick for each step, at most eleven of them numbered.

    ``turned`` begins on the right, where lines of the language do: the words for its ends stand beside it.
    """
    count = max(1, round((high - low) / step))
    every = max(1, math.ceil(count / 10))
    left, right = 4.0, 116.0
    parts = [_line(left, 4, right, 4, width=0.4)]
    for at in range(0, count + 1, every):
        x = left + (right - left) * (count - at if turned else at) / count
        parts += [_line(x, 2.3, x, 5.7, width=0.35), _text(x, 10, _number(low + at * step))]
    return _svg(120, 11.5, "".join(parts), alt)


def age_line(low: int, high: int, labels: tuple[str, str, str], age: str, alt: str) -> Markup:
    """Return an empty line of age with levels from low to high, and places to write one's own ages."""
    left, right, top, bottom = 12.0, _WIDTH - 2.0, 5.0, 105.0
    parts = []
    for level in range(low, high + 1):
        y = bottom - (bottom - top) * (level - low) / (high - low)
        middle = level == 0
        parts.append(_line(left, y, right, y, "ink" if middle else "line", 0.5 if middle else 0.25))
        parts.append(_text(left - 2, y + 1.2, f"+{level}" if level > 0 else _number(level), anchor="end", fill="soft"))
    middle_y = bottom - (bottom - top) * -low / (high - low)
    for text, y in zip(labels, (bottom - 1.5, middle_y - 1.5, top + 4.5), strict=True):
        parts.append(_text(right - 1, y, text, 3.2, "end", "soft"))
    for at in range(11):
        x = left + (right - left) * at / 10
        parts.append(_line(x, top, x, bottom, "line", 0.2, "0.8 1.2"))
        parts.append(_line(max(left, x - 5.5), bottom + 9, min(right, x + 5.5), bottom + 9, "edge", 0.3))
    parts.append(_text(left - 2, bottom + 9, age, 3.2, "end", "soft"))
    return _svg(_WIDTH, bottom + 12, "".join(parts), alt)


def loop(stages: Sequence[str], alt: str) -> Markup:
    """Return boxes in a circle with numbered arrows between them."""
    count, width, height = len(stages), 58.0, 28.0
    cx, cy, rx, ry = _WIDTH / 2, 64.0, 58.0, 49.0

    def place(at: float) -> tuple[float, float]:
        angle = 2 * math.pi * at / count - math.pi / 2
        return cx + rx * math.cos(angle), cy + ry * math.sin(angle)

    ring = "fill:none;stroke:var(--edge);stroke-width:.5"
    parts = [f'<ellipse cx="{cx:g}" cy="{cy:g}" rx="{rx:g}" ry="{ry:g}" style="{ring}"/>']
    for at, name in enumerate(stages):
        x, y = place(at)
        parts.append(
            f'<rect x="{x - width / 2:g}" y="{y - height / 2:g}" width="{width:g}" height="{height:g}" rx="3" '
            'style="fill:var(--tw-figure-paper);stroke:var(--ink);stroke-width:.4"/>'
        )
        parts.append(_text(x - width / 2 + 2.5, y - height / 2 + 5, name, 3.6, "start", "accent"))
        mx, my = place(at + 0.5)
        ahead, behind = place(at + 0.56), place(at + 0.5)
        turn = math.degrees(math.atan2(ahead[1] - behind[1], ahead[0] - behind[0]))
        towards = f"translate({mx:g} {my:g}) rotate({turn:.1f}) translate(6.2 0)"
        parts.append(_circle(mx, my, 4.2, "tw-figure-paper", "ink"))
        parts.append(f'<path transform="{towards}" d="M-1.6 -1.8L1.6 0L-1.6 1.8Z" style="fill:var(--ink)"/>')
        parts.append(_text(mx, my + 1.4, str(at + 1), 4))
    return _svg(_WIDTH, cy + ry + height / 2 + 2, "".join(parts), alt)


def circles(middle: str, rings: Sequence[str], alt: str) -> Markup:
    """Return circles around a middle, each with its name at the top."""
    cx, step = _WIDTH / 2, 17.0
    cy = step * (len(rings) + 0.6) + 1
    parts = []
    for at in range(len(rings), 0, -1):
        r = step * (at + 0.6)
        parts.append(_circle(cx, cy, r))
        parts.append(_text(cx, cy - r + 4.4, rings[at - 1], 3.4, fill="soft"))
    parts.append(_circle(cx, cy, 8, "tint", "accent"))
    parts.append(_text(cx, cy + 1.3, middle, 4, fill="accent"))
    return _svg(_WIDTH, 2 * cy, "".join(parts), alt)
