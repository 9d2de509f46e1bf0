from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from workshop.content import load_library
from workshop.content.checks import check_helplines

CHECKED = date(2026, 11, 23)


def outcome(days: int) -> tuple[int, int]:
    warnings, failures = check_helplines(CHECKED + timedelta(days=days))
    return len(warnings), len(failures)


@pytest.mark.parametrize(
    ("days", "warned", "failed"),
    [(0, False, False), (149, False, False), (150, True, False), (179, True, False), (180, False, True)],
)
def test_numbers_grow_old(days, warned, failed):
    warnings, failures = outcome(days)
    assert (warnings > 0, failures > 0) == (warned, failed)


def test_an_old_number_says_what_to_do():
    _, failures = check_helplines(CHECKED + timedelta(days=200))
    assert failures[0].file == "assets/helplines.yaml"
    assert failures[0].line > 1
    assert "is 200 days ago. Check the number at https://" in failures[0].message


def test_a_date_in_the_future_is_a_mistake():
    assert outcome(-1)[1] > 0


def test_numbers_are_fresh_today():
    """Fails from 180 days after the last check on: then the numbers must be looked at again."""
    warnings, failures = check_helplines(max(datetime.now(tz=UTC).date(), CHECKED))
    assert failures == []
    if warnings:
        pytest.skip(f"Getting old: {warnings[0]}")


def test_emergency_stands_first(library):
    for country in library.helplines.countries:
        needs = [line.data.need for line in country.lines]
        assert needs == sorted(needs, key=["emergency", "crisis", "abuse"].index), country.id


def test_the_verified_numbers(library):
    numbers = {c.id: {line.data.number for line in c.lines if line.data.number} for c in library.helplines.countries}
    assert numbers == {
        "us": {"911", "988", "1-800-799-7233"},
        "ca": {"988"},
        "gb": {"999", "116 123", "0808 2000 247", "0808 801 0327"},
        "au": {"000", "13 11 14", "1800 737 732"},
        "elsewhere": set(),
    }


def test_what_is_dialled_is_what_is_read(library):
    for country in library.helplines.countries:
        for line in country.lines:
            if line.data.number and line.data.tel:
                digits = "".join(letter for letter in line.data.number if letter.isdigit())
                assert line.data.tel.lstrip("+") == digits


def test_unknown_countries_are_elsewhere(library):
    assert library.helplines.country("atlantis").id == "elsewhere"
    assert not library.helplines.country("elsewhere").has_emergency
    assert library.helplines.local_emergency


def test_lines_that_are_not_verified_are_never_shown(assets):
    path = assets / "assets" / "helplines.yaml"
    path.write_text(path.read_text().replace("state: verified", "state: unverified"))
    assert all(not country.lines for country in load_library("en", assets).helplines.countries)
