"""``workshop host``: a link to the host's page."""

from __future__ import annotations

import argparse
from typing import Any

from workshop.cli.rooms import a_store, add_address_option, add_store_option, safe_links


def add_parser(subparsers: Any) -> None:
    """Add the command to the program's."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "host",
        help="the page of whoever keeps the server",
        description=(
            "The host's page shows which rooms are open, without what is in them, ends rooms, invites, and says how "
            "much was used. `workshop host link` prints a link to it that is good once, in one browser."
        ),
    )
    link: argparse.ArgumentParser = parser.add_subparsers(title="what to do", metavar="", required=True).add_parser(
        "link", help="print a link to the page", description="Prints a link to the host's page; it is good once."
    )
    link.add_argument("--alone", action="store_true", help="no browser that is known now is known any longer")
    add_store_option(link)
    add_address_option(link)
    link.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the link."""
    from workshop.room import HOST

    links = safe_links(args)
    with a_store(args) as store:
        store.registry.host()
        store.registry.renew(HOST, alone=args.alone)
        print(links.invitation(store.registry.host()))
    return 0
