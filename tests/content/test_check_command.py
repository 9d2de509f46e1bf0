from __future__ import annotations

import argparse
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
    path = assets / "content/en/exercises/arrive.yaml"
    path.write_text(path.read_text().replace("minutes: 5", "minutes: soon"))
    assert run("--folder", assets, "--today", "2026-11-23") == 1
    said = capsys.readouterr().err
    assert "content/en/exercises/arrive.yaml, line 6: minutes should be a whole number" in said
    assert "1 to mend." in said


@pytest.mark.parametrize(
    ("day", "code", "word"), [("2027-04-25", 0, "warning:"), ("2027-05-25", 1, "to mend")]
)
def test_old_helplines(capsys, day, code, word):
    assert run("--today", day) == code
    assert word in capsys.readouterr().err


def test_no_content_at_all(tmp_path, capsys):
    assert run("--folder", tmp_path) == 1
    assert "there is no language folder" in capsys.readouterr().err


def test_schema_is_written(assets, capsys):
    assert run("--folder", assets, "--schema", "--today", "2026-11-23") == 0
    assert (assets / "schema" / "exercise.json").is_file()


def test_a_second_language_has_the_same_ids(assets, capsys):
    other = assets / "content" / "es"
    shutil.copytree(assets / "content" / "en", other)
    assert run("--folder", assets, "--today", "2026-11-23") == 0
    arrive = other / "exercises" / "arrive.yaml"
    arrive.write_text(
        arrive.read_text().replace("max: 10", "max: 5").replace("title: How I arrive", "title: Cómo llego")
    )
    phrases = other / "phrases.yaml"
    phrases.write_text(
        phrases.read_text()
        .replace("part: Part {number}", "part: Parte {numero}")
        .replace("  tab_title: Screen\n", "")
    )
    assert run("--folder", assets, "--today", "2026-11-23") == 1
    said = capsys.readouterr().err
    assert "content/es/exercises/arrive.yaml: body has other ids or numbers than the file in en." in said
    assert "content/es: phrases has no “projector.tab_title”, which en has." in said
    assert "content/es/phrases.yaml: nav.part has other words in curly brackets than in en." in said
