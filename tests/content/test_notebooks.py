"""The notebooks: one form, easy to read, calm, with a way to help at the end, and true to their sources."""

from __future__ import annotations

import json
import re

import pytest

from tests.support.reading import grade, sentences
from workshop import paths
from workshop.content import load_manifest
from workshop.content.notebooks import reading

PARTS = load_manifest().parts

HIDDEN = {"jupyter": {"source_hidden": True}}
#: Parts that go near: all but the welcome.
NEAR = [part for part in PARTS if part != "00-welcome"]


def notebook(part):
    return json.loads((paths.notebooks() / f"{part}.ipynb").read_text(encoding="utf-8"))


def prose(part):
    cells = notebook(part)["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def code(part):
    cells = notebook(part)["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


@pytest.mark.parametrize("part", PARTS)
def test_the_form_of_a_notebook(part):
    book = notebook(part)
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    assert [cell["id"] for cell in book["cells"]] == [str(at) for at in range(len(book["cells"]))]
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None
            assert {**HIDDEN, **cell["metadata"]} == cell["metadata"]
    assert book["cells"][-1]["metadata"]["tags"] == ["check"]
    lines = code(part)
    assert lines[0] == f'from workshop import part\n\npage = part("{part}")\npage'
    assert lines[-2:] == ["page.notes()", "page.check()"]


@pytest.mark.parametrize("part", PARTS)
def test_exercises_stand_in_the_order_of_the_plan(part, library):
    lines = [line for line in code(part)[1:-2] if line != "page.safety_check()"]
    shown = [line.split('"')[1] for line in lines]
    assert all(line == f'page.exercise("{name}")' for line, name in zip(lines, shown, strict=True))
    planned = dict.fromkeys(
        step.exercise for step in library.parts[part].steps if step.exercise
    )  # a second session's “Today”
    assert [name for name in shown if not library.exercises[name].spare] == list(planned)


@pytest.mark.parametrize("part", PARTS)
def test_the_headings_work_as_a_menu(part):
    headings = [line[3:] for line in prose(part).splitlines() if line.startswith("## ")]
    assert 4 <= len(headings) <= (10 if part == "04-skills" else 9)  # two sessions
    assert len(set(headings)) == len(headings)
    assert all(len(heading) <= 45 for heading in headings), headings
    assert prose(part).startswith("# ")


@pytest.mark.parametrize("part", PARTS)
def test_a_twelve_year_old_can_read_it(part):
    text = re.sub(r"^[>#-] *|[*_]", "", prose(part), flags=re.MULTILINE)
    assert grade(text) <= 6
    for sentence in sentences(text):
        assert len(sentence) <= 30, " ".join(sentence)


def test_short_sentences_are_not_the_rule():
    """Easy to read is not the same as chopped: at most a fifth of all sentences have six words or fewer."""
    text = "\n".join(line for part in PARTS for line in prose(part).splitlines() if not line.startswith("#"))
    found = sentences(re.sub(r"^[>-] *|[*_]", "", text, flags=re.MULTILINE))
    assert sum(len(sentence) <= 6 for sentence in found) <= len(found) / 5


@pytest.mark.parametrize("part", NEAR)
def test_one_content_note_at_the_beginning(part):
    text = prose(part)
    assert text.count("**Before you start.**") == 1
    assert text.index("**Before you start.**") < text.index("\n## ")
    note = next(line for line in text.splitlines() if "**Before you start.**" in line)
    assert "pass" in note


@pytest.mark.parametrize("part", NEAR)
def test_it_ends_on_firm_ground_with_help_at_hand(part):
    last = prose(part)[-2200:]
    assert "Help right now" in last
    assert re.search(r"\b(?:feet|hand|palms|look for|find one thing)\b", last, re.IGNORECASE)


@pytest.mark.parametrize(
    ("part", "exercise"), [("02-signs", "alarm"), ("03-effects", "guarded"), ("04-skills", "thought-record"),
                           ("04-skills", "ladder")],
)  # fmt: skip
def test_the_way_to_the_private_check_stands_before_a_doubt(part, exercise):
    before = ""
    for cell in notebook(part)["cells"]:
        source = "".join(cell["source"])
        if source == f'page.exercise("{exercise}")':
            break
        before = source if cell["cell_type"] == "markdown" else before
    if part == "02-signs":
        assert code(part).index('page.exercise("safety-fork")') < code(part).index('page.exercise("alarm")')
    else:
        assert "private check" in before


def test_the_three_takeaways_are_in_the_closing():
    text = prose("06-closing")
    section = text.split("## Three things to take along")[1].split("\n## ")[0]
    assert "shrink your confidence" in section
    assert "Trust is built" in section
    assert "PTSD or anxiety" in section
    assert "not a diagnosis" in section


@pytest.mark.parametrize("part", PARTS)
def test_numbers_come_from_verified_facts(part, library):
    """A figure in the prose stands in a fact's wording (or in its reference's year)."""
    known = " ".join(
        f"{fact.finding} {fact.size} {fact.limit}"
        for fact in library.facts.values()
        if library.references[fact.reference].state == "verified"
    )
    text = re.sub(r"\b[Pp]art 0\d\b", "", prose(part))
    for figure in re.findall(r"\.?\d[\d,.]*\d|\d+", text):
        assert figure in known or figure == "50", figure  # 50: what a coin gets


def test_readings_are_as_long_as_what_is_read_and_cut_where_a_page_cuts_them(tmp_path):
    text = "Before **it**.\n\n## One\n\nSee [there](https://example.org/long).\n\n## Two\n\n- a\n- b"
    cells = [{"cell_type": "markdown", "id": "a", "source": text}, {"cell_type": "markdown", "id": "b", "source": "## One"},
             {"cell_type": "code", "id": "c", "source": "1"}]  # fmt: skip
    path = tmp_path / "01-one.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert reading(path) == {"a": [10, 15, 8], "b": [3]}
