"""Live pages: notebooks with a kernel behind them, for participants, the facilitator and the projector."""

from __future__ import annotations

import asyncio
import html
from pathlib import Path

from workshop.forking.page import PageBroken, PageFull
from workshop.room import LEAD, Room, RoomNotFound, new_admission, pseudonym
from workshop.server import credentials, sealing, security, tickets
from workshop.server.handlers.base import COOKIES, MEMBER_COOKIE, PROOF_COOKIE, Held, SiteHandler

TICKET = "__WORKSHOP_TICKET__"
DEVICE = "__WORKSHOP_DEVICE__"
SEAL = "__WORKSHOP_SEAL__"
PRIVATE = "__WORKSHOP_PRIVATE__"
OWN_ROOMS = "hidden data-own-rooms"


def fill(page: str, *, ticket: str, device: str, seal: str, key: bytes = b"", own_rooms: bool = False) -> str:
    """Put what belongs to this visit into a page: into JSON strings that its template wrote place-holders in.

    Parameters
    ----------
    ticket
        The right to a role in a room, which the page hands to its kernel.
    device
        The name under which the device keeps this room's answers.
    seal
        The key with which it seals them.
    key
        The page's own, with which all of that is sealed on its way.
    own_rooms
        Whether it leads back to the rooms of who was invited.
    """
    private = ""
    if key:
        private = sealing.seal_page(key, {"ticket": ticket, "deviceKey": device, "seal": seal})
        ticket = device = seal = ""
    for place, value in ((TICKET, ticket), (DEVICE, device), (SEAL, seal), (PRIVATE, private)):
        page = page.replace(place, html.escape(value, quote=True))
    return page.replace(OWN_ROOMS, OWN_ROOMS.removeprefix("hidden ")) if own_rooms else page


class LiveHandler(SiteHandler):
    """Gives a visitor a page of their own."""

    needs_room = True

    def proven(self, held: Held) -> bool:
        """Say whether this is the browser that a cookie was given to; else finish with a page that proves it.

        Where others read along, a cookie alone shows nothing: they have it too.
        """
        if not held.key:
            return True
        proof = self.get_cookie(PROOF_COOKIE)
        self.forget(PROOF_COOKIE)
        right = self.context.proofs.take(held.key, proof) if proof else None
        if right is None:
            self.show("knock", 401, challenge=self.context.proofs.challenge())
        elif not right:
            self.show("error", 403, kind="key_needed", sentence="")
        return right is True

    async def open_page(self, notebook: Path, room: Room, role: tickets.Role, held: Held) -> None:
        """Finish with a live page, or with a page that says why there is none."""
        try:
            await asyncio.wait_for(self.context.prepared(notebook), self.context.settings.wait_seconds)
        except TimeoutError:  # the server has only just started, or nobody had asked for this language yet
            self.set_header("Retry-After", "2")
            self.set_header("Refresh", "1")
            self.show("error", 503, kind="soon", sentence="")
            return
        try:
            async with self.context.visits.admit(role, held.admission, room.id):
                page = await self.context.pages.render(notebook, room.id)
                self.context.visits.started(page.kernel_id, role, held.admission, room.id, held.key)
        except PageFull:
            self.set_header("Retry-After", "20")
            self.show("error", 503, kind="full", sentence="")
            return
        except PageBroken:  # the backend has told the terminal
            self.show("error", 500, kind="page", sentence="")
            return
        self.xsrf_token  # noqa: B018 - sets the cookie: without it the page's goodbye is refused and its kernel stays
        self.set_header("Content-Security-Policy", security.notebook_policy(self.request.host))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(
            fill(
                page.html,
                ticket=tickets.issue(room.id, role, held.admission, secret=self.context.secret),
                device=credentials.device_key(self.context.secret, room.id),
                seal=credentials.seal_key(self.context.secret, room.id),
                key=held.key,
                own_rooms=role == "facilitator" and self.holder("guest") is not None,
            )
        )


class PartHandler(LiveHandler):
    """``/part/01-causes``: a part of the workshop."""

    label = "part"

    async def get(self, name: str) -> None:
        """Show a part to somebody who has joined."""
        part = self.context.part(name)
        if part is None:
            self.send_error(404)
            return
        member = self.member()
        if member is None:
            self.show_landing(403, sentence=self.words["landing"]["first"])
            return
        if not self.proven(member):
            return
        room = await self.open_room(member.room_id)
        if room is None:
            self.forget(MEMBER_COOKIE)
            self.show_landing(410, sentence=self.phrase("error.room_closed"))
            return
        self.of_room = room.language
        await self.open_page(self.context.settings.notebook(part, self.language), room, "participant", member)


