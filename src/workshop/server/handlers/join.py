"""Joining a room: by the code somebody typed, or by the address in the QR code."""

from __future__ import annotations

import hmac
from contextlib import suppress

from workshop.room import (
    VOICE,
    CardNeeded,
    DoorClosed,
    NotLetIn,
    Room,
    RoomError,
    RoomExpired,
    RoomNotFound,
    StoreUnavailable,
    pseudonym,
)
from workshop.room.codes import LENGTH, MOST_CARDS, OWN_LENGTH, plain
from workshop.server import sealing, tickets
from workshop.server.credentials import card_codes, long_code
from workshop.server.handlers.base import SiteHandler
from workshop.server.settings import NotHere
from workshop.server.site import best_language

_PASSES = 5  # rooms of one browser that are looked at


class _Finds(SiteHandler):
    async def find(self, typed: str) -> Room | None:
        """Return the open room of a code; else finish with the landing page and return ``None``.

        Wrong codes count, right ones don't, and who is in the room already is asked for nothing. What a QR code or a
        card holds is too long to be guessed: it counts never, and no number of guesses keeps it out.
        """
        member, code = self.member(), plain(typed)
        if member is not None and (room := await self.room_before(member.room_id)) and room.code == code[:LENGTH]:
            return room
        if len(code) == LENGTH + OWN_LENGTH and code.isascii():
            return await self._look_up(code, typed, counts=False)
        async with self.context.guesses.turn():
            return await self._try(code, typed)

    async def room_before(self, room_id: str) -> Room | None:
        """Return a room in which this browser was; None if it is over, or of a workshop that is not held here."""
        with suppress(NotHere):
            return await self.open_room(room_id)
        return None

    def show_landing(self, status: int = 200, *, sentence: str = "", code: str = "", link: str = "") -> None:
        """Finish with the landing page; a code that came sealed is not sent back in the open."""
        super().show_landing(status, sentence=sentence, code="" if self.sealed else code, link=link)

    async def _try(self, code: str, typed: str) -> Room | None:
        minutes = self.context.guesses.wait(self.address, self._browser)
        if minutes:
            self.set_header("Retry-After", str(60 * minutes))
            self.show_landing(429, sentence=self.phrase("error.too_many", n=minutes), code=typed[:20])
            return None
        if not code:
            self.show_landing(400, sentence=self.phrase("error.code_empty"))
            return None
        if len(code) != LENGTH or not code.isascii():
            self.show_landing(400, sentence=self.phrase("error.code_shape"), code=typed[:20])
            return None
        return await self._look_up(code, typed, counts=True)

    @property
    def _browser(self) -> str:
        return self.get_cookie("_xsrf") or ""

    async def _look_up(self, code: str, typed: str, *, counts: bool) -> Room | None:
        try:
            # A long code is checked before its room is looked up: it is no way to try short ones.
            if not counts and not self._is_ours(code):
                raise RoomNotFound("There is no such code.")
            room = await self.ask(self.context.store.find, code[:LENGTH])
            state = await self.ask(room.state)
        except self.context.gone as gone:
            if counts:
                word = self.context.guesses.mistake(self.address, self._browser)
                with suppress(StoreUnavailable):
                    await self.ask(self.context.store.tell_servers, word)
            if not counts and self._is_ours(code) and isinstance(gone, RoomNotFound):
                gone, code = RoomExpired("It was there once."), code[:LENGTH]
            shown = "…" if self.sealed else code
            self.show_landing(404, sentence=self.context.why_gone(self.language, gone, shown), code=typed[:20])
            return None
        if state.closed:
            self.show_landing(410, sentence=self.phrase("error.room_closed"), code=typed[:20])
            return None
        self.hold(room.workshop)
        return room

    def _is_ours(self, code: str) -> bool:
        """Say whether a long code is one that this server gave out."""
        own = long_code(self.context.secret, code[:LENGTH])
        return hmac.compare_digest(code, own) or self.card(code) is not None

    def card(self, code: str) -> int | None:
        """Return the number of the card that has a code, ``None`` if none has."""
        codes = card_codes(self.context.secret, code[:LENGTH], MOST_CARDS)
        return codes.index(code) if code in codes else None

    def refuse(self, room: Room, error: NotLetIn, typed: str) -> None:
        """Finish with the landing page that says why somebody may not come in."""
        self.of_room = room.language
        self.show_landing(403, sentence=self.context.why_not_let_in(self.language, error), code=typed[:20])


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
        typed = self._typed()
        self.offered = self.field("language")
        if not self._same_site():
            why = "again" if self.request.cookies else "no_cookie"
            self.show_landing(403, sentence=self.words["landing"][why], code=typed[:20])
            return
        room = await self._by_pass() if not typed else await self.find(typed)
        if room is None:
            return
        known = self._known_in(room)
        own = known or (sealing.admission(self.context.secret, self.key) if self.key else None)
        admission = await self._let_in(room, own, typed, new=known is None)
        if admission is None:
            return
        self.remember("participant", room.id, admission)
        if not self._reads_it_anyway(room):
            self.keep_language(self.language)
        self.expect(self.language)
        state = await self.ask(room.state)
        part = self.context.part(state.part) or self.context.first_part()
        self.redirect(f"{self.context.base_url}part/{part}", status=303)

    def _typed(self) -> str:
        """Return the code in the field, or the long one of the link that brought it there."""
        typed, link = self.field("code"), self.field("link")
        return link if plain(link)[:LENGTH] == plain(typed) else typed

    async def _let_in(self, room: Room, own: bytes | None, typed: str, *, new: bool) -> bytes | None:
        """Let a person in as who they are, or as somebody new; else finish with the page that says why not."""
        joins = self.context.joins
        if new and (minutes := joins.wait(self.address)):
            self.set_header("Retry-After", str(60 * minutes))
            self.show_landing(429, sentence=self.phrase("error.too_many_joined", n=minutes), code=typed[:20])
            return None
        if new:
            joins.mistake(self.address)  # before the store is asked: of those who come at once each is counted
        card = self.card(plain(typed))
        try:
            if own is None:
                found, _ = await self.come_in("participant", room.id, lambda made: _admit(room, made, card))
                return found
            await self.ask(_admit, room, own, card)
        except RoomError as error:
            if new:
                joins.take_back(self.address)
            if not isinstance(error, NotLetIn):
                raise
            self.refuse(room, error, typed)
            return None
        return own

    def _known_in(self, room: Room) -> bytes | None:
        """Return who this browser is in a room already: by its cookie, or by its pages' pass.

        A cookie that is bound to a key says nothing without it: an eavesdropper may have read it on the way.
        """
        member = self.member()
        if member is not None and member.room_id == room.id and member.key in (b"", self.key):
            return member.admission
        return next((one.admission for one in self._passes() if one.room_id == room.id), None)

    async def _by_pass(self) -> Room | None:
        """Return the room of somebody who comes back without the code; else ask for it."""
        for one in self._passes():
            room = await self.room_before(str(one.room_id))
            if room is not None:
                return room
        self.show_landing(400, sentence=self.phrase("error.code_empty"))
        return None

    def _passes(self) -> list[tickets.Ticket]:
        found = []
        for text in self.field("pass").split()[:_PASSES]:
            if text.startswith("~") and not self.sealed:
                continue  # who has it from an eavesdropper's recording has nothing to seal it with
            with suppress(tickets.TicketError):
                found.append(tickets.read(text.lstrip("~"), secret=self.context.secret))
        return [one for one in found if one.role == "participant" and one.admission]

    def _reads_it_anyway(self, room: Room) -> bool:
        """Say whether every page comes in this language unasked: then nothing is kept of it.

        Who leads and tries the join link would else have the console in the language of their browser, too.
        """
        accepted, default = self.request.headers.get("Accept-Language", ""), self.context.settings.language
        return {best_language(accepted, room=one, default=default) for one in (None, room.language)} == {self.language}

    def _same_site(self) -> bool:
        try:
            SiteHandler.check_xsrf_cookie(self)
        except Exception:
            return False
        return True


def _admit(room: Room, admission: bytes, card: int | None) -> None:
    room.door.admit(pseudonym(admission, room.id, VOICE), card)


class JoinLinkHandler(_Finds):
    """``/j/CODE``: what the QR code opens.

    It shows what stays private and one button. Joining takes that tap, so that a scanner's preview of
    the link never joins, and nobody is in a room before they could read how it treats them.
    """

    label = "join link"

    async def get(self, code: str) -> None:
        """Show the landing page with the code filled in, or why it lets nobody in now."""
        room = await self.find(code)
        if room is None:
            return
        state, member = await self.ask(room.state), self.member()
        typed = plain(code)
        if (member is None or member.room_id != room.id) and not self.tried("participant", room.id):
            if state.shut:
                self.refuse(room, DoorClosed(""), typed)
                return
            if state.cards is not None and self.card(typed) is None:
                self.refuse(room, CardNeeded(""), "")
                return
        self.of_room = room.language
        self.show_landing(code=room.code, link=typed)
