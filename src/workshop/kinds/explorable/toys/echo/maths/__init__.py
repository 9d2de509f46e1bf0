"""A misunderstanding between two people: how a slip echoes, and what forgiving it costs elsewhere.

``pair`` closed forms; ``chain`` exact values for any two rules; ``ribbons`` moves drawn at random.
"""

from workshop.kinds.explorable.toys.echo.maths.chain import RULES, cooperation_curve, long_run
from workshop.kinds.explorable.toys.echo.maths.pair import (
    RANGES,
    Bars,
    EchoSettings,
    bars,
    echo_rounds,
    steady_level,
)
from workshop.kinds.explorable.toys.echo.maths.ribbons import PARTNERS, Ribbon, ribbon, simulate

__all__ = [
    "PARTNERS",
    "RANGES",
    "RULES",
    "Bars",
    "EchoSettings",
    "Ribbon",
    "bars",
    "cooperation_curve",
    "echo_rounds",
    "long_run",
    "ribbon",
    "simulate",
    "steady_level",
]
