"""A room: what participants share and what a facilitator does with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, get_args

from sqlalchemy import Connection, delete, insert, select

from workshop.content.sharing import Payload
from workshop.content.sharing import Table as SharedTable
from workshop.room import answers, door, errors, presence, reveals, shape, usage
from workshop.room.bands import ENOUGH
from workshop.room.database import Database
from workshop.room.door import Door
from workshop.room.hours import Hours, prolong
from workshop.room.news import News, Numbers
from workshop.room.pseudonyms import halves
from workshop.room.schema import (
    OF_A_ROOM,
    REVEALED,
    agreement,
    change_room,
    exercises,
    leads,
    lock_exercise,
    lock_room,
    rooms,
    set_exercise,
)
from workshop.room.snapshots import Snapshot
from workshop.room.states import Entry, RoomState, Shared, Signal, Timer, Visit

_LONGEST_TIMER = 24 * 3600
_LONGEST_RUN = 200  # steps remembered
_LARGEST_SCENE = 8192


class Room:
    """One room of a :class:`~workshop.room.store.Store`, which makes it; holds no state of its own.

    Every method may raise StoreUnavailable, after which nothing has changed and trying again is safe;
    RoomClosed after :meth:`end`; and RoomExpired when its hours are over. All of them say so in a sentence.

    Attributes
    ----------
    id
        Random, not the code; part of every pseudonym.
    code
        What people type.
    language
        Of the content, for example ``en``.
    workshop
        The name of its workshop; None for the server's first.
    door
        Who may come in, and who leads.
    hours
        How long it lives. :meth:`version` and :meth:`state` learn of it when somebody prolongs the room.
    """

    def __init__(self, database: Database, clock: Callable[[], float], entry: Entry) -> None:
        self.id = entry.id
        self.code = entry.code
        self.language = entry.language
        self.workshop = entry.workshop
        self.hours = Hours(entry.expires, entry.lasts, clock)
        self._entry = entry
        self._clock = clock
        self._database = database
        self.door = Door(entry.id, database, self._changing)
        self._version = select(rooms.c.version, rooms.c.expires).where(rooms.c.id == self.id)

    def version(self) -> int:
        """Return the number that every change raises which pages must see; one very cheap query.

        It still answers when the room has ended, so that pages learn of it from :meth:`state`.
        """
        with self._database.reading() as connection:
            found = connection.execute(self._version).first()
        if found is not None:
            self.hours.expires = found.expires
        if found is None or self.hours.over:
            raise errors.expired(self.code)
        return int(found.version)

    def state(self) -> RoomState:
        """Return what pages show; ``closed`` is True after the end, and nothing else is left then."""
        with self._database.reading() as connection:
            # The version is read first: should the rest be newer, the next look at the version corrects it.
            row = connection.execute(select(rooms).where(rooms.c.id == self.id)).first()
            if row is None or row.expires <= self._clock():
                raise errors.expired(self.code)
            self.hours.expires = row.expires
            if row.closed:
                return RoomState(row.version, closed=True)
            states = connection.execute(
                select(exercises.c.exercise, exercises.c.state).where(exercises.c.room == self.id)
            )
            known = {exercise: state for exercise, state in states}  # noqa: C416
            pinned = select(agreement.c.rule).where(agreement.c.room == self.id).order_by(agreement.c.place)
            rules = tuple(connection.execute(pinned).scalars())
            joined = door.admitted(connection, self.id)
        timer = Timer(row.timer_ends, row.timer_shown)
        planned, visits = _evening(row.run)
        run = tuple(Visit(part, step, self.hours.at(left)) for part, step, left in visits)
        scene = json.loads(row.scene or "{}")
        return RoomState(
            row.version, row.part, row.step, row.current, known, timer, rules, False, scene, run, row.question,
            joined, row.shut, row.cards,
            tuple((part, step, minutes) for part, step, minutes in planned),
        )  # fmt: skip

    def news(self, last: News | None = None, *, numbers: bool, results: bool = False) -> News:
        """Return how the room stands, over one connection; a room that is over is closed.

        Parameters
        ----------
        last
            What was known before; only what changed since is read.
        numbers
            True for somebody who leads.
        results
            True for somebody who hands on what was revealed.
        """
        revealed: tuple[Snapshot, ...] = ()
        try:
            with self._database.reading():
                known = last is not None and last.state.version == self.version()
                state = last.state if last is not None and known else self.state()
                told = self._numbers(state) if numbers and not state.closed else None
                if results:
                    revealed = last.results if known and last else self._results(state, last)
        except (errors.RoomClosed, errors.RoomExpired):
            state, told = RoomState(last.state.version if last else 0, closed=True), None
        lasts = self.hours.expires - self.hours.opened
        return News(replace(self._entry, expires=self.hours.expires, lasts=lasts), state, told, revealed)

    def _results(self, state: RoomState, last: News | None) -> tuple[Snapshot, ...]:
        """Return all that was revealed; what was known before never changes."""
        known = {result.exercise: result for result in (last.results if last else ())}
        names = [name for name, how in state.exercises.items() if how == "revealed"]
        found = (known.get(name) or self.snapshot(name) for name in names)
        return tuple(result for result in found if result is not None)

    def _numbers(self, state: RoomState) -> Numbers:
        opened = [name for name, how in state.exercises.items() if how in ("open", "closed")]
        with self._database.reading() as connection:
            names = connection.execute(select(leads.c.who).where(leads.c.room == self.id)).scalars()
            who = frozenset(names)
        counts = tuple((name, self.count(name)) for name in opened)
        return Numbers(counts, self.present(), tuple(sorted(self.signals().items())), who)

    # What a facilitator does

    def go_to(self, part: str, step: str | None = None, *, seen: tuple[str | None, str | None] | None = None) -> None:
        """Move the group to a part, or to a step of its plan; no exercise is then current, the wall follows the step.

        Parameters
        ----------
        part, step
            Where to.
        seen
            Where the one who taps saw the group. Where another console has moved it meanwhile, nothing happens.

        Raises
        ------
        MovedMeanwhile
            If the group is elsewhere than ``seen``.
        """
        part, step = shape.exercise_id(part), step and shape.exercise_id(step)
        with self._changing() as connection:
            row = connection.execute(select(rooms.c.part, rooms.c.step, rooms.c.run).where(rooms.c.id == self.id)).one()
            if seen is not None and seen != (row.part, row.step):
                raise errors.MovedMeanwhile("Another console has moved the group meanwhile. Look where it is now.")
            planned, visits = _evening(row.run)
            if step is not None:
                visits = [*visits[-_LONGEST_RUN:], [part, step, self.hours.back()]]
            run = json.dumps({"plan": planned, "visits": visits})
            change_room(connection, self.id, part=part, step=step, current=None, question=None, scene=None, run=run)

    def set_plan(self, plan: Sequence[tuple[str, str, int]]) -> None:
        """Choose the steps of this evening: part, step and minutes, at most 200; with none, all steps are meant."""
        kept = [[shape.exercise_id(part), shape.exercise_id(step), int(minutes)] for part, step, minutes in plan]
        if len(kept) > _LONGEST_RUN:
            raise ValueError(f"a plan has {_LONGEST_RUN} steps at most, this one {len(kept)}")
        with self._changing() as connection:
            _, visits = _evening(connection.execute(select(rooms.c.run).where(rooms.c.id == self.id)).scalar_one())
            change_room(connection, self.id, run=json.dumps({"plan": kept, "visits": visits}))

    def open(self, exercise: str) -> None:
        """Take answers for an exercise.

        Raises
        ------
        ExerciseRevealed
            If it was revealed, which is final.
        """
        with self._changing() as connection:
            if lock_exercise(connection, self.id, shape.exercise_id(exercise)) == "revealed":
                raise errors.ExerciseRevealed("This exercise was revealed, and a reveal is final: it stays as it is.")
            set_exercise(connection, self.id, exercise, "open")
            change_room(connection, self.id, current=exercise, question=None)

    def close(self, exercise: str) -> None:
        """Take no more answers; it may be opened again, unless it was revealed, which stays."""
        with self._changing() as connection:
            if lock_exercise(connection, self.id, shape.exercise_id(exercise)) != "revealed":
                set_exercise(connection, self.id, exercise, "closed")
                change_room(connection, self.id)

    def reveal(self, exercise: str, tables: Sequence[SharedTable]) -> Snapshot:
        """Publish the one result of an exercise, and delete the answers behind it.

        Parameters
        ----------
        exercise
            The exercise's id.
        tables
            What the exercise shows the room.

        Returns
        -------
        Snapshot
            With the words, for the facilitator. ``enough`` is False below five answers; the exercise is then
            as it was and may be revealed later. A second reveal returns the first, whatever the tables.

        Raises
        ------
        MoreSharesThanVoices
            If there are more answers than people were let in.
        """
        with self._changing() as connection:
            made = reveals.reveal(connection, self._at(exercise), tables)
        if made.enough:
            self._database.forget(REVEALED)
        return made

    def show(self, exercise: str, question: str) -> None:
        """Show one question of a revealed result on every wall, by the id of its table.

        Raises
        ------
        NotRevealed
            If there is no result yet.
        """
        with self._changing() as connection:
            if lock_exercise(connection, self.id, shape.exercise_id(exercise)) != "revealed":
                raise errors.NotRevealed("There is no result to show yet: reveal the exercise first.")
            change_room(connection, self.id, current=exercise, question=shape.exercise_id(question), scene=None)

    def moderate(self, exercise: str, hidden: Collection[int]) -> None:
        """Hide the words with these indexes and show all others.

        Raises
        ------
        NotRevealed
            If there are none yet.
        """
        with self._changing() as connection:
            reveals.moderate(connection, self._at(exercise), hidden)

    def set_timer(self, seconds: float | None, shown: bool = False) -> None:
        """Start the timer over from now, or switch it off with None; ``shown`` to the room or only to you."""
        if seconds is not None and not 0 <= seconds <= _LONGEST_TIMER:
            raise ValueError(f"seconds is {seconds}; a timer runs from 0 to {_LONGEST_TIMER} seconds")
        ends = None if seconds is None else round(self._clock() + seconds)
        with self._changing() as connection:
            change_room(connection, self.id, timer_ends=ends, timer_shown=shown)

    def set_scene(self, scene: Mapping[str, Any] | None) -> None:
        """Choose what the wall shows, as JSON of at most 8 KB; with None it follows the step again."""
        text = None if scene is None else json.dumps(scene)
        if text is not None and len(text) > _LARGEST_SCENE:
            raise ValueError("the scene is too large for a wall")
        with self._changing() as connection:
            change_room(connection, self.id, scene=text)

    def pin(self, rules: Sequence[str]) -> None:
        """Replace the room's agreement: at most 20 rules of 200 characters."""
        kept = enumerate(shape.rules(rules))
        rows = [{"room": self.id, "place": place, "rule": rule} for place, rule in kept]
        with self._changing() as connection:
            connection.execute(delete(agreement).where(agreement.c.room == self.id))
            if rows:
                connection.execute(insert(agreement), rows)
            change_room(connection, self.id)

    def prolong(self, hours: float) -> float:
        """Move the end of the room's hours, at most to 24 hours after its beginning; return the hours it came to."""
        with self._changing() as connection:
            added = prolong(connection, self.id, int(hours * 3600))
        self.hours.expires += added
        return added / 3600

    def end(self) -> None:
        """Close the room and delete all it holds at once; a second time does nothing.

        Until its hours are over the code answers that the room is closed. Nothing else is kept.
        """
        try:
            try:
                self._end()
            except errors.StoreUnavailable as error:
                if error.reason != "full":
                    raise
                self._database.give_way()
                self._end()
        except errors.RoomClosed:
            pass
        self._database.forget(OF_A_ROOM)
        self._database.keep_a_reserve()

    def _end(self) -> None:
        nothing = dict.fromkeys(("part", "step", "question", "scene", "run", "current", "timer_ends", "cards"))
        with self._changing() as connection:
            usage.count(connection, rooms.c.id == self.id, self._clock())
            for table in OF_A_ROOM:
                connection.execute(delete(table).where(table.c.room == self.id))
            change_room(connection, self.id, **nothing, timer_shown=False, shut=False, closed=True)

    def clear_signals(self) -> None:
        """Set the signals back to none."""
        with self._changing() as connection:
            presence.clear(connection, self.id)

    # What everybody may know

    def count(self, exercise: str) -> int | None:
        """Return how many shared, None below five."""
        with self._database.reading() as connection:
            shared = answers.count(connection, self._at(exercise))
            if shared >= ENOUGH:
                return shared
            revealed = reveals.snapshot(connection, self._at(exercise), words=False)
        return revealed.n if revealed else None

    def snapshot(self, exercise: str, *, words: bool = False) -> Snapshot | None:
        """Return the result of an exercise, None before its reveal; ``words`` only for the facilitator."""
        with self._database.reading() as connection:
            return reveals.snapshot(connection, self._at(exercise), words=words)

    def present(self) -> int:
        """Return how many pages are here, give or take a few minutes."""
        with self._database.reading() as connection:
            return presence.present(connection, self.id, self.hours.tick())

    def signals(self) -> dict[str, int]:
        """Return how many people signalled "pause" and "slow" since they were cleared."""
        with self._database.reading() as connection:
            return dict.fromkeys(get_args(Signal), 0) | presence.raised(connection, self.id)

    # What a participant does

    def share(self, exercise: str, who: str, payload: Payload, words: str | None = None, *, voice: str) -> None:
        """Share an answer, or replace the one this person shared; without words, earlier words are deleted.

        Parameters
        ----------
        exercise
            The exercise's id.
        who
            From :func:`~workshop.room.pseudonyms.pseudonym`, for this room and exercise.
        payload
            Per table the chosen options, a number, or None.
        words
            What the person wants the facilitator to read; cut to 500 characters, without control characters.
        voice
            What they were let in as; it is looked up, and not kept beside the answer.

        Raises
        ------
        ExerciseClosed
            If the exercise is not open.
        NotAdmitted
            If nobody was let in as ``voice``.
        AnswerRefused
            If it is not the shape of an answer.
        """
        text, said = shape.payload(payload), shape.words(words)
        with self._joining() as connection:
            door.require_admitted(connection, self.id, halves(voice)[0])
            answers.share(connection, self._at(exercise), who, text, said)
        self._database.settle()

    def withdraw(self, exercise: str, who: str) -> None:
        """Take back this device's answer and words, while the exercise is open."""
        with self._joining() as connection:
            answers.withdraw(connection, self._at(exercise), who)
        self._database.settle()

    def mine(self, exercise: str, who: str, *, surely: bool = False) -> Shared | None:
        """Return what this device shared, None if nothing, or when it was revealed and so deleted.

        With ``surely`` it waits for changes that are under way: one that was given up may still be stored.
        """
        with self._database.writing() if surely else self._database.reading() as connection:
            if surely:
                lock_exercise(connection, *self._at(exercise))
            return answers.mine(connection, self._at(exercise), who)

    def arrive(self, who: str) -> None:
        """Say that a page is here; call it about once a minute."""
        name, now = halves(who)[0], self.hours.tick()
        with self._database.reading() as connection:
            if presence.known(connection, self.id, name, now):
                return
        with self._joining() as connection:
            presence.arrive(connection, self.id, name, now)

    def leave(self, who: str) -> None:
        """Say that a page is gone."""
        self.note((), [who])

    def note(self, here: Collection[str], gone: Collection[str]) -> None:
        """Say for many pages at once who is here and who is gone."""
        now = self.hours.tick()
        with self._database.writing() as connection:
            if here:
                lock_room(connection, self.id, self.code, self._clock(), alone=False)
            for who in sorted(here):
                presence.arrive(connection, self.id, halves(who)[0], now)
            for who in sorted(gone):
                presence.leave(connection, self.id, halves(who)[0])
            self._database.announce(connection, self.id)

    def signal(self, kind: Signal, who: str) -> None:
        """Ask the facilitator for a "pause" or to "slow" down, without a reason; once, until they have seen it.

        Parameters
        ----------
        kind
            Which of the two.
        who
            From :func:`~workshop.room.pseudonyms.pseudonym`, for this room and ``/signal/`` with the kind.
        """
        if kind not in get_args(Signal):
            raise ValueError(f"signal {kind!r} is not one of {', '.join(get_args(Signal))}")
        with self._changing() as connection:
            presence.raise_signal(connection, self.id, kind, halves(who)[0])

    def _at(self, exercise: str) -> answers.At:
        return answers.At(self.id, shape.exercise_id(exercise))

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        with self._database.writing() as connection:
            lock_room(connection, self.id, self.code, self._clock(), alone=True)
            yield connection
            self._database.announce(connection, self.id)

    @contextmanager
    def _joining(self) -> Iterator[Connection]:
        with self._database.writing() as connection:
            lock_room(connection, self.id, self.code, self._clock(), alone=False)
            yield connection
            self._database.announce(connection, self.id)


def _evening(run: str | None) -> tuple[list[Any], list[Any]]:
    """Return plan and visits as they are stored; rooms of before had the visits alone."""
    found = json.loads(run or "[]")
    return (found["plan"], found["visits"]) if isinstance(found, dict) else ([], found)
