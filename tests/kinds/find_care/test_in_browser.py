from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.bench import bench  # noqa: F401

pytestmark = pytest.mark.browser


def saved(b, button):
    with b.page.expect_download() as info:
        b.page.get_by_role("button", name=button).click()
    return info.value.suggested_filename, Path(info.value.path()).read_text("utf-8")


def test_a_plan_for_monday_is_taken_along_and_nothing_is_sent_anywhere(bench):  # noqa: F811
    b = bench("find-care")
    b.page.get_by_label("Knows about trauma").check()
    b.page.get_by_label("In the next few weeks").check()
    b.settle()
    b.page.get_by_role("button", name="Draft a message from my choices").click()
    b.settle()
    box = b.page.get_by_label("My first message")
    assert "training in trauma" in box.input_value()
    box.fill("Hello, do you have a place?")  # not settled: it is taken along as it stands there
    name, text = saved(b, "Save as text")
    assert name == "notes.txt"
    assert "[ ] They have training in trauma." in text
    assert "What training do you have in trauma?" in text
    assert text.endswith("Hello, do you have a place?")
    b.settle()
    assert {kind for kind, _ in b.sent} == {"answer", "message"}
    assert [content["action"] for kind, content in b.sent if kind == "message"] == ["draft"]
    assert [url for url in b.requests if not url.startswith("blob:")] == []


def test_it_is_copied_without_asking_the_kernel(bench):  # noqa: F811
    b = bench("find-care")
    b.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    b.page.get_by_role("button", name="Copy", exact=True).click()
    b.page.get_by_text("Copied.").wait_for()
    assert "Questions for a first call" in b.page.evaluate("navigator.clipboard.readText()")
    assert b.sent == []


def test_the_line_about_watched_devices_comes_before_the_buttons(bench):  # noqa: F811
    b = bench("find-care")
    warning = b.page.locator(".tw-takeaway .tw-note").bounding_box()
    assert warning["y"] < b.page.get_by_role("button", name="Copy", exact=True).bounding_box()["y"]
