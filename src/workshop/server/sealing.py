"""Sealing: what travels over plain HTTP is sealed between a page and this server, where the page has a key.

The server's public key comes in the fragment of the QR code or the link, which no browser sends. With it a page seals
(HPKE, RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305) what it joins or leads with, and a key of its own, 32 random
bytes that only it and this server know from then on. That key seals what stands in its pages for it alone, proves that
a page is asked for by the browser it belongs to, and, with fresh random bytes of both sides for each connection, every
message between a page and its kernel (HKDF, RFC 5869; ChaCha20-Poly1305, RFC 8439; each side counts its messages, so
that none can be left out, repeated or moved). The browser's half is frontend/page/sealing.js.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from functools import lru_cache
from time import time
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY = 32  # bytes of every key, and of the random ones that each side gives to a connection
PAGE_SALT = 16
CHALLENGE_SECONDS = 120
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_FIRST = bytes(12)  # the nonce of a key that seals one text only
_BLOCK, _LARGEST_BLOCK = 1024, 65_536
FILLING = _LARGEST_BLOCK + 64  # most bytes that sealing adds to a message


class SealError(ValueError):
    """Something was not sealed with the key that it should be, or not in its turn."""


def derive(key: bytes, salt: bytes, purpose: str) -> bytes:
    """Return the key for one purpose."""
    return HKDF(SHA256(), KEY, salt, f"workshop {purpose}".encode()).derive(key)


def text_of(raw: bytes) -> str:
    """Return bytes as they stand in addresses and pages."""
    return urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def bytes_of(text: str) -> bytes:
    """Return what :func:`text_of` was made from."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@lru_cache(maxsize=4)
def _private(secret: bytes) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(derive(secret, b"", "server"))


@lru_cache(maxsize=4)
def public(secret: bytes) -> str:
    """Return the public key that belongs to a server's secret, as it stands in links. A restart keeps it."""
    return text_of(_private(secret).public_key().public_bytes_raw())


def opened(secret: bytes, sealed: str) -> dict[str, str]:
    """Return what a page has sealed for this server: the fields of a form, and in ``key`` the page's own key.

    Raises
    ------
    SealError
        If it was not sealed for this server.
    """
    try:
        found = json.loads(_SUITE.decrypt(bytes_of(sealed), _private(secret), b"workshop enter"))
        fields = {str(name): str(value) for name, value in found.items()}
        if len(bytes.fromhex(fields["key"])) != KEY:
            raise ValueError("a key has 32 bytes")
    except (InvalidTag, ValueError, KeyError, AttributeError, RecursionError) as error:
        raise SealError("not sealed for this server") from error
    return fields


def seal_page(key: bytes, values: Mapping[str, Any]) -> str:
    """Seal what stands in a page for one browser only."""
    salt = os.urandom(PAGE_SALT)
    text = json.dumps(values).encode()
    return text_of(salt + ChaCha20Poly1305(derive(key, salt, "page")).encrypt(_FIRST, text, None))


def admission(secret: bytes, key: bytes) -> bytes:
    """Return with what a page's key is let in: a message sent once more lets in the same person once more."""
    return hmac.new(derive(secret, b"", "admission"), key, hashlib.sha256).digest()[:16]


def _cookies(secret: bytes) -> Fernet:
    return Fernet(urlsafe_b64encode(derive(secret, b"", "cookie")))


def shut(secret: bytes, text: str) -> str:
    """Make a cookie's text unreadable for everybody but this server."""
    return _cookies(secret).encrypt(text.encode()).decode("ascii")


def unshut(secret: bytes, text: str) -> str:
    """Return the text again, "" if it is none."""
    try:
        return _cookies(secret).decrypt(text).decode()
    except InvalidToken:
        return ""


class Proofs:
    """Asks browsers for a proof that they have the key of the cookie they show. Each proof is good once.

    A proof is ``<challenge>.<MAC>``; the challenge is the server's, and says when it was made.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = derive(secret, b"", "challenge")
        self._used: dict[str, float] = {}

    def challenge(self) -> str:
        """Return something to prove a key with."""
        made = os.urandom(16) + int(time()).to_bytes(8, "big")
        return text_of(made + self._mac(made))

    def take(self, key: bytes, proof: str) -> bool | None:
        """Say whether a proof is right; ``None`` if it is none any more: it came late, or a second time."""
        challenge, _, mac = proof.partition(".")
        if not hmac.compare_digest(mac.encode(), prove(key, challenge).encode()):
            return False
        now = time()
        self._used = {name: end for name, end in self._used.items() if end > now}
        if challenge in self._used or not self._is_fresh(challenge, now):
            return None
        self._used[challenge] = now + CHALLENGE_SECONDS
        return True

    def _mac(self, made: bytes) -> bytes:
        return hmac.new(self._secret, made, hashlib.sha256).digest()[:16]

    def _is_fresh(self, challenge: str, now: float) -> bool:
        try:
            raw = bytes_of(challenge)
        except ValueError:
            return False
        made, mac = raw[:24], raw[24:]
        age = now - int.from_bytes(made[16:], "big")
        return hmac.compare_digest(mac, self._mac(made)) and 0 <= age < CHALLENGE_SECONDS - 2


def prove(key: bytes, what: str) -> str:
    """Return the proof that somebody has a key."""
    return text_of(hmac.new(derive(key, b"", "proof"), what.encode(), hashlib.sha256).digest())


class Channel:
    """The server's end of one connection, sealed in both directions.

    Parameters
    ----------
    key
        The page's.
    kernel_id
        Whose messages these are.
    """

    def __init__(self, key: bytes, kernel_id: str) -> None:
        self._key, self._kernel_id = key, kernel_id
        self.greeting = os.urandom(KEY)
        self._in: ChaCha20Poly1305 | None = None
        self._out: ChaCha20Poly1305 | None = None
        self._read = self._written = 0

    @property
    def is_met(self) -> bool:
        """True once the page has shown that it has the key."""
        return self._in is not None

    def meet(self, frame: bytes) -> None:
        """Take a page's first frame: its own random bytes, and nothing, sealed."""
        salt = self.greeting + frame[:KEY]
        self._in, self._out = (
            ChaCha20Poly1305(derive(self._key, salt, f"{way} {self._kernel_id}")) for way in ("to kernel", "to page")
        )
        try:
            self.open(frame[KEY:])
        except SealError:
            self._in = self._out = None
            raise

    def open(self, frame: bytes) -> bytes:
        """Return what the page's next frame holds."""
        if self._in is None:
            raise SealError("nobody has said who they are")
        try:
            padded = self._in.decrypt(_nonce(self._read), frame, None)
        except InvalidTag as error:
            raise SealError("not the next frame of this page") from error
        self._read += 1
        return padded[4 : 4 + int.from_bytes(padded[:4], "little")]

    def seal(self, message: bytes) -> bytes:
        """Return the next frame to the page."""
        if self._out is None:
            raise SealError("nobody has said who they are")
        frame = self._out.encrypt(_nonce(self._written), _padded(message), None)
        self._written += 1
        return frame


def _nonce(count: int) -> bytes:
    return bytes(4) + count.to_bytes(8, "little")


def _padded(message: bytes) -> bytes:
    """Fill a message up, so that its size says little of what was chosen or how much was typed."""
    size = len(message) + 4
    block = max(_BLOCK, min(1 << (size - 1).bit_length(), _LARGEST_BLOCK))
    return len(message).to_bytes(4, "little") + message + bytes(-size % block)
