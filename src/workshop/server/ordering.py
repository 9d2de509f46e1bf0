"""Ordering a certificate from an authority (ACME, RFC 8555), proven by a record in the DNS.

What is begun lies in the name's folder, so that it goes on after a stop: with the same order, and so with the same
value in the record, for as long as the authority keeps that order.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from urllib.parse import urlsplit

import requests
from acme import challenges, crypto_util, errors, messages
from acme.client import ClientNetwork, ClientV2
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from dns.exception import DNSException
from dns.resolver import NXDOMAIN, NoAnswer, Resolver
from josepy.errors import Error as JoseError
from josepy.jwk import JWKRSA

from workshop import paths
from workshop.server.certificates import Kept, folder, keep
from workshop.server.settings import AUTHORITY, StartError

_ANSWER = 30  # seconds for one answer of the authority
_PATIENCE = dt.timedelta(seconds=90)  # for its look at the record


class RecordError(StartError):
    """The authority looked for the record and did not find it; the next try has another value."""


class Ordering:
    """One certificate on its way.

    Parameters
    ----------
    name
        Whose certificate it is.
    directory
        The authority's address. ``host`` is what a person may call it.

    Raises
    ------
    StartError
        Here and in each step: with a sentence, if the authority can't be reached or says no.
    """

    def __init__(self, name: str, directory: str) -> None:
        self.name = name
        self.host = "Let's Encrypt" if directory == AUTHORITY else urlsplit(directory).netloc or directory
        self._directory = directory
        self._account, self._begun = folder(name) / "account.json", folder(name) / "order.json"
        self._key = self._account_key()
        network = ClientNetwork(self._key, user_agent="trust-workshop-kit", timeout=_ANSWER)
        with self._in_words():
            self._client = ClientV2(ClientV2.get_directory(directory, network), network)
            if self._client.external_account_required():
                raise StartError(f"{self.host} gives certificates only to who has an account there. Take another.")
        self._order: messages.OrderResource
        self._certificate_key: str

    def _account_key(self) -> JWKRSA:
        if self._account.is_file():
            try:
                return JWKRSA.json_loads(self._account.read_text("utf-8"))
            except (OSError, ValueError, JoseError) as error:
                raise StartError(f"The file {self._account} is damaged. Delete it and start again.") from error
        key = JWKRSA(key=rsa.generate_private_key(public_exponent=65537, key_size=2048))
        paths.write_whole(self._account, key.json_dumps())
        return key

    @property
    def terms(self) -> str | None:
        """The address of what the authority wants one to agree to."""
        return self._client.directory.meta.terms_of_service  # type: ignore[no-any-return]

    @property
    def record(self) -> str:
        """The name of the record."""
        return f"_acme-challenge.{self.name}"

    @property
    def value(self) -> str | None:
        """What the record must say; None if the authority has nothing more to ask."""
        asked = self._challenge()
        return None if asked is None else str(asked.chall.validation(self._key))

    def begin(self) -> None:
        """Go on with the order that was begun, or make one. Whoever calls this agrees to the terms."""
        with self._in_words():
            try:
                self._client.new_account(messages.NewRegistration.from_data(terms_of_service_agreed=True))
            except errors.ConflictError as known:
                self._client.net.account = messages.RegistrationResource(
                    uri=known.location, body=messages.Registration()
                )
            if not self._take_up():
                self._order_anew()

    def _take_up(self) -> bool:
        """Take up what was begun before; False if there is nothing, or the authority has given it up."""
        try:
            begun = json.loads(self._begun.read_text("utf-8"))
            if begun["directory"] != self._directory:
                return False
            body = messages.Order.from_json(self._read(begun["order"]))
            asked = [
                messages.AuthorizationResource(uri=uri, body=messages.Authorization.from_json(self._read(uri)))
                for uri in body.authorizations
            ]
        except (OSError, ValueError, KeyError, messages.Error):
            return False
        if body.status == messages.STATUS_INVALID or any(
            one.body.status not in (messages.STATUS_PENDING, messages.STATUS_VALID) for one in asked
        ):
            return False
        self._certificate_key = begun["key"]
        self._order = messages.OrderResource(
            uri=begun["order"], body=body, authorizations=asked, csr_pem=begun["request"].encode()
        )
        return True

    def _read(self, uri: str) -> dict[str, object]:
        found = self._client.net.post(uri, None, new_nonce_url=self._client.directory.newNonce)  # type: ignore[arg-type]
        return found.json()  # type: ignore[no-any-return]

    def _order_anew(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self._certificate_key = pem.decode("ascii")
        self._order = self._client.new_order(crypto_util.make_csr(pem, [self.name]))
        begun = {
            "directory": self._directory,
            "order": self._order.uri,
            "request": self._order.csr_pem.decode("ascii"),
            "key": self._certificate_key,
        }
        paths.write_whole(self._begun, json.dumps(begun))

    def _challenge(self) -> messages.ChallengeBody | None:
        """Return what is still to be proven."""
        for asked in self._order.authorizations:
            if asked.body.status == messages.STATUS_PENDING:
                for one in asked.body.challenges:
                    if isinstance(one.chall, challenges.DNS01):
                        return one
                raise StartError(f"{self.host} does not take a record in the DNS as proof. Take another authority.")
        return None

    def finish(self) -> Kept:
        """Let the authority look, and keep the certificate.

        Raises
        ------
        RecordError
            If it did not find the record. A new order is made then, with another value.
        """
        asked = self._challenge()
        with self._in_words():
            try:
                if asked is not None and asked.status == messages.STATUS_PENDING:
                    self._client.answer_challenge(asked, asked.chall.response(self._key))
                done = self._client.poll_and_finalize(self._order, dt.datetime.now() + _PATIENCE)  # noqa: DTZ005
            except errors.ValidationError as error:
                self._order_anew()
                raise RecordError(f"{self.host} did not find the record. {_said(error)}".strip()) from error
        new = keep(self.name, self._certificate_key, done.fullchain_pem)
        self._begun.unlink(missing_ok=True)
        return new

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Make a sentence of whatever goes wrong."""
        try:
            yield
        except requests.exceptions.SSLError as error:
            raise StartError(
                f"{self.host} can't prove that it is itself. Look whether this computer's clock is right, and whether "
                "this network makes you sign in first. Nothing is lost: the same command goes on from here."
            ) from error
        except requests.RequestException as error:
            raise StartError(
                f"{self.host} can't be reached. Getting a certificate needs internet. "
                "Nothing is lost: with internet, the same command goes on from here."
            ) from error
        except messages.Error as error:
            raise StartError(self._refused(error)) from error
        except errors.TimeoutError as error:
            raise StartError(
                f"{self.host} is taking its time. Nothing is lost: in some minutes the same command goes on from here."
            ) from error
        except errors.IssuanceError as error:
            raise StartError(self._refused(error.error)) from error
        except (errors.Error, JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise StartError(f"{self.host} does not answer as an authority for certificates does ({error}).") from error

    def _refused(self, error: messages.Error) -> str:
        said = f" It says: {error.detail}" if error.detail else ""
        if error.code == "rateLimited":
            return f"{self.host} was asked too often, and wants you to wait; that may be an hour, or some days.{said}"
        if error.code in ("rejectedIdentifier", "unsupportedIdentifier", "caa"):
            return f"{self.host} gives no certificate for {self.name}.{said}"
        return f"{self.host} did not do it.{said} Nothing is lost: the same command tries again."


def _said(error: errors.ValidationError) -> str:
    details = (
        one.error.detail for asked in error.failed_authzrs for one in asked.body.challenges if one.error is not None
    )
    return " ".join(f"It says: {detail}" for detail in details if detail)


def seen(record: str, server: str | None = None) -> list[str] | None:
    """Return what a record says as it is seen from here; None if nobody can be asked.

    Parameters
    ----------
    server
        ``ADDRESS:PORT`` of a name server; without one, the network's own.
    """
    try:
        resolver = Resolver(configure=server is None)
        if server is not None:
            address, _, port = server.rpartition(":")
            resolver.nameservers, resolver.port = [str(ip_address(address))], int(port)
        answer = resolver.resolve(record, "TXT", lifetime=8)
    except (NXDOMAIN, NoAnswer):
        return []
    except (DNSException, OSError):
        return None
    return [b"".join(one.strings).decode("utf-8", "replace") for one in answer]
