"""The appendices of the facilitator's guide: whole, in their order, and in the tone of the rest."""

from __future__ import annotations

import pytest

from tests.support.reading import grade_of, sentences, wording
from workshop.content import Library
from workshop.content.checks import check_languages
from workshop.content.guide import RISK_STEPS, Appendix, GuideBook


@pytest.fixture(scope="module")
def guide(library) -> GuideBook:
    return library.guide


def text_of(item) -> str:
    return "\n".join(wording(item))


def test_every_appendix_is_there(guide):
    named = {"not_for", "invitation", "confidentiality", "away", "risk", "abuse", "care", "evaluation", "fidelity"}
    assert named | {"checklists", "title", "intro"} == set(type(guide).model_fields)


def test_the_risk_protocol_keeps_its_order(guide):
    assert tuple(section.id for section in guide.risk.sections) == RISK_STEPS


def test_a_risk_step_left_out(spoil):
    found = spoil("en/content/guide.yaml", "    - id: stay\n", "    - id: wait\n")
    assert "should have notice, pause, private, ask, stay" in str(found[0])


def test_the_question_about_suicide_is_asked_in_plain_words(guide):
    ask = next(section for section in guide.risk.sections if section.id == "ask")
    assert "Are you thinking of ending your life?" in ask.say


def test_what_differs_from_place_to_place_is_left_blank(guide):
    blanks = {blank.id for blank in guide.confidentiality.blanks}
    assert {"child", "adult", "self", "other", "checked"} <= blanks
    assert {"emergency", "crisis", "on-call"} <= {blank.id for blank in guide.risk.blanks}
    assert guide.abuse.blanks


def test_no_number_is_printed_that_could_grow_old(guide):
    digits = [text for text in wording(guide) if any(len(word) > 2 for word in _digits(text))]
    assert digits == []


def _digits(text):
    return "".join(sign if sign.isdigit() else " " for sign in text).split()


def test_fear_at_home_has_a_protocol_of_its_own(guide):
    dont = next(section for section in guide.abuse.sections if section.id == "dont")
    said = text_of(dont)
    for never in ("speak to the other person", "couples", "tell anyone to leave", "messages", "doubt their fear"):
        assert never in said


def test_someone_who_is_not_quite_here_has_a_protocol_of_one_page(guide):
    """Flashback, drifting away and panic: signs, no touch, bringing back, doctor, group, the way home."""
    assert [s.id for s in guide.away.sections] == ["signs", "first", "back", "doctor", "group", "home"]
    said = text_of(guide.away)
    for needed in ("flashback", "Panic", "Don't touch", "name five things", "medical help", "get home", "steady point"):
        assert needed in said, needed
    assert "Ask nothing about what happened" in said
    assert len(said.split()) < 620, "more than a page"


def test_an_invitation_never_goes_through_a_partner(guide):
    assert "Never through a partner" in text_of(guide.invitation)
    example = guide.invitation.example.lower()
    assert not any(word in example for word in ("partner", "violence", "therapy", "relationship"))


def test_the_checklists_frame_a_session(guide):
    ids = [section.id for section in guide.checklists.sections]
    assert ids.index("room") < ids.index("ready") < ids.index("after")


def test_the_paper_form_asks_what_the_screen_asks(library, guide):
    on_screen = [item.id for item in library.exercises["feedback"].body.items]
    assert [rating.id for rating in guide.evaluation.ratings] == on_screen


def test_fidelity_rates_the_session_from_0_to_3(guide):
    fidelity = guide.fidelity
    assert [group.id for group in fidelity.groups] == ["format", "content", "process"]
    for words in (fidelity.kept, fidelity.helpful):
        assert [line[0] for line in words] == ["0", "1", "2", "3"]
    assert "There is no total" in fidelity.intro


def test_two_sections_with_one_name(spoil):
    found = spoil("en/content/guide.yaml", "    - id: couples\n", "    - id: now-not\n")
    assert "has two entries with the id “now-not”" in str(found[0])


def test_a_missing_guide(assets):
    from workshop.content import ContentError, load_library

    (assets / "en/content/guide.yaml").unlink()
    with pytest.raises(ContentError, match=r"guide\.yaml: this file is missing"):
        load_library("en", assets)


def test_it_reads_easily(guide):
    for name in type(guide).model_fields:
        part = getattr(guide, name)
        if isinstance(part, Appendix):
            assert grade_of(part) <= 6, name
        for text in wording(part):
            assert all(len(sentence) <= 28 for sentence in sentences(text)), (name, text)


def test_a_language_that_lost_a_point(library, assets):
    from dataclasses import replace

    shorter = library.guide.care.model_copy(update={"sections": library.guide.care.sections[:-1]})
    other: Library = replace(library, language="xx", guide=library.guide.model_copy(update={"care": shorter}))
    found = [str(problem) for problem in check_languages(library, other)]
    assert found == ["xx/content/guide.yaml: has other ids or another number of points than the file in en."]
