from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from workshop.content import help_list, load_library
from workshop.content.checks import check_helplines

#: The oldest and the newest look at a line, and the days between.
CHECKED, LAST = date(2026, 11, 25), date(2026, 11, 27)
WAIT = (LAST - CHECKED).days


def outcome(days: int) -> tuple[int, int]:
    warnings, failures = check_helplines(CHECKED + timedelta(days=days))
    return len(warnings), len(failures)


@pytest.mark.parametrize(
    ("days", "warned", "failed"),
    [(WAIT, False, False), (149, False, False), (150, True, False), (179, True, False), (180 + WAIT, False, True)],
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
    warnings, failures = check_helplines(max(datetime.now(tz=UTC).date(), LAST))
    assert failures == []
    if warnings:
        pytest.skip(f"Getting old: {warnings[0]}")


def test_emergency_stands_first(library):
    for country in library.helplines.countries:
        needs = [line.data.need for line in country.lines]
        assert needs == sorted(needs, key=["emergency", "crisis", "abuse"].index), country.id


def shown(country: str, language: str = "en") -> dict:
    return help_list(load_library(language))["countries"][country]


def ways(country: str, language: str = "en") -> dict[str, str]:
    return {way["href"]: way["label"] for line in shown(country, language)["lines"] for way in line["ways"]}


def test_thirty_seven_countries_have_an_emergency_number_and_the_way_out_stands_beside_every_line():
    countries = help_list(load_library("en"))["countries"]
    assert len(countries) == 37 + 1
    for name, country in countries.items():
        if name == "elsewhere":
            assert country["note"]
            continue
        first = country["lines"][0]["ways"][0]
        assert first["href"].startswith(("tel:", "sms:")), name
        for line in country["lines"]:
            assert bool(line["danger"]) == (line["need"] != "Emergency"), (name, line)
            assert all(way in country["lines"][0]["ways"] for way in line["danger"]), name


def test_what_is_dialled_is_what_is_read():
    keys = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999", strict=True))
    for country in load_library("en").helplines.countries:
        for line in country.lines:
            for call in line.data.calls:
                assert call.tel == "".join(one for one in call.number if one not in " -")
                if call.letters:
                    assert call.tel.endswith("".join(keys[one] for one in call.letters)), call


def test_a_number_is_never_without_its_country():
    """*4141 is a line for suicide prevention in Chile, and one for violence at home in Uruguay."""
    chile, uruguay = shown("cl"), shown("uy")
    assert (chile["name"], uruguay["name"]) == ("Chile", "Uruguay")
    crisis = [line for line in chile["lines"] if line["need"] == "Someone to talk to, now"]
    abuse = [line for line in uruguay["lines"] if line["need"] == "Fear, threats or control at home"]
    assert [way["href"] for line in crisis for way in line["ways"]] == ["tel:*4141"]
    assert [way["href"] for line in abuse for way in line["ways"]] == ["tel:08004141", "tel:*4141"]
    assert "If nothing happens when you tap, type *4141 yourself, with the star." in crisis[0]["about"]


def test_words_and_order_follow_the_language_of_the_page():
    spanish, english = ways("us", "es"), ways("us", "en")
    assert spanish["sms:988?&body=AYUDA"] == "Enviar «AYUDA» por mensaje al 988"
    assert english["tel:1-800-799-7233".replace("-", "")] == "Call 1-800-799-7233 (SAFE)"
    first = {language: shown("us", language)["lines"][1]["ways"][0]["label"] for language in ("en", "es")}
    assert first == {"en": "Call 988", "es": "Llamar al 988 y después marcar 2"}
    groups = {language: help_list(load_library(language))["groups"] for language in ("en", "es")}
    assert {"us", "gb", "ie", "in", "za"} <= set(groups["en"][0]["ids"])
    assert {"us", "mx", "uy", "es", "pr"} <= set(groups["es"][0]["ids"])
    assert {"de", "se", "jp"} <= set(groups["es"][1]["ids"])
    german = help_list(load_library("de"))["groups"][0]["ids"]
    assert german == ["be", "de", "at", "ch"], "not Denmark and Poland, where nobody answers in German"
    names = [help_list(load_library("es"))["countries"][one]["name"] for one in groups["es"][1]["ids"]]
    assert names.index("Alemania") < names.index("Bélgica") < names.index("Brasil")


@pytest.mark.parametrize(
    "old",
    [
        "07725909090", "08008483", "0900", "141", "7020", "8011200", "08000116016", "0800150150",
        "1564", "16328", "741741", "09178",
    ],
)  # fmt: skip
def test_lines_that_were_given_up_or_not_confirmed_stay_out(old):
    numbers = {href.partition(":")[2] for name in help_list(load_library("en"))["countries"] for href in ways(name)}
    assert not [number for number in numbers if number == old or (len(old) > 4 and number.startswith(old))]


def test_where_nothing_could_be_confirmed_the_page_says_where_to_look(library):
    assert shown("se")["missing"] == ["Someone to talk to, now"]
    assert shown("no")["missing"] == ["Someone to talk to, now", "Fear, threats or control at home"]
    assert shown("elsewhere")["lines"] == []
    assert len(shown("elsewhere")["missing"]) == 2
    assert "eg" not in help_list(library)["countries"]  # nothing confirmed at all


def test_every_line_says_where_it_was_read_and_how_sure_it_is(library):
    lines = [line.data for country in library.helplines.countries for line in country.lines]
    assert len(lines) == 115
    assert all(source.startswith("http") for line in lines for source in line.sources)
    assert {line.confidence for line in lines} == {"official", "two sources"}


def test_unknown_countries_are_elsewhere(library):
    assert "atlantis" not in help_list(library)["countries"]
    assert library.helplines.words.local_emergency == shown("elsewhere")["note"]


def test_lines_that_nobody_could_confirm_are_never_shown(assets):
    path = assets / "assets" / "helplines.yaml"
    path.write_text(path.read_text().replace("confidence: official", "confidence: unconfirmed"))
    shown = [line.data for country in load_library("en", assets).helplines.countries for line in country.lines]
    assert shown
    assert all(line.confidence == "two sources" for line in shown)
