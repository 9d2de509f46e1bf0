"""Findings from research and the references behind them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Id, Model, Text, Whole

State = Literal["verified", "unverified"]


class Reference(Model):
    """A source. Its numbers may be shown only if it is ``verified``: its abstract or page was read."""

    id: Id
    authors: Text
    year: Annotated[Whole, Field(ge=1900, le=2100)] | None = None
    title: Text | None = None
    where: Text
    doi: Text | None = None
    url: Text | None = None
    state: State
    note: Text | None = None

    @property
    def link(self) -> str | None:
        """Return an address to read the source, if there is one."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def name(self) -> str:
        """Return who published it and when: what tells one source from another."""
        return f"{self.authors} ({self.year})" if self.year else self.authors

    def cite(self) -> str:
        """Return the source as one line of text."""
        said = [_ended(self.name), _ended(self.title or ""), _ended(self.where)]
        return " ".join(part for part in [*said, f"doi:{self.doi}" if self.doi else ""] if part)


def _ended(text: str) -> str:
    """Return a text with a full stop, unless it ends already."""
    return text if not text or text.endswith((".", "?", "!", "…")) else f"{text}."


class ReferenceFile(Model):
    """The file ``references.yaml``, the same for every language."""

    references: tuple[Reference, ...]


class Fact(Model):
    """A finding in plain words, with its size and its limit."""

    id: Id
    topic: Text
    finding: Text
    size: Text
    limit: Text
    reference: Id


class FactFile(Model):
    """The file ``<lang>/facts.yaml``."""

    facts: tuple[Fact, ...]
