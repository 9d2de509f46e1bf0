"""Place oneself on one or several scales, with one word if wished."""

from workshop.content.kinds import Kind

from .content import ScaleBody

KIND = Kind(ScaleBody, f"{__name__}.model:ScaleModel", f"{__name__}.view:ScaleView")
