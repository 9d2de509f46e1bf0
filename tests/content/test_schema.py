from __future__ import annotations

import json

import jsonschema
import pytest

from workshop import paths
from workshop.content.schema import schemas, stale_schemas, write_schemas
from workshop.content.yamlfile import read_yaml


def test_the_schemas_match_the_models():
    assert stale_schemas() == [], "Run: workshop check --schema"


def test_a_missing_or_changed_schema_is_noticed(tmp_path):
    assert stale_schemas(tmp_path) == sorted(schemas())
    write_schemas(tmp_path)
    assert stale_schemas(tmp_path) == []
    (tmp_path / "part.json").write_text("{}")
    assert stale_schemas(tmp_path) == ["part.json"]


def test_the_body_follows_the_kind():
    schema = json.loads(schemas()["exercise.json"])
    choice = next(rule for rule in schema["allOf"] if rule["if"]["properties"]["kind"]["const"] == "choice")
    assert choice["then"]["properties"]["body"]["$ref"] == "#/$defs/ChoiceBody"
    assert "kind" not in schema["$defs"]["ChoiceBody"]["properties"]


FILES = {
    "en/content/exercises/*.yaml": "exercise.json",
    "en/content/parts/*.yaml": "part.json",
    "en/content/facts.yaml": "facts.json",
    "en/content/guide.yaml": "guide.json",
    "assets/words/en/helplines.yaml": "helplines.json",
    "en/content/pages.yaml": "pages.json",
    "assets/helplines.yaml": "helpline-numbers.json",
    "references.yaml": "references.json",
}


@pytest.mark.parametrize(("pattern", "name"), FILES.items())
def test_an_editor_agrees_with_the_loader(pattern, name):
    validator = jsonschema.Draft202012Validator(json.loads(schemas()[name]))
    files = sorted((paths.root() if pattern.startswith("assets/") else paths.workshop()).glob(pattern))
    assert files
    for path in files:
        assert [error.message for error in validator.iter_errors(read_yaml(path, path.name).data)] == [], path


def test_an_editor_sees_a_wrong_body():
    validator = jsonschema.Draft202012Validator(json.loads(schemas()["exercise.json"]))
    data = read_yaml(paths.workshop() / "en/content/exercises/arrive.yaml", "arrive").data
    data["body"]["items"][0]["colour"] = "red"
    assert list(validator.iter_errors(data))
