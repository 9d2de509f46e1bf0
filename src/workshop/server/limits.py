"""Wrong codes are limited per browser, per address and in all, joins per address; in memory only."""

from __future__ import annotations

import asyncio
import hmac
import math
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from secrets import token_hex

from workshop.room.errors import away
from workshop.server.logs import warn_once

#: Seconds for which a code waits until those typed before it are looked up.
_TURN_WITHIN = 5.0

MANY = (
    "Somebody is trying out codes: 600 wrong ones came in ten minutes, so no short code is taken for a while. "
    "Whoever is in stays in, the QR code and cards let people in as before, and the console has a long code to type: "
    "“When a code is refused”."
)


class Attempts:
    """Counts mistakes per address over a sliding window.

    Nothing is written down: an address is forgotten when its window is over, or when the server stops.

    Parameters
    ----------
    limit
        How many mistakes are allowed in one window.
    window
        Length of the window in seconds.
    addresses
        How many addresses are remembered at most; beyond that the oldest is forgotten.
    """

    def __init__(
        self,
        limit: int = 10,
        window: float = 600,
        addresses: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit, self._window, self._addresses, self._clock = limit, window, addresses, clock
        self._mistakes: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, address: str) -> int:
        """Return the whole minutes this address must wait, 0 if it may try now."""
        times = self._recent(address)
        if len(times) < self._limit:
            return 0
        return max(1, math.ceil((times[0] + self._window - self._clock()) / 60))

    def mistake(self, address: str) -> None:
        """Count one mistake."""
        times = self._recent(address)
        times.append(self._clock())
        self._mistakes[address] = times
        self._mistakes.move_to_end(address)
        while len(self._mistakes) > self._addresses:
            self._mistakes.popitem(last=False)

    def take_back(self, address: str) -> None:
        """Count one less: the last was none."""
        if times := self._recent(address):
            times.pop()

    def _recent(self, address: str) -> deque[float]:
        times = self._mistakes.get(address, deque(maxlen=self._limit))
        start = self._clock() - self._window
        while times and times[0] <= start:
            times.popleft()
        if not times:
            self._mistakes.pop(address, None)
        return times


class Guesses:
    """Wrong codes: 10 for a browser, 60 for an address, 600 for everybody, in ten minutes.

    A code is one of 390 million and a room lives a day: with 600 tries in ten minutes 2 of 10,000 rooms would be found.
    A browser that forgets who it is counts against its address only, so that one person who guesses by hand locks out
    nobody else in the same network. Who guesses with a program locks out those who type the short code, and nobody who
    scans: what a QR code, a card and the console's long code hold is not counted (see ``OWN_LENGTH``).

    Several servers of one house count together: each says its own to the others, who it was as a name that means
    nothing without the house's secret. Nothing of it is written down.

    Parameters
    ----------
    secret
        The house's.
    """

    def __init__(self, secret: bytes = b"", clock: Callable[[], float] = time.monotonic) -> None:
        self._secret, self._own = secret, token_hex(4)
        self._browsers, self._addresses, self._all = (Attempts(limit, clock=clock) for limit in (10, 60, 600))
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Lend the turn in which a code is looked up: of those who come at once each is counted before the next.

        Raises
        ------
        StoreUnavailable
            If those before are waiting for a store that says nothing.
        """
        try:
            await asyncio.wait_for(self._turn.acquire(), _TURN_WITHIN)
        except TimeoutError:
            raise away() from None
        try:
            yield
        finally:
            self._turn.release()

    def wait(self, address: str, browser: str) -> int:
        """Return the whole minutes to wait, 0 if a code may be tried now."""
        address, browser = self._name(address), self._name(browser)
        waits = (self._addresses.wait(address), self._all.wait(""), self._browsers.wait(browser) if browser else 0)
        return max(waits)

    def mistake(self, address: str, browser: str) -> str:
        """Count one wrong code; return what the other servers of the house are told."""
        address, browser = self._name(address), self._name(browser)
        self._count(address, browser)
        return f"{self._own} {address} {browser}"

    def overhear(self, word: str) -> None:
        """Count what another server told."""
        teller, _, names = word.partition(" ")
        if teller != self._own and names:
            self._count(*names.split(" ", 1))

    def _count(self, address: str, browser: str = "") -> None:
        self._addresses.mistake(address)
        self._all.mistake("")
        if self._all.wait(""):
            warn_once(MANY)
        if browser:
            self._browsers.mistake(browser)

    def _name(self, text: str) -> str:
        return hmac.digest(self._secret, f"guess {text}".encode(), "sha256")[:8].hex() if text else ""


Network = IPv4Network | IPv6Network
#: A proxy on this very computer.
HERE: tuple[Network, ...] = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))


def networks(text: str) -> tuple[Network, ...]:
    """Return the addresses and networks of a list with commas.

    Raises
    ------
    ValueError
        With a sentence that names what is none.
    """
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        try:
            found.append(ip_network(part))
        except ValueError as error:
            raise ValueError(f"{part!r} is not an address such as 10.0.0.5 or a network such as 10.0.0.0/24") from error
    return tuple(found)


def address_of(peer: str, forwarded: str = "", believed: Sequence[Network] = ()) -> str:
    """Return what counts as one address: that of the proxies' client, of a whole /64 with IPv6.

    Parameters
    ----------
    peer
        Who is connected.
    forwarded
        ``X-Forwarded-For``; each proxy adds whom it was asked by. ``X-Real-IP`` is passed over: proxies let it through.
    believed
        The proxies that are believed. The first from the end that is none of them is who asks.
    """
    asked = [part.strip() for part in forwarded.split(",")] if forwarded else []
    try:
        found = _address(peer)
        while asked and any(found in network for network in believed):
            found = _address(asked.pop())
    except ValueError:
        return peer
    if isinstance(found, IPv6Address):
        return str(ip_network((found, 64), strict=False))
    return str(found)


def _address(text: str) -> IPv4Address | IPv6Address:
    found = ip_address(text)
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
