"""Write a letter that nobody sends, and say in one tap how it was."""

from workshop.content.kinds import Kind

from .content import LetterBody

KIND = Kind(LetterBody, f"{__name__}.model:LetterModel", f"{__name__}.view:LetterView")
