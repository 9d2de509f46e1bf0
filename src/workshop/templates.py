"""The one way a template becomes a page or a sheet."""

from __future__ import annotations

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from workshop import paths


def environment(*folders: str, more: BaseLoader | None = None) -> Environment:
    """Return where templates are found: in these folders of the workshop, then of the kit, then in ``more``.

    Text is escaped, and a name that has no value is an error.
    """
    found = FileSystemLoader([place for folder in folders for place in paths.templates(folder)])
    return Environment(
        loader=ChoiceLoader([found, more]) if more else found,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
