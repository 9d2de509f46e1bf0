from __future__ import annotations

import pytest

from tests.support.bench import bench  # noqa: F401

pytestmark = pytest.mark.browser


def test_marks_by_keyboard(bench):  # noqa: F811
    b = bench("therapies")
    b.page.get_by_role("checkbox", name="Appeals to me: DBT").focus()
    b.page.keyboard.press("Space")
    b.page.get_by_role("checkbox", name="Worries me: DBT").check()
    b.settle()
    assert b.answer == {"appeals": ["dbt"], "worries": ["dbt"]}
    b.page.get_by_role("checkbox", name="Appeals to me: DBT").uncheck()
    b.settle()
    assert b.answer == {"worries": ["dbt"]}


@pytest.mark.parametrize(("width", "in_columns"), [(390, False), (1280, True)])
def test_sheets_on_a_phone_and_a_table_where_there_is_room(bench, width, in_columns):  # noqa: F811
    b = bench("therapies", width=width)
    cells = b.page.locator(".tw-compare-row").first.locator("td")
    tops = {round(cells.nth(i).bounding_box()["y"]) for i in range(3)}
    assert (len(tops) == 1) is in_columns
    assert b.page.evaluate("document.documentElement.scrollWidth") <= width
    assert b.page.get_by_role("table").count() == 1
    assert b.page.get_by_role("rowheader").count() == 4
    assert b.page.get_by_role("columnheader").count() == 3
