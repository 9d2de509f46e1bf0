"""An alarm to set by hand: signal detection, with what a false alarm and a miss cost."""

from workshop.kinds.explorable.toy import ToyModel

MODEL = ToyModel("alarm", f"{__name__}.game:Alarm", f"{__name__}.screen:AlarmScreen", f"{__name__}.paper:AlarmOnPaper")
