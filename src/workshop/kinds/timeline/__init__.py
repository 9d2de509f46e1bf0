"""Draw a line over one's own years."""

from workshop.content.kinds import Kind

from .content import TimelineBody

KIND = Kind(TimelineBody, f"{__name__}.model:TimelineModel", f"{__name__}.view:TimelineView")
