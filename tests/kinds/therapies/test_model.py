from __future__ import annotations

import pytest

from tests.support.kinds import Contract, model_of, page_of
from workshop.content import load_library


class TestContract(Contract):
    name = "therapies"


def test_marks_are_counted_and_the_note_is_not():
    model = model_of("therapies", {"appeals": ["emdr", "cbt", "x"], "worries": ["emdr"], "note": "why?"})
    assert model.payload() == {"appeals": ["cbt", "emdr"], "worries": ["emdr"]}
    assert [table.kind for table in model.tables()] == ["multiple", "multiple"]
    assert model.words() is None


@pytest.mark.parametrize("therapy", ["cbt", "dbt", "emdr", "attachment"])
def test_every_therapy_shows_a_verified_finding_with_size_limit_and_source(therapy):
    library = load_library("en")
    node = next(
        child
        for part in page_of("therapies").widget.view["children"][0]["children"]
        if part.get("key") == "body"
        for child in part["children"]
        if child["node"] == "comparison"
    )
    row = next(row for row in node["rows"] if row["id"] == therapy)
    assert all(row[name] for name in ("purpose", "session", "sure", "finding", "size", "limit", "source"))
    body = library.exercises["therapies"].body
    fact = next(t.fact for t in body.therapies if t.id == therapy)
    assert library.reference_of(fact).state == "verified"
    assert row["size"] == library.facts[fact].size


def test_no_number_stands_in_the_wording_itself():
    """Numbers come with their source and limit, from the facts."""
    for therapy in load_library("en").exercises["therapies"].body.therapies:
        assert not any(c.isdigit() for text in (therapy.purpose, therapy.session, therapy.sure) for c in text)
