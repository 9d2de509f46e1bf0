"""Every language says the same, with the same numbers, in its own words."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest

from workshop import paths
from workshop.content import languages, load_library
from workshop.content.checks import check_languages
from workshop.content.locale import categories, format_date, format_number, format_share
from workshop.content.notebooks import check_notebooks
from workshop.content.phrases import Phrases
from workshop.server.settings import ServeSettings

OTHERS = [language for language in languages() if language != paths.DEFAULT_LANGUAGE]
SPACES = "\u00a0\u202f"


def numbers(text: str) -> set[str]:
    """Return the figures of a text, however a language writes them."""
    for space in SPACES:
        text = text.replace(space, "")
    found = re.findall(r"\d[\d.,]*\d|\d", re.sub(r"(?<!\d)\.(?=\d)", "0.", text))
    return {_plain(figure) for figure in found}


def said(words) -> str:
    """Return everything a piece of content says."""
    return json.dumps(words.model_dump(mode="json"), ensure_ascii=False)


def _plain(figure: str) -> str:
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", figure):  # 4,860
        return re.sub(r"[.,]", "", figure)
    return f"{float(figure.replace(',', '.')):g}"


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_missing_and_nothing_counts_differently(library, language):
    assert list(check_languages(library, load_library(language))) == []


@pytest.mark.parametrize("language", OTHERS)
def test_notebooks_have_the_same_cells_and_exercises(language):
    assert list(check_notebooks(language, paths.notebooks(language))) == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", ["console", "projector"])
def test_the_facilitators_pages_differ_by_their_language_only(language, name, monkeypatch, tmp_path):
    monkeypatch.setenv("WORKSHOP_HOME", str(tmp_path))
    settings = ServeSettings()
    first = json.loads(settings.notebook(name, paths.DEFAULT_LANGUAGE).read_text("utf-8"))
    other = json.loads(settings.notebook(name, language).read_text("utf-8"))
    assert other["metadata"].pop("workshop") == {"language": language}
    (cell,), (own,) = first["cells"], other["cells"]
    assert own["source"] == "".join(cell["source"]).replace("()", f'("{language}")') != "".join(cell["source"])
    assert {**own, "source": []} == {**cell, "source": []}


def test_a_page_that_was_written_once_is_not_written_again(monkeypatch, tmp_path):
    monkeypatch.setenv("WORKSHOP_HOME", str(tmp_path))
    before = ServeSettings().notebook("console", "es").stat().st_mtime_ns
    assert ServeSettings().notebook("console", "es").stat().st_mtime_ns == before


@pytest.mark.parametrize("language", OTHERS)
def test_findings_have_the_same_numbers(library, language):
    other = load_library(language)
    for name, fact in library.facts.items():
        theirs = other.facts[name]
        for part in ("finding", "size", "limit"):
            assert numbers(getattr(theirs, part)) == numbers(getattr(fact, part)), f"{name}.{part}"


@pytest.mark.parametrize("language", OTHERS)
def test_prose_has_the_same_numbers(language):
    for path in sorted(paths.notebooks().glob("[0-9]*.ipynb")):
        pair = [json.loads(p.read_text("utf-8")) for p in (path, paths.notebooks(language) / path.name)]
        for one, other in zip(*(book["cells"] for book in pair), strict=True):
            if one["cell_type"] == "markdown":
                assert numbers("".join(other["source"])) == numbers("".join(one["source"])), f"{path.name} {one['id']}"


@pytest.mark.parametrize("language", OTHERS)
def test_exercises_have_the_same_numbers(library, language):
    other = load_library(language)

    def text(exercise) -> str:
        found = exercise.model_dump(exclude={"sample"})
        return json.dumps([found["debrief"], found["body"]], ensure_ascii=False)

    for name, exercise in library.exercises.items():
        assert numbers(text(other.exercises[name])) == numbers(text(exercise)), name


@pytest.mark.parametrize("language", OTHERS)
def test_help_has_the_same_numbers_and_nothing_invented(library, language):
    theirs, ours = load_library(language).helplines, library.helplines
    assert [c.id for c in theirs.countries] == [c.id for c in ours.countries]
    for there, here in zip(theirs.countries, ours.countries, strict=True):
        lines = {line.data.id: line for line in here.lines}
        assert {line.data.id: line.data for line in there.lines} == {name: line.data for name, line in lines.items()}
        for line in there.lines:
            for field in ("note", "hours"):
                said, own = getattr(line, field), getattr(lines[line.data.id], field)
                assert numbers(said or "") == numbers(own or ""), line.data.id
                assert bool(said) == bool(own), line.data.id


def test_the_controls_say_nothing_that_is_not_in_the_content(library):
    kit = paths.root() / "frontend" / "kit"
    asked = {
        name
        for file in kit.rglob("*.js*")
        for name in re.findall(r"""\bsay\((?:\w+ \? )?"(\w+)\"""", file.read_text("utf-8"))
    }
    assert asked
    assert asked <= set(library.phrases.below("kit"))


def test_days_as_a_language_writes_them():
    day = dt.date(2026, 12, 4)
    assert format_date(day, "en") == "December 4, 2026"
    assert format_date(day, "es") == "4 de diciembre de 2026"
    assert format_date(day, "zz") == "2026-12-04"


@pytest.mark.parametrize(
    ("value", "digits", "en", "es"),
    [
        (4.5, 2, "4.5", "4,5"),
        (8.0, 2, "8", "8"),
        (-0.25, 2, "−0.25", "−0,25"),
        (-0.001, 2, "0", "0"),
        (100, 0, "100", "100"),
    ],
)
def test_numbers_as_a_language_writes_them(value, digits, en, es):
    assert format_number(value, "en", digits) == en
    assert format_number(value, "es", digits) == es


def test_a_phrase_writes_its_numbers_and_days(library):
    other = load_library("es")
    assert "4.5" in library.phrase("results.mean.about", value=4.5)
    assert "4,5" in other.phrase("results.mean.about", value=4.5)
    assert "4 de diciembre" in other.phrase("workbook.made_on", date=dt.date(2026, 12, 4))
    assert other.phrase("room.answers", n=6).startswith("6 ")


def test_a_phrase_takes_the_plural_of_its_language():
    forms = {"k.one": "{n} karta", "k.few": "{n} karty", "k.many": "{n} kart", "k.other": "{n} karty"}
    said = [Phrases(forms, "pl").say("k", n=n) for n in (1, 2, 5, 22)]
    assert said == ["1 karta", "2 karty", "5 kart", "22 karty"], "as tests/frontend/words.test.mjs has it"
    assert categories("pl") == ("one", "few", "many", "other")
    assert categories("en") == categories("es") == ("one", "other")
    assert set(categories("ar")) == {"zero", "one", "two", "few", "many", "other"}


def test_shares_and_lists_as_a_language_writes_them(library):
    assert format_share(0.35, "en") == "35%"
    assert format_share(0.125, "es", 1) == "12,5\u00a0%"
    assert library.phrase("room.together", labels=["a", "b"]).startswith("a and b")
    assert load_library("es").phrase("room.together", labels=["a", "b"]).startswith("a y b")
