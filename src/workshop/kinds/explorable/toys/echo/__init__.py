"""One misunderstanding between two people who answer like with like."""

from workshop.kinds.explorable.toy import ToyModel

MODEL = ToyModel("echo", f"{__name__}.game:Echo", f"{__name__}.screen:EchoScreen", f"{__name__}.paper:EchoOnPaper")
