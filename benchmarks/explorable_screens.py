"""Print the median milliseconds of kernel time that one slider step costs, drawing included.

Run with ``python benchmarks/explorable_screens.py [repeats]``. Each step goes through the exercise as a browser's
change does: read the answer, ask the model, draw the pictures, build the view. The goal is 100 ms on one core.
"""

from __future__ import annotations

import os
import statistics
import sys
import time

# The script of the browser side is not needed here, and may not be built.
os.environ.setdefault("WORKSHOP_SURFACE", "voila")

from workshop.content import load_library
from workshop.exercises.exercise import ExerciseOnPage
from workshop.kinds.explorable.game import STAGES
from workshop.kinds.explorable.toy import toy_models

PREDICTIONS = {"trust-account": 8, "alarm": 0.4, "echo": 2, "society": "tf2t", "send-half": 5}
GOAL = 100.0


def on_page(name: str) -> ExerciseOnPage:
    library = load_library("en")
    page = ExerciseOnPage(library, library.exercises[name])
    if name in PREDICTIONS:
        page.widget.answer = {"prediction": PREDICTIONS[name]}
    page.act("skip", {})
    for stage in STAGES[1:]:
        page.act("stage", {"value": stage})
    return page


def change(page: ExerciseOnPage, settings: dict) -> float:
    """Change settings as the browser does while a slider moves, and return the milliseconds."""
    answer = dict(page.widget.answer)
    answer["settings"] = {**answer.get("settings", {}), **settings}
    begun = time.process_time()
    with page.widget.hold_trait_notifications():
        page.widget.answer = answer
        page.widget.seq += 1
    return (time.process_time() - begun) * 1000


def measure(name: str, repeats: int, extreme: bool) -> tuple[str, float, float]:
    """Return the slowest slider of an explorable, its median and its worst step."""
    page = on_page(name)
    if extreme:
        change(page, {c.name: c.high for c in page.model.game.controls})
    found = []
    for control in page.model.game.controls:
        steps = round((control.high - control.low) / control.step)
        times = [
            change(page, {control.name: control.low + (turn * 7 % (steps + 1)) * control.step})
            for turn in range(repeats)
        ]
        if extreme:
            change(page, {control.name: control.high})
        found.append((statistics.median(times), max(times), control.name))
    median, worst, slider = max(found)
    return slider, median, worst


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    print(f"{'explorable':<15}{'settings':<10}{'slowest slider':<18}{'median ms':>10}{'worst ms':>10}{'view kB':>9}")
    slow = []
    for name in toy_models():
        change(on_page(name), {})
        size = len(str(on_page(name).widget.view)) / 1000
        for extreme in (False, True):
            slider, median, worst = measure(name, repeats, extreme)
            kind = "all high" if extreme else "usual"
            print(f"{name:<15}{kind:<10}{slider:<18}{median:>10.1f}{worst:>10.1f}{size:>9.1f}")
            slow += [name] if median > GOAL else []
    if slow:
        sys.exit(f"Over {GOAL:g} ms: {', '.join(slow)}.")


if __name__ == "__main__":
    main()
