from __future__ import annotations

import argparse
import json
import shutil

import pytest

from workshop.cli import check


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    check.add_parser(parser.add_subparsers())
    args = parser.parse_args(["check", *map(str, words)])
    return args.run(args)


def test_all_is_well(capsys):
    assert run("--today", "2026-11-23") == 0
    assert "All is well." in capsys.readouterr().out


def test_a_mistake_is_printed_with_its_place(assets, capsys):
    path = assets / "en/content/exercises/arrive.yaml"
    path.write_text(path.read_text().replace("minutes: 5", "minutes: soon"))
    assert run("--folder", assets, "--today", "2026-11-23") == 1
    said = capsys.readouterr().err
    assert "en/content/exercises/arrive.yaml, line 6: minutes should be a whole number" in said
    assert "1 to mend." in said


@pytest.mark.parametrize(("day", "code", "word"), [("2027-04-25", 0, "warning:"), ("2027-05-25", 1, "to mend")])
def test_old_helplines(capsys, day, code, word):
    assert run("--today", day) == code
    assert word in capsys.readouterr().err


def test_no_content_at_all(tmp_path, capsys):
    assert run("--folder", tmp_path, "--today", "2026-11-23") == 1
    assert "has no folder of a language" in capsys.readouterr().err


def test_schema_is_written(assets, capsys):
    assert run("--folder", assets, "--schema", "--today", "2026-11-23") == 0
    assert (assets / "assets" / "schema" / "exercise.json").is_file()


def test_a_second_language_has_the_same_ids(assets, capsys):
    other, words = assets / "es", assets / "assets" / "words"
    shutil.copytree(assets / "en", other)
    shutil.copytree(words / "en", words / "es", dirs_exist_ok=True)
    for path in other.glob("[0-9][0-9]-*.ipynb"):
        book = json.loads(path.read_text(encoding="utf-8"))
        book["metadata"]["workshop"] = {"language": "es"}
        first = book["cells"][0]
        first["source"] = [line.replace(f'"{path.stem}"', f'"{path.stem}", "es"') for line in first["source"]]
        path.write_text(json.dumps(book), encoding="utf-8")
    assert run("--folder", assets, "--today", "2026-11-23") == 0
    (other / "02-signs.ipynb").unlink()
    arrive = other / "content" / "exercises" / "arrive.yaml"
    arrive.write_text(
        arrive.read_text().replace("max: 10", "max: 5").replace("title: How I arrive", "title: Cómo llego")
    )
    phrases = words / "es" / "phrases.yaml"
    phrases.write_text(
        phrases.read_text().replace("part: Part {number}", "part: Parte {numero}").replace("  tab_title: Screen\n", "")
    )
    assert run("--folder", assets, "--today", "2026-11-23") == 1
    said = capsys.readouterr().err
    assert "es/02-signs.ipynb: is missing." in said
    assert "es/content/exercises/arrive.yaml: body has other ids or numbers than the file in en." in said
    assert "es/content: phrases has no “projector.tab_title”, which en has." in said
    assert "assets/words/es/phrases.yaml: nav.part has other words in curly brackets than in en." in said
