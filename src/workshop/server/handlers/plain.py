"""Pages that need no kernel, no room and no JavaScript."""

from __future__ import annotations

import re

import workshop
from workshop.content import HELP_SITE
from workshop.room import RoomError
from workshop.server.handlers.base import LANGUAGE_COOKIE, MEMBER_COOKIE, SiteHandler
from workshop.server.site import languages

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
        language = self.get_body_argument("language", "")
        self.keep_language(language)
        if language in languages() and self.remembered(MEMBER_COOKIE):
            self.expect(language)
        code = self.get_body_argument("code", "")
        back = f"j/{code}" if CODE.fullmatch(code) else ""
        self.redirect(self.context.base_url + back, status=303)


class BlankHandler(SiteHandler):
    """``/blank``: where "leave now" ends. It says nothing about where it came from."""

    label = "blank"

    def get(self) -> None:
        """Show an empty page and forget that this browser was in a room, unless another site wants that."""
        asked = self.request.headers.get("Sec-Fetch-Site", ""), self.request.headers.get("Sec-Fetch-Dest", "")
        # Without HTTPS a browser says neither, and does not obey Clear-Site-Data either.
        own = asked[0] in ("same-origin", "none") and asked[1] == "document"
        if not own and any(asked):
            self.show("blank")
            return
        if self.get_cookie(MEMBER_COOKIE) is not None:
            self.clear_cookie(MEMBER_COOKIE)
        if self.get_cookie(LANGUAGE_COOKIE) is not None:
            self.clear_cookie(LANGUAGE_COOKIE)
        if own:
            self.set_header("Clear-Site-Data", '"storage"')
        self.show("blank")


class HelpHandler(SiteHandler):
    """``/help``: help right now."""

    label = "help"

    def get(self) -> None:
        """Show the help page."""
        shown = self.context.help_list(self.language)
        self.show("help", help_list=shown, help_site=HELP_SITE, here=self._country())

    def _country(self) -> str:
        """Return the country the browser's language names, to open its lines first; nothing of it is kept."""
        first = self.request.headers.get("Accept-Language", "").split(",")[0].split(";")[0]
        return first.rpartition("-")[2].lower()


class PrivacyHandler(SiteHandler):
    """``/privacy``: what is kept, where, and how long."""

    label = "privacy"

    def get(self) -> None:
        """Show the privacy page."""
        self.show("privacy")


class HealthHandler(SiteHandler):
    """``/health``: for whoever looks after the server; it counts, and names nothing."""

    label = "health"

    async def get(self) -> None:
        """Say whether rooms can be reached, and how many pages are live."""
        context = self.context
        try:
            await self.ask(context.store.newest_open)
            database = "ok"
        except RoomError:
            database = "away"
        self.set_status(200 if database == "ok" else 503)
        self.finish(
            {
                "status": "ok" if database == "ok" else "trouble",
                "database": database,
                "kernels": context.pages.name,
                "pages": context.visits.count("participant"),
                "limit": context.settings.max_pages,
                "version": workshop.version(),
            }
        )


class MissingHandler(SiteHandler):
    """Every other address."""

    label = "missing"

    def prepare(self) -> None:
        """Answer every method the same way."""
        self.send_error(404)

    def check_xsrf_cookie(self) -> None:
        """There is nothing here to protect."""
