"""A room from its code to its end, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.room.conftest import BETRAYAL, Person, people, share_all
from tests.support.voices import let_in
from workshop.room import (
    LEAD,
    VOICE,
    CardNeeded,
    CardUsed,
    DoorClosed,
    ExerciseClosed,
    ExerciseRevealed,
    MoreSharesThanVoices,
    NotAdmitted,
    NotRevealed,
    RoomClosed,
    RoomExpired,
    RoomNotFound,
    RoomState,
    Shared,
    Store,
    StoreUnavailable,
    pseudonym,
)


def test_a_new_room_waits(room):
    assert room.state() == RoomState(version=1)
    assert room.state().of("cases") == "waiting"
    assert room.language == "en"
    assert room.id != room.code


def test_a_room_is_found_by_what_people_type(store, room):
    typed = f" {room.code[:3].lower()} {room.code[3:].lower()}"
    assert store.find(typed).id == room.id
    assert store.find(f"https://workshop.example/j/{room.code}").id == room.id
    assert store.get(room.id).code == room.code


def test_a_wrong_code_says_what_to_do(store, room):
    other = "222222" if room.code != "222222" else "333333"
    with pytest.raises(RoomNotFound) as caught:
        store.find(other)
    assert caught.value.sentence == f"There is no room {other}. Compare the code with the screen."
    with pytest.raises(RoomNotFound, match="like K7MQ2P"):
        store.find("hello")
    with pytest.raises(RoomNotFound, match="no longer exists"):
        store.get("0" * 32)


def test_the_newest_open_room(store):
    assert store.newest_open() is None
    first, second = store.create(hours=24), store.create(hours=2)
    assert store.newest_open().id == second.id
    second.end()
    assert store.newest_open().id == first.id


def test_every_change_that_pages_see_raises_the_version(room):
    versions = [room.version()]
    for change in (
        lambda: room.go_to("01-causes"),
        lambda: room.open("cases"),
        lambda: room.set_timer(60, shown=True),
        lambda: room.pin(["What is said here stays here"]),
        lambda: room.close("cases"),
    ):
        change()
        versions.append(room.version())
    assert versions == sorted(set(versions))
    state = room.state()
    assert (state.part, state.current, state.of("cases")) == ("01-causes", "cases", "closed")
    assert state.version == versions[-1]
    assert state.timer.shown
    assert state.agreement == ("What is said here stays here",)


def test_the_timer_goes_off_again(room, clock):
    room.set_timer(60)
    assert room.state().timer.ends_at == pytest.approx(clock() + 60, abs=2)
    room.set_timer(None)
    assert room.state().timer.ends_at is None
    with pytest.raises(ValueError, match="a timer runs from 0"):
        room.set_timer(-1)


def test_rules_are_pinned_in_order_cleaned_and_limited(room):
    room.pin(["second\x00 rule", "first", "", "first", "x" * 900])
    assert room.state().agreement == ("second rule", "first", "x" * 200)


def test_an_answer_can_be_changed_and_withdrawn_after_a_reload(store, room):
    room.open("cases")
    Person(room, 1).share("cases", {"cause": ["betrayal"]}, "my words")
    again = Person(store.find(room.code), 1)
    assert again.mine("cases") == Shared({"cause": ["betrayal"]}, "my words")
    again.share("cases", {"cause": ["gradual"]})
    assert again.mine("cases") == Shared({"cause": ["gradual"]}, None)
    again.withdraw("cases")
    assert again.mine("cases") is None
    again.withdraw("cases")


def test_one_person_counts_once_in_however_many_tabs(room):
    room.open("cases")
    for _ in range(2):
        for person in people(room, 5):
            person.share("cases", {"cause": ["betrayal"]})
    assert room.count("cases") == 5


def test_an_exercise_that_is_not_open_takes_no_answer(room):
    person = Person(room, 1)
    with pytest.raises(ExerciseClosed, match="not open yet"):
        person.share("cases", {"cause": ["betrayal"]})
    room.open("cases")
    person.share("cases", {"cause": ["betrayal"]})
    room.close("cases")
    for act in (lambda: person.share("cases", {}), lambda: person.withdraw("cases")):
        with pytest.raises(ExerciseClosed, match="is closed"):
            act()
    assert person.mine("cases")
    room.open("cases")
    person.withdraw("cases")


def test_a_reveal_is_final(room):
    share_all(room, "cases", [{"cause": ["betrayal"]}] * 3 + [{"cause": ["gradual"]}] * 3)
    first = room.reveal("cases", [BETRAYAL])
    assert first.enough
    assert room.state().of("cases") == "revealed"
    assert room.reveal("cases", []) == first
    assert room.snapshot("cases").tables == first.tables
    person = Person(room, 0)
    assert person.mine("cases") is None
    for act in (
        lambda: person.share("cases", {}),
        lambda: person.withdraw("cases"),
        lambda: room.open("cases"),
    ):
        with pytest.raises(ExerciseRevealed):
            act()
    room.close("cases")
    assert room.state().of("cases") == "revealed"
    assert room.count("cases") == 6


def test_words_reach_the_facilitator_only_and_can_be_hidden(room):
    with pytest.raises(NotRevealed, match="reveal the exercise first"):
        room.moderate("agreement", [0])
    said = ["be kind", None, "bell\x07 and\u202e tricks", "x" * 900, "", "no phones"]
    share_all(room, "agreement", [{}] * 6, said)
    revealed = room.reveal("agreement", [])
    assert {word.text for word in revealed.words} == {"be kind", "bell and tricks", "x" * 500, "no phones"}
    assert room.snapshot("agreement").words == ()
    assert "words" not in revealed.to_json()
    unkind = next(word.index for word in revealed.words if word.text == "no phones")
    room.moderate("agreement", [unkind, 99])
    hidden = [word.text for word in room.snapshot("agreement", words=True).words if word.hidden]
    assert hidden == ["no phones"]
    room.moderate("agreement", [])
    assert not any(word.hidden for word in room.snapshot("agreement", words=True).words)


def test_presence_is_counted_and_forgotten(room, clock):
    here = [pseudonym(bytes([n]) * 32, room.id, "presence") for n in range(3)]
    for who in [*here, here[0]]:
        room.arrive(who)
    assert room.present() == 3
    room.leave(here[0])
    assert room.present() == 2
    clock.ahead = 170
    room.arrive(here[1])
    clock.ahead = 250
    assert room.present() == 1
    clock.ahead = -5000
    assert room.present() == 0, "the clock was set back: who is still here says so"
    room.arrive(here[2])
    assert room.present() == 1
    clock.ahead = 250
    assert room.present() == 0, "and what was said before is forgotten"


def test_signals_have_no_name(room):
    room.signal("pause", Person(room, 1).who("/signal/pause"))
    for number in (1, 2, 2):
        room.signal("slow", Person(room, number).who("/signal/slow"))
    assert room.signals() == {"pause": 1, "slow": 2}
    room.clear_signals()
    assert room.signals() == {"pause": 0, "slow": 0}
    with pytest.raises(ValueError, match="not one of"):
        room.signal("help me, Anna", Person(room, 1).who("/signal/pause"))


def test_the_end_answers_closed_and_nothing_else(store, room):
    share_all(room, "cases", [{"cause": ["betrayal"]}] * 6)
    room.reveal("cases", [BETRAYAL])
    room.pin(["a rule"])
    before = room.version()
    room.end()
    room.end()
    assert room.version() > before
    assert room.state() == RoomState(version=room.version(), closed=True)
    assert room.snapshot("cases", words=True) is None
    assert room.count("cases") is None
    sentence = f"Room {room.code} is closed. Ask the facilitator for a new code."
    for act in (
        lambda: store.find(room.code),
        lambda: store.get(room.id),
        lambda: room.open("cases"),
        lambda: room.signal("pause", Person(room, 1).who("/signal/pause")),
        lambda: Person(room, 1).share("cases", {}),
        lambda: room.arrive(pseudonym(b"1" * 32, room.id, "presence")),
    ):
        with pytest.raises(RoomClosed) as caught:
            act()
        assert caught.value.sentence == sentence


def test_a_room_expires_and_is_purged(store, room, clock, url):
    share_all(room, "cases", [{"cause": ["betrayal"]}] * 6, ["words"] * 6)
    room.arrive(pseudonym(b"1" * 32, room.id, "presence"))
    room.signal("pause", Person(room, 1).who("/signal/pause"))
    assert store.purge_expired() == 0
    clock.ahead = 24 * 3600 + 1
    for act in (lambda: store.find(room.code), room.version, room.state, lambda: room.reveal("cases", [])):
        with pytest.raises(RoomExpired, match="has expired. Ask the facilitator"):  # noqa: RUF043
            act()
    assert store.purge_expired() == 1
    with store.database.reading() as connection:
        for table in ("rooms", "answers", "words", "presence", "signals", "exercises", "snapshots"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0
    with pytest.raises(RoomNotFound):
        store.find(room.code)


def test_rooms_do_not_see_each_other(store):
    one, other = store.create(), store.create()
    share_all(one, "cases", [{"cause": ["betrayal"]}] * 6)
    other.open("cases")
    assert other.count("cases") is None
    other.end()
    assert one.count("cases") == 6


def test_a_store_is_opened_again_with_all_it_held(url, store, room):
    share_all(room, "cases", [{"cause": ["betrayal"]}] * 6)
    assert Store(url).find(room.code).count("cases") == 6


def test_a_store_of_a_newer_kit_is_refused(url, store):
    with store.database.writing() as connection:
        connection.execute(text("UPDATE workshop_schema SET version = 99"))
    with pytest.raises(StoreUnavailable, match="newer workshop kit .*Update the kit"):  # noqa: RUF043
        Store(url)


def test_hours_and_exercises_are_checked(store, room):
    with pytest.raises(ValueError, match="at most"):
        store.create(hours=10_000)
    with pytest.raises(ValueError, match="is not an id"):
        room.open("no id; at all")


def test_the_door_closes_at_once_and_says_how_many_are_in(room):
    crowd = people(room, 3)
    for person in crowd[:2]:
        let_in(room, person.admission)
        let_in(room, person.admission)
    assert room.door.shut() == 2
    assert (room.state().voices, room.state().shut) == (2, True)
    let_in(room, crowd[0].admission)
    with pytest.raises(DoorClosed):
        let_in(room, crowd[2].admission)
    room.door.open()
    let_in(room, crowd[2].admission)
    assert room.state().voices == 3


def test_a_card_lets_one_person_in(room):
    room.door.hand_out_cards(2)
    voices = [pseudonym(person.admission, room.id, VOICE) for person in people(room, 3)]
    for card in (None, 2, -1):
        with pytest.raises(CardNeeded):
            room.door.admit(voices[0], card)
    room.door.admit(voices[0], 0)
    room.door.admit(voices[0])
    assert room.door.free_card() == 1
    with pytest.raises(CardUsed):
        room.door.admit(voices[1], 0)
    room.door.admit(voices[1], 1)
    assert room.door.free_card() is None
    assert room.state().voices == 2


def test_nobody_shares_who_was_not_let_in(room):
    room.open("cases")
    stranger = people(room, 1)[0]
    with pytest.raises(NotAdmitted):
        room.share("cases", stranger.who("cases"), {"cause": ["betrayal"]}, voice=stranger.who(VOICE))
    assert room.mine("cases", stranger.who("cases")) is None


def test_more_shares_than_people_are_not_revealed(store, room):
    share_all(room, "cases", [{"cause": ["betrayal"]}] * 6)
    with store.database.writing() as connection:
        connection.execute(text("DELETE FROM voices"))
    with pytest.raises(MoreSharesThanVoices):
        room.reveal("cases", [BETRAYAL])
    assert room.state().of("cases") == "open"


def test_a_link_to_lead_is_good_once_and_worthless_afterwards(room):
    one, two = (person.who(LEAD) for person in people(room, 2))
    assert room.door.lead(one, room.door.link())
    assert not room.door.lead(two, 0)
    assert room.door.lead(two, room.door.link())
    room.door.lead_alone(one)
    assert (room.door.leads(one), room.door.leads(two)) == (True, False)
    room.door.lead_no_more(one)
    assert not room.door.leads(one)
