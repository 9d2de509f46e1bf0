from __future__ import annotations

from tests.support.kinds import Contract, model_of


class TestContract(Contract):
    name = "loop"


def test_the_room_learns_the_link_and_nothing_else():
    model = model_of("loop", {"stages": {"trigger": "a message"}, "break": "feeling", "instead": "walk"})
    assert model.payload() == {"break": ["feeling"]}
    assert model.words() is None
    (table,) = model.tables()
    assert table.kind == "single"
    assert table.label("feeling") == "from the feeling to what I do"
    assert not table.ordered


def test_a_link_that_is_not_there_is_dropped():
    assert model_of("loop").set_from({"break": "anger"}) == {}


def test_on_paper():
    model = model_of("loop", {"stages": {"act": "I go silent"}, "break": "act"})
    assert model.as_text() == [
        ("What do you do then?", "I go silent"),
        ("Where could you step out?", "from what I do to what it brings"),
    ]


def test_every_stage_has_an_idea_for_its_link():
    stages = model_of("loop").body.stages
    assert [stage.id for stage in stages] == ["trigger", "thought", "feeling", "act", "brings"]
    assert len({stage.idea for stage in stages}) == len(stages)
