"""The wording of the pages that are not a part: landing, pause, help, leave, safety."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from .base import Id, Model, Text


class Landing(Model):
    """The start page. Privacy takes exactly six lines."""

    title: Text
    welcome: Text
    privacy: Annotated[tuple[Text, ...], Field(min_length=6, max_length=6)]


class PauseChoice(Model):
    """One way to pause, in a few short steps."""

    id: Id
    title: Text
    hint: Text
    steps: Annotated[tuple[Text, ...], Field(min_length=2, max_length=6)]


class Pause(Model):
    """The pause page.

    Attributes
    ----------
    mine
        The exercise in which a person writes down what steadies them; its word then stands on top.
    """

    intro: Text
    mine: Id | None = None
    choices: Annotated[tuple[PauseChoice, ...], Field(min_length=3)]
    after: Text


class Help(Model):
    """The help page, around the list of helplines."""

    intro: Text
    danger: Text
    on_call: Annotated[tuple[Text, ...], Field(min_length=1)]
    watched: Text
    elsewhere: Text


class Leave(Model):
    """What is said, once and honestly, about leaving."""

    title: Text
    text: tuple[Text, ...]


class Privacy(Model):
    """Everything about privacy, as pairs of a question and its answer."""

    title: Text
    intro: Text
    answers: tuple[QuestionAnswer, ...]


class QuestionAnswer(Model):
    """A question people have, and the answer."""

    question: Text
    answer: Text


class SafetyQuestion(Model):
    """A short private question, and which advice a yes to it leads to.

    Attributes
    ----------
    leads_to
        ``yes`` where a yes may mean danger. Being lied to is a reason of its own, and no reason to pack a bag.
    """

    id: Id
    text: Text
    leads_to: Literal["yes", "lying"] = "yes"


class SafetyAdvice(Model):
    """What is said after the questions, useful without a connection."""

    title: Text
    text: Text
    steps: tuple[Text, ...]


class Safety(Model):
    """The safety check. Any yes leads to ``if_yes`` or ``if_lying``, never to doubting the thought."""

    title: Text
    intro: Text
    private: Text
    questions: Annotated[tuple[SafetyQuestion, ...], Field(min_length=3)]
    if_yes: SafetyAdvice
    if_unsure: SafetyAdvice
    if_lying: SafetyAdvice | None = None
    if_no: SafetyAdvice

    @model_validator(mode="after")
    def _every_answer_leads_somewhere(self) -> Safety:
        if self.if_lying is None and any(question.leads_to == "lying" for question in self.questions):
            raise ValueError("a question leads to “lying”, so if_lying is needed")
        return self


class Workbook(Model):
    """What is said before and inside a downloaded workbook."""

    warning: Text
    intro: Text
    closing: Text


class Passage(Model):
    """A titled list of short lines."""

    title: Text
    lines: Annotated[tuple[Text, ...], Field(min_length=1)]


class Leaflet(Model):
    """A page for somebody in particular, read on the screen or on paper."""

    title: Text
    intro: Text
    passages: Annotated[tuple[Passage, ...], Field(min_length=1)]
    after: Text


class Blank(Model):
    """The neutral page that is left behind."""

    title: Text
    text: Text


class Pages(Model):
    """The file ``<lang>/pages.yaml``."""

    landing: Landing
    privacy: Privacy
    pause: Pause
    help: Help
    leave: Leave
    workbook: Workbook
    safety: Safety
    stop: Leaflet | None = Field(default=None, description="For somebody who checks, controls or hurts another.")
    close_by: Leaflet | None = Field(default=None, description="For somebody close to a person who is hurt.")
    blank: Blank


Pages.model_rebuild()
