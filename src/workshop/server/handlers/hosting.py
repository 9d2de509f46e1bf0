"""Pages of those who keep rooms: their own for who was invited, and all of them from outside for the host."""

from __future__ import annotations

from dataclasses import dataclass

from workshop import paths, qr
from workshop.room import (
    HOST,
    HOSTING,
    LEAD,
    LONGEST,
    LONGEST_NAME,
    MOST_ROOMS,
    Invitation,
    NameTaken,
    Room,
    RoomSummary,
    new_admission,
    pseudonym,
)
from workshop.room.hours import spoken
from workshop.server import credentials
from workshop.server.credentials import Keeper
from workshop.server.handlers.base import COOKIES, TRIED_COOKIE, SiteHandler
from workshop.server.settings import own_name
from workshop.server.site import languages

HOURS = (4, 12, LONGEST)
USUAL_HOURS = 12
PLACES: dict[Keeper, str] = {"guest": "rooms", "host": "host"}


@dataclass(frozen=True)
class Shown:
    """A room as these pages show it."""

    room: RoomSummary
    handle: str
    came: str
    lives: str
    since: str
    join: str = ""
    projector: str = ""
    qr: str = ""


class HostingHandler(SiteHandler):
    """A page of somebody who keeps rooms."""

    keeper: Keeper = "guest"

    def prepare(self) -> None:
        """Refuse where others could read along: what opens every room is on these pages."""
        if self.context.links.overheard:
            self.show("error", 403, kind="needs_https", sentence="")

    async def kept(self) -> Invitation | None:
        """Return whose page this is; else finish with one that says how to get there."""
        known = self.holder(self.keeper)
        if known is not None and (known[0] == HOST) == (self.keeper == "host"):
            registry = self.context.store.registry
            invitation = await self.ask(registry.invitation, known[0])
            is_in = await self.ask(registry.knows, known[0], pseudonym(known[1], known[0], HOSTING))
            if invitation is not None and is_in:
                self.hold(invitation.workshop)
                self.offered = invitation.language
                self.keep(self.keeper, known.room_id, known.admission)
                return invitation
            self.forget(COOKIES[self.keeper])
        self.show("error", 403, kind=f"no_{self.keeper}", sentence="")
        return None

    def back(self) -> None:
        """Go back to the page itself."""
        self.redirect(self.context.base_url + PLACES[self.keeper], status=303)

    def shown(self, room: RoomSummary) -> Shown:
        """Return a room as the page shows it; the host sees neither its code nor its links."""
        own = self.keeper == "guest"
        join = self.context.links.join(room) if own else ""
        return Shown(
            room,
            handle=credentials.proof(self.context.secret, "handle", room.id),
            came=self.phrase("site.hosting.came", n=room.voices) if room.voices else self.phrase("site.hosting.nobody"),
            lives=self.span(room.hours.left),
            since=self.span(room.hours.since),
            join=join,
            projector=self.context.links.projector(room) if own else "",
            qr=qr.svg(join) if own else "",
        )

    def span(self, seconds: float) -> str:
        """Return a time in hours, below an hour and a half in minutes."""
        count, unit = spoken(seconds)
        return self.phrase("site.hosting.minutes" if unit == "minutes" else "site.hosting.hours", n=count)

    async def summary(self, handle: str, owner: str | None) -> RoomSummary | None:
        """Return the room that a page names; of anybody else's it says the same as of one that is not there."""
        found = await self.ask(self.context.store.registry.rooms, owner)
        return next((room for room in found if self.shown(room).handle == handle), None)

    def language_asked(self) -> str:
        """Return the language that a form names, the page's own if there is no such."""
        asked = self.get_body_argument("language", "")
        return asked if asked in languages() else self.language


