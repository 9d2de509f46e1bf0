"""Build small steps from easy to hard; guess, try, compare."""

from workshop.content.kinds import Kind

from .content import LadderBody

KIND = Kind(LadderBody, f"{__name__}.model:LadderModel", f"{__name__}.view:LadderView")
