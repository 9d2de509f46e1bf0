"""Turn needs into a checklist, questions for a first call and a first message."""

from workshop.content.kinds import Kind

from .content import FindCareBody

KIND = Kind(FindCareBody, f"{__name__}.model:FindCareModel", f"{__name__}.view:FindCareView")