class EntryHandler(HostingHandler):
    """``/invitation/<key>`` and ``/host/<key>``: a link that lets one browser in, once."""

    label = "invitation"

    def initialize(self, keeper: Keeper) -> None:
        """Say whose link this is."""
        self.keeper = keeper

    async def get(self, key: str) -> None:
        """Show a button. Opening the link alone uses nothing up: a messenger's preview opens it, too."""
        invitation = await self._invitation(key)
        if invitation is None:
            return
        self.offered = invitation.language or None
        if await self._is_in(invitation):
            self.back()
            return
        words = self.words["hosting"][f"enter_{self.keeper}"]
        self.show("lead", xsrf=self.xsrf_token.decode("ascii"), text=words)

    async def post(self, key: str) -> None:
        """Let the browser in."""
        invitation = await self._invitation(key)
        if invitation is None:
            return
        if not await self._is_in(invitation):
            known, link, enter = invitation.id, invitation.link, self.context.store.registry.enter
            admission, is_in = await self.come_in(
                self.keeper, known, lambda own: enter(known, pseudonym(own, known, HOSTING), link)
            )
            if not is_in:
                self.show("error", 403, kind=f"used_{self.keeper}", sentence="")
                return
            self.keep(self.keeper, invitation.id, admission)
        self.back()

    async def _is_in(self, invitation: Invitation) -> bool:
        known, tried = self.holder(self.keeper), self.tried(self.keeper, invitation.id)
        if known is not None and known.room_id == invitation.id and await self._knows(invitation, known.admission):
            return True
        if tried is None or not await self._knows(invitation, tried):
            return False
        self.keep(self.keeper, invitation.id, tried)
        self.forget(TRIED_COOKIE)
        return True

    async def _knows(self, invitation: Invitation, admission: bytes) -> bool:
        who = pseudonym(admission, invitation.id, HOSTING)
        return await self.ask(self.context.store.registry.knows, invitation.id, who)

    async def _invitation(self, key: str) -> Invitation | None:
        """Return the invitation of a link that is good, or was and let this browser in; else say why not."""
        parts = credentials.split_key(key)
        found = await self.ask(self.context.store.registry.invitation, parts[0]) if parts else None
        if found is None or parts is None or (found.id == HOST) != (self.keeper == "host"):
            self.show("error", 403, kind=f"no_{self.keeper}", sentence="")
            return None
        links = range(found.link, -1, -1)
        given = next((n for n in links if self._proves(found, parts[1], n)), None)
        if given == found.link or (given is not None and await self._is_in(found)):
            self.hold(found.workshop)
            return found
        self.show("error", 403, kind=f"no_{self.keeper}" if given is None else f"used_{self.keeper}", sentence="")
        return None

    def _proves(self, invitation: Invitation, proof: str, link: int) -> bool:
        return credentials.proves(self.context.secret, self.keeper, invitation.id, proof, link)


class RoomsHandler(HostingHandler):
    """``/rooms``: the rooms of who was invited."""

    label = "rooms"

    async def get(self) -> None:
        """Show them."""
        invitation = await self.kept()
        if invitation is not None:
            await self._show(invitation)

    async def post(self) -> None:
        """Open one more."""
        invitation = await self.kept()
        if invitation is None:
            return
        asked, language = self.get_body_argument("hours", ""), self.language_asked()
        hours = int(asked) if asked in map(str, HOURS) else USUAL_HOURS
        async with self.context.opening:  # one at a time, so that all are counted
            if len(await self.ask(self.context.store.registry.rooms, invitation.id)) >= MOST_ROOMS:
                await self._show(invitation, self.phrase("site.hosting.enough_rooms", n=MOST_ROOMS), 409)
                return
            more = {"owner": invitation.id, "workshop": invitation.workshop or own_name()}
            await self.ask(lambda: self.context.store.create(language, hours, **more))
        self.expect(language)
        self.back()

    async def _show(self, invitation: Invitation, sentence: str = "", status: int = 200) -> None:
        found = await self.ask(self.context.store.registry.rooms, invitation.id)
        self.show(
            "rooms", status, xsrf=self.xsrf_token.decode("ascii"), called=invitation.name, sentence=sentence,
            rooms=[self.shown(room) for room in found], full=len(found) >= MOST_ROOMS, hours=HOURS, usual=USUAL_HOURS,
        )  # fmt: skip


