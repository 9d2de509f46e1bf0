"""Fill guided fields that grow into a sentence."""

from workshop.content.kinds import Kind

from .content import FormBody

KIND = Kind(FormBody, f"{__name__}.model:FormModel", f"{__name__}.view:FormView")
