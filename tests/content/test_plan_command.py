"""``workshop plan``, as somebody types it."""

from __future__ import annotations

import pytest

from workshop.cli import main
from workshop.content import load_library
from workshop.content.plan import read_plan

LIBRARY = load_library("en")


def run(tmp_path, *arguments: str) -> int:
    return main(["plan", "--out", str(tmp_path / "evening.yaml"), *arguments])


def test_a_series_with_a_calendar(tmp_path, capsys):
    calendar = tmp_path / "evenings.ics"
    assert run(tmp_path, "--series", "--starts", "2027-01-12 19:00", "--calendar", str(calendar)) == 0
    plan = read_plan(tmp_path / "evening.yaml")
    said = capsys.readouterr().out
    assert f"Evening {len(plan.evenings)}, 2027-" in said
    assert calendar.read_text().count("BEGIN:VEVENT") == len(plan.evenings)
    assert all(one.total <= 90 for one in plan.evenings)


def test_the_guide_prints_what_the_plan_has(tmp_path):
    assert run(tmp_path, "--exercise", "cases", "--minutes", "45") == 0
    guide = tmp_path / "guide.html"
    assert main(["guide", "--plan", str(tmp_path / "evening.yaml"), "--out", str(guide)]) == 0
    printed = guide.read_text()
    assert "Six people" in printed
    assert LIBRARY.parts["01-causes"].steps[3].say[1] not in printed, "the trust line is not of this evening"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--part ID"),
        (("--part", "09-nothing"), "There is no part"),
        (("--part", "01-causes", "--minutes", "5"), "20 to 240"),
        (("--part", "01-causes", "--calendar", "x.ics"), "--starts"),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(tmp_path, capsys, arguments, said):
    assert run(tmp_path, *arguments) != 0
    assert said in capsys.readouterr().err


def test_a_plan_that_can_not_be_read_stops_the_guide_with_file_and_line(tmp_path, capsys):
    (tmp_path / "evening.yaml").write_text("evenings:\n  - minutes: 45\n")
    assert main(["guide", "--plan", str(tmp_path / "evening.yaml"), "--out", str(tmp_path / "guide.html")]) != 0
    assert "evening.yaml, line 2" in capsys.readouterr().err