class RoomHandler(HostingHandler):
    """``/rooms/<handle>/<what>``: lead, prolong or end a room of one's own."""

    label = "room"

    async def post(self, handle: str, what: str) -> None:
        """Do it."""
        invitation = await self.kept()
        if invitation is None:
            return
        found = await self.summary(handle, invitation.id)
        if found is None:
            self.show("error", 410, kind="over_guest", sentence="")
            return
        room = await self.ask(self.context.store.get, found.id)
        if what == "lead":
            await self._lead(room)
            return
        await self.ask(room.end) if what == "end" else await self.ask(room.prolong, 1)
        self.back()

    async def _lead(self, room: Room) -> None:
        """Open the console in this browser; the facilitator's link stays good for who leads, too."""
        known = self.holder("facilitator")
        mine = known.admission if known is not None and (known.room_id, known.key) == (room.id, b"") else None
        if mine is None or not await self.ask(room.door.leads, pseudonym(mine, room.id, LEAD)):
            admission = new_admission()
            await self.ask(room.door.lead, pseudonym(admission, room.id, LEAD))
            self.remember("facilitator", room.id, admission)
        self.redirect(f"{self.context.base_url}console", status=303)


class LeaveHandler(HostingHandler):
    """``/rooms/leave`` and ``/host/leave``: this browser is known no more."""

    label = "leave"

    def initialize(self, keeper: Keeper) -> None:
        """Say which page is left."""
        self.keeper = keeper

    async def post(self) -> None:
        """Forget it."""
        await self.forget_keeper(self.keeper)
        self.redirect(self.context.base_url, status=303)


class HostHandler(HostingHandler):
    """``/host``: every room from outside, who was invited, and how much was used."""

    label = "host"
    keeper = "host"

    async def get(self) -> None:
        """Show it."""
        if await self.kept() is not None:
            await self.page()

    async def page(self, status: int = 200, *, sentence: str = "", new: Invitation | None = None) -> None:
        """Finish with the page, with a sentence or a new link on top."""
        registry = self.context.store.registry
        rooms, invited, used = await self.ask(lambda: (registry.rooms(), registry.invitations(), registry.used()))
        self.show(
            "host", status, xsrf=self.xsrf_token.decode("ascii"), rooms=[self.shown(room) for room in rooms],
            invited=invited, used=used[:12], sentence=sentence, new=new, longest=LONGEST_NAME,
            workshops=self.context.settings.names,
            link=self.context.links.invitation(new) if new else "",
        )  # fmt: skip


class InviteHandler(HostHandler):
    """``/host/invite``: invite somebody."""

    label = "invite"

    async def post(self) -> None:
        """Show their link, this once."""
        if await self.kept() is None:
            return
        asked, names = self.get_body_argument("workshop", ""), self.context.settings.names
        workshop = asked if asked in names[1:] else None
        with paths.holding(self.context.settings.folder(workshop)):
            language = self.language_asked()
        try:
            new = await self.ask(
                self.context.store.registry.invite, self.get_body_argument("name", ""), language, workshop
            )
        except NameTaken:
            await self.page(409, sentence=self.phrase("site.hosting.name_taken"))
        except ValueError:
            await self.page(400, sentence=self.phrase("site.hosting.name_needed", n=LONGEST_NAME))
        else:
            await self.page(new=new)


class InvitedHandler(HostHandler):
    """``/host/invited/<id>/<what>``: a new link for somebody, or none any more."""

    label = "invited"

    async def post(self, known: str, what: str) -> None:
        """Do it."""
        if await self.kept() is None:
            return
        registry = self.context.store.registry
        if known == HOST or await self.ask(registry.invitation, known) is None:
            self.back()
        elif what == "revoke":
            await self.ask(registry.revoke, known)
            self.back()
        else:
            await self.ask(registry.renew, known)
            await self.page(new=await self.ask(registry.invitation, known))


class HostsRoomHandler(HostHandler):
    """``/host/rooms/<handle>/end``: end any room."""

    label = "host's room"

    async def post(self, handle: str) -> None:
        """End it."""
        if await self.kept() is None:
            return
        found = await self.summary(handle, None)
        if found is not None:
            room = await self.ask(self.context.store.get, found.id)
            await self.ask(room.end)
        self.back()
