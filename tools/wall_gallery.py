"""Draws the wall for every question that a room shares, with made-up people, as contact sheets to look at.

    python tools/wall_gallery.py --people 8 --out /tmp/walls

One folder for each number of people: a picture of each question in the size of a projector, and sheets of sixteen.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from screenshots import ROOT, Workshop, open_browser

sys.path.insert(0, str(ROOT / "benchmarks"))
from results import answers

from workshop.content import Exercise, load_library
from workshop.content.kinds import kind
from workshop.content.sharing import Table

WALL = {"width": 1920, "height": 1080}
SMALL, COLUMNS, ROWS = (640, 360), 3, 5


def shared() -> Iterator[tuple[Exercise, tuple[Table, ...]]]:
    """Yield every exercise that the room sees something of, with its questions."""
    library = load_library("en")
    for exercise in library.exercises.values():
        tables = kind(exercise.kind).model(exercise, library.phrase).tables()
        if tables and exercise.sharing.audience != "facilitator":
            yield exercise, tables


def draw(workshop: Workshop, page: Page, people: int, folder: Path) -> list[Path]:
    """Let made-up people share each exercise, reveal it, and take each of its questions."""
    room, dice, made = workshop.room, random.Random(people), []
    for exercise, tables in shared():
        room.open(exercise.id)
        given = [answers(table, people, dice, leans=True) for table in tables]
        for one in zip(*given, strict=True):
            workshop.somebody_shares(exercise.id, {name: value for part in one for name, value in part.items()})
        room.reveal(exercise.id, tables)
        for table in tables:
            room.show(exercise.id, table.id)
            page.locator(f'.outputs [data-id="{table.id}"]').first.wait_for()
            page.wait_for_timeout(150)
            made.append(folder / f"{exercise.id}-{table.id}.png".replace("/", "-"))
            page.screenshot(path=made[-1])
    return made


def sheets(pictures: list[Path], folder: Path) -> None:
    """Put the pictures together, small."""
    each = COLUMNS * ROWS
    for number, start in enumerate(range(0, len(pictures), each)):
        sheet = Image.new("RGB", (COLUMNS * SMALL[0], ROWS * SMALL[1]), "white")
        for at, path in enumerate(pictures[start : start + each]):
            with Image.open(path) as picture:
                place = (at % COLUMNS * SMALL[0], at // COLUMNS * SMALL[1])
                sheet.paste(picture.convert("RGB").resize(SMALL), place)
        sheet.save(folder / f"sheet-{number}.png")


def main() -> None:
    """Draw the walls of one size of group."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    folder = chosen.out / str(chosen.people)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        workshop = Workshop(Path(home))
        try:
            page = open_browser(playwright, workshop).new_page(viewport=WALL)
            page.goto(workshop.link("Projector"))
            sheets(draw(workshop, page, chosen.people, folder), folder)
        finally:
            workshop.stop()


if __name__ == "__main__":
    main()
