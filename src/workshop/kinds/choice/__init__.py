"""Choose among the same options for one or several items."""

from workshop.content.kinds import Kind

from .content import ChoiceBody

KIND = Kind(ChoiceBody, f"{__name__}.model:ChoiceModel", f"{__name__}.view:ChoiceView")
