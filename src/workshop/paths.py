"""Where the kit finds its own files, and where it may keep the few it writes."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

#: The language that is spoken where nobody asks for another, and that every other one is compared with.
DEFAULT_LANGUAGE = "en"


@cache
def root() -> Path:
    """Return the folder that holds ``assets/`` and ``notebooks/``.

    That is the checkout in an editable install, and ``_shared`` inside the package in a wheel.
    """
    checkout = _PACKAGE.parents[1]
    return checkout if (checkout / "assets" / "words").is_dir() else _PACKAGE / "_shared"


def assets() -> Path:
    """Return the folder of what is the kit's own: templates, words of the interface, helplines, schemas."""
    return root() / "assets"


def default_workshop() -> str:
    """Return the name of the workshop that is held where nobody names another: ``notebooks/default`` says it."""
    return (root() / "notebooks" / "default").read_text(encoding="utf-8").strip()


def built_in() -> dict[str, Path]:
    """Return the workshops that come with the kit, by name; the one that is held if none is named comes first."""
    found = {file.parent.name: file.parent for file in sorted((root() / "notebooks").glob("*/workshop.yaml"))}
    return dict(sorted(found.items(), key=lambda item: item[0] != default_workshop()))


def workshop() -> Path:
    """Return the folder of the workshop that is held.

    ``WORKSHOP_FOLDER`` names it; else it is the one in which, or in a language of which, this process works, as the
    kernel of a notebook does; else the kit's own.
    """
    if named := os.environ.get("WORKSHOP_FOLDER"):
        return Path(named)
    here = Path.cwd()
    around = (place for place in (here, here.parent) if (place / "workshop.yaml").is_file())
    return next(around, root() / "notebooks" / default_workshop())


def templates(name: str) -> list[Path]:
    """Return where templates are looked for: in the workshop's own ``templates/<name>`` first, then in the kit's."""
    places = (workshop() / "templates" / name, assets() / "templates" / name)
    return [place for place in places if place.is_dir()]


def notebooks(language: str = DEFAULT_LANGUAGE) -> Path:
    """Return the folder of the workshop's notebooks in a language."""
    return workshop() / language


def content() -> list[Path]:
    """Return the workshop's files and folders of wording in every language, without its notebooks."""
    return [*workshop().glob("*.yaml"), *workshop().glob("*/content")]


def home() -> Path:
    """Return the data folder (rooms and the server's secret), made on first use for its owner only.

    ``WORKSHOP_HOME`` names another one. The default is ``.workshop`` beside the notebooks.
    """
    named = os.environ.get("WORKSHOP_HOME")
    folder = Path(named) if named else root() / ".workshop"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def database() -> str:
    """Return the address of the rooms: ``WORKSHOP_DATABASE``, or a file in the data folder."""
    return os.environ.get("WORKSHOP_DATABASE") or f"sqlite:///{home() / 'rooms.sqlite'}"
