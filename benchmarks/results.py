"""How much a small group may know of itself: made-up people in every exercise that shares, before bands and with them.

    python benchmarks/results.py [--write docs/privacy.md]

"Before" is the rule of the first release: counts under three were merged or left out, and so was what nearly all said. A
question says something if one of its answers can be read by itself (before), or if its answers are not all shown with the same
soft words (with bands). Two kinds of made-up group, 40 rooms of each size: one where every answer is as likely as any other, which is the
hardest there is, and one that leans, each room in its own way, as people do who came for the same reason.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import report

from workshop.content import load_library
from workshop.content.kinds import kind
from workshop.content.sharing import Payload, Table
from workshop.room.privacy import NO_ANSWER, summarise

SIZES = (6, 7, 8, 10, 12, 20)
ROOMS = 40


def tables() -> Iterator[Table]:
    """Yield every question that an exercise shares."""
    library = load_library("en")
    for exercise in library.exercises.values():
        if exercise.sharing.shared:
            yield from kind(exercise.kind).model(exercise, library.phrase).tables()


def answers(table: Table, people: int, dice: random.Random, leans: bool) -> list[Payload]:
    """Return what made-up people share; one in twelve gives no answer."""
    options = [option for option, _ in table.options]
    # Exponential weights are every mixture of answers, each as likely as any other.
    weights = [dice.expovariate(1) if leans else 1.0 for _ in options]
    chances = [dice.random() if leans else 0.5 for _ in options]
    middle = dice.uniform(table.low, table.high)

    def one() -> list[str] | float | None:
        if dice.random() < 1 / 12:
            return None if table.kind == "number" else []
        if table.kind == "number":
            value = dice.triangular(table.low, table.high, middle) if leans else dice.uniform(table.low, table.high)
            return round(value / table.step) * table.step
        if table.kind == "multiple":
            return [option for option, chance in zip(options, chances, strict=True) if dice.random() < chance]
        return dice.choices(options, weights)

    return [{table.id: one()} for _ in range(people)]


def before(table: Table, shares: list[Payload]) -> bool:
    """Return whether the first release's rule would have said anything."""
    people, given = len(shares), [share[table.id] for share in shares]
    if table.kind == "number":
        values = [value for value in given if value is not None]
        return len(values) >= 5 and len(values) - max(Counter(values).values()) >= 3
    counts = Counter(option for chosen in given for option in (chosen or [NO_ANSWER]))
    if table.kind == "multiple":
        return any(3 <= counts[option] <= people - 3 for option, _ in table.options)
    cells = [(counts[option], 1) for option, _ in table.options] + [(counts[NO_ANSWER], 1)]
    while len(cells) > 1 and min(cells)[0] < 3:  # near enough for a scale, whose neighbours were merged
        cells.sort()
        cells[:2] = [(cells[0][0] + cells[1][0], cells[0][1] + cells[1][1])]
    return len(cells) > 1 and any(size == 1 for _, size in cells)


def now(table: Table, shares: list[Payload]) -> tuple[bool, int]:
    """Return whether a question says something, and how many of its answers are not shown at all."""
    (result,) = summarise("made-up", [table], shares, random.Random(1)).tables
    if table.kind == "number":
        return result.mean is not None, 0
    shown = [cell for cell in result.cells if cell.options != (NO_ANSWER,)]
    missing = len(table.options) - sum(len(cell.options) for cell in shown)
    looks = {(cell.band, cell.count, cell.first) for cell in shown}
    return len(looks) > 1 or any(cell.band == "number" for cell in shown), missing


def measure(rooms: int) -> list[list[str]]:
    """Return the rows of the table."""
    rows = []
    asked = list(tables())
    total = len(asked) * rooms
    for people in SIZES:
        row, hidden = [str(people)], 0
        for leans in (False, True):
            dice = random.Random(people)
            old = new = 0
            for table in asked * rooms:
                shares = answers(table, people, dice, leans)
                says, missing = now(table, shares)
                old, new, hidden = old + before(table, shares), new + says, hidden + missing
            row += [f"{old / total:.0%}", f"{new / total:.0%}"]
        rows.append([*row, str(hidden)])
    return rows


def main() -> None:
    """Print the table, and put it into a document."""
    chosen = report.options("results", __doc__, "ten rooms of each size instead of forty").parse_args()
    columns = [
        "people",
        "any answer alike: before",
        "with bands",
        "a group that leans: before",
        "with bands",
        "answers left out",
    ]
    text = report.markdown(columns, measure(10 if chosen.quick else ROOMS))
    print(text)
    report.write(chosen.write, "results", text)


if __name__ == "__main__":
    main()
