"""The trust game: how much is sent, and what comes back."""

from workshop.kinds.explorable.toy import ToyModel

MODEL = ToyModel(
    "send-half", f"{__name__}.game:SendHalf", f"{__name__}.screen:SendHalfScreen", f"{__name__}.paper:SendHalfOnPaper"
)
