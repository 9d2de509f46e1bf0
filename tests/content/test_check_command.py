from __future__ import annotations

import json
import re
import shutil

import pytest

from workshop import paths
from workshop.cli import main
from workshop.content import load_library
from workshop.content.kinds import Kind

# A small workshop, where it is the command that counts; the large one is checked by `make test` itself.
SMALL = paths.root() / "notebooks" / "feedback"


def run(*words: str) -> int:
    return main(["check", *map(str, words)])


def test_a_mistake_is_printed_with_its_place(assets, capsys):
    path = assets / "en/content/exercises/arrive.yaml"
    path.write_text(path.read_text().replace("minutes: 5", "minutes: soon"))
    assert run("--workshop", assets, "--today", "2026-11-27") == 1
    said = capsys.readouterr().err
    assert "en/content/exercises/arrive.yaml, line 6: minutes should be a whole number" in said
    assert "1 to mend." in said


@pytest.mark.parametrize(("day", "code", "word"), [("2027-04-25", 0, "warning:"), ("2027-05-25", 1, "to mend")])
def test_old_helplines(capsys, day, code, word):
    assert run("--workshop", SMALL, "--today", day) == code
    assert word in capsys.readouterr().err


def test_no_content_at_all(tmp_path, capsys):
    assert run("--workshop", tmp_path, "--today", "2026-11-27") == 1
    assert "workshop.yaml: this file is missing" in capsys.readouterr().err


def test_schema_is_written(assets, capsys):
    assert run("--workshop", assets, "--schema", "--today", "2026-11-27") == 0
    assert (assets / "assets" / "schema" / "exercise.json").is_file()


def test_a_second_language_has_the_same_ids(assets, capsys):
    other, words = assets / "es", assets / "assets" / "words"
    shutil.copytree(assets / "en", other)
    manifest = assets / "workshop.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("languages: [en]", "languages: [en, es]"), "utf-8")
    shutil.copytree(words / "en", words / "es", dirs_exist_ok=True)
    for path in other.glob("[0-9][0-9]-*.ipynb"):
        book = json.loads(path.read_text(encoding="utf-8"))
        book["metadata"]["workshop"] = {"language": "es"}
        first = book["cells"][0]
        first["source"] = [line.replace(f'"{path.stem}"', f'"{path.stem}", "es"') for line in first["source"]]
        path.write_text(json.dumps(book), encoding="utf-8")
    (other / "02-signs.ipynb").unlink()
    arrive = other / "content" / "exercises" / "arrive.yaml"
    arrive.write_text(
        arrive.read_text().replace("max: 10", "max: 5").replace("title: How I arrive", "title: Cómo llego")
    )
    phrases = words / "es" / "phrases.yaml"
    phrases.write_text(
        phrases.read_text()
        .replace("part: Part {number}", "part: Parte {numero}")
        .replace("  scan: Scan this, or open {address} and type the code\n", "")
    )
    assert run("--workshop", assets, "--today", "2026-11-27") == 1
    said = capsys.readouterr().err
    for name in ("content/facts.yaml", "01-causes.ipynb", "content/exercises/arrive.yaml"):
        assert re.search(rf"es/{name}, line \d+: \d+ texts are still as in en: “", said), name
    wrong = [line for line in said.splitlines()[:-1] if "still as in en" not in line]
    expected = [
        r"es/02-signs.ipynb: is missing: the part",
        r"es/content/exercises/arrive.yaml: body has other ids or numbers than the file in en\.",
        r"assets/words/es/phrases.yaml, line \d+: projector.scan is missing; en has it\.",
        r"workshop/evening/wall.py, line \d+: says “projector.scan”, which assets/words/es/phrases.yaml does not have",
        r"assets/words/es/phrases.yaml, line \d+: nav.part has other words in curly brackets",
    ]
    for sentence in expected:
        assert any(re.search(sentence, line) for line in wrong), sentence
    assert all(any(re.search(sentence, line) for sentence in expected) for line in wrong), "and nothing else is wrong"


