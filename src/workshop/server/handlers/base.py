"""What every page of the site has in common: headers, wording, sentences for what went wrong."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

from tornado.web import HTTPError, RequestHandler
from typing_extensions import override

from workshop import paths
from workshop.room import HOSTING, Room, RoomError, StoreUnavailable, new_admission, pseudonym
from workshop.server import sealing, security
from workshop.server.context import Context
from workshop.server.credentials import Keeper
from workshop.server.limits import address_of
from workshop.server.logs import log
from workshop.server.settings import NotHere
from workshop.server.site import best_language, languages, words
from workshop.server.tickets import Role

T = TypeVar("T")
MEMBER_COOKIE = "workshop-room"
LANGUAGE_COOKIE = "workshop-language"
#: Which room a browser was in last, in a name that nginx and Caddy can say; nobody is believed for it.
WAY_COOKIE, WAY_LENGTH = "workshop_way", 12
TRIED_COOKIE = "workshop-tried"  # with what a browser tried to come in when the store did not say whether it worked
PROOF_COOKIE = "workshop-proof"  # of the browser's key, set by its page (sealing.js) for the next request


COOKIES: dict[Role | Keeper, str] = {
    "participant": MEMBER_COOKIE,
    "facilitator": "workshop-facilitator",
    "projector": "workshop-projector",
    "guest": "workshop-guest",
    "host": "workshop-host",
}
#: For how long the browser of a keeper is known; each visit begins it anew. All others are for as long as it is open.
DAYS: dict[Role | Keeper, int] = {"guest": 90, "host": 30}


class Held(NamedTuple):
    """What a browser's cookie says: a room, the random bytes that make somebody themselves, their page's key if any."""

    room_id: str
    admission: bytes
    key: bytes


def holder(handler: RequestHandler, role: Role | Keeper) -> Held | None:
    """Return what a browser's signed cookie for a role says, ``None`` if it is missing, forged, or old."""
    return _held(handler, COOKIES[role], DAYS.get(role, 1))


def _held(handler: RequestHandler, cookie: str, days: int) -> Held | None:
    raw = (handler.get_signed_cookie(cookie, max_age_days=days + 1) or b"[]").decode("ascii", "replace")
    if not raw.startswith("["):  # one that an eavesdropper can make nothing of
        raw = sealing.unshut(handler.application.settings["workshop"].secret, raw)
    try:
        room, admission, key, expires = json.loads(raw)
        return Held(str(room), bytes.fromhex(admission), bytes.fromhex(key)) if expires > time.time() else None
    except (TypeError, ValueError):
        return None


