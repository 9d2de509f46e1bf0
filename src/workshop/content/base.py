"""The building blocks of every content model."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
COVER_PATTERN = r"^[a-z]+\.[a-z]+$"

#: Some wording, never empty.
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
#: Small letters, digits and hyphens.
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
#: A point of the subject matter, such as ``cause.single``.
Cover = Annotated[str, StringConstraints(pattern=COVER_PATTERN)]
Flag = StrictBool
Whole = StrictInt
Number = Annotated[float, Field(strict=True)]
Minutes = Annotated[int, Field(strict=True, ge=1, le=240)]
Length = Annotated[int, Field(strict=True, ge=1, le=4000)]

T = TypeVar("T")


def ids_differ(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the items; raise ``ValueError`` if two have the same id."""
    names = [item.id for item in items]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"has two entries with the id “{name}”")
    return items


#: For a list of things with an ``id`` each, no two alike. It stands behind the list's length, which schemas would lose.
IDS_DIFFER = AfterValidator(ids_differ)
Each = Annotated[tuple[T, ...], IDS_DIFFER]


class Model(BaseModel):
    """A frozen piece of content that knows exactly which fields it has."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(Model):
    """One thing to choose, or one place to sort into."""

    id: Id
    label: Text
    hint: Text | None = None


class Guide(Model):
    """What a facilitator says, asks and does. Never sent to a participant."""

    say: tuple[Text, ...] = ()
    ask: tuple[Text, ...] = ()
    do: tuple[Text, ...] = ()
