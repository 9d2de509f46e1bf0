"""One small file per kind of exercise: the wording it needs and the answer it takes.

A new kind adds a file with a body class and its place in `Body` below; nothing else in this package changes.
"""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import Field

from .base import KindBody
from .cards import CardsBody
from .choice import ChoiceBody
from .explorable import ExplorableBody
from .find_care import FindCareBody
from .form import FormBody
from .guess import GuessBody, GuessItem
from .ladder import LadderBody
from .loop import LoopBody
from .next_step import NextStepBody
from .safety_fork import SafetyForkBody
from .scale import ScaleBody
from .support_map import SupportMapBody
from .therapies import TherapiesBody
from .thought_record import ThoughtRecordBody
from .timeline import TimelineBody

#: The body of any exercise, told apart by its kind.
Body = Annotated[
    CardsBody
    | ChoiceBody
    | ExplorableBody
    | FindCareBody
    | FormBody
    | GuessBody
    | LadderBody
    | LoopBody
    | NextStepBody
    | SafetyForkBody
    | ScaleBody
    | SupportMapBody
    | TherapiesBody
    | ThoughtRecordBody
    | TimelineBody,
    Field(discriminator="kind"),
]

#: Kind to body class.
KINDS: dict[str, type[KindBody]] = {
    str(body.model_fields["kind"].default): body for body in get_args(get_args(Body)[0])
}

__all__ = [
    "KINDS",
    "Body",
    "CardsBody",
    "ChoiceBody",
    "ExplorableBody",
    "FindCareBody",
    "FormBody",
    "GuessBody",
    "GuessItem",
    "KindBody",
    "LadderBody",
    "LoopBody",
    "NextStepBody",
    "SafetyForkBody",
    "ScaleBody",
    "SupportMapBody",
    "TherapiesBody",
    "ThoughtRecordBody",
    "TimelineBody",
]
