from __future__ import annotations

import json

from workshop.content.schema import schemas, stale_schemas, write_schemas


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
