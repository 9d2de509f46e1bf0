"""One betrayal or many disappointments: trust that is slowly earned and quickly lost."""

from workshop.kinds.explorable.toy import ToyModel

MODEL = ToyModel(
    "trust-account",
    f"{__name__}.game:TrustAccount",
    f"{__name__}.screen:TrustAccountScreen",
    f"{__name__}.paper:TrustAccountOnPaper",
)
