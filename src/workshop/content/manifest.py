"""What a workshop is, beside its wording: its languages, its agreement and what each part promises to teach."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from workshop import paths

from .base import Cover, Id, Minutes, Model
from .validate import build
from .yamlfile import read_yaml

NAME = "workshop.yaml"
#: A language's tag, such as ``en``, ``pt-BR`` or ``zh-Hant``.
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class Objectives(Model):
    """What a part must hold: all its minutes, the points it teaches, its exercises in the order of the plan."""

    minutes: Minutes
    covers: tuple[Cover, ...] = ()
    exercises: tuple[Id, ...] = ()


class Manifest(Model):
    """The file ``workshop.yaml``.

    Attributes
    ----------
    languages
        Each has a folder of its name; the first is spoken where nobody asks for another, and every other one is
        compared with it.
    agreement
        The exercise whose result the group agrees on as its own rules; None if the workshop has none.
    parts
        By id.
    """

    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    agreement: Id | None = None
    parts: Annotated[Mapping[Id, Objectives], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_language_once(self) -> Manifest:
        if len({name.lower() for name in self.languages}) < len(self.languages):
            raise ValueError("names a language twice")
        return self


def load_manifest(folder: Path | None = None) -> Manifest:
    """Return what a workshop's folder says of itself; raise `ContentError` if it says nothing that can be used."""
    file = (folder or paths.workshop()) / NAME
    with suppress(OSError):  # of a file that is not there, reading it says so
        seen = file.stat()
        return _as_of(file, (seen.st_ino, seen.st_mtime_ns, seen.st_size))
    return _read(file)


@lru_cache(16)
def _as_of(file: Path, seen: tuple[int, ...]) -> Manifest:  # noqa: ARG001
    return _read(file)


def _read(file: Path) -> Manifest:
    return build(Manifest, read_yaml(file, NAME))


def languages(folder: Path | None = None) -> tuple[str, ...]:
    """Return the languages of a workshop, the one that is spoken where nobody asks for another first."""
    return load_manifest(folder).languages
