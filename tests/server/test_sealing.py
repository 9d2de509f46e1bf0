"""Sealing by itself: what is sealed opens once, in its turn, with its key, and by nobody else."""

from __future__ import annotations

import json
import os

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from workshop.server import sealing
from workshop.server.credentials import Links

SECRET, KEY = bytes(32), bytes(range(32))
KERNEL = "5ac599f8-abaf-413e-b7b5-f9fea08480da"


def sealed_for(secret: bytes, fields: dict[str, str]) -> str:
    """Seal as a page does."""
    key = X25519PublicKey.from_public_bytes(sealing.bytes_of(sealing.public(secret)))
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    return sealing.text_of(suite.encrypt(json.dumps(fields).encode(), key, b"workshop enter"))


class Page:
    """The other end of a channel."""

    def __init__(self, channel: sealing.Channel, key: bytes = KEY) -> None:
        own = os.urandom(32)
        salt = channel.greeting + own
        self.out, self.into = (
            ChaCha20Poly1305(sealing.derive(key, salt, f"{way} {KERNEL}")) for way in ("to kernel", "to page")
        )
        self.first = own + self.frame(0, b"")

    def frame(self, number: int, message: bytes) -> bytes:
        padded = len(message).to_bytes(4, "little") + message
        return self.out.encrypt(bytes(4) + number.to_bytes(8, "little"), padded, None)


@pytest.fixture
def met() -> tuple[sealing.Channel, Page]:
    channel = sealing.Channel(KEY, KERNEL)
    page = Page(channel)
    channel.meet(page.first)
    return channel, page


def test_a_link_where_others_listen_has_code_and_key_behind_its_number_sign():
    link = Links("http://192.168.1.5:8866", SECRET).enter("K7MQ2P")
    assert link == f"http://192.168.1.5:8866/j#K7MQ2P.{sealing.public(SECRET)}"
    assert Links("https://workshop.example", SECRET).enter("K7MQ2P") == "https://workshop.example/j/K7MQ2P"


def test_only_this_server_opens_what_is_sealed_for_it():
    fields = {"code": "K7MQ2P", "key": KEY.hex()}
    assert sealing.opened(SECRET, sealed_for(SECRET, fields)) == fields
    for wrong in (sealed_for(b"1" * 32, fields), "", "AAAA", "é", sealed_for(SECRET, {"code": "x", "key": "00"})):
        with pytest.raises(sealing.SealError):
            sealing.opened(SECRET, wrong)


def test_frames_open_in_their_turn_only(met):
    channel, page = met
    one, two = page.frame(1, b"one"), page.frame(2, b"two")
    for wrong in (two, page.first[32:], one[:-1], one[:-1] + bytes([one[-1] ^ 1])):
        with pytest.raises(sealing.SealError):
            channel.open(wrong)
    assert channel.open(one) == b"one"
    with pytest.raises(sealing.SealError):
        channel.open(one)
    assert channel.open(two) == b"two"


def test_nobody_without_the_key_is_met_and_nothing_recorded_meets_again(met):
    with pytest.raises(sealing.SealError):
        (channel := sealing.Channel(KEY, KERNEL)).meet(Page(channel, bytes(32)).first)
    assert not channel.is_met
    with pytest.raises(sealing.SealError):
        channel.seal(b"a word")
    with pytest.raises(sealing.SealError):
        sealing.Channel(KEY, KERNEL).meet(met[1].first)


def test_a_choice_and_a_few_words_are_all_of_one_size(met):
    channel, _page = met
    assert len({len(channel.seal(bytes(size))) for size in (0, 3, 40, 900)}) == 1
    sizes = {len(channel.seal(bytes(size))) for size in range(1100, 300_000, 1000)}
    assert len(sizes) < 12


def test_a_proof_is_good_once_and_with_its_key():
    proofs = sealing.Proofs(SECRET)
    challenge = proofs.challenge()
    proof = f"{challenge}.{sealing.prove(KEY, challenge)}"
    assert proofs.take(bytes(32), proof) is False
    assert proofs.take(KEY, proof) is True
    assert proofs.take(KEY, proof) is None
    own = sealing.text_of(bytes(40))
    assert proofs.take(KEY, f"{own}.{sealing.prove(KEY, own)}") is None, "a challenge that the server never made"


def test_an_eavesdropper_makes_nothing_of_a_cookie():
    text = sealing.shut(SECRET, "who it is")
    assert sealing.unshut(SECRET, text) == "who it is"
    assert sealing.unshut(b"1" * 32, text) == ""
