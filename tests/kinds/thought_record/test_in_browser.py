from __future__ import annotations

import pytest

from tests.support.bench import bench  # noqa: F401

pytestmark = pytest.mark.browser


def test_both_beliefs_appear_beside_each_other(bench):  # noqa: F811
    b = bench("thought-record")
    assert b.page.locator(".tw-bars").count() == 0
    for label, value in (("How much do you believe it?", "80"), ("And now, how much do you believe", "45")):
        slider = b.page.get_by_label(label)
        slider.fill(value)
    b.settle()
    assert b.answer == {"before": 80, "after": 45}
    assert b.page.locator(".tw-bars").inner_text().split() == [
        "How",
        "much",
        "you",
        "believed",
        "it",
        "Before",
        "80%",
        "After",
        "45%",
    ]


def test_the_check_stands_before_the_first_question(bench):  # noqa: F811
    b = bench("thought-record")
    check = b.page.get_by_role("button", name="A short, private check").bounding_box()
    assert check["y"] < b.page.get_by_label("What happened?").bounding_box()["y"]
    assert check["height"] >= 44
