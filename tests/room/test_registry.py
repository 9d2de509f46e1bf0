"""A house with many rooms: their hours, whose they are, who was invited, and how much was used."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.room.conftest import share_all
from tests.support.voices import admission_of
from workshop.room import HOST, HOSTING, VOICE, RoomExpired, Store, pseudonym
from workshop.room.errors import NameTaken

HOUR = 3600


def let_in(room, people):
    for number in range(people):
        room.door.admit(pseudonym(admission_of(number), room.id, VOICE))


def browser(invitation, number=1):
    return pseudonym(admission_of(number), invitation.id, HOSTING)


def test_a_room_is_prolonged_at_most_to_a_day_after_its_beginning(store, clock):
    room = store.create(hours=3)
    other_page = store.get(room.id)
    version = room.version()
    assert room.prolong(2) == 2
    assert room.version() > version, "pages look again, or they would end at the old hour"
    clock.ahead = 4 * HOUR
    assert other_page.state().voices == 0
    assert other_page.hours.left == pytest.approx(HOUR, abs=5)
    assert room.prolong(100) == 19
    assert room.prolong(1) == 0
    assert room.hours.more == 0
    clock.ahead = 24 * HOUR + 1
    with pytest.raises(RoomExpired):
        store.get(room.id)


def test_who_is_here_and_when_a_step_began_stay_right_when_a_room_is_prolonged(store, clock):
    room = store.create(hours=2)
    room.arrive(pseudonym(admission_of(1), room.id, "presence"))
    room.go_to("01-causes", "opening")
    began = room.state().run[0].at
    room.prolong(5)
    again = store.get(room.id)
    assert again.present() == 1
    assert again.state().run[0].at == pytest.approx(began, abs=1)
    clock.ahead = 600
    store.forget_absent()
    assert again.present() == 0


def test_the_newest_room_is_the_hosts_own(store):
    own = store.create()
    invited = store.registry.invite("Ana", "es")
    store.create("es", owner=invited.id)
    assert store.newest_open().id == own.id


def test_the_house_shows_each_room_from_outside_and_an_invitation_its_own(store, clock):
    ana, ben = store.registry.invite("Ana", "es"), store.registry.invite(" Ben  B. ", "en")
    first, second = store.create("es", 3, owner=ana.id), store.create(owner=ben.id)
    let_in(first, 4)
    assert [(one.name, one.voices, one.code) for one in store.registry.rooms()] == [
        ("Ben B.", 0, second.code), ("Ana", 4, first.code),
    ]  # fmt: skip
    (own,) = store.registry.rooms(ana.id)
    assert (own.id, own.language) == (first.id, "es")
    assert own.hours.left == pytest.approx(3 * HOUR, abs=5)
    store.registry.revoke(ana.id)
    assert [one.name for one in store.registry.rooms()] == ["Ben B.", None]
    second.end()
    clock.ahead = 3 * HOUR + 1
    assert store.registry.rooms() == []


def test_a_link_lets_one_browser_in_and_a_new_one_shuts_the_old_ones_out(store):
    ana, ben = store.registry.invite("Ana", "es"), store.registry.invite("Ben", "en")
    assert store.registry.enter(ana.id, browser(ana), ana.link)
    assert not store.registry.enter(ana.id, browser(ana, 2), ana.link), "it was used"
    assert store.registry.knows(ana.id, browser(ana))
    assert not store.registry.knows(ben.id, browser(ana))
    assert not store.registry.knows(HOST, browser(ana))
    store.registry.renew(ana.id)
    assert not store.registry.knows(ana.id, browser(ana))
    new = store.registry.invitation(ana.id)
    assert not store.registry.enter(ana.id, browser(ana), new.link - 1)
    assert store.registry.enter(ana.id, browser(ana), new.link)
    store.registry.leave(ana.id, browser(ana))
    assert not store.registry.knows(ana.id, browser(ana))


def test_a_revoked_invitation_is_gone_with_its_browsers(store):
    ana = store.registry.invite("Ana", "es")
    store.registry.enter(ana.id, browser(ana), ana.link)
    store.registry.revoke(ana.id)
    assert store.registry.invitation(ana.id) is None
    assert not store.registry.knows(ana.id, browser(ana))
    assert not store.registry.enter(ana.id, browser(ana), ana.link + 1)
    assert store.registry.invitations() == []


def test_names_are_names_and_given_once(store):
    store.registry.invite("Ana", "es")
    with pytest.raises(NameTaken):
        store.registry.invite("ANA", "en")
    for name in ("", "  ", "x" * 81):
        with pytest.raises(ValueError, match="1 to 80"):
            store.registry.invite(name, "en")
    assert store.registry.host() == store.registry.host()
    assert [one.name for one in store.registry.invitations()] == ["Ana"], "the host is nobody's guest"


def test_rooms_and_voices_are_added_up_once_and_nothing_else(store, clock, url):
    ended, expired, empty = store.create(), store.create(hours=1), store.create(hours=1)
    let_in(ended, 7)
    let_in(expired, 5)
    share_all(store.create(hours=1), "cases", [{"t": ["a"]}] * 6)
    assert store.registry.used() == []
    ended.end()
    ended.end()
    assert [(one.rooms, one.voices) for one in store.registry.used()] == [(1, 7)]
    clock.ahead = HOUR + 1
    store.purge_expired()
    Store(url, clock=clock).purge_expired()
    clock.ahead = 25 * HOUR
    store.purge_expired()
    assert sum(one.rooms for one in store.registry.used()) == 3, "not the empty one, and the ended one not again"
    assert sum(one.voices for one in store.registry.used()) == 18
    assert store.registry.used()[-1].month == dt.datetime.now(dt.UTC).strftime("%Y-%m")
    assert empty.code


def test_rooms_that_end_at_once_are_all_counted(url, store, clock):
    ending, expiring = ([store.create(hours=hours) for _ in range(4)] for hours in (24, 1))
    for room in (*ending, *expiring):
        let_in(room, 2)
    clock.ahead = HOUR + 1
    others = [Store(url, clock=clock) for _ in range(3)]
    with ThreadPoolExecutor(8) as pool:
        done = [pool.submit(room.end) for room in ending] + [pool.submit(other.purge_expired) for other in others]
        for one in done:
            one.result()
    assert [(one.rooms, one.voices) for one in store.registry.used()] == [(8, 16)]
    for other in others:
        other.close()
