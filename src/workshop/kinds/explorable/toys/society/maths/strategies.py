"""The eight strategies as one small machine: states, what each means to do, and where each goes next.

A strategy never looks at a history: its state holds all it remembers, so thousands of matches can be moved on
with two look-ups per round. Moves are 1 for cooperating, 0 for cheating; noise flips a move and *both* then
remember the flipped one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: In the order of every array of counts.
STRATEGIES = ("tft", "all_d", "all_c", "grudge", "prober", "tf2t", "pavlov", "random")

# state: (chance to cooperate, next if the other cheated, next if the other cooperated);
# a next of two holds one for its own cheating and one for its own cooperating.
_Next = str | tuple[str, str]
_MACHINE: dict[str, tuple[float, _Next, _Next]] = {
    "tft": (1, "tft:cheat", "tft"),
    "tft:cheat": (0, "tft:cheat", "tft"),
    "all_d": (0, "all_d", "all_d"),
    "all_c": (1, "all_c", "all_c"),
    "grudge": (1, "grudge:ever", "grudge"),
    "grudge:ever": (0, "grudge:ever", "grudge:ever"),
    # C, D, C, C; cheated in the first three -> tit for tat, else cheat for ever. Round 4 is not inspected,
    # but tit for tat starts from it.
    "prober": (1, "prober:2x", "prober:2"),
    "prober:2": (0, "prober:3x", "prober:3"),
    "prober:2x": (0, "prober:3x", "prober:3x"),
    "prober:3": (1, "prober:4x", "prober:4"),
    "prober:3x": (1, "prober:4x", "prober:4x"),
    "prober:4": (1, "all_d", "all_d"),
    "prober:4x": (1, "tft:cheat", "tft"),
    "tf2t": (1, "tf2t:once", "tf2t"),
    "tf2t:once": (1, "tf2t:twice", "tf2t"),
    "tf2t:twice": (0, "tf2t:twice", "tf2t"),
    # Repeats its own actual move if the other cooperated, else switches.
    "pavlov": (1, ("pavlov", "pavlov:cheat"), ("pavlov:cheat", "pavlov")),
    "pavlov:cheat": (0, ("pavlov", "pavlov:cheat"), ("pavlov:cheat", "pavlov")),
    "random": (0.5, "random", "random"),
}
_NUMBER = {state: index for index, state in enumerate(_MACHINE)}


def _table() -> NDArray[np.uint8]:
    table = np.empty((len(_MACHINE), 2, 2), dtype=np.uint8)
    for state, (_, cheated, cooperated) in _MACHINE.items():
        for other, following in enumerate((cheated, cooperated)):
            pair = (following, following) if isinstance(following, str) else following
            table[_NUMBER[state], :, other] = [_NUMBER[name] for name in pair]
    return table.ravel()


#: Next state, at index 4 state + 2 own move + other's move.
NEXT: NDArray[np.uint8] = _table()
#: Chance that a state means to cooperate.
MEANS: NDArray[np.float32] = np.array([means for means, _, _ in _MACHINE.values()], dtype=np.float32)
#: First state of each strategy, in the order of `STRATEGIES`.
FIRST: NDArray[np.uint8] = np.array([_NUMBER[name] for name in STRATEGIES], dtype=np.uint8)
