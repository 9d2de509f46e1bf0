"""For how many people pages are kept ready."""

from pathlib import Path

from workshop.server.kernel_backends.forecast import LATECOMERS, ArrivalForecast

WELCOME, CAUSES, SIGNS = (Path(f"notebooks/{name}.ipynb") for name in ("00-welcome", "01-causes", "02-signs"))
PARTS = [WELCOME, CAUSES, SIGNS]


def visits(coming, page, times):
    said = {}
    for _ in range(times):
        said = coming.came(page)
    return said


def test_all_are_expected_where_a_group_arrives():
    assert ArrivalForecast([PARTS], 30).at_start() == {WELCOME: 30}
    assert ArrivalForecast([PARTS], 0).at_start() == {}
    assert ArrivalForecast([], 30).at_start() == {}


def test_whoever_has_come_is_expected_at_the_next_part():
    coming = ArrivalForecast([PARTS], 30)
    assert coming.came(WELCOME) == {WELCOME: 29, CAUSES: 1}
    assert visits(coming, WELCOME, 11) == {WELCOME: 18, CAUSES: 12}
    assert visits(coming, CAUSES, 12) == {CAUSES: LATECOMERS, SIGNS: 12}
    assert visits(coming, SIGNS, 12) == {SIGNS: LATECOMERS}


def test_never_more_than_the_facilitator_said():
    coming = ArrivalForecast([PARTS], 5)
    assert visits(coming, WELCOME, 40) == {WELCOME: LATECOMERS, CAUSES: 5}
    assert ArrivalForecast([PARTS], 1).came(WELCOME) == {WELCOME: 1, CAUSES: 1}


def test_somebody_who_wanders_about_moves_it_by_one():
    coming = ArrivalForecast([PARTS], 30)
    visits(coming, WELCOME, 10)
    assert coming.came(SIGNS) == {SIGNS: LATECOMERS}
    assert coming.came(CAUSES) == {CAUSES: 9, SIGNS: LATECOMERS}


def test_each_language_has_an_order_of_its_own():
    spanish = [Path("es") / page.name for page in PARTS]
    coming = ArrivalForecast([PARTS, spanish], 8)
    assert coming.came(spanish[0]) == {spanish[0]: 2, spanish[1]: 1}
    assert coming.came(WELCOME)[CAUSES] == 1


def test_without_a_pool_nothing_is_kept_ready():
    assert ArrivalForecast([PARTS], 0).came(WELCOME) == {}


def test_other_pages_are_never_waited_for():
    assert ArrivalForecast([PARTS], 8).came(Path("console.ipynb")) == {}
