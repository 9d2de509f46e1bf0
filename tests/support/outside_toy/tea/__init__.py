"""How long a cup of tea is too hot to drink."""

from workshop.kinds.explorable.toy import ToyModel

MODEL = ToyModel("tea", f"{__name__}.game:Tea", f"{__name__}.screen:TeaScreen", f"{__name__}.paper:TeaOnPaper")
