"""Sort cards into piles."""

from workshop.content.kinds import Kind

from .content import CardsBody

KIND = Kind(CardsBody, f"{__name__}.model:CardsModel", f"{__name__}.view:CardsView")
