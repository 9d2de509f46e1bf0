"""What the view of a kind looks like to the frame around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from workshop.content import Library
from workshop.controls.nodes import Node

from .model import ExerciseModel

M = TypeVar("M", bound=ExerciseModel[Any])


@dataclass(frozen=True)
class Change:
    """What a tap changes.

    Attributes
    ----------
    answer
        The whole answer as it is from now on.
    focus
        Id of what gets the focus, where the tap took away what had it; a function is asked once the answer is in place.
    """

    answer: Mapping[str, Any]
    focus: str | Callable[[], str | None] | None = None


class MissingTextError(LookupError):
    """A view needs a text that the exercise's file does not have; ``key`` is its name in ``body.text``."""

    def __init__(self, key: str) -> None:
        super().__init__(f"body.text has no “{key}”")
        self.key = key


class KindView(Generic[M]):
    """Draws the body of an exercise from its model; keeps nothing that the answer does not hold.

    Parameters
    ----------
    model
        Model of the exercise.
    library
        Wording of the session's language.
    """

    #: True where the body itself says what to do now, so that the steps may fold away.
    explains_itself = False

    def __init__(self, model: M, library: Library) -> None:
        self.model, self.library, self.content = model, library, model.content
        #: Id of the part whose page shows it.
        self.part = model.content.part

    def body(self) -> list[Node | None]:
        """Return the nodes a person works with."""
        raise NotImplementedError

    def has_begun(self) -> bool:
        """Return True once there is something to look back on."""
        return True

    def leads_on(self) -> bool:
        """Return True while the body has a way on of its own, which then is the one clear next step."""
        return False

    def after(self) -> list[Node | None]:
        """Return what is shown with the debrief, such as what is at work in each story."""
        return []

    def looks(self) -> Iterable[Mapping[str, Any]]:
        """Return further answers, beside the sample, with which it looks different; ``workshop check`` draws each."""
        return ()

    def act(self, action: str, args: Mapping[str, Any]) -> Change | None:
        """Return what an action of this kind changes, None for unknown ones: messages come from outside.

        Raises
        ------
        AnswerError
            If it can't be carried out now, with a sentence for the person.
        """
        return None

    def say(self, key: str, **values: Any) -> str:
        """Return a phrase of the interface."""
        return self.library.phrase(key, **values)
