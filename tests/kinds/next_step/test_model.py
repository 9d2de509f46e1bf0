from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.support.kinds import Contract, model_of, page_of
from workshop.content.calendar import calendar


class TestContract(Contract):
    name = "next-step"


def test_nothing_is_shared():
    model = model_of("next-step", {"plan": {"if": "x"}})
    assert (model.tables(), model.payload(), model.words()) == ((), {}, None)


@pytest.mark.parametrize(
    "day", ["", "tomorrow", "2026-13-01", "20261201T10", "1999-01-01", "9999-12-31", 5, None, "2026-02-30"]
)
def test_a_day_that_is_none_is_dropped(day):
    assert model_of("next-step").set_from({"day": day}) == {}


def test_the_plan_reads_as_one_sentence():
    model = model_of("next-step", {"plan": {"if": "it is Sunday.", "then": "rest"}})
    assert model.sentence() == "If it is Sunday, then I will rest."
    said_twice = model_of("next-step", {"plan": {"if": "If it rains", "then": "then I will rest"}})
    assert said_twice.sentence() == "If it rains, then I will rest."
    assert model_of("next-step", {"plan": {"if": "it is {then}"}}).sentence() == "If it is {then}, then I will …."


def day_file(day: date, title: str) -> str:
    return calendar([(title, day, day + timedelta(days=1))])


def test_a_calendar_file_as_the_standard_wants_it():
    text = day_file(date(2026, 12, 31), "Note to self")
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    for name in ("UID", "DTSTAMP", "PRODID", "VERSION"):
        assert sum(line.startswith(f"{name}:") for line in lines) == 1
    assert "\n" not in text.replace("\r\n", "")


def test_the_same_day_gives_the_same_file():
    assert day_file(date(2026, 12, 1), "x") == day_file(date(2026, 12, 1), "x")


def test_a_long_title_is_folded_between_characters():
    text = day_file(date(2026, 12, 1), "Ärger; Übung, " * 20)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "Ärger\\; Übung\\, " * 20 in text.replace("\r\n ", "")


def test_the_file_says_nothing_of_the_plan():
    page = page_of("next-step")
    page.widget.answer = {"plan": {"if": "I reach for his phone", "then": "breathe"}, "day": "2026-12-04"}
    body = next(c for c in page.widget.view["children"][0]["children"] if c.get("key") == "body")
    file = next(c for c in body["children"] if c.get("key") == "calendar")["children"][-1]
    assert file["filename"] == "notes.ics"
    text = "".join(file["parts"]).lower()
    assert "summary:note to self" in text
    for word in ("phone", "breathe", "trust", "workshop", "valarm", "description", "location"):
        assert word not in text


def test_no_calendar_without_a_day():
    page = page_of("next-step")
    page.widget.answer = {"plan": {"if": "x"}}
    body = next(c for c in page.widget.view["children"][0]["children"] if c.get("key") == "body")
    assert "calendar" not in [child.get("key") for child in body["children"]]