def test_phrases_that_nothing_says_that_are_missing_or_lack_a_form_are_named(assets, capsys):
    phrases = assets / "assets" / "words" / "en" / "phrases.yaml"
    text = phrases.read_text("utf-8")
    text = text.replace("  loading: One moment…\n", "  unheard: Nobody says this\n")
    phrases.write_text(text.replace('    one: "{n} answer shared"\n', "", 1), "utf-8")
    (assets / "en" / "content" / "phrases.yaml").write_text("app:\n  name: Us\n  stray: Never said\n", "utf-8")
    assert run("--workshop", assets, "--lang", "en", "--today", "2026-11-27") == 1
    said = capsys.readouterr().err
    assert re.search(r"assets/words/en/phrases.yaml, line \d+: app.unheard is read by nothing. Remove it.", said)
    assert "en/content/phrases.yaml, line 3: app.stray is read by nothing. Remove it." in said
    assert re.search(r"workshop/evening/console.py, line \d+: says “app.loading”, which assets/words/en", said)
    assert "room.answers needs the form “one”: en counts with one, other." in said


ARRIVE, CASES, TIMELINE, RULE = (
    f"en/content/exercises/{name}.yaml" for name in ("arrive", "cases", "timeline", "old-rule")
)

OUT_OF_RANGE = (ARRIVE, "comfort: 4}", "comfort: 11}")
UNKNOWN_ID = (ARRIVE, "comfort: 4}", "mood: 4}")
NO_NUMBER = (TIMELINE, "age: 7, level: -1", "age: seven, level: -1")
NOTHING_TO_COUNT = (RULE, "shared: false", "shared: true")
EMPTY = (CASES, re.compile(r"^sample:\n(  .*\n)+", re.MULTILINE), "sample: {}\n")


@pytest.mark.parametrize(
    "mistakes",
    [
        {
            OUT_OF_RANGE: "line 43: sample.values.comfort is 11, but would be read as 10; write it so.",
            NO_NUMBER: 'sample.points[1].age is "seven", which',
            NOTHING_TO_COUNT: "sharing.shared is true, but a “form” has nothing that a room could count.",
            EMPTY: "sample is empty; give an answer as a person might give it.",
        },
        {UNKNOWN_ID: 'sample.values is {"mood": 4}, which'},
    ],
    ids=["four files", "one file"],
)
def test_what_an_exercise_cannot_do_is_named_with_its_place(assets, capsys, mistakes):
    for file, old, new in mistakes:
        text = (assets / file).read_text()
        spoiled = old.sub(new, text) if isinstance(old, re.Pattern) else text.replace(old, new)
        assert spoiled != text
        (assets / file).write_text(spoiled)
    assert run("--workshop", assets, "--lang", "en", "--today", "2026-11-27") == 1
    *lines, end = capsys.readouterr().err.splitlines()
    for (file, *_), said in mistakes.items():
        assert any(f"{file}, line " in line and said in line for line in lines), said
    assert f"{len(mistakes)} to mend." in end


#: Kinds, each with a sheet that can't be printed in a way of its own; and what is said of it.
BROKEN = {
    "timeline": (None, "has no paper sheet yet. Put a sheet.html.j2 into the kind's folder."),
    "cards": ("{% macro sheet(exercise) %}{% endmacro %}", "macro 'sheet' takes not more than 1"),
    "therapies": (
        "{% macro sheet(exercise, drawings, games) %}{{ exercise.body.nothing }}{% endmacro %}",
        "no attribute 'nothing'",
    ),
    "choice": ("{% macro sheet(", "Mend the kind's sheet.html.j2."),
}


def test_missing_and_broken_sheets_are_named_and_no_command_ends_in_a_traceback(monkeypatch, capsys):
    whole = Kind.sheet.fget
    monkeypatch.setattr(Kind, "sheet", property(lambda kind: BROKEN.get(kind.name, (whole(kind),))[0]))
    assert run("--lang", "en", "--today", "2026-11-27") == 1
    lines = capsys.readouterr().err.splitlines()
    for name, (_, said) in BROKEN.items():
        assert any("kind can't be printed:" in line and said in line for line in lines), name
    first = {exercise.kind: exercise.part for exercise in load_library("en").exercises.values()}
    for name, (_, said) in BROKEN.items():
        monkeypatch.setattr(
            Kind, "sheet", property(lambda kind, name=name: BROKEN[name][0] if kind.name == name else whole(kind))
        )
        assert main(["sheets", "--part", first[name], "--out", "/dev/null", "--format", "html"]) == 1
        assert said in capsys.readouterr().err
