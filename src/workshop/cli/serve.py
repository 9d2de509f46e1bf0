"""``workshop serve``: start the workshop on this computer."""

from __future__ import annotations

import argparse
import datetime as dt
import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop.cli import environment
from workshop.cli.errors import CommandError
from workshop.cli.rooms import hours, positive
from workshop.cli.terminal import attended
from workshop.server.settings import AUTHORITY, DEFAULT_MEMORY, DEFAULT_PORT, ServeSettings

if TYPE_CHECKING:
    from workshop.room import Room
    from workshop.server.limits import Network


def add_parser(subparsers: Any) -> None:
    """Add the command to the program's."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "serve",
        help="start the workshop; phones join by code or QR",
        description=(
            "Starts the workshop and prints the links: one for participants (with a QR code), a secret one "
            "for you, one for the projector. Opens no browser. A room that is open since today goes on; for one of an "
            "evening before a new one is opened."
        ),
    )
    _where(parser.add_argument)
    _which_room(parser)
    _which_pages(parser.add_argument)
    parser.set_defaults(run=run)
    environment.listen(parser)


def _where(add: Callable[..., Any]) -> None:
    """Take by which address, and how safely, people come."""
    add(
        "--port",
        type=_port,
        default=DEFAULT_PORT,
        help=f"port (default {DEFAULT_PORT}, 0: any free one)",
    )
    add(
        "--host",
        help="address to listen on (default: all, for phones; behind a proxy: this computer only)",
    )
    add("--public-url", metavar="URL", help="the address people use, if it isn't this computer's own")
    add("--certfile", type=Path, metavar="FILE", help="serve HTTPS with this certificate (PEM, the whole chain)")
    add("--keyfile", type=Path, metavar="FILE", help="the certificate's key (PEM); both are read again when renewed")
    add("--https", metavar="NAME", help="serve HTTPS under a name of yours; leads you to a certificate for it")
    add(
        "--acme-directory",
        metavar="URL",
        default=AUTHORITY,
        help="with --https: another authority for certificates (default: Let's Encrypt)",
    )
    add("--acme-dns", help=argparse.SUPPRESS)
    add("--behind-proxy", action="store_true", help="a proxy on this computer says who asks (X-Forwarded-For)")
    add(
        "--proxies",
        type=_networks,
        default=(),
        metavar="ADDRESSES",
        help="so do proxies at these addresses or networks, with commas between them; nobody else is believed",
    )


def _which_room(parser: argparse.ArgumentParser) -> None:
    """Take which room the evening is held in, and of what."""
    add = parser.add_argument
    add(
        "--also",
        metavar="FOLDERS",
        help="more workshops beside the first, with commas between them: for rooms that are opened for them",
    )
    which = parser.add_mutually_exclusive_group()
    which.set_defaults(room="fits")
    which.add_argument(
        "--new",
        "--new-room",
        dest="room",
        action="store_const",
        const="new",
        help="open a new room even if one is still open",
    )
    which.add_argument(
        "--go-on",
        dest="room",
        action="store_const",
        const="go-on",
        help="go on with the room that is open, however old it is",
    )
    which.add_argument(
        "--no-room", dest="room", action="store_const", const="none",
        help="open none: rooms come from `workshop room new` and from invitations",
    )  # fmt: skip
    add(
        "--room-hours",
        type=hours,
        default=24,
        metavar="N",
        help="how long a new room lives (default and most: 24)",
    )
    add(
        "--lang",
        "--language",
        dest="language",
        metavar="NAME",
        help="language of a new room (default: the first that the workshop names)",
    )
    add("--plan", type=Path, metavar="FILE", help="the plan of the evening, made by `workshop plan`")
    add("--database", metavar="URL", help="where rooms are kept (default: a file in the data folder)")


def _which_pages(add: Callable[..., Any]) -> None:
    """Take how pages are made, how many, and what they may cost."""
    add(
        "--kernels",
        choices=("auto", "forked", "ordinary"),
        default="auto",
        help="forked: pages open at once (Linux); ordinary: works everywhere; auto: the best (default)",
    )
    add(
        "--pool",
        type=int,
        default=0,
        metavar="N",
        help="keep N pages ready for a group that joins, and moves on, all at once",
    )
    add(
        "--max-pages",
        type=_positive_int,
        default=150,
        metavar="N",
        help="participants' pages at a time (default 150)",
    )
    add("--no-qr", action="store_true", help="don't print the QR code")
    add("--verbose", action="store_true", help="print every request (never with codes or addresses)")
    add("--notebooks", type=Path, metavar="FOLDER", help="another folder of parts")
    add(
        "--facilitation",
        type=Path,
        metavar="FOLDER",
        help="another folder of console.ipynb and projector.ipynb",
    )
    add(
        "--server-memory",
        type=_memory,
        default=DEFAULT_MEMORY,
        metavar="MIB",
        help=f"most memory of the server itself, pages not counted (Linux; default {DEFAULT_MEMORY}, 0: no limit)",
    )
    add(
        "--pages-memory",
        type=_mib,
        metavar="MIB",
        help="most memory of all pages together (default: 60 %% of the computer's; 0: no limit)",
    )
    add("--request-seconds", type=positive, default=20, help=argparse.SUPPRESS)
    add("--wait-seconds", type=positive, default=3, help=argparse.SUPPRESS)
    add("--ping-seconds", type=positive, default=15, help=argparse.SUPPRESS)
    add("--orphan-seconds", type=positive, default=180, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    from workshop.server import origin

    if args.https:
        _with_certificate(args)
    gc.disable()  # what is imported stays; the server enables it again
    # Before all other imports: these go on beside it. Where a certificate was just asked for, its key is in memory.
    begun = origin.begin(args.kernels, first=not args.https)

    from workshop.cli.paper import plan_of
    from workshop.content import languages
    from workshop.server.limits import HERE
    from workshop.server.start import serve

    folders = {
        name: getattr(args, name).resolve() for name in ("notebooks", "facilitation") if getattr(args, name) is not None
    }
    plan = plan_of(args.plan).tonight(dt.datetime.now().astimezone().date()) if args.plan else None
    settings = ServeSettings(
        plan=plan,
        host=args.host or ("127.0.0.1" if args.behind_proxy else "0.0.0.0"),  # noqa: S104
        port=args.port,
        database=args.database,
        room_hours=args.room_hours,
        room=args.room,
        language=args.language or languages()[0],
        kernels=args.kernels,
        pool=max(0, args.pool),
        max_pages=args.max_pages,
        public_url=args.public_url,
        certfile=args.certfile,
        keyfile=args.keyfile,
        proxies=(*(HERE if args.behind_proxy else ()), *args.proxies),
        show_qr=not args.no_qr,
        verbose=args.verbose,
        orphan_seconds=args.orphan_seconds,
        ping_seconds=args.ping_seconds,
        request_seconds=args.request_seconds,
        wait_seconds=args.wait_seconds,
        server_memory=args.server_memory,
        pages_memory=args.pages_memory,
        others=_others(args.also or ""),
        **folders,
    )
    serve(settings, say=lambda line: print(line, flush=True), begun=begun, ask=_ask)
    return 0


def _others(said: str) -> dict[str, Path]:
    from workshop.cli import workshop_named
    from workshop.server.settings import own_name

    found: dict[str, Path] = {}
    for named in filter(None, (one.strip() for one in said.split(","))):
        folder = workshop_named(named)
        if folder.name in (own_name(), *found):
            raise CommandError(f"There are two workshops called “{folder.name}”. Each folder needs a name of its own.")
        found[folder.name] = folder
    return found


def _with_certificate(args: argparse.Namespace) -> None:
    """Let what was said mean HTTPS with the certificate of a name."""
    from workshop.cli import https

    if args.certfile or args.keyfile:
        raise CommandError("--https brings a certificate of its own: leave --certfile and --keyfile out.")
    if not args.port:
        raise CommandError("With --https the port is a part of the address: name one with --port.")
    name, file = https.certificate(args.https, args.acme_directory, dns=args.acme_dns, ask=https.from_terminal())
    args.certfile = args.keyfile = file
    args.public_url = args.public_url or f"https://{name}" + ("" if args.port == 443 else f":{args.port}")


def _ask(room: Room, fits: bool) -> bool:
    """Ask whether to go on with a room that was used; where nobody sits at the terminal, what fits is done."""
    from workshop.server import banner

    if not attended():
        return fits
    print(f"\n{banner.still_open(room)}")
    keys = "[G/n]" if fits else "[g/N]"
    try:
        answer = input(f"Go on with it, or open a new room? g: go on, n: new {keys} ").strip().lower()[:1]
    except EOFError:
        return fits
    return {"g": True, "n": False}.get(answer, fits)


def _networks(text: str) -> tuple[Network, ...]:
    from workshop.server.limits import networks

    try:
        return networks(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _port(text: str) -> int:
    if text.isdigit() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a port; ports go from 0 to 65535")


def _positive_int(text: str) -> int:
    return max(1, int(positive(text)))


def _mib(text: str) -> int:
    if text.isdigit():
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of MiB")


def _memory(text: str) -> int:
    if text.isdigit() and (int(text) == 0 or int(text) >= 512):
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} does not fit; the server needs 512 or more, and 0 sets no limit")
