"""Toy models to play with: first played, then seen, then explained, then free to explore."""

from workshop.content.kinds import Kind

from .content import ExplorableBody

KIND = Kind(ExplorableBody, f"{__name__}.model:ExplorableModel", f"{__name__}.view:ExplorableView")