class SiteHandler(RequestHandler):
    """A page in the site's design.

    Attributes
    ----------
    label
        What the log calls this page; the address itself may hold a code or a key.
    """

    label = "page"
    policy = security.SITE
    #: A language given for what the visitor is doing, such as leading a room, for those who chose none.
    offered: str | None = None
    #: The language of the room that the visitor takes part in, for those whose phone speaks none of the workshop's.
    of_room: str | None = None

    @property
    def context(self) -> Context:
        """Everything handlers share."""
        context: Context = self.application.settings["workshop"]
        return context

    @property
    def language(self) -> str:
        """The visitor's language; every page asks here. See :func:`best_language` for the order."""
        accepted = self.request.headers.get("Accept-Language", "")
        chosen = self.get_cookie(LANGUAGE_COOKIE)
        return best_language(accepted, chosen, self.offered, room=self.of_room, default=self.context.settings.language)

    def set_default_headers(self) -> None:
        """Keep the page to itself."""
        self.clear_header("Server")
        for name, value in security.COMMON.items():
            self.set_header(name, value)
        self.set_header("Content-Security-Policy", self.policy)
        self.set_header("Cache-Control", security.NO_STORE)

    def compute_etag(self) -> str | None:
        """Pages are never kept, so they need no tag."""
        return None

    # ------------------------------------------------------------------ the workshop

    #: Whose cookie says for which room a page is, and whether there is no page without that room.
    whose: Role = "participant"
    needs_room = False

    @override
    def prepare(self) -> Awaitable[None] | None:
        """Speak the words of the workshop of the room that this browser is in, where there are several."""
        return self._hold_own() if self.context.settings.others else None

    async def _hold_own(self) -> None:
        known = self.holder(self.whose)
        if known is None:
            return
        try:
            with suppress(NotHere):
                await self.open_room(known.room_id)
        except RoomError:
            if self.needs_room:  # without it nobody knows of which workshop the page is
                raise

    def hold(self, workshop: str | None) -> None:
        """Go on in the workshop of a room or an invitation; raises NotHere if this server does not hold it."""
        paths.hold(self.context.settings.folder(workshop))

    # ------------------------------------------------------------------ pages

    def show(self, name: str, status: int = 200, **values: Any) -> None:
        """Finish with one of the site's pages."""
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(self.context.site.page(name, self.language, **values))

    def show_landing(self, status: int = 200, *, sentence: str = "", code: str = "", link: str = "") -> None:
        """Finish with the landing page, a sentence above the code and what was typed, or what a link held, in it."""
        token = self.xsrf_token.decode("ascii")
        self.show("landing", status, sentence=sentence, code=code, xsrf=token, link=link)

    def phrase(self, key: str, **values: Any) -> str:
        """Return a sentence of the interface in the visitor's language."""
        return self.context.phrase(self.language, key, **values)

    @property
    def words(self) -> dict[str, Any]:
        """The site's own wording in the visitor's language."""
        return words(self.language)

    def keep_language(self, language: str) -> None:
        """Remember a language for as long as the browser is open."""
        if language in languages():
            self.set_cookie(LANGUAGE_COOKIE, language, **self._guarded)

    def expect(self, language: str) -> None:
        """Have the pages of a language ready, for somebody who is in a room: each costs a process."""
        self.context.pages.expect(self.context.notebooks(language))

    # ------------------------------------------------------------------ rooms

    async def ask(self, work: Callable[..., T], *args: Any) -> T:
        """Ask the store without holding up the other visitors."""
        return await asyncio.to_thread(work, *args)

    def remember(self, role: Role, room_id: str, admission: bytes) -> None:
        """Set a signed cookie that lasts as long as the browser is open, and a day at most."""
        self._sign(COOKIES[role], self._of_a_day(room_id, admission), days=None)
        # For a proxy in front of several servers: the pages of one room are best kept on one of them.
        way = sha256(f"workshop way\0{room_id}".encode()).hexdigest()[:WAY_LENGTH]
        self.set_cookie(WAY_COOKIE, way, **self._guarded)

    def _of_a_day(self, what: str, admission: bytes) -> str:
        value = json.dumps([what, admission.hex(), self.key.hex(), int(time.time() + 86_400)])
        return sealing.shut(self.context.secret, value) if self.key else value

    async def come_in(self, role: Role | Keeper, known: str, let_in: Callable[[bytes], T]) -> tuple[bytes, T]:
        """Let this browser in with random bytes that make it itself, where that may be good only once.

        If the store does not say whether it let somebody in, it may have; so the same browser comes with the same bytes
        again, and is then in already.

        Parameters
        ----------
        role, known
            As what, and the id of the room or the invitation.
        let_in
            Asks the store.

        Returns
        -------
        tuple of bytes and T
            The bytes, and what the store said.
        """
        tried = self.tried(role, known)
        admission = tried or new_admission()
        try:
            said = await self.ask(let_in, admission)
        except StoreUnavailable:
            self._sign(TRIED_COOKIE, self._of_a_day(f"{role} {known}", admission), days=None)
            raise
        if tried:  # what it tried elsewhere, or as somebody else, is still good there
            self.forget(TRIED_COOKIE)
        return admission, said

    def tried(self, role: Role | Keeper, known: str) -> bytes | None:
        """Return the bytes with which this browser tried to come in when nobody could say whether it did."""
        tried = _held(self, TRIED_COOKIE, 1)
        own = tried is not None and (tried.room_id, tried.key) == (f"{role} {known}", self.key)
        return tried.admission if tried is not None and own else None

    def _sign(self, name: str, value: str, days: float | None) -> None:
        """Set a signed cookie of ours; without days it lasts as long as the browser is open."""
        self.set_signed_cookie(name, value, expires_days=days, **self._guarded)

    @property
    def _guarded(self) -> dict[str, Any]:
        """Where cookies of ours go, and that no script and no other site gets at them."""
        links, path = self.context.links, self.context.base_url
        return {"path": path, "httponly": True, "samesite": "Lax", "secure": links.secure}

    # ------------------------------------------------------------------ sealing

    @cached_property
    def sealed(self) -> dict[str, str]:
        """What the page has sealed for this server, nothing where it has no key."""
        text = self.get_body_argument("sealed", "") if self.request.method == "POST" else ""
        return sealing.opened(self.context.secret, text) if text else {}

    @property
    def key(self) -> bytes:
        """The page's own key; empty where what it sends can be read on the way."""
        return bytes.fromhex(self.sealed.get("key", ""))

    def field(self, name: str) -> str:
        """Return a field of a form, whether it came sealed or not."""
        return self.sealed.get(name, "") if self.sealed else self.get_body_argument(name, "")

    def forget(self, name: str) -> None:
        """Clear a cookie of ours."""
        self.clear_cookie(name, path=self.context.base_url)

    def keep(self, keeper: Keeper, known: str, admission: bytes) -> None:
        """Set the signed cookie of somebody who keeps rooms; unlike the others it outlives the browser's window."""
        days = DAYS[keeper]
        value = json.dumps([known, admission.hex(), "", int(time.time() + 86_400 * days)])
        self._sign(COOKIES[keeper], value, days)

    async def forget_keeper(self, keeper: Keeper) -> None:
        """Make what a keeper's browser holds worthless, also a copy of it."""
        known = self.holder(keeper)
        self.forget(COOKIES[keeper])
        if known is not None:
            who = pseudonym(known.admission, known.room_id, HOSTING)
            await self.ask(self.context.store.registry.leave, known.room_id, who)

    @property
    def address(self) -> str:
        """What counts as one address where something is limited."""
        forwarded = self.request.headers.get("X-Forwarded-For", "")
        return address_of(self.request.remote_ip or "", forwarded, self.context.settings.proxies)

    def member(self) -> Held | None:
        """Return the room this browser was let into, and its admission."""
        return holder(self, "participant")

    def holder(self, role: Role | Keeper) -> Held | None:
        """Return the room in which this browser has a role, and the random bytes that make it itself."""
        return holder(self, role)

    async def open_room(self, room_id: str) -> Room | None:
        """Return a room that is still open, ``None`` if it's over."""
        try:
            room = await self.ask(self.context.store.get, room_id)
            state = await self.ask(room.state)
        except self.context.gone:
            return None
        if state.closed:
            return None
        self.hold(room.workshop)
        return room

    # ------------------------------------------------------------------ trouble

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Show a calm page instead of a stack of code."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, sealing.SealError):
            self.show("error", 403, kind="key_needed", sentence="")
            return
        if isinstance(error, NotHere):
            self.show("error", 503, kind="not_here", sentence="")
            return
        if isinstance(error, RoomError):
            status_code = 503
            self.set_header("Retry-After", "10")
            self.show("error", 503, kind="store", sentence=self.phrase("error.store_away"))
            return
        kind = {403: "forbidden", 404: "missing", 405: "missing", 503: "full"}.get(status_code, "server")
        self.show("error", status_code, kind=kind, sentence="")

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Write what went wrong without the address it went wrong at."""
        if isinstance(value, HTTPError):
            if value.log_message:
                log.info("%s: %d %s", self.label, value.status_code, value.log_message)
        elif isinstance(value, sealing.SealError):
            log.info("%s: %s", self.label, value)
        elif isinstance(value, (RoomError, NotHere)):
            log.warning("%s: %s", self.label, value)
        else:
            log.error("%s failed", self.label, exc_info=(typ, value, tb))

    def _request_summary(self) -> str:
        return f"{self.request.method} {self.label}"

    @override
    def data_received(self, chunk: bytes) -> Awaitable[None] | None:
        """Refuse a stream; no page of ours takes one."""
        raise HTTPError(405)
