"""What packages bring along, the kit's own included: each declares itself by an entry point."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, TypeVar


class Named(Protocol):
    """Something that declares itself under a name."""

    @property
    def name(self) -> str:
        """The name that content files use."""


Plugin = TypeVar("Plugin", bound=Named)


class PluginError(RuntimeError):
    """What is installed can't be used; the message is a sentence that says what to do."""


def installed(group: str, form: type[Plugin], what: str) -> dict[str, Plugin]:
    """Return everything of a group that is installed, by name.

    Parameters
    ----------
    group
        Name of the entry points.
    form
        What each of them must be.
    what
        What it is called, for the sentences of an error.

    Raises
    ------
    PluginError
        If there is none, if one can't be loaded, or if two have the same name.
    """
    found: dict[str, Plugin] = {}
    for entry in sorted(entry_points(group=group), key=lambda entry: entry.name):
        plugin = _load(entry, form, what)
        if plugin.name in found:
            raise PluginError(f"Two packages bring a {what} called “{plugin.name}”. Remove one of them.")
        found[plugin.name] = plugin
    if not found:
        raise PluginError(f"No {what} is installed. Install the kit itself, for example: pip install -e .")
    return found


def _load(entry: EntryPoint, form: type[Plugin], what: str) -> Plugin:
    try:
        plugin = entry.load()
    except Exception as error:
        message = f"The {what} “{entry.name}” ({entry.value}) can't be loaded: {error}. Mend or remove it."
        raise PluginError(message) from error
    if not isinstance(plugin, form) or plugin.name != entry.name:
        where = f"The entry point “{entry.name}” ({entry.value})"
        raise PluginError(f"{where} is no {form.__name__} of that name. Mend or remove it.")
    return plugin
