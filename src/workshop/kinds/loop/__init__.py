"""Draw the circle one goes round in, and choose where to step out."""

from workshop.content.kinds import Kind

from .content import LoopBody

KIND = Kind(LoopBody, f"{__name__}.model:LoopModel", f"{__name__}.view:LoopView")
