"""Draw the line of one's own trust over the years."""

from workshop.content.kinds import Kind

from .content import TimelineBody

KIND = Kind(TimelineBody, f"{__name__}.model:TimelineModel", f"{__name__}.view:TimelineView")
