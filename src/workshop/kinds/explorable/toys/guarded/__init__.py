"""Twenty encounters: who never tries again learns nothing new."""

from workshop.kinds.explorable.toy import ToyModel

MODEL = ToyModel(
    "guarded", f"{__name__}.game:Guarded", f"{__name__}.screen:GuardedScreen", f"{__name__}.paper:GuardedOnPaper"
)
