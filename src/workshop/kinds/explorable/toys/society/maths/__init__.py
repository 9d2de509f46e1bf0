"""Who thrives when misunderstandings happen: a repeated game among 25 agents, generation by generation.

After The Evolution of Trust (Nicky Case, CC0), rules read from its source [verified]. ``strategies`` as small
machines, ``matches`` for pairs and whole rooms, ``evolution`` for generations. People are not strategies, and
winning is not what a relationship is for.
"""

from workshop.kinds.explorable.toys.society.maths.evolution import Evolution
from workshop.kinds.explorable.toys.society.maths.matches import (
    RANGES,
    Match,
    Payoffs,
    SocietySettings,
    match,
)
from workshop.kinds.explorable.toys.society.maths.strategies import STRATEGIES

__all__ = [
    "RANGES",
    "STRATEGIES",
    "Evolution",
    "Match",
    "Payoffs",
    "SocietySettings",
    "match",
]
