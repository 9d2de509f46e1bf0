"""Joining a room: by the code somebody typed, or by the address in the QR code."""

from __future__ import annotations

from workshop.room import Room
from workshop.server.handlers.base import MEMBER_COOKIE, SiteHandler


class _Finds(SiteHandler):
    async def find(self, typed: str) -> Room | None:
        """Return the open room of a code; else finish with the landing page and return ``None``.

        Wrong codes count per address, right ones don't.
        """
        code = "".join(typed.split()).replace("-", "").upper()[:20]
        address = self.request.remote_ip or ""
        minutes = self.context.wrong_codes.wait(address)
        if minutes:
            self.set_header("Retry-After", str(60 * minutes))
            self.show_landing(429, sentence=self.phrase("error.too_many", n=minutes), code=typed[:20])
            return None
        if not code:
            self.show_landing(400, sentence=self.phrase("error.code_empty"))
            return None
        if len(code) != 6 or not code.isascii() or not code.isalnum():
            self.show_landing(400, sentence=self.phrase("error.code_shape"), code=typed[:20])
            return None
        try:
            room = await self.ask(self.context.store.find, code)
            closed = (await self.ask(room.state)).closed
        except self.context.gone as error:
            self.context.wrong_codes.mistake(address)
            self.show_landing(404, sentence=self.context.why_gone(self.language, error, code), code=typed[:20])
            return None
        if closed:
            self.show_landing(410, sentence=self.phrase("error.room_closed"), code=typed[:20])
            return None
        return room


class JoinHandler(_Finds):
    """``POST /join``: lets a person in."""

    label = "join"

    def check_xsrf_cookie(self) -> None:
        """Left to :meth:`post`, which can answer a page that lay open for long with a sentence."""

    def get(self) -> None:
        """Somebody reloaded after a mistake: show the form again."""
        self.redirect(self.context.base_url, status=303)

    async def post(self) -> None:
        """Let a person in and take them to where the room is, in the language in which they read that they may."""
        typed = self.get_body_argument("code", "")
        self.offered = self.get_body_argument("language", "")
        if not self._same_site():
            why = "again" if self.request.cookies else "no_cookie"
            self.show_landing(403, sentence=self.context.words(self.language)["landing"][why], code=typed[:20])
            return
        room = await self.find(typed)
        if room is None:
            return
        self.remember(MEMBER_COOKIE, [room.id], path="/")
        self.keep_language(self.language)
        self.expect(self.language)
        state = await self.ask(room.state)
        part = self.context.part(state.part) or self.context.first_part()
        self.redirect(f"{self.context.base_url}part/{part}", status=303)

    def _same_site(self) -> bool:
        try:
            SiteHandler.check_xsrf_cookie(self)
        except Exception:
            return False
        return True


class JoinLinkHandler(_Finds):
    """``/j/CODE``: what the QR code opens.

    It shows what stays private and one button. Joining takes that tap, so that a scanner's preview of
    the link never joins, and nobody is in a room before they could read how it treats them.
    """

    label = "join link"

    async def get(self, code: str) -> None:
        """Show the landing page with the code filled in."""
        room = await self.find(code)
        if room is not None:
            self.offered = room.language
            self.show_landing(code=room.code, room=True)
