"""What every kind of exercise must hold, whatever arrives: a class to inherit, one test file per kind.

``class TestContract(Contract): name = "loop"`` runs it for the exercise with that id.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.content import load_library
from workshop.content.kinds import kind
from workshop.exercises.checking import check_exercise
from workshop.exercises.exercise import ExerciseOnPage
from workshop.exercises.model import AnswerError

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["yes", "2026-12-01"])
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


def near(sample: Any) -> st.SearchStrategy[Any]:
    """Return answers that look like a sample, with anything in any of its places."""
    if isinstance(sample, dict):
        return st.fixed_dictionaries({}, optional={key: near(value) | JSON for key, value in sample.items()})
    if isinstance(sample, list):
        inner = st.one_of([near(one) for one in sample]) if sample else JSON
        return st.lists(inner | JSON, max_size=24)
    return st.just(sample) | LEAVES


def model_of(name: str, answer: dict[str, Any] | None = None) -> Any:
    """Return the model of an exercise, with an answer."""
    library = load_library("en")
    content = library.exercises[name]
    model = kind(content.kind).model(content, library.phrase)
    model.answer = answer or {}
    return model


def page_of(name: str) -> ExerciseOnPage:
    """Return an exercise as somebody alone has it before them."""
    library = load_library("en")
    return ExerciseOnPage(library, library.exercises[name])


def fits(model: Any) -> None:
    """Assert that a share holds what the room counts, and nothing else."""
    tables, payload = {table.id: table for table in model.tables()}, model.payload()
    assert set(payload) == set(tables)
    for name, value in payload.items():
        if tables[name].kind == "number":
            assert value is None or isinstance(value, int | float)
        else:
            assert set(value) <= {option for option, _ in tables[name].options}
            assert len(value) <= 1 or tables[name].kind == "multiple"


class Contract:
    """Inherit it as ``TestContract`` and name the exercise."""

    name = ""

    @property
    def sample(self) -> dict[str, Any]:
        return dict(load_library("en").exercises[self.name].sample)

    def test_anything_may_arrive(self) -> None:
        model = model_of(self.name)

        @settings(max_examples=120, deadline=None)
        @given(raw=JSON | near(self.sample))
        def arrive(raw: Any) -> None:
            try:
                answer = model.set_from(raw)
            except AnswerError as error:
                refused = str(error)
            else:
                refused = ""
            if refused:
                assert refused.endswith(".")
                return
            json.dumps(answer, allow_nan=False)
            assert model.set_from(answer) == answer
            model.answer = answer
            fits(model)
            assert all(isinstance(text, str) for line in model.as_text() for text in line)

        arrive()

    def test_whatever_arrives_it_is_drawn(self) -> None:
        page = page_of(self.name)

        @settings(max_examples=30, deadline=None)
        @given(raw=near(self.sample))
        def draw(raw: Any) -> None:
            page.widget.answer, page.widget.seq = raw, page.widget.seq + 1
            assert page.widget.ack == page.widget.seq
            json.dumps(page.widget.view, allow_nan=False)

        draw()

    def test_the_check_of_the_notebooks_passes(self) -> None:
        check_exercise(page_of(self.name))

    def test_nothing_given_is_nothing_shared(self) -> None:
        model = model_of(self.name)
        assert model.is_empty
        assert model.as_text() == []
        assert all(not value for value in model.payload().values())

    def test_it_comes_back_as_it_was(self) -> None:
        model = model_of(self.name, self.sample)
        assert set(model.answer) == set(self.sample)
        assert model_of(self.name, json.loads(json.dumps(model.answer))).as_text() == model.as_text()
