"""The site's own pages (landing, help, privacy, errors): Jinja templates and their wording."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment

from workshop import paths
from workshop.content import languages as content_languages
from workshop.content import load_library
from workshop.content.locale import direction, fitting, own_name
from workshop.templates import environment

#: As many of the languages that a browser asks for are looked at; people choose a few.
_HEARD = 12


def languages() -> list[str]:
    """Return the languages in which both the content and the kit's own words exist, the default one first."""
    return [name for name in content_languages() if paths.words(name).is_dir()]


def words(language: str) -> dict[str, Any]:
    """Return what only the site's own pages say, in one language."""
    return load_library(language).phrases.below("site")


def best_language(accepted: str, *chosen: str | None, room: str | None = None, default: str | None = None) -> str:
    """Choose a language: the first that somebody chose, the phone's own, the room's, whatever else fits, the default.

    Parameters
    ----------
    accepted
        The languages a browser asks for, its own first. Browsers add English to whatever a phone is set to, so those
        after the first come after the room's: who is in the room understands that one.
    chosen
        What somebody chose, or was given, for this page; the first of them that exists counts.
    room
        The language of the room that somebody takes part in.
    default
        What counts where nothing fits.
    """
    known = languages()
    own, *others = (part.split(";")[0].strip() for part in accepted.split(",", _HEARD)[:_HEARD])
    wanted = [*chosen, own, room, *others]
    found = (fitting(name, known) for name in wanted if name)
    return next((name for name in found if name), default if default in known else known[0])


class Site:
    """Renders the site's pages.

    Parameters
    ----------
    asset
        Makes the address of a static file.
    base_url
        Where the site begins, with a slash at both ends.
    overheard
        Whether others on the network could read along, which the pages then say.
    secure
        Whether the pages come by HTTPS.
    """

    def __init__(
        self, asset: Callable[[str], str], base_url: str = "/", *, overheard: bool = False, secure: bool = False
    ) -> None:
        self._globals = {
            "asset": asset, "base": base_url, "overheard": overheard, "secure": secure, "direction": direction,
        }  # fmt: skip
        self._environments: dict[Path, Environment] = {}

    def _environment(self) -> Environment:
        """Return the templates of the workshop that is held."""
        folder = paths.workshop()
        if folder not in self._environments:
            self._environments[folder] = environment("site", "workshop")
            self._environments[folder].globals.update(self._globals)
        return self._environments[folder]

    def page(self, name: str, language: str, **values: Any) -> str:
        """Return a page; ``words`` and ``phrase`` speak its language, ``languages`` has each one's own name."""
        library = load_library(language)
        return (
            self._environment()
            .get_template(f"{name}.html")
            .render(
                words=words(language),
                pages=library.pages,
                phrase=library.phrase,
                extended=library.phrases.extended,
                language=language,
                languages={name: own_name(name) for name in languages()},
                **values,
            )
        )
