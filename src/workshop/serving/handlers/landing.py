"""The first page: a place for the code, and what stays private."""

from __future__ import annotations

from workshop.serving.handlers.base import LANGUAGE_COOKIE, SiteHandler
from workshop.serving.site import languages


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
        """Keep the choice and go back to the first page."""
        chosen = self.get_body_argument("language", "")
        if chosen in languages():
            self.set_cookie(LANGUAGE_COOKIE, chosen, httponly=True, samesite="Lax")
        self.redirect(self.context.base_url, status=303)
