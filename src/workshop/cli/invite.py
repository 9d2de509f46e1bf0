"""``workshop invite``: let somebody without this terminal open rooms of their own."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from workshop.cli.errors import CommandError
from workshop.cli.rooms import a_store, add_address_option, add_store_option, of_workshop, safe_links, workshop_asked
from workshop.content import languages

if TYPE_CHECKING:
    from workshop.room import Invitation, Store


def add_parser(subparsers: Any) -> None:
    """Add the command to the program's."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "invite",
        help="let somebody open rooms of their own",
        description=(
            "Prints a link that is good once, in one browser. There somebody opens, leads and ends rooms of their own "
            "and sees nobody else's. NAME is what you call them; it stands on their page and on yours (workshop host)."
        ),
    )
    parser.add_argument("name", nargs="?", metavar="NAME", help="whom")
    parser.add_argument(
        "--lang", "--language", dest="language", metavar="NAME",
        help="language of their page and rooms (default: the first that the workshop names)",
    )  # fmt: skip
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--list", action="store_true", help="who was invited")
    which.add_argument("--renew", action="store_true", help="a new link for NAME; what they had until now is worthless")
    which.add_argument("--revoke", action="store_true", help="NAME opens no more rooms")
    from workshop.cli import add_workshop_option

    add_workshop_option(parser)
    add_store_option(parser)
    add_address_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Invite, or say who was."""
    with a_store(args) as store:
        if args.list:
            return _list(store)
        if not args.name:
            raise CommandError("Whom? Name somebody: workshop invite NAME. Who was invited: workshop invite --list")
        if args.revoke:
            return _revoke(store, _of(store, args.name))
        return _link(store, args)


def _list(store: Store) -> int:
    found = store.registry.invitations()
    for one in found:
        print(f"{one.name}  {one.language}{of_workshop(one)}{'' if one.link else '  (the link was not used yet)'}")
    if not found:
        print("Nobody was invited.")
    return 0


def _link(store: Store, args: argparse.Namespace) -> int:
    from workshop.room import RoomError
    from workshop.server.rooms import check_language

    links = safe_links(args)
    try:
        if args.renew:
            store.registry.renew(_of(store, args.name).id)
            new = _of(store, args.name)
        else:
            language = args.language or languages()[0]
            check_language(language)
            new = store.registry.invite(args.name, language, workshop_asked(args))
    except RoomError as error:
        raise CommandError(f"{error.sentence} A new link: workshop invite {args.name!r} --renew") from error
    except ValueError as error:
        raise CommandError(f"This can't be a name: {error}.") from error
    print(links.invitation(new))
    return 0


def _revoke(store: Store, one: Invitation) -> int:
    rooms = store.registry.rooms(one.id)
    store.registry.revoke(one.id)
    print(f"{one.name} opens no more rooms.")
    for room in rooms:
        print(f"Still open, with {one.name}'s console: end it with  workshop room end --room {room.code}")
    return 0


def _of(store: Store, name: str) -> Invitation:
    wanted = " ".join(name.split()).casefold()
    found = next((one for one in store.registry.invitations() if one.name.casefold() == wanted), None)
    if found is None:
        raise CommandError(f"Nobody called {name} was invited. Who was: workshop invite --list")
    return found
