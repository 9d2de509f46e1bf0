"""Who thrives in a room of strategies, generation by generation."""

from workshop.kinds.explorable.toy import ToyModel

MODEL = ToyModel(
    "society", f"{__name__}.game:Society", f"{__name__}.screen:SocietyScreen", f"{__name__}.paper:SocietyOnPaper"
)
