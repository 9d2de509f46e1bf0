"""Turn plain data into a model, and what pydantic finds into sentences with a line."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from .kinds import kinds
from .problems import ContentError, Problem
from .yamlfile import Place, YamlFile

M = TypeVar("M", bound=BaseModel)

_TYPES = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping with fields",
    "model_attributes_type": "a mapping with fields",
}

_SENTENCES = {
    "missing": "is missing.",
    "value_error": "{error}.",
    "literal_error": "is “{given}”, but should be {expected}.",
    "string_too_short": "is empty.",
    "string_pattern_mismatch": "is “{given}”, which is not of the form {pattern}.",
    "union_tag_invalid": "belongs to the kind “{given}”, which doesn't exist. The kinds are: {kinds}.",
    "union_tag_not_found": "belongs to a kind that is missing. The kinds are: {kinds}.",
}


def build(model: type[M], file: YamlFile, data: Any = None, at: Place = ()) -> M:
    """Return `data` (by default the whole file) as a model.

    Raises
    ------
    ContentError
        If it doesn't fit; every problem names file, line and field.
    """
    try:
        return model.model_validate(file.data if data is None else data)
    except ValidationError as error:
        problems = [_problem(file, at, one, model) for one in error.errors()]
        raise ContentError(problems) from None


def _problem(file: YamlFile, at: Place, error: Any, model: type[BaseModel]) -> Problem:
    steps = [*error["loc"]]
    if len(steps) > 1 and steps[0] == "body" and steps[1] in kinds():
        del steps[1]  # pydantic names the chosen kind here; the file has no such level
    steps = [step for step in steps if step != "[key]" and not str(step).startswith(("function-", "constrained-"))]
    place = (*at, *steps)
    while len(place) > len(at) and place not in file.lines and error["type"] != "missing":
        place = place[:-1]
    return file.problem(place, _sentence(error, steps, model))


def _sentence(error: Any, steps: list[Any], model: type[BaseModel]) -> str:
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "extra_forbidden":
        near = get_close_matches(str(steps[-1]), sorted(_field_names(model)), n=1)
        return "is not a field that belongs here." + (f" Did you mean “{near[0]}”?" if near else "")
    if kind in _TYPES:
        return f"should be {_TYPES[kind]}, but is {_describe(given)}."
    if kind in {"too_short", "too_long"}:
        bound = f"at least {context.get('min_length')}" if kind == "too_short" else f"at most {context['max_length']}"
        return f"has {context['actual_length']} entries, but should have {bound}."
    if kind in _SENTENCES:
        given_kind = given.get("kind") if isinstance(given, dict) else given
        return _SENTENCES[kind].format(given=given_kind, kinds=", ".join(kinds()), **context)
    said = str(error["msg"])
    return f"is {_describe(given)}: {said[0].lower()}{said[1:]}."


def _describe(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value:g}"
    if isinstance(value, str):
        return f"the text “{value if len(value) < 40 else value[:37] + '…'}”"
    return "a list" if isinstance(value, list | tuple) else "a mapping"


def _field_names(model: type[BaseModel], seen: set[type] | None = None) -> set[str]:
    """Return the names of all fields in a model and the models inside it."""
    seen = set() if seen is None else seen
    if model in seen:
        return set()
    seen.add(model)
    names = set(model.model_fields)
    for field in model.model_fields.values():
        for inner in _models_in(field.annotation):
            names |= _field_names(inner, seen)
    return names


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models_in(inner)]
