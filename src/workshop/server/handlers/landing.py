"""The first page: a place for the code, and what stays private."""

from __future__ import annotations

import re

from workshop.server.handlers.base import SiteHandler

CODE = re.compile(r"[A-Z0-9]{6}")


class LandingHandler(SiteHandler):
    """``/``: the start page."""

    label = "landing"

    def get(self) -> None:
        """Show the form."""
        self.show_landing()


class LanguageHandler(SiteHandler):
    """``/language``: remembers the language for as long as the browser is open."""

    label = "language"

    def post(self) -> None:
        """Keep the choice and go back to the first page, with the room's code if it was there before."""
        self.keep_language(self.get_body_argument("language", ""))
        code = self.get_body_argument("code", "")
        back = f"j/{code}" if CODE.fullmatch(code) else ""
        self.redirect(self.context.base_url + back, status=303)
