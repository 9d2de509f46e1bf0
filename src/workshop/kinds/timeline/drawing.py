"""The line of an answer as a picture for the notes; the page draws its own, which changes under the finger."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

_WIDTH, _HEIGHT = 360.0, 190.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 10.0, 350.0, 24.0, 146.0
#: Ages nearer to each other than this would touch: the list beside the picture has them all.
_ROOM = 24.0


def line(points: Sequence[tuple[float, float]], low: float, high: float, ends: tuple[str, str]) -> Markup:
    """Return age and level of each moment, in the order of age, as SVG.

    Its colours are those of the text around it. The moments stand beside it in words, so that a screen reader passes
    over it.
    """
    first, last = points[0][0], points[-1][0]
    places = [
        (
            _LEFT + 8 + (age - first) / max(last - first, 1) * (_RIGHT - _LEFT - 16),
            _TOP + (high - level) / (high - low) * (_BOTTOM - _TOP),
        )
        for age, level in points
    ]
    middle = _TOP + (high - max(low, min(0, high))) / (high - low) * (_BOTTOM - _TOP)
    parts = [
        f'<path d="M{_LEFT:g} {middle:.1f}H{_RIGHT:g}" opacity=".35"/>',
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}" stroke-width="2.5"/>',
        *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="currentColor"/>' for x, y in places),
        _text(_LEFT, 12, ends[1]),
        _text(_LEFT, _BOTTOM + 20, ends[0]),
    ]
    free = -_ROOM
    for (age, _), (x, _) in zip(points, places, strict=True):
        if x - free >= _ROOM:
            parts.append(_text(x, _HEIGHT - 4, f"{age:g}", "middle"))
            free = x
    box = f'viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" fill="none" stroke="currentColor" stroke-linejoin="round"'
    return Markup(f'<svg {box} aria-hidden="true">{"".join(parts)}</svg>')  # noqa: S704  (texts are escaped)


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    style = f'font-size="12" fill="currentColor" stroke="none" text-anchor="{anchor}"'
    return f'<text x="{x:.1f}" y="{y:g}" {style}>{escape(text)}</text>'
