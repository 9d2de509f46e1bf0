"""Pages that need no kernel, no room and no JavaScript."""

from __future__ import annotations

import hmac
import re
from contextlib import suppress

import workshop
from workshop.content import HELP_SITE
from workshop.room import LEAD, RoomError, pseudonym
from workshop.server import credentials
from workshop.server.handlers.base import COOKIES, LANGUAGE_COOKIE, PROOF_COOKIE, TRIED_COOKIE, WAY_COOKIE, SiteHandler
from workshop.server.logs import warn_once
from workshop.server.sealing import prove
from workshop.server.site import languages

STRANGE_HOST = (
    "A page was asked for under a name that is not this server's, and was refused. If that was no stranger: a proxy in "
    "front must pass the Host header on as it came (nginx: proxy_set_header Host $http_host), or --public-url names it."
)

CODE = re.compile(r"[A-Z0-9]{6}(?:[A-Z0-9]{9})?")


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
        """Keep the choice and go back: to the part, or to the first page, with the room's code if it was there."""
        language = self.get_body_argument("language", "")
        self.keep_language(language)
        if language in languages() and self.member():
            self.expect(language)
        code = self.get_body_argument("code", "")
        part = self.get_body_argument("part", "")
        back = f"part/{part}" if part in self.context.parts else f"j/{code}" if CODE.fullmatch(code) else ""
        self.redirect(self.context.base_url + back, status=303)


class BlankHandler(SiteHandler):
    """``/blank``: where "leave now" ends. It says nothing about where it came from."""

    label = "blank"

    async def get(self) -> None:
        """Show an empty page and forget that this browser was in a room, unless another site wants that."""
        asked = self.request.headers.get("Sec-Fetch-Site", ""), self.request.headers.get("Sec-Fetch-Dest", "")
        # Without HTTPS a browser says neither, and does not obey Clear-Site-Data either.
        own = asked[0] in ("same-origin", "none") and asked[1] == "document"
        if not own and any(asked):
            self.show("blank")
            return
        await self._lead_no_more()
        with suppress(RoomError):
            await self.forget_keeper("guest")
            await self.forget_keeper("host")
        for name in (*COOKIES.values(), LANGUAGE_COOKIE, PROOF_COOKIE, TRIED_COOKIE, WAY_COOKIE):
            if self.get_cookie(name) is not None:
                self.forget(name)
        if own:
            self.set_header("Clear-Site-Data", '"storage"')
        self.show("blank")

    async def _lead_no_more(self) -> None:
        """Make what a browser that leads holds worthless, also a copy of it, and end its other pages."""
        lead = self.holder("facilitator")
        if lead is None:
            return
        room_id, admission, key = lead
        proof = self.get_cookie(PROOF_COOKIE) or ""
        if key and not hmac.compare_digest(proof.encode(), prove(key, "leave").encode()):
            return  # a cookie alone shows nothing: who listens has it too
        await self.context.visits.end_all("facilitator", admission)
        with suppress(RoomError):
            room = await self.ask(self.context.store.get, room_id)
            await self.ask(room.door.lead_no_more, pseudonym(admission, room_id, LEAD))


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
    """``/health``: for whoever looks after the server."""

    label = "health"

    async def get(self) -> None:
        """Say whether all is well, and nothing else: who comes and goes is nobody's business."""
        try:
            await self.ask(self.context.store.newest_open)
        except RoomError:
            self.set_status(503)
            self.finish({"status": "trouble"})
            return
        if not self._asks_with_key():
            self.finish({"status": "ok"})
            return
        context = self.context
        pages = context.visits.count("participant")
        preparing = context.pages.unready()
        numbers = {"kernels": context.pages.name, "preparing": preparing, "pages": pages}
        self.finish({"status": "ok", **numbers, "version": workshop.version()})

    def _asks_with_key(self) -> bool:
        """Numbers are for this very computer, and there for whoever can read the server's secret."""
        here = self.request.remote_ip in ("127.0.0.1", "::1") and "X-Forwarded-For" not in self.request.headers
        wanted = credentials.proof(self.context.secret, "health", "")
        return here and hmac.compare_digest(wanted.encode(), self.request.headers.get("X-Workshop-Key", "").encode())


class StrangeHostHandler(SiteHandler):
    """Everything that is asked for under a name that is not this server's."""

    label = "strange host"

    def prepare(self) -> None:
        """Answer every method the same way."""
        warn_once(STRANGE_HOST)
        self.show("error", 421, kind="missing", sentence=self.phrase("error.strange_host"))

    def check_xsrf_cookie(self) -> None:
        """There is nothing here to protect."""


class MissingHandler(SiteHandler):
    """Every other address."""

    label = "missing"

    def prepare(self) -> None:
        """Answer every method the same way."""
        self.send_error(404)

    def check_xsrf_cookie(self) -> None:
        """There is nothing here to protect."""
