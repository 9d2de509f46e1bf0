"""JSON Schema of the content files, for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from workshop import paths

from .exercise import Exercise, exercise_model
from .facts import FactFile, ReferenceFile
from .guide import GuideBook
from .helplines import HelplineFile, HelplineWords
from .kinds import kinds
from .manifest import Manifest
from .pages import Pages
from .part import Part

MODELS: dict[str, type[BaseModel]] = {
    "exercise": Exercise,
    "facts": FactFile,
    "guide": GuideBook,
    "helpline-numbers": HelplineFile,
    "helplines": HelplineWords,
    "pages": Pages,
    "part": Part,
    "references": ReferenceFile,
    "workshop": Manifest,
}


def schemas() -> dict[str, str]:
    """Return file name to JSON text of every schema."""
    found = {}
    for name, model in MODELS.items():
        schema = (exercise_model() if model is Exercise else model).model_json_schema()
        if model is Exercise:
            _body_by_kind(schema)
        whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
        found[f"{name}.json"] = json.dumps(whole, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    return found


def _body_by_kind(schema: dict[str, Any]) -> None:
    """Say it the way the files do: the kind stands in the exercise, not in its body."""
    schema["properties"]["kind"] = {"enum": sorted(kinds()), "title": "Kind"}
    schema["properties"]["body"] = {"type": "object"}
    schema["allOf"] = []
    for name, kind in sorted(kinds().items()):
        body = kind.body
        del schema["$defs"][body.__name__]["properties"]["kind"]
        then = {"properties": {"body": {"$ref": f"#/$defs/{body.__name__}"}}}
        schema["allOf"].append({"if": {"properties": {"kind": {"const": name}}}, "then": then})


def schema_folder() -> Path:
    """Return where the schemas are kept."""
    return paths.assets() / "schema"


def write_schemas(folder: Path | None = None) -> list[Path]:
    """Write every schema; return the files."""
    folder = folder or schema_folder()
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    return written


def stale_schemas(folder: Path | None = None) -> list[str]:
    """Return the names of schemas that are missing or no longer match the models."""
    folder = folder or schema_folder()
    return [
        name
        for name, text in schemas().items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]
