"""Guided fields and their sentence: the form itself, and the form that may follow a sorting."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises.answers import mapping, words

from .content import FormBody

_BLANK = "…"


def read(body: FormBody, raw: object) -> dict[str, str]:
    """Return the texts of a form's fields; raise AnswerError if they are not a mapping."""
    given = mapping(raw, "fields")
    return {f.id: text for f in body.fields if (text := words(given.get(f.id), f.max_length))}


def sentence(body: FormBody, fields: Mapping[str, Any]) -> str:
    """Return the sentence with the fields put in, and an ellipsis for each that is still empty."""
    return put_in(body.sentence or "", fields)


def put_in(frame: str, texts: Mapping[str, Any]) -> str:
    """Return the frame with the texts in its places; words that lead to a place are not said twice."""

    def fill(match: re.Match[str]) -> str:
        text = str(texts.get(match[1], "")).strip().rstrip(" .;,")
        lead = re.split(r"[.,;:]", frame[: match.start()])[-1].strip()
        if lead and text.lower().startswith(f"{lead.lower()} "):
            text = text[len(lead) :].strip()
        return text or _BLANK

    return re.sub(r"\{([\w-]+)\}", fill, frame)


def as_text(body: FormBody, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return label and text of each filled field."""
    return [(f.label, str(fields[f.id]).strip()) for f in body.fields if str(fields.get(f.id, "")).strip()]


def draw(body: FormBody, fields: Mapping[str, Any], say: Callable[..., str]) -> list[Node | None]:
    """Return the fields in their order, then the sentence that grows from them."""
    drawn: list[Node | None] = [
        nodes.text(f"fields.{f.id}", f.label, hint=f.hint, long=f.long, max_length=f.max_length) for f in body.fields
    ]
    if body.sentence:
        begun = any(str(text).strip() for text in fields.values())
        drawn.append(
            nodes.card(
                nodes.heading(say("form.sentence"), 4),
                nodes.growing_line(sentence(body, fields) if begun else say("form.sentence_empty"), key="sentence"),
                tone="warm",
                key="sentence-card",
            )
        )
    return drawn
