"""Look at a thought from both sides, and at how much one believes it before and after."""

from workshop.content.kinds import Kind

from .content import ThoughtRecordBody

KIND = Kind(ThoughtRecordBody, f"{__name__}.model:ThoughtRecordModel", f"{__name__}.view:ThoughtRecordView")
