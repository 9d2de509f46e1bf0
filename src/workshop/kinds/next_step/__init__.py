"""Make one if–then plan with a day."""

from workshop.content.kinds import Kind

from .content import NextStepBody

KIND = Kind(NextStepBody, f"{__name__}.model:NextStepModel", f"{__name__}.view:NextStepView")
