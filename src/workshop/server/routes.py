"""Every address there is; all others end at the page that says so."""

from __future__ import annotations

from typing import Any

from workshop.server.handlers import hosting, join, kernels, live, plain, static

_KERNEL = r"([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"

_HANDLE = r"([A-Za-z0-9_-]{22})"


def routes(base: str) -> list[tuple[Any, ...]]:
    """Return the site's handlers under a base address that ends with a slash."""
    console = {"role": "facilitator", "notebook": "console"}
    projector = {"role": "projector", "notebook": "projector"}
    return [
        (base, plain.LandingHandler),
        (rf"{base}language", plain.LanguageHandler),
        (rf"{base}join", join.JoinHandler),
        (rf"{base}j/?", plain.LandingHandler),
        (rf"{base}j/([^/]{{1,40}})/?", join.JoinLinkHandler),
        (rf"{base}part/([^/]{{1,60}})/?", live.PartHandler),
        (rf"{base}console", live.KeyHandler, console),
        (rf"{base}console/([^/]{{1,80}})/?", live.KeyHandler, console),
        (rf"{base}projector", live.KeyHandler, projector),
        (rf"{base}projector/([^/]{{1,80}})/?", live.KeyHandler, projector),
        (rf"{base}invitation/([^/]{{1,80}})/?", hosting.EntryHandler, {"keeper": "guest"}),
        (rf"{base}rooms", hosting.RoomsHandler),
        (rf"{base}rooms/leave", hosting.LeaveHandler, {"keeper": "guest"}),
        (rf"{base}rooms/{_HANDLE}/(lead|prolong|end)", hosting.RoomHandler),
        (rf"{base}host", hosting.HostHandler),
        (rf"{base}host/leave", hosting.LeaveHandler, {"keeper": "host"}),
        (rf"{base}host/invite", hosting.InviteHandler),
        (rf"{base}host/invited/([0-9A-Z]{{1,16}})/(renew|revoke)", hosting.InvitedHandler),
        (rf"{base}host/rooms/{_HANDLE}/end", hosting.HostsRoomHandler),
        (rf"{base}host/([^/]{{1,80}})/?", hosting.EntryHandler, {"keeper": "host"}),
        (rf"{base}blank", plain.BlankHandler),
        (rf"{base}help", plain.HelpHandler),
        (rf"{base}privacy", plain.PrivacyHandler),
        (rf"{base}health", plain.HealthHandler),
        (rf"{base}static/([0-9a-f]{{12}})/([^?]+)", static.StaticHandler),
        (rf"{base}states/([0-9a-f]{{16}})", static.StatesHandler),
        (rf"{base}api/kernels/{_KERNEL}", kernels.KernelHandler),
        (rf"{base}api/kernels/{_KERNEL}/channels", kernels.KernelSocketHandler),
        (rf"{base}voila/api/shutdown/{_KERNEL}", kernels.GoodbyeHandler),
    ]
