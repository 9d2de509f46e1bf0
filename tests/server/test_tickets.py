import stat
import time

import pytest

from workshop.server import credentials, tickets
from workshop.server.credentials import SecretError, load_secret

SECRET, OTHER = b"a" * 32, b"b" * 32


def test_a_ticket_says_what_was_issued():
    ticket = tickets.read(tickets.issue("room-1", "facilitator", secret=SECRET), secret=SECRET)
    assert (ticket.room_id, ticket.role) == ("room-1", "facilitator")
    assert ticket.expires > time.time() + 3600


def test_someone_alone_has_no_room():
    assert tickets.read(tickets.issue(None, "alone", secret=SECRET), secret=SECRET).room_id is None


@pytest.mark.parametrize("ticket", ["", "x", "2|1:0|nonsense", "null", "é"])
def test_nonsense_is_refused(ticket):
    with pytest.raises(tickets.TicketError, match="not valid"):
        tickets.read(ticket, secret=SECRET)


def test_a_ticket_of_another_server_is_refused():
    with pytest.raises(tickets.TicketError, match="not valid"):
        tickets.read(tickets.issue("room-1", "facilitator", secret=OTHER), secret=SECRET)


def test_a_participants_ticket_cannot_be_rewritten():
    good = tickets.issue("room-1", "participant", secret=SECRET)
    rewritten = tickets.issue("room-1", "facilitator", secret=OTHER)
    forged = "|".join([*rewritten.split("|")[:-1], good.split("|")[-1]])
    with pytest.raises(tickets.TicketError):
        tickets.read(forged, secret=SECRET)


def test_an_old_ticket_is_refused_with_what_to_do():
    with pytest.raises(tickets.TicketError, match=r"too old\. Open the page again"):
        tickets.read(tickets.issue("room-1", "participant", hours=-0.01, secret=SECRET), secret=SECRET)


def test_an_unknown_role_is_refused():
    with pytest.raises(tickets.TicketError, match="no role 'boss'"):
        tickets.issue("room-1", "boss", secret=SECRET)


def test_the_secret_is_made_once_for_its_owner_only(tmp_path):
    first = load_secret(tmp_path)
    assert len(first) == 32
    assert load_secret(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["secret"]


@pytest.mark.parametrize("content", ["", "zz", "abcd"])
def test_a_damaged_secret_is_named(tmp_path, content):
    (tmp_path / "secret").write_text(content)
    (tmp_path / "secret").chmod(0o600)
    with pytest.raises(SecretError, match="secret"):
        load_secret(tmp_path)


def test_a_secret_that_others_can_read_is_refused(tmp_path):
    load_secret(tmp_path)
    (tmp_path / "secret").chmod(0o644)
    with pytest.raises(SecretError, match="Other people on this computer can read"):
        load_secret(tmp_path)


def test_keys_prove_their_role_and_room_only():
    key = credentials.make_key(SECRET, "facilitator", "room-1", "K7MQ2P")
    code, proof = credentials.split_key(key)
    assert code == "K7MQ2P"
    assert credentials.proves(SECRET, "facilitator", "room-1", proof)
    assert not credentials.proves(SECRET, "projector", "room-1", proof)
    assert not credentials.proves(SECRET, "facilitator", "room-2", proof)
    assert not credentials.proves(OTHER, "facilitator", "room-1", proof)
    assert not credentials.proves(SECRET, "facilitator", "room-1", "é" * 22)


def test_a_link_proves_nothing_once_there_is_a_newer_one():
    _, proof = credentials.split_key(credentials.make_key(SECRET, "facilitator", "room-1", "K7MQ2P", 3))
    assert [n for n in range(6) if credentials.proves(SECRET, "facilitator", "room-1", proof, n)] == [3]


def test_no_two_cards_are_alike_and_more_cards_leave_the_first_ones_as_they_were():
    cards = credentials.card_codes(SECRET, "K7MQ2P", 200)
    assert len(set(cards)) == 200
    assert all(len(card) == 15 and card.startswith("K7MQ2P") for card in cards)
    assert credentials.card_codes(SECRET, "K7MQ2P", 12) == cards[:12]
    assert not set(cards) & set(credentials.card_codes(OTHER, "K7MQ2P", 200))


def test_a_restart_makes_the_same_keys():
    assert credentials.make_key(SECRET, "projector", "r", "C") == credentials.make_key(SECRET, "projector", "r", "C")


@pytest.mark.parametrize("key", ["", "K7MQ2P", "K7MQ2P-", "K7MQ2P-short", "../etc-" + "a" * 22, "K7MQ2P-" + "a" * 23])
def test_what_never_was_a_key_is_no_key(key):
    assert credentials.split_key(key) is None


def test_the_devices_name_for_a_room_does_not_give_the_room_away():
    name = credentials.device_key(SECRET, "room-1")
    assert "room-1" not in name
    assert name != credentials.device_key(SECRET, "room-2")
