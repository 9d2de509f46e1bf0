"""Twenty encounters by hand: the outcomes are fixed beforehand, hidden until they may be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from workshop.kinds.explorable.parameters import ParameterError, flag, whole
from workshop.kinds.explorable.toys.guarded.maths.belief import GuardedSettings, trusts


@dataclass(frozen=True)
class Encounter:
    """One encounter that was met.

    Attributes
    ----------
    trusted
        What the person chose.
    seen
        True honoured, False betrayed, None if the outcome stayed hidden.
    good, bad
        The belief after it.
    guarded
        Whether that belief is below the threshold.
    """

    trusted: bool
    seen: bool | None
    good: int
    bad: int
    guarded: bool


@dataclass(frozen=True)
class Play:
    """A round of encounters played by hand; every choice returns a new one, nothing is changed in place.

    ``Play.deal(settings, seed)`` begins; ``meet(True)`` trusts the next person; ``Play.replay`` returns to
    the same place from the seed and the choices, which is all a device needs to keep.
    """

    settings: GuardedSettings
    outcomes: tuple[bool, ...] = field(repr=False)
    nudges: tuple[bool, ...] = field(repr=False)
    met: tuple[Encounter, ...] = ()

    @classmethod
    def deal(cls, settings: GuardedSettings, seed: int) -> Play:
        """Fix the outcomes, and the encounters that invite a small step; ``seed`` is 0 to 2^63 - 1."""
        rng = np.random.default_rng(whole("seed", seed, 0, 2**63 - 1))
        draws = rng.random((2, settings.encounters))
        outcomes, nudges = draws[0] < settings.honoured, draws[1] < settings.small_steps
        return cls(settings, tuple(map(bool, outcomes)), tuple(map(bool, nudges)))

    @classmethod
    def replay(cls, settings: GuardedSettings, seed: int, choices: Sequence[bool]) -> Play:
        """Return the play after ``choices``."""
        play = cls.deal(settings, seed)
        for choice in choices:
            play = play.meet(choice)
        return play

    @property
    def left(self) -> int:
        """Encounters still to come."""
        return self.settings.encounters - len(self.met)

    @property
    def good(self) -> int:
        """The a of the belief Beta(a, b) now."""
        return self.met[-1].good if self.met else self.settings.prior_good

    @property
    def bad(self) -> int:
        """The b of the belief Beta(a, b) now."""
        return self.met[-1].bad if self.met else self.settings.prior_bad

    @property
    def belief(self) -> float:
        """Mean belief a/(a + b)."""
        return self.good / (self.good + self.bad)

    @property
    def guarded(self) -> bool:
        """Whether the rule would not trust now."""
        return not bool(trusts(self.good, self.bad, self.settings.threshold))

    @property
    def invites_small_step(self) -> bool:
        """Whether the rule, though guarded, would dare a small step at the next encounter."""
        return self.left > 0 and self.guarded and self.nudges[len(self.met)]

    def meet(self, trust: bool) -> Play:
        """Return the play after the next encounter.

        Raises
        ------
        ParameterError
            If ``trust`` is not True or False, or no encounter is left.
        """
        trusted = flag("trust", trust)
        if not self.left:
            over = f"given while encounters are left; all {len(self.met)} are over"
            raise ParameterError("trust", trust, over)
        outcome = self.outcomes[len(self.met)]
        shown = trusted or self.settings.feedback == "always"
        good, bad = self.good + (shown and outcome), self.bad + (shown and not outcome)
        guarded = not bool(trusts(good, bad, self.settings.threshold))
        met = Encounter(trusted, outcome if shown else None, good, bad, guarded)
        return replace(self, met=(*self.met, met))

    def uncovered(self) -> tuple[bool, ...]:
        """Return every outcome, also the hidden ones, for the reveal after the last encounter.

        Raises
        ------
        ParameterError
            If encounters are left.
        """
        if self.left:
            raise ParameterError("encounters left", self.left, "0 before the hidden outcomes are shown")
        return self.outcomes
