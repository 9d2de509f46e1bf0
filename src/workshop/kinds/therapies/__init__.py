"""Compare kinds of help; mark what appeals and what worries."""

from workshop.content.kinds import Kind

from .content import TherapiesBody

KIND = Kind(TherapiesBody, f"{__name__}.model:TherapiesModel", f"{__name__}.view:TherapiesView")
