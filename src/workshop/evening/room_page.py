"""What the console and the projector have in common: one widget that fills a page and follows one room."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from workshop.content import Library, languages, load_library
from workshop.content.phrases import of_controls
from workshop.content.plan import tonight
from workshop.controls.widget import KitWidget
from workshop.visit.session import Session


class RoomPage(ABC):
    """A page over one room, drawn anew whenever the room changes.

    Parameters
    ----------
    language
        Folder of the content files.
    session
        The visit; one that waits for a page's greeting by default.
    """

    #: The address under which phones reach the workshop, once the page has said it.
    origin = ""

    def __init__(self, language: str | None = None, session: Session | None = None) -> None:
        self.whole: Library = load_library(language or languages()[0])
        self.session = session or Session(self.whole)
        self.widget = KitWidget("page", of_controls(self.whole.phrases))
        self.widget.on_hello(self.greet)
        self.session.watch(self.redraw)
        self.redraw()

    @property
    def library(self) -> Library:
        """The content as the evening's plan has it; all of it where none was chosen."""
        return tonight(self.whole, self.session.look.state.plan if self.session.look else ())

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.widget._repr_mimebundle_(**options)

    def greet(self, message: Mapping[str, Any]) -> None:
        """Take a page's greeting, which says who is there."""
        self.session.greet(message)

    @abstractmethod
    def redraw(self) -> None:
        """Bring the view up to date."""
