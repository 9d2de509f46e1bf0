from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.bench import bench  # noqa: F401

pytestmark = pytest.mark.browser


def test_a_plan_with_a_day_and_a_neutral_file(bench):  # noqa: F811
    b = bench("next-step")
    b.page.get_by_label("If …", exact=True).fill("it is Sunday")
    b.page.get_by_label("… then I will …").fill("rest")
    b.page.get_by_role("textbox", name="A day to try it or to look back").fill("2026-12-06")
    b.settle()
    assert b.answer == {"plan": {"if": "it is Sunday", "then": "rest"}, "day": "2026-12-06"}
    assert b.page.get_by_text("If it is Sunday, then I will rest.").is_visible()
    b.page.get_by_text("Put the day in my calendar").click()
    assert b.page.get_by_text("Does anyone else look at this device?").is_visible()
    sent = len(b.sent)
    with b.page.expect_download() as info:
        b.page.get_by_role("button", name="Save a calendar file").click()
    assert info.value.suggested_filename == "notes.ics"
    text = Path(info.value.path()).read_bytes().decode()
    assert "DTSTART;VALUE=DATE:20261206\r\n" in text
    assert "rest" not in text
    assert len(b.sent) == sent
