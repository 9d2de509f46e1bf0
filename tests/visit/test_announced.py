"""What changes at the top of a page is said to those who do not see it, once; and what is said stays true."""

from __future__ import annotations

import pytest

from tests.support.desks import Group, actions_of, answer, library, texts_of
from workshop.evening.console import Console
from workshop.visit.part import PartPage


@pytest.fixture
def group(tmp_path):
    return Group(f"sqlite:///{tmp_path / 'rooms.sqlite'}", 5)


def test_a_pinned_agreement_and_the_end_of_the_room_are_announced_once(group, tmp_path):
    page = PartPage(library(), "00-welcome", group.people[0], tmp_path)
    said: list[str] = []
    page.top.widget.tell = lambda event, **values: said.append(values["text"]) if event == "announce" else None
    group.refresh()
    assert said == []
    group.facilitator.room.pin(["We listen."])
    group.refresh()
    group.refresh()
    assert said == [library().phrase("page.agreement_pinned")]
    group.facilitator.room.pin(["We listen.", "We may pass."])
    group.refresh()
    assert said == [library().phrase("page.agreement_pinned")] * 2


def test_after_a_reveal_nothing_offers_to_take_back(group):
    """The sentence of the share itself must not outlive what it says."""
    pages = group.pages("agreement")
    leader = Console(session=group.facilitator)
    leader.act("open", {"exercise": "agreement"})
    group.refresh()
    for page in pages:
        item = page.content.body.items[0].id
        answer(page, {"items": {item: [page.content.body.options[0].id]}, "_level": "count"})
        page.act("share", {})
        assert "withdraw" in actions_of(page.widget.view)
    for step in ("reveal", "reveal-now"):
        leader.act(step, {"exercise": "agreement"})
    group.refresh()
    for page in pages:
        seen = texts_of(page.widget.view)
        assert library().phrase("share.counted") in seen
        for gone in ("share.done", "share.withdraw", "share.change_hint", "share.ready"):
            assert library().phrase(gone) not in seen, gone
        assert not {"withdraw", "share"} & set(actions_of(page.widget.view))
