"""The appendices of the facilitator's guide: what stands around the plans of the parts.

For facilitators only. Nothing of it is ever sent to a participant's page.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from .base import IDS_DIFFER, Each, Id, Model, Text, ids_differ

#: The steps of the risk protocol, in the order in which they are taken.
RISK_STEPS = ("notice", "pause", "private", "ask", "stay", "contact", "record", "supervisor")

Points = Annotated[tuple[Text, ...], Field(min_length=1)]


class Blank(Model):
    """A line that a facilitator fills in by hand, because it differs from place to place."""

    id: Id
    label: Text
    hint: Text | None = None


class Section(Model):
    """A heading and its points.

    Attributes
    ----------
    say
        Sentences to say aloud, as they stand or in one's own words.
    """

    id: Id
    title: Text
    points: Points
    say: tuple[Text, ...] = ()


class Appendix(Model):
    """One appendix: a few sentences, sections, and lines to fill in."""

    title: Text
    intro: Text
    sections: Annotated[tuple[Section, ...], Field(min_length=1), IDS_DIFFER]
    blanks: Each[Blank] = ()


class Invitation(Appendix):
    """How people are asked to come, with an example of the wording."""

    example: Text


class RiskProtocol(Appendix):
    """What to do when someone may be in danger: every step of `RISK_STEPS`, in that order."""

    @model_validator(mode="after")
    def _steps_in_order(self) -> RiskProtocol:
        given = tuple(section.id for section in self.sections)
        if given != RISK_STEPS:
            raise ValueError(f"has the steps {', '.join(given)}, but should have {', '.join(RISK_STEPS)}")
        return self


class Rating(Model):
    """A statement with a line from low to high, to be marked with a cross."""

    id: Id
    text: Text
    low: Text
    high: Text


class Evaluation(Model):
    """A form on paper, without a name: right after the end, and some weeks later."""

    title: Text
    intro: Text
    ratings: Annotated[tuple[Rating, ...], Field(min_length=1), IDS_DIFFER]
    open: Points
    later_title: Text
    later_intro: Text
    later: Points


class FidelityItem(Model):
    """Something that belongs to a session, rated twice: how far it was kept, and how helpful it was."""

    id: Id
    text: Text


class FidelityGroup(Model):
    """The items on one side of a session."""

    id: Literal["format", "content", "process"]
    title: Text
    items: Annotated[tuple[FidelityItem, ...], Field(min_length=1)]


class Fidelity(Model):
    """How true a session was to its plan. It rates the session, never a person, and has no total."""

    title: Text
    intro: Text
    kept: Annotated[tuple[Text, ...], Field(min_length=4, max_length=4, description="What 0 to 3 mean.")]
    helpful: Annotated[tuple[Text, ...], Field(min_length=4, max_length=4, description="What 0 to 3 mean.")]
    groups: Annotated[tuple[FidelityGroup, ...], Field(min_length=3, max_length=3), IDS_DIFFER]
    notes: Points

    @model_validator(mode="after")
    def _ids_differ_in_all_groups(self) -> Fidelity:
        ids_differ(tuple(item for group in self.groups for item in group.items))
        return self


class GuideBook(Model):
    """The file ``<lang>/content/guide.yaml``; a workshop has the appendices that it needs."""

    title: Text
    intro: Text
    checklists: Appendix | None = None
    not_for: Appendix | None = None
    invitation: Invitation | None = None
    confidentiality: Appendix | None = None
    away: Appendix | None = None
    risk: RiskProtocol | None = None
    abuse: Appendix | None = None
    care: Appendix | None = None
    evaluation: Evaluation | None = None
    fidelity: Fidelity | None = None
