"""Guess first, then see what a study found and how far it reaches."""

from workshop.content.kinds import Kind

from .content import GuessBody

KIND = Kind(GuessBody, f"{__name__}.model:GuessModel", f"{__name__}.view:GuessView")
