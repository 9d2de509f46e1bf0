"""``workshop serve --https NAME``: leads somebody who never did it to a certificate for a name of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.cli.terminal import attended
from workshop.server import lan
from workshop.server.certificates import Kept, kept, plain_name
from workshop.server.settings import StartError

if TYPE_CHECKING:
    from workshop.server.ordering import Ordering

Say = Callable[[str], None]
Ask = Callable[[str], str]

_ANYWAY = "a"

_BEGINNING = """
{name} has no certificate yet. To get one you need internet now, some minutes, and the account where you
bought the name. At the venue it works without internet. Ctrl-C stops at any time; the same command goes on from there.

It comes from {host}. Going on means that you agree to its terms{terms}.
The name becomes public in the list of all certificates, as with every authority; nothing about those who come does.
"""
_ADDRESS = """
1. Phones must find this computer. Where you bought the name, among its DNS records, make this one (if it isn't there):

     Type    A
     Name    {name}
     Value   {address}

   That is this computer's address in the network it is in now, and it may be a private one. At the venue it may be
   another: a travel router of your own keeps it the same."""
_RECORD = """
2. You must show that the name is yours. Make this record, too:

     Type    TXT
     Name    {record}
     Value   {value}

   Some want the name without its end, {short}: look how their other records are written.
   Save it, wait a minute or two, then press Enter here. """
_NOT_YET = """
The record {record} {what}
It takes some minutes until a new record is seen everywhere, with some sellers an hour.
Enter: look again.   a and Enter: let {host} look now; if it doesn't find it either, the record needs a new value. """


@dataclass(frozen=True)
class Talk:
    """What is said and asked on the way to a certificate.

    Attributes
    ----------
    name
        Whose certificate it is.
    directory
        The address of the authority.
    dns
        ``ADDRESS:PORT`` of the name server that is asked for the record; None for the network's own.
    tell, ask
        Shows a text; shows one and returns a line.
    """

    name: str
    directory: str
    dns: str | None
    tell: Say
    ask: Ask

    def get(self, *, renew: bool = False) -> Kept:
        """Lead a person to a new certificate.

        Raises
        ------
        StartError
            With what to do, if there is none in the end.
        """
        try:
            from workshop.server.ordering import Ordering, RecordError
        except ImportError as error:
            raise StartError(
                "To get a certificate, install a little more: pip install 'trust-workshop-kit[https]'"
            ) from error
        ordering = Ordering(self.name, self.directory)
        if not renew:
            terms = f": {ordering.terms}" if ordering.terms else ""
            self.tell(_BEGINNING.format(name=self.name, host=ordering.host, terms=terms))
            self.ask("Enter: go on. ")
            self.tell(_ADDRESS.format(name=self.name, address=_address()))
        ordering.begin()
        while True:
            if ordering.value is not None:
                self._wait_for_record(ordering)
            self.tell(f"\n{ordering.host} is looking. That can take a minute.")
            try:
                have = ordering.finish()
            except RecordError as error:
                self.tell(f"\n{error}\nThe record needs a new value for the next try:")
                continue
            self.tell("\nDone. The TXT record may go now; the A record stays.")
            return have

    def _wait_for_record(self, ordering: Ordering) -> None:
        """Come back when the record can be seen, or somebody wants the authority to look all the same."""
        from workshop.server.ordering import seen

        short = ordering.record.rsplit(".", 2)[0]
        answer = self.ask(_RECORD.format(record=ordering.record, value=ordering.value, short=short))
        while answer.strip().lower()[:1] != _ANYWAY:
            found = seen(ordering.record, self.dns)
            if found is None or ordering.value in found:
                return
            other = " or ".join(f"“{one}”" for one in found)
            what = f"says something else: {other}." if found else "can't be seen from here yet."
            answer = self.ask(_NOT_YET.format(record=ordering.record, what=what, host=ordering.host))

    def perhaps_renew(self, have: Kept) -> Kept:
        """Renew a certificate that ends soon if the person wants it; else return the one that is there."""
        ends = f"\n{_ends_soon(self.name, have)} r and Enter: renew it now, which needs internet.   Enter: later. "
        if self.ask(ends).strip().lower()[:1] != "r":
            return have
        try:
            return self.get(renew=True)
        except StartError as error:
            self.tell(f"{error} Until {_day(have)} the one that is there is good, so the workshop starts with it.")
            return have


def certificate(
    said: str, directory: str, *, dns: str | None = None, say: Say = print, ask: Ask | None = None
) -> tuple[str, Path]:
    """Return a name, and the file with a certificate that is good for it.

    Parameters
    ----------
    said
        The name as somebody said it.
    directory, dns, ask
        As :class:`Talk` has them; without ``ask`` nobody sits at the terminal.
    say
        Shows a text.

    Raises
    ------
    StartError
        With what to do, if there is no certificate in the end.
    """
    name = plain_name(said)
    talk = Talk(name, directory, dns, say, ask) if ask else None
    have = kept(name)
    if have is None or have.over:
        state = f"The certificate for {name} ended on {_day(have)}." if have else f"{name} has no certificate yet."
        if talk is None:
            raise StartError(
                f"{state} Getting one takes a person: run this once in a terminal, with internet: "
                f"workshop serve --https {name}"
            )
        if have:
            say(state)
        have = talk.get(renew=have is not None)
    elif have.due:
        if talk:
            have = talk.perhaps_renew(have)
        else:
            say(f"{_ends_soon(name, have)} To renew it, start this in a terminal, with internet.")
    say(f"The certificate for {name} is good until {_day(have)}. Phones must find {name} at {_address()}.")
    return name, have.file


def _ends_soon(name: str, have: Kept) -> str:
    days = have.left.days + 1
    return f"The certificate for {name} ends on {_day(have)}, {f'in {days} days' if days > 1 else 'within a day'}."


def _day(have: Kept) -> str:
    day = have.ends.astimezone()
    return f"{day.day} {day:%B %Y}"


def _address() -> str:
    return next(iter(lan.addresses()), "this computer's address at the venue")


def from_terminal() -> Ask | None:
    """Return what asks somebody at the terminal; None if nobody sits there."""
    if not attended():
        return None

    def ask(text: str) -> str:
        try:
            return input(text)
        except EOFError as error:
            raise StartError("Stopped. Nothing is lost: the same command goes on from here.") from error

    return ask
