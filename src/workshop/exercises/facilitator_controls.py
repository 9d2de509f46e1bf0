"""What a facilitator says, asks and does, and what is said before a reveal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from workshop.controls import nodes
from workshop.controls.nodes import Node

from .telling import size_of

Say = Callable[..., str]


class Lines(Protocol):
    """Anything with say, ask and do lines: an exercise's guide, a step of a plan."""

    @property
    def say(self) -> Sequence[str]:
        """What to say."""

    @property
    def ask(self) -> Sequence[str]:
        """What to ask."""

    @property
    def do(self) -> Sequence[str]:
        """What to do."""


def lines(guide: Lines, say: Say, level: int = 5) -> list[Node]:
    """Return the say / ask / do lines, each under its own word, a heading of ``level``; what is empty is left out."""
    return [
        nodes.section(say(f"console.{name}"), nodes.listing(texts), level=level, key=name)
        for name, texts in (("say", guide.say), ("ask", guide.ask), ("do", guide.do))
        if texts
    ]


def asked(count: int, here: int | None, say: Say) -> str:
    """Return what is said before a reveal: how many shared of how many, that it is once, and what it would show now."""
    counted = (
        say("console.reveal_counted", shared=count, here=max(count, here))
        if here
        else f"{say('console.count', n=count)}."
    )
    return f"{counted} {say('console.reveal_once')}\n\n{say(f'console.reveal_shows.{size_of(count)}')}"
