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
from .form import FormBody
from .guess import GuessBody, GuessItem
from .scale import ScaleBody
from .timeline import TimelineBody

#: The body of any exercise, told apart by its kind.
Body = Annotated[
    CardsBody | ChoiceBody | ExplorableBody | FormBody | GuessBody | ScaleBody | TimelineBody,
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
    "FormBody",
    "GuessBody",
    "GuessItem",
    "KindBody",
    "ScaleBody",
    "TimelineBody",
]