class KeyHandler(LiveHandler):
    """``/console`` and ``/projector``: the secret link sets a cookie, the cookie opens the page.

    A facilitator's link does so once: what a browser's history or a photograph holds of it leads nobody. The link is
    left at once, so that it stands neither in the address bar of a shared screen nor in a
    photograph of it.
    """

    def initialize(self, role: credentials.LinkRole, notebook: str) -> None:
        """Say which page this is."""
        self.role = self.whose = role
        self.notebook = notebook
        self.label = role
        self.path = "/console" if role == "facilitator" else "/projector"

    async def get(self, key: str = "") -> None:
        """Check the link, or show the page."""
        if key:
            await self._enter(key)
            return
        known = self.holder(self.role)
        if known is None:
            if self.role == "facilitator" and self.holder("guest"):
                self.redirect(f"{self.context.base_url}rooms", status=303)  # there they choose which room to lead
                return
            # or the key is behind the address's #, and the page is about to send it
            token = self.xsrf_token.decode("ascii") if self.context.links.overheard else ""
            self.show("error", 403, kind="forbidden", sentence="", xsrf=token)
            return
        if not self.proven(known):
            return
        room = await self.open_room(known.room_id)
        if room is None:
            self.show("error", 410, kind="over_guest" if self.holder("guest") else "over", sentence="")
            return
        if self.role == "facilitator" and not await self._leads(room, known.admission):
            self.forget(COOKIES["facilitator"])
            self.show("error", 403, kind="no_more", sentence="")
            return
        self.offered = room.language
        # The wall speaks the language of the room, whatever somebody chose in this browser.
        language = room.language if self.role == "projector" else self.language
        await self.open_page(self.context.settings.notebook(self.notebook, language), room, self.role, known)

    async def post(self, key: str = "") -> None:
        """Take a facilitator's link. Opening it alone does not: a messenger's preview opens it, too."""
        await self._enter(key or self.field("key_of_link"), taken=True)

    async def _enter(self, key: str, *, taken: bool = False) -> None:
        """Take a key. It is too long to be guessed, so no limit is needed, and none can lock out who leads."""
        parts = credentials.split_key(key)
        room = None
        if parts is not None:
            try:
                room = await self.ask(self.context.store.find, parts[0].upper())
            except RoomNotFound:
                room = None
            except self.context.gone:
                self.show("error", 410, kind="over", sentence="")
                return
            self.hold(room.workshop if room else None)
        # Whether there is no such room or the key is wrong is said alike: a key is no way to try codes.
        if room is None or parts is None:
            self.show("error", 403, kind="forbidden", sentence="")
            return
        known = self.holder(self.role)
        own = known is not None and known.room_id == room.id and known.key == self.key
        here = known.admission if known is not None and own else None
        used = await self.ask(room.door.link) if self.role == "facilitator" else 0
        found = next((n for n in range(used, -1, -1) if self._proves(room, parts[1], n)), None)
        if found is None:
            self.show("error", 403, kind="forbidden", sentence="")
            return
        if self.role == "projector":
            self.remember(self.role, room.id, new_admission())
        elif here is None or not await self._leads(room, here):
            if not taken and found == used:
                words = self.words["lead"]
                self.show("lead", xsrf=self.xsrf_token.decode("ascii"), text=words)
                return
            lead, link = room.door.lead, found
            admission, leads = await self.come_in(
                self.role, room.id, lambda own: lead(pseudonym(own, room.id, LEAD), link)
            )
            if not leads:
                self.show("error", 403, kind="used", sentence="")
                return
            self.remember(self.role, room.id, admission)
        self.redirect(self.context.base_url + self.path.lstrip("/"), status=303)

    def _proves(self, room: Room, proof: str, link: int) -> bool:
        return credentials.proves(self.context.secret, self.role, room.id, proof, link)

    async def _leads(self, room: Room, admission: bytes) -> bool:
        return await self.ask(room.door.leads, pseudonym(admission, room.id, LEAD))
