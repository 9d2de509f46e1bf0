"""Guided fields and their sentence: the form itself, and the form that may follow a sorting."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises.model import mapping, number, one_of, words

from .content import FormBody, FormField

_BLANK = "…"
#: The end of every handle; it begins at 0.
MOST = 10
#: A text, a place on the line from 0 to :data:`MOST`, or the id of an option.
Value = str | float


def read(body: FormBody, raw: object) -> dict[str, Value]:
    """Return what stands in a form's fields; raise AnswerError if they are not a mapping."""
    given = mapping(raw, "fields")
    return {f.id: value for f in body.fields if (value := _read(f, given.get(f.id))) is not None}


def _read(field: FormField, raw: object) -> Value | None:
    if field.low:
        return number(raw, 0, MOST)
    return (one_of(raw, field.says) if field.options else words(raw, field.max_length)) or None


def _said(field: FormField, fields: Mapping[str, Any]) -> str:
    value = fields.get(field.id, "")
    if field.options:
        return field.says.get(value, "")
    return (f"{value:g} / {MOST}" if isinstance(value, int | float) else str(value)).strip()


def sentence(body: FormBody, fields: Mapping[str, Any]) -> str:
    """Return the sentence with the fields put in, and an ellipsis for each that is still empty."""
    return put_in(body.sentence or "", {field.id: _said(field, fields) for field in body.fields})


def put_in(frame: str, texts: Mapping[str, str]) -> str:
    """Return the frame with the texts in its places; words that lead to a place are not said twice."""

    def fill(match: re.Match[str]) -> str:
        text = texts.get(match[1], "").rstrip(" .;,")
        lead = re.split(r"[.,;:]", frame[: match.start()])[-1].strip()
        if lead and text.lower().startswith(f"{lead.lower()} "):
            text = text[len(lead) :].strip()
        return text or _BLANK

    return re.sub(r"\{([\w-]+)\}", fill, frame)


def as_text(body: FormBody, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return label and text of each filled field."""
    return [(field.label, said) for field in body.fields if (said := _said(field, fields))]


def draw(body: FormBody, fields: Mapping[str, Any], say: Callable[..., str]) -> list[Node | None]:
    """Return the fields in their order, then the sentence that grows from them."""
    drawn: list[Node | None] = [control(field, f"fields.{field.id}", say) for field in body.fields]
    if body.sentence:
        begun = any(_said(field, fields) for field in body.fields)
        drawn.append(
            nodes.card(
                nodes.heading(say("form.sentence"), 4),
                nodes.growing_line(sentence(body, fields) if begun else say("form.sentence_empty"), key="sentence"),
                tone="warm",
                key="sentence-card",
            )
        )
    return drawn


def control(field: FormField, at: str, say: Callable[..., str]) -> Node:
    """Return the control of one field, bound to its place in the answer."""
    if field.low and field.high:
        return nodes.scale(at, field.label, low=field.low, high=field.high, max=MOST, unset=say("scale.unset"))
    if field.options:
        options = [nodes.option(option.id, option.label, option.hint) for option in field.options]
        return nodes.choice(at, field.label, options, hint=field.hint)
    return nodes.text(at, field.label, hint=field.hint, long=field.long, max_length=field.max_length)
