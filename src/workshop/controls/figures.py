"""Figures in the kit's style: matplotlib drawn to SVG that follows the page's colours, light or dark.

Colours are drawn as stand-ins and replaced by the page's CSS variables, so one picture fits both themes without
being drawn again. Text stays text: it takes the page's font and is read at any zoom.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# One stand-in per role. Values are colours nobody would choose, so that replacing them is safe.
_STAND_INS = {
    "ink": "#010203",
    "soft": "#010305",
    "faint": "#010407",
    "accent": "#010509",
    "second": "#01060b",
    "third": "#01070d",
    "paper": "#01080f",
    "wash": "#010911",
}
_VARIABLES = {
    "ink": "var(--tw-figure-ink, #2b2724)",
    "soft": "var(--tw-figure-soft, #6b625b)",
    "faint": "var(--tw-figure-faint, #d9d0c5)",
    "accent": "var(--tw-figure-accent, #2f6b66)",
    "second": "var(--tw-figure-second, #a8572a)",
    "third": "var(--tw-figure-third, #6a5a8c)",
    "paper": "var(--tw-figure-paper, #fffdf9)",
    "wash": "var(--tw-figure-wash, #f1e9dd)",
}
#: Inches; at 72 units to the inch about the width of a phone's column, so that a size of 13 is 13 px there.
_WIDTH = 4.6
#: On a wide page a picture stops growing, before its letters get much larger than the text around it.
WIDEST = "32rem"


def ink(role: str) -> str:
    """Return the colour to draw with for a role: ink, soft, faint, accent, second, third, paper or wash."""
    return _STAND_INS[role]


def page_colour(role: str) -> str:
    """Return the page's own colour for a role, for SVG that is written without matplotlib."""
    return _VARIABLES[role]


def _style() -> Any:
    return {
        "svg.fonttype": "none",
        "svg.hashsalt": "trust-workshop-kit",
        "font.family": "sans-serif",
        "font.size": 13,
        "axes.edgecolor": ink("faint"),
        "axes.labelcolor": ink("soft"),
        "axes.labelsize": 13,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.facecolor": "none",
        "figure.facecolor": "none",
        "savefig.facecolor": "none",
        "text.color": ink("ink"),
        "xtick.color": ink("soft"),
        "ytick.color": ink("soft"),
        "xtick.labelsize": 13,
        "ytick.labelsize": 13,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "lines.solid_capstyle": "round",
        "lines.solid_joinstyle": "round",
        "legend.frameon": False,
        "legend.fontsize": 13,
    }


def new_figure(
    height: float = 3.0, columns: int = 1, rows: int = 1, *, left: float = 0.75, bottom: float = 0.62, **layout: Any
) -> tuple[Figure, Any]:
    """Return a figure as wide as a phone's column, and its axes.

    Parameters
    ----------
    height
        Height in inches at a width of 4.6; both scale with the page.
    columns, rows
        How many axes; more than one are returned as an array.
    left, bottom
        Room for the labels of the axes, in inches. Fixed, because laying out by measuring text doubles the time.
    **layout
        Passed to :meth:`matplotlib.figure.Figure.subplots`.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_style()):
        figure = Figure(figsize=(_WIDTH, height))
        axes: Axes | Any = figure.subplots(rows, columns, **layout)
        figure.subplots_adjust(left=left / _WIDTH, right=0.985, bottom=bottom / height, top=1 - 0.12 / height)
    return figure, axes


def figure_svg(figure: Figure) -> str:
    """Return the figure as inline SVG that scales with its column and takes the page's colours and font."""
    import matplotlib as mpl

    out = io.StringIO()
    with mpl.rc_context(_style()):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    for role, stand_in in _STAND_INS.items():
        svg = svg.replace(stand_in, _VARIABLES[role])
    # Fixed size and fonts go: the picture fills its column and speaks in the page's letters.
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r"font: ([\d.]+)px [^;\"]*", r"font-size: \1px", svg)
    svg = re.sub(r"; font-family: [^;\"]*", "", svg)
    svg = re.sub(r"<g id=\"[\w.]+\"", "<g", svg)
    # A style sheet inside an inline picture would reach the whole page.
    svg = re.sub(r"<style.*?</style>", "", svg, flags=re.DOTALL)
    svg = svg.replace("<svg ", f'<svg style="max-width:{WIDEST}" ', 1)
    return re.sub(r"\s*\n\s*", "\n", svg)
